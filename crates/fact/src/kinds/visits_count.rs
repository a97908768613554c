use attache_model::{EventKind, Panel, Period, Selection};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, RoleName, Value,
    kinds::visit_latest::{SOURCES, visits},
    select,
};

/// How many visits of one state's leaders to another are on record.
pub(super) struct VisitsCount;

impl Kind for VisitsCount {
    fn id(&self) -> &'static str {
        "visits-count"
    }

    fn states(&self) -> &'static str {
        "How many visits of leaders of one state to another are on record, and since when. `area` is the visitors' \
         state and the host. Roles: visitor, host, leaders (where the \
         record is of presidents and secretaries alone), count, since (the first visit)."
    }

    fn areas(&self) -> &'static [RoleName] {
        &["visitor", "host"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Visit, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (visitor, host) = args.pair()?;
        let events = visits(panel, visitor, host);
        let since = events.first().and_then(|e| e.from).ok_or_else(|| Absent::no_data_but_of_us(args, SOURCES))?;
        let inputs: Vec<Input> = events.iter().map(|e| Input::from(*e)).collect();
        let of_presidents = events.iter().all(|e| matches!(e.attribute("role"), Some("president" | "secretary")));
        Ok(vec![
            Fact::new(
                Expression::new(self.id(), Args::of(&[visitor, host])),
                Derivation::Computed { operation: Operation::Count, inputs },
            )
            .with("visitor", Value::Area(visitor))
            .with("host", Value::Area(host))
            .with_some("leaders", of_presidents.then(|| Value::Text("presidents-and-secretaries".to_owned())))
            .with("count", Value::Count(u32::try_from(events.len()).unwrap_or(u32::MAX)))
            .with_some("since", since.year().map(|y| Value::Period(Period::Year(y)))),
        ])
    }
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn how_many_and_since_when() {
        assert_eq!(told("visits-count?area=BO,US"), ["visitor=BO host=US count=5 since=1943 (count of 5)"]);
    }

    #[test]
    fn two_places_are_one_visit() {
        assert_eq!(
            told("visits-count?area=US,BO"),
            ["visitor=US host=BO leaders=presidents-and-secretaries count=1 since=1976 (count of 1)"]
        );
    }

    #[test]
    fn absent() {
        assert_eq!(
            crate::told::absent("visits-count?area=US,PE"),
            "no data but from historian-visits, historian-travels"
        );
        assert_eq!(crate::told::absent("visits-count?area=BO,PE"), "no data");
    }
}
