//! What fills the references of a document.

use std::ops::Range;

use attache_document::{
    template::Presentation,
    written::{Note, Source},
};
use attache_fact::Expression;
use attache_model::{Date, Decimal, Language, Period};

/// What a document's references are filled from: the facts of a panel
/// ([`FromFacts`](crate::FromFacts)), or what was kept of them.
///
/// The writer of documents asks for statements and charts and knows no fact. It
/// asks for the same things in the same order whenever it writes the same
/// document, so that what answered once can be kept by its question and answer
/// again: [`Supply::answer`] by expression, presentation and language;
/// [`Supply::role`] by the statement's own expression, presentation and
/// language; [`Supply::chart`] by expression, roles and language. Sources and
/// notes go by numbers that the supply gives them; the writer numbers them anew,
/// in the order in which they are cited.
pub trait Supply {
    /// What the expression states, a statement for each fact, in their order.
    /// None of them is no answer: that is a [`Lack`].
    ///
    /// # Errors
    /// Why there is nothing to state.
    fn answer(&self, ask: &Ask<'_>) -> Result<Vec<Statement>, Lack>;

    /// A role of a fact that was stated. `None` where the fact does not have it.
    ///
    /// # Errors
    /// When the presentation is none that the kind or the value has.
    fn role(&self, of: &Statement, presentation: &Presentation, language: Language) -> Result<Option<Statement>, Lack>;

    /// The course of roles over time. `None` where there are less than two points.
    ///
    /// # Errors
    /// Why there is nothing to draw.
    fn chart(&self, expression: &Expression, roles: &[String], language: Language) -> Result<Option<Drawn>, Lack>;

    fn source(&self, id: usize) -> Source;

    fn note(&self, id: usize) -> Note;

    /// Whether the source with this name is at hand, so that what is missing is
    /// not in it.
    fn is_at_hand(&self, source: &str) -> bool;
}

/// A question.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// With areas in the place of parameters.
    pub expression: &'a Expression,
    /// With the form that its place gives it, where the author names none.
    pub presentation: &'a Presentation,
    pub language: Language,
    /// The author's words for it, where there are some, so that only its sources are
    /// asked for.
    pub words: Option<&'a str>,
}

/// A fact in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The expression that gives this very fact again, every argument fixed.
    pub fact: Expression,
    /// Empty where the fact does not have what was asked for.
    pub text: String,
    /// For programs, what fills the role that was asked for, or `value`; empty
    /// where nothing does.
    pub value: String,
    /// The bytes of the text that are figures, dates and names from data.
    pub figures: Vec<Range<usize>>,
    /// What the fact is of: rows are matched by it.
    pub time: Option<Period>,
    /// The day by which what it tells had begun: lists are told in this order.
    pub begins: Option<Date>,
    pub citations: Vec<Cited>,
    /// Sentences on what other sources, or places of the same one, say.
    pub dissent: Vec<Statement>,
    /// For the supply's own use.
    pub handle: usize,
}

/// A source behind a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The supply's number of the source.
    pub source: usize,
    /// What in it, as "Exports, 2022".
    pub what: String,
    /// The supply's numbers of what is known to be wrong with the figures.
    pub notes: Vec<usize>,
}

/// Figures over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The unit of all points: "million US dollars".
    pub unit: String,
    pub series: Vec<(String, Vec<Point>)>,
    pub citations: Vec<Cited>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub label: String,
    pub value: Decimal,
    pub text: String,
    pub fact: Expression,
}

/// Why nothing is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// There is no such fact kind.
    UnknownKind,
    NoData {
        /// The sources that would have it, by name.
        would_come_from: Vec<String>,
    },
    /// It does not arise: a land border of islands.
    NotApplicable,
    /// The author asks for what cannot be.
    Refused { problem: String, hint: String },
}
