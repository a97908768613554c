//! SDMX-JSON: data and structure messages of the versions 1.0 and 2.0, and of
//! the drafts that older services still send.
//!
//! The file is read where it lies: of its data, one series is taken apart at a
//! time, and a number keeps the digits that stand in the file.

mod data;
mod layout;
mod raw;
mod structures;
#[cfg(test)]
mod tests;

use serde_json::{Value as Json, value::RawValue};

use super::{
    message::{Each, Header, Message},
    structure::Structures,
};
use crate::{File, ParseError, file::clip};
use layout::Layout;
use raw::{entries, items, plain, small};

/// Reads a message.
///
/// # Errors
/// When the text is no such message, or one that tells of an error.
pub(super) fn read(
    file: &File<'_>,
    text: &str,
    known: &Structures,
    each: &mut Each<'_>,
) -> Result<Message, ParseError> {
    let mut parts = Parts::default();
    let root = serde_json::from_str::<&RawValue>(text).map_err(|error| not_json(file, &error))?;
    if !root.get().starts_with('{') {
        return Err(file.error("", "is JSON but no SDMX message: it is no object"));
    }
    let top = entries(file, "", root)?;
    for (key, raw) in &top {
        parts.take(file, "", key, raw)?;
        if key == "data" && raw.get().starts_with('{') {
            for (key, raw) in entries(file, "/data", raw)? {
                parts.take(file, "/data", &key, raw)?;
            }
        }
    }
    let mut message = Message { header: parts.header, ..Message::default() };
    let errors = parts.errors;
    if let Some((pointer, raw)) = parts.data_sets {
        let layouts = layouts(file, &parts.layouts)?;
        data::read(file, &pointer, raw, &layouts, known, each, &mut message)?;
    } else if parts.structures.is_empty() {
        return Err(no_message(file, &top, &errors));
    }
    if message.records == 0 && parts.structures.is_empty() && !errors.is_empty() {
        return Err(answered(file, &errors));
    }
    for (pointer, key, raw) in parts.structures {
        structures::read(&key, &small(file, &pointer, raw)?, &mut message.structures);
    }
    message.notes = errors;
    Ok(message)
}

/// What a message consists of, in whatever order it comes.
#[derive(Default)]
struct Parts<'t> {
    header: Header,
    /// The descriptions of the data sets' components.
    layouts: Vec<(String, &'t RawValue)>,
    data_sets: Option<(String, &'t RawValue)>,
    /// Structures, by the key that says of which kind they are.
    structures: Vec<(String, String, &'t RawValue)>,
    errors: Vec<String>,
}

impl<'t> Parts<'t> {
    fn take(&mut self, file: &File<'_>, above: &str, key: &str, raw: &'t RawValue) -> Result<(), ParseError> {
        let pointer = format!("{above}/{key}");
        match key {
            "header" | "meta" => self.header = header(&small(file, &pointer, raw)?),
            "structure" if raw.get().starts_with('{') => self.layouts.push((pointer, raw)),
            "structures" if raw.get().starts_with('[') => {
                for (at, raw) in items(file, &pointer, raw)?.into_iter().enumerate() {
                    self.layouts.push((format!("{pointer}/{at}"), raw));
                }
            }
            "dataSets" => self.data_sets = Some((pointer, raw)),
            "errors" => self.errors = errors(&small(file, &pointer, raw)?),
            _ if structures::is_kind(key) => self.structures.push((pointer, key.to_owned(), raw)),
            _ => {}
        }
        Ok(())
    }
}

fn layouts(file: &File<'_>, raw: &[(String, &RawValue)]) -> Result<Vec<Layout>, ParseError> {
    raw.iter().map(|(pointer, raw)| Ok(Layout::of(&small(file, pointer, raw)?))).collect()
}

fn header(json: &Json) -> Header {
    let text = |key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    let sender = json.get("sender").and_then(|sender| sender.get("id")).and_then(Json::as_str);
    Header {
        id: text("id"),
        prepared: text("prepared"),
        sender: sender.unwrap_or_default().to_owned(),
        test: json.get("test").and_then(Json::as_bool).unwrap_or_default(),
    }
}

/// `[{"code": 404, "title": "…", "detail": "…"}]`, or texts.
fn errors(json: &Json) -> Vec<String> {
    let one = |error: &Json| {
        let Some(fields) = error.as_object() else { return plain(error) };
        let found = ["code", "title", "titles", "message", "detail", "details"].iter().filter_map(|k| fields.get(*k));
        let mut said: Vec<String> = found.map(plain).filter(|text| !text.is_empty()).collect();
        said.dedup();
        said.join(": ")
    };
    match json {
        Json::Array(errors) => errors.iter().map(one).collect(),
        Json::Null => Vec::new(),
        other => vec![one(other)],
    }
}

fn answered(file: &File<'_>, errors: &[String]) -> ParseError {
    file.error("", format!("holds no data; the service says: {}", clip(&errors.join("; "), 500)))
        .hint("ask for less, or for other keys or periods, and import what comes then")
}

fn no_message(file: &File<'_>, top: &[(String, &RawValue)], errors: &[String]) -> ParseError {
    if !errors.is_empty() {
        return answered(file, errors);
    }
    let text = |key: &str| top.iter().find(|(k, _)| k == key).map(|(_, raw)| raw.get().trim_matches('"').to_owned());
    if text("class").as_deref() == Some("dataset") {
        return file.error("", "is JSON-stat and no SDMX-JSON").hint("ask the service for SDMX-CSV or SDMX-ML 2.1");
    }
    if let Some(said) = ["error", "message", "Message", "detail"].iter().find_map(|key| text(key)) {
        return answered(file, &[said]);
    }
    let keys: Vec<&str> = top.iter().take(20).map(|(key, _)| key.as_str()).collect();
    file.error("", format!("is JSON but no SDMX message; it holds: {}", clip(&keys.join(", "), 200)))
}

fn not_json(file: &File<'_>, error: &serde_json::Error) -> ParseError {
    if error.is_eof() {
        return file
            .error(format!("line {}", error.line()), "ends inside a JSON value; the file was cut short")
            .hint("fetch or download it again");
    }
    file.error(format!("line {}", error.line()), format!("is no well-formed JSON: {error}"))
}
