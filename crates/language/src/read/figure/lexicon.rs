use crate::{
    WordingError,
    read::{
        token::{Symbol, Token, Vocabulary},
        trie::Trie,
    },
    toml_file::Entry,
};

/// Whether a phrase is known by its letters alone, or only as it is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// In capitals or small letters, with accents or without.
    Any,
    /// Letter by letter and space by space, if it has capital letters: "US$" is
    /// in "US$5", and not in "gave us $5".
    Capitals,
    /// Letter by letter and space by space: "m" is not "M".
    Exact,
}

/// Things by the phrases that stand for them.
pub(super) struct Lexicon<T> {
    trie: Trie<Phrase<T>>,
    /// Tokens of the longest phrase.
    longest: usize,
}

struct Phrase<T> {
    thing: T,
    /// Its words, where the spelling counts.
    spelled: Option<Box<[Spelled]>>,
}

struct Spelled {
    word: Box<str>,
    after_space: bool,
}

impl<T: Copy> Lexicon<T> {
    pub(super) fn new() -> Self {
        Self { trie: Trie::default(), longest: 0 }
    }

    pub(super) fn add(&mut self, phrase: &str, spelling: Spelling, thing: T, vocabulary: &mut Vocabulary) {
        let words = vocabulary.intern_all(phrase);
        let counts = match spelling {
            Spelling::Any => false,
            Spelling::Capitals => phrase.contains(char::is_uppercase),
            Spelling::Exact => true,
        };
        let spelled = counts.then(|| {
            vocabulary
                .tokens(phrase)
                .iter()
                .map(|t| Spelled { word: t.text.into(), after_space: t.after_space })
                .collect()
        });
        self.longest = self.longest.max(words.len());
        self.trie.add(words, Phrase { thing, spelled });
    }

    /// The phrases of an array of texts, all for one thing.
    pub(super) fn add_all(
        &mut self,
        entry: &Entry<'_>,
        spelling: Spelling,
        thing: T,
        vocabulary: &mut Vocabulary,
    ) -> Result<(), WordingError> {
        for phrase in entry.texts()? {
            self.add(phrase.text()?, spelling, thing, vocabulary);
        }
        Ok(())
    }

    /// A table whose names tell what the phrases stand for.
    pub(super) fn read(
        table: Option<&Entry<'_>>,
        spelling: Spelling,
        vocabulary: &mut Vocabulary,
        thing: impl Fn(&str) -> Option<T>,
    ) -> Result<Self, WordingError> {
        let mut lexicon = Self::new();
        for (name, entry) in table.into_iter().flat_map(Entry::entries) {
            let thing = thing(name).ok_or_else(|| {
                entry.error(&format!("{name:?} names nothing that figures have"), "see wordings/en/figures.toml")
            })?;
            lexicon.add_all(&entry, spelling, thing, vocabulary)?;
        }
        Ok(lexicon)
    }

    /// What the phrases that begin at a token stand for, with the token after
    /// their last: the shortest first.
    pub(super) fn all<'a>(&'a self, tokens: &'a [Token<'_>], at: usize) -> impl Iterator<Item = (usize, T)> {
        let fits = move |end: usize, phrase: &Phrase<T>| {
            let Some(spelled) = &phrase.spelled else { return true };
            let said = tokens.get(at..end).unwrap_or_default();
            said.iter().zip(spelled).enumerate().all(|(i, (token, spelled))| {
                token.text == &*spelled.word && (i == 0 || token.after_space == spelled.after_space)
            })
        };
        self.trie
            .from(tokens, at)
            .filter(move |(end, phrase)| fits(*end, phrase))
            .map(|(end, phrase)| (end, phrase.thing))
    }

    /// The words that phrases begin with.
    pub(super) fn firsts(&self) -> impl Iterator<Item = Symbol> {
        self.trie.firsts()
    }

    pub(super) fn longest(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, T)> {
        self.all(tokens, at).last()
    }

    /// The longest phrase whose last word stands before a token, with its first token.
    pub(super) fn before(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, T)> {
        let starts = at.saturating_sub(self.longest)..at.min(tokens.len());
        starts
            .into_iter()
            .find_map(|start| self.all(tokens, start).find(|(end, _)| *end == at).map(|(_, thing)| (start, thing)))
    }
}
