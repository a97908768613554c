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

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told};

    #[test]
    fn the_day_and_from_whom() {
        assert_eq!(told("independence?area=BO"), ["subject=BO from=ES date=1825-08-06"]);
    }

    #[test]
    fn only_a_source_that_lists_countries_leaves_no_gap() {
        assert_eq!(absent("independence?area=US"), "does not arise");
        assert_eq!(absent_where("release census 2023-03-08 P T", "independence?area=US"), "no data but from factbook");
        assert_eq!(absent("independence?area=US,BO"), "area wants one country, got 2");
    }
}
