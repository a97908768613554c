//! Choosing among what a panel holds: of when, and between whom.

use attache_model::{
    Area, AreaSet, Code, CodeSet, Date, EventKind, EventRef, ObsStatus, ObservationRef, Panel, Period, Role, Selection,
    SeriesKey,
};

use crate::Time;

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
        Time::Latest => panel.vintages(key).filter(actual).max_by_key(of_when).into_iter().collect(),
        Time::Last(n) => {
            let series: Vec<_> = panel.series(key).filter(actual).collect();
            let from = series.len().saturating_sub(usize::from(n));
            series[from..].to_vec()
        }
    }
}

/// When a figure was true at the latest: a figure of no stated period is one of
/// its release's day.
fn of_when(observation: &ObservationRef<'_>) -> Date {
    observation.time_period.end().unwrap_or(observation.release.published)
}

pub(crate) fn is_year(observation: &ObservationRef<'_>) -> bool {
    matches!(observation.time_period, Period::Year(_))
}

/// The current events of the kind with these two in these roles.
pub(crate) fn current_between<'a>(
    panel: &'a Panel,
    kind: EventKind,
    (first, first_role): (Area, Role),
    (second, second_role): (Area, Role),
) -> Vec<EventRef<'a>> {
    let mut events = panel.current_events(kind, first);
    events.retain(|e| e.party(first_role) == Some(first) && e.party(second_role) == Some(second));
    events
}

/// The current events of the kind in which both take part, whatever their roles.
pub(crate) fn current_of_both<'a>(panel: &'a Panel, kind: EventKind, a: Area, b: Area) -> Vec<EventRef<'a>> {
    let mut events = panel.current_events(kind, a);
    events.retain(|e| e.involves(b));
    events
}
