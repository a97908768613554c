use std::{
    num::NonZero,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use attache_model::{Event, Observation, Panel, PanelBuilder, Query, ReleaseIx, Row};

use crate::{
    Store, StoreError,
    manifest::Kept,
    select::{EventSelections, ObservationSelections},
    store::Layer,
    table::{self, read_events, read_observations},
};

/// What one release has of what was asked.
#[derive(Default)]
struct Found {
    observations: Vec<(Observation, Row)>,
    events: Vec<(Event, Row)>,
}

impl Store {
    /// What every release says of what is asked, as of the query's dates.
    ///
    /// The panel has all releases of the store that the dates let through, also
    /// those that say nothing of it, since their coverage may.
    pub fn panel(&self, query: &Query) -> Result<Panel, StoreError> {
        let mut kept = self.kept()?;
        kept.retain(|(_, k)| query.published_by.is_none_or(|day| k.release.published <= day));
        kept.retain(|(_, k)| query.known_by.is_none_or(|instant| k.release.recorded <= instant));

        let mut builder = PanelBuilder::default();
        let asked: Vec<(ReleaseIx, &Layer, Kept)> =
            kept.into_iter().map(|(layer, kept)| (builder.release(kept.release.clone()), layer, kept)).collect();
        let all = read_all(&asked, query)?;
        builder.reserve(all.iter().map(|f| f.observations.len()).sum(), all.iter().map(|f| f.events.len()).sum());
        for found in all {
            for (observation, row) in found.observations {
                builder.observation(observation, row);
            }
            for (event, row) in found.events {
                builder.event(event, row);
            }
        }
        Ok(builder.build())
    }
}

/// Reads releases side by side, and gives what was found in their order.
fn read_all(asked: &[(ReleaseIx, &Layer, Kept)], query: &Query) -> Result<Vec<Found>, StoreError> {
    let observations = ObservationSelections::of(query);
    let events = EventSelections::of(query);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut read = Vec::new();
        while let Some((release, layer, kept)) = asked.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut found = Found::default();
            if let (Some(wanted), Some(table)) = (&observations, &kept.observations) {
                let tail = table::open_observations(&layer.objects, table)?;
                found.observations = read_observations(&tail, wanted, *release)?;
            }
            if let (Some(wanted), Some(table)) = (&events, &kept.events) {
                let tail = table::open_events(&layer.objects, table)?;
                found.events = read_events(&tail, wanted, *release)?;
            }
            read.push((*release, found));
        }
        Ok(read)
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(asked.len()).min(8);
    let mut all = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut all = work()?;
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok::<_, StoreError>(all)
    })?;
    all.sort_by_key(|(release, _)| *release);
    Ok(all.into_iter().map(|(_, found)| found).collect())
}
