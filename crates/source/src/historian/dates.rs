//! Dates in English prose.

use std::ops::Range;

use attache_model::{Date, Period};

use super::headline::Told;

/// A date found in a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) at: Range<usize>,
    pub(super) period: Period,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Every date: "January 3, 1849", "3 January 1849", "December 2006", "1849",
/// "1959-1960", "1936–48".
pub(super) fn dates(text: &str) -> Vec<Found> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (period, taken) = match date_at(text, &words[at..]) {
            Some(hit) => hit,
            None => {
                at += 1;
                continue;
            }
        };
        found.push(Found { at: words[at].start..words[at + taken - 1].end, period });
        at += taken;
    }
    found
}

/// Words of letters, digits and the dashes between years.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric() || matches!(c, '-' | '–');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

fn date_at(text: &str, words: &[Range<usize>]) -> Option<(Period, usize)> {
    let word = |at: usize| words.get(at).map(|range| &text[range.clone()]);
    let day = |at: usize| word(at).and_then(|w| w.parse::<i8>().ok()).filter(|d| (1..=31).contains(d));
    let single_year = |at: usize| word(at).and_then(year);
    let full = |y, m, d| Date::new(y, m, d).ok().map(Period::Day);
    let first = word(0)?;
    if let Some(month) = month(first) {
        if let (Some(day), Some(year)) = (day(1), single_year(2)) {
            return full(year, month, day).map(|p| (p, 3));
        }
        return single_year(1).map(|year| (Period::Month { year, month }, 2));
    }
    if let (Some(day), Some(month), Some(year)) = (day(0), word(1).and_then(month), single_year(2)) {
        return full(year, month, day).map(|p| (p, 3));
    }
    years(first).map(|period| (period, 1))
}

/// Written out, or as "Jun" and "Sept".
fn month(word: &str) -> Option<i8> {
    let is_short = word.len() == 3 || word == "Sept";
    let is_it = |month: &&str| *month == word || (is_short && month.starts_with(word));
    MONTHS.iter().position(is_it).and_then(|at| i8::try_from(at + 1).ok())
}

fn year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| word.len() == 4 && (1700..=2100).contains(year))
}

/// A year, or two with a dash between, the second perhaps in two digits.
fn years(word: &str) -> Option<Period> {
    let Some((from, to)) = word.split_once(['-', '–']) else { return year(word).map(Period::Year) };
    let from = year(from)?;
    let to = match to.len() {
        2 => from / 100 * 100 + to.parse::<i16>().ok()?,
        _ => year(to)?,
    };
    (from <= to).then_some(Period::Years { from, to })
}

/// The sentences of a paragraph.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(". ") {
        let before = text[..at].rsplit([' ', '(', '“']).next().unwrap_or_default();
        let abbreviated = before.chars().count() < 2
            || before.contains('.')
            || ["Mr", "Mrs", "Ms", "Dr", "St", "Jr", "Sr", "Gen", "Gov", "Col", "Lt", "No", "Capt", "Sen"]
                .contains(&before);
        let next_is_capital = text[at + 2..].chars().next().is_some_and(|c| !c.is_lowercase());
        if !abbreviated && next_is_capital {
            sentences.push(&text[start..=at]);
            start = at + 2;
        }
    }
    sentences.push(&text[start..]);
    sentences
}

impl Told {
    /// Where in a sentence, in lower case, the word stands that tells.
    fn at(self, lower: &str) -> Option<usize> {
        let noun = self.nouns.is_empty() || self.nouns.iter().any(|noun| lower.contains(noun));
        self.words.iter().filter_map(|word| lower.find(word)).min().filter(|_| noun)
    }
}

/// The day on which prose says that a thing happened which is dated to a year:
/// the only day of that year in a sentence that tells of it, or the first after
/// the word. None where the sentence only announces the thing, dates what
/// somebody else did, or where nothing tells.
pub(super) fn day_within(paragraphs: &[String], period: Period, told: Told) -> Option<Period> {
    for sentence in paragraphs.iter().flat_map(|p| sentences(p)) {
        let lower = sentence.to_lowercase();
        // Lower case of a letter outside ASCII may differ in length.
        if lower.len() != sentence.len() {
            continue;
        }
        let Some(word_at) = told.at(&lower) else { continue };
        let is_day = |found: &&Found| matches!(found.period, Period::Day(_)) && period.contains(found.period);
        let all = dates(sentence);
        let mut days: Vec<&Found> = all.iter().filter(is_day).collect();
        days.dedup_by_key(|found| found.period);
        let day = match days.as_slice() {
            [one] => Some(one),
            several => several.iter().find(|found| found.at.start > word_at),
        };
        let Some(day) = day else { continue };
        let before = &lower[..day.at.start];
        let only_announced = is_announcing(before);
        let of_another = before.get(word_at..).is_some_and(|between| between.contains(" who "));
        if !only_announced && !of_another {
            return Some(day.period);
        }
    }
    None
}

/// Whether words, in lower case, only announce a thing.
fn is_announcing(text: &str) -> bool {
    const WORDS: [&str; 8] =
        ["announc", "agreed to", "agreement to", "request", "nominat", "authoriz", "propos", "intention"];
    WORDS.iter().any(|word| text.contains(word))
}

/// The date of the first sentence that tells of a thing, does not only announce it, and has exactly
/// one date.
pub(super) fn date_of(paragraphs: &[String], told: Told) -> Option<Period> {
    paragraphs.iter().flat_map(|p| sentences(p)).find_map(|sentence| {
        let lower = sentence.to_lowercase();
        let mut periods: Vec<Period> = dates(sentence).into_iter().map(|found| found.period).collect();
        periods.dedup();
        match periods.as_slice() {
            [one] if told.at(&lower).is_some() && !is_announcing(&lower) => Some(*one),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        dates(text).iter().map(|found| found.period.to_string()).collect()
    }

    #[test]
    fn dates_of_every_precision() {
        assert_eq!(read("on January 3, 1849, when he"), ["1849-01-03"]);
        assert_eq!(read("on 3 January 1849; December 2006; in 1942."), ["1849-01-03", "2006-12", "1942"]);
        assert_eq!(read("U.S. Consulate, 1796-1962; 1936–48; 1990-91"), ["1796/1962", "1936/1948", "1990/1991"]);
        assert_eq!(read("February 30, 1900 and 12345 and March 5"), ["1900"]);
        assert_eq!(read("été 1789 à"), ["1789"]);
        assert_eq!(read("on Jun 11, 1956, and 3 Sept 1901"), ["1956-06-11", "1901-09-03"]);
    }

    #[test]
    fn initials_end_no_sentence() {
        let text = "The U.S. Minister John F. Smith of St. Louis came. He left in 1901. Then";
        assert_eq!(sentences(text), ["The U.S. Minister John F. Smith of St. Louis came.", "He left in 1901.", "Then"]);
    }

    #[test]
    fn the_day_is_that_of_the_thing() {
        let prose =
            ["The Legation was planned on May 1, 1942. It was raised on June 2, 1942, after a visit.".to_owned()];
        assert_eq!(day_within(&prose, Period::Year(1942), Told::by(&["raised"])).unwrap().to_string(), "1942-06-02");
        let announced = ["An announcement on January 4, 1942, said that it would be raised.".to_owned()];
        assert_eq!(day_within(&announced, Period::Year(1942), Told::by(&["raised"])), None);
        assert_eq!(day_within(&prose, Period::Year(1943), Told::by(&["raised"])), None);
    }
}
