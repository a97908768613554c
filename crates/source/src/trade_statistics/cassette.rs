//! Recorded answers of a web service, in the form that the test libraries of
//! Ruby and R named vcr write (a "cassette"): YAML with
//!
//! ```yaml
//! http_interactions:
//! - request:
//!     uri: https://api.tradestatistics.io/yrp?y=2002&r=chl&p=arg
//!   response:
//!     status:
//!       status_code: '200'
//!     body:
//!       string: '[{"year":2002, …}]'
//! ```
//!
//! Of the YAML no more is understood than that takes: aliases, keys that are no
//! text and deep nesting are refused.

use saphyr_parser::{Event, Parser};

use crate::{File, ParseError};

/// One question and its answer.
#[derive(Debug, Default)]
pub(super) struct Interaction {
    /// Where the answer's body stands: `/http_interactions/0/response/body/string`.
    pub(super) pointer: String,
    pub(super) body: String,
    status: String,
}

/// What encloses an event.
enum Within {
    /// A mapping, and the key whose value comes next.
    Mapping(Option<String>),
    /// A sequence, and how many elements have begun.
    Sequence(usize),
}

const DEEPEST: usize = 32;

/// The interactions whose answer is no error of HTTP.
pub(super) fn read(file: &File<'_>, text: &str) -> Result<Vec<Interaction>, ParseError> {
    let refuse = |line: usize, problem: &str| {
        file.error(format!("line {line}"), problem)
            .hint("an answer of the API as JSON, or a cassette of recorded answers (YAML, `http_interactions`) is read")
    };
    let mut interactions: Vec<Interaction> = Vec::new();
    let mut within: Vec<Within> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) =
            event.map_err(|error| refuse(error.marker().line(), &format!("is no YAML: {}", error.info())))?;
        let line = span.start.line();
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                begin(&mut within).map_err(|problem| refuse(line, problem))?;
                let is_mapping = matches!(event, Event::MappingStart(..));
                within.push(if is_mapping { Within::Mapping(None) } else { Within::Sequence(0) });
                if within.len() > DEEPEST {
                    return Err(refuse(line, "is nested too deeply"));
                }
            }
            Event::MappingEnd | Event::SequenceEnd => {
                within.pop();
                end(&mut within);
            }
            Event::Scalar(value, ..) => {
                if let Some(Within::Mapping(key @ None)) = within.last_mut() {
                    *key = Some(value.into_owned());
                } else {
                    begin(&mut within).map_err(|problem| refuse(line, problem))?;
                    keep(&mut interactions, &path(&within), value.into_owned());
                    end(&mut within);
                }
            }
            Event::Alias(_) => return Err(refuse(line, "holds an alias, which is not read")),
            _ => {}
        }
    }
    interactions.retain(|interaction| matches!(interaction.status.as_str(), "" | "200"));
    if interactions.is_empty() {
        return Err(refuse(1, "holds no recorded answers"));
    }
    Ok(interactions)
}

/// A value begins: an element is counted, a mapping has a key for it.
fn begin(within: &mut [Within]) -> Result<(), &'static str> {
    match within.last_mut() {
        Some(Within::Mapping(None)) => Err("has a key that is no text"),
        Some(Within::Sequence(count)) => {
            *count += 1;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A value ends: the next thing in a mapping is a key.
fn end(within: &mut [Within]) {
    if let Some(Within::Mapping(key)) = within.last_mut() {
        *key = None;
    }
}

fn path(within: &[Within]) -> Vec<String> {
    let part = |one: &Within| match one {
        Within::Mapping(key) => key.clone().unwrap_or_default(),
        Within::Sequence(count) => count.saturating_sub(1).to_string(),
    };
    within.iter().map(part).collect()
}

fn keep(interactions: &mut Vec<Interaction>, path: &[String], value: String) {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let ["http_interactions", number, rest @ ..] = path.as_slice() else { return };
    let Ok(number) = number.parse::<usize>() else { return };
    // Elements come in order, so that there is at most one new.
    if interactions.len() == number {
        interactions.push(Interaction::default());
    }
    let Some(interaction) = interactions.get_mut(number) else { return };
    match rest {
        ["response", "body", "string"] => {
            interaction.pointer = format!("/{}", path.join("/"));
            interaction.body = value;
        }
        ["response", "status", "status_code" | "code"] => interaction.status = value,
        _ => {}
    }
}
