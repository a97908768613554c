use attache_model::{Area, EventKind, EventRef, Panel, Period, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Value, select};

/// When two states established diplomatic relations, or all that befell them.
pub(super) struct Relations {
    id: &'static str,
    states: &'static str,
    /// Only their first establishment.
    first: bool,
}

pub(super) static ESTABLISHED: Relations = Relations {
    id: "relations-established",
    states: "When two states established diplomatic relations. `area` is the pair. Roles: a, b, date. Where \
             sources, or places of one source, give other dates, each is a dissent of the fact.",
    first: true,
};

pub(super) static HISTORY: Relations = Relations {
    id: "relations-history",
    states: "Each later event of the diplomatic relations of two states: severed, interrupted, resumed. `area` is \
             the pair. Roles: a, b, event, date.",
    first: false,
};

/// The section of the source's article that is preferred where its sections
/// disagree: the timeline is headed and dated, the summary a narrative.
fn is_preferred(event: &EventRef<'_>) -> bool {
    event.attribute("section") != Some("summary")
}

impl Kind for Relations {
    fn id(&self) -> &'static str {
        self.id
    }

    fn states(&self) -> &'static str {
        self.states
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        let kinds = [EventKind::DiplomaticRelations, EventKind::MissionAddress];
        kinds.into_iter().map(|kind| select::events_of(kind, &args.area)).collect()
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (a, b) = args.pair()?;
        let mut events = select::current_of_both(panel, EventKind::DiplomaticRelations, a, b);
        events.retain(|e| e.from.is_some());
        events.sort_by_key(|e| (e.from, e.row));
        let fact = |event: &EventRef<'_>| {
            let date = event.from.unwrap_or(Period::Unstated);
            let mut args = Args::of(&[a, b]).at(date);
            if !self.first {
                args = args.with("event", &event.status);
            }
            let fact = Fact::new(Expression::new(self.id, args), Derivation::from(*event))
                .with("a", Value::Area(a))
                .with("b", Value::Area(b))
                .with("date", Value::Period(date));
            if self.first { fact } else { fact.with("event", Value::Text(event.status.to_string())) }
        };
        let mut facts: Vec<Fact> = if self.first {
            let (first, otherwise) = first_established(&events);
            first.map(|first| Fact { dissent: otherwise.iter().map(fact).collect(), ..fact(&first) }).into_iter().collect()
        } else {
            later(&events, standing(panel, a, b)).iter().map(fact).collect()
        };
        match args.time {
            crate::Time::Period(asked) => {
                let dissent: Vec<Fact> = facts.iter_mut().flat_map(|f| std::mem::take(&mut f.dissent)).collect();
                facts.extend(dissent);
                facts.retain(|f| f.period("date") == Some(asked));
            }
            crate::Time::Latest | crate::Time::Last(_) => {}
        }
        if !facts.is_empty() {
            return Ok(facts);
        }
        // Relations on record that nothing befell are no gap.
        if !self.first && !events.is_empty() {
            return Err(Absent::NotApplicable);
        }
        Err(Absent::no_data_but_of_us(args, &["historian-relations"]))
    }
}

/// The first establishment, by the timeline where there is one, and the dates
/// that other passages give for it.
fn first_established<'a>(events: &[EventRef<'a>]) -> (Option<EventRef<'a>>, Vec<EventRef<'a>>) {
    let established = || events.iter().filter(|e| e.status == "established").copied();
    let Some(first) = established().min_by_key(|e| !is_preferred(e)) else { return (None, Vec::new()) };
    // What the timeline has at another date is a later establishment, after a
    // break or with another government, and no other account of the first.
    let timeline: Vec<_> = established().filter(is_preferred).filter_map(|e| e.from).collect();
    let said = |date: Period| timeline.iter().chain(&first.from).any(|d| *d == date || date.contains(*d));
    let otherwise = established().filter(|e| !is_preferred(e) && e.from.is_some_and(|date| !said(date))).collect();
    (Some(first), otherwise)
}

/// What came after the first establishment. Nothing, where the record ends with
/// a break although a mission stands: it does not tell how they were resumed.
fn later<'a>(events: &[EventRef<'a>], standing: bool) -> Vec<EventRef<'a>> {
    let (first, _) = first_established(events);
    let is = |e: &EventRef<'_>, status: &[&str]| status.contains(&e.status.as_str());
    let of_timeline: Vec<EventRef<'a>> = events.iter().copied().filter(is_preferred).collect();
    // Relations that ended with one government on the day they were established
    // with another.
    let moved = |e: &EventRef<'_>| {
        is(e, &["ended"]) && of_timeline.iter().any(|o| is(o, &["established", "resumed"]) && o.from == e.from)
    };
    let later: Vec<EventRef<'a>> =
        of_timeline.iter().copied().filter(|e| first.is_none_or(|f| f.row != e.row) && !moved(e)).collect();
    let broken = later.last().is_some_and(|last| is(last, &["severed", "interrupted", "ended"]));
    if broken && standing { Vec::new() } else { later }
}

/// Whether one of the two has an embassy in the other.
fn standing(panel: &Panel, a: Area, b: Area) -> bool {
    let missions = select::current_of_both(panel, EventKind::MissionAddress, a, b);
    let is_embassy = |e: &EventRef<'_>| e.attribute("office").is_none_or(|office| office == "embassy");
    missions.iter().any(|e| e.attribute("address").is_some() && is_embassy(e))
}
