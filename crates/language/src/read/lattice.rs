use std::ops::Range;

use attache_fact::Printed;
use attache_model::{Area, Code, unit};

use super::{
    mention::{Found, Mentioned, Naming},
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
    /// Tokens of names and periods, which are made of any words.
    of_names: Vec<bool>,
    /// The words that stand from each place on, and before it, each as one of so many bits.
    words_onward: Vec<u128>,
    words_before: Vec<u128>,
    /// How many sentences end before a token.
    sentences: Vec<u32>,
    /// Wordings of classes by where they begin: class, end.
    classes: Vec<Vec<(usize, usize)>>,
    /// The same by where they end: class, first token.
    class_ends: Vec<Vec<(usize, usize)>>,
    /// Words between things of a list.
    joints: &'s [bool],
    /// Words on which the country behind them hangs.
    hang: &'s [bool],
}

/// A word for a code.
pub(crate) struct Term<'s> {
    pub(crate) tokens: Range<usize>,
    pub(crate) lookup: &'s Lookup,
    pub(crate) code: Code,
}

/// Before numbers, in small letters.
const TELEPHONES: [&str; 3] = ["tel", "tél", "ext"];

/// Months as they are cut short, where they are no other words, in all languages.
const MONTHS: [&str; 21] = [
    "jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ene", "febr", "abr", "ago", "dic",
    "janv", "févr", "avr", "juil", "déc",
];

/// Before the numbers that they are of, in all languages: "(est. 2022)".
const NUMBERED: [&str; 9] = ["est", "aprox", "approx", "env", "prov", "prel", "núm", "art", "vol"];

/// Before names and in addresses, in all languages.
const ABBREVIATED: [&str; 16] =
    ["Av", "Ave", "Avda", "Blvd", "Bd", "St", "Ste", "Dr", "Mr", "Mrs", "Ms", "Jr", "Sr", "No", "Gen", "Rd"];

/// In tokens.
const LONGEST_SENTENCE: usize = 2_000;

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
        [passes, joints, hang]: [&'s [bool]; 3],
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
        let mut lattice = Self {
            text,
            tokens,
            found,
            terms,
            begins: sorted(&mentions, false),
            ends: sorted(&mentions, true),
            term_begins: sorted(&words, false),
            term_ends: sorted(&words, true),
            passes,
            joints,
            hang,
            of_names: vec![false; tokens.len()],
            words_onward: vec![0; places],
            words_before: vec![0; places],
            sentences: Vec::with_capacity(places),
            classes: vec![Vec::new(); places],
            class_ends: vec![Vec::new(); places],
        };
        for named in found.iter().filter(|f| is_name(&f.what)) {
            lattice.of_names[named.tokens.clone()].fill(true);
        }
        for (at, token) in tokens.iter().enumerate() {
            lattice.words_before[at + 1] = lattice.words_before[at] | token.symbol.bit();
        }
        for (at, token) in tokens.iter().enumerate().rev() {
            lattice.words_onward[at] = lattice.words_onward[at + 1] | token.symbol.bit();
        }
        let mut ended = 0;
        for at in 0..places {
            lattice.sentences.push(ended);
            ended += u32::from(lattice.ends_sentence(at));
        }
        lattice
    }

    /// A text in which nothing was looked for.
    pub(crate) fn of_tokens(text: &'s str, tokens: &'s [Token<'s>]) -> Self {
        Self::new(text, tokens, &[], &[], [&[], &[], &[]])
    }

    /// The words that stand from a place on, or before it, each as one of so many bits.
    pub(crate) fn words(&self, at: usize, onward: bool) -> u128 {
        let words = if onward { &self.words_onward } else { &self.words_before };
        words.get(at).copied().unwrap_or_default()
    }

    /// Whether no sentence ends among the tokens.
    pub(crate) fn is_one_sentence(&self, from: usize, to: usize) -> bool {
        self.sentences.get(from) == self.sentences.get(to)
    }

    /// Whether a token changes nothing.
    pub(crate) fn passes_at(&self, at: usize) -> bool {
        self.passes.get(at).is_some_and(|passes| *passes)
    }

    /// Where the sentence begins that goes on at a place; of a longer one than any is,
    /// a place within it.
    pub(crate) fn head(&self, at: usize) -> usize {
        let furthest = at.saturating_sub(LONGEST_SENTENCE);
        (furthest..at).rev().find(|at| self.ends_sentence(*at)).map_or(furthest, |stop| stop + 1)
    }

    /// Whether a token is part of a name or period.
    pub(crate) fn is_of_name(&self, at: usize) -> bool {
        self.of_names.get(at).is_some_and(|is| *is)
    }

    pub(crate) fn add_class(&mut self, class: usize, from: usize, to: usize) {
        if let (Some(begins), true) = (self.classes.get_mut(from), from < to) {
            begins.push((class, to));
        }
        if let (Some(ends), true) = (self.class_ends.get_mut(to), from < to) {
            ends.push((class, from));
        }
    }

    /// The wordings of classes in the text: class, first token, end.
    pub(crate) fn classes_there(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        let places = self.classes.iter().enumerate();
        places.flat_map(|(from, there)| there.iter().map(move |(class, to)| (*class, from, *to)))
    }

    /// Whether a wording of a class stands from a place on, or back.
    pub(crate) fn has_class_at(&self, class: usize, at: usize, onward: bool) -> bool {
        let there = if onward { self.classes.get(at) } else { self.class_ends.get(at) };
        there.is_some_and(|there| there.iter().any(|(number, _)| *number == class))
    }

    /// The lengths of a class's wordings from a place on, or back: the shortest
    /// first.
    pub(crate) fn class_at(&self, class: usize, at: usize, onward: bool) -> impl Iterator<Item = usize> {
        let there = if onward { self.classes.get(at) } else { self.class_ends.get(at) };
        let mut lengths: Vec<usize> = there
            .into_iter()
            .flatten()
            .filter(|(number, _)| *number == class)
            .map(|(_, other)| other.abs_diff(at))
            .collect();
        lengths.sort_unstable();
        lengths.into_iter()
    }

    /// Whether what begins at a token hangs on the word before it.
    pub(crate) fn hangs_at(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.hang.get(before).is_some_and(|hangs| *hangs))
    }

    /// Whether a plain name hangs on the word before it: "exports *to Brazil*".
    pub(crate) fn hangs(&self, found: &Found) -> bool {
        let is_behind = self.hangs_at(found.tokens.start);
        let is_plain = |number: usize| {
            let what = self.found.get(number).map(|f| &f.what);
            !matches!(
                what,
                Some(Mentioned::Area { how: Naming::Adjective | Naming::Possessive, .. } | Mentioned::Anaphor(_))
            )
        };
        is_behind
            && matches!(found.what, Mentioned::Area { .. } | Mentioned::Areas(_))
            && self.found_at(found.tokens.start, true).all(is_plain)
    }

    pub(crate) fn is_joint(&self, at: usize) -> bool {
        self.joints.get(at).is_some_and(|is_joint| *is_joint)
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
                // "Exports of the U.S. (2020)", "73 yrs. (male)": what stands in brackets goes on.
                let is_small =
                    || self.tokens.get(at + 2).is_some_and(|inner| inner.text.starts_with(char::is_lowercase));
                let goes_on = next.text == "(" && (self.is_capitals(at) || is_small());
                let is_within =
                    is_doubled(next.text) && at.checked_sub(1).is_some_and(|at| is_doubled(self.tokens[at].text));
                next.after_space
                    && !next.text.starts_with(char::is_lowercase)
                    && !self.is_abbreviated(at)
                    && !goes_on
                    && !is_within
            }),
            "!" | "?" | ";" => true,
            _ => false,
        }
    }

    /// Whether before a stop stand a few capitals: "of the U.S."
    fn is_capitals(&self, stop: usize) -> bool {
        const FEW: usize = 3;
        let word = stop.checked_sub(1).and_then(|at| self.tokens.get(at));
        word.is_some_and(|word| word.text.len() <= FEW && word.text.chars().all(char::is_uppercase))
    }

    /// Whether a stop belongs to the word before it: an initial, a word of
    /// [`ABBREVIATED`], or another short one with a capital that no pattern and no
    /// name has: "Leah F. Campos", "Av. Arce".
    fn is_abbreviated(&self, stop: usize) -> bool {
        const LONGEST: usize = 4;
        let before = |by| stop.checked_sub(by).and_then(|at| self.tokens.get(at));
        let Some(word) = before(1).filter(|t| t.kind == TokenKind::Word) else { return false };
        if TELEPHONES.contains(&word.text) {
            return true;
        }
        // "31 dic. 2017"
        let is_before_number = self.tokens.get(stop + 1).is_some_and(|next| next.kind == TokenKind::Number);
        let is_numbered = |words: &[&str]| words.iter().any(|known| word.text.eq_ignore_ascii_case(known));
        if is_before_number && (is_numbered(&MONTHS) || is_numbered(&NUMBERED)) {
            return true;
        }
        if !word.is_capital() {
            return false;
        }
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

    /// The areas that the sentence names before a place, each once.
    pub(crate) fn areas_before(&self, end: usize) -> Vec<Area> {
        let (mut areas, mut at) = (Vec::new(), self.head(end));
        while at < end {
            let named = self.found_at(at, true).filter_map(|number| self.found.get(number)).find_map(|found| {
                let areas = match &found.what {
                    Mentioned::Area { areas, .. } => areas.get(..1)?.to_vec(),
                    Mentioned::Areas(areas) => areas.clone(),
                    _ => return None,
                };
                (found.tokens.end <= end).then_some((areas, found.tokens.end))
            });
            at = named.as_ref().map_or(at + 1, |(_, end)| *end);
            areas.extend(
                named.into_iter().flat_map(|(areas, _)| areas).filter(|area| !areas.contains(area)).collect::<Vec<_>>(),
            );
        }
        areas
    }

    /// Whether a number of nothing is the year of a period: "(2022)", "as of 1 January 2020".
    pub(crate) fn is_year(&self, found: &Found) -> bool {
        let is_bare = matches!(&found.what, Mentioned::Figure(printed) if printed.unit == "COUNT");
        is_bare && self.found_at(found.tokens.end, false).any(|number| self.period(number).is_some())
    }

    /// Whether a bare number is the year of a period, or has a unit that the
    /// figure leaves out: "12" of "12 km".
    pub(crate) fn is_of_something_else(&self, bare: &Found) -> bool {
        matches!(&bare.what, Mentioned::Figure(printed) if printed.unit == unit::COUNT)
            && self.begins.at(bare.tokens.start).filter_map(|number| self.found.get(number)).any(|other| {
                match &other.what {
                    Mentioned::Period(_) => other.tokens.end >= bare.tokens.end,
                    // "three times"
                    Mentioned::Count(_) => other.tokens.end > bare.tokens.end,
                    Mentioned::Figure(printed) => printed.unit != unit::COUNT && other.tokens.end > bare.tokens.end,
                    _ => false,
                }
            })
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

/// Whether a word is a capital written twice, as plurals are abbreviated: "EE. UU."
fn is_doubled(word: &str) -> bool {
    let mut letters = word.chars();
    let (first, second) = (letters.next(), letters.next());
    first.is_some_and(char::is_uppercase) && first == second && letters.next().is_none()
}

/// What may have any word in it that means something else by itself.
fn is_name(what: &Mentioned) -> bool {
    matches!(
        what,
        Mentioned::Period(_)
            | Mentioned::Area { .. }
            | Mentioned::Areas(_)
            | Mentioned::Organization(_)
            | Mentioned::Organizations(_)
    )
}
