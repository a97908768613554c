use foldhash::{HashMap, HashMapExt};

use super::{
    chain::{Chain, Chains, Links},
    phrase::spellings,
    token::{Symbol, Symbols, Token, Vocabulary},
};
use crate::{WordingError, toml_file::Entry};

/// Things by the words that they are called, so that all names which begin at a
/// place of a sentence are found in one walk.
pub(crate) struct Trie<T> {
    edges: HashMap<u64, u32>,
    /// The words that names begin with: most begin none.
    firsts: Symbols,
    /// What ends at each node.
    ends: Vec<Chain>,
    things: Chains<T>,
}

impl<T> Default for Trie<T> {
    fn default() -> Self {
        Self {
            edges: HashMap::new(),
            firsts: Symbols::default(),
            ends: vec![Chain::default()],
            things: Chains::default(),
        }
    }
}

fn edge(node: u32, word: Symbol) -> u64 {
    u64::from(node) << u32::BITS | u64::from(word.number())
}

impl<T> Trie<T> {
    /// Nothing is added under no words.
    pub(crate) fn add(&mut self, words: impl IntoIterator<Item = Symbol>, thing: T) {
        let mut node = 0;
        for word in words {
            if node == 0 {
                self.firsts.insert(word);
            }
            let next = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            node = *self.edges.entry(edge(node, word)).or_insert(next);
            if node == next {
                self.ends.push(Chain::default());
            }
        }
        if let Some(end) = self.ends.get_mut(node as usize).filter(|_| node != 0) {
            self.things.add(end, thing);
        }
    }

    /// Adds a thing under all that an entry can be.
    pub(crate) fn add_spellings(
        &mut self,
        entry: &Entry<'_>,
        vocabulary: &mut Vocabulary,
        thing: T,
    ) -> Result<(), WordingError>
    where
        T: Copy,
    {
        spellings(entry)?.each(&mut |text| {
            self.add(vocabulary.interned(text), thing);
            Ok(())
        })
    }

    /// What ends at a node, in the order in which it was added.
    fn at(&self, node: u32) -> Links<'_, T> {
        self.things.of(self.ends.get(node as usize).copied().unwrap_or_default())
    }

    /// The words that names begin with.
    pub(crate) fn firsts(&self) -> impl Iterator<Item = Symbol> {
        self.edges.keys().filter_map(|edge| u32::try_from(*edge).ok()).map(Symbol::numbered)
    }

    /// What is called exactly by these words.
    pub(crate) fn get(&self, words: &[Symbol]) -> impl Iterator<Item = &T> {
        let may_be = words.first().is_some_and(|word| self.firsts.has(*word));
        let step = |node, word: &Symbol| self.edges.get(&edge(node, *word)).copied();
        let node = if may_be { words.iter().try_fold(0, step) } else { None };
        node.into_iter().flat_map(|node| self.at(node))
    }

    /// Everything whose words stand from a token on, with the token after its
    /// last: the shortest first.
    pub(crate) fn from<'a>(&'a self, tokens: &'a [Token<'a>], at: usize) -> Standing<'a, T> {
        let may_begin = tokens.get(at).is_some_and(|token| self.begins_with(token));
        Standing { trie: self, tokens: if may_begin { tokens } else { &[] }, at, node: 0, thing: None }
    }

    /// Whether something begins with a token.
    pub(crate) fn begins_with(&self, token: &Token<'_>) -> bool {
        self.firsts.has(token.symbol)
    }
}

/// What [`Trie::from`] finds.
pub(crate) struct Standing<'a, T> {
    trie: &'a Trie<T>,
    tokens: &'a [Token<'a>],
    /// The token after the last word, and the node to which the words lead.
    at: usize,
    node: u32,
    /// What ends at the node and was not given yet.
    thing: Option<u32>,
}

impl<'a, T> Iterator for Standing<'a, T> {
    type Item = (usize, &'a T);

    fn next(&mut self) -> Option<Self::Item> {
        while self.thing.is_none() {
            let token = self.tokens.get(self.at)?;
            self.node = *self.trie.edges.get(&edge(self.node, token.symbol))?;
            self.at += 1;
            self.thing = self.trie.ends.get(self.node as usize)?.first();
        }
        let (thing, behind) = self.trie.things.get(self.thing?)?;
        self.thing = behind;
        Some((self.at, thing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_names_that_begin_at_a_place() {
        let mut vocabulary = Vocabulary::default();
        let mut trie = Trie::default();
        for name in ["Guinea", "Guinea-Bissau", "Bissau"] {
            trie.add(vocabulary.interned(name), name);
        }
        let tokens = vocabulary.tokens("to Guinea-Bissau and");
        let found: Vec<_> = trie.from(&tokens, 1).collect();
        assert_eq!(found, [(2, &"Guinea"), (4, &"Guinea-Bissau")]);
        assert_eq!(trie.from(&tokens, 0).count(), 0);
        assert_eq!(trie.from(&tokens, 9).count(), 0);
        assert_eq!(trie.get(&vocabulary.intern_all("guinea bissau")).count(), 0);
        assert_eq!(trie.get(&vocabulary.intern_all("guinea-bissau")).collect::<Vec<_>>(), [&"Guinea-Bissau"]);
        trie.add(vocabulary.interned("Guinea"), "Guinée");
        assert_eq!(trie.get(&vocabulary.intern_all("GUINEA")).collect::<Vec<_>>(), [&"Guinea", &"Guinée"]);
    }
}
