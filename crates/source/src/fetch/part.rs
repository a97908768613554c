use std::{
    fs::{self, File, TryLockError},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Cause, Known, key::Secret};

/// A file in the scratch folder, whole, that goes when this is dropped.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
    length: u64,
    /// Holds the lock, so that no other pull writes into the file.
    note: Note,
}

impl Scratch {
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// In bytes.
    pub fn length(&self) -> u64 {
        self.length
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is written over by the next pull.
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_file(&self.note.path);
    }
}

/// A download that is not yet whole: `<hash of the address>.part` and, beside
/// it, `<hash>.json` with the address and what tells whether the file at the
/// server is still the same. Both outlive a process that is killed.
#[derive(Debug)]
pub(super) struct Part {
    path: PathBuf,
    file: File,
    length: u64,
    url: String,
    known: Known,
    note: Note,
}

#[derive(Debug)]
struct Note {
    path: PathBuf,
    file: File,
}

impl Part {
    /// What there is of the file at this address.
    ///
    /// # Errors
    /// When another process holds it, or the folder cannot be used.
    pub(super) fn open(folder: &Path, url: &str) -> Result<Self, Cause> {
        fs::create_dir_all(folder).map_err(|e| failed(folder, &e))?;
        let name: String = Sha256::digest(url).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let mut note = Note::lock(folder.join(format!("{name}.json")))?;
        let path = folder.join(format!("{name}.part"));
        let open = || {
            let file = File::options().read(true).write(true).create(true).truncate(false).open(&path)?;
            let length = file.metadata()?.len();
            Ok((file, length))
        };
        let (file, length) = open().map_err(|e| failed(&path, &e))?;
        let known = note.read(url);
        let mut part = Self { path, file, length, url: url.to_owned(), known: Known::default(), note };
        match known {
            Some(known) => part.known = known,
            None => part.restart(Known::default())?,
        }
        Ok(part)
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn known(&self) -> &Known {
        &self.known
    }

    /// What to give the server as `If-Range`, where the rest can be asked for: a
    /// strong entity tag, or the date of the last change (RFC 9110, 13.1.5).
    pub(super) fn validator(&self) -> Option<String> {
        let tag = self.known.etag.as_ref().filter(|tag| tag.starts_with('"'));
        tag.or(self.known.last_modified.as_ref()).filter(|_| self.length > 0).cloned()
    }

    /// Empties it, for a file by which the server tells this.
    pub(super) fn restart(&mut self, known: Known) -> Result<(), Cause> {
        self.file.set_len(0).map_err(|e| failed(&self.path, &e))?;
        self.length = 0;
        self.note.write(&self.url, &known)?;
        self.known = known;
        Ok(())
    }

    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), Cause> {
        self.write_all(bytes).map_err(|e| failed(&self.path, &e))
    }

    pub(super) fn last_byte(&mut self) -> Result<Option<u8>, Cause> {
        let Some(at) = self.length.checked_sub(1) else { return Ok(None) };
        let mut byte = [0];
        let mut read = || {
            self.file.seek(SeekFrom::Start(at))?;
            self.file.read_exact(&mut byte)
        };
        read().map_err(|e| failed(&self.path, &e))?;
        Ok(Some(byte[0]))
    }

    /// It is whole.
    pub(super) fn finish(mut self, secret: &Secret<'_>) -> Result<Scratch, Cause> {
        secret.mask_file(&mut self.file).map_err(|e| failed(&self.path, &e))?;
        Ok(Scratch { path: self.path, length: self.length, note: self.note })
    }

    /// Leaves it for the next pull where that could go on with it.
    pub(super) fn leave(self) {
        if self.validator().is_none() {
            drop(Scratch { path: self.path, length: self.length, note: self.note });
        }
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.seek(SeekFrom::Start(self.length))?;
        let written = self.file.write(bytes)?;
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Note {
    fn lock(path: PathBuf) -> Result<Self, Cause> {
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|e| failed(&path, &e))?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(Cause::Busy { path }),
            // Some network file systems have no locks; two pulls at once are
            // then the user's affair.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Self { path, file }),
        }
    }

    /// What was noted of this address; nothing where the note is of another, or
    /// was cut off.
    fn read(&mut self, url: &str) -> Option<Known> {
        let mut text = String::new();
        self.file.read_to_string(&mut text).ok()?;
        let note: Value = serde_json::from_str(&text).ok()?;
        let field = |name| note.get(name).and_then(Value::as_str).map(str::to_owned);
        (field("url")? == url).then(|| Known { etag: field("etag"), last_modified: field("last_modified") })
    }

    fn write(&mut self, url: &str, known: &Known) -> Result<(), Cause> {
        let note = json!({ "url": url, "etag": known.etag, "last_modified": known.last_modified });
        let mut write = || {
            self.file.set_len(0)?;
            self.file.seek(SeekFrom::Start(0))?;
            self.file.write_all(note.to_string().as_bytes())
        };
        write().map_err(|e| failed(&self.path, &e))
    }
}

pub(super) fn failed(path: &Path, error: &io::Error) -> Cause {
    Cause::Scratch { path: path.to_owned(), problem: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn folder(name: &str) -> Folder {
        Folder(std::env::temp_dir().join(format!("attache-part-{name}-{}", std::process::id())))
    }

    fn known(etag: &str) -> Known {
        Known { etag: Some(etag.to_owned()), last_modified: None }
    }

    #[test]
    fn a_part_is_found_again() {
        let folder = folder("again");
        let mut part = Part::open(&folder.0, "https://a.org/x").unwrap();
        part.restart(known("\"1\"")).unwrap();
        part.append(b"hel").unwrap();
        assert!(matches!(Part::open(&folder.0, "https://a.org/x"), Err(Cause::Busy { .. })));
        assert_eq!(Part::open(&folder.0, "https://a.org/y").unwrap().length(), 0);
        part.leave();

        let mut part = Part::open(&folder.0, "https://a.org/x").unwrap();
        assert_eq!((part.length(), part.validator().as_deref()), (3, Some("\"1\"")));
        assert_eq!(part.last_byte().unwrap(), Some(b'l'));
        part.append(b"lo").unwrap();
        let whole = part.finish(&Secret::none()).unwrap();
        assert_eq!((fs::read(whole.path()).unwrap().as_slice(), whole.length()), (b"hello".as_slice(), 5));
        let path = whole.path().to_owned();
        drop(whole);
        assert!(!path.exists() && !path.with_extension("json").exists());
    }

    #[test]
    fn a_part_of_what_cannot_be_told_is_not_kept() {
        let folder = folder("untold");
        let mut part = Part::open(&folder.0, "https://a.org/x").unwrap();
        part.restart(known("W/\"1\"")).unwrap();
        part.append(b"hel").unwrap();
        assert_eq!(part.validator(), None);
        part.leave();
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 0);
    }

    #[test]
    fn a_damaged_note_starts_anew() {
        let folder = folder("damaged");
        let mut part = Part::open(&folder.0, "https://a.org/x").unwrap();
        part.restart(known("\"1\"")).unwrap();
        part.append(b"hel").unwrap();
        let note = part.note.path.clone();
        part.leave();
        fs::write(&note, "{\"url\":\"https://a.o").unwrap();
        let part = Part::open(&folder.0, "https://a.org/x").unwrap();
        assert_eq!((part.length(), part.validator()), (0, None));
    }
}
