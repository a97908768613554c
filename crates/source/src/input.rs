use std::{
    fmt,
    io::{self, Cursor},
};

use attache_model::{Bytes, Contents};

/// One file as it came from the publisher.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The file's name, for errors and for what it tells of the contents.
    pub name: &'a str,
    contents: Held<'a>,
}

#[derive(Clone, Copy)]
enum Held<'a> {
    Memory(&'a [u8]),
    Elsewhere(&'a dyn Contents),
}

impl<'a> Input<'a> {
    /// A file that is in memory.
    pub const fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, contents: Held::Memory(bytes) }
    }

    /// A file that may be too large for that.
    pub const fn of(name: &'a str, contents: &'a dyn Contents) -> Self {
        Self { name, contents: Held::Elsewhere(contents) }
    }

    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        match self.contents {
            Held::Memory(bytes) => bytes.len() as u64,
            Held::Elsewhere(contents) => contents.size(),
        }
    }

    /// Opens it at its start.
    ///
    /// # Errors
    /// When it can no longer be read.
    pub fn open(&self) -> io::Result<Box<dyn Bytes + 'a>> {
        match self.contents {
            Held::Memory(bytes) => Ok(Box::new(Cursor::new(bytes))),
            Held::Elsewhere(contents) => contents.open(),
        }
    }
}

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("name", &self.name).field("size", &self.size()).finish()
    }
}
