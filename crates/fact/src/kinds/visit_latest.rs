use attache_model::{EventKind, Panel, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Time, Value, select};

/// The latest visits of one state's leaders to another.
pub(super) struct VisitLatest;

impl Kind for VisitLatest {
    fn id(&self) -> &'static str {
        "visit-latest"
    }

    fn states(&self) -> &'static str {
        "The latest visit of a leader of one state to another, or the latest several (`time=last:5`). `area` is the \
         visitor's state and the host. Roles: visitor, host, office (`president` or \
         `secretary`, for visitors of the United States), person, date, until, purpose."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Visit, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (visitor, host) = args.pair()?;
        let mut events = select::current_between(panel, EventKind::Visit, (visitor, Role::Visitor), (host, Role::Host));
        events.retain(|e| e.from.is_some());
        events.sort_by_key(|e| (e.from, e.row));
        match args.time {
            Time::Period(asked) => events.retain(|e| e.from == Some(asked)),
            Time::Latest => drop(events.drain(..events.len().saturating_sub(1))),
            Time::Last(n) => drop(events.drain(..events.len().saturating_sub(usize::from(n)))),
        }
        if let Some(person) = args.get("person") {
            events.retain(|e| e.person == *person);
        }
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
                .with_some("purpose", (!event.title.is_empty()).then(|| text(&event.title))),
            );
        }
        if facts.is_empty() { Err(Absent::no_data_but_of_us(args, &["historian-visits", "historian-travels"])) } else { Ok(facts) }
    }
}
