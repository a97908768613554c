//! The time periods of SDMX (`ObservationalTimePeriodType`) as [`Period`]s.

use std::fmt;

use attache_model::{Date, Period};

/// A time period that [`Period`] has no form for, or no time period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKept {
    pub text: String,
}

impl fmt::Display for NotKept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "time period that is not kept: {}", self.text)
    }
}

/// The period that SDMX writes so: `2021`, `2021-03`, `2021-03-15`,
/// `2021-03-15T00:00:00`, the reporting periods `2021-A1`, `2021-Q1`,
/// `2021-M03`, `2021-D074`, and ranges with a duration, `2021-01-01/P1Y`. The
/// hyphen of a reporting period may be missing, as older services leave it out.
///
/// `reporting_year` is the attribute `REPORTING_YEAR_START_DAY` (`--07-01`),
/// which shifts reporting periods: `2021-Q1` is then July to September 2021.
///
/// # Errors
/// For half-years, trimesters, weeks and times within a day, which [`Period`]
/// does not have, and for what is no time period.
///
/// ```
/// use attache_source::sdmx::period;
/// assert_eq!(period("2021-Q1", None).unwrap(), "2021-Q1".parse().unwrap());
/// assert_eq!(period("2020-07-01/P1Y", None).unwrap(), "FY2021/07".parse().unwrap());
/// assert_eq!(period("2021-W05", None).unwrap_err().to_string(), "time period that is not kept: 2021-W05");
/// ```
pub fn period(text: &str, reporting_year: Option<&str>) -> Result<Period, NotKept> {
    let text = text.trim();
    let period = read(text, reporting_year).filter(|period| period.year().is_some_and(|year| year <= LAST_YEAR));
    period.ok_or_else(|| NotKept { text: text.chars().take(40).collect() })
}

/// Of the calendar that [`Date`] has.
const LAST_YEAR: i16 = 9999;

fn read(text: &str, reporting_year: Option<&str>) -> Option<Period> {
    if let Some((start, duration)) = text.split_once('/') {
        return range(day(start)?, duration);
    }
    let year = year(text)?;
    let rest = &text[4..];
    if rest.is_empty() || rest == "Z" {
        return Some(Period::Year(year));
    }
    let after = rest.strip_prefix('-').unwrap_or(rest);
    let first = after.bytes().next()?;
    if first.is_ascii_alphabetic() {
        return reporting(year, first.to_ascii_uppercase(), after.get(1..)?, starts(reporting_year)?);
    }
    match after.len() {
        2 if rest.len() == 3 => text.parse().ok(),
        // Years from and to, as 2010-2015.
        4 if rest.len() == 5 => range_of_years(year, after),
        _ if rest.len() != after.len() => day(text).map(Period::Day),
        _ => None,
    }
}

fn year(text: &str) -> Option<i16> {
    let digits = text.get(..4).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    digits.parse().ok()
}

fn range_of_years(from: i16, to: &str) -> Option<Period> {
    let to = year(to)?;
    (from <= to).then_some(Period::Years { from, to })
}

/// The month in which the reporting year starts; `None` where it does not start
/// on a month's first day.
fn starts(reporting_year: Option<&str>) -> Option<i8> {
    let Some(text) = reporting_year.map(str::trim).filter(|text| !text.is_empty()) else { return Some(1) };
    let (month, day) = text.strip_prefix("--")?.get(..5)?.split_once('-')?;
    month.parse().ok().filter(|m| (1..=12).contains(m) && day == "01")
}

/// A reporting period of a year that starts in the month `starts`.
fn reporting(year: i16, kind: u8, number: &str, starts: i8) -> Option<Period> {
    let digits = !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
    let number: i16 = if kind == b'A' && number.is_empty() { 1 } else { number.parse().ok().filter(|_| digits)? };
    let month = |nth: i16| {
        let month = i16::from(starts) - 1 + nth;
        Some((year.checked_add(month / 12)?, i8::try_from(month % 12 + 1).ok()?))
    };
    match (kind, number) {
        (b'A', 1) if starts == 1 => Some(Period::Year(year)),
        // Named for the year in which it ends, as everywhere in the model.
        (b'A', 1) => Some(Period::FiscalYear { year: year.checked_add(1)?, starts: Some(starts) }),
        (b'Q', 1..=4) => {
            let (year, month) = month((number - 1) * 3)?;
            (month % 3 == 1).then_some(Period::Quarter { year, quarter: (month + 2) / 3 })
        }
        (b'M', 1..=12) => month(number - 1).map(|(year, month)| Period::Month { year, month }),
        (b'D', 1..=366) if starts == 1 => {
            let first = Date::new(year, 1, 1).ok()?;
            let day = first.checked_add(jiff::Span::new().days(i64::from(number) - 1)).ok()?;
            (day.year() == year).then_some(Period::Day(day))
        }
        _ => None,
    }
}

/// A day, which may have the time of its first moment and a time zone.
fn day(text: &str) -> Option<Date> {
    let (date, rest) = (text.get(..10)?, &text[10..]);
    let time = match rest.strip_prefix('T') {
        Some(time) => time.trim_start_matches(['0', ':', '.']),
        None => rest,
    };
    let zone = time.strip_prefix(['+', '-']).map(|zone| zone.len() == 5 && zone.as_bytes()[2] == b':');
    if !(time.is_empty() || time == "Z" || zone == Some(true)) {
        return None;
    }
    date.parse().ok()
}

/// From a day on for as long as an ISO 8601 duration says, where that is a
/// period of the calendar.
fn range(start: Date, duration: &str) -> Option<Period> {
    let duration = duration.strip_prefix('P')?;
    let unit = duration.bytes().last()?;
    let count: i16 = duration.get(..duration.len() - 1)?.parse().ok().filter(|count| (1..=999).contains(count))?;
    let (year, month) = (start.year(), start.month());
    match (unit, count, start.day()) {
        (b'D', 1, _) => Some(Period::Day(start)),
        (b'M', 1, 1) => Some(Period::Month { year, month }),
        (b'M', 3, 1) if month % 3 == 1 => Some(Period::Quarter { year, quarter: (month + 2) / 3 }),
        (b'M', 12, 1) | (b'Y', 1, 1) if month == 1 => Some(Period::Year(year)),
        (b'M', 12, 1) | (b'Y', 1, 1) => Some(Period::FiscalYear { year: year.checked_add(1)?, starts: Some(month) }),
        (b'Y', _, 1) if month == 1 => Some(Period::Years { from: year, to: year.checked_add(count - 1)? }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_of_the_calendar_are_kept() {
        let cases = [
            ("2021", "2021"),
            ("2021-A1", "2021"),
            ("2021A", "2021"),
            ("2021-03", "2021-03"),
            ("2021-M03", "2021-03"),
            ("2021M3", "2021-03"),
            ("2021-Q4", "2021-Q4"),
            ("2021Q4", "2021-Q4"),
            ("2021-03-15", "2021-03-15"),
            ("2021-D074", "2021-03-15"),
            ("2021-03-15T00:00:00", "2021-03-15"),
            ("2021-03-15T00:00:00.000+01:00", "2021-03-15"),
            ("2021-03-15Z", "2021-03-15"),
            ("2010-2015", "2010/2015"),
            ("2021-01-01/P1Y", "2021"),
            ("2021-01-01/P5Y", "2021/2025"),
            ("2021-04-01/P3M", "2021-Q2"),
            ("2021-04-01T00:00:00/P1M", "2021-04"),
            ("2020-07-01/P1Y", "FY2021/07"),
        ];
        for (text, expected) in cases {
            assert_eq!(period(text, None).map(|p| p.to_string()).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn others_are_named() {
        for text in [
            "",
            "21",
            "2021-W05",
            "2021-S1",
            "2021-B2",
            "2021-T1",
            "2021-Q5",
            "2021-M13",
            "2021-D366",
            "2021-13",
            "2021-02-30",
            "2021-03-15T10:30:00",
            "2021-01-01/P1W",
            "2021-01-15/P1Y",
            "2015-2010",
            "2021é",
            "é021",
            "2021-01-01T00:00:00+é1:00",
            "A2021",
            "2021-",
            "2021-Q",
            "9999-01-01/P2Y",
            "9999-07-01/P1Y",
            "9999-Q€",
        ] {
            assert!(period(text, None).is_err(), "{text}");
        }
    }

    #[test]
    fn a_reporting_year_shifts() {
        let july = Some("--07-01");
        let shifted = ["2021-A1", "2021-Q1", "2021-Q4", "2021-M06", "2021-M07", "2021-03", "2021"]
            .map(|text| period(text, july).unwrap().to_string());
        assert_eq!(shifted, ["FY2022/07", "2021-Q3", "2022-Q2", "2021-12", "2022-01", "2021-03", "2021"]);
        // April to June and so on are no quarters of the calendar's when shifted by one month.
        assert!(period("2021-Q1", Some("--02-01")).is_err() && period("2021-A1", Some("--04-06")).is_err());
    }
}
