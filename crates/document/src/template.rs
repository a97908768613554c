//! Documents with fact expressions in them.
//!
//! A template is any CommonMark document (with tables, footnotes and
//! strikethrough), so that any Markdown tool shows it. A link whose destination
//! starts with `fact:` states a fact; its text is the author's own words for it,
//! which stand as they are, or empty where the fact is to be written in the words
//! of the language:
//!
//! ```text
//! Trade was [about $1 billion](fact:goods-trade?area=US,BO&time=2022) then.
//! [](fact:relations-established?area={a},{b})
//! ```
//!
//! | syntax | says |
//! |---|---|
//! | `[words](fact:KIND?ARGS "TITLE")` | the fact, in the author's words |
//! | `[](fact:KIND?ARGS "TITLE")` | the fact, written out |
//! | `[](#role "form")` | a role of the first fact of the same table row or list item |
//! | `[](word:NAME)` | a word of the program's own, in the document's language (`word:heading.relations`) |
//! | `[](label:KIND)` | what a fact of the kind is called |
//! | `[](name:AREA "form")` | what an area is called |
//! | `![](fact:KIND?ARGS "role, role")` | a chart of those roles over time |
//! | `[](sheet:pair#SECTION)` | a section of the built-in sheet (`pair`, `country`), alone in its paragraph |
//! | `#### ...` | above a table or chart: its caption |
//! | `{a}`, `{b}` | a parameter, in a destination: the area's code |
//! | `<!-- attache: for c in BO, PE -->`, `<!-- attache: end -->` | what stands between, for each, with `{c}` in destinations |
//!
//! The title is a [`Presentation`]. All other links, images, code and comments
//! are the author's and stay as they are.
//!
//! # Without data
//! A paragraph, list item or table row is left out where none of its facts has
//! data, and none is in the author's own words. A list item that begins with an
//! expression, and a table row that shows roles, is repeated for each fact of its
//! first expression.
//!
//! # Loops
//! The two comments of a loop stand on lines of their own, and the lines between
//! are repeated: blocks, items or rows. Or they stand in one line, as within a
//! row, and the line is repeated.

mod expand;
mod front;
mod presentation;
mod read;

use std::ops::Range;

use attache_model::Date;

pub use presentation::Presentation;

use expand::Expanded;

/// A document as its author wrote it.
#[derive(Clone, Debug)]
pub struct Template {
    pub front: Front,
    /// The heading of level 1 that the document begins with, else the title of
    /// its front matter; may be empty.
    pub title: Vec<Inline>,
    /// Blocks before the first section.
    pub opening: Vec<Placed>,
    pub sections: Vec<Section>,
    /// What footnotes say, by their labels.
    pub footnotes: Vec<(String, Vec<Block>)>,
    /// At which byte of the document its text begins.
    pub start: usize,
    /// The text with its loops written out.
    expanded: Expanded,
}

/// What a document says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    pub title: Option<String>,
    pub dated: Option<Date>,
    pub author: Option<String>,
    /// A language tag, as `en-US`.
    pub language: Option<String>,
    /// The areas that it is about, as named: `attache.about`.
    pub about: Vec<String>,
    /// It is a fact sheet, with a line below its title that says of when it is:
    /// `attache.document: sheet`.
    pub is_sheet: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Given as `{#id}`, or empty.
    pub id: String,
    /// 1 or 2.
    pub level: u8,
    pub heading: Vec<Inline>,
    /// The bytes of the heading in [`Template::text`].
    pub at: Range<usize>,
    pub blocks: Vec<Placed>,
}

/// A block that stands in no other one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub block: Block,
    /// Its bytes in [`Template::text`], with those of its caption.
    pub at: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading below the section's, of level 3 to 6.
    Heading {
        level: u8,
        id: String,
        text: Vec<Inline>,
    },
    Paragraph(Vec<Inline>),
    List {
        /// The first number, of a list that has numbers.
        start: Option<u64>,
        items: Vec<Item>,
    },
    Table {
        caption: Vec<Inline>,
        header: Vec<Column>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Chart(Chart),
    Quote(Vec<Block>),
    Code {
        language: String,
        text: String,
    },
    Rule,
    Html(String),
    /// A section of a built-in sheet: its name, `pair`, and the section's.
    Include {
        sheet: String,
        section: String,
        span: Range<usize>,
    },
}

/// The words of a list's item, and what stands below them in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    pub words: Vec<Inline>,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub heading: Vec<Inline>,
    /// Aligned to the right: figures that compare.
    pub numeric: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    pub caption: Vec<Inline>,
    pub expression: Reference,
    /// The roles drawn, a series each.
    pub roles: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    Text(String),
    /// A fact; `words` are the author's, empty where there are none.
    Fact {
        words: Vec<Inline>,
        /// The bytes of the words in [`Template::text`].
        words_at: Range<usize>,
        expression: Reference,
        presentation: Presentation,
    },
    /// A role of the row's or item's fact; always named by the presentation.
    Role {
        presentation: Presentation,
        place: Reference,
    },
    Word(Reference),
    Label(Reference),
    /// An area's name.
    Name {
        area: Reference,
        form: String,
    },
    Styled(crate::written::Style, Vec<Inline>),
    Link {
        url: String,
        title: String,
        words: Vec<Inline>,
    },
    Image {
        url: String,
        title: String,
        alt: String,
    },
    Code(String),
    Break,
    /// A footnote's label.
    Footnote(String),
    Html(String),
}

/// A fact expression or an area as written, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Without the scheme.
    pub text: String,
    /// Bytes of the document, of the whole link.
    pub span: Range<usize>,
    /// The same in [`Template::text`].
    pub at: Range<usize>,
}

/// A document is not a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    pub span: Range<usize>,
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    pub problem: String,
    pub hint: String,
}

impl std::fmt::Display for TemplateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for TemplateError {}

impl TemplateError {
    fn at(text: &str, span: Range<usize>, problem: impl Into<String>, hint: impl Into<String>) -> Self {
        let (line, column) = line_and_column(text, span.start);
        Self { span, line, column, problem: problem.into(), hint: hint.into() }
    }
}

/// Where a byte of a text stands: its line and its character in the line, both
/// from 1.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..offset.min(text.len())];
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let characters = before[start..].iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count();
    (1 + before.iter().filter(|byte| **byte == b'\n').count(), 1 + characters)
}

impl Template {
    /// Reads a CommonMark document.
    ///
    /// # Errors
    /// When a link or comment is of a kind that templates know, and is not as it
    /// should be.
    pub fn read(text: &str) -> Result<Self, TemplateError> {
        let (front, start) = front::read(text);
        let expanded = expand::expand(text, start)?;
        read::read(text, (front, start), expanded)
    }

    /// The text with its loops written out, without its front matter, in which
    /// each link has a place of its own.
    pub fn text(&self) -> &str {
        &self.expanded.text
    }
}

#[cfg(test)]
mod tests;
