use std::sync::Arc;

use attache_document::{
    prose::{Format, Prose},
    template::line_and_column,
};
use attache_language::Wordings;
use attache_living::{FromLock, Living, Lock, Recorder, bind_needs};
use attache_model::{Area, Areas, Language};
use attache_render::{Citations, Options, References};
use attache_sheet::{Edit, Facts, FromFacts, Parameters, Sheet, SheetError, Written, supply::Supply};

use crate::{AsOf, Engine, Error, check::of_prose, living::read_lock, sheets};

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
    /// The name of its lock, for errors, and what stands in it.
    pub lock: Option<(String, String)>,
    /// Nothing is to be written but what the lock has.
    pub is_locked: bool,
}

/// A document written out.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub written: Written,
    /// References without data.
    pub gaps: Vec<Gap>,
    /// References that do not go together with the lock, or, without a lock, whose
    /// words do not hold: where, what, and a hint.
    pub faults: Vec<(usize, String, String)>,
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
    /// Writes a document out: what its lock has as it was locked, the rest from the store's
    /// facts, unless it is to be locked.
    ///
    /// # Errors
    /// What in the document means nothing, with its place; or what the store
    /// cannot do.
    pub fn render_document(&self, request: &RenderRequest) -> Result<Rendered, Error> {
        let lock = request.lock.as_ref().map(read_lock).transpose()?;
        let document = Document::read(request, lock.as_ref())?;
        let own = self.wordings(document.language);
        let prose = Prose::read(request.text.as_bytes(), Format::Markdown).map_err(|e| of_prose(&request.name, e))?;
        let mut faults = Vec::new();
        if let Some(lock) = &lock {
            faults.extend(Living::read(&prose, lock).orphans.into_iter().map(|orphan| {
                let line = orphan.place.as_ref().map_or(1, |place| prose.where_is(place.start).line);
                (line, orphan.problem(), orphan.hint())
            }));
        }
        if request.is_locked {
            let Some(lock) = &lock else {
                let hint = "`attache bind` binds a document and writes its lock";
                return Err(Error::input(format!("{} has no lock", request.name), hint));
            };
            if let Some((line, problem, hint)) = faults.first() {
                return Err(Error::input(format!("{}:{line}: {problem}", request.name), hint.clone()));
            }
            return document.written(own, &FromLock::new(lock, None));
        }
        let mut needs = document.sheet.needs(&document.parameters).map_err(|error| document.fault(&error))?;
        needs.extend(bind_needs(&prose));
        let panel = self.store.panel(&request.as_of.query(needs))?;
        if lock.is_none() {
            let unheld = attache_living::unheld(&prose, &panel, own).into_iter();
            faults.extend(unheld.map(|it| {
                (prose.where_is(it.place.start).line, it.why, "mend the words, or the reference".to_owned())
            }));
        }
        let facts = Facts::new(panel).with_caveats(Arc::clone(&self.caveats));
        let wordings = |language: Language| self.wordings(language);
        let from_facts = FromFacts::new(&facts, &wordings);
        let rendered = match &lock {
            Some(lock) => document.written(own, &FromLock::new(lock, Some(&from_facts))),
            None => document.written(own, &from_facts),
        };
        Ok(Rendered { faults, ..rendered? })
    }

    /// A document's lock with what its references without words of their own state.
    ///
    /// # Errors
    /// Why the document cannot be written out; or what the store cannot do.
    pub(crate) fn keeping(&self, request: &RenderRequest, lock: Lock) -> Result<Lock, Error> {
        let document = Document::read(request, Some(&lock))?;
        let needs = document.sheet.needs(&document.parameters).map_err(|error| document.fault(&error))?;
        let panel = self.store.panel(&request.as_of.query(needs))?;
        let facts = Facts::new(panel.clone()).with_caveats(Arc::clone(&self.caveats));
        let wordings = |language: Language| self.wordings(language);
        let from_facts = FromFacts::new(&facts, &wordings);
        let recorder = Recorder::new(&from_facts);
        // What references keep is not kept twice.
        let bound = Lock::new(lock.language, lock.references.clone());
        document.written(self.wordings(document.language), &FromLock::new(&bound, Some(&recorder)))?;
        Ok(lock.keeping(recorder, &panel, request.as_of.published))
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
    fn read(request: &'r RenderRequest, lock: Option<&Lock>) -> Result<Self, Error> {
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
            (None, None) => lock.map_or(Language::English, |lock| lock.language),
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
        let as_of = match lock.filter(|_| request.is_locked) {
            Some(lock) => lock.as_of,
            None => request.as_of.published,
        };
        let parameters = Parameters { areas, as_of };
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
            faults: Vec::new(),
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
