//! Showing the bytes that a figure was read from.

use std::io::{BufRead, BufReader, ErrorKind, Read};

use attache_model::{Contents, Place};

use crate::{
    Input,
    archive::{self, Halt, Limits},
};

/// Some text of a snapshot, and the part of it that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    /// Bytes of the text.
    pub read: Option<std::ops::Range<usize>>,
}

/// Snapshots of more bytes than this are not unpacked into memory.
const LARGE: u64 = 128 << 20;

/// A line beyond this is no row of a table.
const LINE: u64 = 64 << 10;

/// A snapshot whose files can be looked into.
pub struct Opened<'s> {
    name: String,
    files: Files<'s>,
}

enum Files<'s> {
    /// Unpacked once.
    Unpacked(Vec<archive::Member>),
    /// Read anew for each place.
    Streams(Box<dyn Contents + 's>),
}

impl<'s> Opened<'s> {
    /// Opens a snapshot; one that cannot be unpacked shows nothing.
    pub fn of(file: &str, snapshot: Box<dyn Contents + 's>) -> Self {
        let files = if snapshot.size() > LARGE {
            Files::Streams(snapshot)
        } else {
            Files::Unpacked(archive::members(&Input::of(file, &*snapshot)).unwrap_or_default())
        };
        Self { name: file.to_owned(), files }
    }

    /// The text at a place: the string at a JSON pointer, or the row of a CSV.
    /// `None` for other kinds of files, and where the place is not there.
    pub fn at(&self, place: &Place) -> Option<Excerpt> {
        let members = match &self.files {
            Files::Unpacked(members) => members,
            Files::Streams(snapshot) => return self.row_of_stream(&**snapshot, place),
        };
        let member = members.iter().find(|m| m.name == *place.member)?;
        if place.pointer.starts_with('/') && member.bytes.first() == Some(&b'{') {
            let json: serde_json::Value = serde_json::from_slice(&member.bytes).ok()?;
            let text = json.pointer(&place.pointer)?.as_str()?.to_owned();
            let read = place.span.clone().map(|s| s.start as usize..s.end as usize);
            let read = read.filter(|r| text.get(r.clone()).is_some());
            return Some(Excerpt { text, read });
        }
        row(&mut member.bytes.as_slice(), row_number(place)?)
    }

    fn row_of_stream(&self, snapshot: &dyn Contents, place: &Place) -> Option<Excerpt> {
        let number = row_number(place)?;
        let mut found = None;
        // Once it is found, the rest need not be unpacked.
        _ = archive::each_stream(&Input::of(&self.name, snapshot), Limits::STREAMS, &mut |name, stream| {
            if name != place.member {
                return Ok(());
            }
            found = row(&mut BufReader::with_capacity(1 << 20, stream), number);
            Err(Halt::Unreadable(ErrorKind::Interrupted.into()))
        });
        found
    }
}

/// The row that a place in a CSV names.
fn row_number(place: &Place) -> Option<u64> {
    place.pointer.strip_prefix("row ")?.split(',').next()?.trim().parse().ok()
}

/// A row of a text, the first being 1.
fn row(text: &mut impl BufRead, number: u64) -> Option<Excerpt> {
    for _ in 1..number {
        if text.skip_until(b'\n').ok()? == 0 {
            return None;
        }
    }
    let mut line = Vec::new();
    if number == 0 || text.take(LINE).read_until(b'\n', &mut line).ok()? == 0 {
        return None;
    }
    let text = String::from_utf8_lossy(&line);
    Some(Excerpt { text: text.trim_end_matches(['\n', '\r']).to_owned(), read: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(pointer: &str, span: Option<std::ops::Range<u32>>) -> Place {
        Place { pointer: pointer.into(), span, ..Place::default() }
    }

    #[test]
    fn a_json_string_with_the_part_that_was_read() {
        let json = br#"{"Economy": {"Exports/Imports": {"text": "$14.465 billion (2022 est.)"}}}"#;
        let found = Opened::of("bl.json", Box::new(&json[..]))
            .at(&place("/Economy/Exports~1Imports/text", Some(1..7)))
            .unwrap();
        assert_eq!(&found.text[found.read.unwrap()], "14.465");
        assert_eq!(Opened::of("bl.json", Box::new(&json[..])).at(&place("/Economy/None", None)), None);
    }

    #[test]
    fn a_row_of_a_csv() {
        let found = Opened::of("aid.csv", Box::new(*b"a,b\n1,2\n")).at(&place("row 2, b", None)).unwrap();
        assert_eq!(found.text, "1,2");
        assert_eq!(Opened::of("aid.csv", Box::new(*b"a,b\n")).at(&place("row 9, b", None)), None);
    }
}
