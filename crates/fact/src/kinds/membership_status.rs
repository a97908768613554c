use attache_model::{Area, EventKind, EventRef, Organization, Panel, Selection};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Value,
    kinds::{
        membership_since::organization,
        memberships::{belongs, is_member},
    },
    select,
};

/// In what capacity a state takes part in an organization.
pub(super) struct MembershipStatus;

/// What a state may be to an organization that a sentence can say. Sources have further
/// capacities, of few states each.
const STATUSES: [&str; 6] = ["observer", "associate", "partner", "dialogue-partner", "candidate", "suspended"];

/// Organizations of which the World Factbook names all members in one edition or another, as the
/// organizations themselves do, with the ISO codes of those that it leaves out.
const LISTED: [(&str, &[&str]); 48] = [
    ("ACS", &[]),
    ("ADB", &[]),
    ("AMU", &[]),
    ("APEC", &[]),
    ("ASEAN", &[]),
    ("AU", &[]),
    ("AfDB", &[]),
    ("BIMSTEC", &[]),
    ("BSEC", &["MK"]),
    ("C", &["GA", "GM", "TG"]),
    ("CAN", &[]),
    ("CE", &[]),
    ("CELAC", &[]),
    ("CEMAC", &[]),
    ("CIS", &[]),
    ("COMESA", &["SO", "TN"]),
    ("CPLP", &[]),
    ("CSTO", &[]),
    ("Caricom", &[]),
    ("EAC", &[]),
    ("EAEU", &[]),
    ("ECOWAS", &[]),
    ("EFTA", &[]),
    ("EU", &[]),
    ("GCC", &[]),
    ("IADB", &[]),
    ("IGAD", &[]),
    ("LAIA", &[]),
    ("LAS", &["PS"]),
    ("Mercosur", &[]),
    ("NATO", &[]),
    ("OAPEC", &[]),
    ("OAS", &[]),
    ("OECD", &["CL", "CO", "CR", "LV"]),
    ("OECS", &[]),
    ("OIC", &["PS", "TM"]),
    ("OIF", &[]),
    ("OPEC", &["CG", "GA", "GQ", "ID"]),
    ("OSCE", &["KZ"]),
    ("PIF", &[]),
    ("Pacific Alliance", &[]),
    ("SAARC", &[]),
    ("SACU", &[]),
    ("SADC", &["KM"]),
    ("SCO", &[]),
    ("SICA", &[]),
    ("SPC", &[]),
    ("WAEMU", &[]),
];

/// Whether all members of an organization are on record, so that a state which is not named is
/// none.
pub fn names_all_members(organization: Organization, state: Area) -> bool {
    let is_left_out = |codes: &[&str]| codes.iter().any(|code| state.code() == *code);
    LISTED.iter().any(|(code, left_out)| *code == organization.code() && !is_left_out(left_out))
}

/// Whether some edition has a state as a member, or in a capacity that is none that is known here.
fn was_member(panel: &Panel, state: Area, organization: Organization) -> bool {
    let mut events = panel.events(EventKind::Membership, state).filter(|e| e.organization == Some(organization));
    events.any(|e| status(e).is_none_or(|status| status == "member"))
}

fn status(event: EventRef<'_>) -> Option<&'static str> {
    match is_member(event) {
        true => Some("member"),
        false => STATUSES.into_iter().find(|status| *status == event.status.as_str()),
    }
}

impl Kind for MembershipStatus {
    fn id(&self) -> &'static str {
        "membership-status"
    }

    fn states(&self) -> &'static str {
        "In what capacity a state takes part in an international organization today: as member, observer, associate, \
         partner, dialogue-partner, candidate or suspended; or none, where a source that names all who take part does \
         not name it. `area` is the state; `organization` is an abbreviation or name, as `OAS`. Roles: subject, \
         organization, status."
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
        let all = belongs(panel, subject);
        let own = all.iter().find(|(other, _)| *other == organization).map(|(_, event)| *event);
        let (status, derivation) = match own {
            Some(event) => (status(event).ok_or(Absent::NotApplicable)?, Derivation::from(event)),
            // Editions leave out members that others have.
            None if was_member(panel, subject, organization) => {
                return Err(Absent::NotApplicable);
            }
            None if !all.is_empty() && names_all_members(organization, subject) => {
                ("none", Derivation::StatedBy(all.iter().map(|(_, event)| Input::from(*event)).collect()))
            }
            None => return Err(Absent::no_data(&["factbook"])),
        };
        let expression = Expression::new(self.id(), Args::of(&[subject]).with("organization", organization.code()));
        Ok(vec![
            Fact::new(expression, derivation)
                .with("subject", Value::Area(subject))
                .with("organization", Value::Organizations(vec![organization]))
                .with("status", Value::Text(status.to_owned())),
        ])
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told, told_where};

    #[test]
    fn the_capacity_that_the_source_has() {
        let status = |area: &str, organization: &str| {
            told(&format!("membership-status?area={area}&organization={organization}")).remove(0)
        };
        assert_eq!(status("BO", "CAN"), "subject=BO organization=CAN status=member");
        assert_eq!(status("BO", "Mercosur"), "subject=BO organization=Mercosur status=associate");
        assert_eq!(status("US", "CAN"), "subject=US organization=CAN status=observer");
        assert_eq!(absent("membership-status?area=PE&organization=CAN"), "no data but from factbook");
    }

    /// That a state is not named says that it has no part only where all who have are named.
    #[test]
    fn who_is_not_named_by_who_names_all_has_no_part() {
        let published = "
            release factbook 2015-11-29 P T
            membership member member:KE org=EAC
            membership observer member:KE org=SADC
            release factbook 2026-01-22 P T
            membership member member:KE org=COMESA
            membership ngos member:KE org=ITUC";
        let of = |organization: &str| format!("membership-status?area=KE&organization={organization}");
        assert_eq!(told_where(published, &of("ECOWAS")), ["subject=KE organization=ECOWAS status=none"]);
        assert_eq!(told_where(published, &of("SADC")), ["subject=KE organization=SADC status=none"]);
        assert_eq!(absent_where(published, &of("EAC")), "does not arise");
        assert_eq!(absent_where(published, &of("IORA")), "no data but from factbook");
        assert_eq!(absent_where(published, &of("ITUC")), "does not arise");
    }
}
