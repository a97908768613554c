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
    states: "The international organizations of which both of two states are full members, field missions aside. `area` is the pair. Roles: \
             a, b, organizations, count.",
    shared: true,
};

pub(super) static OWN: Memberships = Memberships {
    id: "own-memberships",
    states: "The international organizations of which a state is a full member, field missions aside; with a second area, those of which \
             that one is not. `area` is the state, or the state and the one to compare with. Roles: subject, other, \
             organizations, count.",
    shared: false,
};

/// The organizations of which the area is a full member, with the events that say so.
fn members<'a>(panel: &'a Panel, area: Area) -> Vec<(Organization, EventRef<'a>)> {
    let mut members: Vec<_> = panel
        .current_events(EventKind::Membership, area)
        .into_iter()
        .filter(|e| e.status == "member")
        .filter_map(|e| Some((e.organization?, e)))
        .filter(|(o, _)| !o.is_field_mission())
        .collect();
    members.sort_by_key(|(o, e)| (*o, e.row));
    members.dedup_by_key(|(o, _)| *o);
    members
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
        let own = members(panel, a);
        let others = b.map(|b| members(panel, b)).unwrap_or_default();
        if own.is_empty() || (b.is_some() && others.is_empty()) {
            return Err(Absent::no_data(SOURCES));
        }
        let of_other = |o: Organization| others.binary_search_by_key(&o, |(o, _)| *o).ok();
        let mut organizations = Vec::new();
        let mut inputs: Vec<Input> = Vec::new();
        for (organization, event) in &own {
            match of_other(*organization) {
                Some(at) if self.shared => inputs.extend([Input::from(*event), Input::from(others[at].1)]),
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
