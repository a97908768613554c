//! Sentences into facts' roles: the way back.
//!
//! A sentence is cut into tokens; recognisers find what it mentions (figures,
//! periods, names, ranks); rules, which are the patterns that facts are written
//! with and further ones that people use, compose mentions into claims. What a
//! sentence does not say stays open.

mod figure;
#[cfg(test)]
mod marked;
mod mention;
mod name;
mod numeral;
mod period;
mod phrase;
mod rank;
mod token;
mod trie;

pub use mention::{Anaphor, Mention, Mentioned, Naming, Relative, When};

use attache_model::Language;

use crate::{WordingError, toml_file::TomlFile};

/// What a language needs to find mentions.
pub(crate) struct Recognisers {
    pub(crate) vocabulary: token::Vocabulary,
    figures: figure::Figures,
    periods: period::Periods,
    ranks: rank::Ranks,
    names: name::Names,
}

impl Recognisers {
    pub(crate) fn read(
        language: Language,
        [figures, periods, ranks, names]: [&TomlFile<'_>; 4],
    ) -> Result<Self, WordingError> {
        let mut vocabulary = token::Vocabulary::default();
        let numerals = numeral::Numerals::read(ranks, &mut vocabulary)?;
        Ok(Self {
            figures: figure::Figures::read(figures, &mut vocabulary)?,
            periods: period::Periods::read(periods, numerals.clone(), &mut vocabulary)?,
            ranks: rank::Ranks::read(ranks, numerals, &mut vocabulary)?,
            names: name::Names::read(language, names, &mut vocabulary)?,
            vocabulary,
        })
    }

    /// Everything that can be a mention, by where it begins; overlapping.
    pub(crate) fn found(&self, tokens: &[token::Token<'_>]) -> Vec<mention::Found> {
        let mut found = Vec::new();
        for at in 0..tokens.len() {
            self.figures.find(tokens, at, &mut found);
            self.periods.find(tokens, at, &mut found);
            self.ranks.find(tokens, at, &mut found);
            self.names.find(tokens, at, &mut found);
        }
        found
    }
}
