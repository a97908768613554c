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
    /// The day that its author gives it.
    pub dated: Option<Date>,
    /// Who its author says wrote it; empty where it is not said.
    pub author: String,
    pub sections: Vec<Section>,
    /// The author's own footnotes, which [`Span::Footnote`] points to, the first
    /// numbered 1, in the order in which they are first referred to.
    pub footnotes: Vec<Vec<Block>>,
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
    /// Of the heading: 2, or 1 where an author has several such.
    pub level: u8,
    /// Empty where what is below stands before any heading.
    pub heading: Vec<Span>,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading below the section's own.
    Heading {
        /// 3 to 6.
        level: u8,
        id: String,
        text: Vec<Span>,
    },
    Paragraph(Vec<Span>),
    List(List),
    Table(Table),
    Chart(Chart),
    Quote(Vec<Block>),
    Code {
        /// What the author says that it is in; may be empty.
        language: String,
        text: String,
    },
    Rule,
    /// HTML that the author wrote, comments included: for Markdown, where it
    /// stands as it was written. Other renderers take its text from
    /// [`text_of_html`].
    Html(String),
}

/// A list, numbered where it says from what number.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    pub start: Option<u64>,
    pub items: Vec<Item>,
}

/// The words of a list's item, and what stands below them in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    pub spans: Vec<Span>,
    pub blocks: Vec<Block>,
}

impl List {
    /// A list without numbers whose items are words alone.
    pub fn of(items: impl IntoIterator<Item = Vec<Span>>) -> Self {
        let items = items.into_iter().map(|spans| Item { spans, blocks: Vec::new() });
        Self { start: None, items: items.collect() }
    }
}

/// A stretch of running text.
#[derive(Clone, Debug, PartialEq)]
pub enum Span {
    Text(String),
    /// Words that state one fact, a whole sentence or a figure in one.
    Stated(Stated),
    Styled(Style, Vec<Span>),
    /// A link of the author's. The address may be anything: a renderer makes a
    /// link of those that it takes for safe.
    Link {
        url: String,
        title: String,
        spans: Vec<Span>,
    },
    Image {
        url: String,
        title: String,
        alt: String,
    },
    Code(String),
    /// A new line within a paragraph.
    Break,
    /// The number of one of [`Written::footnotes`].
    Footnote(usize),
    /// As [`Block::Html`].
    Html(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    Emphasis,
    Strong,
    Strikethrough,
    Subscript,
    Superscript,
}

/// The words of spans, without what marks them up.
pub fn plain(spans: &[Span]) -> String {
    let mut words = String::new();
    each_word(spans, &mut |word| words.push_str(word));
    words
}

fn each_word<'s>(spans: &'s [Span], each: &mut impl FnMut(&'s str)) {
    for span in spans {
        match span {
            Span::Text(text) | Span::Code(text) => each(text),
            Span::Stated(stated) => each(&stated.text),
            Span::Styled(_, inner) | Span::Link { spans: inner, .. } => each_word(inner, each),
            Span::Image { alt, .. } => each(alt),
            Span::Break => each(" "),
            Span::Footnote(_) | Span::Html(_) => {}
        }
    }
}

/// What spans state, in order, however it is marked up.
pub fn stated(spans: &[Span]) -> Vec<&Stated> {
    let mut found = Vec::new();
    for span in spans {
        match span {
            Span::Stated(stated) => found.push(stated),
            Span::Styled(_, inner) | Span::Link { spans: inner, .. } => found.extend(self::stated(inner)),
            _ => {}
        }
    }
    found
}

impl Block {
    /// What the block states, in order, but for charts.
    pub fn stated(&self) -> Vec<&Stated> {
        match self {
            Self::Heading { text: spans, .. } | Self::Paragraph(spans) => stated(spans),
            Self::List(list) => list
                .items
                .iter()
                .flat_map(|item| stated(&item.spans).into_iter().chain(item.blocks.iter().flat_map(Self::stated)))
                .collect(),
            Self::Table(table) => table.rows.iter().flatten().flat_map(|cell| stated(&cell.spans)).collect(),
            Self::Quote(blocks) => blocks.iter().flat_map(Self::stated).collect(),
            Self::Chart(_) | Self::Code { .. } | Self::Rule | Self::Html(_) => Vec::new(),
        }
    }
}

impl Written {
    /// What the document states, in order, but for charts.
    pub fn stated(&self) -> Vec<&Stated> {
        let sections = self.sections.iter();
        let all = sections.flat_map(|s| stated(&s.heading).into_iter().chain(s.blocks.iter().flat_map(Block::stated)));
        all.chain(self.footnotes.iter().flatten().flat_map(Block::stated)).collect()
    }
}

/// The words of HTML that an author wrote: without its tags, comments, scripts
/// and styles.
pub fn text_of_html(html: &str) -> String {
    let mut text = String::new();
    let mut hidden: Option<Vec<u8>> = None;
    for token in html5gum::Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            html5gum::Token::StartTag(tag) if hidden.is_none() && !tag.self_closing => {
                let name: &[u8] = &tag.name;
                if matches!(name, b"script" | b"style" | b"template" | b"noscript") {
                    hidden = Some(name.to_vec());
                }
            }
            html5gum::Token::EndTag(tag) if hidden.as_deref() == Some(&**tag.name) => hidden = None,
            html5gum::Token::String(words) if hidden.is_none() => {
                text.push_str(&String::from_utf8_lossy(&words));
            }
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words that state a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    pub text: String,
    /// The text with an author's markup of it; empty where there is none.
    pub marked_up: Vec<Span>,
    /// The expression that gives the fact again; what `attache explain` takes.
    pub fact: String,
    /// The figure of the fact for programs, as `1163697236 USD` or `2022`; empty
    /// where the words are of no one value.
    pub value: String,
    /// The parts of the text that are figures, dates and names taken from data:
    /// byte ranges, in order.
    pub figures: Vec<std::ops::Range<usize>>,
    /// What the figure is, of when and by whose data, in a line; shown with
    /// the mark. Each is one citation; there is at least one, but for words of an
    /// author's own that no data at hand bear out.
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
    /// How to get it: the sources that would have it.
    pub sources: Vec<Origin>,
}

/// A source that would have what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The name used on the command line: `census`.
    pub id: String,
    /// What readers know it by: "U.S. Census Bureau, U.S. Trade in Goods by Country".
    /// The name where nobody has said.
    pub title: String,
}

impl Origin {
    pub fn new(id: String) -> Self {
        Self { title: id.clone(), id }
    }
}

/// What stands in the place of a reference, or of a block that has references.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Bytes of the text that is edited.
    pub at: std::ops::Range<usize>,
    pub with: Replacement,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Replacement {
    /// These bytes of the text: the author's own words.
    Words(std::ops::Range<usize>),
    Spans(Vec<Span>),
    /// Blocks; none where the block is left out.
    Blocks(Vec<Block>),
}
