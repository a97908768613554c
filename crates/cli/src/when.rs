use attache_engine::{AsOf, model::Timestamp};
use jiff::{civil::Date, tz::TimeZone};

use crate::{args::Global, failure::Failure};

pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Today, in coordinated universal time.
pub(crate) fn today() -> Date {
    TimeZone::UTC.to_datetime(now()).date()
}

impl Global {
    pub(crate) fn as_of(&self) -> Result<AsOf, Failure> {
        let known = self.known_at.as_deref().map(instant).transpose()?;
        Ok(AsOf { published: self.as_of, known })
    }
}

/// The end of a day.
pub(crate) fn end_of(day: Date) -> Result<Timestamp, Failure> {
    let end = day.at(23, 59, 59, 999_999_999);
    TimeZone::UTC.to_timestamp(end).map_err(|e| Failure::new(format!("{day}: {e}"), "write a date, as 2023-06-30"))
}

/// A moment; a day means its end.
fn instant(text: &str) -> Result<Timestamp, Failure> {
    if let Ok(day) = text.parse::<Date>() {
        return end_of(day);
    }
    text.parse().map_err(|_| {
        Failure::new(
            format!("--known-at {text:?} is no date or time"),
            "write a date, as 2023-06-30, or a time with its zone, as 2023-06-30T12:00:00Z",
        )
    })
}
