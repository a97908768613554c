use std::collections::BTreeMap;

use attache_model::Release;
use attache_source::About;
use attache_store::{Progress, Report};

use crate::{AsOf, Engine, Error};

/// A source and what the store has of it.
#[derive(Clone, Debug)]
pub struct SourceStatus {
    pub about: &'static About,
    /// `attache pull` can fetch it.
    pub can_pull: bool,
    pub releases: usize,
    pub observations: u64,
    pub events: u64,
    pub newest: Option<Release>,
}

impl Engine {
    /// Every source, with what the store has of it.
    pub fn sources(&self) -> Result<Vec<SourceStatus>, Error> {
        let mut by_source: BTreeMap<String, Vec<Release>> = BTreeMap::new();
        for release in self.store.releases()? {
            by_source.entry(release.source.to_string()).or_default().push(release);
        }
        Ok(attache_source::all()
            .iter()
            .map(|source| {
                let about = source.about();
                let releases = by_source.remove(about.id).unwrap_or_default();
                SourceStatus {
                    about,
                    can_pull: source.can_pull(),
                    releases: releases.len(),
                    observations: releases.iter().map(|r| r.observations).sum(),
                    events: releases.iter().map(|r| r.events).sum(),
                    newest: releases.into_iter().max_by_key(|r| (r.published, r.recorded)),
                }
            })
            .collect())
    }

    /// The releases of the store, or of one source, as of the dates.
    pub fn releases(&self, source: Option<&str>, as_of: AsOf) -> Result<Vec<Release>, Error> {
        let mut releases = self.store.releases()?;
        // A data package is a source by its own name.
        if let Some(id) = source.filter(|id| !releases.iter().any(|r| r.source == **id)) {
            crate::import::source(id)?;
        }
        releases.retain(|r| source.is_none_or(|id| r.source == *id));
        releases.retain(|r| as_of.published.is_none_or(|day| r.published <= day));
        releases.retain(|r| as_of.known.is_none_or(|instant| r.recorded <= instant));
        Ok(releases)
    }

    /// Rehashes every snapshot and table.
    pub fn verify(&self, progress: impl FnMut(Progress<'_>)) -> Result<Report, Error> {
        Ok(self.store.verify(progress)?)
    }
}
