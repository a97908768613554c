//! Files inside files: tar, zip, gzip and xz, unpacked in memory within limits.
//!
//! What a file is shows in its first bytes; its name is not believed. An archive
//! inside an archive is not unpacked. A workbook (xlsx) is a zip to the eye and
//! one plain file to us.

mod limits;
mod streams;
#[cfg(test)]
mod tests;

use std::io::{Chain, Cursor, Read};

use attache_model::Place;
use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;

pub(crate) use limits::{Limits, explain, refusal};
use limits::{Meter, Metered};
pub(crate) use streams::each;

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
    unpack(input, Limits::ARCHIVE)
}

/// Whether the bytes are a workbook: a zip that has `[Content_Types].xml`.
pub(crate) fn is_workbook(bytes: &[u8]) -> bool {
    is_zip(bytes)
        && zip::ZipArchive::new(Cursor::new(bytes)).is_ok_and(|zip| zip.index_for_name("[Content_Types].xml").is_some())
}

/// Unpacks a zip and drops what comes out, so that a reader which has no limits
/// of its own can be given it.
pub(crate) fn check_zip(input: &Input<'_>, limits: Limits) -> Result<(), ParseError> {
    each_of_zip(input, limits, |_, _| ()).map_err(|e| e.in_file(input))
}

/// What went wrong, and in which member where that is known.
struct Failure {
    member: String,
    problem: String,
}

impl Failure {
    fn new(problem: impl Into<String>) -> Self {
        Self { member: String::new(), problem: problem.into() }
    }

    fn of(member: &str, problem: impl Into<String>) -> Self {
        Self { member: member.to_owned(), problem: problem.into() }
    }

    fn in_file(self, input: &Input<'_>) -> ParseError {
        let place = Place { member: self.member.into(), ..Place::default() };
        ParseError::new(input.name, place, self.problem)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(limits::explain(&error))
    }
}

fn unpack(input: &Input<'_>, limits: Limits) -> Result<Vec<Member>, ParseError> {
    let bytes = input.bytes;
    let meter = Meter::new(limits, bytes.len());
    let members = if is_gzip(bytes) {
        unpack_stream(MultiGzDecoder::new(bytes), &meter)
    } else if is_xz(bytes) {
        unpack_stream(XzReader::new_mem_limit(bytes, true, limits.xz_dictionary_kib), &meter)
    } else if is_tar(bytes) {
        unpack_tar(bytes, &meter)
    } else if is_zip(bytes) && !is_workbook(bytes) {
        let mut members = Vec::new();
        each_of_zip(input, limits, |name, bytes| members.push(Member { name, bytes })).map(|()| members)
    } else {
        Ok(vec![plain(bytes.to_vec())])
    };
    let mut members = members.map_err(|e| e.in_file(input))?;
    members.sort_by(|a, b| a.name.cmp(&b.name));
    // Sorting is stable: of doubles the one that was packed last stands last.
    members.reverse();
    members.dedup_by(|a, b| a.name == b.name);
    members.reverse();
    Ok(members)
}

fn plain(bytes: Vec<u8>) -> Member {
    Member { name: String::new(), bytes }
}

/// A compressed stream: of a tar, or of one file.
fn unpack_stream(stream: impl Read, meter: &Meter) -> Result<Vec<Member>, Failure> {
    let mut stream = Metered::new(stream, meter);
    let mut head = Vec::new();
    stream.by_ref().take(TAR_BLOCK).read_to_end(&mut head)?;
    let is_tar = is_tar(&head);
    let mut whole: Chain<_, _> = Cursor::new(head).chain(stream);
    if is_tar {
        return unpack_tar(whole, meter);
    }
    let mut bytes = Vec::new();
    whole.read_to_end(&mut bytes)?;
    meter.member(bytes.len() as u64)?;
    Ok(vec![plain(bytes)])
}

fn unpack_tar(stream: impl Read, meter: &Meter) -> Result<Vec<Member>, Failure> {
    let mut members: Vec<Member> = Vec::new();
    for entry in tar::Archive::new(stream).entries()? {
        let mut entry = entry.map_err(|e| match members.last() {
            Some(last) => Failure::new(format!("{}, after member {:?}", limits::explain(&e), last.name)),
            None => Failure::from(e),
        })?;
        let name = path(&entry.path_bytes());
        if !entry.header().entry_type().is_file() || is_junk(&name) {
            continue;
        }
        let size = entry.size();
        meter.member(size).map_err(|e| Failure::of(&name, limits::explain(&e)))?;
        // The header's size is a claim, so room is not made for it beforehand.
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(|e| Failure::of(&name, limits::explain(&e)))?;
        if bytes.len() as u64 != size {
            return Err(Failure::of(&name, format!("ends after {} of {size} bytes", bytes.len())));
        }
        members.push(Member { name, bytes });
    }
    Ok(members)
}

fn each_of_zip(input: &Input<'_>, limits: Limits, mut each: impl FnMut(String, Vec<u8>)) -> Result<(), Failure> {
    let meter = Meter::new(limits, input.bytes.len());
    let mut zip = zip::ZipArchive::new(Cursor::new(input.bytes))
        .map_err(|e| Failure::new(format!("cannot be read as a zip: {e}")))?;
    for index in 0..zip.len() {
        let file = zip.by_index(index).map_err(|e| Failure::new(format!("member {index}: {e}")))?;
        let name = path(file.name_raw());
        if !file.is_file() || is_junk(&name) {
            continue;
        }
        let size = file.size();
        meter.member(size).map_err(|e| Failure::of(&name, limits::explain(&e)))?;
        // The declared size is a claim: what comes out is counted as well.
        let mut bytes = Vec::new();
        Metered::new(file, &meter)
            .take(size.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|e| Failure::of(&name, limits::explain(&e)))?;
        if bytes.len() as u64 != size {
            return Err(Failure::of(&name, format!("unpacks to {} bytes or more and not to {size}", bytes.len())));
        }
        each(name, bytes);
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
