//! Fact sheets and authors' documents: documents with fact expressions, and
//! their writing out.
//!
//! There is one mechanism. A sheet is a [`Template`] with areas as parameters;
//! the built-in ones are files in `sheets/`, an author's is any Markdown document.
//! [`Sheet::needs`] says what must be asked of a store, and [`Sheet::write`] turns
//! what it answered into a [`Written`] document in which every figure is cited and
//! every gap is named. [`Sheet::write_from`] takes statements from whatever
//! [supplies](supply::Supply) them.

mod cite;
mod eject;
mod error;
mod facts;
mod from_facts;
mod line;
mod sheet;
pub mod supply;
mod table;
mod write;

pub use eject::eject;
pub use error::SheetError;
pub use facts::Facts;
pub use from_facts::{FromFacts, what};
pub use sheet::{Parameters, Sheet};
pub use write::{Gap, Writing};

pub use attache_document::{
    template::Template,
    written::{Edit, Replacement, Written},
};
