//! What the words behind an agreement say of it: that it is in force, or is not.

use std::ops::Range;

use attache_fact::Said;
use attache_model::Language;

use crate::{
    draft::{Meant, Statement},
    trigger::{Force, List, Triggers, Words},
};

/// Between what is said of an agreement and its own subject there are no more words: "The treaty
/// has never entered into force".
const NEAR: usize = 2;

/// And between it and the agreement, in one clause: "in 1996, but has to this day not".
const FURTHER: usize = 5;

/// And before what denies it: "signed in 2014 on the margins of the Dakar summit, has not yet".
const FURTHEST_DENIED: usize = 12;

/// Between an agreement and the end of its clause: "a treaty with China | is signed."
const NEAR_END: usize = 4;

/// Whatever the words, no more characters behind the agreement are looked at.
const FURTHEST: usize = 160;

/// A day stands within so many words of what it is of: "entered into force on the 1st".
const FEW: usize = 4;

/// Of an agreement that was just told of a text may go on that it is in force, or is not, in the
/// same clause or in the next one: "the treaty with China, signed in 2000, is in force", "was
/// signed in 2000; it has never entered into force".
pub(crate) fn with_status_behind(statement: &mut Statement, block: &str, sentence: &Range<usize>, language: Language) {
    let triggers = Triggers::of(language);
    let is_of_agreement = |meant: &Meant| meant.understood.claim.kind == "agreement";
    if !statement.readings.iter().any(is_of_agreement) {
        return;
    }
    for meant in statement.readings.iter_mut().filter(|meant| is_of_agreement(meant)) {
        let understood = &mut meant.understood;
        if ["status", "from", "until"].iter().any(|role| understood.claim.role(role).is_some()) {
            continue;
        }
        let ends = understood.spans.iter().map(|(_, span)| span.end);
        let end = ends.fold(statement.span.end, usize::max);
        let behind = block.get(end..).unwrap_or_default();
        let furthest = behind.char_indices().nth(FURTHEST).map_or(block.len(), |(at, _)| end + at);
        let words = Words::of(block, &(end..furthest));
        let Some((place, force)) = triggers.in_force(block, &words) else { continue };
        // What was denounced is not in force, whenever it came into it; that another one was, is nothing
        // to one that never did.
        let told = if force == Force::IsNot { statement.span.start..place.end } else { sentence.clone() };
        if block.get(told).is_some_and(|text| triggers.tells_end(text)) {
            continue;
        }
        let gap = block.get(end..place.start).unwrap_or_default();
        // "Signed in 1996, while the tax treaty is in force".
        let names_another = |from: usize, to: usize| {
            words.between(from, to) > NEAR && words.within(&(from..to)).any(|word| List::Agreements.has(word))
        };
        let parts = gap.match_indices([';', '.']).map(|(at, _)| end + at);
        let is_next = match parts.collect::<Vec<_>>().as_slice() {
            [] => {
                let most = if force == Force::IsNot { FURTHEST_DENIED } else { FURTHER };
                words.between(end, place.start) <= most && !names_another(end, place.start)
            }
            [clause] => words.between(end, *clause) <= NEAR_END && words.between(*clause, place.start) <= NEAR,
            _ => false,
        };
        // When it came into force is told of a day, and not of today.
        let is_dated = || {
            let rest = block.get(place.end..).unwrap_or_default();
            rest.split_whitespace().take(FEW).any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        };
        let is_denied = || triggers.has_denial(&words, &(end..place.end));
        let (status, is_open) = match force {
            Force::Is => ("in-force", is_denied()),
            Force::Came => ("in-force", is_denied() || is_dated()),
            Force::IsNot => ("signed", false),
        };
        // "Signed in 2006 (not yet in force)".
        let is_in_brackets = || gap.trim() == "(" && force == Force::IsNot;
        if is_next && !is_open && (!gap.contains(['(', ')', ':']) || is_in_brackets()) {
            understood.claim.roles.push(("status", Said::Text(status.to_owned())));
            understood.spans.push(("status", place));
        }
    }
}
