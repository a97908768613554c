//! Dates as publishers write them in the cells of tables.

use attache_model::{Date, Period};

use crate::sheet::{self, Cell};

pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The day, month or year that a cell says, at the cell's own precision: a
/// serial day, a bare year, or text as [`written`] reads it.
pub(crate) fn of_cell(cell: &Cell) -> Option<Period> {
    match cell {
        // As a serial day such a number would lie before October 1905.
        Cell::Number(number) if (1_000.0..=2_100.0).contains(number) && number.fract() == 0.0 => {
            Some(Period::Year(*number as i16))
        }
        Cell::Number(serial) => sheet::date(*serial).map(Period::Day),
        Cell::Text(text) => written(text),
        Cell::Other => None,
    }
}

/// The period that is written: `1998-04-17` (a time may follow), `17/04/1998`
/// (the day first, as the United Nations and the WTO write), `17-Apr-1998`,
/// `17-Apr-98`, `17 April 1998`, `April 17, 1998`, `April 1998`, `04/1998`,
/// `1998`. A year of two digits lies between 1950 and 2049.
pub(crate) fn written(text: &str) -> Option<Period> {
    let text = without_time(text.trim());
    let words: Vec<&str> =
        text.split([' ', '-', '/', '.', ',', '\u{a0}']).filter(|word| !word.is_empty()).take(4).collect();
    match *words.as_slice() {
        [year] => four_digits(year).map(Period::Year),
        [first, year] => Some(Period::Month { year: four_digits(year)?, month: month(first)? }),
        [first, second, third] => {
            let date = if let Some(year) = four_digits(first) {
                Date::new(year, number(second)?, number(third)?)
            } else if let Some(month) = name_of_month(first) {
                Date::new(four_digits(third)?, month, number(second)?)
            } else if let Some(month) = name_of_month(second) {
                Date::new(year(third)?, month, number(first)?)
            } else {
                Date::new(four_digits(third)?, number(second)?, number(first)?)
            };
            date.ok().map(Period::Day)
        }
        _ => None,
    }
}

/// `1998-04-17T00:00:00` and `1998-04-17 00:00:00` without their time.
fn without_time(text: &str) -> &str {
    match (text.get(..10), text.get(10..)) {
        (Some(day), Some(rest)) if rest.starts_with(['T', ' ']) && rest.contains(':') => day,
        _ => text,
    }
}

fn number(text: &str) -> Option<i8> {
    let is_number = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

fn four_digits(text: &str) -> Option<i16> {
    let is_year = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    if is_year { text.parse().ok().filter(|year| *year >= 1_000) } else { None }
}

fn year(text: &str) -> Option<i16> {
    four_digits(text).or_else(|| {
        let short = if text.len() == 2 { i16::from(number(text)?) } else { return None };
        Some(if short < 50 { 2_000 + short } else { 1_900 + short })
    })
}

fn month(text: &str) -> Option<i8> {
    number(text).filter(|month| (1..=12).contains(month)).or_else(|| name_of_month(text))
}

fn name_of_month(text: &str) -> Option<i8> {
    let lower = text.to_ascii_lowercase();
    if lower.len() < 3 {
        return None;
    }
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| name.starts_with(&lower) || (lower == "sept" && *name == "september"))
        .map(|(n, _)| n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_ways_they_are_written() {
        for (text, period) in [
            ("1998-04-17", "1998-04-17"),
            ("1998-04-17T00:00:00", "1998-04-17"),
            ("1998-04-17 00:00:00", "1998-04-17"),
            ("17/04/1998", "1998-04-17"),
            ("17.4.1998", "1998-04-17"),
            ("17-Apr-1998", "1998-04-17"),
            ("25-Mar-57", "1957-03-25"),
            ("01-Jan-21", "2021-01-01"),
            ("17 April 1998", "1998-04-17"),
            (" 1 Sept 2004 ", "2004-09-01"),
            ("April 17, 1998", "1998-04-17"),
            ("April 1998", "1998-04"),
            ("04/1998", "1998-04"),
            ("1998", "1998"),
        ] {
            assert_eq!(written(text).map(|p| p.to_string()).as_deref(), Some(period), "{text}");
        }
        for text in
            ["", "soon", "31/02/1998", "04/17/1998", "17/04/98", "1998-13-01", "17 Ap 1998", "é", "1998-04-17é1:"]
        {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_a_serial_day_or_a_year() {
        let said = |number| of_cell(&Cell::Number(number)).map(|p| p.to_string());
        assert_eq!(said(35_902.0).as_deref(), Some("1998-04-17"));
        assert_eq!(said(1_998.0).as_deref(), Some("1998"));
        assert_eq!([said(1.0), said(1e99), of_cell(&Cell::Other).map(|p| p.to_string())], [None, None, None]);
    }
}
