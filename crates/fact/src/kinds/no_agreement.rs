use attache_model::{EventKind, Panel, Period, Selection};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, RoleName, Value,
    kinds::treaties::{between, category, sources},
    select,
};

/// That two states have no agreement of a type.
pub(super) struct NoAgreement;

impl Kind for NoAgreement {
    fn id(&self) -> &'static str {
        "no-agreement"
    }

    fn states(&self) -> &'static str {
        "That two states have not concluded an agreement of a type, by a release that declares to list all of them, and \
         up to when it does. `area` is the pair; `type` is as for agreement. Roles: a, b, type, until."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["type"]
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
        let (release, coverage) =
            panel.coverage(EventKind::Agreement, category, &[a, b]).ok_or(Absent::no_data(sources(category)))?;
        if !between(panel, category, a, b).is_empty() {
            return Err(Absent::NotApplicable);
        }
        // A list that does not say until when is of the day it was published.
        let until = coverage.until.unwrap_or(Period::Day(panel.release(release).published));
        let input = Input::Coverage { kind: EventKind::Agreement, release };
        Ok(vec![
            Fact::new(
                Expression::new(self.id(), Args::of(&[a, b]).with("type", &category)),
                Derivation::Computed { operation: Operation::Absence, inputs: vec![input] },
            )
            .with("a", Value::Area(a))
            .with("b", Value::Area(b))
            .with("type", Value::Text(category.to_string()))
            .with("until", Value::Period(until)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        specimen::Specimen,
        told::{absent, absent_by, absent_where, told},
    };

    #[test]
    fn absence_needs_a_release_that_lists_all() {
        assert_eq!(
            told("no-agreement?area=US,BO&type=trade"),
            ["a=US b=BO type=trade until=2020 (absence under declared coverage of 1)"]
        );
        let silent = "
            release desta 2021-01-15 P T
            agreement in-force party:US party:PE type=trade title=A signed=2006";
        assert_eq!(absent_where(silent, "no-agreement?area=US,BO&type=trade"), "no data but from desta, wto-rta");
        let of_others = format!("{silent}\ncovers agreement trade among=US,PE all");
        assert_eq!(absent_where(&of_others, "no-agreement?area=US,BO&type=trade"), "no data but from desta, wto-rta");
    }

    /// What is negotiated binds nobody. A list that does not say to when it
    /// reaches is of the day of its publication.
    #[test]
    fn talks_are_no_agreement() {
        assert_eq!(
            told("no-agreement?area=PE,BO&type=investment"),
            ["a=PE b=BO type=investment until=2020-01-31 (absence under declared coverage of 1)"]
        );
    }

    #[test]
    fn absent_where_there_is_one() {
        // Ended though it is, they concluded it.
        assert_eq!(absent("no-agreement?area=US,BO&type=investment"), "does not arise");
        assert_eq!(absent("no-agreement?area=US,PE&type=trade"), "does not arise");
        assert_eq!(absent("no-agreement?area=US,BO&type=tax"), "no data");
    }

    #[test]
    fn before_the_list_was_published_nothing_is_known() {
        let panel = Specimen::united_states_bolivia().panel().published_by("2021-01-14".parse().unwrap());
        assert_eq!(absent_by(&panel, "no-agreement?area=US,BO&type=trade"), "no data but from desta, wto-rta");
    }
}
