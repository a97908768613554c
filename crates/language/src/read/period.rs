mod date;

use std::{ops::Range, sync::Arc};

use attache_fact::Relative;
use attache_model::Period;

use self::date::{Date, Filling, Slot};
use super::{
    mention::{Found, Mentioned, When},
    numeral::Numerals,
    phrase::{Known, Phrases, Readings, WordLists},
    token::{Token, TokenKind, Vocabulary, begins_within_a_word},
    trie::Trie,
};
use crate::{WordingError, toml_file::TomlFile};

/// Finds periods, with their prepositions and without.
///
/// The words are `periods.toml`'s. A number of four digits from 1000 to 2199 is
/// a year. What only holds a period is none, and none is found within it: "the
/// first half of 2023", "the six months to June 2023", "2000 people", "after 2015"
/// (`not` in the file). The end of 2020 is by 2020; its middle, or its
/// beginning, in it. "The year to June 2023" is the fiscal year from July;
/// "2021-22", as those write it who count so, the fiscal year that ends in 2022.
pub(crate) struct Periods {
    numerals: Arc<Numerals>,
    months: Trie<i8>,
    lists: WordLists,
    /// Without prepositions.
    dates: Phrases<Slot, Date>,
    /// Those that what stands before them completes.
    later_dates: Phrases<Slot, Date>,
    phrases: Phrases<Slot, Meaning>,
    not: Phrases<Slot, ()>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    At,
    Since,
    By,
    Until,
    Now,
    ThisYear,
    LastYear,
    LastYears,
    LastDecades,
}

const MEANINGS: [(&str, Meaning); 9] = [
    ("at", Meaning::At),
    ("since", Meaning::Since),
    ("by", Meaning::By),
    ("until", Meaning::Until),
    ("now", Meaning::Now),
    ("this-year", Meaning::ThisYear),
    ("last-year", Meaning::LastYear),
    ("last-years", Meaning::LastYears),
    ("last-decades", Meaning::LastDecades),
];

/// How many tokens before a period words that take it away may begin.
const LONGEST_NOT: usize = 12;

/// How many tokens before a date what completes it may begin.
const LONGEST_BEFORE: usize = 6;

/// A sentence in which periods are looked for.
pub(crate) struct Sought<'s> {
    periods: &'s Periods,
    tokens: &'s [Token<'s>],
    /// Periods without preposition: the token after the last of each.
    dates: Known<(usize, Period)>,
    /// The token after the last of words that hold a period without being one.
    not: Known<usize>,
}

impl Periods {
    pub(crate) fn read(
        file: &TomlFile<'_>,
        numerals: Arc<Numerals>,
        vocabulary: &mut Vocabulary,
    ) -> Result<Self, WordingError> {
        let root = file.root();
        let mut months = Trie::default();
        for (month, entry) in (1..=12).zip(root.get("months")?.texts()?) {
            months.add_spellings(&entry, vocabulary, month)?;
        }
        let lists = WordLists::read(&root.get("words")?, vocabulary)?;
        let slot = |name: &str| Slot::named(name).or_else(|| lists.named(name).map(Slot::Listed));
        // A date within a date would have no end.
        let own = |name: &str| slot(name).filter(|s| !matches!(s, Slot::Period | Slot::ADay | Slot::ASpan));
        let (mut dates, mut later_dates) = (Phrases::default(), Phrases::default());
        for (table, dates) in [("date", &mut dates), ("later-date", &mut later_dates)] {
            for (name, date) in Date::ALL {
                if let Some(entry) = root.find(table).and_then(|table| table.find(name)) {
                    dates.add(&entry, vocabulary, &own, date)?;
                }
            }
        }
        let mut phrases = Phrases::default();
        for (name, meaning) in MEANINGS {
            phrases.add(&root.get("when")?.get(name)?, vocabulary, &slot, meaning)?;
        }
        let mut not = Phrases::default();
        not.add(&root.get("not")?, vocabulary, &slot, ())?;
        Ok(Self { numerals, months, lists, dates, later_dates, phrases, not })
    }

    pub(crate) fn within<'s>(&'s self, tokens: &'s [Token<'s>]) -> Sought<'s> {
        Sought { periods: self, tokens, dates: Known::of(tokens), not: Known::of(tokens) }
    }
}

impl Sought<'_> {
    /// Adds what begins at a token, in every length that can be meant, each with
    /// one meaning.
    pub(crate) fn find(&self, at: usize, found: &mut Vec<Found>) {
        if begins_within_a_word(self.tokens, at) {
            return;
        }
        let mut own: Vec<(Found, Meaning)> = Vec::new();
        self.periods.phrases.each(self.tokens, at, &|slot, at| self.fill(slot, at), &mut |end, filled, meaning| {
            if let Some(when) = meaning.when(filled) {
                own.push((Found { tokens: at..end, what: Mentioned::Period(when) }, meaning));
            }
        });
        // "From 2008 to 2016" is in those years, before it is since anything.
        own.sort_by_key(|(f, meaning)| (f.tokens.end, *meaning));
        own.dedup_by_key(|(f, _)| f.tokens.end);
        let Some(longest) = own.last().map(|(f, _)| f.tokens.end) else { return };
        let not = self.not_around(at, longest);
        // Words that the mention holds as a whole are part of it.
        let is_taken = |f: &Found| {
            not.iter().any(|n| {
                n.start < f.tokens.end
                    && f.tokens.start < n.end
                    && !(f.tokens.start <= n.start && n.end <= f.tokens.end)
            })
        };
        found.extend(own.into_iter().map(|(f, _)| f).filter(|f| !is_taken(f)));
    }

    /// Words around a place that hold a period without being one.
    fn not_around(&self, from: usize, to: usize) -> Vec<Range<usize>> {
        let starts = from.saturating_sub(LONGEST_NOT)..to;
        let around = starts.flat_map(|start| {
            let ends = self.not.at(start, || {
                let mut ends = Vec::new();
                let not = &self.periods.not;
                not.each(self.tokens, start, &|slot, at| self.fill(slot, at), &mut |end, _, ()| ends.push(end));
                ends
            });
            ends.iter().filter(|end| **end > from).map(move |end| start..*end)
        });
        around.collect()
    }

    /// Periods without preposition: the token after the last of each.
    fn dates(&self, at: usize) -> Vec<(usize, Period)> {
        let mut found = self.completed_dates(at);
        self.periods.dates.each(self.tokens, at, &|slot, at| self.fill(slot, at), &mut |end, filled, date| {
            // A date that another one completes ends before that one.
            let end = filled.iter().find(|(slot, _)| *slot == Slot::End).and_then(|(_, f)| f.place()).unwrap_or(end);
            if let Some(period) = date.period(filled)
                && !found.contains(&(end, period))
            {
                found.push((end, period));
            }
        });
        found
    }

    /// Those that what stands before them completes.
    fn completed_dates(&self, at: usize) -> Vec<(usize, Period)> {
        let mut found = Vec::new();
        if self.tokens.get(at).is_none_or(|t| t.kind != TokenKind::Number) {
            return found;
        }
        for start in at.saturating_sub(LONGEST_BEFORE)..at {
            let dates = &self.periods.later_dates;
            dates.each(self.tokens, start, &|slot, at| self.fill(slot, at), &mut |end, filled, date| {
                let begin = filled.iter().find(|(slot, _)| *slot == Slot::Begin).and_then(|(_, f)| f.place());
                if begin == Some(at)
                    && let Some(period) = date.period(filled)
                {
                    found.push((end, period));
                }
            });
        }
        found
    }

    fn fill(&self, slot: Slot, at: usize) -> Readings<Filling> {
        let Self { periods: Periods { lists, numerals, .. }, tokens, .. } = self;
        let Some(token) = tokens.get(at) else {
            return if matches!(slot, Slot::End | Slot::Begin) { vec![(at, Filling::Place(at))] } else { Vec::new() };
        };
        match slot {
            Slot::End | Slot::Begin => vec![(at, Filling::Place(at))],
            Slot::Period | Slot::ADay | Slot::ASpan => {
                let fits = |period: Period| slot == Slot::Period || (slot == Slot::ADay) == is_day(period);
                let dates = self.dates.at(at, || self.dates(at)).iter().filter(|(_, period)| fits(*period));
                dates.map(|(end, period)| (*end, Filling::Period(*period))).collect()
            }
            Slot::Listed(list) => lists.ends(list, tokens, at).map(|end| (end, Filling::Number(0))).collect(),
            Slot::Month => self.month(at),
            Slot::Cardinal => numbers(numerals.cardinal_words(tokens, at).chain(numerals.digits(tokens, at))),
            Slot::Ordinal => numbers(numerals.ordinals(tokens, at).into_iter()),
            Slot::Number => numbers(numerals.digits(tokens, at).into_iter()),
            Slot::Day => {
                let plain = date::digits(token, 1..=2).map(|n| (at + 1, n));
                let days = numbers(plain.into_iter().chain(numerals.ordinals(tokens, at)));
                days.into_iter().filter(|(_, f)| (1..=31).contains(&f.number())).collect()
            }
            Slot::Year => {
                let year = date::digits(token, 4..=4).filter(|n| (1000..=2199).contains(n));
                let goes_on = begins_within_a_word(tokens, at + 1)
                    && tokens.get(at + 1).is_some_and(|t| !matches!(t.text, "s" | "'s" | "’s"));
                numbers(year.filter(|_| !goes_on).map(|n| (at + 1, n)).into_iter())
            }
            Slot::ShortYear => numbers(date::digits(token, 2..=2).map(|n| (at + 1, n)).into_iter()),
            Slot::MonthNumber => {
                let month = date::digits(token, 1..=2).filter(|n| (1..=12).contains(n));
                numbers(month.map(|n| (at + 1, n)).into_iter())
            }
            Slot::Dotted => date::dotted(token).map(|d| (at + 1, Filling::Period(d))).into_iter().collect(),
        }
    }

    /// A month's name, with the stop of an abbreviation.
    fn month(&self, at: usize) -> Readings<Filling> {
        let (tokens, mut found) = (self.tokens, Vec::new());
        for (end, month) in self.periods.months.from(tokens, at) {
            found.push((end, Filling::Number(i32::from(*month))));
            if tokens.get(end).is_some_and(|t| t.kind == TokenKind::Mark && t.text == "." && !t.after_space) {
                found.push((end + 1, Filling::Number(i32::from(*month))));
            }
        }
        found
    }
}

fn is_day(period: Period) -> bool {
    matches!(period, Period::Day(_))
}

fn numbers(found: impl Iterator<Item = (usize, u32)>) -> Readings<Filling> {
    found.filter_map(|(end, n)| Some((end, Filling::Number(i32::try_from(n).ok()?)))).collect()
}

impl Meaning {
    fn when(self, filled: &[(Slot, Filling)]) -> Option<When> {
        let period = || filled.iter().find_map(|(_, filling)| filling.period());
        let years = |each: i32| {
            let number = filled.iter().find(|(slot, _)| *slot == Slot::Cardinal).map_or(1, |(_, f)| f.number());
            let years = number.checked_mul(each).and_then(|n| u16::try_from(n).ok()).filter(|n| (1..=1000).contains(n));
            years.map(|n| When::Relative(Relative::LastYears(n)))
        };
        match self {
            Self::At => period().map(When::At),
            Self::Since => period().map(When::Since),
            Self::By => period().map(When::By),
            Self::Until => period().map(When::Until),
            Self::Now => Some(When::Relative(Relative::Now)),
            Self::ThisYear => Some(When::Relative(Relative::ThisYear)),
            Self::LastYear => Some(When::Relative(Relative::LastYear)),
            Self::LastYears => years(1),
            Self::LastDecades => years(10),
        }
    }
}

#[cfg(test)]
mod tests;
