use attache_model::{Area, Code, EventKind, EventRef, Organization, Panel, Period, Selection};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Value,
    kinds::memberships::{has_ended, is_member, office},
    select,
};

/// Since when a state has been a member of an organization.
pub(super) struct MembershipSince;

/// Who would tell of the organization with the day.
fn sources(organization: Organization) -> &'static [&'static str] {
    match organization.code() {
        "UN" => &["un-members"],
        "WTO" => &["wto-members"],
        _ => &["cow-igo"],
    }
}

pub(super) fn organization(args: &Args) -> Result<Organization, Absent> {
    let problem = |problem: String| Absent::BadArgument { argument: "organization", problem };
    let name = args
        .get("organization")
        .ok_or_else(|| problem("is missing: of which, as organization=UN or organization=WTO".to_owned()))?;
    Organization::find(&name).ok_or_else(|| problem(format!("is no organization that is known: {:?}", name.as_str())))
}

impl Kind for MembershipSince {
    fn id(&self) -> &'static str {
        "membership-since"
    }

    fn states(&self) -> &'static str {
        "When a state joined an international organization that it has not left since, as far as sources say: to the \
         day, where one has the day. `area` is the state; `organization` is an abbreviation or name, as `UN` or `WTO`. \
         Roles: subject, organization, since. Other dates that sources give are dissents."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["organization"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        args.area.iter().map(|area| select::events_of(EventKind::Membership, &[*area])).collect()
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let organization = organization(args)?;
        let joined = joined(panel, subject, organization);
        let fact = |since: Period, inputs: Vec<Input>| {
            let args = Args::of(&[subject]).with("organization", organization.code()).at(since);
            let derivation = match inputs.as_slice() {
                [one] => Derivation::Stated(*one),
                _ => Derivation::StatedBy(inputs),
            };
            Fact::new(Expression::new(self.id(), args), derivation)
                .with("subject", Value::Area(subject))
                .with("organization", Value::Organizations(vec![organization]))
                .with("since", Value::Period(since))
        };
        // A year that the day of another source lies in is no other account.
        let mut accounts: Vec<(Period, Vec<Input>)> = Vec::new();
        for (since, input) in joined {
            match accounts.iter_mut().find(|(day, _)| *day == since || since.contains(*day)) {
                Some((_, inputs)) => inputs.push(input),
                None => accounts.push((since, vec![input])),
            }
        }
        let mut facts = accounts.into_iter().map(|(since, inputs)| fact(since, inputs));
        let Some(first) = facts.next() else {
            // Who lists all members and not this state says that it is none.
            let is_listed = panel.coverage(EventKind::Membership, Code::new(organization.code()), &[subject]).is_some();
            return Err(if is_listed { Absent::NotApplicable } else { Absent::no_data(sources(organization)) });
        };
        let first = Fact { dissent: facts.collect(), ..first };
        select::account(first, args).map(|fact| vec![fact]).ok_or(Absent::no_data(sources(organization)))
    }
}

/// The beginnings of the memberships that go on, by one date a source: the
/// finest first, then that of the newest source.
fn joined(panel: &Panel, subject: Area, organization: Organization) -> Vec<(Period, Input)> {
    let events = panel.current_events(EventKind::Membership, subject);
    let of_it = events.into_iter().filter(|e| e.organization == Some(organization));
    let mut latest: Vec<(Period, EventRef<'_>)> = Vec::new();
    for (since, event) in of_it.filter(|e| is_member(*e) && office(*e).is_none()).filter_map(|e| Some((e.from?, e))) {
        match latest.iter_mut().find(|(_, other)| other.release.source == event.release.source) {
            Some(known) if known.0 < since => *known = (since, event),
            Some(_) => {}
            None => latest.push((since, event)),
        }
    }
    latest.retain(|(_, event)| !has_ended(*event));
    latest.sort_by_key(|(since, event)| (!matches!(since, Period::Day(_)), std::cmp::Reverse(event.release.published)));
    latest.into_iter().map(|(since, event)| (since, Input::from(event))).collect()
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told, told_where};

    #[test]
    fn the_day_of_admission() {
        assert_eq!(told("membership-since?area=BO&organization=UN"), ["subject=BO organization=UN since=1945-11-14"]);
        let by_name = told("membership-since?area=BO&organization=World+Trade+Organization");
        assert_eq!(by_name, ["subject=BO organization=WTO since=1995-09-12"]);
    }

    /// The year that another source has is the day's; a different one is
    /// another account.
    #[test]
    fn a_year_is_no_other_account_than_its_day() {
        let published = "
            release cow-igo 2019-07-01 P T
            membership member member:BO org=UN from=1945 known-until=2014
            membership member member:PE org=UN from=1946 known-until=2014
            release un-members 2026-04-30 P T
            membership member member:BO org=UN from=1945-11-14
            membership member member:PE org=UN from=1945-10-31";
        let told = |area: &str| told_where(published, &format!("membership-since?area={area}&organization=UN"));
        assert_eq!(told("BO"), ["subject=BO organization=UN since=1945-11-14"]);
        assert_eq!(told("PE"), ["subject=PE organization=UN since=1945-10-31 / subject=PE organization=UN since=1946"]);
    }

    #[test]
    fn who_has_left_is_no_member_since() {
        let published = "
            release un-members 2026-04-30 P T
            covers membership UN all
            membership member member:ID org=UN from=1950-09-28
            membership member member:TW org=UN from=1945-10-24 until=1971-10-25
            membership observer member:VA org=UN from=1964-04-06";
        let absent = |area: &str| absent_where(published, &format!("membership-since?area={area}&organization=UN"));
        assert_eq!([absent("TW"), absent("VA"), absent("XK")], ["does not arise"; 3]);
        let back = published.replace("from=1950-09-28", "from=1950-09-28 until=1965-01-20")
            + "\nmembership member member:ID org=UN from=1966-09-28";
        assert_eq!(
            told_where(&back, "membership-since?area=ID&organization=UN"),
            ["subject=ID organization=UN since=1966-09-28"]
        );
    }

    #[test]
    fn absent_for_a_reason() {
        assert_eq!(absent("membership-since?area=SM&organization=UN"), "does not arise");
        assert_eq!(absent("membership-since?area=BO&organization=NATO"), "no data but from cow-igo");
        let nothing = "release census 2023-03-08 P T";
        assert_eq!(absent_where(nothing, "membership-since?area=BO&organization=WTO"), "no data but from wto-members");
        assert_eq!(
            absent("membership-since?area=BO"),
            "organization is missing: of which, as organization=UN or organization=WTO"
        );
        assert_eq!(
            absent("membership-since?area=BO&organization=Hanse"),
            "organization is no organization that is known: \"Hanse\""
        );
    }
}
