use std::cell::OnceCell;

use foldhash::HashMap;

use super::{
    chain::{Chain, Chains},
    token::{Symbol, Token, TokenKind, Vocabulary},
    trie::Trie,
};
use crate::{WordingError, toml_file::Entry};

/// Phrases with slots, by what they mean, so that all that begin at a place of
/// a sentence are found in one walk.
///
/// | written | is |
/// |---|---|
/// | `by the end of {year}` | words and a slot |
/// | `[the ]year`, `twenty[-]one` | a part that may be left out |
/// | `<in\|during> {year}` | one of several |
///
/// A word that is written without space before it is one so in the sentence too:
/// `{number}a` is "3ª" and not "3 a". Before marks and slots, space is free.
pub(crate) struct Phrases<S, T> {
    nodes: Vec<Node>,
    /// From a node to the next by a word, and whether it is glued to what stands
    /// before it.
    words: HashMap<u64, usize>,
    /// From a node to the next by a slot.
    slots: Chains<(S, usize)>,
    ends: Chains<T>,
}

#[derive(Default)]
struct Node {
    /// The words that go on from it, each as one of so many bits.
    goes_on: u128,
    slots: Chain,
    ends: Chain,
}

fn edge(node: usize, word: Symbol, is_glued: bool) -> u64 {
    (node as u64) << (u32::BITS + 1) | u64::from(word.number()) << 1 | u64::from(is_glued)
}

/// What can stand in a slot from a token on: the token after its last, and what
/// it says.
pub(crate) type Readings<V> = Vec<(usize, V)>;

/// Takes a phrase: the token after its last, what fills its slots, what it means.
pub(crate) type Taker<'f, S, V, T> = dyn FnMut(usize, &[(S, V)], T) + 'f;

/// One text may be no more phrases than that.
const MOST_PHRASES: usize = 2_000;

impl<S, T> Default for Phrases<S, T> {
    fn default() -> Self {
        let (slots, ends) = (Chains::default(), Chains::default());
        Self { nodes: vec![Node::default()], words: HashMap::default(), slots, ends }
    }
}

/// A phrase that was added, and the nodes at which its spaces stand.
#[derive(Default)]
struct Path {
    phrase: String,
    spaces: Vec<(usize, usize)>,
}

impl Path {
    /// Becomes the path of another phrase, as far as that is the same: up to the last
    /// space that both have, and the node there.
    fn go_on_with(&mut self, phrase: &str) -> (usize, usize) {
        let same = self.phrase.bytes().zip(phrase.bytes()).take_while(|(a, b)| a == b).count();
        self.spaces.retain(|(space, _)| *space < same);
        phrase.clone_into(&mut self.phrase);
        self.spaces.last().copied().unwrap_or_default()
    }
}

impl<S: Copy + PartialEq, T: Copy> Phrases<S, T> {
    /// Adds the phrases of an entry, all of which mean the same thing.
    pub(crate) fn add(
        &mut self,
        entry: &Entry<'_>,
        vocabulary: &mut Vocabulary,
        slot: &dyn Fn(&str) -> Option<S>,
        thing: T,
    ) -> Result<(), WordingError> {
        let mut before = Path::default();
        for entry in entry.texts()? {
            spellings(&entry)?.each(&mut |phrase| {
                let end = self.path(phrase, &mut before, vocabulary, slot).map_err(|name| {
                    entry.error(&format!("there is no slot {{{name}}}"), "slots are named at the head of the file")
                })?;
                match self.nodes.get_mut(end) {
                    Some(node) if end != 0 => self.ends.add(&mut node.ends, thing),
                    _ => return Err(entry.error("this can be nothing at all", "a phrase has a word or a slot")),
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// The node at which a phrase ends, or the name of a slot that there is none of. What
    /// it has in common with the phrase before is not cut into words again.
    fn path(
        &mut self,
        phrase: &str,
        before: &mut Path,
        vocabulary: &mut Vocabulary,
        slot: &dyn Fn(&str) -> Option<S>,
    ) -> Result<usize, String> {
        let (start, mut node) = before.go_on_with(phrase);
        let Path { phrase, spaces } = before;
        let mut rest = &phrase[start..];
        while !rest.is_empty() {
            let text = &rest[..rest.bytes().position(|byte| byte == b'{').unwrap_or(rest.len())];
            let (offset, mut end) = (phrase.len() - rest.len(), 0);
            for token in vocabulary.intern_tokens(text) {
                if text.as_bytes().get(end) == Some(&b' ') {
                    spaces.push((offset + end, node));
                }
                end = token.span.end;
                let by_itself = if token.span.start == 0 { node == 0 } else { token.after_space };
                node = self.next_word(node, (token.symbol, token.kind == TokenKind::Word && !by_itself));
            }
            rest = &rest[text.len()..];
            if let Some(inner) = rest.strip_prefix('{') {
                let (name, after) = inner.split_once('}').unwrap_or((inner, ""));
                node = self.next_slot(node, slot(name).ok_or(name)?);
                rest = after;
            }
        }
        Ok(node)
    }

    fn next_word(&mut self, node: usize, word: (Symbol, bool)) -> usize {
        let next = self.nodes.len();
        let Some(from) = self.nodes.get_mut(node) else { return node };
        from.goes_on |= word.0.bit();
        let to = *self.words.entry(edge(node, word.0, word.1)).or_insert(next);
        self.grow(to)
    }

    fn next_slot(&mut self, node: usize, slot: S) -> usize {
        let next = self.nodes.len();
        let Some(from) = self.nodes.get_mut(node) else { return node };
        let to = self.slots.of(from.slots).find(|(s, _)| *s == slot).map_or(next, |(_, to)| *to);
        if to == next {
            self.slots.add(&mut from.slots, (slot, next));
        }
        self.grow(to)
    }

    fn grow(&mut self, to: usize) -> usize {
        if to == self.nodes.len() {
            self.nodes.push(Node::default());
        }
        to
    }

    /// Gives every phrase that stands from a token on. `read` reads a slot. The
    /// walk is as long as the longest phrase.
    pub(crate) fn each<V: Copy>(
        &self,
        tokens: &[Token<'_>],
        at: usize,
        read: &dyn Fn(S, usize) -> Readings<V>,
        found: &mut Taker<'_, S, V, T>,
    ) {
        self.walk(0, tokens, at, read, &mut Vec::new(), found);
    }

    fn walk<V: Copy>(
        &self,
        node: usize,
        tokens: &[Token<'_>],
        at: usize,
        read: &dyn Fn(S, usize) -> Readings<V>,
        filled: &mut Vec<(S, V)>,
        found: &mut Taker<'_, S, V, T>,
    ) {
        let (number, Some(node)) = (node, self.nodes.get(node)) else { return };
        for thing in self.ends.of(node.ends) {
            found(at, filled, *thing);
        }
        if let Some(token) = tokens.get(at).filter(|token| node.goes_on & token.symbol.bit() != 0) {
            for glued in [false, true] {
                let next = self.words.get(&edge(number, token.symbol, glued));
                if let Some(next) = next.filter(|_| !glued || !token.after_space) {
                    self.walk(*next, tokens, at + 1, read, filled, found);
                }
            }
        }
        for (slot, next) in self.slots.of(node.slots) {
            for (end, value) in read(*slot, at) {
                filled.push((*slot, value));
                self.walk(*next, tokens, end, read, filled, found);
                filled.pop();
            }
        }
    }
}

/// What begins at the tokens of a sentence, found when it is first asked for.
pub(crate) struct Known<T>(Vec<OnceCell<Vec<T>>>);

impl<T> Known<T> {
    pub(crate) fn of(tokens: &[Token<'_>]) -> Self {
        Self(tokens.iter().map(|_| OnceCell::new()).collect())
    }

    pub(crate) fn at(&self, at: usize, find: impl FnOnce() -> Vec<T>) -> &[T] {
        self.0.get(at).map_or(&[], |known| known.get_or_init(find).as_slice())
    }
}

/// Lists of words that phrases name as slots: weekdays, what is counted.
pub(crate) struct WordLists {
    names: Vec<Box<str>>,
    lists: Vec<Trie<()>>,
}

impl WordLists {
    pub(crate) fn read(table: &Entry<'_>, vocabulary: &mut Vocabulary) -> Result<Self, WordingError> {
        let (mut names, mut lists) = (Vec::new(), Vec::new());
        for (name, entry) in table.entries() {
            let mut list = Trie::default();
            for entry in entry.texts()? {
                list.add_spellings(&entry, vocabulary, ())?;
            }
            names.push(name.into());
            lists.push(list);
        }
        Ok(Self { names, lists })
    }

    pub(crate) fn named(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| &**n == name)
    }

    /// The tokens after the words of a list that stand from a token on.
    pub(crate) fn ends<'a>(
        &'a self,
        list: usize,
        tokens: &'a [Token<'_>],
        at: usize,
    ) -> impl Iterator<Item = usize> + 'a {
        self.lists.get(list).into_iter().flat_map(move |list| list.from(tokens, at)).map(|(end, ())| end)
    }
}

/// A text with `[...]` and `<...|...>`, cut at its marks.
pub(crate) struct Spellings<'t>(Vec<Piece<'t>>);

enum Piece<'t> {
    Text(&'t str),
    /// One of several.
    Choice(Vec<Vec<Piece<'t>>>),
}

/// The pieces that are left, and what stands behind the bracket that holds them.
#[derive(Clone, Copy)]
struct Left<'p> {
    pieces: &'p [Piece<'p>],
    behind: Option<&'p Left<'p>>,
}

type Spelled<'f> = dyn FnMut(&str) -> Result<(), WordingError> + 'f;

impl Spellings<'_> {
    /// Gives all that the text can be.
    pub(crate) fn each(&self, spelled: &mut Spelled<'_>) -> Result<(), WordingError> {
        Left { pieces: &self.0, behind: None }.each(&mut String::new(), spelled)
    }
}

impl Left<'_> {
    fn each(self, before: &mut String, spelled: &mut Spelled<'_>) -> Result<(), WordingError> {
        let Some((first, pieces)) = self.pieces.split_first() else {
            return match self.behind {
                Some(behind) => behind.each(before, spelled),
                None => spelled(before),
            };
        };
        let left = Left { pieces, ..self };
        let length = before.len();
        match first {
            Piece::Text(text) => {
                before.push_str(text);
                left.each(before, spelled)?;
                before.truncate(length);
                Ok(())
            }
            Piece::Choice(each) => {
                each.iter().try_for_each(|pieces| Left { pieces, behind: Some(&left) }.each(before, spelled))
            }
        }
    }
}

/// Cuts the text of an entry, which is to be no more than [`MOST_PHRASES`] phrases.
pub(crate) fn spellings<'t>(entry: &Entry<'t>) -> Result<Spellings<'t>, WordingError> {
    let text = entry.text()?;
    let mut rest = text;
    let (out, _) = sequence(&mut rest, 0)
        .ok_or_else(|| entry.error(&format!("{text:?} is more than {MOST_PHRASES} phrases"), "write it as several"))?;
    if rest.is_empty() {
        Ok(Spellings(out))
    } else {
        Err(entry.error("a bracket is not closed or opened", "[...] and <...|...>"))
    }
}

/// Up to a bracket that closes or a bar, and how many texts it can be. `None` where
/// they are too many.
fn sequence<'t>(rest: &mut &'t str, depth: usize) -> Option<(Vec<Piece<'t>>, usize)> {
    let (mut out, mut number) = (Vec::new(), 1);
    loop {
        let (text, behind) = rest.split_at(rest.find(['[', ']', '<', '>', '|']).unwrap_or(rest.len()));
        out.push(Piece::Text(text));
        let (close, behind) = match behind.as_bytes() {
            [b'[', ..] => (']', &behind[1..]),
            [b'<', ..] => ('>', &behind[1..]),
            _ => {
                *rest = behind;
                return Some((out, number));
            }
        };
        *rest = behind;
        let (mut each, mut choices) = alternatives(rest, close, depth)?;
        if close == ']' {
            each.push(Vec::new());
            choices += 1;
        }
        number *= choices;
        if number > MOST_PHRASES {
            return None;
        }
        out.push(Piece::Choice(each));
    }
}

/// Brackets are nested no deeper than this.
const DEEPEST: usize = 8;

fn alternatives<'t>(rest: &mut &'t str, close: char, depth: usize) -> Option<(Vec<Vec<Piece<'t>>>, usize)> {
    if depth >= DEEPEST {
        return None;
    }
    let (first, mut number) = sequence(rest, depth + 1)?;
    let mut each = vec![first];
    while let Some(after) = rest.strip_prefix('|') {
        *rest = after;
        let (next, texts) = sequence(rest, depth + 1)?;
        each.push(next);
        number += texts;
    }
    // Where the bracket is not closed, the rest stands to be complained of.
    match rest.strip_prefix(close) {
        Some(after) => *rest = after,
        None => *rest = "]",
    }
    Some((each, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toml_file::TomlFile;

    /// The lengths of the phrases at the head of a sentence, or what is wrong
    /// with them. `{n}` is a number.
    fn lengths(phrases: &str, sentence: &str) -> Result<Vec<usize>, String> {
        let text = format!("p = {phrases:?}");
        let file = TomlFile::read("mine.toml", &text).unwrap();
        let (mut vocabulary, mut read) = (Vocabulary::default(), Phrases::default());
        let entry = file.root().get("p").unwrap();
        read.add(&entry, &mut vocabulary, &|name| (name == "n").then_some(()), ()).map_err(|e| e.problem)?;
        let tokens = vocabulary.tokens(sentence);
        let mut found = Vec::new();
        let number = |(), at: usize| match tokens.get(at) {
            Some(t) if t.kind == TokenKind::Number => vec![(at + 1, ())],
            _ => Vec::new(),
        };
        read.each(&tokens, 0, &number, &mut |end, _, ()| found.push(end));
        Ok(found)
    }

    #[test]
    fn phrases_have_parts_that_may_be_left_out_and_choices() {
        assert_eq!(lengths("[the ]year[s <of|to>] {n}", "the years to 3"), Ok(vec![4]));
        assert_eq!(lengths("[the ]year[s <of|to>] {n}", "year 3"), Ok(vec![2]));
        assert_eq!(lengths("[the ]year[s <of|to>] {n}", "years 3"), Ok(vec![]));
        assert_eq!(lengths("twenty[-| ]<one|two>", "Twenty–two"), Ok(vec![3]));
        assert_eq!(lengths("{n}[ to {n}]", "2 to 3"), Ok(vec![1, 3]));
    }

    #[test]
    fn a_word_is_glued_where_it_is_written_so() {
        assert_eq!(lengths("{n}a", "3ª"), Ok(vec![2]));
        assert_eq!(lengths("{n}a", "3 a"), Ok(vec![]));
        assert_eq!(lengths("{n} a", "3 a"), Ok(vec![2]));
        assert_eq!(lengths("{n}-{n}", "3 – 4"), Ok(vec![3]));
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let bracket = Err("a bracket is not closed or opened".to_owned());
        for text in ["a [b", "a <b|c", "a]", "a [b>", "<a[b", "a|b"] {
            assert_eq!(lengths(text, ""), bracket, "{text}");
        }
        assert_eq!(lengths("in {m}", ""), Err("there is no slot {m}".to_owned()));
        assert_eq!(lengths("[a]", ""), Err("this can be nothing at all".to_owned()));
        assert!(lengths(&"<a|b>".repeat(20), "").unwrap_err().ends_with("is more than 2000 phrases"));
        assert!(lengths(&"[".repeat(100_000), "").is_err());
    }
}
