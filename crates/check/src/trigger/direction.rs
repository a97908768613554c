//! By which words a figure goes up or down, is above zero or below, or is more or less than another.

use std::ops::Range;

use super::{List, Triggers, Words};

impl Triggers {
    /// Where words say that something went up or down, with the role that says so.
    pub(crate) fn directions<'w>(
        &'w self,
        words: &'w Words,
    ) -> impl Iterator<Item = (Range<usize>, &'static str)> + 'w {
        let up = self.rising.iter().flat_map(|phrase| words.places(phrase)).map(|place| (place, "rose"));
        let down = self.falling.iter().flat_map(|phrase| words.places(phrase)).map(|place| (place, "fell"));
        // "Fell just short of $1 billion" tells no change.
        up.chain(down).filter(|(place, _)| !words.behind(place.end, 2).any(|word| List::Short.has(word)))
    }

    /// Where words say of one figure that it is more, or less, than what follows.
    pub(crate) fn comparisons<'w>(&'w self, words: &'w Words) -> impl Iterator<Item = (Range<usize>, bool)> + 'w {
        let more = self.more_than.iter().flat_map(|phrase| words.places(phrase)).map(|place| (place, true));
        let less = self.less_than.iter().flat_map(|phrase| words.places(phrase)).map(|place| (place, false));
        more.chain(less)
    }

    /// Where words say of a balance that it is a surplus, or a deficit.
    pub(crate) fn signs<'w>(&'w self, words: &'w Words) -> impl Iterator<Item = (Range<usize>, bool)> + 'w {
        let surplus = self.in_surplus.iter().flat_map(|phrase| words.places(phrase)).map(|place| (place, true));
        let deficit = self.in_deficit.iter().flat_map(|phrase| words.places(phrase)).map(|place| (place, false));
        surplus.chain(deficit)
    }

    /// Whether a text says of a figure that it is below zero: a deficit, or a fall.
    pub(crate) fn tells_of_less(&self, text: &str) -> bool {
        let words = Words::of_all(text);
        let is_deficit = self.signs(&words).any(|(_, is_surplus)| !is_surplus);
        is_deficit || self.directions(&words).any(|(_, role)| role == "fell") || words.has_any(&self.shrinking)
    }

    /// Whether a text says of a figure that it is above zero: a surplus, or growth.
    pub(crate) fn tells_of_more(&self, text: &str) -> bool {
        let words = Words::of_all(text);
        let is_surplus = self.signs(&words).any(|(_, is_surplus)| is_surplus);
        let rises = self.directions(&words).any(|(_, role)| role == "rose");
        is_surplus || rises || text.split(|c: char| !c.is_alphanumeric()).any(|word| List::Surpluses.has(word))
    }

    /// Whether words are of an economy that shrank.
    pub(crate) fn is_shrinking(&self, words: &str) -> bool {
        Words::of_all(words).has_any(&self.shrinking)
    }
}
