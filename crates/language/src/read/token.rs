use std::ops::Range;

use compact_str::CompactString;
use foldhash::{HashMap, fast::RandomState};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A word that patterns or names have, by number; 0 is every other word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Symbol(u32);

impl Symbol {
    pub(crate) const UNKNOWN: Self = Self(0);

    pub(crate) fn numbered(number: u32) -> Self {
        Self(number)
    }

    pub(crate) fn number(self) -> u32 {
        self.0
    }

    /// One of few bits, which it has in common with other words.
    pub(crate) fn bit(self) -> u128 {
        1 << (self.0 % u128::BITS)
    }
}

/// A set of words.
#[derive(Default)]
pub(crate) struct Symbols(Vec<u64>);

impl Symbols {
    fn place(word: Symbol) -> (usize, u64) {
        let number = word.number();
        ((number / u64::BITS) as usize, 1 << (number % u64::BITS))
    }

    pub(crate) fn insert(&mut self, word: Symbol) {
        let (at, bit) = Self::place(word);
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= bit;
    }

    pub(crate) fn has(&self, word: Symbol) -> bool {
        let (at, bit) = Self::place(word);
        self.0.get(at).is_some_and(|words| words & bit != 0)
    }
}

/// The words that a language's patterns and names are made of, folded: small
/// letters without accents.
#[derive(Default)]
pub(crate) struct Vocabulary {
    symbols: HashMap<CompactString, Symbol>,
    /// Memory for the word that is folded.
    folded: String,
}

/// A longer word is none that any pattern has.
const LONGEST_WORD: usize = 64;

impl Vocabulary {
    /// With room for the words of a language.
    pub(crate) fn with_room() -> Self {
        const MANY: usize = 7_000;
        Self { symbols: HashMap::with_capacity_and_hasher(MANY, RandomState::default()), folded: String::new() }
    }

    /// The symbol of a word of a pattern.
    pub(crate) fn intern(&mut self, word: &str) -> Symbol {
        self.folded.clear();
        // Most words of patterns are written as they are known.
        let folded = if word.bytes().all(|b| b.is_ascii_lowercase()) {
            word
        } else {
            fold_into(word, &mut self.folded);
            &self.folded
        };
        if let Some(symbol) = self.symbols.get(folded) {
            return *symbol;
        }
        let symbol = Symbol(u32::try_from(self.symbols.len()).unwrap_or(u32::MAX - 1) + 1);
        self.symbols.insert(folded.into(), symbol);
        symbol
    }

    /// The symbols of a text of a pattern, cut as sentences are.
    pub(crate) fn intern_all(&mut self, text: &str) -> Vec<Symbol> {
        self.interned(text).collect()
    }

    /// As [`Self::intern_all`], one after the other.
    pub(crate) fn interned(&mut self, text: &str) -> impl Iterator<Item = Symbol> {
        pieces(text).map(|(span, _)| self.intern(&text[span]))
    }

    /// One more than the highest number of a symbol.
    pub(crate) fn size(&self) -> usize {
        self.symbols.len() + 1
    }

    /// The symbol of a word of a sentence.
    fn find(&self, word: &str, buffer: &mut String) -> Symbol {
        if word.len() > LONGEST_WORD {
            return Symbol::UNKNOWN;
        }
        buffer.clear();
        fold_into(word, buffer);
        self.symbols.get(buffer.as_str()).copied().unwrap_or(Symbol::UNKNOWN)
    }

    /// Cuts a sentence into tokens.
    pub(crate) fn tokens<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        let mut buffer = String::new();
        tokens(text, |word| self.find(word, &mut buffer)).collect()
    }

    /// Cuts a text of a pattern into tokens.
    pub(crate) fn intern_tokens<'t>(&mut self, text: &'t str) -> impl Iterator<Item = Token<'t>> {
        tokens(text, |word| self.intern(word))
    }
}

fn tokens<'t>(text: &'t str, mut symbol: impl FnMut(&str) -> Symbol) -> impl Iterator<Item = Token<'t>> {
    let mut end = 0;
    pieces(text).map(move |(span, kind)| {
        let word = &text[span.clone()];
        let after_space = span.start > end || end == 0;
        end = span.end;
        Token { text: word, symbol: symbol(word), kind, after_space, span }
    })
}

/// A word, number or mark of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Token<'t> {
    pub(crate) text: &'t str,
    pub(crate) span: Range<usize>,
    pub(crate) symbol: Symbol,
    pub(crate) kind: TokenKind,
    /// Whether space stands before it, or the sentence begins with it.
    pub(crate) after_space: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters, an abbreviation of single letters with its stops ("U.S."), or
    /// the English possessive "'s".
    Word,
    /// Digits, with the stops and commas between them: "1,163.7".
    Number,
    /// One mark of punctuation or symbol.
    Mark,
}

impl Token<'_> {
    /// Whether it begins with a capital letter.
    pub(crate) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// Whether a token goes on with the letters or digits before it: "2021" of "FY2021".
pub(crate) fn begins_within_a_word(tokens: &[Token<'_>], at: usize) -> bool {
    let is_mark = |t: &Token<'_>| t.kind == TokenKind::Mark;
    match (at.checked_sub(1).and_then(|i| tokens.get(i)), tokens.get(at)) {
        (Some(before), Some(token)) => !token.after_space && !is_mark(before) && !is_mark(token),
        _ => false,
    }
}

/// Adds a word as patterns know it: small letters without accents; all dashes and
/// hyphens are one, and so are all apostrophes and quotation marks.
fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        if let Some(plain) = plain_letter(c) {
            out.push(plain);
            continue;
        }
        decompose_into(c, out);
    }
}

fn decompose_into(c: char, out: &mut String) {
    decompose_compatible(c, |part| {
        if !is_combining_mark(part) {
            part.to_lowercase().for_each(|c| out.push(plain_mark(c)));
        }
    });
}

/// The small letter without accent that a letter decomposes into, of those that
/// most words have; no mark of ASCII is another one.
fn plain_letter(c: char) -> Option<char> {
    Some(match c {
        c if c.is_ascii() => c.to_ascii_lowercase(),
        'á' | 'à' | 'â' | 'ã' | 'Á' | 'À' | 'Â' | 'Ã' => 'a',
        'ç' | 'Ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
        'í' | 'î' | 'ï' | 'Í' | 'Î' | 'Ï' => 'i',
        'ñ' | 'Ñ' => 'n',
        'ó' | 'ô' | 'õ' | 'Ó' | 'Ô' | 'Õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'Ú' | 'Ù' | 'Û' | 'Ü' => 'u',
        _ => return None,
    })
}

/// The mark that stands for all of its sort.
fn plain_mark(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '’' | '‘' | 'ʼ' | '′' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        c => c,
    }
}

/// The tokens of a text by their bytes.
fn pieces(text: &str) -> impl Iterator<Item = (Range<usize>, TokenKind)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while text.as_bytes().get(at) == Some(&b' ') {
            at += 1;
        }
        let mut rest = &text[at..];
        let mut first = rest.chars().next()?;
        if is_space(first) {
            at += length_while(rest, is_space);
            rest = &text[at..];
            first = rest.chars().next()?;
        }
        let (length, kind) = if first.is_ascii_alphabetic() {
            (word(rest), TokenKind::Word)
        } else if first.is_numeric() {
            (number(rest), TokenKind::Number)
        } else if first.is_alphabetic() {
            (word(rest), TokenKind::Word)
        } else if plain_mark(first) == '\'' && is_possessive(&rest[first.len_utf8()..]) {
            (first.len_utf8() + 1, TokenKind::Word)
        } else {
            (first.len_utf8(), TokenKind::Mark)
        };
        let span = at..at + length;
        at = span.end;
        Some((span, kind))
    })
}

/// How many bytes at the head of a text are letters, with the accents that stand on them.
fn letters(text: &str) -> usize {
    let mut length = 0;
    while let Some(byte) = text.as_bytes().get(length) {
        if byte.is_ascii_alphabetic() {
            length += 1;
            continue;
        }
        let other = if byte.is_ascii() { None } else { text[length..].chars().next() };
        match other {
            Some(c) if plain_letter(c).is_some() || c.is_alphabetic() || is_combining_mark(c) => length += c.len_utf8(),
            _ => break,
        }
    }
    length
}

/// How many bytes at the head of a text are such characters.
fn length_while(text: &str, is_such: impl Fn(char) -> bool) -> usize {
    text.char_indices().find(|(_, c)| !is_such(*c)).map_or(text.len(), |(at, _)| at)
}

/// Space, and what has no width or only turns the direction of writing.
fn is_space(c: char) -> bool {
    if c.is_ascii() {
        return c == ' ' || c.is_ascii_control();
    }
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_possessive(after: &str) -> bool {
    let mut chars = after.chars();
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(char::is_alphanumeric)
}

fn number(rest: &str) -> usize {
    let mut length = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let goes_on =
            c.is_numeric() || (matches!(c, '.' | ',') && chars.peek().is_some_and(|(_, next)| next.is_numeric()));
        if !goes_on {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}

fn word(rest: &str) -> usize {
    let run = |from: usize| letters(&rest[from..]);
    let mut length = letters(rest);
    let single = |length: usize| rest[..length].chars().filter(|c| c.is_alphabetic()).count() == 1;
    if rest.as_bytes().get(length) != Some(&b'.') || !single(length) {
        return length;
    }
    // "U.S.": letters one by one, each with its stop.
    let mut end = length;
    let mut letters = 1;
    while rest[end..].starts_with('.') {
        let next = run(end + 1);
        if next == 0 || rest[end + 1..end + 1 + next].chars().filter(|c| c.is_alphabetic()).count() != 1 {
            break;
        }
        end += 1 + next;
        letters += 1;
    }
    if letters > 1 {
        length = end + usize::from(rest[end..].starts_with('.'));
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        Vocabulary::default().tokens(text).iter().map(|t| t.text).collect()
    }

    #[test]
    fn sentences_are_cut_into_words_numbers_and_marks() {
        assert_eq!(
            cut("The U.S. – Bolivia trade, $1,163.7 million (2022)."),
            ["The", "U.S.", "–", "Bolivia", "trade", ",", "$", "1,163.7", "million", "(", "2022", ")", "."]
        );
        assert_eq!(cut("Bolivia’s 3rd-largest"), ["Bolivia", "’s", "3", "rd", "-", "largest"]);
        assert_eq!(
            cut("l’Équateur, 1 163,7 M$ d'ici"),
            ["l", "’", "Équateur", ",", "1", "163,7", "M", "$", "d", "'", "ici"]
        );
        assert_eq!(cut("in 2022. FY2021, U.S.A."), ["in", "2022", ".", "FY", "2021", ",", "U.S.A."]);
        assert_eq!(cut("Plan A. Then B.C"), ["Plan", "A", ".", "Then", "B.C"]);
        assert_eq!(cut("\u{202e}a\u{200b}b "), ["a", "b"]);
    }

    #[test]
    fn words_are_known_without_accents_and_case() {
        let mut vocabulary = Vocabulary::default();
        let words = vocabulary.intern_all("États-Unis d’Amérique");
        let tokens = vocabulary.tokens("ETATS–UNIS d'Amerique x");
        assert_eq!(tokens.iter().map(|t| t.symbol).take(6).collect::<Vec<_>>(), words);
        assert_eq!(tokens[6].symbol, Symbol::UNKNOWN);
        let spaces: Vec<bool> = tokens.iter().map(|t| t.after_space).collect();
        assert_eq!(spaces, [true, false, false, true, false, false, true]);
    }

    #[test]
    fn letters_are_what_they_decompose_into() {
        for c in '\0'..'\u{ffff}' {
            let mut decomposed = String::new();
            decompose_into(c, &mut decomposed);
            assert!(plain_letter(c).is_none_or(|plain| decomposed == plain.to_string()), "{c}");
        }
    }

    #[test]
    fn no_text_is_too_strange() {
        for text in ["", "'", "'s", ".", "1.", ",1", "a.", "a.b", "\u{301}", "é\u{301}.", "1,", "…", "¼", "٣٤"] {
            let tokens = Vocabulary::default().tokens(text);
            assert!(tokens.iter().all(|t| !t.text.is_empty()), "{text:?}");
        }
        assert_eq!(cut(&"x".repeat(1 << 20)).len(), 1);
    }
}
