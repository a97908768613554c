//! JSON as publishers' services answer it: arrays of thousands of small
//! objects, whose numbers are to be kept as they are printed.
//!
//! A row is read into a [`Record`], which borrows from the text and goes before
//! the next one is read, so that an answer takes no more memory than its bytes.

use std::{borrow::Cow, fmt};

use attache_model::Decimal;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
pub(crate) use serde_json::value::RawValue;

use crate::{File, ParseError, file::clip};

/// One object: its fields in order, their values as printed.
pub(crate) struct Record<'t> {
    fields: Vec<(Cow<'t, str>, &'t RawValue)>,
}

impl<'t> Record<'t> {
    pub(crate) fn get(&self, field: &str) -> Option<&'t RawValue> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, value)| *value)
    }

    pub(crate) fn has(&self, field: &str) -> bool {
        self.get(field).is_some()
    }

    /// The scalar of a field, as by [`text`]; nothing where the field is absent.
    pub(crate) fn text(&self, field: &str) -> Cow<'t, str> {
        self.get(field).map_or(Cow::Borrowed(""), text)
    }
}

/// A scalar as text: a string without its quotes, a number as it is printed,
/// `null` as nothing.
pub(crate) fn text(value: &RawValue) -> Cow<'_, str> {
    let printed = value.get();
    match printed.as_bytes().first() {
        Some(b'"') => match serde_json::from_str::<Text<'_>>(printed) {
            Ok(text) => text.0,
            Err(_) => Cow::Borrowed(printed),
        },
        _ if printed == "null" => Cow::Borrowed(""),
        _ => Cow::Borrowed(printed),
    }
}

/// A number's token: without the ".0" that marks a whole double, and without an
/// exponent.
pub(crate) fn number(printed: &str) -> Cow<'_, str> {
    if printed.contains(['e', 'E']) {
        return Decimal::from_scientific(printed)
            .map_or(Cow::Borrowed(printed), |d| Cow::Owned(d.normalize().to_string()));
    }
    Cow::Borrowed(printed.strip_suffix(".0").unwrap_or(printed))
}

/// Reads JSON text that stands at `pointer` of the file.
pub(crate) fn read<'t, T: Deserialize<'t>>(file: &File<'_>, pointer: &str, text: &'t str) -> Result<T, ParseError> {
    serde_json::from_str(text).map_err(|error| {
        let at = match pointer {
            "" if error.line() > 0 => format!("line {}, column {}", error.line(), error.column()),
            _ => pointer.to_owned(),
        };
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or_default();
        let told = |problem: String| file.error(at, problem);
        if error.is_eof() {
            told(format!("is no JSON: {said}")).hint("the answer was cut short; fetch it again")
        } else if error.is_data() {
            told(format!("is not of the shape that is expected: {said}"))
        } else {
            told(format!("is no JSON: {said}; the text begins {:?}", clip(text.trim_start(), 60)))
        }
    })
}

/// The elements of the array that a text, or a value of it, is; none for `null`.
pub(crate) fn elements<'t>(file: &File<'_>, pointer: &str, text: &'t str) -> Result<Vec<&'t RawValue>, ParseError> {
    Ok(read::<Option<Vec<&RawValue>>>(file, pointer, text)?.unwrap_or_default())
}

struct Text<'t>(Cow<'t, str>);

impl<'t> Deserialize<'t> for Text<'t> {
    fn deserialize<D: Deserializer<'t>>(from: D) -> Result<Self, D::Error> {
        struct Is;
        impl<'t> Visitor<'t> for Is {
            type Value = Text<'t>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }
            fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Text<'t>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Text<'t>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        from.deserialize_str(Is)
    }
}

impl<'t> Deserialize<'t> for Record<'t> {
    fn deserialize<D: Deserializer<'t>>(from: D) -> Result<Self, D::Error> {
        struct Is;
        impl<'t> Visitor<'t> for Is {
            type Value = Record<'t>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Record<'t>, A::Error> {
                let mut fields = Vec::new();
                while let Some((name, value)) = map.next_entry::<Text<'t>, &'t RawValue>()? {
                    fields.push((name.0, value));
                }
                Ok(Record { fields })
            }
        }
        from.deserialize_map(Is)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: File<'_> = File { input: "a.json", member: "", bytes: b"" };

    #[test]
    fn numbers_stay_as_printed() {
        let record: Record<'_> =
            read(&FILE, "", r#"{"a": 502904651.0, "b": "x\"y", "c": null, "d": 12345678901234567890.12}"#).unwrap();
        assert_eq!(number(&record.text("a")), "502904651");
        assert_eq!((record.text("b"), record.text("c")), ("x\"y".into(), "".into()));
        assert_eq!(number(&record.text("d")), "12345678901234567890.12");
        assert!(record.has("c") && !record.has("e"));
        assert_eq!((number("4.5E10"), number("1e300")), ("45000000000".into(), "1e300".into()));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let said = |text: &str| read::<Record<'_>>(&FILE, "", text).err().unwrap().to_string();
        assert_eq!(said("{\"a\": 1"), "a.json, line 1, column 7: is no JSON: EOF while parsing an object");
        assert_eq!(
            said("[]"),
            "a.json, line 1, column 0: is not of the shape that is expected: invalid type: sequence, expected an object"
        );
        assert!(said("error: x").starts_with("a.json, line 1, column 1: is no JSON: expected value; the text begins"));
        assert!(said(&"[".repeat(200_000)).contains("expected an object"));
        assert!(elements(&FILE, "", &"[".repeat(200_000)).is_err());
    }
}
