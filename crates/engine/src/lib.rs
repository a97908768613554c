//! Each use of attache as a plain request and answer.
//!
//! An [`Engine`] is a store over the built-in data. What asks it (the binary,
//! later the server) reads the clock, the environment and the terminal; the
//! engine is told dates and gives values.
#![allow(clippy::disallowed_methods, reason = "the engine reads the files that it is told to import")]

mod all_facts;
mod all_sheets;
mod builtin;
mod check;
mod documents;
mod error;
mod explain;
mod export;
mod import;
mod living;
mod package;
mod pull;
#[cfg(feature = "sql")]
mod query;
mod read;
mod say;
mod sheets;
mod status;
mod vendor;
mod verify;
mod wordings;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use attache_model::{Caveats, Date, Query, Selection, Timestamp};
use attache_source::Source;
use attache_store::Store;

use wordings::OwnWordings;

pub use attache_check as checking;
pub use attache_document::prose;
pub use attache_fact as fact;
pub use attache_language as language;
pub use attache_living as living_documents;
pub use attache_model as model;
pub use attache_render as render;
pub use attache_sheet::{Written, supply};
pub use attache_source::{Source as DataSource, fetch, job};
#[cfg(feature = "sql")]
pub use attache_store::{Answer, Format as TableFormat};
pub use attache_store::{Fault, Imported, Outcome, Progress, Rejection, Report, UnparsedCount, Unreferenced};
pub use check::{CheckRequest, Checked, Fixed};
pub use documents::{Gap, RenderRequest, Rendered};
pub use error::Error;
pub use explain::{Evidence, Explanation};
pub use export::Exported;
pub use import::{FileImport, ImportRequest, OnDisk};
pub use living::{BoundDocument, LivingRequest, Moved, Outdated, UpdateRequest};
pub use pull::{PullProgress, PullRequest, PullResult, Pulled};
pub use read::{ReadAnswer, ReadRequest};
pub use say::{Said, SaidFact, SayForm, SayRequest};
pub use sheets::{SheetRequest, sheet_areas};
pub use status::SourceStatus;
pub use vendor::{Keeping, RowsOnly, VendoredRelease, VendoredRows};
pub use verify::{Problem, Verified};

/// A store over the built-in data, and what can be done with it.
#[derive(Clone)]
pub struct Engine {
    store: Store,
    /// The user's own sources, beside those of the program.
    own: Vec<&'static dyn Source>,
    /// Known defects of series, which travel with their figures.
    caveats: Arc<Caveats>,
    wordings: OwnWordings,
}

/// As of when a question is asked, on the two clocks that a store keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsOf {
    /// What publishers had published by the end of this day.
    pub published: Option<Date>,
    /// What the store had recorded by then.
    pub known: Option<Timestamp>,
}

impl AsOf {
    fn query(self, selections: Vec<Selection>) -> Query {
        Query { selections, published_by: self.published, known_by: self.known }
    }
}

impl Engine {
    /// The built-in data alone: nothing can be imported.
    pub fn built_in() -> Result<Self, Error> {
        Ok(Self::over(builtin::store()?))
    }

    /// The store in a folder over the built-in data. A folder that is not there
    /// is an empty store, made by the first import.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Ok(Self::over(Store::open(folder)?.over(builtin::store()?)))
    }

    /// A store by itself, without the built-in data.
    pub fn over(store: Store) -> Self {
        Self { store, own: Vec::new(), caveats: Arc::new(Caveats::built_in()), wordings: OwnWordings::default() }
    }

    /// This engine with the sources that mapping files describe beside those of
    /// the program.
    ///
    /// # Errors
    /// When a file is no mapping, or two sources have one name.
    pub fn with_mappings(mut self, files: &[PathBuf]) -> Result<Self, Error> {
        for file in files {
            let source = attache_source::mapping::load(file).map_err(|error| Error::of_parse(&error))?;
            let id = source.about().id;
            if self.all_sources().any(|known| known.about().id == id) {
                return Err(Error::request(
                    format!("there are two sources named {id:?}"),
                    "give the mapping's source another id",
                ));
            }
            self.own.push(source);
        }
        Ok(self)
    }

    /// This engine with the caveats of these files beside those of the program.
    ///
    /// # Errors
    /// When a file cannot be read, or has another shape.
    pub fn with_caveats(mut self, files: &[PathBuf]) -> Result<Self, Error> {
        for file in files {
            let name = file.display().to_string();
            let text = std::fs::read_to_string(file)
                .map_err(|error| Error::input(format!("{name}: {error}"), "check that the file may be read"))?;
            let own = Caveats::read(&name, &text).map_err(|error| Error::input(error.to_string(), error.hint()))?;
            self.caveats = Arc::new(Caveats::clone(&self.caveats).and(own));
        }
        Ok(self)
    }

    /// The program's sources, then the user's own.
    pub fn all_sources(&self) -> impl Iterator<Item = &'static dyn Source> {
        attache_source::all().iter().chain(&self.own).copied()
    }

    /// The source with this name.
    ///
    /// # Errors
    /// When there is none.
    pub fn source(&self, id: &str) -> Result<&'static dyn Source, Error> {
        self.all_sources().find(|source| source.about().id == id).ok_or_else(|| {
            let known: Vec<&str> = self.all_sources().map(|s| s.about().id).collect();
            Error::request(format!("there is no source {id:?}"), format!("the sources are {}", known.join(", ")))
        })
    }

    pub fn store(&self) -> &Store {
        &self.store
    }
}
