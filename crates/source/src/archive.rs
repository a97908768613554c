//! Files inside files: tar, zip, gzip and xz, unpacked within limits, in memory
//! or as streams.
//!
//! What a file is shows in its first bytes; its name is not believed. An archive
//! inside an archive is not unpacked. A workbook (xlsx) is a zip to the eye and
//! one plain file to us.

mod limits;
#[cfg(test)]
mod tests;

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use attache_model::{Bytes, Place};
use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;

pub(crate) use limits::Limits;
use limits::{Meter, Metered, Stated};

use crate::{Input, ParseError};

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its path in the archive, `/` between folders; empty for an input that is
    /// one plain (or gzipped) file.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The files of an input, sorted by name: of a tar (plain, gzip or xz), of a
/// zip, or the input itself where it is none of these.
///
/// Only regular files; what macOS and git leave in folders is dropped. Of two
/// files with one name the later is kept, as unpacking would.
///
/// # Errors
/// When the archive is damaged, encrypted or compressed in a way that is not
/// read here, or unpacks to more than 1 GiB (one file: 512 MiB), to more than
/// 100,000 files, or beyond 64 MiB to more than 200 times its own size.
pub fn members(input: &Input<'_>) -> Result<Vec<Member>, ParseError> {
    gather(input, Limits::ARCHIVE)
}

/// Goes through the files of an input in the archive's order and gives each as
/// a stream of what it unpacks to, so that none need fit into memory. What is
/// not read of a stream is passed over.
///
/// Of two files with one name both are given.
///
/// # Errors
/// As [`members`], and what `each` says.
pub(crate) fn each_stream(
    input: &Input<'_>,
    limits: Limits,
    each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Halt>,
) -> Result<(), ParseError> {
    unpack(input, limits, each).map_err(|e| e.in_file(input))
}

/// Why the reading of a stream ended early.
pub(crate) enum Halt {
    /// The stream could not be read on.
    Unreadable(io::Error),
    Malformed(ParseError),
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl From<ParseError> for Halt {
    fn from(error: ParseError) -> Self {
        Self::Malformed(error)
    }
}

/// Whether the bytes are a workbook: a zip that has `[Content_Types].xml`.
pub(crate) fn is_workbook(bytes: impl Read + Seek) -> bool {
    zip::ZipArchive::new(bytes).is_ok_and(|zip| zip.index_for_name("[Content_Types].xml").is_some())
}

/// Unpacks a zip and drops what comes out, so that a reader which has no limits
/// of its own can be given it.
pub(crate) fn check_zip(input: &Input<'_>, limits: Limits) -> Result<(), ParseError> {
    let drop = &mut |_: &str, stream: &mut dyn Read| Ok(io::copy(stream, &mut io::sink()).map(|_| ())?);
    let checked = input.open().map_err(Failure::from).and_then(|bytes| {
        let meter = Meter::new(limits, input.size());
        each_of_zip(bytes, &meter, drop)
    });
    checked.map_err(|e| e.in_file(input))
}

/// What went wrong, and in which member where that is known.
enum Failure {
    Archive { member: String, problem: String },
    Malformed(ParseError),
}

impl Failure {
    fn new(problem: impl Into<String>) -> Self {
        Self::of("", problem)
    }

    fn of(member: &str, problem: impl Into<String>) -> Self {
        Self::Archive { member: member.to_owned(), problem: problem.into() }
    }

    fn halted(member: &str, halt: Halt) -> Self {
        match halt {
            Halt::Unreadable(error) => Self::of(member, limits::explain(&error)),
            Halt::Malformed(error) => Self::Malformed(error),
        }
    }

    fn in_file(self, input: &Input<'_>) -> ParseError {
        match self {
            Self::Archive { member, problem } => {
                ParseError::new(input.name, Place { member: member.into(), ..Place::default() }, problem)
            }
            Self::Malformed(error) => error,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(limits::explain(&error))
    }
}

type Each<'e> = &'e mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Halt>;

fn unpack(input: &Input<'_>, limits: Limits, each: Each<'_>) -> Result<(), Failure> {
    let mut bytes = input.open()?;
    let mut head = Vec::new();
    bytes.by_ref().take(TAR_BLOCK).read_to_end(&mut head)?;
    bytes.seek(SeekFrom::Start(0))?;
    let meter = Meter::new(limits, input.size());
    if is_gzip(&head) {
        unpack_stream(MultiGzDecoder::new(bytes), &meter, each)
    } else if is_xz(&head) {
        unpack_stream(XzReader::new_mem_limit(bytes, true, limits.xz_dictionary_kib), &meter, each)
    } else if is_tar(&head) {
        unpack_tar(bytes, &meter, each)
    } else if is_zip(&head) && !is_workbook(&mut bytes) {
        each_of_zip(bytes, &meter, each)
    } else {
        bytes.seek(SeekFrom::Start(0))?;
        meter.file(input.size())?;
        each("", &mut bytes).map_err(|halt| Failure::halted("", halt))
    }
}

/// The files of an input with their bytes, sorted by name.
fn gather(input: &Input<'_>, limits: Limits) -> Result<Vec<Member>, ParseError> {
    let mut members = Vec::new();
    each_stream(input, limits, &mut |name, stream| {
        // A size that is stated is a claim, so room is not made for it
        // beforehand.
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        members.push(Member { name: name.to_owned(), bytes });
        Ok(())
    })?;
    members.sort_by(|a, b| a.name.cmp(&b.name));
    // Sorting is stable: of doubles the one that was packed last stands last.
    members.reverse();
    members.dedup_by(|a, b| a.name == b.name);
    members.reverse();
    Ok(members)
}

/// A compressed stream: of a tar, or of one file.
fn unpack_stream(stream: impl Read, meter: &Meter, each: Each<'_>) -> Result<(), Failure> {
    let mut stream = Metered::new(stream, meter);
    let mut head = Vec::new();
    stream.by_ref().take(TAR_BLOCK).read_to_end(&mut head)?;
    let is_tar = is_tar(&head);
    let mut whole = Cursor::new(head).chain(stream);
    if is_tar { unpack_tar(whole, meter, each) } else { each("", &mut whole).map_err(|halt| Failure::halted("", halt)) }
}

fn unpack_tar(stream: impl Read, meter: &Meter, each: Each<'_>) -> Result<(), Failure> {
    let mut last = None;
    for entry in tar::Archive::new(stream).entries()? {
        let entry = entry.map_err(|e| match &last {
            Some(last) => Failure::new(format!("{}, after member {last:?}", limits::explain(&e))),
            None => Failure::from(e),
        })?;
        let name = path(&entry.path_bytes());
        if !entry.header().entry_type().is_file() || is_junk(&name) {
            continue;
        }
        let size = entry.size();
        meter.member(size).map_err(|e| Failure::of(&name, limits::explain(&e)))?;
        each(&name, &mut Stated::new(entry, size)).map_err(|halt| Failure::halted(&name, halt))?;
        last = Some(name);
    }
    Ok(())
}

fn each_of_zip(bytes: Box<dyn Bytes + '_>, meter: &Meter, each: Each<'_>) -> Result<(), Failure> {
    let mut zip = zip::ZipArchive::new(bytes).map_err(|e| Failure::new(format!("cannot be read as a zip: {e}")))?;
    for index in 0..zip.len() {
        let file = zip.by_index(index).map_err(|e| Failure::new(format!("member {index}: {e}")))?;
        let name = path(file.name_raw());
        if !file.is_file() || is_junk(&name) {
            continue;
        }
        let size = file.size();
        meter.member(size).map_err(|e| Failure::of(&name, limits::explain(&e)))?;
        let mut stream = Stated::new(Metered::new(file, meter), size);
        each(&name, &mut stream).map_err(|halt| Failure::halted(&name, halt))?;
    }
    Ok(())
}

const TAR_BLOCK: u64 = 512;

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

fn is_xz(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xfd7zXZ\0")
}

/// "PK" and the mark of a member, or of an archive without any.
fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The magic stands at byte 257 of the first header, in POSIX's and GNU's form.
fn is_tar(bytes: &[u8]) -> bool {
    bytes.get(257..262).is_some_and(|magic| magic == b"ustar")
}

fn path(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw).replace('\\', "/");
    let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    parts.join("/")
}

/// What macOS and git leave beside files.
fn is_junk(path: &str) -> bool {
    path.is_empty()
        || path
            .split('/')
            .any(|part| part == "__MACOSX" || part == ".git" || part == ".DS_Store" || part.starts_with("._"))
}
