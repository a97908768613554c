//! Documents that people wrote, as blocks of prose of which every character
//! knows its place in the source.
//!
//! [`Prose::read`] takes the bytes of a file and says what stands in it: blocks
//! in the order of the text, each with its plain text (markup, soft line breaks
//! and entities resolved), and what the document says of itself. A place is a
//! byte of [`Prose::source`], which is the file's text, decoded; formats that are
//! no text (DOCX, PDF) have the text that was taken out of them there.

mod block;
mod text;

use std::fmt;

use attache_model::Date;

pub use block::{Block, BlockKind, Piece};

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
}

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
    /// Reads a document of this format.
    ///
    /// # Errors
    /// When the bytes are none.
    pub fn read(bytes: &[u8], format: Format) -> Result<Self, ProseError> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        match format {
            Format::Text | Format::Markdown | Format::Html | Format::Docx | Format::Pdf => Ok(text::read(text)),
        }
    }
}
