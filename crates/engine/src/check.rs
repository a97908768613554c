use std::ops::Range;

use attache_check::{Draft, Edits, Given, Report, Severities};
use attache_document::prose::{Format, Prose, ProseError};

use crate::{AsOf, Engine, Error};

/// A document that is to be checked, and what is known of it.
#[derive(Clone, Debug)]
pub struct CheckRequest {
    /// The file's name, for errors.
    pub name: String,
    pub bytes: Vec<u8>,
    /// By the file's name and what stands in it, where it is not given.
    pub format: Option<Format>,
    /// What is not to be inferred.
    pub given: Given,
    /// What holds where neither it is given nor the document says it of itself.
    pub defaults: Given,
    /// How much rules weigh.
    pub severities: Severities,
    /// What publishers had published by then.
    pub as_of: AsOf,
}

/// A document as it was read, with what official figures say of it.
#[derive(Clone, Debug)]
pub struct Checked {
    pub prose: Prose,
    pub report: Report,
}

/// A document with fixes made.
#[derive(Clone, Debug)]
pub struct Fixed {
    pub bytes: Vec<u8>,
    /// Of how many findings the fixes were made.
    pub fixes: usize,
    /// Fixes that were left out, since they overlap one that was made.
    pub overlapping: usize,
}

impl Engine {
    /// Checks a document against the store.
    ///
    /// # Errors
    /// When the bytes are no document of the format, or the store cannot be read.
    pub fn check(&self, request: &CheckRequest) -> Result<Checked, Error> {
        let prose = request.read().map_err(|error| of_prose(&request.name, error))?;
        let given = request.known(&prose);
        let wordings = self.wordings(Draft::language(&prose, &given));
        let draft = Draft::read(&prose, wordings, &given);
        let panel = self.store.panel(&request.as_of.query(draft.needs()))?;
        let report = draft.judge(&prose, &panel, wordings).weighed(&prose, &request.severities);
        Ok(Checked { prose, report })
    }
}

impl CheckRequest {
    pub(crate) fn read(&self) -> Result<Prose, ProseError> {
        let is_text = |format| matches!(format, Format::Text | Format::Markdown | Format::Html);
        let format = match self.format {
            Some(format) => format,
            None => Format::of(Some(&self.name), &self.bytes)?,
        };
        if is_text(format) {
            // Whatever it is called, what holds no text is no document.
            Format::of(None, &self.bytes)?;
        }
        Prose::read(&self.bytes, format)
    }

    /// What is given, and by default where the document does not say it.
    pub(crate) fn known(&self, prose: &Prose) -> Given {
        let Self { given, defaults, .. } = self;
        let says = |name: &str| prose.about.settings.iter().any(|(key, _)| key == name);
        let is_dated = says("dated") || prose.about.dated.is_some();
        Given {
            about: if given.about.is_empty() && !says("about") { &defaults.about } else { &given.about }.clone(),
            author: given.author.or(defaults.author.filter(|_| !says("author"))),
            dated: given.dated.or(defaults.dated.filter(|_| !is_dated)),
            language: given.language.or(defaults.language),
        }
    }
}

impl Checked {
    /// The document with the safe fixes of its findings made, or with all of them,
    /// and everything else byte for byte as it was; none where there is nothing to
    /// fix. `request` is the one that was checked.
    ///
    /// # Errors
    /// When a fix cannot be written in the file's format or encoding.
    pub fn fixed(&self, request: &CheckRequest, with_unsafe: bool) -> Result<Option<Fixed>, Error> {
        let Edits { edits, fixes, overlapping } = self.report.edits(with_unsafe);
        if edits.is_empty() {
            return Ok(None);
        }
        let edits: Vec<(Range<usize>, String)> = edits;
        let bytes = self.prose.apply(&request.bytes, &edits).map_err(|error| of_prose(&request.name, error))?;
        Ok(Some(Fixed { bytes, fixes, overlapping }))
    }
}

pub(crate) fn of_prose(name: &str, error: ProseError) -> Error {
    Error::input(format!("{name}: {error}"), error.hint)
}
