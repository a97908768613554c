use std::ops::RangeInclusive;

use attache_model::Period;

use crate::read::token::Token;

/// What a phrase about time has a place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Four digits, from 1000 to 2199.
    Year,
    /// Two digits.
    ShortYear,
    /// By its name.
    Month,
    /// In digits.
    MonthNumber,
    Day,
    /// A day with stops between its numbers: "3.1.1849".
    Dotted,
    Number,
    Cardinal,
    Ordinal,
    /// A period without preposition.
    Period,
    /// One that is a day.
    ADay,
    /// One that is longer.
    ASpan,
    /// Here a date ends that what follows completes: "22{end} to 24 October 1963".
    End,
    /// Here a date begins that what stands before completes: "October 22 to {begin}24, 1963".
    Begin,
    /// A word of a list of the file's.
    Listed(usize),
}

impl Slot {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "year" => Self::Year,
            "short-year" => Self::ShortYear,
            "month" => Self::Month,
            "month-number" => Self::MonthNumber,
            "day" => Self::Day,
            "dotted" => Self::Dotted,
            "number" => Self::Number,
            "cardinal" => Self::Cardinal,
            "ordinal" => Self::Ordinal,
            "period" => Self::Period,
            "a-day" => Self::ADay,
            "a-span" => Self::ASpan,
            "end" => Self::End,
            "begin" => Self::Begin,
            _ => return None,
        })
    }
}

/// What fills a slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Filling {
    Number(i32),
    Period(Period),
    /// A token.
    Place(usize),
}

impl Filling {
    pub(super) fn number(self) -> i32 {
        match self {
            Self::Number(n) => n,
            Self::Period(_) | Self::Place(_) => 0,
        }
    }

    pub(super) fn period(self) -> Option<Period> {
        match self {
            Self::Period(period) => Some(period),
            Self::Number(_) | Self::Place(_) => None,
        }
    }

    pub(super) fn place(self) -> Option<usize> {
        match self {
            Self::Place(at) => Some(at),
            Self::Number(_) | Self::Period(_) => None,
        }
    }
}

/// How what fills the slots of a phrase makes a period.
#[derive(Clone, Copy, Debug)]
pub(super) enum Date {
    Day,
    /// Day and month in digits, where no other order of them is a day.
    PlainDay,
    Month,
    /// Year and month as ISO 8601 has them, where they are no range of years:
    /// "2022-03", but not "2003-05".
    IsoMonth,
    Quarter,
    Year,
    /// A year of any length, said to be of the common era.
    EraYear,
    BeforeEra,
    /// From the first of two years to the second, which may be short; but short
    /// and the next ("2021-22") it is a fiscal year's.
    Years,
    /// A year of schools, which is the two calendar years that it touches.
    SplitYear,
    Decade,
    FiscalYear,
    /// A fiscal year by the two calendar years that it touches.
    SplitFiscalYear,
    /// The twelve months to the end of a month or to its last day, which are a
    /// fiscal year of their own.
    YearTo,
    TransitionQuarter,
}

impl Date {
    pub(super) const ALL: [(&'static str, Self); 15] = [
        ("day", Self::Day),
        ("plain-day", Self::PlainDay),
        ("month", Self::Month),
        ("iso-month", Self::IsoMonth),
        ("quarter", Self::Quarter),
        ("year", Self::Year),
        ("era-year", Self::EraYear),
        ("before-era", Self::BeforeEra),
        ("years", Self::Years),
        ("split-year", Self::SplitYear),
        ("decade", Self::Decade),
        ("fiscal-year", Self::FiscalYear),
        ("split-fiscal-year", Self::SplitFiscalYear),
        ("year-to", Self::YearTo),
        ("transition-quarter", Self::TransitionQuarter),
    ];

    /// `None` where there is no such period.
    pub(super) fn period(self, filled: &[(Slot, Filling)]) -> Option<Period> {
        // What another date shares with this one stands on the other side of the place between.
        let begun = filled.iter().position(|(slot, _)| *slot == Slot::Begin).unwrap_or(0);
        let own = filled.get(begun..).unwrap_or_default();
        let slot = |slot: Slot| {
            let found = own.iter().chain(filled).find(|(s, _)| *s == slot);
            found.map(|(_, f)| f.number())
        };
        let small = |n: i32| i8::try_from(n).ok();
        let first = || slot(Slot::Year).or_else(|| slot(Slot::ShortYear).map(recent));
        let year = || i16::try_from(first()?).ok();
        let month = || small(slot(Slot::Month).or_else(|| slot(Slot::MonthNumber))?);
        Some(match self {
            Self::Day => match filled.iter().find(|(s, _)| *s == Slot::Dotted) {
                Some((_, dotted)) => dotted.period()?,
                None => day(year()?, month()?, small(slot(Slot::Day)?)?)?,
            },
            Self::PlainDay => {
                let (month, number) = (month()?, small(slot(Slot::Day)?)?);
                if number <= 12 && number != month {
                    return None;
                }
                day(year()?, month, number)?
            }
            Self::Month => Period::Month { year: year()?, month: month()? },
            Self::IsoMonth => {
                let (year, month) = (year()?, slot(Slot::MonthNumber)?);
                if month > i32::from(year) % 100 {
                    return None;
                }
                Period::Month { year, month: small(month)? }
            }
            Self::Quarter => {
                let quarter = small(slot(Slot::Ordinal).or_else(|| slot(Slot::Number))?)?;
                if !(1..=4).contains(&quarter) {
                    return None;
                }
                Period::Quarter { year: year()?, quarter }
            }
            Self::Year => Period::Year(year()?),
            Self::EraYear => Period::Year(era_year(slot(Slot::Number)?)?),
            Self::BeforeEra => Period::Year(1 - era_year(slot(Slot::Number)?)?),
            Self::Years => {
                let (from, to) = (year()?, i16::try_from(second(filled)?).ok()?);
                let is_short = filled.iter().any(|(slot, _)| *slot == Slot::ShortYear);
                if to <= from || (is_short && to == from + 1) {
                    return None;
                }
                Period::Years { from, to }
            }
            Self::SplitYear => {
                let (from, to) = (year()?, i16::try_from(second(filled)?).ok()?);
                if to != from + 1 {
                    return None;
                }
                Period::Years { from, to }
            }
            Self::Decade => {
                let short = || slot(Slot::ShortYear).or_else(|| slot(Slot::Cardinal)).filter(|n| (10..=90).contains(n));
                let from = slot(Slot::Year).or_else(|| Some(1900 + short()?)).filter(|y| y % 10 == 0)?;
                let from = i16::try_from(from).ok()?;
                Period::Years { from, to: from + 9 }
            }
            Self::FiscalYear => Period::FiscalYear { year: year()?, starts: None },
            Self::SplitFiscalYear => {
                let to = second(filled)?;
                if to != first()? + 1 {
                    return None;
                }
                Period::FiscalYear { year: i16::try_from(to).ok()?, starts: None }
            }
            Self::YearTo => {
                let (year, month) = (year()?, month()?);
                let last = Period::Month { year, month }.end()?.day();
                match slot(Slot::Day) {
                    Some(day) if day != i32::from(last) => return None,
                    _ if month == 12 => Period::Year(year),
                    _ => Period::FiscalYear { year, starts: Some(month + 1) },
                }
            }
            Self::TransitionQuarter => Period::TransitionQuarter1976,
        })
    }
}

fn day(year: i16, month: i8, day: i8) -> Option<Period> {
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

fn era_year(n: i32) -> Option<i16> {
    i16::try_from(n).ok().filter(|n| (1..=9999).contains(n))
}

/// The year that two digits stand for: that of 1950 to 2049.
fn recent(short: i32) -> i32 {
    short + if short < 50 { 2000 } else { 1900 }
}

/// The second of two years. Of two digits, it is of the first one's century, or
/// 2000 after 1999.
fn second(filled: &[(Slot, Filling)]) -> Option<i32> {
    let mut years = filled.iter().filter(|(slot, _)| matches!(slot, Slot::Year | Slot::ShortYear));
    let (_, first) = years.next()?;
    let (slot, second) = years.next()?;
    let (first, second) = (first.number(), second.number());
    Some(match slot {
        Slot::Year => second,
        _ if first < 100 => recent(second),
        _ if second == 0 && first % 100 == 99 => first + 1,
        _ => first / 100 * 100 + second,
    })
}

/// The number that a token of so many digits is.
pub(super) fn digits(token: &Token<'_>, lengths: RangeInclusive<usize>) -> Option<u32> {
    let is_plain = token.text.bytes().all(|b| b.is_ascii_digit());
    if is_plain && lengths.contains(&token.text.len()) { token.text.parse().ok() } else { None }
}

/// A day whose numbers have stops between them, the day first.
pub(super) fn dotted(token: &Token<'_>) -> Option<Period> {
    let mut parts = token.text.split('.');
    let (d, m, y) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || y.len() != 4 || d.len() > 2 || m.len() > 2 {
        return None;
    }
    day(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
}
