use attache_model::Language;

use super::{
    mention::Found,
    token::{Token, Vocabulary},
};
use crate::{WordingError, toml_file::TomlFile};

/// Finds areas, organizations and goods by their names, and words that stand for them.
pub(crate) struct Names {}

impl Names {
    pub(crate) fn read(
        language: Language,
        file: &TomlFile<'_>,
        vocabulary: &mut Vocabulary,
    ) -> Result<Self, WordingError> {
        let _ = (language, file, vocabulary);
        Ok(Self {})
    }

    /// Adds what begins at a token, in every length that can be meant.
    pub(crate) fn find(&self, tokens: &[Token<'_>], at: usize, found: &mut Vec<Found>) {
        let _ = (tokens, at, found);
    }
}
