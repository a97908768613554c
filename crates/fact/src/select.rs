//! Choosing among what a panel holds: of when, and between whom.

use std::collections::BTreeMap;

use attache_model::{
    Area, AreaSet, Code, CodeSet, Date, EventKind, EventRef, ObsStatus, ObservationRef, Panel, Period, Role, Selection,
    SeriesKey,
};

use crate::{Args, Fact, Time};

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

/// What is needed for events in which all of one or two areas take part.
pub(crate) fn events_of(kind: EventKind, areas: &[Area]) -> Selection {
    Selection::Events {
        kind,
        area: AreaSet::only(areas.first().copied()),
        with: areas.get(1).map(|other| AreaSet::only([*other])),
    }
}

/// A series at the times asked for, oldest first. Forecasts are passed over
/// unless their period is asked for by name.
pub(crate) fn at_times<'a>(
    panel: &'a Panel,
    key: SeriesKey,
    time: Time,
    suits: impl Fn(&ObservationRef<'_>) -> bool,
) -> Vec<ObservationRef<'a>> {
    let actual = |o: &ObservationRef<'_>| o.status != ObsStatus::Forecast && suits(o);
    match time {
        Time::Period(period) => panel.at(key, period).into_iter().filter(|o| suits(o)).collect(),
        Time::Latest => latest(panel.vintages(key).filter(actual)).into_iter().collect(),
        Time::Last(n) => {
            let series: Vec<_> = panel.series(key).filter(actual).collect();
            let from = series.len().saturating_sub(usize::from(n));
            series[from..].to_vec()
        }
    }
}

/// The latest figure as things stand: of each source only its newest release
/// that has the series counts, since what it no longer prints it has withdrawn.
fn latest<'a>(vintages: impl Iterator<Item = ObservationRef<'a>>) -> Option<ObservationRef<'a>> {
    let mut by_source: BTreeMap<Code, ObservationRef<'a>> = BTreeMap::new();
    let rank = |o: &ObservationRef<'a>| (o.release.published, o.release.recorded, o.row.release, of_when(o));
    for one in vintages {
        let kept = by_source.entry(one.release.source).or_insert(one);
        if rank(&one) >= rank(kept) {
            *kept = one;
        }
    }
    by_source.into_values().max_by_key(|o| (of_when(o), o.release.published))
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
