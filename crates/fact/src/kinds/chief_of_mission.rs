use attache_model::{EventKind, Panel, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, RoleName, Value, select};

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

    fn takes(&self) -> &'static [&'static str] {
        &["post", "office", "person"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["sender", "receiver"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        let mut needs = vec![select::events_of(EventKind::ChiefOfMission, &args.area)];
        needs.extend(select::witnesses(&args.area));
        needs
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (sender, receiver) = args.pair()?;
        let mut events = select::current_between(
            panel,
            EventKind::ChiefOfMission,
            (sender, Role::Sender),
            (receiver, Role::Receiver),
        );
        events = select::still_listed(panel, events, (sender, receiver));
        // One who is accredited from elsewhere heads no mission there.
        events.retain(|e| e.status == "vacant" || (e.status == "in-office" && !e.person.is_empty()));
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

#[cfg(test)]
mod tests {
    use crate::told::{absent_where, expressions, told, told_where};

    #[test]
    fn the_vacant_post_and_who_acts_in_it() {
        assert_eq!(
            told("chief-of-mission?area=US,BO"),
            [
                "sender=US receiver=BO vacant=Ambassador",
                "sender=US receiver=BO person=Debra HEVIA office=Chargé d'Affaires since=2023-09",
            ]
        );
        assert_eq!(
            told("chief-of-mission?area=BO,US&post=held"),
            ["sender=BO receiver=US person=Henry BALDELOMAR CHÁVEZ office=Chargé d'Affaires since=2023-10-11"]
        );
    }

    #[test]
    fn each_is_named_in_its_expression() {
        assert_eq!(
            expressions("chief-of-mission?area=BO,US"),
            [
                "chief-of-mission?area=BO,US&office=Ambassador&post=vacant",
                "chief-of-mission?area=BO,US&person=Henry+BALDELOMAR+CHÁVEZ&post=held&time=2023-10-11",
            ]
        );
    }

    #[test]
    fn two_may_have_begun_on_one_day() {
        let published = "
            release factbook 2026-01-22 P T
            chief-of-mission in-office sender:US receiver:TD person=A from=2020
            chief-of-mission in-office sender:US receiver:TD person=B from=2020";
        assert_eq!(
            told_where(published, "chief-of-mission?area=US,TD"),
            ["sender=US receiver=TD person=A since=2020", "sender=US receiver=TD person=B since=2020"]
        );
    }

    /// The list of chiefs of mission of old does not say who is one now.
    #[test]
    fn absent() {
        let published = "
            release historian-missions 2024-01-02 P T
            chief-of-mission served sender:US receiver:PE person=A from=1827";
        assert_eq!(absent_where(published, "chief-of-mission?area=US,PE"), "no data but from factbook");
        assert_eq!(crate::told::absent("chief-of-mission?area=PE,TD"), "no data");
    }
}
