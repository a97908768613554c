use std::{cmp::Reverse, ops::Range, sync::Arc};

use super::{
    mention::{Found, Mentioned},
    numeral::Numerals,
    phrase::{Known, Phrases, Readings, WordLists},
    token::{Token, TokenKind, Vocabulary, begins_within_a_word},
};
use crate::{WordingError, toml_file::TomlFile};

/// Finds places in an order, and small counts.
///
/// The words are `ranks.toml`'s. Of what is vague ("one of the largest", "the
/// top five") nothing is found, since no place is claimed, and of several that
/// are the first together ("the five largest") only how many they are.
pub(crate) struct Ranks {
    numerals: Arc<Numerals>,
    phrases: Phrases<Slot, Meaning>,
    vague: Phrases<Slot, Vague>,
    lists: WordLists,
}

#[derive(Clone, Copy, PartialEq)]
enum Slot {
    /// In digits.
    Number,
    /// In words.
    Cardinal,
    Ordinal,
    /// Any one word.
    Word,
    /// Up to [`MOST_WORDS`] words.
    Words,
    /// A word of a list of the file's.
    Listed(usize),
}

/// What vague words are not.
#[derive(Clone, Copy, PartialEq)]
enum Vague {
    Anything,
    /// A count they may be.
    Rank,
}

#[derive(Clone, Copy)]
enum Meaning {
    First,
    Rank,
    Count,
    /// So many times.
    Times(u32),
}

const MOST_WORDS: usize = 5;
/// How many tokens before a place vague words that reach it may begin.
const LONGEST_VAGUE: usize = 12;
const GREATEST: u32 = 1_000_000;

/// A sentence in which places in an order are looked for.
pub(crate) struct Sought<'s> {
    ranks: &'s Ranks,
    tokens: &'s [Token<'s>],
    /// Vague words, by where they begin: the token after their last.
    vague: Known<(usize, Vague)>,
}

impl Ranks {
    pub(crate) fn read(
        file: &TomlFile<'_>,
        numerals: Arc<Numerals>,
        vocabulary: &mut Vocabulary,
    ) -> Result<Self, WordingError> {
        let root = file.root();
        let lists = WordLists::read(&root.get("words")?, vocabulary)?;
        let slot = |name: &str| {
            Some(match name {
                "number" => Slot::Number,
                "cardinal" => Slot::Cardinal,
                "ordinal" => Slot::Ordinal,
                "word" => Slot::Word,
                "words" => Slot::Words,
                list => Slot::Listed(lists.named(list)?),
            })
        };
        let mut phrases = Phrases::default();
        let meanings = [
            ("first", Meaning::First),
            ("rank", Meaning::Rank),
            ("count", Meaning::Count),
            ("once", Meaning::Times(1)),
            ("twice", Meaning::Times(2)),
        ];
        for (name, meaning) in meanings {
            phrases.add(&root.get(name)?, vocabulary, &slot, meaning)?;
        }
        let mut vague = Phrases::default();
        vague.add(&root.get("vague")?, vocabulary, &slot, Vague::Anything)?;
        vague.add(&root.get("several")?, vocabulary, &slot, Vague::Rank)?;
        Ok(Self { numerals, phrases, vague, lists })
    }

    pub(crate) fn within<'s>(&'s self, tokens: &'s [Token<'s>]) -> Sought<'s> {
        Sought { ranks: self, tokens, vague: Known::of(tokens) }
    }

    fn fill(&self, slot: Slot, tokens: &[Token<'_>], at: usize) -> Readings<u32> {
        let is_word = |at: usize| tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word);
        match slot {
            Slot::Number => self
                .numerals
                .digits(tokens, at)
                .filter(|(end, _)| !begins_within_a_word(tokens, *end))
                .into_iter()
                .collect(),
            Slot::Cardinal => self.numerals.cardinal_words(tokens, at).collect(),
            Slot::Ordinal => self.numerals.ordinals(tokens, at),
            Slot::Word => is_word(at).then_some((at + 1, 0)).into_iter().collect(),
            Slot::Words => (0..=MOST_WORDS)
                .take_while(|n| *n == 0 || tokens.get(at + n - 1).is_some_and(|t| t.text != "." && t.text != ";"))
                .map(|n| (at + n, 0))
                .collect(),
            Slot::Listed(list) => self.lists.ends(list, tokens, at).map(|end| (end, 0)).collect(),
        }
    }
}

impl Sought<'_> {
    /// Adds what begins at a token, in every length that can be meant, each with
    /// one meaning.
    pub(crate) fn find(&self, at: usize, found: &mut Vec<Found>) {
        let Self { ranks, tokens, .. } = self;
        if begins_within_a_word(tokens, at) {
            return;
        }
        let mut own: Vec<(Found, u32)> = Vec::new();
        ranks.phrases.each(tokens, at, &|slot, at| ranks.fill(slot, tokens, at), &mut |end, filled, meaning| {
            let said = filled.iter().find(|(slot, _)| *slot != Slot::Word).map(|(_, n)| *n);
            let (n, is_rank) = match (meaning, said) {
                (Meaning::First, _) => (1, true),
                (Meaning::Times(n), _) => (n, false),
                (Meaning::Rank, Some(n @ 1..=GREATEST)) => (n, true),
                (Meaning::Count, Some(n @ 0..=GREATEST)) => (n, false),
                (Meaning::Rank | Meaning::Count, _) => return,
            };
            let what = if is_rank { Mentioned::Rank(n) } else { Mentioned::Count(n) };
            own.push((Found { tokens: at..end, what }, n));
        });
        // Any word can be an ordinal too: "la tercera más grande" is the third.
        own.sort_by_key(|(f, n)| (f.tokens.end, Reverse(*n)));
        own.dedup_by_key(|(f, _)| f.tokens.end);
        let Some(longest) = own.last().map(|(f, _)| f.tokens.end) else { return };
        let vague = self.vague_around(at, longest);
        let is_vague = |f: &Found| {
            vague.iter().any(|(tokens, what)| {
                let is_meant = *what == Vague::Anything || matches!(f.what, Mentioned::Rank(_));
                is_meant && tokens.start < f.tokens.end && f.tokens.start < tokens.end
            })
        };
        found.extend(own.into_iter().map(|(f, _)| f).filter(|f| !is_vague(f)));
    }

    /// Vague words that reach into a place.
    fn vague_around(&self, from: usize, to: usize) -> Vec<(Range<usize>, Vague)> {
        let Self { ranks, tokens, .. } = self;
        let starts = from.saturating_sub(LONGEST_VAGUE)..to;
        let around = starts.flat_map(|start| {
            let vague = self.vague.at(start, || {
                let mut vague = Vec::new();
                let fill = |slot, at| ranks.fill(slot, tokens, at);
                ranks.vague.each(tokens, start, &fill, &mut |end, _, what| vague.push((end, what)));
                vague
            });
            vague.iter().filter(|(end, _)| *end > from).map(move |(end, what)| (start..*end, *what))
        });
        around.collect()
    }
}

#[cfg(test)]
mod tests;
