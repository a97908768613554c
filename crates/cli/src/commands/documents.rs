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
    checking::Given,
    model::{Area, Areas},
};

use self::files::{Document, shown};
use super::language;
use crate::{args::KnownArgs, failure::Failure};

/// No document is read beyond so many bytes.
const LARGEST: u64 = (128 << 20) + 1;

/// What is given of texts on the command line.
pub(crate) fn given(args: &KnownArgs) -> Result<Given, Failure> {
    Ok(Given {
        about: args.about.iter().map(|name| area(name.trim())).collect::<Result<_, _>>()?,
        author: args.author.as_deref().map(area).transpose()?,
        dated: args.dated,
        language: args.lang.as_deref().filter(|tag| *tag != "auto").map(language).transpose()?,
    })
}

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
