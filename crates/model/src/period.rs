use std::{cmp::Ordering, fmt, str::FromStr};

use jiff::civil::{Date, date};

/// What a number is about in time, or when something happened, at the
/// precision the publisher gave.
///
/// # Written form
/// Parsing and printing use one form, which follows SDMX's time periods and
/// ISO 8601 where they have one:
///
/// | period | form |
/// |---|---|
/// | a day, month, quarter, calendar year | `2022-03-15`, `2022-03`, `2022-Q1`, `2022` |
/// | years from and to, inclusive | `2020/2025` |
/// | a fiscal year, named for the year it ends, and the month it starts in | `FY2022/10` |
/// | a fiscal year whose start the publisher does not name | `FY2022` |
/// | the United States' transition quarter, July to September 1976 | `FY1976TQ` |
/// | none stated by the publisher | `unstated` |
///
/// Years before the common era are astronomical (`-0659` is 660 BC).
///
/// # Order
/// Periods sort by their last day, then their first, so that the greatest of
/// several is the latest. A period that is not stated sorts first.
///
/// ```
/// use attache_model::Period;
/// let fiscal: Period = "FY2022/10".parse().unwrap();
/// assert_eq!(fiscal.start().unwrap().to_string(), "2021-10-01");
/// assert_eq!(fiscal.end().unwrap().to_string(), "2022-09-30");
/// assert!(Period::Year(2022) > fiscal);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    Unstated,
    Day(Date),
    Month {
        year: i16,
        month: i8,
    },
    Quarter {
        year: i16,
        quarter: i8,
    },
    Year(i16),
    /// Whole years, both included.
    Years {
        from: i16,
        to: i16,
    },
    /// Named for the calendar year in which it ends.
    FiscalYear {
        year: i16,
        starts: Option<i8>,
    },
    /// The three months by which the United States moved its fiscal year.
    TransitionQuarter1976,
}

impl Period {
    /// The fiscal year of the United States: October to September; until 1976 July to June.
    pub const fn us_fiscal_year(year: i16) -> Self {
        Self::FiscalYear { year, starts: Some(if year <= 1976 { 7 } else { 10 }) }
    }

    /// The first day, or `None` where no period is stated.
    pub fn start(self) -> Option<Date> {
        Some(match self {
            Self::Unstated => return None,
            Self::Day(day) => day,
            Self::Month { year, month } => date(year, month, 1),
            Self::Quarter { year, quarter } => date(year, quarter * 3 - 2, 1),
            Self::Year(year) | Self::Years { from: year, .. } => date(year, 1, 1),
            Self::FiscalYear { year, starts: None | Some(1) } => date(year, 1, 1),
            Self::FiscalYear { year, starts: Some(month) } => date(year - 1, month, 1),
            Self::TransitionQuarter1976 => date(1976, 7, 1),
        })
    }

    /// The last day, or `None` where no period is stated.
    pub fn end(self) -> Option<Date> {
        Some(match self {
            Self::Unstated => return None,
            Self::Day(day) => day,
            Self::Month { year, month } => date(year, month, 1).last_of_month(),
            Self::Quarter { year, quarter } => date(year, quarter * 3, 1).last_of_month(),
            Self::Year(year) | Self::Years { to: year, .. } => date(year, 12, 31),
            Self::FiscalYear { year, starts: None | Some(1) } => date(year, 12, 31),
            Self::FiscalYear { year, starts: Some(month) } => date(year, month - 1, 1).last_of_month(),
            Self::TransitionQuarter1976 => date(1976, 9, 30),
        })
    }

    /// The year that names the period: its calendar or fiscal year, the last
    /// of several years.
    pub fn year(self) -> Option<i16> {
        Some(match self {
            Self::Unstated => return None,
            Self::Day(day) => day.year(),
            Self::Month { year, .. }
            | Self::Quarter { year, .. }
            | Self::Year(year)
            | Self::Years { to: year, .. }
            | Self::FiscalYear { year, .. } => year,
            Self::TransitionQuarter1976 => 1976,
        })
    }

    /// The period of the same kind that lies `years` later (or earlier).
    /// `None` where there is no such period.
    pub fn shifted(self, years: i16) -> Option<Self> {
        let within = |year: i16| year.checked_add(years).filter(|y| (-9999..=9999).contains(y));
        Some(match self {
            Self::Month { year, month } => Self::Month { year: within(year)?, month },
            Self::Quarter { year, quarter } => Self::Quarter { year: within(year)?, quarter },
            Self::Year(year) => Self::Year(within(year)?),
            Self::Years { from, to } => Self::Years { from: within(from)?, to: within(to)? },
            Self::FiscalYear { year, starts } => Self::FiscalYear { year: within(year)?, starts },
            Self::Unstated | Self::Day(_) | Self::TransitionQuarter1976 => return None,
        })
    }

    /// Whether every day of `other` lies within this period.
    pub fn contains(self, other: Self) -> bool {
        match (self.start(), self.end(), other.start(), other.end()) {
            (Some(a), Some(b), Some(c), Some(d)) => a <= c && d <= b,
            _ => false,
        }
    }

    fn rank(self) -> u8 {
        match self {
            Self::Unstated => 0,
            Self::Day(_) => 1,
            Self::Month { .. } => 2,
            Self::Quarter { .. } => 3,
            Self::Year(_) => 4,
            Self::FiscalYear { .. } => 5,
            Self::TransitionQuarter1976 => 6,
            Self::Years { .. } => 7,
        }
    }
}

impl Period {
    /// A number that orders periods as [`Ord`] does.
    pub(crate) fn order(self) -> u64 {
        let day = |date: Option<Date>| {
            date.map_or(0, |d| {
                let year = (i64::from(d.year()) + 10_000) as u64;
                (year * 12 + u64::from(d.month().unsigned_abs())) * 32 + u64::from(d.day().unsigned_abs())
            })
        };
        let starts = match self {
            Self::FiscalYear { starts, .. } => starts.map_or(0, |month| u64::from(month.unsigned_abs())),
            _ => 0,
        };
        day(self.end()) << 30 | day(self.start()) << 7 | u64::from(self.rank()) << 4 | starts
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.end(), self.start(), self.rank()).cmp(&(other.end(), other.start(), other.rank())).then_with(|| {
            match (self, other) {
                (Self::FiscalYear { starts: a, .. }, Self::FiscalYear { starts: b, .. }) => a.cmp(b),
                _ => Ordering::Equal,
            }
        })
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Date> for Period {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

struct Year(i16);

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 { write!(f, "-{:04}", -i32::from(self.0)) } else { write!(f, "{:04}", self.0) }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Unstated => f.write_str("unstated"),
            Self::Day(day) => write!(f, "{}-{:02}-{:02}", Year(day.year()), day.month(), day.day()),
            Self::Month { year, month } => write!(f, "{}-{month:02}", Year(year)),
            Self::Quarter { year, quarter } => write!(f, "{}-Q{quarter}", Year(year)),
            Self::Year(year) => write!(f, "{}", Year(year)),
            Self::Years { from, to } => write!(f, "{}/{}", Year(from), Year(to)),
            Self::FiscalYear { year, starts: None } => write!(f, "FY{}", Year(year)),
            Self::FiscalYear { year, starts: Some(month) } => write!(f, "FY{}/{month:02}", Year(year)),
            Self::TransitionQuarter1976 => f.write_str("FY1976TQ"),
        }
    }
}

/// The text is not a period in the form that [`Period`] documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsePeriodError(String);

impl fmt::Display for ParsePeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is not a period; write a year, month, quarter or day (2022, 2022-03, 2022-Q1, 2022-03-15), \
             years from and to (2020/2025) or a fiscal year and the month it starts in (FY2022/10)",
            self.0
        )
    }
}

impl std::error::Error for ParsePeriodError {}

fn year(text: &str) -> Option<i16> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

fn two_digits(text: &str, among: std::ops::RangeInclusive<i8>) -> Option<i8> {
    if text.len() != 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|n| among.contains(n))
}

fn parse(text: &str) -> Option<Period> {
    if text == "unstated" {
        return Some(Period::Unstated);
    }
    if text == "FY1976TQ" {
        return Some(Period::TransitionQuarter1976);
    }
    if let Some(rest) = text.strip_prefix("FY") {
        return Some(match rest.split_once('/') {
            Some((y, m)) => Period::FiscalYear { year: year(y)?, starts: Some(two_digits(m, 1..=12)?) },
            None => Period::FiscalYear { year: year(rest)?, starts: None },
        });
    }
    if let Some((from, to)) = text.split_once('/') {
        let (from, to) = (year(from)?, year(to)?);
        return (from <= to).then_some(Period::Years { from, to });
    }
    let split = text.len().min(if text.starts_with('-') { 5 } else { 4 });
    let y = year(text.get(..split)?)?;
    let Some(rest) = text[split..].strip_prefix('-') else {
        return text[split..].is_empty().then_some(Period::Year(y));
    };
    if let Some(q) = rest.strip_prefix('Q') {
        let quarter = q.parse().ok().filter(|q| (1..=4).contains(q))?;
        return (q.len() == 1).then_some(Period::Quarter { year: y, quarter });
    }
    match rest.split_once('-') {
        None => Some(Period::Month { year: y, month: two_digits(rest, 1..=12)? }),
        Some((m, d)) => Date::new(y, two_digits(m, 1..=12)?, two_digits(d, 1..=31)?).ok().map(Period::Day),
    }
}

impl FromStr for Period {
    type Err = ParsePeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).ok_or_else(|| ParsePeriodError(text.chars().take(40).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_back() {
        for text in [
            "unstated",
            "2022-03-15",
            "2022-03",
            "2022-Q4",
            "2022",
            "2020/2025",
            "FY2022/10",
            "FY2015",
            "FY1976TQ",
            "-0659",
            "0009-02",
        ] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in
            ["", "22", "2022-13", "2022-02-30", "2022-Q5", "2025/2020", "FY22", "FY2022/13", "2022é", "é022", "2022-"]
        {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn order_is_by_last_day() {
        let mut periods: Vec<Period> = ["2022", "unstated", "FY2022/10", "2021-12", "2022-12-31", "2020/2025"]
            .iter()
            .map(|t| t.parse().unwrap())
            .collect();
        periods.sort();
        let written: Vec<String> = periods.iter().map(Period::to_string).collect();
        assert_eq!(written, ["unstated", "2021-12", "FY2022/10", "2022", "2022-12-31", "2020/2025"]);
    }

    #[test]
    fn the_order_as_a_number_is_the_order() {
        let texts = [
            "unstated",
            "-9999",
            "9999",
            "2022",
            "2021",
            "2022-12",
            "2022-12-31",
            "2022-01-01",
            "2022-Q4",
            "2022-Q1",
            "FY2022",
            "FY2022/01",
            "FY2022/10",
            "FY1976TQ",
            "2020/2022",
            "2019/2022",
            "2022/2022",
            "1976-09-30",
            "-0659",
        ];
        for a in texts.map(|t| t.parse::<Period>().unwrap()) {
            for b in texts.map(|t| t.parse::<Period>().unwrap()) {
                assert_eq!(a.order().cmp(&b.order()), a.cmp(&b), "{a} {b}");
            }
            assert!(a.order() < 1 << 53);
        }
    }

    #[test]
    fn fiscal_years_are_named_for_the_year_they_end() {
        assert!(Period::us_fiscal_year(2022).contains("2021-10".parse().unwrap()));
        assert!(!Period::us_fiscal_year(2022).contains("2022-10".parse().unwrap()));
        assert!(Period::us_fiscal_year(1962).contains("1961-07".parse().unwrap()));
        assert_eq!(Period::us_fiscal_year(2022).shifted(-1), Some(Period::us_fiscal_year(2021)));
    }
}
