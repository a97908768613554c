use std::{
    num::NonZero,
    ops::Range,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use attache_model::{Date, Panel, PanelBuilder, Query, ReleaseIx, Row, Timestamp};

use crate::{
    Store, StoreError,
    manifest::{Kept, ProductTable, Table},
    objects::Objects,
    select::{EventSelections, ObservationSelections},
    store::Layer,
    table::{self, WantedProducts, read_events, read_observations, read_products},
};

impl Store {
    /// What every release says of what is asked, as of the query's dates.
    ///
    /// The panel has all releases of the store that the dates let through, also
    /// those that say nothing of it, since their coverage may.
    pub fn panel(&self, query: &Query) -> Result<Panel, StoreError> {
        let kept = self.kept_as_of(query.published_by, query.known_by)?;
        let mut builder = PanelBuilder::default();
        let asked: Vec<(ReleaseIx, &Layer, Kept)> =
            kept.into_iter().map(|(layer, kept)| (builder.release(kept.release.clone()), layer, kept)).collect();
        let builder = Mutex::new(builder);
        read_all(&asked, query, &builder)?;
        Ok(builder.into_inner().unwrap_or_else(|e| e.into_inner()).build())
    }
}

impl Store {
    /// Whether a release that the dates let through has tables of trade by
    /// product, which are too large for a panel of all pairs.
    pub fn has_products(&self, published_by: Option<Date>, known_by: Option<Timestamp>) -> Result<bool, StoreError> {
        let kept = self.kept_as_of(published_by, known_by)?;
        Ok(kept.iter().any(|(_, kept)| kept.numbered_products().next().is_some()))
    }
}

/// Rows of a table that are read at a time, so that two processors share the
/// work on a large one. An edition of the Factbook is one part: each part reads
/// the table's index anew.
const PART: usize = 1 << 17;

/// A part of a table.
struct Part<'a> {
    release: ReleaseIx,
    objects: &'a Objects,
    of: Of<'a>,
    rows: Range<usize>,
}

/// What is asked of a table.
#[derive(Clone)]
enum Of<'a> {
    Observations(&'a Table, &'a ObservationSelections),
    Events(&'a Table, &'a EventSelections<'a>),
    /// With the number of the table's first figure.
    Products(&'a ProductTable, WantedProducts<'a>, u32),
}

impl Of<'_> {
    fn rows(&self) -> usize {
        let table = match self {
            Self::Observations(table, _) | Self::Events(table, _) => table,
            Self::Products(products, ..) => &products.table,
        };
        table.rows as usize
    }
}

/// The parts of all tables, the largest first.
fn parts<'a>(
    asked: &'a [(ReleaseIx, &'a Layer, Kept)],
    observations: Option<&'a ObservationSelections>,
    events: Option<&'a EventSelections<'a>>,
) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    for (release, layer, kept) in asked {
        let mut whole = Vec::new();
        if let Some(wanted) = observations {
            whole.extend(kept.observations.as_ref().map(|table| Of::Observations(table, wanted)));
            whole.extend(kept.numbered_products().filter_map(|(first, products)| {
                Some(Of::Products(products, WantedProducts::of(products, wanted)?, first))
            }));
        }
        if let Some(wanted) = events {
            whole.extend(kept.events.as_ref().map(|table| Of::Events(table, wanted)));
        }
        for of in whole {
            let rows = of.rows();
            let part = |start| Part {
                release: *release,
                objects: &layer.objects,
                of: of.clone(),
                rows: start..rows.min(start + PART),
            };
            parts.extend((0..rows).step_by(PART).map(part));
        }
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.rows.len()));
    parts
}

/// Reads tables side by side. A panel sorts what it is given, so that it does
/// not matter which is read first.
fn read_all(
    asked: &[(ReleaseIx, &Layer, Kept)],
    query: &Query,
    builder: &Mutex<PanelBuilder>,
) -> Result<(), StoreError> {
    let observations = ObservationSelections::of(query);
    let events = EventSelections::of(query);
    let parts = parts(asked, observations.as_ref(), events.as_ref());
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut found_observations, mut found_events) = (Vec::new(), Vec::new());
        while let Some(Part { release, objects, of, rows }) = parts.get(next.fetch_add(1, Ordering::Relaxed)) {
            let row = |row| Row { release: *release, row };
            match of {
                Of::Observations(table, wanted) => {
                    let tail = table::open_observations(objects, table)?;
                    read_observations(&tail, wanted, rows, |it, at| found_observations.push((it, row(at))))?;
                }
                Of::Products(products, wanted, first) => {
                    let tail = table::open_products(objects, &products.table)?;
                    read_products(&tail, &products.trade, wanted, rows, |it, at| {
                        found_observations.push((it, row(first + at)));
                    })?;
                }
                Of::Events(table, wanted) => {
                    let tail = table::open_events(objects, table)?;
                    read_events(&tail, wanted, rows, |it, at| found_events.push((it, row(at))))?;
                }
            }
            let mut builder = builder.lock().unwrap_or_else(|e| e.into_inner());
            builder.extend(found_observations.drain(..), found_events.drain(..));
        }
        Ok(())
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(parts.len()).min(8);
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let own = work();
        let others =
            others.into_iter().map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        others.fold(own, Result::and)
    })
}
