use std::collections::{BTreeMap, HashSet};

use attache_model::{Date, Extent, Release};
use attache_source::About;
use attache_store::{Progress, Rejection, Report};

use crate::{AsOf, Engine, Error, pull::next_release};

/// A source and what the store has of it.
#[derive(Clone, Debug)]
pub struct SourceStatus {
    pub id: String,
    pub publisher: String,
    pub title: String,
    pub licence: String,
    /// The terms forbid handing on the raw rows.
    pub restricted: bool,
    /// Of a source that the program knows how to get; `None` for a data package
    /// of the user's.
    pub about: Option<&'static About>,
    /// `attache pull` can fetch it.
    pub can_pull: bool,
    pub releases: usize,
    pub observations: u64,
    pub events: u64,
    /// Bytes of its files as they came, each counted once.
    pub bytes: u64,
    /// Of its releases together: the most areas and pairs that one of them
    /// has, and the years of all.
    pub extent: Extent,
    pub newest: Option<Release>,
    /// When the next release is announced or can be expected.
    pub next: Option<Date>,
}

impl SourceStatus {
    /// Of a source's releases, as the newest of them describes it.
    fn of(releases: &[Release]) -> Self {
        let newest = releases.iter().max_by_key(|r| (r.published, r.recorded)).cloned();
        let said = |what: fn(&Release) -> &str| newest.as_ref().map_or_else(String::new, |r| what(r).to_owned());
        Self {
            id: said(|r| r.source.as_str()),
            publisher: said(|r| &r.publisher),
            title: said(|r| &r.title),
            licence: said(|r| &r.licence),
            restricted: newest.as_ref().is_some_and(|r| r.restricted),
            about: None,
            can_pull: false,
            releases: releases.len(),
            observations: releases.iter().map(|r| r.observations).sum(),
            events: releases.iter().map(|r| r.events).sum(),
            bytes: bytes(releases),
            extent: extent(releases),
            newest,
            next: None,
        }
    }
}

impl Engine {
    /// Every source, with what the store has of it; `announced` are the days on
    /// which sources announced a release.
    pub fn sources(&self, announced: &BTreeMap<String, Vec<Date>>) -> Result<Vec<SourceStatus>, Error> {
        let mut by_source: BTreeMap<String, Vec<Release>> = BTreeMap::new();
        for release in self.store.releases()? {
            by_source.entry(release.source.to_string()).or_default().push(release);
        }
        let mut sources = Vec::new();
        for source in self.all_sources() {
            let about = source.about();
            let mut status = SourceStatus::of(&by_source.remove(about.id).unwrap_or_default());
            status.next =
                status.newest.as_ref().and_then(|n| next_release(about, n.published, announced.get(about.id)));
            sources.push(SourceStatus {
                id: about.id.to_owned(),
                publisher: about.publisher.to_owned(),
                title: about.title.to_owned(),
                licence: about.licence.to_owned(),
                restricted: about.restricted,
                about: Some(about),
                can_pull: source.can_pull(),
                ..status
            });
        }
        sources.extend(by_source.into_values().map(|releases| SourceStatus::of(&releases)));
        Ok(sources)
    }

    /// The releases of the store, or of one source, as of the dates.
    pub fn releases(&self, source: Option<&str>, as_of: AsOf) -> Result<Vec<Release>, Error> {
        let mut releases = self.store.releases()?;
        // A data package is a source by its own name.
        if let Some(id) = source.filter(|id| !releases.iter().any(|r| r.source == **id)) {
            self.source(id)?;
        }
        releases.retain(|r| source.is_none_or(|id| r.source == *id));
        releases.retain(|r| as_of.published.is_none_or(|day| r.published <= day));
        releases.retain(|r| as_of.known.is_none_or(|instant| r.recorded <= instant));
        Ok(releases)
    }

    /// The answers of publishers, or of one source's, that were not taken.
    pub fn rejections(&self, source: Option<&str>) -> Result<Vec<Rejection>, Error> {
        let mut rejections = self.store.rejections()?;
        rejections.retain(|r| source.is_none_or(|id| r.source == *id));
        Ok(rejections)
    }

    /// Rehashes every snapshot and table.
    pub fn verify(&self, progress: impl FnMut(Progress<'_>)) -> Result<Report, Error> {
        Ok(self.store.verify(progress)?)
    }
}

fn bytes(releases: &[Release]) -> u64 {
    let mut seen = HashSet::new();
    releases.iter().filter(|r| seen.insert(r.snapshot.hash)).map(|r| r.snapshot.bytes).sum()
}

fn extent(releases: &[Release]) -> Extent {
    let years = releases.iter().filter_map(|r| r.extent.years);
    Extent {
        areas: releases.iter().map(|r| r.extent.areas).max().unwrap_or(0),
        pairs: releases.iter().map(|r| r.extent.pairs).max().unwrap_or(0),
        years: years.reduce(|(a, b), (c, d)| (a.min(c), b.max(d))),
    }
}
