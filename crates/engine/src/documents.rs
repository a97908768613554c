use std::sync::Arc;

use attache_document::template::line_and_column;
use attache_language::Wordings;
use attache_model::{Area, Areas, Language};
use attache_render::{Citations, Options, References};
use attache_sheet::{Edit, Facts, FromFacts, Parameters, Sheet, SheetError, Written, supply::Supply};

use crate::{AsOf, Engine, Error, sheets};

/// A document that an author wrote, in Markdown, and for what it is to be written
/// out.
#[derive(Clone, Debug)]
pub struct RenderRequest {
    /// What errors call it: a path.
    pub name: String,
    pub text: String,
    /// In place of what its front matter says.
    pub language: Option<Language>,
    /// In place of what its front matter says, where any are named.
    pub about: Vec<Area>,
    pub as_of: AsOf,
}

/// A document written out.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub written: Written,
    /// References without data.
    pub gaps: Vec<Gap>,
    /// It is a fact sheet, which has a subtitle and a list of what is missing.
    pub is_sheet: bool,
    head: String,
    text: String,
    edits: Vec<Edit>,
}

/// A reference for which there are no data, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Both from 1.
    pub line: usize,
    pub column: usize,
    pub expression: String,
    /// The sources that would have it.
    pub would_come_from: Vec<String>,
    /// The author's own words stand, without a source.
    pub has_words: bool,
}

impl Rendered {
    /// The author's text with the references replaced by their words, and nothing
    /// else changed.
    pub fn as_it_stands(&self) -> String {
        attache_render::edited(&self.head, &self.text, &self.edits, &self.written)
    }

    /// How it is rendered, its sources cited as asked for.
    pub fn options<'a>(&self, citations: Citations, references: Option<&'a References>) -> Options<'a> {
        Options { citations, references, is_document: !self.is_sheet }
    }
}

impl Engine {
    /// Writes a document out from the store's facts.
    ///
    /// # Errors
    /// What in the document means nothing, with its place; or what the store
    /// cannot do.
    pub fn render_document(&self, request: &RenderRequest) -> Result<Rendered, Error> {
        let document = Document::read(request)?;
        let needs = document.sheet.needs(&document.parameters).map_err(|error| document.fault(&error))?;
        let panel = self.store.panel(&request.as_of.query(needs))?;
        let facts = Facts::new(panel).with_caveats(Arc::clone(&self.caveats));
        let wordings = |language: Language| self.wordings(language);
        document.written(self.wordings(document.language), &FromFacts::new(&facts, &wordings))
    }

    /// The built-in sheet of a country or of a pair, as a document of its own.
    ///
    /// # Errors
    /// When there is no sheet of these areas.
    pub fn ejected(&self, areas: &[Area], language: Language) -> Result<String, Error> {
        sheets::built_in(areas)?;
        let wordings = self.wordings(language);
        attache_sheet::eject(areas, wordings)
            .map_err(|error| Error::Sheet(SheetError::Wording { span: 0..0, problem: error.to_string() }))
    }
}

/// Writes a document out from whatever supplies its facts: no store is asked.
///
/// # Errors
/// What in the document means nothing, with its place.
pub fn render_from(request: &RenderRequest, supply: &dyn Supply) -> Result<Rendered, Error> {
    let document = Document::read(request)?;
    document.written(Wordings::in_language(document.language), supply)
}

/// A document, read, and what it is to be written for.
struct Document<'r> {
    request: &'r RenderRequest,
    /// The bytes of a byte order mark.
    mark: usize,
    sheet: Sheet,
    language: Language,
    parameters: Parameters,
}

impl<'r> Document<'r> {
    fn read(request: &'r RenderRequest) -> Result<Self, Error> {
        let text = request.text.strip_prefix('\u{feff}').unwrap_or(&request.text);
        let mark = request.text.len() - text.len();
        let sheet = Sheet::read(text).map_err(|error| fault(request, text, &error))?;
        let front = sheet.front();
        let language = match (request.language, &front.language) {
            (Some(language), _) => language,
            (None, Some(tag)) => language_of(tag).ok_or_else(|| {
                let known: Vec<&str> = Language::ALL.iter().map(|l| l.tag()).collect();
                let hint = format!("lang in the front matter is one of {}", known.join(", "));
                Error::input(format!("{}: there are no words for {tag:?}", request.name), hint)
            })?,
            (None, None) => Language::English,
        };
        let mut areas = request.about.clone();
        if areas.is_empty() {
            for name in &front.about {
                areas.push(Areas::find(name).map_err(|unknown| {
                    let error = Error::from(unknown);
                    Error::input(format!("{}: attache.about: {error}", request.name), error.hint())
                })?);
            }
        }
        let parameters = Parameters { areas, as_of: request.as_of.published };
        Ok(Self { request, mark, sheet, language, parameters })
    }

    fn text(&self) -> &'r str {
        &self.request.text[self.mark..]
    }

    fn fault(&self, error: &SheetError) -> Error {
        fault(self.request, self.text(), error)
    }

    fn written(&self, wordings: &Wordings, supply: &dyn Supply) -> Result<Rendered, Error> {
        let writing = self.sheet.write_from(&self.parameters, wordings, supply).map_err(|error| self.fault(&error))?;
        let gaps = writing.gaps.into_iter().map(|gap| {
            let (line, column) = line_and_column(self.text(), gap.span.start);
            let attache_sheet::Gap { expression, would_come_from, has_words, .. } = gap;
            Gap { line, column, expression, would_come_from, has_words }
        });
        Ok(Rendered {
            gaps: gaps.collect(),
            written: writing.written,
            is_sheet: self.sheet.is_sheet(),
            head: format!("{}{}", &self.request.text[..self.mark], self.sheet.head()),
            text: self.sheet.text().to_owned(),
            edits: writing.edits,
        })
    }
}

/// What is wrong with a document, at its line and column.
fn fault(request: &RenderRequest, text: &str, error: &SheetError) -> Error {
    let (line, column) = line_and_column(text, error.span().start);
    Error::input(format!("{}:{line}:{column}: {error}", request.name), error.hint())
}

/// The language of a tag, whatever its region.
fn language_of(tag: &str) -> Option<Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    Language::ALL.into_iter().find(|language| language.tag() == primary)
}
