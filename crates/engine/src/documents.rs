use std::{borrow::Cow, sync::Arc};

use attache_check::{Draft, Given};
use attache_document::{
    prose::{FactLink, Format, Prose},
    template::{Presentation, line_and_column},
    written::Citation,
};
use attache_fact::Expression;
use attache_language::Wordings;
use attache_living::{FromLock, Living, Lock, Recorder, bind_needs};
use attache_model::{Area, Areas, Language};
use attache_render::{Citations, Marked, Options, References};
use attache_sheet::{
    Edit, Facts, FromFacts, Parameters, Sheet, SheetError, Written,
    supply::{Ask, Cited, Supply},
};

use crate::{AsOf, Engine, Error, check::of_prose, living::read_lock, sheets};

/// A document that an author wrote, and for what it is to be written out.
#[derive(Clone, Debug)]
pub struct RenderRequest {
    /// What errors call it: a path, whose ending tells the format. What none tells is
    /// Markdown, in which alone there are references without words, loops and sections.
    pub name: String,
    pub bytes: Vec<u8>,
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
    /// The version of attache that wrote the lock, where that is not this one: words of
    /// the program's own (labels, names of countries) may be others than they were.
    pub other_version: Option<String>,
    /// It is a fact sheet, which has a subtitle and a list of what is missing.
    pub is_sheet: bool,
    head: String,
    text: String,
    edits: Vec<Edit>,
    /// As it was read.
    name: String,
    prose: Prose,
    bytes: Vec<u8>,
    /// What its references cite, where it is no Markdown.
    marked: Vec<Marked>,
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
    /// In what the author wrote it.
    pub fn format(&self) -> Format {
        self.prose.format
    }

    /// The author's file with the references replaced by their words, and nothing
    /// else changed.
    ///
    /// # Errors
    /// When a file that is no Markdown cannot be edited.
    pub fn as_it_stands(&self) -> Result<Vec<u8>, Error> {
        if self.format() != Format::Markdown {
            return self.prose.unbind(&self.bytes).map_err(|error| of_prose(&self.name, error));
        }
        Ok(attache_render::edited(&self.head, &self.text, &self.edits, &self.written).into_bytes())
    }

    /// The author's file with marks beside the words of its references, and a list of
    /// sources at its end: of plain text and HTML.
    ///
    /// # Errors
    /// When it is in another format, or its encoding lacks a character of the sources.
    pub fn beside(&self, options: Options<'_>) -> Result<Vec<u8>, Error> {
        attache_render::beside(&self.prose, &self.bytes, &self.marked, &self.written, options)
            .map_err(|error| of_prose(&self.name, error))
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
        let (prose, text) = request.read()?;
        let document = Document::read(request, &prose, &text, lock.as_ref())?;
        let own = self.wordings(document.language);
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
            let other_version = lock.other_version().map(str::to_owned);
            let rendered = document.written(own, &FromLock::new(lock, None))?;
            let written = self.with_titles(rendered.written);
            return Ok(Rendered { other_version, written, ..rendered });
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
        }?;
        let written = self.with_titles(rendered.written);
        let other_version = lock.as_ref().and_then(Lock::other_version).map(str::to_owned);
        Ok(Rendered { faults, other_version, written, ..rendered })
    }

    /// A document's lock with what its references without words of their own state.
    ///
    /// # Errors
    /// Why the document cannot be written out; or what the store cannot do.
    pub(crate) fn keeping(&self, request: &RenderRequest, lock: Lock) -> Result<Lock, Error> {
        let (prose, text) = request.read()?;
        let document = Document::read(request, &prose, &text, Some(&lock))?;
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

impl RenderRequest {
    /// In what the document is written, as its name tells.
    pub fn format(&self) -> Format {
        Format::by_ending(&self.name).unwrap_or(Format::Markdown)
    }

    /// The document, and the Markdown that it is written out from: its own, or, of one in
    /// another format, its text with the references.
    fn read(&self) -> Result<(Prose, Cow<'_, str>), Error> {
        let (name, format) = (&self.name, self.format());
        if format == Format::Pdf {
            let hint = "bind and write out the document that it was made from";
            return Err(Error::input(format!("{name}: a PDF has no references"), hint));
        }
        let prose = Prose::read(&self.bytes, format).map_err(|error| of_prose(name, error))?;
        if format == Format::Markdown {
            let text = std::str::from_utf8(&self.bytes).map_err(|error| {
                let problem = format!("{name}: it is not UTF-8 from byte {} on", error.valid_up_to());
                Error::input(problem, "save the file as UTF-8")
            })?;
            return Ok((prose, Cow::Borrowed(text)));
        }
        let is_without_words = |link: &FactLink| link.words.is_empty() || link.expression.contains('{');
        if let Some(link) = prose.fact_links().into_iter().find(is_without_words) {
            let line = prose.where_is(link.whole.start).line;
            let problem = format!("{name}:{line}: {}: it has no words of the author's", link.expression);
            let hint = "only in Markdown is a reference written out in the program's words";
            return Err(Error::input(problem, hint));
        }
        let text = prose.to_markdown();
        Ok((prose, Cow::Owned(text)))
    }
}

/// A document, read, and what it is to be written for.
struct Document<'r> {
    request: &'r RenderRequest,
    prose: &'r Prose,
    /// In Markdown.
    text: &'r str,
    /// The bytes of a byte order mark.
    mark: usize,
    sheet: Sheet,
    language: Language,
    parameters: Parameters,
}

impl<'r> Document<'r> {
    fn read(
        request: &'r RenderRequest,
        prose: &'r Prose,
        markdown: &'r str,
        lock: Option<&Lock>,
    ) -> Result<Self, Error> {
        let text = markdown.strip_prefix('\u{feff}').unwrap_or(markdown);
        let mark = markdown.len() - text.len();
        let sheet = Sheet::read(text).map_err(|error| fault(request, prose, text, &error))?;
        let front = sheet.front();
        let language = match (request.language, &front.language) {
            (Some(language), _) => language,
            (None, Some(tag)) => language_of(tag).ok_or_else(|| {
                let known: Vec<&str> = Language::ALL.iter().map(|l| l.tag()).collect();
                let hint = format!("lang in the front matter is one of {}", known.join(", "));
                Error::input(format!("{}: there are no words for {tag:?}", request.name), hint)
            })?,
            (None, None) => lock.map_or_else(|| language_without_lock(prose), |lock| lock.language),
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
        Ok(Self { request, prose, text, mark, sheet, language, parameters })
    }

    fn fault(&self, error: &SheetError) -> Error {
        fault(self.request, self.prose, self.text, error)
    }

    fn written(&self, wordings: &Wordings, supply: &dyn Supply) -> Result<Rendered, Error> {
        let writing = self.sheet.write_from(&self.parameters, wordings, supply).map_err(|error| self.fault(&error))?;
        let gaps = writing.gaps.into_iter().map(|gap| {
            let (line, column) = place(self.prose, self.text, gap.span.start, &gap.expression);
            let attache_sheet::Gap { expression, would_come_from, has_words, .. } = gap;
            Gap { line, column, expression, would_come_from, has_words }
        });
        let is_markdown = self.prose.format == Format::Markdown;
        Ok(Rendered {
            gaps: gaps.collect(),
            faults: Vec::new(),
            other_version: None,
            marked: if is_markdown { Vec::new() } else { self.marked(supply, &writing.written) },
            written: writing.written,
            is_sheet: self.sheet.is_sheet(),
            head: format!("{}{}", if self.mark > 0 { "\u{feff}" } else { "" }, self.sheet.head()),
            text: self.sheet.text().to_owned(),
            edits: writing.edits,
            name: self.request.name.clone(),
            prose: self.prose.clone(),
            bytes: self.request.bytes.clone(),
        })
    }

    /// What each reference cites, by the numbers of what was written.
    fn marked(&self, supply: &dyn Supply, written: &Written) -> Vec<Marked> {
        let links = self.prose.fact_links().into_iter();
        let marked = links.map(|link| {
            let number = |cited: Cited| {
                let source = supply.source(cited.source);
                let note = |id: usize| written.notes.iter().position(|it| *it == supply.note(id));
                let notes = cited.notes.into_iter().filter_map(note).map(|at| at + 1).collect();
                let at = written.sources.iter().position(|it| *it == source)?;
                Some(Citation { source: at + 1, what: cited.what, notes })
            };
            let words = self.prose.blocks.iter().find_map(|block| block.text.get(block.within(&link.words)?));
            let cited = citations_of(&link, words.unwrap_or_default(), supply, self.language);
            Marked { citations: cited.into_iter().filter_map(number).collect(), link }
        });
        marked.collect()
    }
}

/// What bears out the words of a reference: as the writer of documents asks for it.
fn citations_of(link: &FactLink, words: &str, supply: &dyn Supply, language: Language) -> Vec<Cited> {
    let Ok(expression) = link.expression.parse::<Expression>() else { return Vec::new() };
    let Ok(asked) = Presentation::read(&link.form) else { return Vec::new() };
    let value = Presentation { role: Some("value".to_owned()), ..asked.clone() };
    let is_plain = asked.role.is_none() && asked.form.is_empty();
    let ways = [if is_plain { value } else { asked.clone() }, asked.or_form("sentence")];
    let answer = ways.iter().find_map(|presentation| {
        supply.answer(&Ask { expression: &expression, presentation, language, words: Some(words) }).ok()
    });
    let mut all: Vec<Cited> = Vec::new();
    for cited in answer.into_iter().flatten().flat_map(|statement| statement.citations) {
        if !all.iter().any(|it| it.source == cited.source) {
            all.push(cited);
        }
    }
    all
}

/// What is wrong with a document, at its line and column.
fn fault(request: &RenderRequest, prose: &Prose, text: &str, error: &SheetError) -> Error {
    let expression = match error {
        SheetError::Expression { expression, .. } => expression.as_str(),
        _ => "",
    };
    let (line, column) = place(prose, text, error.span().start, expression);
    Error::input(format!("{}:{line}:{column}: {error}", request.name), error.hint())
}

/// Where something stands in the document, by its place in the Markdown, or, of a
/// document in another format, by its expression.
fn place(prose: &Prose, text: &str, at: usize, expression: &str) -> (usize, usize) {
    if prose.format == Format::Markdown {
        return line_and_column(text, at);
    }
    let link = prose.fact_links().into_iter().find(|link| link.expression == expression);
    let place = prose.where_is(link.map_or(0, |link| link.whole.start));
    (place.line, place.column)
}

/// The language of a document without a lock, as it says or is read.
fn language_without_lock(prose: &Prose) -> Language {
    match prose.format {
        Format::Markdown => Language::English,
        _ => Draft::language(prose, &Given::default()),
    }
}

/// The language of a tag, whatever its region.
fn language_of(tag: &str) -> Option<Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    Language::ALL.into_iter().find(|language| language.tag() == primary)
}
