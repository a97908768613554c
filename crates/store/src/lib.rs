//! Where figures are kept: publishers' files as they came, and the
//! observations and events that were read from them.
//!
//! A [`Store`] holds immutable objects, in a folder, a bucket or
//! one packed file:
//!
//! | object | holds |
//! |---|---|
//! | `snapshots/<sha-256>` | a publisher's file, byte for byte |
//! | `tables/<sha-256>.parquet` | the observations, or the events, of a release |
//! | `commits/<source>-<16 digits>.json` | an import: its file, its releases, their tables |
//! | `rejected/<source>-<16 digits>.json` | a publisher's answer that was not taken, and why |
//!
//! [`Store::import`] writes them in this order and is there when its commit is,
//! so that no reader ever sees half an import. [`Store::panel`] answers a
//! [`Query`](attache_model::Query) from all releases as of its dates;
//! [`Store::place`] says where in a snapshot a row stands. [`Store::excerpt`] makes a
//! store of some releases of another one, or of some of their rows.
//!
//! The library does not look at the clock, prints nothing, and is not async. It
//! knows nothing of publishers or facts.

mod collect;
mod draft;
mod encode;
mod envelope;
mod error;
mod excerpt;
mod hash;
mod import;
mod layout;
mod manifest;
mod objects;
mod pack;
mod read;
mod rejection;
mod rows;
mod select;
mod snapshot;
#[cfg(feature = "sql")]
mod sql;
mod store;
mod table;
mod verify;

pub use error::{ImportError, Refused, StoreError};
pub use excerpt::Part;
pub use import::{ImportOptions, Imported, Outcome, SourceAbout, UnparsedCount, Warning};
pub use rejection::Rejection;
pub use rows::{Rows, TableKind};
#[cfg(feature = "sql")]
pub use sql::{Answer, Format, SqlQuery};
pub use store::Store;
pub use verify::{Fault, Progress, Report, Unreferenced};
