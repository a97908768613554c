//! The tree of a written document: words, tables and charts in which every
//! figure names the fact that it states and the sources that the fact rests on.
//!
//! It says nothing of pixels or markup. What renders it (HTML, Markdown, JSON)
//! adds nothing to what it says.

use attache_model::{Area, Date, Decimal, Language};

/// A document that is ready to be rendered.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub title: String,
    /// One line below the title: "Fact sheet. Figures as published by 24 November 2026."
    pub subtitle: String,
    pub language: Language,
    /// The areas that it is about.
    pub about: Vec<Area>,
    /// Only what was published by this day is in it.
    pub as_of: Option<Date>,
    pub sections: Vec<Section>,
    /// The numbered sources that marks point to, the first numbered 1.
    pub sources: Vec<Source>,
    /// What is known to be wrong with figures, each once; marks point to them,
    /// the first numbered 1.
    pub notes: Vec<Note>,
    /// What the document would also tell, if there were data.
    pub missing: Vec<Missing>,
}

/// A heading and what stands below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// For links: unique in the document, ASCII.
    pub id: String,
    pub heading: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading below the section's own.
    Heading {
        id: String,
        text: String,
    },
    Paragraph(Vec<Span>),
    List(Vec<Vec<Span>>),
    Table(Table),
    Chart(Chart),
}

/// A stretch of running text.
#[derive(Clone, Debug, PartialEq)]
pub enum Span {
    Text(String),
    /// Words that state one fact, a whole sentence or a figure in one.
    Stated(Stated),
}

/// Words that state a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    pub text: String,
    /// The expression that gives the fact again; what `attache explain` takes.
    pub fact: String,
    /// The parts of the text that are figures, dates and names taken from data:
    /// byte ranges, in order.
    pub figures: Vec<std::ops::Range<usize>>,
    /// What the figure is, of when and by whose data, in a line; shown with
    /// the mark. Each is one citation; there is at least one.
    pub citations: Vec<Citation>,
}

/// A mark at a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The number of the source in [`Written::sources`], from 1.
    pub source: usize,
    /// What in the data set, as "Exports, 2022".
    pub what: String,
    /// The numbers of what is known to be wrong with the figures, in
    /// [`Written::notes`], from 1.
    pub notes: Vec<usize>,
}

/// A warning on figures, and where it is told.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Note {
    pub text: String,
    /// The page that tells of it; empty where there is none.
    pub url: String,
}

/// A release that figures of the document rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub release: String,
    pub publisher: String,
    pub title: String,
    pub edition: String,
    pub published: Date,
    /// The file does not tell its date of publication; it was given at import.
    pub published_is_given: bool,
    pub retrieved: Date,
    pub licence: String,
    pub url: String,
    pub homepage: String,
    /// The publisher's form of citation.
    pub citation: String,
    /// SHA-256 of the file.
    pub hash: String,
}

/// A table whose first column names its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub caption: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
    /// A note below, as "Million US dollars, Census basis".
    pub note: String,
}

/// A cell: empty, words, or one or more facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    pub spans: Vec<Span>,
    /// Figures that compare down a column and align at the right.
    pub numeric: bool,
}

/// A small chart of one or more series over the same periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    pub caption: String,
    /// The unit of the axis: "million US dollars".
    pub unit: String,
    pub series: Vec<Series>,
    pub citations: Vec<Citation>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub name: String,
    pub points: Vec<Point>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The period, as written on the axis: "2022".
    pub label: String,
    /// In the chart's unit.
    pub value: Decimal,
    /// The value as written: "643.8".
    pub text: String,
    pub fact: String,
}

/// Something that the document has a place for and no data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The heading of the section where it would stand.
    pub section: String,
    /// What: "US goods trade with Bolivia".
    pub what: String,
    /// How to get it: the sources that would have it, by name.
    pub sources: Vec<String>,
}
