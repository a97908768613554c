use std::{
    num::NonZero,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use attache_model::{Panel, PanelBuilder, Query, ReleaseIx, Row};

use crate::{
    Store, StoreError,
    manifest::Kept,
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
        let mut kept = self.kept()?;
        kept.retain(|(_, k)| query.published_by.is_none_or(|day| k.release.published <= day));
        kept.retain(|(_, k)| query.known_by.is_none_or(|instant| k.release.recorded <= instant));

        let mut builder = PanelBuilder::default();
        let asked: Vec<(ReleaseIx, &Layer, Kept)> =
            kept.into_iter().map(|(layer, kept)| (builder.release(kept.release.clone()), layer, kept)).collect();
        let builder = Mutex::new(builder);
        read_all(&asked, query, &builder)?;
        Ok(builder.into_inner().unwrap_or_else(|e| e.into_inner()).build())
    }
}

/// Reads releases side by side. A panel sorts what it is given, so that it does
/// not matter which is read first.
fn read_all(asked: &[(ReleaseIx, &Layer, Kept)], query: &Query, builder: &Mutex<PanelBuilder>) -> Result<(), StoreError> {
    let observations = ObservationSelections::of(query);
    let events = EventSelections::of(query);
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut found_observations, mut found_events) = (Vec::new(), Vec::new());
        while let Some((release, layer, kept)) = asked.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let (Some(wanted), Some(table)) = (&observations, &kept.observations) {
                let tail = table::open_observations(&layer.objects, table)?;
                read_observations(&tail, wanted, |observation, row| {
                    found_observations.push((observation, Row { release: *release, row }));
                })?;
            }
            if let (Some(wanted), Some(table)) = (&events, &kept.events) {
                let tail = table::open_events(&layer.objects, table)?;
                read_events(&tail, wanted, |event, row| found_events.push((event, Row { release: *release, row })))?;
            }
            let mut builder = builder.lock().unwrap_or_else(|e| e.into_inner());
            builder.extend(found_observations.drain(..), found_events.drain(..));
        }
        Ok(())
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(asked.len()).min(8);
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let own = work();
        let others = others.into_iter().map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        others.fold(own, Result::and)
    })
}
