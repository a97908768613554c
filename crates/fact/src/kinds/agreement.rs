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
    events.retain(|e| e.attribute("type") == Some(&category));
    events.retain(|e| !matches!(e.status.as_str(), "in-negotiation" | "withdrawal") && e.attribute("sides").is_none_or(|s| across(s, a, b)));
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

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Agreement, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (a, b) = args.pair()?;
        let category = category(args)?;
        let mut facts = Vec::new();
        for event in between(panel, category, a, b) {
            if args.get("title").is_some_and(|title| *title != *event.title) {
                continue;
            }
            let expression = Args::of(&[a, b]).with("type", &category).with("title", &event.title);
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
        if !facts.is_empty() {
            return Ok(facts);
        }
        // Where all are listed and none is theirs, `no-agreement` says so.
        match panel.coverage(EventKind::Agreement, category, &[a, b]) {
            Some(_) => Err(Absent::NotApplicable),
            None => Err(Absent::no_data(sources(category))),
        }
    }
}
