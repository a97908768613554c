//! Sentences into facts' roles: the way back.
//!
//! A sentence is cut into tokens; recognisers find what it mentions (figures,
//! periods, names, ranks); rules, which are the patterns that facts are written
//! with and further ones that people use, compose mentions into claims. What a
//! sentence does not say stays open.

mod attach;
mod chain;
mod class;
mod compile;
mod draft;
mod figure;
mod guess;
mod lattice;
mod machine;
#[cfg(test)]
mod marked;
mod mention;
mod name;
mod needs;
mod neighbor;
mod nodes;
mod numeral;
mod of_kind;
mod own_words;
mod period;
mod phrase;
mod program;
mod ranges;
mod rank;
mod reader;
mod reading;
mod role;
mod rule;
mod token;
mod trie;

pub use guess::language_of;
pub use mention::{Anaphor, Mention, Mentioned, Naming, When};
pub(crate) use reader::Reader;
pub use reading::{Context, Reading, Stance, Statement, Survey, Understood};
pub(crate) use rule::Measure;
