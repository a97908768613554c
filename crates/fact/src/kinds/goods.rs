//! What the kinds on goods trade share: whose record of a flow is used, and
//! whose publication of it.
//!
//! Trade from one state to another stands in two records: the exporter's
//! exports and the importer's imports, which differ (CIF against FOB, transit,
//! coverage). A fact never mixes the two, and says whose record it is. Each
//! record is published by several: a fact is by one of them, and what the others
//! say is its dissent.

use attache_model::{Area, Code, Decimal, ObservationRef, Panel, Period, Selection, SeriesKey};

use crate::{
    Absent, Args, Fact, Time, Value, arithmetic,
    select::{self, Account},
};

pub(super) const EXPORTS: Code = Code::from_static("exports-goods");
pub(super) const IMPORTS: Code = Code::from_static("imports-goods");

/// Which way the goods go, as a reporter sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    Exports,
    Imports,
    Total,
}

impl Flow {
    /// The one that the arguments ask for; of none, both together.
    pub(super) fn asked(args: &Args) -> Result<Self, Absent> {
        match args.get("flow").as_deref() {
            None | Some("total") => Ok(Self::Total),
            Some("exports") => Ok(Self::Exports),
            Some("imports") => Ok(Self::Imports),
            Some(other) => Err(Absent::BadArgument {
                argument: "flow",
                problem: format!("is one of exports, imports and total, not {other:?}"),
            }),
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Exports => "exports",
            Self::Imports => "imports",
            Self::Total => "total",
        }
    }

    /// The series that it is the sum of.
    pub(super) fn indicators(self) -> &'static [Code] {
        match self {
            Self::Exports => &[EXPORTS],
            Self::Imports => &[IMPORTS],
            Self::Total => &[EXPORTS, IMPORTS],
        }
    }
}

/// Nobody tells of the pair, or not of that time.
pub(super) fn absent(args: &Args) -> Absent {
    Absent::no_data_of_pair(args, &["census", "comtrade", "imf-imts"], &["comtrade", "imf-imts"])
}

/// What the kinds need: the trade of both with all partners, so that ranks can
/// be told too.
pub(super) fn needs(args: &Args) -> Vec<Selection> {
    vec![select::with_all(&args.area, &[EXPORTS, IMPORTS])]
}

/// A year's trade between a reporter and a partner, as the reporter has it and
/// one source publishes it.
#[derive(Clone, Copy)]
pub(super) struct Year<'a> {
    pub(super) exports: ObservationRef<'a>,
    pub(super) imports: ObservationRef<'a>,
}

impl Year<'_> {
    /// Whether both flows together are the same within their rounding.
    pub(super) fn have_one_total(&self, other: &Self) -> bool {
        let total = |year: &Self| {
            let flows = [year.exports, year.imports];
            let sum = flows.iter().try_fold(Decimal::ZERO, |sum, o| sum.checked_add(o.quantity()));
            let rounding = flows.iter().try_fold(Decimal::ZERO, |sum, o| sum.checked_add(arithmetic::rounding(o)));
            sum.zip(rounding)
        };
        let totals = total(self).zip(total(other));
        self.exports.unit == other.exports.unit && totals.is_some_and(|(a, b)| arithmetic::agree(a, b))
    }

    /// Whether each flow is the same within its rounding.
    pub(super) fn agree(&self, other: &Self) -> bool {
        select::agree(&self.exports, &other.exports) && select::agree(&self.imports, &other.imports)
    }
}

/// A pair's trade as one of the two records it, at the times asked for: never
/// no year.
pub(super) struct Record<'a> {
    pub(super) reporter: Area,
    pub(super) partner: Area,
    pub(super) years: Vec<Account<Year<'a>>>,
}

/// The record of the first of the pair, or else of the second.
pub(super) fn record<'a>(args: &Args, panel: &'a Panel) -> Result<Record<'a>, Absent> {
    let (a, b) = args.pair()?;
    calendar_years(args)?;
    let of = |reporter, partner| {
        let sources = select::sources(panel, SeriesKey::of(reporter, EXPORTS).with(partner));
        let of_source = |source, time| years(panel, reporter, partner, source, time);
        let years = select::accounts(&sources, args, of_source, |year| year.exports);
        Record { reporter, partner, years }
    };
    let records = [(a, b), (b, a)].into_iter().map(|(reporter, partner)| of(reporter, partner));
    records.into_iter().find(|record| !record.years.is_empty()).ok_or_else(|| absent(args))
}

/// The years for which a source has both flows of a reporter, at the times
/// asked for.
pub(super) fn years(panel: &Panel, reporter: Area, partner: Area, source: Code, time: Time) -> Vec<Year<'_>> {
    let key = |indicator| SeriesKey::of(reporter, indicator).with(partner);
    let imports = |exports: &ObservationRef<'_>| {
        let same = |imports: &ObservationRef<'_>| imports.release.source == source && imports.unit == exports.unit;
        select::at_times(panel, key(IMPORTS), Time::Period(exports.time_period), same).pop()
    };
    let suits = |exports: &ObservationRef<'_>| {
        exports.release.source == source && select::is_year(exports) && imports(exports).is_some()
    };
    let exports = select::at_times(panel, key(EXPORTS), time, suits);
    exports.into_iter().filter_map(|exports| Some(Year { exports, imports: imports(&exports)? })).collect()
}

/// The facts of a record: of each year that by the source that comes first,
/// with those of the others that differ from it. `fact` makes one with the
/// arguments given, and `same` tells of two years whether they say the same.
pub(super) fn facts<'a>(
    args: &Args,
    record: &Record<'a>,
    fact: impl Fn(&Year<'a>, Args) -> Option<Fact>,
    same: impl Fn(&Year<'a>, &Year<'a>) -> bool,
) -> Vec<Fact> {
    let of_source = |year: &Year<'a>, source: Option<Code>| {
        let args = Args::of(&args.area).at(year.exports.time_period).by(source);
        let fact = fact(year, args)?;
        Some(fact.with_some("publisher", source.map(|_| publisher(&year.exports))))
    };
    let told = record.years.iter().filter_map(|account| {
        let others = account.others.iter().filter(|(_, year)| !same(&account.it, year));
        let dissent = others.filter_map(|(source, year)| of_source(year, Some(*source))).collect();
        Some(Fact { dissent, ..of_source(&account.it, account.source)? })
    });
    told.collect()
}

/// Who publishes a figure, for facts that are by a source of their own.
pub(super) fn publisher(figure: &ObservationRef<'_>) -> Value {
    Value::Text(figure.release.publisher.clone())
}

/// The times asked for are of calendar years.
pub(super) fn calendar_years(args: &Args) -> Result<(), Absent> {
    match args.time {
        Time::Period(period) if !matches!(period, Period::Year(_)) => Err(Absent::BadArgument {
            argument: "time",
            problem: format!("is to be a calendar year, as 2022, not {period}"),
        }),
        _ => Ok(()),
    }
}
