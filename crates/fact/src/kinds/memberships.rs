use attache_model::{Area, Code, Date, EventKind, EventRef, Language, Organization, Panel, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, RoleName, Value, select};

const SOURCES: &[&str] = &["factbook"];

/// Membership in international organizations.
pub(super) struct Memberships {
    id: &'static str,
    states: &'static str,
    shared: bool,
}

pub(super) static SHARED: Memberships = Memberships {
    id: "shared-memberships",
    states: "The international organizations of which both of two states are members today (not observers, associates or \
             suspended), field missions aside. `area` is the pair. Roles: a, b, organizations, count.",
    shared: true,
};

pub(super) static OWN: Memberships = Memberships {
    id: "own-memberships",
    states: "The international organizations of which a state is a member today (not observer, associate or suspended), field \
             missions aside; with a second area, those that are not listed for it in any capacity, which is no proof \
             that it has none. `area` is the state, or the state and the one to compare with. Roles: subject, other, organizations, count.",
    shared: false,
};

/// The capacities in which a state is a member, as a bank's of another region
/// or the Security Council's for a term.
const MEMBER: &[&str] = &["member", "permanent-member", TEMPORARY, "nonregional-member"];

/// Of a member of the Security Council for a term.
const TEMPORARY: &str = "temporary-member";

/// The source whose editions list all that a state belongs to.
const LIST_OF_ALL: &str = "factbook";

/// Memberships that ended, and that editions of the list of all still have, with the last day:
/// by the Withdrawal Agreement of the United Kingdom (Official Journal L 29 of 31 January 2020),
/// by announcements of OPEC and the OAS, and by the agreement in force from 1 July 2020 that took
/// the place of the North American Free Trade Agreement.
const LEFT: [(&str, &str, &str); 9] = [
    ("GB", "EU", "2020-01-31"),
    ("GB", "EIB", "2020-01-31"),
    ("GB", "ECB", "2020-01-31"),
    ("QA", "OPEC", "2018-12-31"),
    ("EC", "OPEC", "2019-12-31"),
    ("NI", "OAS", "2023-11-19"),
    ("CA", "NAFTA", "2020-06-30"),
    ("MX", "NAFTA", "2020-06-30"),
    ("US", "NAFTA", "2020-06-30"),
];

/// Whether a list has an area in an organization that it had left by then.
fn had_left(area: Area, organization: Organization, event: EventRef<'_>) -> bool {
    LEFT.iter().any(|(code, left, day)| {
        let is_it = area.code() == *code && organization.code() == *left;
        is_it && day.parse().is_ok_and(|day: Date| event.release.published > day)
    })
}

/// Whether a seat is held for a term that its source does not say: lists keep such seats for
/// years after they ended.
fn is_of_untold_term(event: EventRef<'_>) -> bool {
    event.status.as_str() == TEMPORARY && event.until.is_none()
}

/// What the area is to organizations today, in their order: to each what the
/// newest source says that has it. What is older than the newest list of all
/// and not in it is of the past, and so is all of a data set that ends in a year.
pub(super) fn belongs<'a>(panel: &'a Panel, area: Area) -> Vec<(Organization, EventRef<'a>)> {
    let mut events = panel.current_events(EventKind::Membership, area);
    events.retain(|e| office(*e).is_none());
    let ended: Vec<Code> =
        events.iter().filter(|e| e.attribute("known-until").is_some()).map(|e| e.release.source).collect();
    let listed = events.iter().filter(|e| e.release.source == LIST_OF_ALL).map(|e| e.release.published).max();
    let is_new =
        |e: &EventRef<'_>| e.release.source == LIST_OF_ALL || listed.is_none_or(|listed| e.release.published > listed);
    let of_list: Vec<Option<Organization>> =
        events.iter().filter(|e| e.release.source == LIST_OF_ALL).map(|e| e.organization).collect();
    let mut belongs: Vec<_> = events
        .iter()
        .rev()
        .filter(|e| !ended.contains(&e.release.source) && (is_new(e) || of_list.contains(&e.organization)))
        .filter_map(|e| Some((e.organization?, *e)))
        .filter(|(o, e)| !o.is_field_mission() && !had_left(area, *o, *e) && !is_of_untold_term(*e))
        .collect();
    // Of several spells in one list the one that goes on is told.
    belongs.sort_by_key(|(o, e)| (*o, std::cmp::Reverse(e.release.published), has_ended(*e)));
    belongs.dedup_by_key(|(o, _)| *o);
    belongs.retain(|(_, e)| !has_ended(*e));
    belongs
}

/// Whether a membership had ended when its source was published.
pub(super) fn has_ended(event: EventRef<'_>) -> bool {
    event.until.is_some_and(|until| until.end().is_none_or(|end| end <= event.release.published))
}

/// The office that the event is a term of: it says nothing of whether the state
/// belongs to the organization.
pub(super) fn office(event: EventRef<'_>) -> Option<&str> {
    event.event.attribute("office").filter(|office| !office.is_empty())
}

pub(super) fn is_member(event: EventRef<'_>) -> bool {
    MEMBER.contains(&event.status.as_str())
}

impl Kind for Memberships {
    fn id(&self) -> &'static str {
        self.id
    }

    fn states(&self) -> &'static str {
        self.states
    }

    fn areas(&self) -> &'static [RoleName] {
        if self.shared { &["a", "b"] } else { &["subject", "other"] }
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
        // What the other is not listed for rests on all that it is listed for.
        if !self.shared {
            inputs.extend(others.iter().map(|(_, event)| Input::from(*event)));
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
    use crate::told::{absent, absent_where, told, told_where};

    /// Bolivia is an associate of Mercosur, the United States an observer at the
    /// Andean Community; MINUSTAH was a mission in the field.
    #[test]
    fn observers_and_associates_are_no_members() {
        assert_eq!(
            told("shared-memberships?area=US,BO"),
            ["a=US b=BO organizations=IADB; OAS; UN; WTO count=4 (in common of 8)"]
        );
        assert_eq!(told("own-memberships?area=BO"), ["subject=BO organizations=CAN; IADB; OAS; UN; WTO count=5"]);
    }

    /// The United States has a part in the Andean Community too: it may not be
    /// said that Bolivia has one there and the United States has none.
    #[test]
    fn an_observer_is_not_without_any_part() {
        assert_eq!(absent("own-memberships?area=BO,US"), "does not arise");
        assert_eq!(
            told("own-memberships?area=US,BO"),
            ["subject=US other=BO organizations=AfDB; NATO count=2 (in common of 8)"]
        );
    }

    #[test]
    fn a_nonregional_member_is_a_member() {
        assert_eq!(
            told("shared-memberships?area=US,TD"),
            ["a=US b=TD organizations=AfDB; UN; WTO count=3 (in common of 6)"]
        );
        assert_eq!(absent("own-memberships?area=TD,US"), "does not arise");
    }

    /// It may not be said that Bolivia is a member and Chad is not.
    #[test]
    fn who_is_suspended_is_neither() {
        assert_eq!(
            told("own-memberships?area=BO,TD"),
            ["subject=BO other=TD organizations=CAN; IADB count=2 (in common of 6)"]
        );
        assert_eq!(told("shared-memberships?area=BO,TD"), ["a=BO b=TD organizations=UN; WTO count=2 (in common of 4)"]);
    }

    /// Of an organization the newest source that has it is believed, an old one
    /// adds nothing to a newer list, and a data set that ends says nothing of today.
    #[test]
    fn the_newest_source_tells_who_is_a_member_today() {
        let published = "
            release my-package 2010-01-01 Me T
            membership member member:BO org=Mercosur
            membership member member:BO org=CAN
            release factbook 2026-01-22 P T
            membership member member:BO org=OAS
            membership member member:BO org=UN
            membership associate member:BO org=CAN
            membership member member:BO org=GATT until=1994-12-31
            release wto-members 2026-03-01 P T
            membership member member:BO org=WTO from=1995-09-12
            release un-members 2026-04-30 P T
            membership member member:BO org=UN from=1945-11-14
            release my-list 2026-05-01 Me T
            membership member member:BO org=OAS from=1948 until=2026-04-30
            release cow-igo 2026-11-01 P T
            membership member member:BO org=NATO from=1960 known-until=2014
            membership member member:BO org=UN from=1945 until=2010
            membership member member:BO org=AfDB from=1960 until=1970";
        assert_eq!(told_where(published, "own-memberships?area=BO"), ["subject=BO organizations=UN; WTO count=2"]);
        let cow = "
            release cow-igo 2026-11-01 P T
            membership member member:BO org=NATO from=1960 known-until=2014";
        assert_eq!(absent_where(cow, "own-memberships?area=BO"), "no data but from factbook");
    }

    #[test]
    fn who_came_back_is_a_member() {
        let published = "
            release my-list 2026-05-01 Me T
            membership member member:US org=UNESCO from=1946 until=1984
            membership member member:US org=UNESCO from=2003 until=2018-12-31
            membership member member:US org=UNESCO from=2023-07-10
            membership member member:US org=OAS from=1948 until=2030";
        assert_eq!(told_where(published, "own-memberships?area=US"), ["subject=US organizations=OAS; UNESCO count=2"]);
    }

    #[test]
    fn one_without_a_list_shares_nothing_that_is_known() {
        assert_eq!(absent("shared-memberships?area=US,PE"), "no data but from factbook");
        assert_eq!(absent("own-memberships?area=US,PE"), "no data but from factbook");
        assert_eq!(absent("shared-memberships?area=US"), "area wants two countries, got 1");
        assert_eq!(absent("own-memberships"), "area wants two countries, got 0");
    }

    /// The Factbook of 2026 has seats of the Security Council of 2018 still.
    #[test]
    fn a_seat_without_its_term_is_no_membership_of_today() {
        let published = "
            release factbook 2026-01-22 P T
            membership temporary-member member:PE org=UNSC
            membership permanent-member member:FR org=UNSC
            membership member member:PE org=OAS";
        assert_eq!(told_where(published, "own-memberships?area=PE"), ["subject=PE organizations=OAS count=1"]);
        assert_eq!(
            told_where(published, "own-memberships?area=FR"),
            ["subject=FR organizations=UN Security Council count=1"]
        );
    }

    /// The Factbook of 2026 has the agreement still that another took the place of.
    #[test]
    fn an_agreement_replaced_is_no_membership_from_then_on() {
        let of = |published: &str| {
            let list = format!(
                "
            release factbook {published} P T
            membership member member:US org=NAFTA
            membership member member:US org=OAS"
            );
            told_where(&list, "own-memberships?area=US")
        };
        assert_eq!(of("2026-01-22"), ["subject=US organizations=OAS count=1"]);
        assert_eq!(of("2020-06-01"), ["subject=US organizations=NAFTA; OAS count=2"]);
    }
}
