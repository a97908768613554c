use attache_model::{EventKind, EventRef, Panel, Period, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, RoleName, Value, select};

/// When one state recognized another.
pub(super) struct Recognition;

impl Kind for Recognition {
    fn id(&self) -> &'static str {
        "recognition"
    }

    fn states(&self) -> &'static str {
        "When one state recognized another (not a change of its government). `area` is the recognizing and the \
         recognized state. Roles: subject, object, date. Other dates that the source gives are dissents."
    }

    fn areas(&self) -> &'static [RoleName] {
        &["subject", "object"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Recognition, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (subject, object) = args.pair()?;
        let mut events =
            select::current_between(panel, EventKind::Recognition, (subject, Role::Subject), (object, Role::Object));
        // A stretch of years is the recognition of a change, as of a union.
        events.retain(|e| e.status == "recognized" && e.from.is_some_and(|f| !matches!(f, Period::Years { .. })));
        events.sort_by_key(|e| (e.attribute("section") == Some("summary"), e.from, e.row));
        let fact = |event: &EventRef<'_>| {
            let date = event.from.unwrap_or(Period::Unstated);
            Fact::new(Expression::new(self.id(), Args::of(&[subject, object]).at(date)), Derivation::from(*event))
                .with("subject", Value::Area(subject))
                .with("object", Value::Area(object))
                .with("date", Value::Period(date))
        };
        // What the timeline has at a later date is another recognition; what the
        // summary has at another date is another account of the first.
        let in_summary = |e: &&EventRef<'_>| e.attribute("section") == Some("summary");
        let (summary, timeline): (Vec<&EventRef<'_>>, Vec<&EventRef<'_>>) = events.iter().partition(in_summary);
        let said = |date: Period| timeline.iter().filter_map(|e| e.from).any(|d| d == date || date.contains(d));
        let mut facts: Vec<Fact> = timeline.first().or(summary.first()).map(|e| fact(e)).into_iter().collect();
        facts.extend(
            summary
                .iter()
                .skip(usize::from(timeline.is_empty()))
                .filter(|e| e.from.is_some_and(|d| !said(d)))
                .map(|e| fact(e)),
        );
        let mut facts = facts.into_iter();
        let first = facts.next().map(|first| Fact { dissent: facts.collect(), ..first });
        let asked = first.and_then(|first| select::account(first, args));
        asked.map(|fact| vec![fact]).ok_or_else(|| Absent::no_data_but_by_us(args, &["historian-relations"]))
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, told};

    #[test]
    fn the_first_recognition_and_what_other_accounts_say() {
        assert_eq!(told("recognition?area=US,BO"), ["subject=US object=BO date=1848-05-30"]);
        assert_eq!(
            told("recognition?area=US,TD"),
            ["subject=US object=TD date=1960-08-11 / subject=US object=TD date=1960-08-13"]
        );
        assert_eq!(told("recognition?area=US,TD&time=1960-08-13"), ["subject=US object=TD date=1960-08-13"]);
    }

    #[test]
    fn who_recognized_whom_is_not_turned_round() {
        assert_eq!(absent("recognition?area=BO,US"), "does not arise");
        assert_eq!(absent("recognition?area=US,PE"), "no data but from historian-relations");
        assert_eq!(absent("recognition?area=PE,TD"), "no data");
    }
}
