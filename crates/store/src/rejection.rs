//! Answers of publishers that did not become releases, kept as evidence.

use attache_model::{Code, Contents, Date, Hash, Snapshot, Timestamp};
use serde::{Deserialize, Serialize};

use std::sync::atomic::AtomicBool;

use crate::{Store, StoreError, envelope, layout, manifest::SnapshotRecord, snapshot};

/// A file of a source that was not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    pub source: Code,
    pub snapshot: Snapshot,
    /// What was wrong with it, as the user was told.
    pub reason: String,
    pub recorded: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Record {
    source: String,
    snapshot: SnapshotRecord,
    reason: String,
    recorded: String,
}

impl Store {
    /// Keeps a publisher's answer that is not to become a release, with the
    /// reason. The snapshot's hash and size are those of the bytes.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn reject(&self, mut rejection: Rejection, contents: &dyn Contents) -> Result<Rejection, StoreError> {
        let layer = &self.layers[0].objects;
        let (mut draft, hash) = snapshot::draft(layer, &rejection.snapshot.file, contents, &AtomicBool::new(false))?;
        rejection.snapshot.hash = hash;
        rejection.snapshot.bytes = contents.size();
        let (snapshot, record) = (layout::snapshot(&hash), layout::rejection(&rejection.source, &hash));
        draft.publish(&snapshot)?;
        layer.settle([&snapshot])?;
        // An answer that was rejected before stays recorded as it was then.
        if layer.create(&record, envelope::seal(1, &Record::of(&rejection)).into())? {
            layer.settle([&record])?;
        }
        Ok(rejection)
    }

    /// The answers that were rejected and have not been imported since, the
    /// oldest first.
    pub fn rejections(&self) -> Result<Vec<Rejection>, StoreError> {
        let mut rejections = Vec::new();
        for layer in &self.layers {
            for object in layer.objects.list(layout::REJECTED)? {
                let path = object.location;
                let rejection = Rejection::read(path.as_ref(), &layer.objects.get(&path)?)?;
                if self.imported(&rejection.source, &rejection.snapshot.hash)?.is_none() {
                    rejections.push(rejection);
                }
            }
        }
        rejections.sort_by_key(|rejection| (rejection.recorded, rejection.snapshot.hash));
        Ok(rejections)
    }
}

impl Rejection {
    pub(crate) fn read(object: &str, bytes: &[u8]) -> Result<Self, StoreError> {
        let record: Record = envelope::open(object, bytes)?;
        let newer = |what: String| StoreError::Newer { object: object.to_owned(), what };
        Ok(Self {
            source: Code::new(&record.source),
            snapshot: record.snapshot.read().map_err(newer)?,
            reason: record.reason,
            recorded: record.recorded.parse().map_err(|e| newer(format!("{e}")))?,
        })
    }

    /// A rejection of bytes whose hash and size are still to be told.
    pub fn of(source: Code, file: &str, url: &str, reason: String, retrieved: Date, recorded: Timestamp) -> Self {
        let snapshot = Snapshot {
            hash: Hash([0; 32]),
            file: file.to_owned(),
            bytes: 0,
            url: url.to_owned(),
            retrieved,
            etag: None,
            last_modified: None,
        };
        Self { source, snapshot, reason, recorded }
    }
}

impl Record {
    fn of(rejection: &Rejection) -> Self {
        Self {
            source: rejection.source.to_string(),
            snapshot: SnapshotRecord::of(&rejection.snapshot),
            reason: rejection.reason.clone(),
            recorded: rejection.recorded.to_string(),
        }
    }
}
