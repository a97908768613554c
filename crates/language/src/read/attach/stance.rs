//! Whether a sentence asserts what its words say.

use std::ops::Range;

use attache_fact::Said;

use super::{is_figure, when::NEAR};
use crate::read::{
    lattice::Lattice,
    machine::{Capture, Captured},
    ranges::Ranges,
    reader::Reader,
    reading::{Match, Stance},
    trie::Trie,
};

/// The words of a phrase that denies nothing, but for its last, are no more.
const LONGEST: usize = 3;

/// The tokens of a clause of its own between commas, whose words say nothing of what stands behind:
/// "in 2022, when it could not pay for fuel, obligations came to".
fn aside(reader: &Reader, lattice: &Lattice<'_>, before: Range<usize>) -> Range<usize> {
    let is_comma = |at: usize| lattice.tokens.get(at).is_some_and(|token| token.text == ",");
    let opens = |at: usize| {
        let is_first = at == before.start || is_comma(at - 1);
        is_first && reader.subordinates.from(lattice.tokens, at).next().is_some()
    };
    let ends = before.clone().rfind(|at| is_comma(*at));
    let opened = before.clone().find(|at| opens(*at));
    match (opened, ends) {
        (Some(opened), Some(end)) if opened < end => opened..end,
        _ => before.start..before.start,
    }
}

/// Whether the words before a statement, in its clause, deny it or waver, and
/// its pattern does not have them.
pub(super) fn stance(reader: &Reader, lattice: &Lattice<'_>, one: &Match, spans: &Ranges) -> Stance {
    let head = lattice.head(one.tokens.start);
    let is_another_s = |at: usize| spans.any_at(at, |span| *span != one.tokens);
    let start = (head..one.tokens.start).rev().find(|at| is_another_s(*at)).map_or(head, |at| at + 1);
    // Names are made of any words, "May" is a month too, and neither "no less than 5
    // million" nor "does not reach 5 million" denies anything.
    let is_other = |at: usize| {
        let is_own = |c: &Capture| matches!(c.what, Captured::Text | Captured::Texts) || is_figure(lattice, c);
        let verb = |c: &Capture| reader.figures.verb_before(lattice.tokens, c.tokens.start);
        let is_of_verb =
            |c: &Capture| is_figure(lattice, c) && at < c.tokens.start && verb(c).is_some_and(|(start, _)| start <= at);
        lattice.is_of_name(at) || one.captures.iter().any(|c| c.tokens.contains(&at) && is_own(c) || is_of_verb(c))
    };
    let words = start..one.tokens.end;
    // "Not only" denies nothing.
    let is_affirmed = |at: usize| {
        let starts = at.saturating_sub(LONGEST)..=at;
        starts.into_iter().any(|start| reader.affirms.from(lattice.tokens, start).any(|(end, ())| end > at))
    };
    let aside = aside(reader, lattice, start..one.tokens.start);
    let has = |class: &Trie<()>, range: Range<usize>| {
        let is_it = |at: usize| class.from(lattice.tokens, at).next().is_some() && !is_other(at) && !is_affirmed(at);
        range.into_iter().any(|at| !aside.contains(&at) && is_it(at))
    };
    let id = reader.kinds[one.kind].id;
    let within = one.tokens.start.saturating_sub(1).max(start)..one.tokens.end;
    let is_denied = || has(&reader.denies, words.clone()) || has(&reader.denies_within, within);
    if id != "no-agreement" && !one.denies && is_denied() {
        return Stance::Denied;
    }
    let behind = (one.tokens.end..lattice.tokens.len())
        .take(NEAR)
        .take_while(|at| !lattice.ends_sentence(*at) && !is_another_s(*at));
    let with_behind = words.start..one.tokens.end + behind.count();
    // No period is the first half of one, a place within a region none among all, and a
    // figure of a province none of its country.
    let is_of_province = reader.kinds[one.kind].has_figure && has(&reader.part_areas, start..one.tokens.start);
    let is_part = has(&reader.part_periods, with_behind.clone())
        || id.ends_with("-rank") && has(&reader.regions, with_behind)
        || is_of_province;
    // "An election is expected" asserts that it is.
    let is_expected = |c: &Capture| matches!(&c.what, Captured::Said(Said::Text(text)) if text == "expected");
    let wavers = !one.captures.iter().any(is_expected) && has(&reader.wavers, words);
    if is_part || wavers { Stance::Wavering } else { Stance::Asserted }
}
