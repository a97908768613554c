use std::{
    num::NonZero,
    ops::Range,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use attache_model::{Panel, PanelBuilder, Query, ReleaseIx, Row};

use crate::{
    Store, StoreError, TableKind,
    manifest::{Kept, Table},
    objects::Objects,
    select::{EventSelections, ObservationSelections},
    store::Layer,
    table::{self, read_events, read_observations},
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

/// Rows of a table that are read at a time, so that two processors share the
/// work on a large one. An edition of the Factbook is one part: each part reads
/// the table's index anew.
const PART: usize = 1 << 17;

/// A part of a table.
struct Part<'a> {
    release: ReleaseIx,
    objects: &'a Objects,
    table: &'a Table,
    kind: TableKind,
    rows: Range<usize>,
}

/// The parts of all tables, the largest first.
fn parts<'a>(asked: &'a [(ReleaseIx, &'a Layer, Kept)], kinds: &[TableKind]) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    for (release, layer, kept) in asked {
        for kind in kinds {
            let table = match kind {
                TableKind::Observations => &kept.observations,
                TableKind::Events => &kept.events,
            };
            let Some(table) = table else { continue };
            let rows = table.rows as usize;
            let part = |start| Part {
                release: *release,
                objects: &layer.objects,
                table,
                kind: *kind,
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
    let mut kinds = Vec::new();
    kinds.extend(observations.is_some().then_some(TableKind::Observations));
    kinds.extend(events.is_some().then_some(TableKind::Events));
    let parts = parts(asked, &kinds);
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut found_observations, mut found_events) = (Vec::new(), Vec::new());
        while let Some(Part { release, objects, table, kind, rows }) = parts.get(next.fetch_add(1, Ordering::Relaxed)) {
            let row = |row| Row { release: *release, row };
            if let (TableKind::Observations, Some(wanted)) = (kind, &observations) {
                let tail = table::open_observations(objects, table)?;
                read_observations(&tail, wanted, rows, |it, at| found_observations.push((it, row(at))))?;
            }
            if let (TableKind::Events, Some(wanted)) = (kind, &events) {
                let tail = table::open_events(objects, table)?;
                read_events(&tail, wanted, rows, |it, at| found_events.push((it, row(at))))?;
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
