//! Each use of attache as a plain request and answer.
//!
//! An [`Engine`] is a store over the built-in data. What asks it (the binary,
//! later the server) reads the clock, the environment and the terminal; the
//! engine is told dates and gives values.
#![allow(clippy::disallowed_methods, reason = "the engine reads the files that it is told to import")]

mod builtin;
mod error;
mod explain;
mod export;
mod import;
mod package;
mod pull;
#[cfg(feature = "sql")]
mod query;
mod sheets;
mod status;

use std::path::Path;

use attache_model::{Date, Query, Selection, Timestamp};
use attache_store::Store;

pub use attache_fact as fact;
pub use attache_model as model;
pub use attache_render as render;
pub use attache_sheet::Written;
pub use attache_source::find as find_source;
#[cfg(feature = "sql")]
pub use attache_store::{Answer, Format as TableFormat};
pub use attache_store::{Fault, Imported, Outcome, Progress, Report, UnparsedCount, Unreferenced};
pub use error::Error;
pub use explain::{Evidence, Explanation};
pub use export::Exported;
pub use import::{FileImport, ImportRequest, OnDisk};
pub use pull::{PullProgress, Pulled};
pub use sheets::{SheetRequest, sheet_areas};
pub use status::SourceStatus;

/// A store over the built-in data, and what can be done with it.
#[derive(Clone, Debug)]
pub struct Engine {
    store: Store,
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
        Ok(Self { store: builtin::store()? })
    }

    /// The store in a folder over the built-in data. A folder that is not there
    /// is an empty store, made by the first import.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Ok(Self { store: Store::open(folder)?.over(builtin::store()?) })
    }

    /// A store by itself, without the built-in data.
    pub fn over(store: Store) -> Self {
        Self { store }
    }

    pub fn store(&self) -> &Store {
        &self.store
    }
}
