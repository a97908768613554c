use std::io::{self, Cursor, Read, Seek};

/// The bytes of one file, wherever they are: in memory, on disk, in a store.
///
/// What takes them reads them as a stream, more than once and from several
/// threads at once, so that a file larger than memory passes through.
pub trait Contents: Sync {
    /// How many bytes there are.
    fn size(&self) -> u64;

    /// Opens them at their start.
    ///
    /// # Errors
    /// When they can no longer be had.
    fn open(&self) -> io::Result<Box<dyn Bytes + '_>>;

    /// Whether they are what they were when they were handed over. Memory and
    /// stores do not change; a user's file may.
    ///
    /// # Errors
    /// When they can no longer be looked at.
    fn are_unchanged(&self) -> io::Result<bool> {
        Ok(true)
    }
}

/// Bytes that are read from any place on.
pub trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}

impl Contents for &[u8] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn open(&self) -> io::Result<Box<dyn Bytes + '_>> {
        Ok(Box::new(Cursor::new(*self)))
    }
}

impl<const N: usize> Contents for [u8; N] {
    fn size(&self) -> u64 {
        N as u64
    }

    fn open(&self) -> io::Result<Box<dyn Bytes + '_>> {
        Ok(Box::new(Cursor::new(self)))
    }
}
