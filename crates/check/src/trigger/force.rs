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

/// And between a verb and what is said with it: "is, since June 2001, | in force".
const FEW: usize = 2;

impl Triggers {
    /// The first place where the words of a text say of an agreement that it is in force, or that it is not, and
    /// what they say.
    pub(crate) fn in_force<'w>(&'w self, text: &str, words: &'w Words) -> Option<(Range<usize>, Force)> {
        let places = |phrases: &'w [Phrase]| phrases.iter().flat_map(|phrase| words.places(phrase));
        let told = places(&self.force).filter_map(|place| self.told_of_force(text, words, place));
        let waiting = places(&self.waiting).map(|place| (place, Force::IsNot));
        told.chain(waiting).min_by_key(|(place, _)| place.start)
    }

    /// What the words before those for what binds say of it, with all of these.
    fn told_of_force(&self, text: &str, words: &Words, place: Range<usize>) -> Option<(Range<usize>, Force)> {
        let nearest = |phrases: &[Phrase], few: usize| {
            let all = phrases.iter().flat_map(|phrase| words.places(phrase));
            let is_parted = |it: &Range<usize>| {
                let gap = text.get(it.end..place.start.max(it.end)).unwrap_or_default();
                few == FEW_DENYING && gap.contains([',', ';', '.', ':', '('])
            };
            let near = all.filter(|it| it.start <= place.start && words.between(it.end, place.start) <= few);
            let near = near.filter(|it| !is_parted(it));
            near.map(|it| it.start).max()
        };
        if nearest(&self.no_longer, FEW_DENYING).is_some() {
            return None;
        }
        let is_of = |start: usize, force: Force| (start..place.end, force);
        let not = nearest(&self.not_yet, FEW_DENYING).map(|start| is_of(start, Force::IsNot));
        let came = || nearest(&self.coming, FEW).map(|start| is_of(start, Force::Came));
        let is = || nearest(&self.being, FEW).map(|start| is_of(start, Force::Is));
        not.or_else(|| came().or_else(is).filter(|_| !self.is_ratified(words, &place)))
    }

    /// What was ratified may still not be in force.
    fn is_ratified(&self, words: &Words, place: &Range<usize>) -> bool {
        words.within(place).any(|word| word.starts_with("ratif"))
    }
}
