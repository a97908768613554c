//! A figure, date or place in an order put in place of another, in the words of a text.

use std::ops::Range;

use attache_fact::{Fit, Printed, Said, Value};
use attache_language::Wordings;
use attache_model::{Decimal, Language, Period};

/// What is to be written in place of a part of some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Bytes of the words.
    pub at: Range<usize>,
    pub text: String,
    /// The hedge beside it, if there is one, is still true.
    pub holds: bool,
}

/// What makes words that say one thing say another, at their precision; `None` where
/// they cannot be put so: numbers in words, another unit.
pub fn replacement(words: &str, said: &Said, value: &Value, wordings: &Wordings) -> Option<Replacement> {
    let (at, text, holds) = match (said, value) {
        (Said::Figure(printed), Value::Quantity(quantity)) => {
            let digits = digits(words)?;
            let group = if wordings.language() == Language::English { ',' } else { '.' };
            let text = as_printed(printed, quantity.value, words.get(digits.clone())?, group)?;
            (digits, text, refits(printed, quantity.value))
        }
        (Said::Period(Period::Year(year)), Value::Period(actual)) => {
            let year = year.to_string();
            let at = words.find(&year)?;
            (at..at + year.len(), actual.year()?.to_string(), true)
        }
        (Said::Period(said), Value::Period(actual)) => {
            let (at, text) = date(words, *said, *actual, wordings)?;
            (at, text, true)
        }
        // Only a rank in words is put in other words: "fifth largest".
        (Said::Rank(_), rank @ Value::Rank(_)) => {
            let word = 0..first_word(words);
            let is_in_words = words.get(word.clone())?.chars().all(char::is_lowercase);
            is_in_words.then(|| (word, wordings.value(rank, ""), true))?
        }
        _ => return None,
    };
    Some(Replacement { at, text, holds })
}

/// A date in place of another of the same sort, in the form in which it is written: as
/// the language does, or with the month before the day.
fn date(words: &str, said: Period, actual: Period, wordings: &Wordings) -> Option<(Range<usize>, String)> {
    let actual = match (said, actual) {
        (Period::Month { .. }, Period::Day(day)) => Period::Month { year: day.year(), month: day.month() },
        _ => actual,
    };
    if std::mem::discriminant(&said) != std::mem::discriminant(&actual) {
        return None;
    }
    let usual = |period: Period| wordings.value(&Value::Period(period), "");
    let american = |period: Period| match period {
        Period::Day(day) => {
            let month = usual(Period::Month { year: day.year(), month: day.month() });
            let month = month.split(' ').next().unwrap_or_default().to_owned();
            format!("{month} {}, {}", day.day(), day.year())
        }
        other => usual(other),
    };
    let forms: [&dyn Fn(Period) -> String; 2] = [&usual, &american];
    forms.into_iter().find_map(|form| {
        let before = form(said);
        let at = words.find(&before).filter(|_| !before.is_empty())?;
        Some((at..at + before.len(), form(actual)))
    })
}

/// Up to the end of the first word.
fn first_word(words: &str) -> usize {
    words.find(|c: char| c.is_whitespace() || c == '-').unwrap_or(words.len())
}

/// The digits of what is written, with the marks within them.
fn digits(words: &str) -> Option<Range<usize>> {
    let start = words.find(|c: char| c.is_ascii_digit())?;
    let rest = words.get(start..)?;
    let joins = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}');
    let end = rest.find(|c: char| !joins(c)).unwrap_or(rest.len());
    let run = rest.get(..end)?.trim_end_matches(['.', ',', '\u{a0}', '\u{202f}']);
    // A blank may part thousands: "41 021".
    Some(start..start + run.len())
}

/// A value in the digits that are written: as many decimals, the same marks.
fn as_printed(printed: &Printed, value: Decimal, digits: &str, group: char) -> Option<String> {
    let decimals = printed_decimals(printed, digits, group)?;
    let scale = printed.value.checked_div(plain(digits, decimals)?)?;
    let exact = value.abs().checked_div(scale.abs())?;
    // What is published to fewer decimals than the text has is not written to more.
    let decimals = if scale.abs() == Decimal::ONE { decimals.min(exact.normalize().scale()) } else { decimals };
    let number = exact.round_dp(decimals);
    if number.is_zero() {
        return None;
    }
    let text = format!("{number:.*}", decimals as usize);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let marks: Vec<char> = digits.chars().filter(|c| !c.is_ascii_digit()).collect();
    let has_point = printed_decimals(printed, digits, group)? > 0;
    let point = if has_point { marks.last().copied() } else { None };
    let mark = match (has_point, marks.as_slice()) {
        (true, [first, _, ..]) => Some(*first),
        (true, [point]) => Some(if *point == ',' { '.' } else { ',' }),
        (false, [first, ..]) => Some(*first),
        // Whole numbers of five digits and more are easier read in groups.
        (_, []) if whole.len() > 4 => Some(group),
        (_, []) => None,
    };
    let whole = match mark {
        Some(mark) if whole.len() > 3 => grouped(whole, mark),
        _ => whole.to_owned(),
    };
    Some(match point {
        Some(mark) if !fraction.is_empty() => format!("{whole}{mark}{fraction}"),
        _ => whole,
    })
}

fn grouped(whole: &str, mark: char) -> String {
    let mut text = String::new();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// How many of the digits stand after the point: none where the figure is the
/// number itself, or where the last mark parts thousands as the language does.
fn printed_decimals(printed: &Printed, digits: &str, group: char) -> Option<u32> {
    let explains = |decimals: u32| {
        let ratio = plain(digits, decimals).and_then(|number| printed.value.abs().checked_div(number));
        ratio.filter(|ratio| is_scale(*ratio))
    };
    let last_mark = digits.rfind(|c: char| !c.is_ascii_digit());
    let after_last = digits.rsplit(|c: char| !c.is_ascii_digit()).next()?;
    let decimals = u32::try_from(after_last.len()).ok().filter(|_| last_mark.is_some());
    let parts_thousands = after_last.len() == 3
        && last_mark.is_some_and(|at| digits.get(at..).is_some_and(|rest| rest.starts_with(group)));
    match (explains(0), decimals) {
        (Some(ratio), _) if ratio == Decimal::ONE || parts_thousands => Some(0),
        (_, Some(decimals)) if explains(decimals).is_some() => Some(decimals),
        (Some(_), _) => Some(0),
        _ => None,
    }
}

fn plain(digits: &str, decimals: u32) -> Option<Decimal> {
    let only: String = digits.chars().filter(char::is_ascii_digit).collect();
    let number: i128 = only.parse().ok()?;
    Decimal::try_from_i128_with_scale(number, decimals).ok().filter(|number| !number.is_zero())
}

/// Whether it is a power of a thousand, or what a hundred thousand and ten million
/// are to those who count so.
fn is_scale(ratio: Decimal) -> bool {
    let mut power = Decimal::ONE;
    (0..6).any(|_| {
        let is_it = ratio == power || ratio == power * Decimal::from(100_000);
        power = power.checked_mul(Decimal::ONE_THOUSAND).unwrap_or(power);
        is_it
    })
}

/// Whether the hedge still holds of the figure in its new digits.
fn refits(printed: &Printed, actual: Decimal) -> bool {
    let Some(steps) = actual.checked_div(printed.step) else { return false };
    let rounded = steps.round().checked_mul(printed.step).unwrap_or(actual);
    Printed { value: rounded, ..*printed }.fit(actual) == Fit::Within
}
