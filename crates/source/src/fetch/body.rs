use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use super::{Cause, Timeouts, ask::Reply};

const BUFFER: usize = 1 << 16;

/// Reads an answer to its end, unpacks it, and hands it on piece by piece; its
/// unpacked length.
pub(super) fn pour(
    reply: Reply,
    limit: u64,
    timeouts: &Timeouts,
    hand_on: &mut dyn FnMut(&[u8]) -> Result<(), Cause>,
) -> Result<u64, Cause> {
    let expected = reply.body.content_length();
    let packed = is_packed(&reply)?;
    let mut wire = Wire { reader: reply.body.into_reader(), got: 0, failed: None };
    let mut reader: Box<dyn Read + '_> =
        if packed { Box::new(MultiGzDecoder::new(&mut wire)) } else { Box::new(&mut wire) };
    let mut length = 0;
    let mut buffer = vec![0; BUFFER];
    let end = loop {
        match reader.read(&mut buffer) {
            Ok(0) => break Ok(()),
            Ok(n) => {
                length += n as u64;
                if length > limit {
                    return Err(Cause::TooLarge { limit });
                }
                hand_on(&buffer[..n])?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => break Err(error),
        }
    };
    drop(reader);
    let got = wire.got;
    match (end, wire.failed, expected) {
        (Ok(()), _, Some(expected)) if expected != got => Err(Cause::Length { expected, got }),
        (Ok(()), ..) => Ok(length),
        (Err(_), Some(ureq::Error::Io(e)), Some(expected)) if e.kind() == io::ErrorKind::UnexpectedEof => {
            Err(Cause::Length { expected, got })
        }
        (Err(_), Some(error), _) => Err(Cause::of(error, timeouts)),
        (Err(error), None, _) => Err(Cause::Damaged { problem: error.to_string() }),
    }
}

/// The first text of an answer, as one line; empty where there is none.
pub(super) fn beginning(reply: Reply) -> String {
    let Ok(packed) = is_packed(&reply) else { return String::new() };
    let reader = reply.body.into_reader();
    let mut reader: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(reader)) } else { Box::new(reader) };
    let mut buffer = vec![0; 4096];
    // One piece is enough, and a slow server cannot make it long.
    let got = reader.read(&mut buffer).unwrap_or_default();
    let text = String::from_utf8_lossy(&buffer[..got]);
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

pub(super) fn is_packed(reply: &Reply) -> Result<bool, Cause> {
    match reply.header("content-encoding").map(|name| name.to_ascii_lowercase()).as_deref() {
        None | Some("" | "identity") => Ok(false),
        Some("gzip" | "x-gzip") => Ok(true),
        Some(other) => Err(Cause::Encoding { name: other.to_owned() }),
    }
}

/// Counts what comes and keeps what it failed by, which a decoder on top of it
/// would take for damage.
struct Wire<R> {
    reader: R,
    got: u64,
    failed: Option<ureq::Error>,
}

impl<R: Read> Read for Wire<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.reader.read(buffer) {
            Ok(n) => {
                self.got += n as u64;
                Ok(n)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                self.failed = Some(error.into());
                Err(io::Error::other("broke off"))
            }
        }
    }
}
