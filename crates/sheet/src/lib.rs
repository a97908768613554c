//! Fact sheets: documents with fact expressions, and their writing out.
//!
//! There is one mechanism. A sheet is a [`Template`] with areas as parameters;
//! the built-in ones are files in `sheets/`. [`Sheet::needs`] says what must be
//! asked of a store, and [`Sheet::write`] turns what it answered into a
//! [`Written`] document in which every figure is cited and every gap is named.

mod cite;
mod error;
mod facts;
mod sheet;
mod table;
mod write;

pub use error::SheetError;
pub use facts::Facts;
pub use sheet::{Parameters, Sheet};

pub use attache_document::{template::Template, written::Written};
