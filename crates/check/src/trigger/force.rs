//! By which words an agreement is in force, or is not.

use std::ops::Range;

use super::{Phrase, Triggers, Words};

/// What is said of whether an agreement is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Force {
    Is,
    /// It has come into force.
    Came,
    IsNot,
}

/// Between what denies and what it denies are no more words: "not yet been brought | into force".
const FEW_DENYING: usize = 5;

/// And between a verb and what is said with it: "is still | in force".
const FEW: usize = 2;

impl Triggers {
    /// The first place where the words of a text say of an agreement that it is in force, or that it is not,
    /// and what they say.
    pub(crate) fn in_force<'w>(&'w self, text: &str, words: &'w Words) -> Option<(Range<usize>, Force)> {
        let places = |phrases: &'w [Phrase]| phrases.iter().flat_map(|phrase| words.places(phrase));
        let told = places(&self.force).filter_map(|place| self.told_of_force(text, words, &place));
        let denied = places(&self.ratified).filter_map(|place| self.denial_before(text, words, &place));
        let waiting = denied.chain(places(&self.waiting)).map(|place| (place, Force::IsNot));
        told.chain(waiting).min_by_key(|(place, _)| place.start)
    }

    /// Whether words say of an agreement that it goes on being in force, and not that it ended.
    pub(crate) fn lasts_in_force(&self, text: &str) -> bool {
        let words = Words::of_all(text);
        let mut places = self.force.iter().flat_map(|phrase| words.places(phrase));
        let is_lasting = |place: &Range<usize>| nearest(&self.lasting, FEW, text, &words, place).is_some();
        !self.tells_end(text)
            && places.any(|place| is_lasting(&place) && self.denial_before(text, &words, &place).is_none())
    }

    /// What the words before those for what binds say of it, with all of these.
    fn told_of_force(&self, text: &str, words: &Words, place: &Range<usize>) -> Option<(Range<usize>, Force)> {
        if nearest(&self.no_longer, FEW_DENYING, text, words, place).is_some() {
            return None;
        }
        let not = self.denial_before(text, words, place).map(|place| (place, Force::IsNot));
        let told = |phrases: &[Phrase], force: Force| {
            nearest(phrases, FEW, text, words, place).map(|start| (start..place.end, force))
        };
        not.or_else(|| told(&self.coming, Force::Came)).or_else(|| told(&self.being, Force::Is))
    }

    /// From the words that deny what stands behind them, to its end.
    fn denial_before(&self, text: &str, words: &Words, place: &Range<usize>) -> Option<Range<usize>> {
        nearest(&self.not_yet, FEW_DENYING, text, words, place).map(|start| start..place.end)
    }
}

/// Where the last of some phrases begins that stand before a place, or within it, in its part of the
/// sentence, with no more than a few words between.
fn nearest(phrases: &[Phrase], few: usize, text: &str, words: &Words, place: &Range<usize>) -> Option<usize> {
    let is_parted = |it: &Range<usize>| {
        let gap = text.get(it.end..place.start.max(it.end)).unwrap_or_default();
        gap.contains([',', ';', '.', ':', '('])
    };
    let all = phrases.iter().flat_map(|phrase| words.places(phrase));
    let near = all.filter(|it| it.start <= place.start && words.between(it.end, place.start) <= few);
    near.filter(|it| !is_parted(it)).map(|it| it.start).max()
}
