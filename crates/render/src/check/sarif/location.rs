//! Files as URIs, places as regions.

use std::{fmt::Write, ops::Range};

use super::{super::place::Places, CheckedFile, message};
use crate::{check::has_lines, json::Writer};

/// A file whose places are known.
pub(super) struct Located<'a> {
    /// Its place among the artifacts.
    pub number: usize,
    file: &'a CheckedFile<'a>,
    pub places: Places<'a>,
}

impl<'a> Located<'a> {
    pub(super) fn new(number: usize, file: &'a CheckedFile<'a>) -> Self {
        Self { number, file, places: Places::new(file.prose) }
    }

    pub(super) fn has_lines(&self) -> bool {
        has_lines(self.file.prose)
    }

    /// With its own number where it is a related one.
    pub(super) fn location(&self, w: &mut Writer<'_>, place: &Range<usize>, id: Option<usize>, words: &str) {
        w.object(|w| {
            if let Some(id) = id {
                w.plain("id", &id);
            }
            w.member("physicalLocation");
            w.object(|w| {
                artifact_location(w, "artifactLocation", self.file.path, Some(self.number));
                if self.has_lines() {
                    let snippet = self.file.prose.source.get(place.clone());
                    self.region(w, "region", place, snippet);
                }
            });
            if !self.has_lines() {
                w.array("logicalLocations", [self.places.label(place.start)], |w, label| {
                    w.object(|w| w.text("name", &label));
                });
            }
            if !words.is_empty() {
                message(w, "message", words);
            }
        });
    }

    /// With the text that stands there, where it is to be shown.
    pub(super) fn region(&self, w: &mut Writer<'_>, name: &'static str, place: &Range<usize>, snippet: Option<&str>) {
        let (from, to) = self.places.span(place);
        let (offset, length) = self.places.utf16(place);
        w.member(name);
        w.object(|w| {
            w.plain("startLine", &from.line);
            w.plain("startColumn", &from.utf16);
            w.plain("endLine", &to.line);
            w.plain("endColumn", &to.utf16);
            w.plain("charOffset", &offset);
            w.plain("charLength", &length);
            if let Some(snippet) = snippet {
                message(w, "snippet", snippet);
            }
        });
    }
}

pub(super) fn artifact_location(w: &mut Writer<'_>, name: &'static str, path: &str, index: Option<usize>) {
    w.member(name);
    w.object(|w| {
        w.text("uri", &uri(path));
        if let Some(index) = index {
            w.plain("index", &index);
        }
    });
}

/// A path as a reference, relative where the path is.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let drive = path.get(1..3) == Some(":/") && path.starts_with(|c: char| c.is_ascii_alphabetic());
    let mut out = String::new();
    if drive {
        out.push_str("file:///");
    } else if path.starts_with('/') {
        out.push_str("file://");
    }
    for (at, byte) in path.bytes().enumerate() {
        // RFC 3986: a colon would make of a relative path's first part a scheme.
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) || (byte == b':' && drive && at == 1) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("briefs/bolivia.md"), "briefs/bolivia.md");
        assert_eq!(uri("./Côte d'Ivoire 50%.md"), "C%C3%B4te%20d'Ivoire%2050%25.md");
        assert_eq!(uri("a:b.md"), "a%3Ab.md");
        assert_eq!(uri("notes: a.md"), "notes%3A%20a.md");
        assert_eq!(uri("/home/me/a.md"), "file:///home/me/a.md");
        assert_eq!(uri("C:\\briefs\\a.md"), "file:///C:/briefs/a.md");
    }
}
