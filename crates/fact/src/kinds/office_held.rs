use attache_model::{EventKind, EventRef, Organization, Panel, Period, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Time, Value, kinds::memberships::office, select};

/// An office or seat for a term that a state holds in an organization.
pub(super) struct OfficeHeld;

/// A term of an office, as its newest source has it.
struct Term<'a> {
    event: EventRef<'a>,
    organization: Organization,
    from: Period,
}

/// The terms with a beginning, the oldest first. A list of members that says of
/// one that its seat is for a term, and not for which, tells of no term: such
/// lists name who has long left.
fn terms<'a>(panel: &'a Panel, args: &Args) -> Result<Vec<Term<'a>>, Absent> {
    let subject = args.one()?;
    let organization = match args.get("organization") {
        None => None,
        Some(name) => Some(Organization::find(&name).ok_or_else(|| Absent::BadArgument {
            argument: "organization",
            problem: format!("is no organization that is known: {:?}", name.as_str()),
        })?),
    };
    let mut events = panel.current_events(EventKind::Membership, subject);
    events.sort_by_key(|event| std::cmp::Reverse(event.release.published));
    let mut terms: Vec<Term<'a>> = Vec::new();
    for event in events {
        let (Some(_), Some(of), Some(from)) = (office(event), event.organization, event.from) else { continue };
        let is_asked = organization.is_none_or(|asked| asked == of);
        let is_told = |term: &Term<'_>| {
            let same_date = term.from.contains(from) || from.contains(term.from);
            term.organization == of && office(term.event) == office(event) && same_date
        };
        if is_asked && from != Period::Unstated && !terms.iter().any(is_told) {
            terms.push(Term { event, organization: of, from });
        }
    }
    terms.sort_by_key(|term| (term.from.start(), term.organization));
    Ok(terms)
}

impl Kind for OfficeHeld {
    fn id(&self) -> &'static str {
        "office-held"
    }

    fn states(&self) -> &'static str {
        "The office or seat that a state holds for a term in an international organization: a seat in the Security \
         Council, the chair of a regional body. `area` is the state; `organization` and `office` name one; without \
         `time`, the latest term, with `last:5` the latest five, the oldest first. From data packages, whose events of \
         the kind `membership` have the attribute `office`: `member`, `non-permanent-member`, `chair`, `vice-chair`, \
         `president`, `presidency`, `secretariat`, or the source's own word. Roles: subject, organization, office, \
         person (who holds it, where the source says it), elected (when), from, until."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["organization", "office"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Membership, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let facts = terms(panel, args)?.into_iter().map(|Term { event, organization, from }| {
            let held = office(event).unwrap_or_default();
            let expression =
                Args::of(&[subject]).with("organization", organization.code()).with("office", held).at(from);
            Fact::new(Expression::new(self.id(), expression), Derivation::from(event))
                .with("subject", Value::Area(subject))
                .with("organization", Value::Organizations(vec![organization]))
                .with("office", Value::Text(held.to_owned()))
                .with_some("person", (!event.person.is_empty()).then(|| Value::Text(event.person.to_string())))
                .with_some("elected", event.signed.map(Value::Period))
                .with("from", Value::Period(from))
                .with_some("until", event.until.map(Value::Period))
        });
        // An organization has more than one name.
        let code = args.get("organization").and_then(|name| Organization::find(&name)).map(|o| o.code());
        let asked = code.map_or_else(|| args.clone(), |code| args.clone().with("organization", code));
        let mut facts = select::asked(facts.collect(), &asked);
        let wanted = match args.time {
            Time::Period(_) => facts.len(),
            Time::Latest => 1,
            Time::Last(n) => n.into(),
        };
        facts.drain(..facts.len().saturating_sub(wanted));
        // Nothing that is read says of offices for which term they are.
        if facts.is_empty() { Err(Absent::no_data(&[])) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told, told_where};

    #[test]
    fn the_latest_term_or_several() {
        let seat = "subject=BO organization=UN Security Council office=non-permanent-member elected=2016-06-28 \
                    from=2017 until=2018";
        let chair = "subject=BO organization=CAN office=presidency person=A. Person from=2020-07 until=2021-07";
        assert_eq!(told("office-held?area=BO"), [chair]);
        assert_eq!(told("office-held?area=BO&time=last:2"), [seat, chair]);
        assert_eq!(told("office-held?area=BO&organization=UNSC"), [seat]);
        assert_eq!(told("office-held?area=BO&time=2017"), [seat]);
    }

    /// Who holds an office for a term is a member or not by other rows.
    #[test]
    fn an_office_is_no_membership() {
        assert_eq!(told("own-memberships?area=BO"), ["subject=BO organizations=CAN; IADB; OAS; UN; WTO count=5"]);
        assert_eq!(absent("membership-since?area=BO&organization=CAN"), "no data but from cow-igo");
    }

    #[test]
    fn the_newest_source_tells_of_a_term() {
        let published = "
            release my-list 2020-01-01 Me T
            membership elected member:TD org=UNSC office=member from=2014-01-01 until=2015-12-31
            release other-list 2021-01-01 Other T
            membership elected member:TD org=UNSC office=member from=2014 until=2015";
        assert_eq!(
            told_where(published, "office-held?area=TD&time=last:9"),
            ["subject=TD organization=UN Security Council office=member from=2014 until=2015"]
        );
    }

    /// The Factbook of 2026 has those of 2018 still.
    #[test]
    fn a_seat_without_its_term_is_no_term() {
        let published = "
            release factbook 2026-01-22 P T
            membership temporary-member member:PE org=UNSC";
        assert_eq!(absent_where(published, "office-held?area=PE"), "no data");
        assert_eq!(
            absent("office-held?area=BO&organization=Hanse"),
            "organization is no organization that is known: \"Hanse\""
        );
    }
}
