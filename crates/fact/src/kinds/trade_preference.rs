use attache_model::{EventKind, Panel, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, RoleName, Value, select};

/// A trade preference that one side grants and no treaty binds it to.
pub(super) struct TradePreference;

impl Kind for TradePreference {
    fn id(&self) -> &'static str {
        "trade-preference"
    }

    fn states(&self) -> &'static str {
        "A unilateral trade preference: that a country, or the European Union, lets in goods of another at less than \
         its usual duties under a scheme of its own (a Generalized System of Preferences, Everything But Arms). `area` \
         is the giver and the beneficiary; `scheme` names one; a fact for each, the oldest first. From data packages, \
         by events of the kind `trade-preference` with the parties `subject` (the giver) and `object`, the scheme as \
         title, and the status `in-force`, `suspended` or `ended`. Roles: giver, beneficiary, scheme, from, until, \
         status."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["scheme"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["giver", "beneficiary"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::TradePreference, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (giver, beneficiary) = args.pair()?;
        let sides = [(giver, Role::Subject), (beneficiary, Role::Object)];
        let mut events = select::current_between(panel, EventKind::TradePreference, sides[0], sides[1]);
        events.retain(|event| !event.title.is_empty());
        events.sort_by_key(|event| (event.from.and_then(|from| from.start()), event.row));
        let facts = events.into_iter().map(|event| {
            let scheme = event.title.to_string();
            let expression = Args::of(&[giver, beneficiary]).with("scheme", &scheme);
            // A preference that lapsed and was renewed has one scheme.
            let expression = event.from.or(event.until).map_or(expression.clone(), |date| expression.at(date));
            Fact::new(Expression::new(self.id(), expression), Derivation::from(event))
                .with("giver", Value::Area(giver))
                .with("beneficiary", Value::Area(beneficiary))
                .with("scheme", Value::Text(scheme))
                .with_some("from", event.from.map(Value::Period))
                .with_some("until", event.until.map(Value::Period))
                .with_some("status", (!event.status.is_empty()).then(|| Value::Text(event.status.to_string())))
        });
        let facts = select::asked(facts.collect(), args);
        // Nobody that is read lists them.
        if facts.is_empty() { Err(Absent::no_data(&[])) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, told, told_where};

    #[test]
    fn of_the_giver_to_the_beneficiary() {
        let schemes = [
            "giver=US beneficiary=BO scheme=Generalized System of Preferences from=1976-01-01 status=in-force",
            "giver=US beneficiary=BO scheme=Andean Trade Promotion and Drug Eradication Act from=2002-10-31 \
             until=2008-12-15 status=ended",
        ];
        assert_eq!(told("trade-preference?area=US,BO"), schemes);
        assert_eq!(told("trade-preference?area=US,BO&time=2002-10-31"), schemes[1..]);
        assert_eq!(told("trade-preference?area=US,BO&scheme=Generalized+System+of+Preferences"), schemes[..1]);
        assert_eq!(absent("trade-preference?area=BO,US"), "no data");
        assert_eq!(absent("trade-preference?area=BO"), "area wants two countries, got 1");
    }

    #[test]
    fn what_lapsed_and_was_renewed_is_two() {
        let published = "
            release my-list 2026-01-01 Me T
            trade-preference in-force subject:EU object:LK title=GSP+ from=2017-05-19
            trade-preference ended subject:EU object:LK title=GSP+ from=2005-07-01 until=2010-08-15";
        assert_eq!(
            told_where(published, "trade-preference?area=EU,LK&scheme=GSP%2B"),
            [
                "giver=EU beneficiary=LK scheme=GSP+ from=2005-07-01 until=2010-08-15 status=ended",
                "giver=EU beneficiary=LK scheme=GSP+ from=2017-05-19 status=in-force",
            ]
        );
    }
}
