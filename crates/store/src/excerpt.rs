//! Parts of a store that are handed on, beside a document that cites them.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    io,
};

use attache_model::{Hash, ReleaseId};
use object_store::path::Path;

use crate::{
    Store, StoreError,
    draft::Draft,
    hash::{Hasher, of_reader, read_parts},
    layout::{self, COMMITS, REJECTED, SNAPSHOTS, TABLES},
    manifest::{EventsRecord, ExcerptOf, Manifest, ReleaseRecord, TableRecord},
    objects::Objects,
    snapshot::unreadable,
    store::Layer,
    table::{self, Encoded},
};

/// What of a release is taken into an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// All that the store has of it: the publisher's file and the tables.
    Whole,
    /// These rows of its tables, with their places, and not the file.
    Rows { observations: BTreeSet<u32>, events: BTreeSet<u32> },
}

impl Store {
    /// Makes another store hold these releases of this one, and nothing else.
    ///
    /// Commits list the releases that are wanted alone. A release of which rows are
    /// wanted has tables of those, in the order that they had, and no snapshot;
    /// figures of products are among its observations. What it says of itself, its
    /// coverage and its extent among it, is that of the whole. The same releases and
    /// rows give the same bytes, whatever was there before; and objects are there
    /// before the commit that names them, and go after it has.
    ///
    /// # Errors
    /// When a release is not there or damaged, or the other store has imports of its
    /// own, which would be lost.
    pub fn excerpt(&self, into: &Self, wanted: &BTreeMap<ReleaseId, Part>) -> Result<(), StoreError> {
        let layer = &into.layers[0];
        refuse_imports(&layer.objects)?;
        let mut commits: BTreeMap<Path, Manifest> = BTreeMap::new();
        for id in wanted.keys() {
            let (from, kept) = self.find(id)?;
            let path = layout::commit(&kept.release.source, &kept.release.snapshot.hash);
            if let Entry::Vacant(commit) = commits.entry(path) {
                let written = self.excerpt_of(from, commit.key(), layer, wanted)?;
                commit.insert(written);
            }
        }
        let objects: BTreeSet<Path> = commits.values().flat_map(Manifest::objects).collect();
        layer.objects.settle(&objects)?;
        for (path, commit) in &commits {
            layer.objects.replace(path, commit.to_bytes().into())?;
        }
        layer.objects.settle(commits.keys())?;
        layer.forget();
        for folder in [COMMITS, REJECTED, SNAPSHOTS, TABLES] {
            let listed = layer.objects.list(folder)?.into_iter().map(|object| object.location);
            for stale in listed.filter(|path| !objects.contains(path) && !commits.contains_key(path)) {
                layer.objects.delete(&stale)?;
            }
        }
        layer.objects.staged()?.iter().try_for_each(|staged| staged.remove())
    }

    /// Whether all that the store has of a release are some of its rows, taken into
    /// an excerpt.
    pub fn has_rows_only(&self, release: &ReleaseId) -> Result<bool, StoreError> {
        Ok(self.find(release)?.1.rows_only)
    }

    /// Puts the objects of an import's wanted releases into a store; their commit.
    fn excerpt_of(
        &self,
        from: &Layer,
        path: &Path,
        into: &Layer,
        wanted: &BTreeMap<ReleaseId, Part>,
    ) -> Result<Manifest, StoreError> {
        let mut commit = Manifest::from_bytes(path.as_ref(), &from.objects.get(path)?)?;
        let part = |record: &ReleaseRecord| wanted.get(&ReleaseId(record.id.clone()));
        commit.releases.retain(|record| part(record).is_some());
        let has_rows = commit.releases.iter().any(|record| matches!(part(record), Some(Part::Rows { .. })));
        commit.excerpt = match has_rows || commit.excerpt == Some(ExcerptOf::Rows) {
            true => Some(ExcerptOf::Rows),
            false => Some(ExcerptOf::Releases),
        };
        for record in &mut commit.releases {
            if let Some(Part::Rows { observations, events }) = wanted.get(&ReleaseId(record.id.clone())) {
                self.rows_of(record, observations, events, &into.objects)?;
            }
        }
        for object in commit.objects() {
            // What was made of rows is there already.
            if !is_whole(&into.objects, &object)? {
                copy(&from.objects, &into.objects, object)?;
            }
        }
        Ok(commit)
    }

    /// Writes tables of some of a release's rows, and has its record name them.
    fn rows_of(
        &self,
        record: &mut ReleaseRecord,
        observations: &BTreeSet<u32>,
        events: &BTreeSet<u32>,
        into: &Objects,
    ) -> Result<(), StoreError> {
        let id = ReleaseId(record.id.clone());
        let (observations, events) = (self.observations_at(&id, observations)?, self.events_at(&id, events)?);
        let encoded = |encoded: Result<Encoded, _>| {
            let Encoded { table, bytes } = encoded.map_err(table::failed)?;
            let path = layout::table(&table.hash);
            let mut draft = Draft::new(into, path.clone());
            draft.write(&bytes)?;
            publish(into, draft, &path)?;
            Ok::<TableRecord, StoreError>((&table).into())
        };
        let count = events.len() as u64;
        record.products = Vec::new();
        record.events = match events.as_slice() {
            [] => None,
            events => Some(EventsRecord { count, table: encoded(table::encode_events(events))? }),
        };
        record.observations = match observations.is_empty() {
            true => None,
            false => Some(encoded(table::encode_observations(observations))?),
        };
        Ok(())
    }
}

/// An excerpt takes the place of another one, and of nothing else. What cannot be
/// read is no import that could be lost.
fn refuse_imports(into: &Objects) -> Result<(), StoreError> {
    for object in into.list(COMMITS)? {
        let object = object.location;
        let commit = Manifest::from_bytes(object.as_ref(), &into.get(&object)?);
        if commit.is_ok_and(|commit| commit.excerpt.is_none()) {
            return Err(StoreError::NoExcerpt { object: object.to_string() });
        }
    }
    Ok(())
}

/// Whether the object is there, and is what its name says.
fn is_whole(objects: &Objects, path: &Path) -> Result<bool, StoreError> {
    match objects.open(path) {
        Ok(mut reader) => {
            let hash = of_reader(&mut reader).map_err(|cause| unreadable(path.as_ref(), cause))?;
            Ok(named(path)? == hash)
        }
        Err(StoreError::Missing { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

fn named(path: &Path) -> Result<Hash, StoreError> {
    layout::named_hash(path).ok_or_else(|| StoreError::damaged(path.as_ref(), "its name is no hash"))
}

/// Copies an object that is named by its contents.
fn copy(from: &Objects, into: &Objects, path: Path) -> Result<(), StoreError> {
    let (mut draft, mut hasher) = (Draft::new(into, path.clone()), Hasher::default());
    let copied = read_parts(&mut from.open(&path)?, |part| {
        hasher.add(part);
        draft.write(part).map_err(io::Error::other)
    });
    copied.map_err(|cause| unreadable(path.as_ref(), cause))?;
    if hasher.finish() != named(&path)? {
        return Err(StoreError::damaged(path.as_ref(), "its hash is not that of its name"));
    }
    publish(into, draft, &path)
}

/// Has a draft be there in place of whatever is.
fn publish(into: &Objects, mut draft: Draft<'_>, path: &Path) -> Result<(), StoreError> {
    draft.finish()?;
    if !is_whole(into, path)? {
        into.delete(path)?;
        draft.publish(path)?;
    }
    Ok(())
}
