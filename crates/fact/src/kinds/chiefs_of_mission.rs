use attache_model::{Area, EventKind, EventRef, Panel, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, RoleName, Value, select};

/// How many chiefs of mission there have been, and who was the first.
pub(super) struct ChiefsOfMission;

/// Those who took up the post, the first one first.
pub(super) fn on_record<'a>(panel: &'a Panel, sender: Area, receiver: Area) -> Vec<EventRef<'a>> {
    let mut events =
        select::current_between(panel, EventKind::ChiefOfMission, (sender, Role::Sender), (receiver, Role::Receiver));
    events.retain(|e| e.release.source == "historian-missions" && e.status != "did-not-serve" && e.from.is_some());
    events.sort_by_key(|e| (e.from, e.row));
    events
}

impl Kind for ChiefsOfMission {
    fn id(&self) -> &'static str {
        "chiefs-count"
    }

    fn states(&self) -> &'static str {
        "How many chiefs of mission a state has sent to another, and the first of them. `area` is the sending and \
         the receiving state. Roles: sender, receiver, count, first_person, first_date."
    }

    fn areas(&self) -> &'static [RoleName] {
        &["sender", "receiver"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::ChiefOfMission, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (sender, receiver) = args.pair()?;
        let events = on_record(panel, sender, receiver);
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

#[cfg(test)]
mod tests {
    use crate::told::{absent, told};

    #[test]
    fn those_who_took_up_the_post_are_counted() {
        assert_eq!(
            told("chiefs-count?area=US,BO"),
            ["sender=US receiver=BO count=2 first_person=John Appleton first_date=1849-01-03 (count of 2)"]
        );
    }

    #[test]
    fn only_those_of_the_united_states_are_on_record() {
        assert_eq!(absent("chiefs-count?area=BO,US"), "does not arise");
        assert_eq!(absent("chiefs-count?area=US,PE"), "no data but from historian-missions");
        assert_eq!(absent("chiefs-count?area=PE,TD"), "no data");
    }
}
