//! Choosing among what a panel holds: of when, and between whom.

use std::{cmp::Reverse, collections::BTreeMap};

use attache_model::{
    Area, AreaSet, Areas, Code, CodeSet, Date, EventKind, EventRef, ObsStatus, ObservationRef, Panel, Period,
    ReleaseIx, Role, Selection, SeriesKey, Timestamp,
};

use crate::{Absent, Args, Fact, Time, arithmetic, expression::SOURCE, precedence};

/// What is needed for series of one area that have no counterpart.
pub(crate) fn of_area(area: &[Area], indicators: &[Code]) -> Selection {
    Selection::Observations {
        ref_area: AreaSet::only(area.iter().copied()),
        counterpart_area: None,
        indicator: CodeSet::only(indicators.iter().copied()),
    }
}

/// What is needed for series of an area with every counterpart.
pub(crate) fn with_all(area: &[Area], indicators: &[Code]) -> Selection {
    Selection::Observations {
        ref_area: AreaSet::only(area.iter().copied()),
        counterpart_area: Some(AreaSet::All),
        indicator: CodeSet::only(indicators.iter().copied()),
    }
}

/// What is needed for series of the first of two areas with the second.
pub(crate) fn of_pair(areas: &[Area], indicators: &[Code]) -> Selection {
    Selection::Observations {
        ref_area: AreaSet::only(areas.first().copied()),
        counterpart_area: Some(AreaSet::only(areas.get(1).copied())),
        indicator: CodeSet::only(indicators.iter().copied()),
    }
}

/// What is needed for series of one area, or of the first of two with the
/// second, whose indicators begin with the prefix.
pub(crate) fn prefixed(areas: &[Area], prefix: Code) -> Selection {
    Selection::Observations {
        ref_area: AreaSet::only(areas.first().copied()),
        counterpart_area: areas.get(1).map(|other| AreaSet::only([*other])),
        indicator: CodeSet::Prefixed(prefix),
    }
}

/// What is needed for events in which all of one or two areas take part.
pub(crate) fn events_of(kind: EventKind, areas: &[Area]) -> Selection {
    Selection::Events {
        kind,
        area: AreaSet::only(areas.first().copied()),
        with: areas.get(1).map(|other| AreaSet::only([*other])),
    }
}

/// The region among whose countries a place is asked for; of none, the world.
pub(crate) fn region(args: &Args) -> Result<Option<Area>, Absent> {
    let Some(asked) = args.get("among") else { return Ok(None) };
    match Areas::find(&asked) {
        Ok(region) if region.is_region() => Ok(Some(region)),
        _ => Err(Absent::BadArgument {
            argument: "among",
            problem: format!(
                "is to be a region of the United Nations' M49, as South America, not {:?}",
                asked.as_str()
            ),
        }),
    }
}

/// The facts that state a series as published, at the times asked for; what
/// other sources give is the dissent of each, where it compares and differs.
/// `fact` makes one of a figure, with its source where that is named.
pub(crate) fn stated<'a>(
    panel: &'a Panel,
    key: SeriesKey,
    args: &Args,
    suits: impl Fn(&ObservationRef<'_>) -> bool,
    compare: impl Fn(&ObservationRef<'_>, &ObservationRef<'_>) -> bool,
    fact: impl Fn(ObservationRef<'a>, Option<Code>) -> Fact,
) -> Vec<Fact> {
    let of = |source, time| at_times(panel, key, time, |o| o.release.source == source && suits(o));
    let told = accounts(&sources(panel, key), args, of, |o| *o);
    let told = told.into_iter().map(|Account { it, source, others }| {
        let others = others.into_iter().filter(|(_, o)| compare(&it, o) && !agree(&it, o));
        let dissent = others.map(|(source, o)| fact(o, Some(source))).collect();
        Fact { dissent, ..fact(it, source) }
    });
    told.collect()
}

/// A series at the times asked for, oldest first; of several sources, each
/// period by the one that comes first. Forecasts are passed over unless their
/// period is asked for by name.
pub(crate) fn at_times<'a>(
    panel: &'a Panel,
    key: SeriesKey,
    time: Time,
    suits: impl Fn(&ObservationRef<'_>) -> bool,
) -> Vec<ObservationRef<'a>> {
    let actual = |o: &ObservationRef<'_>| o.status != ObsStatus::Forecast && suits(o);
    match time {
        Time::Period(period) => preferred(panel.vintages_at(key, period).filter(suits)).into_iter().collect(),
        Time::Latest => latest(panel.vintages(key).filter(actual)).into_iter().collect(),
        Time::Last(n) => {
            let figures: Vec<_> = panel.vintages(key).filter(actual).collect();
            let periods = figures.chunk_by(|a, b| a.time_period == b.time_period);
            let series: Vec<_> = periods.filter_map(|figures| preferred(figures.iter().copied())).collect();
            series[series.len().saturating_sub(usize::from(n))..].to_vec()
        }
    }
}

/// Of figures of one period, that of the source that comes first, from its
/// newest release.
fn preferred<'a>(figures: impl Iterator<Item = ObservationRef<'a>>) -> Option<ObservationRef<'a>> {
    figures.max_by_key(|o| (Reverse(precedence::place(o.release.source)), recency(o)))
}

/// What orders the releases of a source, the newest last.
fn recency(o: &ObservationRef<'_>) -> (Date, Timestamp, ReleaseIx) {
    (o.release.published, o.release.recorded, o.row.release)
}

/// The latest figure as things stand; of sources that have one of the same
/// period, the one that comes first.
///
/// What a source's newest release of the series no longer prints it has
/// withdrawn, unless the release is of other years altogether: some publishers
/// give a year a release.
fn latest<'a>(vintages: impl Iterator<Item = ObservationRef<'a>>) -> Option<ObservationRef<'a>> {
    let mut by_source: BTreeMap<Code, Vec<ObservationRef<'a>>> = BTreeMap::new();
    for one in vintages {
        by_source.entry(one.release.source).or_default().push(one);
    }
    by_source
        .into_values()
        .filter_map(latest_of_source)
        .max_by_key(|o| (of_when(o), Reverse(precedence::place(o.release.source)), o.release.published))
}

fn latest_of_source(mut figures: Vec<ObservationRef<'_>>) -> Option<ObservationRef<'_>> {
    figures.sort_by_key(|o| Reverse(recency(o)));
    let mut newer: Vec<Option<(i16, i16)>> = Vec::new();
    let mut latest: Option<ObservationRef<'_>> = None;
    for release in figures.chunk_by(|a, b| a.row.release == b.row.release) {
        let withdrawn = |o: &ObservationRef<'_>| newer.iter().any(|years| within(*years, o.time_period));
        let stands = release.iter().filter(|o| !withdrawn(o)).max_by_key(|o| of_when(o));
        if let Some(one) = stands.filter(|o| latest.as_ref().is_none_or(|kept| of_when(o) > of_when(kept))) {
            latest = Some(*one);
        }
        newer.extend(release.first().map(|o| o.release.extent.years));
    }
    latest
}

/// Whether a release of these years could tell of the period; one that does not
/// say its years could tell of any.
fn within(years: Option<(i16, i16)>, period: Period) -> bool {
    match (years, period.year()) {
        (Some((from, to)), Some(year)) => (from..=to).contains(&year),
        _ => true,
    }
}

/// The sources that have a figure of the series, the first in precedence first.
pub(crate) fn sources(panel: &Panel, key: SeriesKey) -> Vec<Code> {
    let mut sources: Vec<Code> = panel.vintages(key).map(|o| o.release.source).collect();
    sources.sort_by_key(|source| (precedence::place(*source), *source));
    sources.dedup();
    sources
}

/// Whether two figures are one, printed twice: of one unit, and no further apart
/// than either is rounded.
pub(crate) fn agree(a: &ObservationRef<'_>, b: &ObservationRef<'_>) -> bool {
    let figure = |o: &ObservationRef<'_>| (o.quantity(), arithmetic::rounding(o));
    a.unit == b.unit && arithmetic::agree(figure(a), figure(b))
}

/// Whether two figures are measured alike: in one unit and, as their notes say,
/// at the same prices or on the same basis. One that is not is no other account.
pub(crate) fn of_one_measure(a: &ObservationRef<'_>, b: &ObservationRef<'_>) -> bool {
    (a.unit, a.note) == (b.unit, b.note)
}

/// Whether two figures are in one unit.
pub(crate) fn of_one_unit(a: &ObservationRef<'_>, b: &ObservationRef<'_>) -> bool {
    a.unit == b.unit
}

/// What one source says of a time, and what the others do.
pub(crate) struct Account<T> {
    pub(crate) it: T,
    /// Named where the arguments alone would not give this source's.
    pub(crate) source: Option<Code>,
    pub(crate) others: Vec<(Code, T)>,
}

/// What sources say of the times asked for, oldest first: each time by one
/// source, which is the one that the arguments name, else that which comes
/// first. Several times are told by one source too, the one that tells of the
/// latest, so that no series has a break in it.
///
/// `sources` are in the order of precedence; `of` gives what one of them says,
/// and `lead` the figure that dates it.
pub(crate) fn accounts<'a, T>(
    sources: &[Code],
    args: &Args,
    of: impl Fn(Code, Time) -> Vec<T>,
    lead: impl Fn(&T) -> ObservationRef<'a>,
) -> Vec<Account<T>> {
    if let Some(source) = args.get(SOURCE) {
        let alone = |it| Account { it, source: Some(source), others: Vec::new() };
        return of(source, args.time).into_iter().map(alone).collect();
    }
    let of_period = |source: Code, period: Period| of(source, Time::Period(period)).pop();
    let at = |period: Period| {
        let mut told = sources.iter().filter_map(|source| Some((*source, of_period(*source, period)?)));
        let (_, it) = told.next()?;
        Some(Account { it, source: None, others: told.collect() })
    };
    if let Time::Period(period) = args.time {
        return at(period).into_iter().collect();
    }
    let latest = sources.iter().enumerate().filter_map(|(place, source)| {
        let lead = lead(of(*source, Time::Latest).last()?);
        Some((of_when(&lead), Reverse(place), lead.time_period, *source))
    });
    let Some((_, _, period, source)) = latest.max_by_key(|(when, place, ..)| (*when, *place)) else {
        return Vec::new();
    };
    if args.time == Time::Latest {
        return at(period).into_iter().collect();
    }
    let told = of(source, args.time).into_iter().filter_map(|it| {
        let period = lead(&it).time_period;
        if sources.iter().find(|other| of_period(**other, period).is_some()) == Some(&source) {
            return at(period);
        }
        Some(Account { it, source: Some(source), others: Vec::new() })
    });
    told.collect()
}

/// When a figure was true at the latest: a figure of no stated period is one of
/// its release's day.
fn of_when(observation: &ObservationRef<'_>) -> Date {
    observation.time_period.end().unwrap_or(observation.release.published)
}

pub(crate) fn is_year(observation: &ObservationRef<'_>) -> bool {
    matches!(observation.time_period, Period::Year(_))
}

/// Of figures that releases list together, the list of the newest release that
/// has one of the period asked for, and that period: its latest where none is.
pub(crate) fn newest_list(
    mut figures: Vec<ObservationRef<'_>>,
    time: Time,
) -> Option<(Period, Vec<ObservationRef<'_>>)> {
    if let Time::Period(asked) = time {
        figures.retain(|o| o.time_period == asked);
    }
    let newest = figures.iter().map(|o| (o.release.published, o.release.recorded, o.row.release)).max()?.2;
    figures.retain(|o| o.row.release == newest);
    let period = figures.iter().map(|o| o.time_period).max()?;
    figures.retain(|o| o.time_period == period);
    Some((period, figures))
}

/// What a pair's missions need beside their own events: something that every
/// edition says of an area, so that one that no longer lists a mission is seen.
pub(crate) fn witnesses(areas: &[Area]) -> impl Iterator<Item = Selection> {
    areas.iter().map(|area| events_of(EventKind::Capital, &[*area]))
}

/// Of a pair's missions those that the newest edition on the partner still
/// lists. The Factbook tells of them on the page of the partner of the United
/// States.
pub(crate) fn still_listed<'a>(
    panel: &'a Panel,
    mut events: Vec<EventRef<'a>>,
    pair: (Area, Area),
) -> Vec<EventRef<'a>> {
    let partner = if pair.0.code() == "US" { pair.1 } else { pair.0 };
    let editions = panel.events(EventKind::Capital, partner).filter(|e| e.release.source == "factbook");
    let newest = editions.map(|e| e.release.published).max();
    events.retain(|e| e.release.source == "factbook" && newest.is_none_or(|newest| e.release.published >= newest));
    events
}

/// Of events in their order those of the person and the time that are asked for: of a day,
/// the latest, or the latest several.
pub(crate) fn asked_events<'a>(mut events: Vec<EventRef<'a>>, args: &Args) -> Vec<EventRef<'a>> {
    if let Some(person) = args.get("person") {
        events.retain(|e| e.person == *person);
    }
    let wanted = match args.time {
        Time::Period(asked) => {
            events.retain(|e| e.from == Some(asked));
            events.len()
        }
        Time::Latest => 1,
        Time::Last(n) => usize::from(n),
    };
    events.split_off(events.len().saturating_sub(wanted))
}

/// Of the facts that there are, those that the arguments ask for; where they
/// are one fact's own, it alone. What is told twice is given once.
pub(crate) fn asked(facts: Vec<Fact>, args: &Args) -> Vec<Fact> {
    let mut asked: Vec<Fact> = Vec::new();
    for fact in facts {
        if fact.expression.args.are_among(args) && !asked.iter().any(|f| f.expression == fact.expression) {
            asked.push(fact);
        }
    }
    if let Some(own) = asked.iter().position(|f| f.expression.args == *args) {
        asked = vec![asked.swap_remove(own)];
    }
    asked
}

/// The account of a date that the arguments ask for: the first, with its
/// dissents, or the one of them that gives the date asked for.
pub(crate) fn account(first: Fact, args: &Args) -> Option<Fact> {
    match args.time {
        Time::Period(_) if first.expression.args.time != args.time => {
            first.dissent.into_iter().find(|other| other.expression.args.time == args.time)
        }
        _ => Some(first),
    }
}

/// The current events of the kind with these two in these roles.
pub(crate) fn current_between<'a>(
    panel: &'a Panel,
    kind: EventKind,
    (first, first_role): (Area, Role),
    (second, second_role): (Area, Role),
) -> Vec<EventRef<'a>> {
    let mut events = current_of_both(panel, kind, first, second);
    events.retain(|e| e.party(first_role) == Some(first) && e.party(second_role) == Some(second));
    events
}

/// The events of the kind in which both take part, whatever their roles, as
/// they stand: from each source those of its newest release that speaks of the
/// two, the newest release last.
///
/// A release may be of some pairs only (an article on one country), so that
/// one which is silent on the two withdraws nothing.
pub(crate) fn current_of_both<'a>(panel: &'a Panel, kind: EventKind, a: Area, b: Area) -> Vec<EventRef<'a>> {
    let all: Vec<EventRef<'a>> = panel.events(kind, a).filter(|e| e.involves(b)).collect();
    let newest = |source: Code| all.iter().rev().find(|e| e.release.source == source).map(|e| e.row.release);
    all.iter().filter(|e| newest(e.release.source) == Some(e.row.release)).copied().collect()
}
