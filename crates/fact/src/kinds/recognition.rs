use attache_model::{EventKind, Panel, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Value, select};

/// When one state recognized another.
pub(super) struct Recognition;

impl Kind for Recognition {
    fn id(&self) -> &'static str {
        "recognition"
    }

    fn states(&self) -> &'static str {
        "When one state recognized another (not a change of its government). `area` is the recognizing and the \
         recognized state. Roles: subject, object, date. Other dates that the source gives are dissents."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Recognition, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (subject, object) = args.pair()?;
        let mut events = select::current_between(
            panel,
            EventKind::Recognition,
            (subject, Role::Subject),
            (object, Role::Object),
        );
        events.retain(|e| e.status == "recognized" && e.from.is_some());
        events.sort_by_key(|e| (e.attribute("section") == Some("summary"), e.from, e.row));
        let mut facts: Vec<Fact> = Vec::new();
        for event in events {
            let Some(date) = event.from else { continue };
            let known = facts.iter().filter_map(|f| f.period("date")).any(|d| d == date || date.contains(d));
            if !known {
                facts.push(
                    Fact::new(
                        Expression::new(self.id(), Args::of(&[subject, object]).at(date)),
                        Derivation::from(event),
                    )
                    .with("subject", Value::Area(subject))
                    .with("object", Value::Area(object))
                    .with("date", Value::Period(date)),
                );
            }
        }
        if let crate::Time::Period(asked) = args.time {
            facts.retain(|f| f.period("date") == Some(asked));
        }
        let mut facts = facts.into_iter();
        let mut first = facts.next().ok_or_else(|| Absent::no_data_but_by_us(args, &["historian-relations"]))?;
        first.dissent = facts.collect();
        Ok(vec![first])
    }
}
