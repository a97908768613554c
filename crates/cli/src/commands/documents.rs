//! The documents that a command is given: which they are, what their folders say of
//! them, and how they are read and written.

pub(crate) mod files;
pub(crate) mod replace;
pub(crate) mod settings;

use std::{
    fs::File,
    io::{self, Read},
};

use attache_engine::{
    Error,
    model::{Area, Areas},
};

use self::files::{Document, shown};
use crate::failure::Failure;

/// No document is read beyond so many bytes.
const LARGEST: u64 = (128 << 20) + 1;

pub(crate) fn area(name: &str) -> Result<Area, Failure> {
    Ok(Areas::find(name).map_err(Error::from)?)
}

pub(crate) fn read(document: &Document) -> Result<Vec<u8>, Failure> {
    let failed = |error: io::Error| {
        Failure::new(format!("{}: {error}", shown(&document.path)), "check that it is a file that may be read")
    };
    let mut bytes = Vec::new();
    if document.is_standard_input {
        io::stdin().lock().take(LARGEST).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        File::open(&document.path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes)).map_err(failed)?;
    }
    Ok(bytes)
}
