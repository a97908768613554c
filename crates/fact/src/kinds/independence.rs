use attache_model::{Area, EventKind, Panel, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Value, select};

/// When a state became independent, and from whom.
pub(super) struct Independence;

impl Kind for Independence {
    fn id(&self) -> &'static str {
        "independence"
    }

    fn states(&self) -> &'static str {
        "When a state became independent, and from whom where the source says. `area` is the state. Roles: \
         subject, from, from_text, date."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Independence, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let mut events = panel.current_events(EventKind::Independence, subject);
        // Sources give further dates too, of earlier states and of foundations.
        events.retain(|e| e.party(Role::Subject) == Some(subject) && e.from.is_some());
        events.retain(|e| e.status == "independent" && e.attribute("clause").is_none_or(|clause| clause == "1"));
        // Not every state became independent of another: a source that tells of
        // others and not of this one leaves no gap.
        let absent = || match panel.releases().any(|r| r.source == "factbook") {
            true => Absent::NotApplicable,
            false => Absent::no_data(&["factbook"]),
        };
        let event = events.first().copied().ok_or_else(absent)?;
        let date = event.from.ok_or_else(absent)?;
        let from: Vec<Area> = event.parties.iter().filter(|p| p.role == Role::From).map(|p| p.area).collect();
        let from = (!from.is_empty()).then_some(Value::Areas(from));
        let from_text = match (&from, event.attribute("from")) {
            (None, Some(text)) => Some(Value::Text(text.to_owned())),
            _ => None,
        };
        Ok(vec![
            Fact::new(Expression::new(self.id(), Args::of(&[subject]).at(date)), Derivation::from(event))
                .with("subject", Value::Area(subject))
                .with_some("from", from)
                .with_some("from_text", from_text)
                .with("date", Value::Period(date)),
        ])
    }
}
