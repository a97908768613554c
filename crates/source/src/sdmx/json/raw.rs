//! JSON taken apart where it lies: the parts of an object or array are slices
//! of the file.

use std::fmt;

use serde::de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Value as Json, value::RawValue};

use crate::{File, ParseError};

/// The part of a message that is not its data. The largest known have some
/// megabytes.
const MAX_SMALL: usize = 64 << 20;

/// A part of the message as a tree.
pub(super) fn small(file: &File<'_>, pointer: &str, raw: &RawValue) -> Result<Json, ParseError> {
    if raw.get().len() > MAX_SMALL {
        return Err(file.error(pointer, format!("is longer than {} MiB", MAX_SMALL >> 20)));
    }
    serde_json::from_str(raw.get()).map_err(|error| file.error(pointer, format!("cannot be read: {error}")))
}

/// Gives each entry of an object.
pub(super) fn each_entry<'t>(
    file: &File<'_>,
    pointer: &str,
    raw: &'t RawValue,
    mut give: impl FnMut(&str, &'t RawValue) -> Result<(), ParseError>,
) -> Result<(), ParseError> {
    let mut failed = None;
    let entries = Entries(|key: &str, raw: &'t RawValue| match give(key, raw) {
        Ok(()) => true,
        Err(error) => {
            failed = Some(error);
            false
        }
    });
    let done = serde_json::Deserializer::from_str(raw.get()).deserialize_map(entries);
    match (failed, done) {
        (Some(error), _) => Err(error),
        (None, Ok(())) => Ok(()),
        (None, Err(_)) => Err(file.error(pointer, "is no JSON object")),
    }
}

/// Visits a map; its function says whether to go on.
struct Entries<F>(F);

impl<'t, F: FnMut(&str, &'t RawValue) -> bool> Visitor<'t> for Entries<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let raw: &'t RawValue = map.next_value()?;
            if !(self.0)(&key, raw) {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// The entries of a small object.
pub(super) fn entries<'t>(
    file: &File<'_>,
    pointer: &str,
    raw: &'t RawValue,
) -> Result<Vec<(String, &'t RawValue)>, ParseError> {
    const MAX: usize = 10_000;
    let mut entries = Vec::new();
    each_entry(file, pointer, raw, |key, raw| {
        if entries.len() == MAX {
            return Err(file.error(pointer, format!("has more than {MAX} entries")));
        }
        entries.push((key.to_owned(), raw));
        Ok(())
    })?;
    Ok(entries)
}

/// The items of a small array.
pub(super) fn items<'t>(file: &File<'_>, pointer: &str, raw: &'t RawValue) -> Result<Vec<&'t RawValue>, ParseError> {
    serde_json::Deserializer::from_str(raw.get()).deserialize_seq(Items).map_err(|error| {
        let long = error.to_string().starts_with(TOO_LONG);
        file.error(pointer, if long { TOO_LONG } else { "is no JSON array" })
    })
}

struct Items;

const TOO_LONG: &str = "has more than 10000 elements";

impl<'t> Visitor<'t> for Items {
    type Value = Vec<&'t RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(raw) = seq.next_element::<&'t RawValue>()? {
            if items.len() == 10_000 {
                return Err(A::Error::custom(TOO_LONG));
            }
            items.push(raw);
        }
        Ok(items)
    }
}

/// A value as text: of texts in several languages the English one or else the
/// first, several values separated by `; `, nothing for null.
pub(super) fn plain(json: &Json) -> String {
    match json {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Bool(_) | Json::Number(_) => json.to_string(),
        Json::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("; "),
        Json::Object(texts) => texts.get("en").or_else(|| texts.values().next()).map(plain).unwrap_or_default(),
    }
}
