//! How much an archive may unpack to.
//!
//! A few kilobytes can unpack to any size ("bomb"), so everything that comes
//! out of a decompressor is counted while it comes.

use std::{
    cell::Cell,
    io::{self, Read},
};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Bytes of all members together.
    pub(crate) total: u64,
    /// Bytes of one member.
    pub(crate) member: u64,
    pub(crate) members: u64,
    /// How many times its own size an archive may unpack to, ...
    pub(crate) ratio: u64,
    /// ... once it has unpacked to this many bytes.
    pub(crate) ratio_from: u64,
    /// KiB of memory that an xz stream may ask for. `xz -9` takes 64 MiB.
    pub(crate) xz_dictionary_kib: u32,
}

const MIB: u64 = 1 << 20;

impl Limits {
    pub(crate) const ARCHIVE: Self = Self {
        total: 1024 * MIB,
        member: 512 * MIB,
        members: 100_000,
        ratio: 200,
        ratio_from: 64 * MIB,
        xz_dictionary_kib: 256 * 1024,
    };

    /// What is read as it comes and not held: CEPII's yearly archive unpacks to
    /// some 10 GiB, and the largest file of a publisher has some 4 GiB.
    pub(crate) const STREAMS: Self = Self { total: 64 * 1024 * MIB, member: 16 * 1024 * MIB, ..Self::ARCHIVE };

    /// A workbook is held in memory as cells, some five times its size as XML.
    pub(crate) const WORKBOOK: Self = Self { total: 256 * MIB, member: 256 * MIB, members: 2_000, ..Self::ARCHIVE };
}

/// What has come out of one archive so far.
pub(super) struct Meter {
    limits: Limits,
    packed: u64,
    unpacked: Cell<u64>,
    members: Cell<u64>,
    /// The members' sizes as declared: a sparse member of a tar is larger than
    /// what the archive holds of it.
    declared: Cell<u64>,
}

impl Meter {
    pub(super) fn new(limits: Limits, packed: u64) -> Self {
        Self { limits, packed, unpacked: Cell::new(0), members: Cell::new(0), declared: Cell::new(0) }
    }

    /// Counts a member of this size.
    pub(super) fn member(&self, size: u64) -> io::Result<()> {
        self.members.set(self.members.get() + 1);
        if self.members.get() > self.limits.members {
            return Err(refusal(format!("holds more than {} files", self.limits.members)));
        }
        if size > self.limits.member {
            return Err(refusal(format!(
                "unpacks to {size} bytes, more than the {} allowed",
                size_of(self.limits.member)
            )));
        }
        self.declared.set(self.declared.get() + size);
        if self.declared.get() > self.limits.total {
            return Err(refusal(format!("brings the archive to more than the {} allowed", size_of(self.limits.total))));
        }
        Ok(())
    }

    /// Counts an input that is one plain file.
    pub(super) fn file(&self, size: u64) -> io::Result<()> {
        if size > self.limits.member {
            let limit = size_of(self.limits.member);
            return Err(refusal(format!("has {size} bytes, more than the {limit} that are read as one file")));
        }
        Ok(())
    }

    fn add(&self, bytes: usize) -> io::Result<()> {
        let unpacked = self.unpacked.get() + bytes as u64;
        self.unpacked.set(unpacked);
        let Limits { total, ratio, ratio_from, .. } = self.limits;
        if unpacked > total {
            return Err(refusal(format!("unpacks to more than the {} allowed", size_of(total))));
        }
        if unpacked > ratio_from && unpacked / ratio > self.packed {
            return Err(refusal(format!("unpacks to more than {ratio} times its size")));
        }
        Ok(())
    }
}

/// A reader whose bytes are counted.
pub(super) struct Metered<'a, R> {
    inner: R,
    meter: &'a Meter,
}

impl<'a, R: Read> Metered<'a, R> {
    pub(super) fn new(inner: R, meter: &'a Meter) -> Self {
        Self { inner, meter }
    }
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.meter.add(read)?;
        Ok(read)
    }
}

/// A reader that is to give as many bytes as its archive states.
pub(super) struct Stated<R> {
    inner: R,
    size: u64,
    read: u64,
}

impl<R: Read> Stated<R> {
    pub(super) fn new(inner: R, size: u64) -> Self {
        Self { inner, size, read: 0 }
    }
}

impl<R: Read> Read for Stated<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        let size = self.size;
        if self.read > size {
            return Err(refusal(format!("unpacks to more than the {size} bytes that the archive states")));
        }
        if read == 0 && !buffer.is_empty() && self.read < size {
            return Err(refusal(format!("ends after {} of {size} bytes", self.read)));
        }
        Ok(read)
    }
}

#[derive(Debug)]
struct Refusal(String);

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

pub(crate) fn refusal(problem: String) -> io::Error {
    io::Error::other(Refusal(problem))
}

/// An error of ours as it is, one of a decompressor with what it means.
pub(crate) fn explain(error: &io::Error) -> String {
    // The tar crate wraps the errors of the stream that it reads.
    let mut inner: Option<&(dyn std::error::Error + 'static)> = error.get_ref().map(|e| e as _);
    while let Some(cause) = inner {
        if let Some(Refusal(problem)) = cause.downcast_ref() {
            return problem.clone();
        }
        inner = match cause.downcast_ref::<io::Error>() {
            Some(io) => io.get_ref().map(|e| e as _),
            None => cause.source(),
        };
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "ends in the middle; the file was cut short".to_owned(),
        _ => format!("cannot be unpacked: {error}"),
    }
}

fn size_of(bytes: u64) -> String {
    if bytes >= MIB { format!("{} MiB", bytes / MIB) } else { format!("{bytes} bytes") }
}
