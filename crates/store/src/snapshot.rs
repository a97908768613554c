//! The publishers' files: how they come into a store, and how they are read.

use std::{
    io,
    sync::atomic::{AtomicBool, Ordering},
};

use attache_model::{Bytes, Contents, Hash};
use object_store::path::Path;

use crate::{
    Store, StoreError,
    draft::Draft,
    hash::{Hasher, of_reader, read_parts},
    layout,
    manifest::Kept,
    objects::Objects,
};

/// Contents below this size are hashed before anything else is done, and their
/// drafts stay in memory.
const LARGE: u64 = 8 << 20;

impl Store {
    /// The hash of contents that may have been imported before; `None` where
    /// that cannot be, so that a large file need not be read for it.
    pub(crate) fn hash_if_known(
        &self,
        source: &str,
        file: &str,
        contents: &dyn Contents,
    ) -> Result<Option<Hash>, StoreError> {
        let size = contents.size();
        // A file is another if its size is. A commit that cannot be read may be
        // of any.
        let other = |kept: &Kept| kept.release.source != *source || kept.release.snapshot.bytes != size;
        let is_new = size >= LARGE
            && self.layers[0].objects.is_folder()
            && self.kept().is_ok_and(|kept| kept.iter().all(|(_, kept)| other(kept)));
        if is_new {
            return Ok(None);
        }
        let hash = contents.open().and_then(|mut bytes| of_reader(&mut *bytes));
        hash.map(Some).map_err(|cause| unreadable(file, cause))
    }

    /// A snapshot, proved to be that of its hash, to be read from any place on.
    ///
    /// # Errors
    /// When it is missing or damaged.
    pub fn snapshot_contents(&self, hash: &Hash) -> Result<impl Contents + '_, StoreError> {
        let path = layout::snapshot(hash);
        for layer in &self.layers {
            let mut reader = match layer.objects.open(&path) {
                Ok(reader) => reader,
                Err(StoreError::Missing { .. }) => continue,
                Err(error) => return Err(error),
            };
            let size = reader.size();
            if of_reader(&mut reader).map_err(|cause| unreadable(path.as_ref(), cause))? != *hash {
                return Err(StoreError::damaged(path.as_ref(), "its hash is not that of its name"));
            }
            return Ok(Stored { objects: &layer.objects, path, size });
        }
        Err(StoreError::Missing { object: path.to_string() })
    }
}

/// A snapshot that lies in a store.
struct Stored<'a> {
    objects: &'a Objects,
    path: Path,
    size: u64,
}

impl Contents for Stored<'_> {
    fn size(&self) -> u64 {
        self.size
    }

    fn open(&self) -> io::Result<Box<dyn Bytes + '_>> {
        Ok(Box::new(self.objects.open(&self.path).map_err(io::Error::other)?))
    }
}

/// Copies contents into a draft of their snapshot, and hashes what was copied,
/// until it is told to stop.
pub(crate) fn draft<'a>(
    objects: &'a Objects,
    file: &str,
    contents: &dyn Contents,
    stop: &AtomicBool,
) -> Result<(Draft<'a>, Hash), StoreError> {
    // In a folder the name of the draft does not matter; elsewhere the hash is
    // known by now to be that of the contents, or the upload is of no use.
    let name = if objects.is_folder() || contents.size() < LARGE {
        Path::from_iter([layout::SNAPSHOTS, "import"])
    } else {
        let hash = contents.open().and_then(|mut bytes| of_reader(&mut *bytes));
        layout::snapshot(&hash.map_err(|cause| unreadable(file, cause))?)
    };
    let (mut draft, mut hasher) = (Draft::new(objects, name), Hasher::default());
    let mut bytes = contents.open().map_err(|cause| unreadable(file, cause))?;
    read_parts(&mut *bytes, |part| {
        if stop.load(Ordering::Relaxed) {
            return Err(Failure::Store(stopped(file)));
        }
        hasher.add(part);
        draft.write(part).map_err(Failure::Store)
    })
    .map_err(|failure| match failure {
        Failure::Read(cause) => unreadable(file, cause),
        Failure::Store(error) => error,
    })?;
    draft.finish()?;
    Ok((draft, hasher.finish()))
}

enum Failure {
    Read(io::Error),
    Store(StoreError),
}

impl From<io::Error> for Failure {
    fn from(cause: io::Error) -> Self {
        Self::Read(cause)
    }
}

/// What nobody sees: the import has failed by something else.
fn stopped(file: &str) -> StoreError {
    unreadable(file, io::ErrorKind::Interrupted.into())
}

pub(crate) fn unreadable(file: &str, cause: io::Error) -> StoreError {
    StoreError::Access { object: file.to_owned(), cause: Box::new(cause) }
}
