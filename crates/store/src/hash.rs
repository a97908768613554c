use std::io::{self, Read};

use attache_model::Hash;
use sha2::{Digest, Sha256};

pub(crate) fn sha256(bytes: &[u8]) -> Hash {
    Hash(Sha256::digest(bytes).into())
}

/// The hash of all that can be read.
pub(crate) fn of_reader(reader: &mut (impl Read + ?Sized)) -> io::Result<Hash> {
    let mut hasher = Hasher::default();
    read_parts(reader, |part| {
        hasher.add(part);
        Ok::<(), io::Error>(())
    })?;
    Ok(hasher.finish())
}

/// Gives what can be read part by part.
pub(crate) fn read_parts<E: From<io::Error>>(
    reader: &mut (impl Read + ?Sized),
    mut each: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut buffer = vec![0; 1 << 20];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(length) => each(&buffer[..length])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// A hash of what is added piece by piece.
#[derive(Default)]
pub(crate) struct Hasher(Sha256);

impl Hasher {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn finish(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}
