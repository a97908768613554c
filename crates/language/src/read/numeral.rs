use std::sync::Arc;

use super::{
    token::{Token, TokenKind, Vocabulary},
    trie::Trie,
};
use crate::{WordingError, toml_file::TomlFile};

/// Whole numbers and places in an order, in words and in digits.
pub(crate) struct Numerals {
    /// What stands between thousands: a mark, or a space.
    separators: Box<[char]>,
    cardinals: Trie<u32>,
    ordinals: Trie<u32>,
    /// What makes digits a place in an order: "rd", ".º", "ème".
    endings: Trie<()>,
}

/// Longer numbers are none of ours.
const MOST_DIGITS: usize = 9;

impl Numerals {
    /// From the tables `cardinals` and `ordinals` of a file, whose entries are
    /// the numbers in their order, from 0 and from 1, and its `digits`.
    pub(crate) fn read(file: &TomlFile<'_>, vocabulary: &mut Vocabulary) -> Result<Arc<Self>, WordingError> {
        let root = file.root();
        let mut words = |name: &str, first: u32| -> Result<Trie<u32>, WordingError> {
            let mut trie = Trie::default();
            for (n, entry) in (first..).zip(root.get(name)?.texts()?) {
                trie.add_spellings(&entry, vocabulary, n)?;
            }
            Ok(trie)
        };
        let (cardinals, ordinals) = (words("cardinals", 0)?, words("ordinals", 1)?);
        let digits = root.get("digits")?;
        let mut endings = Trie::default();
        for entry in digits.get("endings")?.texts()? {
            endings.add_spellings(&entry, vocabulary, ())?;
        }
        let separators = digits.get("thousands")?.text()?.chars().collect();
        Ok(Arc::new(Self { separators, cardinals, ordinals, endings }))
    }

    /// A whole number in digits, its thousands marked or not: the token after its
    /// last. None begins within another one's thousands.
    pub(crate) fn digits(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, u32)> {
        let first = number(tokens, at)?;
        let mut digits = self.ungrouped(first)?;
        let mut end = at + 1;
        if self.separators.contains(&' ') && is_group(first) {
            if first.len() == 3 && is_apart(tokens, at) && at > 0 && number(tokens, at - 1).is_some_and(is_group) {
                return None;
            }
            while let Some(next) = number(tokens, end).filter(|_| is_apart(tokens, end)) {
                let Some((group, rest)) = next.split_at_checked(3).filter(|(group, _)| is_group(group)) else { break };
                // "1 163,7" is no whole number, and "12 2022" are two.
                if rest.starts_with(|c: char| c.is_ascii_digit()) {
                    break;
                }
                if !rest.is_empty() || digits.len() > MOST_DIGITS {
                    return None;
                }
                digits.push_str(group);
                end += 1;
            }
        }
        if digits.len() > MOST_DIGITS { None } else { Some((end, digits.parse().ok()?)) }
    }

    /// The digits of a token without the marks between thousands, if those
    /// stand where they should.
    fn ungrouped(&self, text: &str) -> Option<String> {
        let mark = self.separators.iter().find(|c| text.contains(**c));
        let Some(mark) = mark else { return text.bytes().all(|b| b.is_ascii_digit()).then(|| text.to_owned()) };
        let mut digits = String::new();
        for (i, group) in text.split(*mark).enumerate() {
            let fits = if i == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
            if !fits || !group.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            digits.push_str(group);
        }
        Some(digits)
    }

    /// Numbers in words: the token after the last of each.
    pub(crate) fn cardinal_words<'a>(
        &'a self,
        tokens: &'a [Token<'_>],
        at: usize,
    ) -> impl Iterator<Item = (usize, u32)> + 'a {
        self.cardinals.from(tokens, at).map(|(end, n)| (end, *n))
    }

    /// Places in an order, in words and digits.
    pub(crate) fn ordinals(&self, tokens: &[Token<'_>], at: usize) -> Vec<(usize, u32)> {
        let may_begin = |token: &Token<'_>| token.kind == TokenKind::Number || self.ordinals.begins_with(token);
        if !tokens.get(at).is_some_and(may_begin) {
            return Vec::new();
        }
        let mut found: Vec<_> = self.ordinals.from(tokens, at).map(|(end, n)| (end, *n)).collect();
        if let Some((after, n)) = self.digits(tokens, at).filter(|(_, n)| *n > 0) {
            let endings = self.endings.from(tokens, after).map(|(end, ())| end);
            found.extend(endings.filter(|end| is_one_word(tokens, after, *end)).map(|end| (end, n)));
        }
        found
    }
}

/// Up to three digits.
fn is_group(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn number<'t>(tokens: &[Token<'t>], at: usize) -> Option<&'t str> {
    tokens.get(at).filter(|t| t.kind == TokenKind::Number).map(|t| t.text)
}

fn is_apart(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.after_space)
}

/// Whether tokens are glued to what stands before them, and to one another.
fn is_one_word(tokens: &[Token<'_>], from: usize, to: usize) -> bool {
    tokens.get(from..to).is_some_and(|t| t.iter().all(|t| !t.after_space))
}
