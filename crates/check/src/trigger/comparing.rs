//! Figures that are compared with others: of the year before, of another country.

use std::ops::Range;

use super::{List, Phrase, Triggers, Words};

impl Triggers {
    /// Whether words compare what stands behind them with another: "half the".
    pub(crate) fn compares(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.compared)
    }

    /// Whether words beside a figure make it one of the year before.
    pub(crate) fn is_of_year_before(&self, words: &Words, figure: &Range<usize>) -> bool {
        const NEAR: usize = 3;
        let mut places = self.previous.iter().flat_map(|phrase| words.places(phrase));
        let is_near = places.any(|place| {
            // "A surplus of $606 million after a deficit the year before".
            let is_between = |other: &Range<usize>| figure.end <= other.start && other.end <= place.start;
            let mut parts = self.compared_behind.iter().flat_map(|phrase| words.places(phrase));
            let mut is_another_s =
                || words.between(figure.end, place.start) > 1 && parts.any(|other| is_between(&other));
            let behind = place.start >= figure.end && words.between(figure.end, place.start) <= NEAR && !is_another_s();
            behind || (place.end <= figure.start && words.between(place.end, figure.start) <= 1)
        });
        is_near || self.is_right_behind(&self.from, words, figure)
    }

    /// Whether a text goes on to what something is compared with.
    pub(crate) fn goes_on_to_compared(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.compared_behind)
    }

    /// Whether a figure is one that another is compared with.
    pub(crate) fn is_compared_figure(&self, words: &Words, figure: &Range<usize>) -> bool {
        self.is_right_behind(&self.compared, words, figure)
    }

    /// Whether a country is told of beside the one whom a figure is of: "followed by China".
    pub(crate) fn is_beside(&self, words: &Words, area: &Range<usize>) -> bool {
        // "Seguido de India", where the preposition is the country's as well.
        let is_shared = |place: &Range<usize>| place.start < area.start && (area.start..=area.end).contains(&place.end);
        self.is_right_behind(&self.beside, words, area)
            || self.beside.iter().flat_map(|phrase| words.places(phrase)).any(|place| is_shared(&place))
    }

    /// Where words put one before another in an order, or behind it.
    pub(crate) fn places_in_order<'w>(&'w self, words: &'w Words) -> impl Iterator<Item = (Range<usize>, bool)> + 'w {
        let less = self.before_less.iter().flat_map(|phrase| words.places(phrase)).map(|place| (place, true));
        let more = self.before_more.iter().flat_map(|phrase| words.places(phrase)).map(|place| (place, false));
        less.chain(more)
    }

    /// Whether a figure is the one from which another has come: "up from $5 billion".
    pub(crate) fn is_departed(&self, words: &Words, figure: &Range<usize>) -> bool {
        let is_reached = |place: &Range<usize>| words.between(place.end, figure.start) <= 1;
        let mut behind = self.directions(words).filter(|(place, _)| place.end <= figure.start);
        self.is_right_behind(&self.from, words, figure) && behind.any(|(place, _)| is_reached(&place))
    }

    /// Whether a figure stands behind one of the phrases, with no more than an article
    /// between.
    fn is_right_behind(&self, phrases: &[Phrase], words: &Words, figure: &Range<usize>) -> bool {
        let is_article = words.before(figure.start).is_some_and(|word| word.is_empty() || List::Articles.has(word));
        let furthest = usize::from(is_article);
        let mut places = phrases.iter().flat_map(|phrase| words.places(phrase));
        places.any(|place| place.end <= figure.start && words.between(place.end, figure.start) <= furthest)
    }
}
