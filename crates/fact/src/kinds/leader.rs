use attache_model::{EventKind, Panel, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Value, select};

/// Who is chief of state or head of government, and who stands beside them.
pub(super) struct Leader;

const OFFICES: [&str; 4] = ["chief-of-state", "head-of-government", "vice-president", "prime-minister"];

impl Kind for Leader {
    fn id(&self) -> &'static str {
        "leader"
    }

    fn states(&self) -> &'static str {
        "Who is chief of state or head of government, and since when, as the newest source says. `area` is the country; \
         `office` is `chief-of-state` (the default), `head-of-government`, `vice-president` or, where the president \
         governs, `prime-minister`; one fact for each holder. Roles: subject, person, office, title, since."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["office", "person"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Leader, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let asked = args.get("office");
        let asked = asked.as_deref().unwrap_or("chief-of-state");
        let Some(office) = OFFICES.into_iter().find(|office| *office == asked) else {
            return Err(Absent::BadArgument {
                argument: "office",
                problem: format!("is {}, not {asked:?}", OFFICES.join(", ")),
            });
        };
        let mut events = panel.current_events(EventKind::Leader, subject);
        // A governor-general represents the chief of state and is none.
        events.retain(|e| e.status == "in-office" && e.attribute("office") == Some(office) && !e.person.is_empty());
        let facts: Vec<Fact> = events
            .into_iter()
            .map(|event| {
                let expression = Args::of(&[subject]).with("office", office).with("person", &event.person);
                Fact::new(Expression::new(self.id(), expression), Derivation::from(event))
                    .with("subject", Value::Area(subject))
                    .with("person", Value::Text(event.person.to_string()))
                    .with("office", Value::Text(office.replace('-', " ")))
                    .with_some("title", (!event.title.is_empty()).then(|| Value::Text(event.title.to_string())))
                    .with_some("since", event.from.map(Value::Period))
            })
            .collect();
        let facts = select::asked(facts, args);
        if facts.is_empty() { Err(Absent::no_data(&["factbook"])) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn one_office_at_a_time() {
        assert_eq!(
            told("leader?area=BO"),
            ["subject=BO person=Rodrigo PAZ Pereira office=chief of state title=President since=2025-11-08"]
        );
        assert_eq!(
            told("leader?area=BO&office=head-of-government"),
            ["subject=BO person=Rodrigo PAZ Pereira office=head of government title=President since=2025-11-08"]
        );
        assert_eq!(
            told("leader?area=BO&office=vice-president"),
            ["subject=BO person=Edman LARA Montano office=vice president title=Vice President since=2025-11-08"]
        );
    }

    #[test]
    fn two_may_hold_it_together() {
        let captains = told("leader?area=SM");
        assert!(captains[0].contains("Matteo ROSSI") && captains[1].contains("Lorenzo BUGLI"), "{captains:?}");
        assert_eq!(told("leader?area=SM&person=Lorenzo+BUGLI"), captains[1..]);
    }

    #[test]
    fn absent() {
        assert_eq!(crate::told::absent("leader?area=SM&office=head-of-government"), "no data but from factbook");
        assert_eq!(crate::told::absent("leader?area=PE"), "no data but from factbook");
        assert_eq!(
            crate::told::absent("leader?area=BO&office=king"),
            "office is chief-of-state, head-of-government, vice-president, prime-minister, not \"king\""
        );
    }
}
