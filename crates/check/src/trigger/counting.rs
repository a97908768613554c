//! How words count years, or one from another that was named, and how a year is written in its
//! place.

use std::ops::Range;

use attache_model::{fold, plain};

use super::{List, Phrase, Triggers, Words};
use crate::years::Count;

impl Triggers {
    /// Where words count a year from the one that was named last.
    pub(crate) fn counted_years<'w>(&'w self, words: &'w Words) -> impl Iterator<Item = (Range<usize>, Count)> + 'w {
        let told = |phrases: &'w [Phrase], count| {
            phrases.iter().flat_map(|phrase| words.places(phrase)).map(move |place| (place, count))
        };
        let same = told(&self.of_that_year, Count::Behind(0)).chain(told(&self.of_next_year, Count::Behind(1)));
        let next = told(&self.next_year, Count::Alone(1));
        let counted = |phrases: &'w [Phrase], sign: i16| {
            phrases.iter().flat_map(|phrase| words.places(phrase)).filter_map(move |place| {
                let (word, span) = words.before_with_place(place.start)?;
                let many = self.counts.iter().position(|count| count == word).map(|at| at + 1);
                let many = many.or_else(|| word.parse().ok().filter(|many| (1..100).contains(many)))?;
                Some((span.start..place.end, Count::Alone(sign * i16::try_from(many).ok()?)))
            })
        };
        same.chain(next).chain(counted(&self.years_later, 1)).chain(counted(&self.years_earlier, -1))
    }

    /// Whether a text counts several years: "in the five fiscal years to 2020", "over 3 years".
    pub(crate) fn counts_years(&self, text: &str) -> bool {
        const NEAR: usize = 3;
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let is_count = |word: &&str| {
            let spelled = self.counts.iter().skip(1).any(|count| *count == fold(word));
            spelled || word.parse().is_ok_and(|count: u8| (2..=50).contains(&count))
        };
        let is_years = |word: &str| List::Years.has(word);
        (0..words.len()).any(|at| is_years(words[at]) && words[at.saturating_sub(NEAR)..at].iter().any(is_count))
    }

    /// Whether a word is the name of a month.
    pub(crate) fn is_month(&self, word: &str) -> bool {
        self.months.iter().any(|month| month == word)
    }

    /// Whether a text ends in a day with its month, or in a month alone; `None` where it ends in
    /// neither.
    pub(crate) fn ends_in_day(&self, text: &str) -> Option<bool> {
        let mut last = text.split_whitespace().rev().map(|word| plain(word.trim_end_matches(',')));
        let is_month = |word: &str| self.is_month(word);
        let is_day = |word: &str| {
            let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
            matches!(digits.parse::<u8>(), Ok(1..=31))
        };
        let (word, before) = (last.next()?, last.next().unwrap_or_default());
        match (is_day(&word), is_month(&word)) {
            (true, _) => is_month(&before).then_some(true),
            // "El 3 de enero".
            (_, true) => Some(is_day(&before) || (before == "de" && last.next().is_some_and(|word| is_day(&word)))),
            _ => None,
        }
    }

    /// Whether a text begins, but for a few words, with a day that has no year.
    pub(crate) fn goes_on_with_day(&self, text: &str) -> bool {
        const FURTHEST: usize = 5;
        let words: Vec<&str> = text.split_whitespace().take(FURTHEST + 1).collect();
        let is_year = |word: &&str| word.len() >= 4 && word.chars().take(4).all(|c| c.is_ascii_digit());
        let ends_in_day = |count| words.get(..count).is_some_and(|ahead| self.ends_in_day(&ahead.join(" ")).is_some());
        !words.iter().any(is_year) && (1..=FURTHEST).any(ends_in_day)
    }

    /// A year as it stands behind a day or a month.
    pub(crate) fn year_behind(&self, year: i16, is_day: bool) -> String {
        let [day, month, _] = &self.before_year;
        format!("{}{year}", if is_day { day } else { month })
    }

    /// A year as it stands alone.
    pub(crate) fn year_alone(&self, year: i16) -> String {
        let [.., alone] = &self.before_year;
        format!("{alone}{year}")
    }
}
