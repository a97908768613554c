//! What the kinds on goods trade share: whose record of a flow is used.
//!
//! Trade from one state to another stands in two records: the exporter's
//! exports and the importer's imports, which differ (CIF against FOB, transit,
//! coverage). A fact never mixes the two, and says whose record it is.

use attache_model::{Area, Code, ObservationRef, Panel, Period, Selection, SeriesKey};

use crate::{Absent, Args, Time, select};

pub(super) const EXPORTS: Code = Code::from_static("exports-goods");
pub(super) const IMPORTS: Code = Code::from_static("imports-goods");

/// Who would tell it.
pub(super) const SOURCES: &[&str] = &["census"];

/// What the kinds need: the trade of both with all partners, so that ranks can
/// be told too.
pub(super) fn needs(args: &Args) -> Vec<Selection> {
    vec![select::with_all(&args.area, &[EXPORTS, IMPORTS])]
}

/// A year's trade between a reporter and a partner, as the reporter has it.
#[derive(Clone, Copy)]
pub(super) struct Year<'a> {
    pub(super) exports: ObservationRef<'a>,
    pub(super) imports: ObservationRef<'a>,
}

/// A pair's trade as one of the two records it, at the times asked for: never
/// no year.
pub(super) struct Record<'a> {
    pub(super) reporter: Area,
    pub(super) partner: Area,
    pub(super) years: Vec<Year<'a>>,
}

/// The record of the first of the pair, or else of the second.
pub(super) fn record<'a>(args: &Args, panel: &'a Panel) -> Result<Record<'a>, Absent> {
    let (a, b) = args.pair()?;
    let time = calendar_years(args)?;
    [(a, b), (b, a)]
        .into_iter()
        .map(|(reporter, partner)| Record { reporter, partner, years: years(panel, reporter, partner, time) })
        .find(|record| !record.years.is_empty())
        .ok_or_else(|| Absent::no_data_but_of_us(args, SOURCES))
}

/// The years for which a reporter has both flows, at the times asked for.
pub(super) fn years(panel: &Panel, reporter: Area, partner: Area, time: Time) -> Vec<Year<'_>> {
    let key = |indicator| SeriesKey::of(reporter, indicator).with(partner);
    let imports = |exports: &ObservationRef<'_>| {
        panel.at(key(IMPORTS), exports.time_period).filter(|imports| imports.unit == exports.unit)
    };
    select::at_times(panel, key(EXPORTS), time, |exports| select::is_year(exports) && imports(exports).is_some())
        .into_iter()
        .filter_map(|exports| Some(Year { exports, imports: imports(&exports)? }))
        .collect()
}

/// The times asked for, which are of calendar years.
pub(super) fn calendar_years(args: &Args) -> Result<Time, Absent> {
    match args.time {
        Time::Period(period) if !matches!(period, Period::Year(_)) => Err(Absent::BadArgument {
            argument: "time",
            problem: format!("is to be a calendar year, as 2022, not {period}"),
        }),
        time => Ok(time),
    }
}
