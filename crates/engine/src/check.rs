use attache_check::{Draft, Given, Report};
use attache_document::prose::{Format, Prose};

use crate::{AsOf, Engine, Error};

/// A document that is to be checked, and what is known of it.
#[derive(Clone, Debug)]
pub struct CheckRequest {
    /// The file's name, for errors.
    pub name: String,
    pub bytes: Vec<u8>,
    pub format: Format,
    /// What is not to be inferred.
    pub given: Given,
    /// What publishers had published by then.
    pub as_of: AsOf,
}

/// A document as it was read, with what official figures say of it.
#[derive(Clone, Debug)]
pub struct Checked {
    pub prose: Prose,
    pub report: Report,
}

impl Engine {
    /// Checks a document against the store.
    ///
    /// # Errors
    /// When the bytes are no document of the format, or the store cannot be read.
    pub fn check(&self, request: &CheckRequest) -> Result<Checked, Error> {
        let prose = Prose::read(&request.bytes, request.format)
            .map_err(|error| Error::input(format!("{}: {error}", request.name), error.hint))?;
        let language = Draft::language(&prose, &request.given);
        let wordings = self.wordings(language);
        let draft = Draft::read(&prose, wordings, &request.given);
        let panel = self.store.panel(&request.as_of.query(draft.needs()))?;
        let report = draft.judge(&prose, &panel, wordings);
        Ok(Checked { prose, report })
    }
}
