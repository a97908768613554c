use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, ErrorKind, Read, Seek, SeekFrom},
    ops::Range,
    path::{Path as FilePath, PathBuf},
    sync::{Arc, OnceLock},
    time::SystemTime,
};

use bytes::Bytes;
use futures::{TryStreamExt, executor::block_on};
use object_store::{
    Error, ObjectMeta, ObjectStore, ObjectStoreExt, PutMode, PutOptions, local::LocalFileSystem, path::Path,
    prefix::PrefixStore,
};

use crate::{StoreError, draft::OTHER_BYTES, layout};

/// One place that objects lie in: a folder, a bucket, a packed file.
///
/// This is the only code that waits for a future. The local and packed stores
/// need no runtime; a store that does brings its own here.
#[derive(Debug)]
pub(crate) struct Objects {
    backing: Backing,
    pub(crate) writable: bool,
}

#[derive(Debug)]
enum Backing {
    /// A folder that is made when something is first written to it.
    Folder {
        path: PathBuf,
        open: OnceLock<Arc<dyn ObjectStore>>,
    },
    Given(Arc<dyn ObjectStore>),
}

impl Objects {
    pub(crate) fn folder(path: &FilePath) -> Result<Self, StoreError> {
        match std::fs::metadata(path) {
            Ok(metadata) if !metadata.is_dir() => return Err(StoreError::NotAFolder { path: path.to_owned() }),
            Err(cause) if cause.kind() == ErrorKind::NotADirectory => {
                return Err(StoreError::NotAFolder { path: path.to_owned() });
            }
            Err(cause) if cause.kind() != ErrorKind::NotFound => {
                return Err(StoreError::Folder { path: path.to_owned(), cause });
            }
            _ => {}
        }
        Ok(Self { backing: Backing::Folder { path: path.to_owned(), open: OnceLock::new() }, writable: true })
    }

    pub(crate) fn given(store: Arc<dyn ObjectStore>, prefix: Path, writable: bool) -> Self {
        let store = if prefix.is_root() { store } else { Arc::new(PrefixStore::new(store, prefix)) };
        Self { backing: Backing::Given(store), writable }
    }

    /// The store, or `None` while its folder is not there.
    fn store(&self) -> Result<Option<&Arc<dyn ObjectStore>>, StoreError> {
        match &self.backing {
            Backing::Given(store) => Ok(Some(store)),
            Backing::Folder { path, open } => {
                if open.get().is_none() {
                    if !path.is_dir() {
                        return Ok(None);
                    }
                    let local =
                        LocalFileSystem::new_with_prefix(path).map_err(|e| access(&path.to_string_lossy(), e))?;
                    _ = open.set(Arc::new(local));
                }
                Ok(open.get())
            }
        }
    }

    /// The store itself, for queries.
    #[cfg(feature = "sql")]
    pub(crate) fn shared(&self) -> Option<Arc<dyn ObjectStore>> {
        self.store().ok().flatten().cloned()
    }

    /// The folder that objects are written to; `None` where they go to a store
    /// of another kind.
    pub(crate) fn writable_folder(&self) -> Result<Option<&FilePath>, StoreError> {
        self.writable_store()?;
        match &self.backing {
            Backing::Folder { path, .. } => Ok(Some(path)),
            Backing::Given(_) => Ok(None),
        }
    }

    /// Whether objects lie in a folder.
    pub(crate) fn is_folder(&self) -> bool {
        matches!(self.backing, Backing::Folder { .. })
    }

    pub(crate) fn writable_store(&self) -> Result<&Arc<dyn ObjectStore>, StoreError> {
        if !self.writable {
            return Err(StoreError::ReadOnly);
        }
        if let Backing::Folder { path, .. } = &self.backing {
            std::fs::create_dir_all(path).map_err(|cause| StoreError::Folder { path: path.clone(), cause })?;
        }
        self.store()?.ok_or(StoreError::ReadOnly)
    }

    /// The object's bytes, or `None` where there is no such object.
    pub(crate) fn find(&self, path: &Path) -> Result<Option<Bytes>, StoreError> {
        let Some(store) = self.store()? else { return Ok(None) };
        match block_on(async { store.get(path).await?.bytes().await }) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(access(path.as_ref(), error)),
        }
    }

    pub(crate) fn get(&self, path: &Path) -> Result<Bytes, StoreError> {
        self.find(path)?.ok_or_else(|| StoreError::Missing { object: path.to_string() })
    }

    pub(crate) fn get_ranges(&self, path: &Path, ranges: &[Range<u64>]) -> Result<Vec<Bytes>, StoreError> {
        let missing = || StoreError::Missing { object: path.to_string() };
        let store = self.store()?.ok_or_else(missing)?;
        let parts = block_on(store.get_ranges(path, ranges)).map_err(|error| match error {
            Error::NotFound { .. } => missing(),
            error => access(path.as_ref(), error),
        })?;
        let whole = parts.iter().zip(ranges).all(|(part, range)| part.len() as u64 == range.end - range.start);
        if whole { Ok(parts) } else { Err(StoreError::damaged(path.as_ref(), "it is shorter than it was")) }
    }

    /// The object, to be read a part at a time.
    pub(crate) fn open(&self, path: &Path) -> Result<ObjectReader<'_>, StoreError> {
        let missing = || StoreError::Missing { object: path.to_string() };
        let store = self.store()?.ok_or_else(missing)?;
        let head = block_on(store.head(path)).map_err(|error| match error {
            Error::NotFound { .. } => missing(),
            error => access(path.as_ref(), error),
        })?;
        Ok(ObjectReader { objects: self, path: path.clone(), size: head.size, at: 0, part: Bytes::new() })
    }

    /// Writes an object that is not there yet, at once or not at all. `false`
    /// where another is there.
    pub(crate) fn create(&self, path: &Path, bytes: Bytes) -> Result<bool, StoreError> {
        let store = self.writable_store()?;
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match block_on(store.put_opts(path, bytes.into(), options)) {
            Ok(_) => Ok(true),
            Err(Error::AlreadyExists { .. }) => Ok(false),
            Err(error) => Err(access(path.as_ref(), error)),
        }
    }

    /// Writes an object in the place of one that may be there, at once or not at all.
    pub(crate) fn replace(&self, path: &Path, bytes: Bytes) -> Result<(), StoreError> {
        let store = self.writable_store()?;
        block_on(store.put(path, bytes.into())).map(|_| ()).map_err(|error| access(path.as_ref(), error))
    }

    /// Writes an object that is named by its contents. `false` where it was
    /// there.
    pub(crate) fn keep(&self, path: &Path, bytes: Bytes) -> Result<bool, StoreError> {
        if self.create(path, bytes.clone())? {
            return Ok(true);
        }
        if self.get(path)? != bytes {
            return Err(StoreError::damaged(path.as_ref(), OTHER_BYTES));
        }
        Ok(false)
    }

    /// Returns when the objects would outlast a loss of power: a commit must
    /// not reach the disk before what it refers to. Object stores other than a
    /// folder promise that of themselves.
    #[expect(clippy::disallowed_methods, reason = "the store's own files")]
    pub(crate) fn settle<'p>(&self, paths: impl IntoIterator<Item = &'p Path>) -> Result<(), StoreError> {
        let Backing::Folder { path: root, .. } = &self.backing else { return Ok(()) };
        let mut folders = BTreeSet::new();
        for path in paths {
            let file = root.join(path.as_ref());
            let synced = File::options().read(true).write(true).open(&file).and_then(|file| file.sync_all());
            synced.map_err(|cause| StoreError::Access { object: path.to_string(), cause: Box::new(cause) })?;
            folders.extend(file.parent().map(FilePath::to_owned));
        }
        // Elsewhere a folder is no file that could be opened.
        if cfg!(unix) {
            for folder in folders {
                let synced = File::open(&folder).and_then(|folder| folder.sync_all());
                synced.map_err(|cause| StoreError::Folder { path: folder, cause })?;
            }
        }
        Ok(())
    }

    /// The objects of a folder, by name.
    pub(crate) fn list(&self, folder: &str) -> Result<Vec<ObjectMeta>, StoreError> {
        let Some(store) = self.store()? else { return Ok(Vec::new()) };
        let listed = block_on(store.list(Some(&Path::from(folder))).try_collect::<Vec<_>>());
        let mut listed = listed.map_err(|e| access(folder, e))?;
        listed.sort_by(|a, b| a.location.cmp(&b.location));
        Ok(listed)
    }

    pub(crate) fn delete(&self, path: &Path) -> Result<(), StoreError> {
        let store = self.writable_store()?;
        match block_on(store.delete(path)) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(access(path.as_ref(), error)),
        }
    }
}

pub(crate) fn access(object: &str, error: Error) -> StoreError {
    StoreError::Access { object: object.to_owned(), cause: Box::new(error) }
}

/// An object that is read a part at a time.
pub(crate) struct ObjectReader<'a> {
    objects: &'a Objects,
    path: Path,
    size: u64,
    at: u64,
    /// What was fetched and is to be read next.
    part: Bytes,
}

impl ObjectReader<'_> {
    /// Bytes that are fetched at a time.
    const PART: u64 = 4 << 20;

    pub(crate) fn size(&self) -> u64 {
        self.size
    }
}

impl Read for ObjectReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.part.is_empty() && self.at < self.size {
            let range = self.at..self.size.min(self.at + Self::PART);
            let parts = self.objects.get_ranges(&self.path, std::slice::from_ref(&range));
            self.part = parts.map_err(io::Error::other)?.remove(0);
        }
        let length = buffer.len().min(self.part.len());
        buffer[..length].copy_from_slice(&self.part.split_to(length));
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for ObjectReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let at = at.ok_or_else(|| io::Error::from(ErrorKind::InvalidInput))?;
        // An archive's reader seeks a little ahead, time and again.
        match at.checked_sub(self.at).and_then(|ahead| usize::try_from(ahead).ok()) {
            Some(ahead) if ahead <= self.part.len() => _ = self.part.split_to(ahead),
            _ => self.part = Bytes::new(),
        }
        self.at = at;
        Ok(at)
    }
}

/// A file that a killed process was writing.
pub(crate) struct Staged {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
    pub(crate) modified: SystemTime,
}

impl Staged {
    pub(crate) fn remove(&self) -> Result<(), StoreError> {
        match std::fs::remove_file(&self.path) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => {
                Err(StoreError::Access { object: self.path.display().to_string(), cause: Box::new(cause) })
            }
            _ => Ok(()),
        }
    }
}

impl Objects {
    /// What `object_store`'s local store and [drafts](crate::draft) write under a
    /// name of their own (`#` and a number after the object's) before they link
    /// it; it is not listed.
    pub(crate) fn staged(&self) -> Result<Vec<Staged>, StoreError> {
        let Backing::Folder { path, .. } = &self.backing else { return Ok(Vec::new()) };
        let mut staged = Vec::new();
        for folder in [layout::COMMITS, layout::REJECTED, layout::SNAPSHOTS, layout::TABLES] {
            let entries = match std::fs::read_dir(path.join(folder)) {
                Ok(entries) => entries,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(cause) => return Err(StoreError::Folder { path: path.clone(), cause }),
            };
            for entry in entries.flatten() {
                let name = entry.file_name();
                let suffix = name.to_str().and_then(|n| n.rsplit_once('#')).map_or("", |(_, suffix)| suffix);
                let Ok(metadata) = entry.metadata() else { continue };
                if !suffix.is_empty() && suffix.bytes().all(|b| b.is_ascii_digit()) {
                    let modified = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                    staged.push(Staged { path: entry.path(), bytes: metadata.len(), modified });
                }
            }
        }
        Ok(staged)
    }
}
