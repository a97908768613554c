use std::{
    collections::{HashMap, HashSet},
    path::Path as FilePath,
    sync::{Arc, Mutex},
};

use attache_model::{Date, Hash, Release, ReleaseId, Snapshot, Timestamp};
use bytes::Bytes;
use object_store::{ObjectStore, path::Path};

use crate::{
    StoreError,
    layout::{self, COMMITS},
    manifest::{Kept, Manifest},
    objects::Objects,
    pack::Packed,
};

/// Snapshots, and the releases that were read from them.
///
/// A store is a folder (or a bucket, or a packed file) of immutable objects; see
/// the crate's documentation for the layout. Opening one creates and locks
/// nothing, any number of processes may read it and import into it at once,
/// and each call sees what was committed before it.
///
/// Stores can be layered: what is read comes from all layers, what is imported
/// goes to the topmost.
///
/// ```no_run
/// # use attache_store::{Store, StoreError};
/// # fn main() -> Result<(), StoreError> {
/// # let built_in: &'static [u8] = &[];
/// let store = Store::open("/var/lib/attache".as_ref())?.over(Store::embedded(built_in)?);
/// for release in store.releases()? {
///     println!("{} {} {}", release.id, release.title, release.edition);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Store {
    /// The topmost first.
    pub(crate) layers: Vec<Arc<Layer>>,
}

#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) objects: Objects,
    /// Commits that were read before; they never change.
    known: Mutex<HashMap<Path, Arc<[Kept]>>>,
}

impl Store {
    /// The store in a folder. A folder that is not there is an empty store; it
    /// is made by the first import.
    ///
    /// # Errors
    /// When the path is something else than a folder, or cannot be looked at.
    pub fn open(folder: &FilePath) -> Result<Self, StoreError> {
        Ok(Self::of(Objects::folder(folder)?))
    }

    /// The store under a prefix of any object store: S3, memory.
    pub fn from_object_store(store: Arc<dyn ObjectStore>, prefix: &str) -> Self {
        Self::of(Objects::given(store, Path::from(prefix), true))
    }

    /// A store in memory, for tests and for building packs.
    pub fn in_memory() -> Self {
        Self::from_object_store(Arc::new(object_store::memory::InMemory::new()), "")
    }

    /// The read-only store in a file that [`Store::pack`] made. Its bytes are
    /// used where they are.
    ///
    /// # Errors
    /// When the bytes are no pack.
    pub fn embedded(pack: &'static [u8]) -> Result<Self, StoreError> {
        Self::packed(Bytes::from_static(pack))
    }

    /// As [`Store::embedded`], for a pack that was read from a file.
    pub fn packed(pack: Bytes) -> Result<Self, StoreError> {
        let packed = Arc::new(Packed::open(pack)?);
        Ok(Self::of(Objects::given(packed, Path::default(), false)))
    }

    fn of(objects: Objects) -> Self {
        Self { layers: vec![Arc::new(Layer { objects, known: Mutex::default() })] }
    }

    /// This store with another below it. Where both hold a release, this one's
    /// is read.
    #[must_use]
    pub fn over(mut self, base: Self) -> Self {
        self.layers.extend(base.layers);
        self
    }

    /// Every release, by source and date of publication.
    pub fn releases(&self) -> Result<Vec<Release>, StoreError> {
        Ok(self.kept()?.into_iter().map(|(_, kept)| kept.release).collect())
    }

    /// The release with this name.
    pub fn release(&self, id: &ReleaseId) -> Result<Release, StoreError> {
        Ok(self.find(id)?.1.release)
    }

    /// The bytes of a snapshot as the publisher gave them, proved to be those
    /// of the hash.
    pub fn snapshot(&self, hash: &Hash) -> Result<Bytes, StoreError> {
        let path = layout::snapshot(hash);
        for layer in &self.layers {
            if let Some(bytes) = layer.objects.find(&path)? {
                if crate::hash::sha256(&bytes) != *hash {
                    return Err(StoreError::damaged(path.as_ref(), "its hash is not that of its name"));
                }
                return Ok(bytes);
            }
        }
        Err(StoreError::Missing { object: path.to_string() })
    }

    /// The releases that were made from a file, if the source's module read it
    /// before.
    pub fn imported(&self, source: &str, hash: &Hash) -> Result<Option<Vec<Release>>, StoreError> {
        let path = layout::commit(source, hash);
        for layer in &self.layers {
            if let Some(bytes) = layer.objects.find(&path)? {
                let kept = Manifest::from_bytes(path.as_ref(), &bytes)?.read(path.as_ref())?;
                if kept.iter().any(|k| k.release.snapshot.hash != *hash) {
                    return Err(StoreError::damaged(path.as_ref(), "it is the commit of another file"));
                }
                return Ok(Some(kept.into_iter().map(|k| k.release).collect()));
            }
        }
        Ok(None)
    }

    /// The snapshots that releases were made from.
    pub fn snapshots(&self) -> Result<Vec<Snapshot>, StoreError> {
        let mut seen = HashSet::new();
        let snapshots = self.kept()?.into_iter().map(|(_, kept)| kept.release.snapshot);
        Ok(snapshots.filter(|s| seen.insert(s.hash)).collect())
    }

    /// Every release and the layer that holds it.
    pub(crate) fn kept(&self) -> Result<Vec<(&Layer, Kept)>, StoreError> {
        let mut seen = HashSet::new();
        let mut all = Vec::new();
        for layer in &self.layers {
            for commit in layer.commits()? {
                for kept in commit.iter() {
                    if seen.insert(kept.release.id.clone()) {
                        all.push((&**layer, kept.clone()));
                    }
                }
            }
        }
        all.sort_by(|(_, a), (_, b)| {
            let key = |k: &Kept| (k.release.source, k.release.published, k.release.recorded);
            key(a).cmp(&key(b)).then_with(|| a.release.id.cmp(&b.release.id))
        });
        Ok(all)
    }

    /// The releases that publishers had published by the end of a day and this
    /// store had recorded by an instant.
    pub(crate) fn kept_as_of(
        &self,
        published_by: Option<Date>,
        known_by: Option<Timestamp>,
    ) -> Result<Vec<(&Layer, Kept)>, StoreError> {
        let mut kept = self.kept()?;
        kept.retain(|(_, k)| published_by.is_none_or(|day| k.release.published <= day));
        kept.retain(|(_, k)| known_by.is_none_or(|instant| k.release.recorded <= instant));
        Ok(kept)
    }

    pub(crate) fn find(&self, id: &ReleaseId) -> Result<(&Layer, Kept), StoreError> {
        let found = self.kept()?.into_iter().find(|(_, kept)| kept.release.id == *id);
        found.ok_or_else(|| StoreError::NoSuchRelease(id.clone()))
    }
}

impl Layer {
    /// Reads commits anew: in an excerpt, and nowhere else, they are replaced.
    pub(crate) fn forget(&self) {
        self.known.lock().unwrap_or_else(|e| e.into_inner()).clear();
    }

    fn commits(&self) -> Result<Vec<Arc<[Kept]>>, StoreError> {
        let mut commits = Vec::new();
        for object in self.objects.list(COMMITS)? {
            let path = object.location;
            let known = self.known.lock().unwrap_or_else(|e| e.into_inner()).get(&path).cloned();
            let commit = match known {
                Some(known) => known,
                None => {
                    let bytes = self.objects.get(&path)?;
                    let read: Arc<[Kept]> = Manifest::from_bytes(path.as_ref(), &bytes)?.read(path.as_ref())?.into();
                    self.known.lock().unwrap_or_else(|e| e.into_inner()).insert(path, Arc::clone(&read));
                    read
                }
            };
            commits.push(commit);
        }
        Ok(commits)
    }
}
