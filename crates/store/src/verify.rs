use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
    time::{Duration, SystemTime},
};

use attache_model::{Hash, ReleaseId, Timestamp};
use object_store::path::Path;

use crate::{
    Store, StoreError,
    hash::of_reader,
    layout::{self, COMMITS, REJECTED, SNAPSHOTS, TABLES},
    manifest::{Kept, Manifest, Table, TableOf},
    objects::Objects,
    rejection::Rejection,
    store::Layer,
    table::{self, Tail},
};

/// What [`Store::verify`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub commits: u64,
    pub snapshots: u64,
    pub tables: u64,
    /// Bytes read.
    pub bytes: u64,
    /// What is not as it was written.
    pub faults: Vec<Fault>,
    /// Objects that no release is made of, such as a killed import leaves.
    /// They do no harm; [`Store::prune`] removes them.
    pub unreferenced: Vec<Unreferenced>,
}

impl Report {
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }
}

/// An object that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub object: String,
    pub what: String,
    /// The releases that are made of it, where that can be told.
    pub releases: Vec<ReleaseId>,
}

impl Fault {
    /// Whether the object is not there at all.
    pub fn is_missing(&self) -> bool {
        self.what == MISSING
    }
}

const MISSING: &str = "missing";

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.object, self.what)?;
        let mut separator = " (of ";
        for release in &self.releases {
            write!(f, "{separator}{release}")?;
            separator = ", ";
        }
        if self.releases.is_empty() { Ok(()) } else { f.write_str(")") }
    }
}

/// An object that no release is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreferenced {
    pub object: String,
    pub bytes: u64,
}

/// How far a verification has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    pub object: &'a str,
    pub done: u64,
    pub total: u64,
}

impl Store {
    /// Rehashes every snapshot and table, and holds every commit against what
    /// it promises. Nothing that is found is an error; see [`Report::faults`].
    ///
    /// # Errors
    /// When the store cannot be listed.
    pub fn verify(&self, mut progress: impl FnMut(Progress<'_>)) -> Result<Report, StoreError> {
        let mut report = Report::default();
        let listed = self.layers.iter().map(|layer| Listing::of(layer)).collect::<Result<Vec<_>, _>>()?;
        let total = listed.iter().flat_map(|l| l.sizes.values()).sum();
        for listing in listed {
            listing.verify(&mut report, total, &mut progress);
        }
        Ok(report)
    }

    /// Removes what no release is made of and is older than an hour (a younger
    /// one may belong to an import under way). Returns what was removed.
    pub fn prune(&self, now: Timestamp) -> Result<Vec<Unreferenced>, StoreError> {
        let hour_ago = SystemTime::UNIX_EPOCH
            + Duration::from_secs(u64::try_from(now.as_second()).unwrap_or(0).saturating_sub(3600));
        let layer = &self.layers[0];
        let mut removed = Vec::new();
        let mut old = Vec::new();
        for folder in [SNAPSHOTS, TABLES] {
            old.extend(
                layer.objects.list(folder)?.into_iter().filter(|o| SystemTime::from(o.last_modified) < hour_ago),
            );
        }
        // The commits are read after the objects were listed: what was
        // committed meanwhile is referenced.
        let mut referenced = BTreeSet::new();
        for object in layer.objects.list(COMMITS)? {
            let bytes = layer.objects.get(&object.location)?;
            let kept = Manifest::from_bytes(object.location.as_ref(), &bytes)?.read(object.location.as_ref())?;
            referenced.extend(kept.iter().flat_map(Kept::objects));
        }
        for object in layer.objects.list(REJECTED)? {
            let path = object.location;
            let rejection = Rejection::read(path.as_ref(), &layer.objects.get(&path)?)?;
            referenced.insert(layout::snapshot(&rejection.snapshot.hash));
        }
        for object in old.into_iter().filter(|o| !referenced.contains(&o.location)) {
            layer.objects.delete(&object.location)?;
            removed.push(Unreferenced { object: object.location.to_string(), bytes: object.size });
        }
        for staged in layer.objects.staged()?.into_iter().filter(|s| s.modified < hour_ago) {
            staged.remove()?;
            removed.push(Unreferenced { object: staged.path.display().to_string(), bytes: staged.bytes });
        }
        Ok(removed)
    }
}

/// The objects of a layer.
struct Listing<'a> {
    objects: &'a Objects,
    sizes: BTreeMap<Path, u64>,
}

impl<'a> Listing<'a> {
    fn of(layer: &'a Layer) -> Result<Self, StoreError> {
        let mut sizes = BTreeMap::new();
        for folder in [COMMITS, REJECTED, SNAPSHOTS, TABLES] {
            sizes.extend(layer.objects.list(folder)?.into_iter().map(|o| (o.location, o.size)));
        }
        Ok(Self { objects: &layer.objects, sizes })
    }

    fn verify(&self, report: &mut Report, total: u64, progress: &mut impl FnMut(Progress<'_>)) {
        let mut referenced: BTreeMap<Path, Vec<ReleaseId>> = BTreeMap::new();
        let mut tables: HashMap<Path, (Table, TableOf)> = HashMap::new();
        for (path, size) in &self.sizes {
            let object = path.as_ref();
            if object.starts_with(REJECTED) {
                report.bytes += size;
                match self.rejection(path) {
                    Ok(snapshot) => _ = referenced.entry(snapshot).or_default(),
                    Err(error) => report.fault(object, &error, Vec::new()),
                }
            }
            if !object.starts_with(COMMITS) {
                continue;
            }
            progress(Progress { object, done: report.bytes, total });
            report.bytes += size;
            report.commits += 1;
            match self.commit(path) {
                Ok(commit) => {
                    for kept in commit {
                        for object in kept.objects() {
                            referenced.entry(object).or_default().push(kept.release.id.clone());
                        }
                        for (of, table) in kept.tables() {
                            tables.insert(layout::table(&table.hash), (table.clone(), of));
                        }
                    }
                }
                Err(error) => report.fault(object, &error, Vec::new()),
            }
        }
        for (path, releases) in &referenced {
            if !self.sizes.contains_key(path) {
                report.fault(path.as_ref(), &StoreError::Missing { object: path.to_string() }, releases.clone());
            }
        }
        for (path, size) in
            self.sizes.iter().filter(|(p, _)| p.as_ref().starts_with(SNAPSHOTS) || p.as_ref().starts_with(TABLES))
        {
            progress(Progress { object: path.as_ref(), done: report.bytes, total });
            report.bytes += size;
            let is_table = path.as_ref().starts_with(TABLES);
            *(if is_table { &mut report.tables } else { &mut report.snapshots }) += 1;
            if let Err(error) = self.rehash(path).and_then(|()| self.open(tables.get(path))) {
                report.fault(path.as_ref(), &error, referenced.get(path).cloned().unwrap_or_default());
            } else if !referenced.contains_key(path) {
                report.unreferenced.push(Unreferenced { object: path.to_string(), bytes: *size });
            }
        }
        for staged in self.objects.staged().unwrap_or_default() {
            report.unreferenced.push(Unreferenced { object: staged.path.display().to_string(), bytes: staged.bytes });
        }
    }

    fn commit(&self, path: &Path) -> Result<Vec<Kept>, StoreError> {
        let manifest = Manifest::from_bytes(path.as_ref(), &self.objects.get(path)?)?;
        let source = manifest.source.clone();
        let kept = manifest.read(path.as_ref())?;
        if kept.iter().any(|k| layout::commit(&source, &k.release.snapshot.hash) != *path) {
            return Err(StoreError::damaged(path.as_ref(), "it is the commit of another file"));
        }
        Ok(kept)
    }

    /// The snapshot that a rejection is about.
    fn rejection(&self, path: &Path) -> Result<Path, StoreError> {
        let rejection = Rejection::read(path.as_ref(), &self.objects.get(path)?)?;
        if layout::rejection(&rejection.source, &rejection.snapshot.hash) != *path {
            return Err(StoreError::damaged(path.as_ref(), "it is the rejection of another file"));
        }
        Ok(layout::snapshot(&rejection.snapshot.hash))
    }

    fn rehash(&self, path: &Path) -> Result<(), StoreError> {
        match layout::named_hash(path) {
            Some(hash) if self.hash(path)? == hash => Ok(()),
            Some(_) => Err(StoreError::damaged(path.as_ref(), "its hash is not that of its name")),
            None => Err(StoreError::damaged(path.as_ref(), "its name is no hash")),
        }
    }

    fn hash(&self, path: &Path) -> Result<Hash, StoreError> {
        let hash = of_reader(&mut self.objects.open(path)?);
        hash.map_err(|cause| StoreError::Access { object: path.to_string(), cause: Box::new(cause) })
    }

    fn open(&self, table: Option<&(Table, TableOf)>) -> Result<(), StoreError> {
        let tail: Tail = match table {
            Some((table, TableOf::Observations)) => table::open_observations(self.objects, table)?,
            Some((table, TableOf::Events)) => table::open_events(self.objects, table)?,
            Some((table, TableOf::Products)) => table::open_products(self.objects, table)?,
            None => return Ok(()),
        };
        drop(tail);
        Ok(())
    }
}

impl Report {
    fn fault(&mut self, object: &str, error: &StoreError, releases: Vec<ReleaseId>) {
        let what = match error {
            StoreError::Damaged { what, .. } | StoreError::Newer { what, .. } => what.clone(),
            StoreError::Missing { .. } => MISSING.to_owned(),
            other => other.to_string(),
        };
        self.faults.push(Fault { object: object.to_owned(), what, releases });
    }
}
