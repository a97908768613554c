use attache_model::{Area, EventKind, Panel, Period, Selection};

use crate::{
    Absent, Args, Expression, Fact, Kind, RoleName, Value,
    kinds::treaties::{Treaty, between, category, sources},
    select,
};

/// An agreement between two states.
pub(super) struct Agreement;

impl Kind for Agreement {
    fn id(&self) -> &'static str {
        "agreement"
    }

    fn states(&self) -> &'static str {
        "An agreement between two states: when it was signed, entered into force (between the two) and ended, as far as \
         sources say. `area` is the pair; `type` is `investment`, `trade`, or any other that a data package gives its agreements (`tax`, \
         `air-transport`, `investment-framework`, `extradition`); one fact for each agreement, the oldest \
         first. Rows of several sources are one agreement where their dates are the same. Roles: a, b, type, title, \
         signed, from (in force), until (ended), status (`in-force`, `in-force-for-some` of its parties, `inactive`, \
         `terminated`, `signed`; `entered-into-force`, where whether it still is in force is not said; `amendment`, \
         `accession`)."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["type", "title"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["a", "b"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Agreement, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (a, b) = args.pair()?;
        let category = category(args)?;
        let mut facts = Vec::new();
        for treaty in between(panel, category, a, b) {
            let title = treaty.lead().title.to_string();
            let expression = Args::of(&[a, b]).with("type", &category).with("title", &title);
            // Two agreements may have one title: a treaty and its renewal.
            let date = treaty.signed().or(treaty.from());
            let expression = date.map_or(expression.clone(), |date| expression.at(date));
            let Between { from, until, status } = Between::of(&treaty, panel, [a, b]);
            facts.push(
                Fact::new(Expression::new(self.id(), expression), treaty.derivation())
                    .with("a", Value::Area(a))
                    .with("b", Value::Area(b))
                    .with("type", Value::Text(category.to_string()))
                    .with("title", Value::Text(title))
                    .with_some("signed", treaty.signed().map(Value::Period))
                    .with_some("from", from.map(Value::Period))
                    .with_some("until", until.map(Value::Period))
                    .with("status", Value::Text(status)),
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

/// What an agreement is between two of its parties.
struct Between {
    from: Option<Period>,
    until: Option<Period>,
    status: String,
}

impl Between {
    /// It is in force between the two since the later of them was bound, until
    /// the first was no more.
    fn of(treaty: &Treaty<'_>, panel: &Panel, pair: [Area; 2]) -> Self {
        let own = pair.map(|area| treaty.own_dates(area));
        let from = own.iter().filter_map(|(from, _)| *from).chain(treaty.from()).max();
        let left = own.iter().filter_map(|(_, until)| *until).min();
        let until = left.into_iter().chain(treaty.until()).min();
        let today = panel.release(treaty.lead().row.release).published;
        let has_left = left.and_then(Period::end).is_some_and(|end| end < today);
        let status = if has_left { "inactive" } else { treaty.status().as_str() };
        // Of what some of the parties have yet to ratify, these two have where
        // the list has their days.
        let both_entered = own.iter().all(|(from, _)| from.is_some());
        let status = if status == "in-force-for-some" && both_entered { "in-force" } else { status };
        Self { from, until, status: status.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        specimen::Specimen,
        told::{absent, absent_where, derived, expressions, told, told_where},
    };

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
            ["a=BR b=BO type=trade title=Bolivia MERCOSUR signed=1996-12-17 from=1997-02-28 status=entered-into-force"]
        );
        assert_eq!(absent("agreement?area=AR,BR&type=trade"), "does not arise");
    }

    /// DESTA has years, the WTO days, and that it is in force: one agreement,
    /// that rests on both.
    #[test]
    fn what_two_sources_list_is_told_once() {
        let listed = "
            release desta 2021-01-15 P T
            agreement entered-into-force party:US party:PE type=trade title=\"Peru US\" signed=2006 from=2009
            agreement amendment party:US party:PE type=trade title=\"Peru US amended\" signed=2006
            release wto-rta 2026-01-15 P T
            agreement in-negotiation party:US party:PE type=trade title=Talks
            agreement in-force party:US party:PE type=trade title=\"United States - Peru\" signed=2006-04-12 from=2009-02-01";
        let told = told_where(listed, "agreement?area=US,PE&type=trade");
        assert_eq!(
            told,
            [
                "a=US b=PE type=trade title=United States - Peru signed=2006-04-12 from=2009-02-01 status=in-force",
                "a=US b=PE type=trade title=Peru US amended signed=2006 status=amendment",
            ]
        );
        let facts = derived(&Specimen::read(listed).panel(), "agreement?area=US,PE&type=trade").unwrap();
        assert_eq!(facts[0].derivation.inputs().len(), 2);
    }

    /// Dates that contradict each other are those of two agreements, and a year
    /// of entry into force fills what a list of the signed ones leaves open.
    #[test]
    fn what_differs_is_told_apart() {
        let listed = "
            release desta 2021-01-15 P T
            agreement entered-into-force party:US party:PE type=trade title=A signed=2006 from=2010
            agreement entered-into-force party:US party:BO type=trade title=C signed=2006 from=2010
            release wto-rta 2026-01-15 P T
            agreement inactive party:US party:PE type=trade title=B signed=2006-04-12 from=2009-02-01 until=2020-01-01
            agreement signed party:US party:BO type=trade title=D signed=2006-04-12";
        let told = |expression| told_where(listed, expression);
        assert_eq!(
            told("agreement?area=US,PE&type=trade"),
            [
                "a=US b=PE type=trade title=B signed=2006-04-12 from=2009-02-01 until=2020-01-01 status=inactive",
                "a=US b=PE type=trade title=A signed=2006 from=2010 status=entered-into-force",
            ]
        );
        assert_eq!(
            told("agreement?area=US,BO&type=trade"),
            ["a=US b=BO type=trade title=D signed=2006-04-12 from=2010 status=entered-into-force"]
        );
    }

    /// A party that came later, or left, has days of its own.
    #[test]
    fn between_two_parties_it_is_what_it_is_for_both() {
        let listed = "
            release wto-rta 2026-01-15 P T
            agreement in-force-for-some party:AU party:PE party:VN party:GB party:TD type=trade title=Pact \
            signed=2018-03-08 from=2018-12-30 entry-dates=\"Peru(19-Sep-2021 - ); Viet Nam(14-Jan-2019 - ); \
            United Kingdom(01-Jan-2019 - 31-Dec-2020)\"";
        let listed = listed.replace("\\\n", " ");
        let told = |pair: &str| told_where(&listed, &format!("agreement?area={pair}&type=trade")).remove(0);
        let pact = "type=trade title=Pact signed=2018-03-08";
        assert_eq!(told("PE,VN"), format!("a=PE b=VN {pact} from=2021-09-19 status=in-force"));
        assert_eq!(told("AU,PE"), format!("a=AU b=PE {pact} from=2021-09-19 status=in-force-for-some"));
        assert_eq!(told("AU,TD"), format!("a=AU b=TD {pact} from=2018-12-30 status=in-force-for-some"));
        assert_eq!(told("GB,VN"), format!("a=GB b=VN {pact} from=2019-01-14 until=2020-12-31 status=inactive"));
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
            "no data but from desta, wto-rta"
        );
        assert_eq!(absent("agreement?area=US,BO&type=investment&title=Another"), "no data but from unctad-bits");
        assert_eq!(
            absent("agreement?area=US,BO"),
            "type is missing: which agreements, as type=investment or type=trade"
        );
    }
}
