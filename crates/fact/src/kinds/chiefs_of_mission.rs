use attache_model::{EventKind, Panel, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Value, select};

/// How many chiefs of mission there have been, and who was the first.
pub(super) struct ChiefsOfMission;

impl Kind for ChiefsOfMission {
    fn id(&self) -> &'static str {
        "chiefs-count"
    }

    fn states(&self) -> &'static str {
        "How many chiefs of mission a state has sent to another, and the first of them. `area` is the sending and \
         the receiving state. Roles: sender, receiver, count, first_person, first_date."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::ChiefOfMission, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (sender, receiver) = args.pair()?;
        let mut events =
            select::current_between(panel, EventKind::ChiefOfMission, (sender, Role::Sender), (receiver, Role::Receiver));
        events.retain(|e| e.release.source == "historian-missions" && e.status != "did-not-serve" && e.from.is_some());
        events.sort_by_key(|e| (e.from, e.row));
        let first = events.first().copied().ok_or_else(|| Absent::no_data_but_by_us(args, &["historian-missions"]))?;
        let inputs: Vec<Input> = events.iter().map(|e| Input::from(*e)).collect();
        let count = u32::try_from(events.len()).unwrap_or(u32::MAX);
        Ok(vec![
            Fact::new(
                Expression::new(self.id(), Args::of(&[sender, receiver])),
                Derivation::Computed { operation: Operation::Count, inputs },
            )
            .with("sender", Value::Area(sender))
            .with("receiver", Value::Area(receiver))
            .with("count", Value::Count(count))
            .with("first_person", Value::Text(first.person.to_string()))
            .with_some("first_date", first.from.map(Value::Period)),
        ])
    }
}
