//! Showing the bytes that a figure was read from.

use attache_model::Place;

use crate::{Input, archive};

/// Some text of a snapshot, and the part of it that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    /// Bytes of the text.
    pub read: Option<std::ops::Range<usize>>,
}

/// A snapshot whose files can be looked into, unpacked once.
pub struct Opened {
    members: Vec<archive::Member>,
}

impl Opened {
    /// Opens a snapshot; one that cannot be unpacked shows nothing.
    pub fn of(file: &str, snapshot: &[u8]) -> Self {
        Self { members: archive::members(&Input { name: file, bytes: snapshot }).unwrap_or_default() }
    }

    /// The text at a place: the string at a JSON pointer, or the row of a CSV.
    /// `None` for other kinds of files, and where the place is not there.
    pub fn at(&self, place: &Place) -> Option<Excerpt> {
        let member = self.members.iter().find(|m| m.name == *place.member)?;
        if place.pointer.starts_with('/') && member.bytes.first() == Some(&b'{') {
            let json: serde_json::Value = serde_json::from_slice(&member.bytes).ok()?;
            let text = json.pointer(&place.pointer)?.as_str()?.to_owned();
            let read = place.span.clone().map(|s| s.start as usize..s.end as usize);
            let read = read.filter(|r| text.get(r.clone()).is_some());
            return Some(Excerpt { text, read });
        }
        let row: usize = place.pointer.strip_prefix("row ")?.split(',').next()?.trim().parse().ok()?;
        let text = String::from_utf8_lossy(&member.bytes);
        let line = text.lines().nth(row.checked_sub(1)?)?;
        Some(Excerpt { text: line.to_owned(), read: None })
    }
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
        let found = Opened::of("bl.json", json).at(&place("/Economy/Exports~1Imports/text", Some(1..7))).unwrap();
        assert_eq!(&found.text[found.read.unwrap()], "14.465");
        assert_eq!(Opened::of("bl.json", json).at(&place("/Economy/None", None)), None);
    }

    #[test]
    fn a_row_of_a_csv() {
        let found = Opened::of("aid.csv", b"a,b\n1,2\n").at(&place("row 2, b", None)).unwrap();
        assert_eq!(found.text, "1,2");
        assert_eq!(Opened::of("aid.csv", b"a,b\n").at(&place("row 9, b", None)), None);
    }
}
