//! What the kinds on goods trade share: whose record of a flow is used.
//!
//! Trade from one state to another stands in two records: the exporter's
//! exports and the importer's imports, which differ (CIF against FOB, transit,
//! coverage). A fact never mixes the two, and says whose record it is.

use attache_model::{Area, Code, ObservationRef, Panel, Selection, SeriesKey};

use crate::{Args, Time, select};

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

/// The years for which a reporter has both flows, at the times asked for.
pub(super) fn years<'a>(panel: &'a Panel, reporter: Area, partner: Area, time: Time) -> Vec<Year<'a>> {
    let key = |indicator| SeriesKey::of(reporter, indicator).with(partner);
    select::at_times(panel, key(EXPORTS), time, select::is_year)
        .into_iter()
        .filter_map(|exports| {
            let imports = panel.at(key(IMPORTS), exports.time_period)?;
            (imports.unit == exports.unit).then_some(Year { exports, imports })
        })
        .collect()
}

/// Which of the two has a record of their trade: the first, if it has one.
pub(super) fn reporter(panel: &Panel, a: Area, b: Area) -> Option<(Area, Area)> {
    [(a, b), (b, a)].into_iter().find(|(reporter, partner)| {
        panel.latest(SeriesKey::of(*reporter, EXPORTS).with(*partner)).is_some()
    })
}
