use std::{
    num::NonZero,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use attache_model::{Area, AreaKind, AreaSet, Language, Panel, Selection};
use attache_sheet::{Facts, Parameters, Sheet, Written};

use crate::{AsOf, Engine, Error, sheets::sheet_areas};

/// As many partners of a country share a panel of trade by product. BACI has up
/// to some 10,000 products a pair and year, both ways.
const PARTNERS: usize = 16;

impl Engine {
    /// Writes the sheet of every ordered pair of countries, on all processors.
    /// `each` is given them in no particular order.
    ///
    /// All share one panel. Where the store has tables of trade by product, that
    /// trade is left out of it and read for some pairs at a time, so that memory
    /// does not grow with the tables.
    ///
    /// # Errors
    /// The first that a sheet or `each` meets.
    pub fn all_sheets(
        &self,
        language: Language,
        as_of: AsOf,
        each: impl Fn(&Parameters, &Written) -> Result<(), Error> + Sync,
    ) -> Result<usize, Error> {
        let countries: Vec<Area> = sheet_areas().filter(|a| a.kind() == AreaKind::Country).collect();
        let (sheet, wordings) = (Sheet::pair(), self.wordings(language));
        let parameters = |pair: [Area; 2]| Parameters { areas: pair.to_vec(), as_of: as_of.published };
        let apart = self.store.has_products(as_of.published, as_of.known)?;
        // What is needed of one pair tells what is of any.
        let [first, second, ..] = countries.as_slice() else { return Ok(0) };
        let needs = sheet.needs_of(&parameters([*first, *second]), |kind| !(apart && kind.reads_products()))?;
        let panel = self.store.panel(&as_of.query(widened(needs)))?;
        let shared = Facts::new(panel).with_caveats(Arc::clone(&self.caveats));

        let parts: Vec<(Area, &[Area])> =
            countries.iter().flat_map(|a| countries.chunks(PARTNERS).map(|partners| (*a, partners))).collect();
        let (next, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || -> Result<(), Error> {
            while let Some((a, partners)) = parts.get(next.fetch_add(1, Ordering::Relaxed)) {
                let pairs = || partners.iter().filter(|b| *b != a).map(|b| parameters([*a, *b]));
                let with_products = match apart {
                    true => Some(self.products(&shared, sheet, pairs(), as_of)?),
                    false => None,
                };
                let facts = with_products.as_ref().unwrap_or(&shared);
                for pair in pairs() {
                    each(&pair, &self.with_titles(sheet.write(&pair, wordings, facts)?))?;
                    written.fetch_add(1, Ordering::Relaxed);
                }
            }
            Ok(())
        };
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            work()?;
            others.into_iter().try_for_each(|other| other.join().unwrap_or_else(|p| std::panic::resume_unwind(p)))
        })?;
        Ok(written.into_inner())
    }

    /// The facts with those on the products that these pairs trade.
    fn products(
        &self,
        shared: &Facts,
        sheet: &Sheet,
        pairs: impl Iterator<Item = Parameters>,
        as_of: AsOf,
    ) -> Result<Facts, Error> {
        let mut needs: Vec<Selection> = Vec::new();
        for pair in pairs {
            for need in sheet.needs_of(&pair, |kind| kind.reads_products())? {
                if !needs.contains(&need) {
                    needs.push(need);
                }
            }
        }
        let panel = self.store.panel(&as_of.query(needs))?;
        if !have_same_releases(&panel, shared.panel()) {
            return Err(Error::request(
                "the store changed while sheets were written from it".to_owned(),
                "run it again when no import is under way",
            ));
        }
        Ok(shared.with_products(panel))
    }
}

fn have_same_releases(a: &Panel, b: &Panel) -> bool {
    a.releases().map(|r| &r.id).eq(b.releases().map(|r| &r.id))
}

/// The selections with every area in place of those that they name.
pub(crate) fn widened(needs: Vec<Selection>) -> Vec<Selection> {
    let mut wide: Vec<Selection> = Vec::new();
    for need in needs {
        let need = match need {
            Selection::Observations { counterpart_area, indicator, .. } => Selection::Observations {
                ref_area: AreaSet::All,
                counterpart_area: counterpart_area.map(|_| AreaSet::All),
                indicator,
            },
            Selection::Events { kind, .. } => Selection::Events { kind, area: AreaSet::All, with: None },
        };
        if !wide.contains(&need) {
            wide.push(need);
        }
    }
    wide
}
