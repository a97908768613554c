use attache_model::{Area, EventKind, EventRef, Panel, Period, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, RoleName, Value, select};

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

/// What befalls relations.
const KNOWN: [&str; 5] = ["established", "severed", "interrupted", "ended", "resumed"];

impl Kind for Relations {
    fn id(&self) -> &'static str {
        self.id
    }

    fn states(&self) -> &'static str {
        self.states
    }

    fn takes(&self) -> &'static [&'static str] {
        if self.first { &[] } else { &["event"] }
    }

    fn areas(&self) -> &'static [RoleName] {
        &["a", "b"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        let kinds = [EventKind::DiplomaticRelations, EventKind::MissionAddress];
        kinds.into_iter().map(|kind| select::events_of(kind, &args.area)).collect()
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (a, b) = args.pair()?;
        let mut events = select::current_of_both(panel, EventKind::DiplomaticRelations, a, b);
        events.retain(|e| e.from.is_some() && KNOWN.contains(&e.status.as_str()));
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
        let facts: Vec<Fact> = if self.first {
            let (first, otherwise) = first_established(&events);
            let first = first.map(|first| Fact { dissent: otherwise.iter().map(fact).collect(), ..fact(&first) });
            first.and_then(|first| select::account(first, args)).into_iter().collect()
        } else {
            select::asked(later(&events, standing(panel, a, b)).iter().map(fact).collect(), args)
        };
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
    let is_date = |e: &EventRef<'_>| !matches!(e.from, Some(Period::Years { .. }));
    let established = || events.iter().copied().filter(|e| e.status == "established").filter(is_date);
    let Some(first) = established().min_by_key(|e| !is_preferred(e)) else { return (None, Vec::new()) };
    // What the timeline has at another date is a later establishment, after a
    // break or with another government, and no other account of the first.
    let timeline: Vec<_> = established().filter(is_preferred).filter_map(|e| e.from).collect();
    let said = |date: Period| timeline.iter().chain(&first.from).any(|d| *d == date || date.contains(*d));
    // An account that lies further off is of another event, as of a predecessor.
    let near = |date: Period| match (date.year(), first.from.and_then(Period::year)) {
        (Some(a), Some(b)) => a.abs_diff(b) <= 10,
        _ => false,
    };
    let otherwise =
        established().filter(|e| !is_preferred(e) && e.from.is_some_and(|date| !said(date) && near(date))).collect();
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

#[cfg(test)]
mod tests {
    use crate::told::{absent_where, told, told_where};

    #[test]
    fn the_timeline_counts_and_the_summary_dissents() {
        assert_eq!(told("relations-established?area=US,BO"), ["a=US b=BO date=1849-01-03 / a=US b=BO date=1848-05-30"]);
        assert_eq!(told("relations-established?area=BO,US"), ["a=BO b=US date=1849-01-03 / a=BO b=US date=1848-05-30"]);
        assert_eq!(told("relations-established?area=US,BO&time=1848-05-30"), ["a=US b=BO date=1848-05-30"]);
    }

    #[test]
    fn a_year_that_holds_the_day_is_no_other_account() {
        assert_eq!(told("relations-established?area=US,TD"), ["a=US b=TD date=1960-08-11"]);
    }

    #[test]
    fn what_befell_them_later() {
        let history = ["a=US b=TD date=1967 event=severed", "a=US b=TD date=1967 event=resumed"];
        assert_eq!(told("relations-history?area=US,TD"), history);
        assert_eq!(told("relations-history?area=US,TD&event=resumed"), history[1..]);
    }

    /// China, whose first government lost them to the second.
    #[test]
    fn a_later_establishment_is_history() {
        let published = "
            release historian-relations 2024-01-01 P T
            diplomatic-relations established party:US party:CN from=1844-06-16 section=timeline
            diplomatic-relations established party:US party:CN from=1979-01-01 section=timeline";
        assert_eq!(told_where(published, "relations-established?area=US,CN"), ["a=US b=CN date=1844-06-16"]);
        assert_eq!(
            told_where(published, "relations-history?area=US,CN"),
            ["a=US b=CN date=1979-01-01 event=established"]
        );
    }

    #[test]
    fn a_break_is_not_the_last_word_where_an_embassy_stands() {
        let broken = "
            release historian-relations 2024-01-01 P T
            diplomatic-relations established party:US party:TD from=1960 section=timeline
            diplomatic-relations severed party:US party:TD from=1967 section=timeline";
        assert_eq!(told_where(broken, "relations-history?area=US,TD"), ["a=US b=TD date=1967 event=severed"]);
        let standing = format!(
            "{broken}\nrelease factbook 2026-01-22 P T\nmission-address stated sender:US receiver:TD address=x"
        );
        assert_eq!(absent_where(&standing, "relations-history?area=US,TD"), "does not arise");
    }

    #[test]
    fn absent() {
        assert_eq!(crate::told::absent("relations-established?area=US,PE"), "no data but from historian-relations");
        assert_eq!(crate::told::absent("relations-established?area=PE,TD"), "no data");
        assert_eq!(crate::told::absent("relations-established?area=US,US"), "does not arise");
        assert_eq!(crate::told::absent("relations-established?area=US"), "area wants two countries, got 1");
        assert_eq!(crate::told::absent("relations-history?area=US,BO"), "does not arise");
    }
}
