//! SDMX, the standard in which statistical offices exchange data: any message
//! of it, in any of its formats, as one plain model.
//!
//! Read are data in SDMX-ML 2.0 (generic, compact), 2.1 (generic and
//! structure-specific, as time series, flat or as cross-sections) and 3.0,
//! SDMX-JSON 1.0 and 2.0, SDMX-CSV 1.0 and 2.0; and structures in SDMX-ML and
//! SDMX-JSON. [`records`] gives the observations one by one, so that only one
//! series is held at a time; the source `sdmx` turns those with a number into
//! figures without being told what the dimensions mean, and mapping files of
//! this crate say that where it matters.
//!
//! # Quirks
//! 1. Eurostat answers a large query with a message without data, whose footer
//!    (code 413) says at which address they come later. That is an error here.
//! 2. Structure-specific data without their structure definition do not tell
//!    dimensions from attributes on a series or a flat observation. Such
//!    components have [`Role::Unknown`].
//! 3. SDMX-ML 2.0 writes `concept` for `id`, `Time` for the observation's
//!    dimension, nests series in groups, and its namespaces in capitals.
//! 4. SDMX-JSON 2.0 does not say clearly how the keys of dimension groups count
//!    their dimensions; the order that fits is taken.
//! 5. UNICEF's CSV has headers `REF_AREA:Geographic area` without the space of
//!    the standard; ECB's and BIS's have a column `KEY` and none that names the
//!    flow; Eurostat's have `LAST UPDATE`.
//! 6. The CSV formats do not tell dimensions from attributes: what stands before
//!    the first measure is taken for a dimension, as services write it, and with
//!    another order nothing is.
//! 7. Messages say when they were prepared, which is when the service was asked,
//!    and mostly not when the data were published. The day is the edition's
//!    `dated`: a date that is given goes before it.

mod areas;
mod csv;
mod figure;
mod groups;
mod json;
mod message;
mod ml;
mod period;
mod source;
mod structure;
mod value;

use std::borrow::Cow;

pub use message::{Action, Component, DataSetInfo, Each, Header, Message, Pointer, Record, Role};
pub use period::{NotKept, period};
pub(crate) use source::SDMX;
pub use structure::{
    Attachment, Attribute, DataStructure, Dataflow, Dimension, Item, Names, Reference, Scheme, Structures,
};
pub use value::Value;

use crate::{File, Input, ParseError, archive::members, file::clip};

/// Gives each record of an input: of one message, or of all in an archive, in
/// which structure messages tell what the others leave open.
///
/// # Errors
/// When a file is no SDMX message, is damaged, or tells of an error.
pub fn records(input: &Input<'_>, each: &mut Each<'_>) -> Result<Vec<Message>, ParseError> {
    let members = members(input)?;
    let mut known = Structures::default();
    if members.len() > 1 {
        for member in &members {
            known.extend(read(&File::of(input, member), &Structures::default(), &mut |_| Ok(()))?.structures);
        }
    }
    members.iter().map(|member| read(&File::of(input, member), &known, each)).collect()
}

/// Reads one message and gives its records; `known` are structures from
/// elsewhere.
///
/// # Errors
/// When the file is no SDMX message, is damaged, or tells of an error; and what
/// `each` refuses.
pub(crate) fn read(file: &File<'_>, known: &Structures, each: &mut Each<'_>) -> Result<Message, ParseError> {
    let text = text(file)?;
    match text.trim_start().as_bytes().first() {
        Some(b'<') => ml::read(file, &text, known, each),
        Some(b'{' | b'[') => json::read(file, &text, known, each),
        _ => csv::read(file, &text, known, each),
    }
}

/// The text of the file, in UTF-8, or in Latin-1 where its XML declaration says
/// so.
fn text<'t>(file: &File<'t>) -> Result<Cow<'t, str>, ParseError> {
    if let Some(title) = title_of_web_page(file.bytes) {
        return Err(file
            .error("", format!("is a web page (HTML) and no SDMX message: {title:?}"))
            .hint("the service answered with a page, perhaps an error; open the link in a browser and look"));
    }
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(200)]).to_ascii_lowercase();
    let declared = head.split("encoding=").nth(1).and_then(|rest| rest.get(1..)).unwrap_or_default();
    if head.starts_with("<?xml") && ["iso-8859-1", "windows-1252"].iter().any(|e| declared.starts_with(e)) {
        return file.latin1_text().map(Cow::Owned);
    }
    file.text().map(Cow::Borrowed)
}

/// What a web page is called, or nothing where it has no title; `None` for what
/// is no web page.
fn title_of_web_page(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4_096)]);
    let lower = head.to_ascii_lowercase();
    let start = lower.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if !start.starts_with("<!doctype html") && !start.starts_with("<html") {
        return None;
    }
    let title = lower.find("<title").and_then(|at| {
        let from = at + lower[at..].find('>')? + 1;
        Some(from..from + lower[from..].find('<')?)
    });
    let title = title.and_then(|range| head.get(range)).unwrap_or_default();
    Some(clip(title.trim(), 200))
}

#[cfg(test)]
mod tests;
