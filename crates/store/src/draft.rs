//! Objects that are being written and are not there yet.

use std::{
    fs::File,
    io::{ErrorKind, Write},
    path::PathBuf,
};

use bytes::Bytes;
use futures::executor::block_on;
use object_store::{MultipartUpload, ObjectStoreExt, path::Path};

use crate::{
    StoreError, hash,
    layout::named_hash,
    objects::{Objects, access},
};

/// What is held in memory before anything is written, and the size of the parts
/// that object stores are given; S3 wants 5 MiB at least.
const PART: usize = 8 << 20;

/// After so many bytes what was written is made to reach the disk, so that the
/// disk works while the rest is still being read.
const SYNC: usize = 64 << 20;

/// An object named by its contents that is written piece by piece and is there
/// when it is published.
///
/// A small one stays in memory until then. A larger one is kept beside the
/// objects: in a folder under a name that no reader looks at, in an object store
/// as the parts of an upload. One that is dropped leaves nothing; what a killed
/// process leaves, [`Store::prune`](crate::Store::prune) removes.
pub(crate) struct Draft<'a> {
    objects: &'a Objects,
    path: Path,
    held: Vec<u8>,
    state: State,
}

enum State {
    Held,
    File { path: PathBuf, file: Option<File>, unsynced: usize },
    Parts(Box<dyn MultipartUpload>),
    Uploaded,
}

impl<'a> Draft<'a> {
    /// A draft of the object at this path. In a folder it may still be
    /// published at another path of the same parent.
    pub(crate) fn new(objects: &'a Objects, path: Path) -> Self {
        Self { objects, path, held: Vec::new(), state: State::Held }
    }

    /// Bytes that are in memory.
    pub(crate) fn held(&self) -> usize {
        self.held.len()
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        if let State::File { file: Some(file), unsynced, .. } = &mut self.state {
            *unsynced += bytes.len();
            let mut written = file.write_all(bytes);
            if *unsynced >= SYNC {
                *unsynced = 0;
                written = written.and_then(|()| file.sync_data());
            }
            return written.map_err(|cause| self.failed(cause));
        }
        self.held.extend_from_slice(bytes);
        if self.held.len() < PART { Ok(()) } else { self.put_down() }
    }

    /// Frees the memory of what is held.
    pub(crate) fn put_down(&mut self) -> Result<(), StoreError> {
        if matches!(self.state, State::Held) {
            self.state = self.begin()?;
        }
        let held = std::mem::take(&mut self.held);
        match &mut self.state {
            State::Parts(upload) => {
                block_on(upload.put_part(Bytes::from(held).into())).map_err(|e| access(self.path.as_ref(), e))
            }
            _ => self.write(&held),
        }
    }

    fn begin(&self) -> Result<State, StoreError> {
        let Some(root) = self.objects.writable_folder()? else {
            let upload = block_on(self.objects.writable_store()?.put_multipart(&self.path));
            return Ok(State::Parts(upload.map_err(|e| access(self.path.as_ref(), e))?));
        };
        let object = root.join(self.path.as_ref());
        let folder = object.parent().unwrap_or(root);
        std::fs::create_dir_all(folder).map_err(|cause| self.failed(cause))?;
        for number in 1_u32.. {
            let path = folder.join(format!("{}#{number}", self.path.filename().unwrap_or_default()));
            match File::options().read(true).write(true).create_new(true).open(&path) {
                Ok(file) => return Ok(State::File { path, file: Some(file), unsynced: 0 }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(cause) => return Err(self.failed(cause)),
            }
        }
        Err(self.failed(ErrorKind::AlreadyExists.into()))
    }

    /// All is written. What lies in a folder has reached the disk when this
    /// returns.
    pub(crate) fn finish(&mut self) -> Result<(), StoreError> {
        match &mut self.state {
            State::File { file, .. } => {
                let synced = file.take().map_or(Ok(()), |file| file.sync_all());
                synced.map_err(|cause| self.failed(cause))
            }
            State::Parts(upload) if !self.held.is_empty() => {
                let held = std::mem::take(&mut self.held);
                block_on(upload.put_part(Bytes::from(held).into())).map_err(|e| access(self.path.as_ref(), e))
            }
            _ => Ok(()),
        }
    }

    /// Makes the object be there. `false` where it was; then it is the same.
    /// May be called again, should the object have been removed meanwhile.
    pub(crate) fn publish(&mut self, path: &Path) -> Result<bool, StoreError> {
        match &mut self.state {
            State::Held => self.objects.keep(path, self.held.clone().into()),
            State::File { path: staged, .. } => {
                let Some(root) = self.objects.writable_folder()? else { return Err(StoreError::ReadOnly) };
                match std::fs::hard_link(staged, root.join(path.as_ref())) {
                    Ok(()) => Ok(true),
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                        let there = hash::of_reader(&mut self.objects.open(path)?);
                        let there = there.map_err(|cause| self.failed(cause))?;
                        if named_hash(path).is_some_and(|name| name != there) {
                            return Err(StoreError::damaged(path.as_ref(), OTHER_BYTES));
                        }
                        Ok(false)
                    }
                    Err(cause) => Err(self.failed(cause)),
                }
            }
            State::Parts(_) if self.path != *path => Err(StoreError::damaged(path.as_ref(), OTHER_BYTES)),
            State::Parts(upload) => {
                block_on(upload.complete()).map_err(|e| access(path.as_ref(), e))?;
                self.state = State::Uploaded;
                Ok(true)
            }
            State::Uploaded => Ok(true),
        }
    }

    fn failed(&self, cause: std::io::Error) -> StoreError {
        StoreError::Access { object: self.path.to_string(), cause: Box::new(cause) }
    }
}

pub(crate) const OTHER_BYTES: &str = "its bytes are not those that its name was made from";

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        match &mut self.state {
            State::File { path, .. } => _ = std::fs::remove_file(path),
            State::Parts(upload) => _ = block_on(upload.abort()),
            State::Held | State::Uploaded => {}
        }
    }
}
