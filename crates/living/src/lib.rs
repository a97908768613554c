//! Living documents: what a lock file is for programs, for the figures in a document.
//!
//! [`bind`] puts references to facts around the words of a document that official
//! figures bear out, and nothing else in it changes. The [`Lock`] beside the document
//! says which figure each reference stood for, by which release. [`Living`] reads a
//! bound document with its lock, [`Living::changes`] tells what newer data say of each
//! reference and what that does to its words, and [`update`] moves words and lock.
//! [`Locked::verify`] derives anew what was locked.
//!
//! Nothing here asks a store: all is a function of documents, locks and panels.

mod bind;
mod change;
mod lock;
mod reference;
mod story;
mod update;
mod verify;
mod words;

pub use bind::{Bound, Unbound, bind, bind_needs};
pub use change::{Cause, Change, Effect};
pub use lock::{Lock, LockError, Locked, LockedRelease};
pub use reference::{Living, Orphan, OrphanKind, Reference};
pub use story::{Figure, Outcome, Step};
pub use update::{Updated, update};
pub use verify::Mismatch;
