use attache_model::{EventKind, Panel, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Value, select};

/// Where a mission is and how to reach it.
pub(super) struct MissionAddress;

impl Kind for MissionAddress {
    fn id(&self) -> &'static str {
        "mission-address"
    }

    fn states(&self) -> &'static str {
        "The address and numbers of a state's mission in another, in the words of the newest source. `area` is the \
         sending and the receiving state. Roles: sender, receiver, office, address, telephone, fax, email, website, \
         consulates."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::MissionAddress, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (sender, receiver) = args.pair()?;
        let events =
            select::current_between(panel, EventKind::MissionAddress, (sender, Role::Sender), (receiver, Role::Receiver));
        let event = events.into_iter().find(|e| e.attribute("address").is_some());
        let event = event.ok_or_else(|| Absent::no_data_but_of_us(args, &["factbook"]))?;
        let attribute = |name: &str| event.attribute(name).map(|t| Value::Text(t.to_owned()));
        Ok(vec![
            Fact::new(Expression::new(self.id(), Args::of(&[sender, receiver])), Derivation::from(event))
                .with("sender", Value::Area(sender))
                .with("receiver", Value::Area(receiver))
                .with("office", attribute("office").unwrap_or_else(|| Value::Text("embassy".to_owned())))
                .with_some("address", attribute("address"))
                .with_some("telephone", attribute("telephone"))
                .with_some("fax", attribute("fax"))
                .with_some("email", attribute("email"))
                .with_some("website", attribute("website"))
                .with_some("consulates", attribute("consulates")),
        ])
    }
}
