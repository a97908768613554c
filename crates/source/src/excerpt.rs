//! Showing the bytes that a figure was read from.

use std::io::{BufRead, BufReader, ErrorKind, Read};

use attache_model::{Contents, Place};

use crate::{
    File, Input,
    archive::{self, Halt, Limits},
    json::{self, Record},
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

    /// The text at a place: the string at a JSON pointer, or what is around it
    /// where it is a number or an element of an array; the row of a CSV. `None`
    /// for other kinds of files, and where the place is not there.
    pub fn at(&self, place: &Place) -> Option<Excerpt> {
        let members = match &self.files {
            Files::Unpacked(members) => members,
            Files::Streams(snapshot) => return self.row_of_stream(&**snapshot, place),
        };
        let member = members.iter().find(|m| m.name == *place.member)?;
        if place.pointer.starts_with('/') {
            return in_json(std::str::from_utf8(&member.bytes).ok()?, place);
        }
        let number = row_number(place)?;
        match member.bytes.as_slice() {
            // Rows of Parquet are no lines.
            [b'P', b'A', b'R', b'1', ..] => None,
            // A compressed table in a package.
            [0x1f, 0x8b, ..] | [b'P', b'K', ..] | [0xfd, b'7', b'z', ..] => {
                let inside = archive::members(&Input::new(&self.name, &member.bytes)).ok()?;
                let [one] = inside.as_slice() else { return None };
                row(&mut one.bytes.as_slice(), number)
            }
            mut text => row(&mut text, number),
        }
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

fn in_json(text: &str, place: &Place) -> Option<Excerpt> {
    let file = File { input: "", member: "", bytes: &[] };
    let mut value = text.trim_start_matches('\u{feff}').trim();
    let mut around = value;
    for step in place.pointer.split('/').skip(1) {
        around = value;
        value = if value.starts_with('[') {
            json::elements(&file, "", value).ok()?.get(step.parse::<usize>().ok()?)?.get()
        } else {
            json::read::<Record<'_>>(&file, "", value).ok()?.get(&step.replace("~1", "/").replace("~0", "~"))?.get()
        };
    }
    if value.starts_with('"') && !around.starts_with('[') {
        let text: String = serde_json::from_str(value).ok()?;
        let read = place.span.clone().map(|s| s.start as usize..s.end as usize);
        let read = read.filter(|r| text.get(r.clone()).is_some());
        return Some(Excerpt { text, read });
    }
    // Both are parts of one text.
    let start = value.as_ptr().addr() - around.as_ptr().addr();
    let read = Some(start..start + value.len());
    if around.len() > LONGEST {
        Some(Excerpt { text: value.to_owned(), read: None })
    } else {
        Some(Excerpt { text: around.to_owned(), read })
    }
}

/// Bytes of an object that is shown for a number in it.
const LONGEST: usize = 4_096;

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
    fn a_number_in_the_object_around_it() {
        let json = br#"[{"page": 1}, [{"year": "2022", "value": 502904651.0}]]"#;
        let found = Opened::of("a.json", Box::new(&json[..])).at(&place("/1/0/value", None)).unwrap();
        assert_eq!(found.text, r#"{"year": "2022", "value": 502904651.0}"#);
        assert_eq!(&found.text[found.read.unwrap()], "502904651.0");
        let cell = Opened::of("a.json", Box::new(*br#"[["CTY"],["3350","7"]]"#)).at(&place("/1/1", None)).unwrap();
        assert_eq!((cell.text.as_str(), cell.read), (r#"["3350","7"]"#, Some(8..11)));
        assert_eq!(Opened::of("a.json", Box::new(&json[..])).at(&place("/1/9/value", None)), None);
    }

    #[test]
    fn a_row_of_a_compressed_table_in_an_archive() {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut gz, b"a,b\n1,2\n").unwrap();
        let gz = gz.finish().unwrap();
        let mut tar = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_size(gz.len() as u64);
        tar.append_data(&mut header, "t.csv.gz", gz.as_slice()).unwrap();
        let tar = tar.into_inner().unwrap();
        let opened = Opened::of("p.tar", Box::new(tar.as_slice()));
        let found = opened.at(&Place { member: "t.csv.gz".into(), ..place("row 2, b", None) }).unwrap();
        assert_eq!(found.text, "1,2");
    }

    #[test]
    fn a_row_of_a_csv() {
        let found = Opened::of("aid.csv", Box::new(*b"a,b\n1,2\n")).at(&place("row 2, b", None)).unwrap();
        assert_eq!(found.text, "1,2");
        assert_eq!(Opened::of("aid.csv", Box::new(*b"a,b\n")).at(&place("row 9, b", None)), None);
    }

    #[test]
    fn a_row_of_a_stream() {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in [("a.csv", "a,b\n1,2\n"), ("b.csv", "a,b\r\n3,4\r\n5,6\r\n")] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
        }
        let packed = zip.finish().unwrap().into_inner();
        let opened = Opened { name: "x.zip".to_owned(), files: Files::Streams(Box::new(packed.as_slice())) };
        let at = |member: &str, pointer| opened.at(&Place { member: member.into(), ..place(pointer, None) });
        assert_eq!(at("b.csv", "row 3, q").unwrap().text, "5,6");
        assert_eq!(at("a.csv", "row 1").unwrap().text, "a,b");
        assert_eq!(
            [at("b.csv", "row 4"), at("b.csv", "row 0"), at("c.csv", "row 1"), at("b.csv", "/a")],
            [const { None }; 4]
        );
    }
}
