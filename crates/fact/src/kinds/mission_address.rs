use attache_model::{EventKind, Panel, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, RoleName, Value, select};

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

    fn areas(&self) -> &'static [RoleName] {
        &["sender", "receiver"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        let mut needs = vec![select::events_of(EventKind::MissionAddress, &args.area)];
        needs.extend(select::witnesses(&args.area));
        needs
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (sender, receiver) = args.pair()?;
        let events = select::current_between(
            panel,
            EventKind::MissionAddress,
            (sender, Role::Sender),
            (receiver, Role::Receiver),
        );
        let mut events = select::still_listed(panel, events, (sender, receiver)).into_iter();
        let event = events.find(|e| e.attribute("address").is_some());
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

#[cfg(test)]
mod tests {
    use crate::told::{absent_where, told};

    #[test]
    fn in_the_words_of_the_newest_source() {
        let [address] = told("mission-address?area=US,BO").try_into().unwrap();
        assert!(
            address
                .starts_with("sender=US receiver=BO office=embassy address=Avenida Arce 2780, La Paz telephone=[591]"),
            "{address}"
        );
        let [address] = told("mission-address?area=BO,US").try_into().unwrap();
        assert!(address.contains("address=3014 Massachusetts Avenue NW"), "{address}");
    }

    #[test]
    fn absent() {
        let moved = "
            release factbook 2026-01-22 P T
            mission-address stated sender:US receiver:TD telephone=1";
        assert_eq!(absent_where(moved, "mission-address?area=US,TD"), "no data but from factbook");
        assert_eq!(crate::told::absent("mission-address?area=PE,BO"), "no data");
    }
}
