use attache_model::{Area, Code, EventKind, EventRef, Panel, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Value, select};

/// An agreement between two states.
pub(super) struct Agreement;

/// Who would tell of agreements of a type.
pub(super) fn sources(category: Code) -> &'static [&'static str] {
    match category.as_str() {
        "investment" => &["unctad-bits"],
        "trade" => &["desta"],
        _ => &[],
    }
}

/// The type of agreement asked for.
pub(super) fn category(args: &Args) -> Result<Code, Absent> {
    args.get("type").ok_or(Absent::BadArgument {
        argument: "type",
        problem: "is missing: which agreements, as type=investment or type=trade".to_owned(),
    })
}

/// The agreements of the type that bind both to each other, by the date of
/// signature; what is still negotiated binds nobody.
pub(super) fn between<'a>(panel: &'a Panel, category: Code, a: Area, b: Area) -> Vec<EventRef<'a>> {
    let mut events = select::current_of_both(panel, EventKind::Agreement, a, b);
    // What a complete list has no more is withdrawn.
    if let Some((listing, _)) = panel.coverage(EventKind::Agreement, category, &[a, b]) {
        let listing_source = panel.release(listing).source;
        events.retain(|e| e.release.source != listing_source || e.row.release == listing);
    }
    events.retain(|e| e.attribute("type") == Some(&category));
    events.retain(|e| {
        !matches!(e.status.as_str(), "in-negotiation" | "withdrawal")
            && e.attribute("sides").is_none_or(|s| across(s, a, b))
    });
    events.sort_by_key(|e| (e.signed.or(e.from), e.row));
    events
}

/// Whether the two stand on different sides of an agreement that binds each
/// side to the other: `AU | BH KW OM`.
fn across(sides: &str, a: Area, b: Area) -> bool {
    let side = |area: Area| sides.split('|').position(|side| side.split_whitespace().any(|code| code == area.code()));
    matches!((side(a), side(b)), (Some(x), Some(y)) if x != y)
}

impl Kind for Agreement {
    fn id(&self) -> &'static str {
        "agreement"
    }

    fn states(&self) -> &'static str {
        "An agreement between two states: when it was signed, entered into force and ended, as far as the source says. \
         `area` is the pair; `type` is `investment` or `trade`; one fact for each agreement, the oldest first. Roles: \
         a, b, type, title, signed, from (in force), until (ended), status."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["type", "title"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Agreement, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (a, b) = args.pair()?;
        let category = category(args)?;
        let mut facts = Vec::new();
        for event in between(panel, category, a, b) {
            let expression = Args::of(&[a, b]).with("type", &category).with("title", &event.title);
            // Two agreements may have one title: a treaty and its renewal.
            let expression = event.signed.or(event.from).map_or(expression.clone(), |date| expression.at(date));
            facts.push(
                Fact::new(Expression::new(self.id(), expression), Derivation::from(event))
                    .with("a", Value::Area(a))
                    .with("b", Value::Area(b))
                    .with("type", Value::Text(category.to_string()))
                    .with("title", Value::Text(event.title.to_string()))
                    .with_some("signed", event.signed.map(Value::Period))
                    .with_some("from", event.from.map(Value::Period))
                    .with_some("until", event.until.map(Value::Period))
                    .with("status", Value::Text(event.status.to_string())),
            );
        }
        let found = !facts.is_empty();
        let facts = select::asked(facts, args);
        if !facts.is_empty() {
            return Ok(facts);
        }
        if found {
            return Err(Absent::no_data(sources(category)));
        }
        // Where all are listed and none is theirs, `no-agreement` says so.
        match panel.coverage(EventKind::Agreement, category, &[a, b]) {
            Some(_) => Err(Absent::NotApplicable),
            None => Err(Absent::no_data(sources(category))),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, expressions, told, told_where};

    #[test]
    fn the_three_dates_of_a_treaty() {
        let treaty = "a=US b=BO type=investment title=Bolivia, Plurinational State of - United States of America BIT (1998) \
                      signed=1998-04-17 from=2001-06-06 until=2012-06-10 status=terminated";
        assert_eq!(told("agreement?area=US,BO&type=investment"), [treaty]);
        assert_eq!(told("agreement?area=BO,US&type=investment"), [treaty.replace("a=US b=BO", "a=BO b=US")]);
        assert_eq!(
            expressions("agreement?area=US,BO&type=investment"),
            ["agreement?area=US,BO&title=Bolivia,+Plurinational+State+of+-+United+States+of+America+BIT+%281998%29\
              &type=investment&time=1998-04-17"]
        );
    }

    #[test]
    fn two_of_one_title_are_told_apart_by_date() {
        let both = told("agreement?area=NL,BO&type=investment");
        assert!(both[0].contains("signed=1992-03-10") && both[1].contains("signed=2015-01-01"), "{both:?}");
        assert_eq!(told("agreement?area=NL,BO&type=investment&time=2015-01-01"), both[1..]);
    }

    #[test]
    fn of_two_sides_each_is_bound_to_the_other_alone() {
        assert_eq!(
            told("agreement?area=BR,BO&type=trade"),
            ["a=BR b=BO type=trade title=Bolivia MERCOSUR signed=1996-12-17 from=1997-02-28 status=in-force"]
        );
        assert_eq!(absent("agreement?area=AR,BR&type=trade"), "does not arise");
    }

    #[test]
    fn what_a_complete_list_has_no_more_is_withdrawn() {
        let listed = "
            release unctad-bits 2019-01-01 P T
            covers agreement investment all
            agreement in-force party:US party:BO type=investment title=A signed=1998
            release unctad-bits 2020-01-01 P T
            agreement in-force party:US party:PE type=investment title=B signed=1999";
        assert_eq!(told_where(listed, "agreement?area=US,BO&type=investment").len(), 1);
        let complete = format!("{listed}\ncovers agreement investment all");
        assert_eq!(absent_where(&complete, "agreement?area=US,BO&type=investment"), "does not arise");
        assert_eq!(
            told_where(&complete, "no-agreement?area=US,BO&type=investment"),
            ["a=US b=BO type=investment until=2020-01-01 (absence under declared coverage of 1)"]
        );
    }

    #[test]
    fn absent_for_a_reason() {
        assert_eq!(absent("agreement?area=PE,BO&type=investment"), "does not arise");
        assert_eq!(absent("agreement?area=US,BO&type=tax"), "no data");
        assert_eq!(
            absent_where("release census 2023-03-08 P T", "agreement?area=US,BO&type=trade"),
            "no data but from desta"
        );
        assert_eq!(absent("agreement?area=US,BO&type=investment&title=Another"), "no data but from unctad-bits");
        assert_eq!(
            absent("agreement?area=US,BO"),
            "type is missing: which agreements, as type=investment or type=trade"
        );
    }
}
