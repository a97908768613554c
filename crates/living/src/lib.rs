//! Living documents: what a lock file is for programs, for the figures in a document.
//!
//! [`bind`] puts references to facts around the words of a document that official
//! figures bear out, and nothing else in it changes. The [`Lock`] beside the document
//! says which figure each reference stood for, by which release. [`Living`] reads a
//! bound document with its lock, [`Living::changes`] tells what newer data say of each
//! reference and what that does to its words, and [`update`] moves words and lock.
//! [`Locked::verify`] and [`Stated::verify`] derive anew what was locked.
//!
//! Nothing here asks a store: all is a function of documents, locks and panels.

mod bind;
mod change;
mod kept;
mod lock;
mod reference;
mod sheets;
mod story;
mod supply;
mod update;
mod verify;
mod words;

pub use bind::{Bound, Unbound, bind, bind_needs, unheld};
pub use change::{Cause, Change, Effect};
pub use kept::{Kept, KeptLack, KeptStatement, Recorder, Stated};
pub use lock::{Lock, LockError, Locked, LockedRelease};
pub use reference::{Living, Orphan, OrphanKind, Reference};
pub use sheets::{count_of, sheet_steps};
pub use story::{Figure, Outcome, Step};
pub use supply::FromLock;
pub use update::{Updated, update};
pub use verify::Mismatch;
