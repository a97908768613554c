use std::cmp::Reverse;

use attache_model::{Area, EventKind, EventRef, Panel, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, RoleName, Value, select};

/// The latest visits of one state's leaders to another.
pub(super) struct VisitLatest;

pub(super) const SOURCES: &[&str] = &["historian-visits", "historian-travels"];

/// The visits on record, the first one first. A visit to two places of a
/// country has two rows, and is one.
pub(super) fn visits<'a>(panel: &'a Panel, visitor: Area, host: Area) -> Vec<EventRef<'a>> {
    let mut events = select::current_between(panel, EventKind::Visit, (visitor, Role::Visitor), (host, Role::Host));
    events.retain(|e| e.from.is_some());
    // Of one person's entries of a day the longest is kept.
    events.sort_by_key(|e| (e.from, e.person.clone(), Reverse(e.until), e.row));
    events.dedup_by_key(|e| (e.from, e.person.clone()));
    events
}

impl Kind for VisitLatest {
    fn id(&self) -> &'static str {
        "visit-latest"
    }

    fn states(&self) -> &'static str {
        "The latest visit of a leader of one state to another, or the latest several (`time=last:5`). `area` is the \
         visitor's state and the host. Roles: visitor, host, office (`president` or \
         `secretary`, for visitors of the United States), person, date, until, purpose."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["person"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["visitor", "host"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Visit, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (visitor, host) = args.pair()?;
        let events = select::asked_events(visits(panel, visitor, host), args);
        let mut facts = Vec::new();
        for event in events {
            let Some(date) = event.from else { continue };
            let text = |t: &str| Value::Text(t.trim_end_matches('.').to_owned());
            facts.push(
                Fact::new(
                    Expression::new(self.id(), Args::of(&[visitor, host]).at(date).with("person", &event.person)),
                    Derivation::from(event),
                )
                .with("visitor", Value::Area(visitor))
                .with("host", Value::Area(host))
                .with_some("office", event.attribute("role").filter(|r| *r != "foreign-leader").map(text))
                .with("person", Value::Text(event.person.to_string()))
                .with("date", Value::Period(date))
                .with_some("until", event.until.filter(|u| *u != date).map(Value::Period))
                .with_some("purpose", (!event.title.is_empty()).then(|| text(purpose(&event.title)))),
            );
        }
        if facts.is_empty() { Err(Absent::no_data_but_of_us(args, SOURCES)) } else { Ok(facts) }
    }
}

/// What the source says first of a visit; where else the visitor went follows.
fn purpose(remark: &str) -> &str {
    const SHORTEST_LAST_WORD: usize = 5;
    let remark = remark.split(';').next().unwrap_or(remark);
    let stops = remark.match_indices(". ").map(|(at, _)| at);
    let ends = |at: &usize| {
        let last = remark.get(..*at).unwrap_or_default().rsplit(' ').next().unwrap_or_default();
        last.len() >= SHORTEST_LAST_WORD && !last.contains('.')
    };
    stops.into_iter().find(ends).and_then(|at| remark.get(..at)).unwrap_or(remark)
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn the_latest_or_several_oldest_first() {
        let latest = "visitor=BO host=US person=President Jaime Paz Zamora date=1990-05-07 until=1990-05-09 purpose=Official working visit";
        assert_eq!(told("visit-latest?area=BO,US"), [latest]);
        let three = told("visit-latest?area=BO,US&time=last:3");
        assert_eq!(three[2], latest);
        assert!(three[0].contains("date=1989-09-25 purpose=Met with"), "{three:?}");
        assert_eq!(told("visit-latest?area=BO,US&time=last:500").len(), 5);
    }

    #[test]
    fn a_person_s_latest_is_not_the_latest_of_all() {
        let [visit] = told("visit-latest?area=BO,US&person=President+Penaranda").try_into().unwrap();
        assert!(visit.contains("date=1943-05-05"), "{visit}");
    }

    #[test]
    fn two_places_are_one_visit() {
        assert_eq!(
            told("visit-latest?area=US,BO&time=last:9"),
            [
                "visitor=US host=BO office=secretary person=A. Secretary date=1976-06-07 until=1976-06-08 purpose=Met President Siles"
            ]
        );
    }

    #[test]
    fn absent() {
        assert_eq!(
            crate::told::absent("visit-latest?area=US,PE"),
            "no data but from historian-visits, historian-travels"
        );
        assert_eq!(crate::told::absent("visit-latest?area=BO,PE"), "no data");
        assert_eq!(
            crate::told::absent("visit-latest?area=BO,US&time=1991"),
            "no data but from historian-visits, historian-travels"
        );
    }
}
