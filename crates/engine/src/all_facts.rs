use std::{
    num::NonZero,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use attache_fact::{Expression, Fact, Kind, Time};
use attache_model::{Area, AreaKind, Panel};
use attache_sheet::{Parameters, Sheet};

use crate::{AsOf, Engine, Error, all_sheets::widened, sheets::sheet_areas};

impl Engine {
    /// Every fact that the built-in sheets could state, of each country and each
    /// ordered pair, and of each kind's latest `periods` periods; but for trade
    /// by product where the store has tables of it. `each` is given them on all
    /// processors, in no particular order, with the areas that they are about:
    /// those that `about` takes.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn all_facts(
        &self,
        as_of: AsOf,
        periods: u16,
        about: impl Fn(&[Area]) -> bool + Sync,
        each: impl Fn(&[Area], &Fact) + Sync,
    ) -> Result<usize, Error> {
        let countries: Vec<Area> = sheet_areas().filter(|a| a.kind() == AreaKind::Country).collect();
        let [first, second, ..] = countries.as_slice() else { return Ok(0) };
        let apart = self.store.has_products(as_of.published, as_of.known)?;
        let takes = |kind: &dyn Kind| !(apart && kind.reads_products());
        let mut needs = Sheet::pair().needs_of(&parameters(&[*first, *second]), takes)?;
        needs.extend(Sheet::country().needs_of(&parameters(&[*first]), takes)?);
        let panel = self.store.panel(&as_of.query(widened(needs)))?;

        let (next, told) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || -> Result<(), Error> {
            while let Some(a) = countries.get(next.fetch_add(1, Ordering::Relaxed)) {
                let tell = |areas: &[Area], sheet: &Sheet| -> Result<(), Error> {
                    if !about(areas) {
                        return Ok(());
                    }
                    let mut expressions = sheet.expressions(&parameters(areas))?;
                    expressions.retain(|e| e.args.area.len() == areas.len());
                    for fact in facts(expressions, periods, &panel, takes) {
                        each(areas, &fact);
                        told.fetch_add(1, Ordering::Relaxed);
                    }
                    Ok(())
                };
                tell(&[*a], Sheet::country())?;
                countries.iter().filter(|b| *b != a).try_for_each(|b| tell(&[*a, *b], Sheet::pair()))?;
            }
            Ok(())
        };
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            work()?;
            others.into_iter().try_for_each(|other| other.join().unwrap_or_else(|p| std::panic::resume_unwind(p)))
        })?;
        Ok(told.into_inner())
    }
}

fn parameters(areas: &[Area]) -> Parameters {
    Parameters { areas: areas.to_vec(), as_of: None }
}

/// The facts that the expressions give, each once.
fn facts(expressions: Vec<Expression>, periods: u16, panel: &Panel, takes: impl Fn(&dyn Kind) -> bool) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for mut expression in expressions {
        let Some(kind) = attache_fact::find(expression.kind).filter(|kind| takes(*kind)) else { continue };
        if !matches!(expression.args.time, Time::Period(_)) {
            expression.args.time = Time::Last(periods);
        }
        let told = kind.derive(&expression.args, panel).unwrap_or_default();
        facts.extend(told.into_iter().flat_map(|fact| {
            let others = fact.dissent.clone();
            std::iter::once(fact).chain(others)
        }));
    }
    facts.sort_by(|a, b| a.expression.cmp(&b.expression));
    facts.dedup_by(|a, b| a.expression == b.expression);
    facts
}
