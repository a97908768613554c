//! Periods as the Factbook writes them: `2022 est.`, `31 December 2016`,
//! `FY2013/14`, `2010-15`, `July 2015 est.`.

use attache_model::{Date, ObsStatus, Period};

use crate::date::MONTHS;

/// A period that a text states, with its standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stated<'a> {
    pub(super) period: Period,
    pub(super) status: ObsStatus,
    /// What follows in the same parenthesis ("2014, excluding oil").
    pub(super) rest: &'a str,
}

/// Words before a period that do not change which it is.
const BEFORE: [&str; 26] = [
    "as of ",
    "as at ",
    "est. ",
    "est ",
    "estimated ",
    "in ",
    "by ",
    "mid-year ",
    "mid-",
    "mid ",
    "end-",
    "end of ",
    "end ",
    "year-end ",
    "early ",
    "late ",
    "data as of ",
    "data from ",
    "data for ",
    "since ",
    "on ",
    "about ",
    "before ",
    "the ",
    "ca. ",
    "approximately ",
];

/// The period that a whole text states (the inside of a parenthesis).
///
/// What follows the period may be words, but no further figures.
pub(super) fn stated(text: &str) -> Option<Stated<'_>> {
    let mut rest = text.trim();
    let mut status = ObsStatus::Normal;
    while let Some(word) = BEFORE.iter().find(|w| starts_with(rest, w)) {
        if word.starts_with("est") {
            status = ObsStatus::Estimated;
        }
        rest = rest[word.len()..].trim_start();
    }
    let (period, after) = period(rest)?;
    rest = after.trim_start_matches([' ', ',', ';', '.', ':']);
    for (word, means) in [
        ("estimates", ObsStatus::Estimated),
        ("estimated", ObsStatus::Estimated),
        ("estimate", ObsStatus::Estimated),
        ("est.", ObsStatus::Estimated),
        ("est", ObsStatus::Estimated),
        ("projected", ObsStatus::Forecast),
        ("projection", ObsStatus::Forecast),
        ("proj.", ObsStatus::Forecast),
        ("forecast", ObsStatus::Forecast),
    ] {
        if starts_with(rest, word) && !rest[word.len()..].starts_with(char::is_alphanumeric) {
            status = means;
            rest = rest[word.len()..].trim_start_matches([' ', ',', ';', '.', ':', '-', '–']);
            break;
        }
    }
    let words = rest.split_whitespace().count();
    (words <= 12 && !rest.contains(|c: char| c.is_ascii_digit())).then(|| Stated {
        period,
        status,
        rest: rest.trim_end(),
    })
}

/// A date at the head of a text, and what follows it.
pub(super) fn period(text: &str) -> Option<(Period, &str)> {
    if let Some(rest) = strip(text, "FY").or_else(|| strip(text, "fiscal year ")) {
        return fiscal(rest.trim_start());
    }
    if let Some((month, rest)) = month(text) {
        let rest = rest.trim_start_matches([' ', ',', '.']);
        // "December 31, 2016"
        if let Some((day, after)) = digits(rest, 1..=2)
            && let Some((year, after)) = calendar_year(after.trim_start_matches([',', ' ']))
            && after.len() < rest.len()
            && let Ok(date) = Date::new(year, month, i8::try_from(day).ok()?)
        {
            return Some((Period::Day(date), after));
        }
        let (year, after) = calendar_year(rest)?;
        return Some((Period::Month { year, month }, after));
    }
    if let Some((day, rest)) = digits(text, 1..=2) {
        // "28-29 July 1821" is told by its first day.
        let rest = rest.strip_prefix('-').and_then(|r| digits(r, 1..=2)).map_or(rest, |(_, r)| r);
        if let Some(numeric) = slashed(day, rest) {
            return Some(numeric);
        }
        let (month, rest) = month(rest.trim_start())?;
        let (year, after) = calendar_year(rest.trim_start_matches([' ', ',', '.']))?;
        return Some((Period::Day(Date::new(year, month, i8::try_from(day).ok()?).ok()?), after));
    }
    if let Some(iso) = text.get(..10).filter(|t| t.as_bytes()[4] == b'-' && t.as_bytes()[7] == b'-')
        && let Ok(Period::Day(day)) = iso.parse::<Period>()
    {
        return Some((Period::Day(day), &text[10..]));
    }
    let (from, rest) = calendar_year(text)?;
    match years_after(from, rest) {
        Some((to, after)) => Some((Period::Years { from, to }, after)),
        None => Some((Period::Year(from), rest)),
    }
}

/// `8/17/2025`: month, day, year, as the CIA's forms write it.
fn slashed(month: u32, rest: &str) -> Option<(Period, &str)> {
    let (day, rest) = digits(rest.strip_prefix('/')?, 1..=2)?;
    let (year, rest) = calendar_year(rest.strip_prefix('/')?)?;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((Period::Day(date), rest))
}

/// The second year of `2010-15`, `2015/16`, `2010-2015`, `2010 to 2015`.
fn years_after(from: i16, rest: &str) -> Option<(i16, &str)> {
    let tail = ["-", "–", "/", " - ", " – ", " to "].iter().find_map(|s| rest.strip_prefix(s))?;
    let (to, after) = match calendar_year(tail) {
        Some(whole) => whole,
        None => {
            let (short, after) = digits(tail, 2..=2)?;
            let short = i16::try_from(short).ok()?;
            let century = from - from % 100;
            (if short < from % 100 { century + 100 + short } else { century + short }, after)
        }
    };
    (from < to && to - from <= 60).then_some((to, after))
}

/// A fiscal year is named for the year it ends in: FY2013/14 is 2014.
fn fiscal(text: &str) -> Option<(Period, &str)> {
    let (first, rest) = match calendar_year(text) {
        Some(whole) => whole,
        None => {
            let (short, rest) = digits(text, 2..=2)?;
            (if short < 50 { 2000 } else { 1900 } + i16::try_from(short).ok()?, rest)
        }
    };
    let (year, rest) = years_after(first, rest).unwrap_or((first, rest));
    Some((Period::FiscalYear { year, starts: None }, rest))
}

fn month(text: &str) -> Option<(i8, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if length < 3 {
        return None;
    }
    let word = text[..length].to_ascii_lowercase();
    let at = MONTHS.iter().position(|m| {
        *m == word || (length <= 4 && m.starts_with(&word[..3]) && word.len() <= 4 && (length == 3 || word == "sept"))
    })?;
    Some((i8::try_from(at + 1).ok()?, &text[length..]))
}

/// Four digits that can be the year of a figure, and no more digits.
pub(super) fn calendar_year(text: &str) -> Option<(i16, &str)> {
    let (year, rest) = digits(text, 4..=4)?;
    let year = i16::try_from(year).ok().filter(|y| (1000..=2199).contains(y))?;
    // "2,010" and "2010.5" are no years; "2010." at the end of a sentence is one.
    let mut next = rest.chars();
    match (next.next(), next.next()) {
        (Some(',' | '.'), Some(d)) if d.is_ascii_digit() => None,
        (Some(c), _) if c.is_alphanumeric() || c == '%' => None,
        _ => Some((year, rest)),
    }
}

fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<(u32, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if !count.contains(&length) {
        return None;
    }
    Some((text[..length].parse().ok()?, &text[length..]))
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

fn strip<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    starts_with(text, word).then(|| &text[word.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, ObsStatus)> {
        stated(text).map(|s| (s.period.to_string(), s.status))
    }

    #[test]
    fn periods_of_the_factbook() {
        for (text, period, status) in [
            ("2022 est.", "2022", ObsStatus::Estimated),
            ("2013", "2013", ObsStatus::Normal),
            ("July 2015 est.", "2015-07", ObsStatus::Estimated),
            ("31 December 2016 est.", "2016-12-31", ObsStatus::Estimated),
            ("17 Nov 2018", "2018-11-17", ObsStatus::Normal),
            ("2010-15 est.", "2010/2015", ObsStatus::Estimated),
            ("2015/16", "2015/2016", ObsStatus::Normal),
            ("1999-02", "1999/2002", ObsStatus::Normal),
            ("FY2013/14 est.", "FY2014", ObsStatus::Estimated),
            ("FY99/00", "FY2000", ObsStatus::Normal),
            ("as of 6 March 2024", "2024-03-06", ObsStatus::Normal),
            ("mid-year 2021", "2021", ObsStatus::Normal),
            ("2020 proj.", "2020", ObsStatus::Forecast),
            ("2014, excluding oil", "2014", ObsStatus::Normal),
            ("8/17/2025", "2025-08-17", ObsStatus::Normal),
        ] {
            assert_eq!(read(text), Some((period.to_owned(), status)), "{text}");
        }
    }

    #[test]
    fn what_is_no_period() {
        for text in [
            "",
            "capital",
            "male 1,792,803/female 1,718,081",
            "2,010",
            "65%",
            "99999 est.",
            "32 June 2020",
            "includes 2010",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
