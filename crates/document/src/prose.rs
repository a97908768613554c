//! Documents that people wrote, as blocks of prose of which every character
//! knows its place in the source.
//!
//! [`Prose::read`] takes the bytes of a file and says what stands in it: blocks
//! in the order of the text, each with its plain text (markup, soft line breaks
//! and entities resolved), and what the document says of itself. A place is a
//! byte of [`Prose::source`], which is the file's text, decoded; formats that are
//! no text (DOCX, PDF) have the text that was taken out of them there.

mod about;
mod block;
mod docx;
mod draft;
mod edit;
mod encoding;
mod format;
mod front;
mod html;
mod link;
mod markdown;
mod pdf;
mod place;
mod text;
mod to_markdown;

use std::fmt;

use attache_model::Date;

pub use block::{Block, BlockKind, Piece};
pub use encoding::Encoding;
pub use link::{Bindable, Binding, FactLink};
pub use place::Place;

pub(crate) use front::read as front_matter;
use place::Places;

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Text,
    Markdown,
    Html,
    Docx,
    Pdf,
}

/// A document, read.
#[derive(Clone, Debug)]
pub struct Prose {
    pub format: Format,
    /// What the places of the blocks are bytes of.
    pub source: String,
    /// In the order of the text. Navigation, footers and code are not among them.
    pub blocks: Vec<Block>,
    pub about: About,
    /// How the file is written, where it is text.
    pub encoding: Encoding,
    places: Places,
}

/// No file is larger, in bytes.
const LARGEST: usize = 128 << 20;

/// What a document says of itself: its front matter, metadata or properties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    pub title: Option<String>,
    /// The day on which it was published, or else last changed.
    pub dated: Option<Date>,
    /// A language tag, as `en-US`.
    pub language: Option<String>,
    /// Who wrote or published it.
    pub author: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The property `attache` of the front matter, as its members have it:
    /// `about`, `dated`, `author`.
    pub settings: Vec<(String, String)>,
    /// What else the front matter says, by its keys in lower case: a ministry's own names
    /// for a subject or a day.
    pub others: Vec<(String, String)>,
}

/// Why a file cannot be read as a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseError {
    pub problem: String,
    pub hint: String,
}

impl ProseError {
    pub(crate) fn new(problem: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { problem: problem.into(), hint: hint.into() }
    }
}

impl fmt::Display for ProseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)
    }
}

impl std::error::Error for ProseError {}

impl Prose {
    /// Reads a document of this format. It takes time and memory in proportion to the
    /// file.
    ///
    /// # Errors
    /// When the file is larger than 128 MiB, or the bytes are no document of the format:
    /// a damaged package, a PDF without text. Text, Markdown and HTML of any sort can be
    /// read.
    pub fn read(bytes: &[u8], format: Format) -> Result<Self, ProseError> {
        if bytes.len() > LARGEST {
            return Err(ProseError::new(
                format!("is larger than {} MiB", LARGEST >> 20),
                "give the part of it that is prose",
            ));
        }
        match format {
            Format::Docx => docx::read(bytes),
            Format::Pdf => pdf::read(bytes),
            Format::Text | Format::Markdown | Format::Html => Self::read_text(bytes, format),
        }
    }

    fn read_text(bytes: &[u8], format: Format) -> Result<Self, ProseError> {
        let (source, encoding) = Encoding::decode(bytes, format);
        let (blocks, about) = match format {
            Format::Markdown => markdown::read(&source)?,
            Format::Html => html::read(&source)?,
            _ => text::read(&source),
        };
        let places = Places::of(&source, Vec::new());
        Ok(Self { format, source, blocks, about, encoding, places })
    }
}

/// The lines of a text with their ends: CR, LF or both.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = match rest.find(['\r', '\n']) {
            Some(at) if rest[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + 1,
            None => rest.len(),
        };
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_too_large_is_refused() {
        let error = Prose::read(&vec![b' '; LARGEST + 1], Format::Text).unwrap_err();
        assert_eq!(error.problem, "is larger than 128 MiB");
    }

    /// Each specimen, damaged at each byte, in each text format: every character has a
    /// place, and no edit gives the file again.
    #[test]
    fn damage_never_panics_and_places_hold() {
        let specimens = [
            "---\ntitle: é\nattache:\n  about: [US, BO]\n---\n# A *b* [c](d)\r\n\r\n- x\n- y &amp; z\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
            "<html lang=en><title>T</title><main><p hidden>a<p>é &eacute; <b>c</b><table><tr><td rowspan=2>x<td>y</table><!-- attache: allow(a) -->",
            "TITLE\n=====\n\nKey: value\n1) one\n   two\r\rLast line, with more words than others.",
        ];
        for specimen in specimens {
            for at in 0..specimen.len() {
                for damage in [0x00, 0x0d, 0x22, 0x26, 0x3c, 0xc3, 0xff] {
                    let mut bytes = specimen.as_bytes().to_vec();
                    bytes[at] = damage;
                    for format in [Format::Text, Format::Markdown, Format::Html] {
                        check(&bytes, format);
                    }
                }
            }
        }
    }

    fn check(bytes: &[u8], format: Format) {
        let prose = Prose::read(bytes, format).unwrap();
        for block in &prose.blocks {
            assert_eq!(block.pieces.first().map(|piece| piece.at), Some(0));
            for (at, c) in block.text.char_indices() {
                assert!(prose.source.get(block.place(at..at + c.len_utf8())).is_some());
            }
        }
        if let Ok(same) = prose.apply(bytes, &[]) {
            assert_eq!(same, bytes);
        }
    }
}
