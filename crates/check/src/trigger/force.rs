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

impl Triggers {
    /// The first place where words say of an agreement that it is in force, or that it is not.
    pub(crate) fn in_force<'w>(&'w self, words: &'w Words) -> Option<(Range<usize>, Force)> {
        let places = |phrases: &'w [Phrase], force: Force| {
            phrases.iter().flat_map(|phrase| words.places(phrase)).map(move |place| (place, force))
        };
        let is = places(&self.in_force, Force::Is).chain(places(&self.came_into_force, Force::Came));
        is.chain(places(&self.not_in_force, Force::IsNot)).min_by_key(|(place, _)| place.start)
    }
}
