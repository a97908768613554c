use attache_model::{Area, EventKind, EventRef, Panel, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, RoleName, Value, select};

/// The title of which the first may be asked for.
const AMBASSADOR: &str = "ambassador";

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
         the receiving state; `office` is `ambassador` where those alone are meant who had that title. Roles: sender, \
         receiver, count, first_person, first_date, office."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["office"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["sender", "receiver"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::ChiefOfMission, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (sender, receiver) = args.pair()?;
        let office = args.get("office");
        if let Some(given) = office.filter(|office| office.as_str() != AMBASSADOR) {
            let problem = format!("is {AMBASSADOR}, not {given:?}", given = given.as_str());
            return Err(Absent::BadArgument { argument: "office", problem });
        }
        let mut events = on_record(panel, sender, receiver);
        events.retain(|event| office.is_none() || event.title.starts_with("Ambassador"));
        let first = events.first().copied().ok_or_else(|| Absent::no_data_but_by_us(args, &["historian-missions"]))?;
        let inputs: Vec<Input> = events.iter().map(|e| Input::from(*e)).collect();
        let count = u32::try_from(events.len()).unwrap_or(u32::MAX);
        Ok(vec![
            Fact::new(
                Expression::new(
                    self.id(),
                    office.iter().fold(Args::of(&[sender, receiver]), |args, office| args.with("office", office)),
                ),
                Derivation::Computed { operation: Operation::Count, inputs },
            )
            .with("sender", Value::Area(sender))
            .with("receiver", Value::Area(receiver))
            .with("count", Value::Count(count))
            .with("first_person", Value::Text(first.person.to_string()))
            .with_some("first_date", first.from.map(Value::Period))
            .with_some("office", office.map(|office| Value::Text(office.to_string()))),
        ])
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, told, told_where};

    #[test]
    fn those_who_took_up_the_post_are_counted() {
        assert_eq!(
            told("chiefs-count?area=US,BO"),
            ["sender=US receiver=BO count=2 first_person=John Appleton first_date=1849-01-03 (count of 2)"]
        );
    }

    #[test]
    fn ambassadors_alone() {
        let published = "
            release historian-missions 2024-01-02 P T
            chief-of-mission served sender:US receiver:PE person=A from=1827 title=\"Envoy Extraordinary\"
            chief-of-mission served sender:US receiver:PE person=B from=1920 title=\"Ambassador Extraordinary\"
            chief-of-mission served sender:US receiver:PE person=C from=1928 title=\"Ambassador Extraordinary\"";
        assert_eq!(
            told_where(published, "chiefs-count?area=US,PE&office=ambassador"),
            ["sender=US receiver=PE count=2 first_person=B first_date=1920 office=ambassador (count of 2)"]
        );
        assert_eq!(absent("chiefs-count?area=US,BO&office=consul"), "office is ambassador, not \"consul\"");
    }

    #[test]
    fn only_those_of_the_united_states_are_on_record() {
        assert_eq!(absent("chiefs-count?area=BO,US"), "does not arise");
        assert_eq!(absent("chiefs-count?area=US,PE"), "no data but from historian-missions");
        assert_eq!(absent("chiefs-count?area=PE,TD"), "no data");
    }
}
