use attache_model::{EventKind, Panel, Selection};

use super::chiefs_of_mission::on_record;
use crate::{Absent, Args, Derivation, Expression, Fact, Kind, RoleName, Value, select};

/// Who took up the post at the head of a mission, of all on record.
pub(super) struct ChiefServed;

impl Kind for ChiefServed {
    fn id(&self) -> &'static str {
        "chief-served"
    }

    fn states(&self) -> &'static str {
        "Who took up the post at the head of a mission, and when: the last one on record, or the last several \
         (`time=last:5`). `area` is the sending and the receiving state. Roles: sender, receiver, person, office, date."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["person"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["sender", "receiver"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::ChiefOfMission, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (sender, receiver) = args.pair()?;
        let events = select::asked_events(on_record(panel, sender, receiver), args);
        let facts: Vec<Fact> = events
            .into_iter()
            .filter_map(|event| {
                let date = event.from?;
                let args = Args::of(&[sender, receiver]).at(date).with("person", &event.person);
                let fact = Fact::new(Expression::new(self.id(), args), Derivation::from(event))
                    .with("sender", Value::Area(sender))
                    .with("receiver", Value::Area(receiver))
                    .with("person", Value::Text(event.person.to_string()))
                    .with_some("office", (!event.title.is_empty()).then(|| Value::Text(event.title.to_string())))
                    .with("date", Value::Period(date));
                Some(fact)
            })
            .collect();
        if facts.is_empty() { Err(Absent::no_data_but_by_us(args, &["historian-missions"])) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, told, told_where};

    #[test]
    fn the_last_or_several_oldest_first() {
        let published = "
            release historian-missions 2024-01-02 P T
            chief-of-mission served sender:US receiver:PE person=A from=1827-05-21
            chief-of-mission served sender:US receiver:PE person=B from=1836
            chief-of-mission did-not-serve sender:US receiver:PE person=C from=1840";
        let last = "sender=US receiver=PE person=B date=1836";
        assert_eq!(told_where(published, "chief-served?area=US,PE"), [last]);
        assert_eq!(
            told_where(published, "chief-served?area=US,PE&time=last:9"),
            ["sender=US receiver=PE person=A date=1827-05-21", last]
        );
        assert_eq!(told_where(published, "chief-served?area=US,PE&time=1836"), [last]);
    }

    #[test]
    fn the_first_on_record() {
        assert_eq!(told("chief-served?area=US,BO&time=1849-01-03").len(), 1);
    }

    #[test]
    fn only_those_of_the_united_states_are_on_record() {
        assert_eq!(absent("chief-served?area=BO,US"), "does not arise");
        assert_eq!(absent("chief-served?area=PE,TD"), "no data");
    }
}
