//! A text as words without case and accents, and phrases that may stand in it.

use std::ops::Range;

use attache_model::fold;
use serde::Deserialize;

/// Folded words, of which one that ended in `*` has any ending, and their [`bits`].
#[derive(Deserialize)]
#[serde(from = "String")]
pub(super) struct Phrase(Vec<(String, bool)>, u128);

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        // As [`Words`] are parted.
        let words = text.split([' ', '\'']).map(|word| match word.strip_suffix('*') {
            Some(stem) => (fold(stem), true),
            None => (fold(word), false),
        });
        let words: Vec<(String, bool)> = words.collect();
        let all = words.iter().fold(0, |all, (word, _)| all | bits(word));
        Self(words, all)
    }
}

/// What a word begins with, as one of so many bits: where a text has not a phrase's,
/// it has not the phrase.
fn bits(word: &str) -> u128 {
    match word.as_bytes() {
        [first, second, ..] => 1 << ((first ^ second.rotate_left(3)) % 128),
        _ => 0,
    }
}

/// A sentence in folded words, with their places, and their [`bits`].
pub(crate) struct Words(Vec<(String, Range<usize>)>, u128);

impl Words {
    /// The words of these bytes of a text. An apostrophe ends a word: "d'aide".
    pub(crate) fn of(text: &str, within: &Range<usize>) -> Self {
        let mut words = Vec::new();
        let mut start = None;
        let part = text.get(within.clone()).unwrap_or_default();
        let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '²');
        for (at, c) in part.char_indices().chain([(part.len(), ' ')]) {
            match start {
                None if is_inner(c) => start = Some(at),
                Some(from) if !is_inner(c) => {
                    let word = part.get(from..at).unwrap_or_default();
                    words.push((fold(word), within.start + from..within.start + at));
                    start = None;
                }
                _ => {}
            }
        }
        let all = words.iter().fold(0, |all, (word, _)| all | bits(word));
        Self(words, all)
    }

    pub(super) fn of_all(text: &str) -> Self {
        Self::of(text, &(0..text.len()))
    }

    /// Where a phrase stands.
    pub(super) fn places<'w>(&'w self, phrase: &'w Phrase) -> impl Iterator<Item = Range<usize>> + 'w {
        let count = phrase.0.len();
        let fits = |word: &str, (wanted, any_ending): &(String, bool)| match any_ending {
            true => word.starts_with(wanted.as_str()),
            false => word == wanted,
        };
        let words = if phrase.1 & !self.1 == 0 { self.0.as_slice() } else { &[] };
        words.windows(count.max(1)).filter_map(move |window| {
            let is_it = window.iter().zip(&phrase.0).all(|((word, _), wanted)| fits(word, wanted));
            is_it.then(|| window[0].1.start..window[count - 1].1.end)
        })
    }

    pub(super) fn has_any(&self, phrases: &[Phrase]) -> bool {
        phrases.iter().any(|phrase| self.places(phrase).next().is_some())
    }

    /// The word that stands right before a place.
    pub(crate) fn before(&self, at: usize) -> Option<&str> {
        let number = self.0.partition_point(|(_, span)| span.end <= at);
        number.checked_sub(1).and_then(|number| self.0.get(number)).map(|(word, _)| word.as_str())
    }

    /// The same, with its place.
    pub(crate) fn before_with_place(&self, at: usize) -> Option<(&str, &Range<usize>)> {
        let number = self.0.partition_point(|(_, span)| span.end <= at);
        let (word, span) = self.0.get(number.checked_sub(1)?)?;
        Some((word.as_str(), span))
    }

    /// The next words behind a place.
    pub(crate) fn behind(&self, at: usize, most: usize) -> impl Iterator<Item = &str> {
        let first = self.0.partition_point(|(_, span)| span.start < at);
        self.0.iter().skip(first).take(most).map(|(word, _)| word.as_str())
    }

    /// The words within a place.
    pub(crate) fn within(&self, place: &Range<usize>) -> impl Iterator<Item = &str> {
        let place = place.clone();
        let is_within = move |span: &Range<usize>| place.start <= span.start && span.end <= place.end;
        self.0.iter().filter(move |(_, span)| is_within(span)).map(|(word, _)| word.as_str())
    }

    /// How many words stand between two places.
    pub(crate) fn between(&self, a: usize, b: usize) -> usize {
        let (from, to) = (a.min(b), a.max(b));
        self.0.iter().filter(|(_, span)| from <= span.start && span.end <= to).count()
    }
}
