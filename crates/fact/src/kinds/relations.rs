use std::collections::BTreeMap;

use attache_model::{EventKind, EventRef, Panel, Period, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Value, select};

/// When two states established diplomatic relations, or all that befell them.
pub(super) struct Relations {
    id: &'static str,
    states: &'static str,
    /// Only their first establishment.
    first: bool,
}

pub(super) static ESTABLISHED: Relations = Relations {
    id: "relations-established",
    states: "When two states established diplomatic relations. `area` is the pair. Roles: a, b, date. Where \
             sources, or places of one source, give other dates, each is a dissent of the fact.",
    first: true,
};

pub(super) static HISTORY: Relations = Relations {
    id: "relations-history",
    states: "Each later event of the diplomatic relations of two states: severed, interrupted, resumed. `area` is \
             the pair. Roles: a, b, event, date.",
    first: false,
};

/// The section of the source's article that is preferred where its sections
/// disagree: the timeline is headed and dated, the summary a narrative.
fn is_preferred(event: &EventRef<'_>) -> bool {
    event.attribute("section") != Some("summary")
}

impl Kind for Relations {
    fn id(&self) -> &'static str {
        self.id
    }

    fn states(&self) -> &'static str {
        self.states
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::DiplomaticRelations, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (a, b) = args.pair()?;
        let events = select::current_of_both(panel, EventKind::DiplomaticRelations, a, b);
        let fact = |event: &EventRef<'_>, date: Period| {
            let mut args = Args::of(&[a, b]).at(date);
            if !self.first {
                args = args.with("event", &event.status);
            }
            let fact = Fact::new(Expression::new(self.id, args), Derivation::from(*event))
                .with("a", Value::Area(a))
                .with("b", Value::Area(b))
                .with("date", Value::Period(date));
            if self.first { fact } else { fact.with("event", Value::Text(event.status.to_string())) }
        };
        let mut facts: Vec<Fact> = if self.first {
            let mut dated: Vec<(bool, Period, &EventRef<'_>)> = events
                .iter()
                .filter(|e| e.status == "established")
                .filter_map(|e| Some((!is_preferred(e), e.from?, e)))
                .collect();
            dated.sort_by_key(|(later, date, e)| (*later, *date, e.row));
            let mut by_date: BTreeMap<(bool, Period), Fact> = BTreeMap::new();
            let first_day = dated.first().map(|(_, date, _)| *date);
            for (later, date, event) in &dated {
                // A year that holds the day already given says nothing else.
                let said = first_day.is_some_and(|first| *date != first && date.contains(first));
                if !said && !by_date.keys().any(|(_, d)| d == date) {
                    by_date.insert((*later, *date), fact(event, *date));
                }
            }
            let mut facts = by_date.into_values();
            let first = facts.next().map(|mut first| {
                first.dissent = facts.collect();
                first
            });
            first.into_iter().collect()
        } else {
            let mut later: Vec<(Period, &EventRef<'_>)> = events
                .iter()
                .filter(|e| e.status != "established" && is_preferred(e))
                .filter_map(|e| Some((e.from?, e)))
                .collect();
            later.sort_by_key(|(date, e)| (*date, e.row));
            later.into_iter().map(|(date, e)| fact(e, date)).collect()
        };
        match args.time {
            crate::Time::Period(asked) => {
                let dissent: Vec<Fact> = facts.iter_mut().flat_map(|f| std::mem::take(&mut f.dissent)).collect();
                facts.extend(dissent);
                facts.retain(|f| f.period("date") == Some(asked));
            }
            crate::Time::Latest | crate::Time::Last(_) => {}
        }
        if !facts.is_empty() {
            return Ok(facts);
        }
        // Relations on record that nothing befell are no gap.
        if !self.first && !events.is_empty() {
            return Err(Absent::NotApplicable);
        }
        Err(Absent::no_data_but_of_us(args, &["historian-relations"]))
    }
}
