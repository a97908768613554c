//! The period of a statement whose pattern has none.

use std::ops::Range;

use super::{Others, figure, overlap};
use crate::read::{lattice::Lattice, mention::When, reader::Reader};

/// So many tokens behind a statement a period may stand that belongs to it.
pub(super) const NEAR: usize = 6;

/// The period that belongs to a statement and stands outside of it: right
/// behind it, before it in its clause, or at the head of the sentence.
pub(super) fn nearby(
    reader: &Reader,
    lattice: &Lattice<'_>,
    tokens: &Range<usize>,
    Others { spans, taken }: &Others,
    is_stock: bool,
) -> Option<(usize, Range<usize>)> {
    // What has gathered by the end of a year is of it: "reserves of $9 billion at the end of 2020".
    let is_at = |number: &usize| match lattice.period(*number) {
        Some(When::At(_) | When::Relative(_)) => true,
        Some(When::By(_)) => is_stock,
        _ => false,
    };
    let is_period = |number: &usize| is_at(number) && !is_within_since(lattice, *number);
    let within_another = |at: usize| spans.any_at(at, |span| !overlap(span, tokens));
    // "since 2009" is another role's, and so is the year in it.
    let begins_another = |at: usize| {
        let number = lattice.found_at(at, true).find(|number| lattice.period(*number).is_some());
        number.is_some_and(|number| !is_period(&number))
    };
    let longest = |at: usize| {
        let number = lattice.found_at(at, true).find(is_period)?;
        let tokens = lattice.found.get(number)?.tokens.clone();
        // "2.7 per cent (2021: 2.5 per cent)": what stands before a colon is of what follows it.
        let is_label = lattice.tokens.get(tokens.end).is_some_and(|token| token.text == ":");
        (!is_label).then_some((number, tokens))
    };
    // Behind; what a comma parts off only where there is no other. Figures of a
    // list are passed over: "$12 billion, $7 billion and $6 billion in 2021".
    let (mut at, mut passed, mut is_parted, mut parted) = (tokens.end, 0, false, None);
    while passed < NEAR && at < lattice.tokens.len() && !lattice.ends_sentence(at) && !within_another(at) {
        if begins_another(at) {
            break;
        }
        match longest(at) {
            Some(period) if is_parted => {
                parted = Some(period);
                break;
            }
            Some(period) => return Some(period),
            None => {}
        }
        let is_comma = lattice.tokens.get(at).is_some_and(|token| token.text == ",");
        // "A surplus of $66 million, where in 2021 it had a deficit".
        if is_comma && reader.elsewhen.from(lattice.tokens, at + 1).any(|(end, ())| longest(end).is_some()) {
            break;
        }
        is_parted |= is_comma && longest(at + 1).is_none();
        let listed = lattice.found_at(at, true).find(|number| figure(lattice, *number).is_some());
        at = listed.and_then(|number| lattice.found.get(number)).map_or(at + 1, |found| found.tokens.end);
        passed += usize::from(listed.is_none());
    }
    // Before, in the clause: the nearest that no other statement has.
    let mut at = tokens.start;
    while let Some(before) = at.checked_sub(1) {
        if lattice.ends_sentence(before) || within_another(before) {
            break;
        }
        let number = lattice.found_at(at, false).find(is_period);
        if let Some(found) = number.and_then(|n| lattice.found.get(n)) {
            // "established in 1971 following its independence": it is the other's.
            let is_another_s = |taken: &Range<usize>| overlap(taken, &found.tokens) && !overlap(taken, tokens);
            if taken.around(&found.tokens).any(is_another_s) {
                break;
            }
            return Some((number?, found.tokens.clone()));
        }
        at = before;
    }
    // At the head of the sentence.
    let head = lattice.head(tokens.start);
    let is_apart = |period: &(usize, Range<usize>)| {
        period.1.end <= tokens.start && lattice.tokens.get(period.1.end).is_some_and(|token| token.text == ",")
    };
    longest(head).filter(is_apart).or(parted)
}

/// "2010" of "since 2010" is no year in which something was.
fn is_within_since(lattice: &Lattice<'_>, number: usize) -> bool {
    let Some(period) = lattice.found.get(number) else { return false };
    lattice.found_at(period.tokens.end, false).any(|around| {
        matches!(lattice.period(around), Some(When::Since(_) | When::Until(_)))
            && lattice.found.get(around).is_some_and(|around| around.tokens.start < period.tokens.start)
    })
}
