//! What belongs to a statement beyond its pattern.

use attache_fact::RoleName;

use super::{Arrival, Capture, Captured, LONGEST_TEXT, Machine};
use crate::read::mention::{Mentioned, When};

/// So many adjuncts and periods a statement has beyond its pattern.
const MOST_BEYOND: usize = 5;
const MOST_PASSED_BEYOND: usize = 2;

impl Machine<'_> {
    /// What belongs to a statement and stands beyond its pattern: adjuncts and a
    /// period right behind it, "$2 billion *in 2021 to Peru*", or an adjunct at the
    /// head of the sentence, "*From Peru*, Spain imported ...".
    ///
    /// Only what fills roles that are still open is taken.
    pub(crate) fn beyond(&self, arrival: &mut Arrival, other: &[Capture], period: Option<RoleName>) {
        self.rest_of_text(arrival);
        for _ in 0..MOST_BEYOND {
            let is_taken = |role: RoleName| {
                let same = |taken: RoleName| taken == role || (taken == "time" && Some(role) == period);
                let fills = |c: &Capture| {
                    same(c.role) || matches!(c.what, Captured::Found { with: Some(with), .. } if same(with))
                };
                role != "_" && arrival.captures.iter().chain(other).any(fills)
            };
            let next = self.beyond_passes(arrival.at).find_map(|at| {
                let open = |a: &Arrival| !a.captures.iter().any(|c| is_taken(c.role) || self.is_no_text(c));
                let fitting = self.fitting(at);
                let fitting = fitting.iter().flat_map(|all| all.iter()).filter(|arrival| open(arrival));
                let adjunct = fitting.max_by_key(|arrival| (arrival.at.abs_diff(at), arrival.captures.len())).cloned();
                adjunct.or_else(|| self.period_beyond(at).filter(|_| self.onward && !is_taken(period.unwrap_or("_"))))
            });
            let Some(next) = next else { return };
            if !self.onward && next.at > 0 && !self.lattice.ends_sentence(next.at - 1) {
                return;
            }
            arrival.at = next.at;
            arrival.words += next.words;
            match self.onward {
                true => arrival.captures.extend(next.captures),
                false => drop(arrival.captures.splice(0..0, next.captures)),
            }
            self.rest_of_text(arrival);
        }
    }

    /// A text at the end of a pattern goes on to the end of its clause, or to the
    /// period or figure behind it.
    fn rest_of_text(&self, arrival: &mut Arrival) {
        let Some(text) = arrival.captures.last_mut().filter(|c| self.onward && c.what == Captured::Text) else {
            return;
        };
        if text.tokens.end != arrival.at {
            return;
        }
        let lattice = self.lattice;
        let goes_on = |at: &usize| {
            let ends = matches!(lattice.tokens.get(*at).map(|t| t.text), None | Some("," | ":" | ";" | "(" | ")"));
            !ends && !lattice.ends_sentence(*at) && !self.stands_out(*at)
        };
        let longest = text.tokens.start + LONGEST_TEXT;
        arrival.at = (arrival.at..longest).take_while(goes_on).last().map_or(arrival.at, |last| last + 1);
        text.tokens.end = arrival.at;
    }

    /// Whether a figure or period begins at a place.
    fn stands_out(&self, at: usize) -> bool {
        self.lattice.found_at(at, true).any(|number| {
            let found = self.lattice.found.get(number).map(|f| &f.what);
            matches!(found, Some(Mentioned::Figure(_) | Mentioned::Period(_)))
        })
    }

    pub(super) fn is_no_text(&self, capture: &Capture) -> bool {
        let begins_with_digit = || {
            self.lattice
                .tokens
                .get(capture.tokens.start)
                .is_some_and(|t| t.text.starts_with(|c: char| c.is_ascii_digit()))
        };
        capture.what == Captured::Text && (self.stands_out(capture.tokens.start) || begins_with_digit())
    }

    /// The place, and those behind the next words that change nothing.
    fn beyond_passes(&self, at: usize) -> impl Iterator<Item = usize> {
        let passes = move |by: &usize| {
            let index = if self.onward { at.checked_add(*by) } else { at.checked_sub(by + 1) };
            index.is_some_and(|index| self.lattice.passes.get(index).is_some_and(|passes| *passes))
        };
        let passed = (0..MOST_PASSED_BEYOND).take_while(passes).count();
        (0..=passed).filter_map(move |by| self.lattice.moved(at, by, self.onward))
    }

    fn period_beyond(&self, at: usize) -> Option<Arrival> {
        let number = self
            .lattice
            .found_at(at, self.onward)
            .find(|number| matches!(self.lattice.period(*number), Some(When::At(_) | When::Relative(_))))?;
        let tokens = self.lattice.found.get(number)?.tokens.clone();
        let captures = vec![Capture { role: "time", what: Captured::Loose(number), tokens: tokens.clone() }];
        Some(Arrival { at: tokens.end, captures, words: 0, passed: 0 })
    }
}
