use std::ops::Range;

use attache_fact::Printed;
use attache_model::Code;

use super::{
    mention::{Found, Mentioned},
    rule::Lookup,
    token::{Symbol, Token, TokenKind},
};

/// A sentence with everything that was found in it, by where it begins and ends.
pub(crate) struct Lattice<'s> {
    text: &'s str,
    pub(crate) tokens: &'s [Token<'s>],
    pub(crate) found: &'s [Found],
    pub(crate) terms: &'s [Term<'s>],
    begins: Places,
    ends: Places,
    term_begins: Places,
    term_ends: Places,
    /// Words that may stand anywhere and change nothing.
    pub(crate) passes: &'s [bool],
}

/// A word for a code.
pub(crate) struct Term<'s> {
    pub(crate) tokens: Range<usize>,
    pub(crate) lookup: &'s Lookup,
    pub(crate) code: Code,
}

/// Before names and in addresses, in all languages.
const ABBREVIATED: [&str; 16] =
    ["Av", "Ave", "Avda", "Blvd", "Bd", "St", "Ste", "Dr", "Mr", "Mrs", "Ms", "Jr", "Sr", "No", "Gen", "Rd"];

/// Things by a place in the sentence.
struct Places {
    offsets: Vec<u32>,
    things: Vec<u32>,
}

impl Places {
    /// Of things by their places; those of one place in the order of `rank`.
    fn of(places: usize, mut things: Vec<(usize, usize, u32)>) -> Self {
        things.sort_unstable();
        let mut offsets = vec![0_u32; places + 1];
        for (place, ..) in &things {
            offsets[(*place + 1).min(places)] += 1;
        }
        for i in 1..offsets.len() {
            offsets[i] += offsets[i - 1];
        }
        Self { offsets, things: things.into_iter().map(|(.., thing)| thing).collect() }
    }

    fn at(&self, place: usize) -> impl Iterator<Item = usize> {
        let range = match (self.offsets.get(place), self.offsets.get(place + 1)) {
            (Some(from), Some(to)) => *from as usize..*to as usize,
            _ => 0..0,
        };
        self.things[range].iter().map(|thing| *thing as usize)
    }
}

impl<'s> Lattice<'s> {
    pub(crate) fn new(
        text: &'s str,
        tokens: &'s [Token<'s>],
        found: &'s [Found],
        terms: &'s [Term<'s>],
        passes: &'s [bool],
    ) -> Self {
        let places = tokens.len() + 1;
        let number = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
        // The longest first.
        let sorted = |ranges: &[Range<usize>], by_end: bool| {
            let things = ranges
                .iter()
                .enumerate()
                .map(|(i, range)| (if by_end { range.end } else { range.start }, usize::MAX - range.len(), number(i)));
            Places::of(places + 1, things.collect())
        };
        let mentions: Vec<Range<usize>> = found.iter().map(|f| f.tokens.clone()).collect();
        let words: Vec<Range<usize>> = terms.iter().map(|t| t.tokens.clone()).collect();
        Self {
            text,
            tokens,
            found,
            terms,
            begins: sorted(&mentions, false),
            ends: sorted(&mentions, true),
            term_begins: sorted(&words, false),
            term_ends: sorted(&words, true),
            passes,
        }
    }

    /// What begins at a token, or ends before it: by number, the longest first.
    pub(crate) fn found_at(&self, at: usize, onward: bool) -> impl Iterator<Item = usize> {
        if onward { self.begins.at(at) } else { self.ends.at(at) }
    }

    pub(crate) fn terms_at(&self, at: usize, onward: bool) -> impl Iterator<Item = usize> {
        if onward { self.term_begins.at(at) } else { self.term_ends.at(at) }
    }

    /// The token after a place, or before it.
    pub(crate) fn token(&self, at: usize, onward: bool) -> Option<&Token<'s>> {
        if onward { self.tokens.get(at) } else { self.tokens.get(at.checked_sub(1)?) }
    }

    /// A place some tokens on, or back.
    pub(crate) fn moved(&self, at: usize, by: usize, onward: bool) -> Option<usize> {
        let to = if onward { at.checked_add(by)? } else { at.checked_sub(by)? };
        (to <= self.tokens.len()).then_some(to)
    }

    /// The bytes of tokens.
    pub(crate) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if first.span.start <= last.span.end => first.span.start..last.span.end,
            (Some(first), _) => first.span.start..first.span.start,
            _ => 0..0,
        }
    }

    /// Whether a sentence ends with the token: a stop after which a new one
    /// begins, and which is not an abbreviation's, or other marks that end one.
    pub(crate) fn ends_sentence(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|t| t.kind == TokenKind::Mark) else { return false };
        match token.text {
            "." => self.tokens.get(at + 1).is_none_or(|next| {
                next.after_space && !next.text.starts_with(char::is_lowercase) && !self.is_abbreviated(at)
            }),
            "!" | "?" | ";" => true,
            _ => false,
        }
    }

    /// Whether a stop belongs to the word before it: an initial, a word of
    /// [`ABBREVIATED`], or another short one with a capital that no pattern and no
    /// name has: "Leah F. Campos", "Av. Arce".
    fn is_abbreviated(&self, stop: usize) -> bool {
        const LONGEST: usize = 4;
        let before = |by| stop.checked_sub(by).and_then(|at| self.tokens.get(at));
        let Some(word) = before(1).filter(|t| t.kind == TokenKind::Word && t.is_capital()) else { return false };
        let letters = word.text.chars().count();
        let is_scale = before(2).is_some_and(|t| t.kind == TokenKind::Number);
        let is_known = || ABBREVIATED.iter().any(|known| word.text.eq_ignore_ascii_case(known));
        !is_scale && (letters == 1 || is_known() || (letters <= LONGEST && word.symbol == Symbol::UNKNOWN))
    }

    pub(crate) fn period(&self, number: usize) -> Option<super::mention::When> {
        match self.found.get(number)?.what {
            Mentioned::Period(when) => Some(when),
            _ => None,
        }
    }

    /// The bytes of the sentence.
    pub(crate) fn text(&self, bytes: Range<usize>) -> Option<&'s str> {
        self.text.get(bytes)
    }

    /// The figures within tokens, one after the other.
    pub(crate) fn figures_within(&self, tokens: &Range<usize>) -> Vec<Printed> {
        let mut figures = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end {
            let figure = self.found_at(at, true).find_map(|number| match self.found.get(number)?.what {
                Mentioned::Figure(printed) => Some((printed, self.found.get(number)?.tokens.end)),
                _ => None,
            });
            at = match figure {
                Some((printed, end)) => {
                    figures.push(printed);
                    end.max(at + 1)
                }
                None => at + 1,
            };
        }
        figures
    }
}
