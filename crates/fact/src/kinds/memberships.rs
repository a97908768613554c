use attache_model::{Area, EventKind, EventRef, Language, Organization, Panel, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Value, select};

const SOURCES: &[&str] = &["factbook"];

/// Membership in international organizations.
pub(super) struct Memberships {
    id: &'static str,
    states: &'static str,
    shared: bool,
}

pub(super) static SHARED: Memberships = Memberships {
    id: "shared-memberships",
    states: "The international organizations of which both of two states are members (not observers, associates or \
             suspended), field missions aside. `area` is the pair. Roles: a, b, organizations, count.",
    shared: true,
};

pub(super) static OWN: Memberships = Memberships {
    id: "own-memberships",
    states: "The international organizations of which a state is a member (not observer, associate or suspended), field \
             missions aside; with a second area, those that are not listed for it in any capacity, which is no proof \
             that it has none. `area` is the state, or the state and the one to compare with. Roles: subject, other, organizations, count.",
    shared: false,
};

/// The capacities in which a state is a member, as a bank's of another region
/// or the Security Council's for a term.
const MEMBER: &[&str] = &["member", "permanent-member", "temporary-member", "nonregional-member"];

/// What the area is to organizations, by the newest source, in their order.
fn belongs<'a>(panel: &'a Panel, area: Area) -> Vec<(Organization, EventRef<'a>)> {
    let mut belongs: Vec<_> = panel
        .current_events(EventKind::Membership, area)
        .into_iter()
        .rev()
        .filter_map(|e| Some((e.organization?, e)))
        .filter(|(o, _)| !o.is_field_mission())
        .collect();
    belongs.sort_by_key(|(o, _)| *o);
    belongs.dedup_by_key(|(o, _)| *o);
    belongs
}

fn is_member(event: EventRef<'_>) -> bool {
    MEMBER.contains(&event.status.as_str())
}

impl Kind for Memberships {
    fn id(&self) -> &'static str {
        self.id
    }

    fn states(&self) -> &'static str {
        self.states
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        args.area.iter().map(|a| select::events_of(EventKind::Membership, &[*a])).collect()
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (a, b) = match *args.area.as_slice() {
            [a] if !self.shared => (a, None),
            _ => args.pair().map(|(a, b)| (a, Some(b)))?,
        };
        let own = belongs(panel, a);
        let others = b.map(|b| belongs(panel, b)).unwrap_or_default();
        if own.is_empty() || (b.is_some() && others.is_empty()) {
            return Err(Absent::no_data(SOURCES));
        }
        let of_other = |o: Organization| others.binary_search_by_key(&o, |(o, _)| *o).ok().map(|at| others[at].1);
        let mut organizations = Vec::new();
        let mut inputs: Vec<Input> = Vec::new();
        for (organization, event) in own.iter().filter(|(_, event)| is_member(*event)) {
            match of_other(*organization) {
                Some(other) if self.shared && is_member(other) => {
                    inputs.extend([Input::from(*event), Input::from(other)]);
                }
                None if !self.shared => inputs.push(Input::from(*event)),
                _ => continue,
            }
            organizations.push(*organization);
        }
        if organizations.is_empty() {
            return Err(Absent::NotApplicable);
        }
        organizations.sort_by_key(|o: &Organization| o.name(Language::English));
        let count = u32::try_from(organizations.len()).unwrap_or(u32::MAX);
        let derivation = match (self.shared, b) {
            (false, None) => Derivation::StatedBy(inputs),
            _ => Derivation::Computed { operation: Operation::Common, inputs },
        };
        let fact = Fact::new(Expression::new(self.id, Args::of(&args.area)), derivation);
        let fact = if self.shared {
            fact.with("a", Value::Area(a)).with_some("b", b.map(Value::Area))
        } else {
            fact.with("subject", Value::Area(a)).with_some("other", b.map(Value::Area))
        };
        Ok(vec![fact.with("organizations", Value::Organizations(organizations)).with("count", Value::Count(count))])
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, told};

    /// Bolivia is an associate of Mercosur, the United States an observer at the
    /// Andean Community; MINUSTAH was a mission in the field.
    #[test]
    fn observers_and_associates_are_no_members() {
        assert_eq!(
            told("shared-memberships?area=US,BO"),
            ["a=US b=BO organizations=IADB; OAS; WTO count=3 (in common of 6)"]
        );
        assert_eq!(told("own-memberships?area=BO"), ["subject=BO organizations=CAN; IADB; OAS; WTO count=4"]);
    }

    /// The United States has a part in the Andean Community too: it may not be
    /// said that Bolivia has one there and the United States has none.
    #[test]
    fn an_observer_is_not_without_any_part() {
        assert_eq!(absent("own-memberships?area=BO,US"), "does not arise");
        assert_eq!(
            told("own-memberships?area=US,BO"),
            ["subject=US other=BO organizations=AfDB; NATO count=2 (in common of 2)"]
        );
    }

    #[test]
    fn a_nonregional_member_is_a_member() {
        assert_eq!(
            told("shared-memberships?area=US,TD"),
            ["a=US b=TD organizations=AfDB; WTO count=2 (in common of 4)"]
        );
        assert_eq!(absent("own-memberships?area=TD,US"), "does not arise");
    }

    /// It may not be said that Bolivia is a member and Chad is not.
    #[test]
    fn who_is_suspended_is_neither() {
        assert_eq!(
            told("own-memberships?area=BO,TD"),
            ["subject=BO other=TD organizations=CAN; IADB count=2 (in common of 2)"]
        );
        assert_eq!(told("shared-memberships?area=BO,TD"), ["a=BO b=TD organizations=WTO count=1 (in common of 2)"]);
    }

    #[test]
    fn one_without_a_list_shares_nothing_that_is_known() {
        assert_eq!(absent("shared-memberships?area=US,PE"), "no data but from factbook");
        assert_eq!(absent("own-memberships?area=US,PE"), "no data but from factbook");
        assert_eq!(absent("shared-memberships?area=US"), "area wants two countries, got 1");
        assert_eq!(absent("own-memberships"), "area wants two countries, got 0");
    }
}
