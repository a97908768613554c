use attache_model::{EventKind, Panel, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Value, select};

/// Who heads a mission now.
pub(super) struct ChiefOfMission;

impl Kind for ChiefOfMission {
    fn id(&self) -> &'static str {
        "chief-of-mission"
    }

    fn states(&self) -> &'static str {
        "Who heads the mission of a state in another, or that the post is vacant, as the newest source says; one fact \
         for each whom it names. `area` is the sending and the receiving state. Roles: sender, receiver, person, office, since; vacant (the \
         office) in place of person and office."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::ChiefOfMission, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (sender, receiver) = args.pair()?;
        let mut events =
            select::current_between(panel, EventKind::ChiefOfMission, (sender, Role::Sender), (receiver, Role::Receiver));
        events.retain(|e| e.release.source == "factbook");
        let mut facts = Vec::new();
        for event in events {
            let mut expression = Args::of(&[sender, receiver]);
            if let Some(since) = event.from {
                expression = expression.at(since);
            }
            let text = |t: &str| Value::Text(t.to_owned());
            let fact = |post: &str, named: &str, name: &str| {
                let args = expression.clone().with("post", post).with(named, name);
                Fact::new(Expression::new(self.id(), args), Derivation::from(event))
                    .with("sender", Value::Area(sender))
                    .with("receiver", Value::Area(receiver))
            };
            facts.push(if event.status == "vacant" {
                fact("vacant", "office", &event.title).with("vacant", text(&event.title))
            } else {
                fact("held", "person", &event.person)
                    .with("person", text(&event.person))
                    .with_some("office", (!event.title.is_empty()).then(|| text(&event.title)))
                    .with_some("since", event.from.map(Value::Period))
            });
        }
        let facts = select::asked(facts, args);
        if facts.is_empty() { Err(Absent::no_data_but_of_us(args, &["factbook"])) } else { Ok(facts) }
    }
}
