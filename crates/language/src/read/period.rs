use super::{
    mention::Found,
    token::{Token, Vocabulary},
};
use crate::{WordingError, toml_file::TomlFile};

/// Finds periods, with their prepositions and without.
pub(crate) struct Periods {}

impl Periods {
    pub(crate) fn read(file: &TomlFile<'_>, vocabulary: &mut Vocabulary) -> Result<Self, WordingError> {
        let _ = (file, vocabulary);
        Ok(Self {})
    }

    /// Adds what begins at a token, in every length that can be meant.
    pub(crate) fn find(&self, tokens: &[Token<'_>], at: usize, found: &mut Vec<Found>) {
        let _ = (tokens, at, found);
    }
}
