use attache_model::{EventKind, Panel, Period, Selection};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Value,
    kinds::agreement::{between, category, sources},
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
         up to when it does. `area` is the pair; `type` is `investment` or `trade`. Roles: a, b, type, until."
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
