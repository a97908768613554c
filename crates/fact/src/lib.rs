//! What can be stated of countries and pairs of countries, and how each
//! statement follows from observations and events.
//!
//! A [`Kind`] is one kind of statement, one file in `kinds/`. It says what it
//! needs as [`Selection`](attache_model::Selection)s, and derives [`Fact`]s from a
//! [`Panel`](attache_model::Panel). A fact is a plain value that names its
//! inputs, so that it can be walked back to the rows that it rests on. Nothing
//! here writes a sentence, reads a file or knows what day it is.

mod arithmetic;
mod claim;
mod expression;
mod fact;
mod interval;
mod kind;
mod kinds;
mod precedence;
mod printed;
mod said;
mod select;
#[cfg(test)]
mod specimen;
#[cfg(test)]
mod told;
mod words;

pub use arithmetic::{growth, share};
pub use claim::{Claim, Relative, Said};
pub use expression::{Args, Expression, ExpressionError, Time};
pub use fact::{Commodity, Derivation, Fact, Input, Operation, Quantity, RoleName, Value};
pub use interval::Interval;
pub use kind::{Absent, Kind};
pub use kinds::{catalogue, find, names_all_members, nearest_kind};
pub use precedence::{PRECEDENCE, Step};
pub use printed::{Fit, Hedge, Printed};
