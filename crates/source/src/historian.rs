//! The Office of the Historian's open data: what the United States and other
//! countries recognized, established, opened, sent and visited, since 1776.
//!
//! Four data sets, each a folder of small XML files in a repository of its own
//! (github.com/HistoryAtState), taken as the archive of the repository, as any
//! archive of such files, or one file at a time:
//!
//! | source | files | events |
//! |---|---|---|
//! | `historian-relations` | `rdcr`: `articles/*.xml` (TEI) | recognition, relations, missions, consulates, treaties |
//! | `historian-missions` | `pocom`: `missions-countries/*.xml` | chiefs of mission |
//! | `historian-visits` | `visits`: `data/*.xml` | visits of foreign leaders to the United States |
//! | `historian-travels` | `travels`: `*-travels/*.xml` | travels of presidents and secretaries of state |

mod country;
mod dates;
mod headline;
mod missions;
mod person;
mod relations;
mod summary;
mod travels;
mod visits;

use attache_model::{Attribute, Code, Date, Edition, Period, Place, Sink, Unparsed};

pub(crate) use missions::MISSIONS;
pub(crate) use relations::RELATIONS;
pub(crate) use travels::TRAVELS;
pub(crate) use visits::VISITS;

use crate::{
    File, Input, ParseError,
    archive::Member,
    xml::{self, Element},
};

const PUBLISHER: &str = "Office of the Historian, Foreign Service Institute, U.S. Department of State";
const LICENCE: &str = "CC0 1.0 (public domain)";
/// Where the host of the repositories hands out archives.
const REDIRECTS: &[&str] = &["codeload.github.com"];

/// A file of the data set that is looked for.
struct Document<'a> {
    file: File<'a>,
    root: Element,
}

/// Reads the files whose root element is one of these; others are told of.
fn documents<'a>(
    input: &Input<'a>,
    members: &'a [Member],
    roots: &[&str],
    sink: &mut dyn Sink,
) -> Result<Vec<Document<'a>>, ParseError> {
    let mut documents = Vec::new();
    let mut other = String::new();
    for member in members {
        let file = File::of(input, member);
        let mut skip = || {
            sink.unparsed(Unparsed {
                place: file.place(""),
                reason: "other file",
                text: member.name.clone(),
                expected: true,
            });
        };
        // Build files and schemas of a repository; a sole file is always read.
        if members.len() > 1 && !(member.name.ends_with(".xml") && announces(file.bytes, roots)) {
            skip();
            continue;
        }
        let root = xml::root(&file)?;
        if roots.contains(&root.name.as_str()) {
            documents.push(Document { file, root });
        } else {
            skip();
            other = root.name;
        }
    }
    if documents.is_empty() {
        let problem = format!("holds no XML file whose root element is <{}>", roots.join("> or <"));
        let hint = match other.as_str() {
            "TEI" => "this is an article on relations: import it as historian-relations",
            "country-mission" => "this is a list of chiefs of mission: import it as historian-missions",
            "visits" => "these are visits of foreign leaders: import them as historian-visits",
            "trips" => "these are travels abroad: import them as historian-travels",
            _ => "",
        };
        return Err(ParseError::new(input.name, Place::default(), problem).hint(hint));
    }
    Ok(documents)
}

/// Whether one of these elements opens near the start of the file.
fn announces(bytes: &[u8], roots: &[&str]) -> bool {
    let head = &bytes[..bytes.len().min(4_096)];
    roots.iter().any(|root| head.windows(root.len() + 1).any(|w| w[0] == b'<' && &w[1..] == root.as_bytes()))
}

/// Opens an edition whose date is that of its last change, where the files have
/// dates of changes.
fn open(name: &str, changed: Option<Date>, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let name = changed.map_or(name.to_owned(), |day| format!("{name}, last changed {day}"));
    Ok(sink.edition(Edition { published: changed, name, ..Edition::default() })?)
}

/// The newest date in the children of these elements with this name; each is a
/// date or begins with one.
fn last_changed<'e>(elements: impl Iterator<Item = &'e Element>, name: &str) -> Option<Date> {
    elements.filter_map(|e| e.text_at(&[name]).get(..10)?.parse().ok()).max()
}

/// A date as the data sets write it: day, month or year, or empty.
fn date(file: &File<'_>, pointer: &str, text: &str) -> Result<Option<Period>, ParseError> {
    match text {
        "" => Ok(None),
        _ => text.parse().map(Some).map_err(|_| file.error(pointer, format!("is no date: {text:?}"))),
    }
}

fn attribute(name: &'static str, value: &str) -> Attribute {
    Attribute { name: Code::from_static(name), value: value.into() }
}

fn unknown_area(file: &File<'_>, pointer: &str, id: &str) -> Unparsed {
    Unparsed { place: file.place(pointer), reason: "unknown area", text: id.to_owned(), expected: false }
}

/// The attributes that are not empty.
fn attributes(pairs: &[(&'static str, &str)]) -> Vec<Attribute> {
    pairs.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| attribute(name, value)).collect()
}

#[cfg(test)]
mod tests;
