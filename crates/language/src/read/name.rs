use std::cell::OnceCell;

use attache_fact::Commodity;
use attache_model::{Area, Language};
use foldhash::HashMap;

use super::{
    mention::{Found, Mentioned, Naming},
    phrase::Known,
    token::{Symbol, Token, TokenKind, Vocabulary},
    trie::Trie,
};
use crate::{WordingError, toml_file::TomlFile};

mod lexicon;
mod list;
#[cfg(test)]
mod tests;

use lexicon::{Lexicon, Name, Thing};

/// Finds areas, organizations and goods by their names, and words that stand for them.
///
/// Of the names that begin at a place the longest is meant, and none that stands
/// within a longer one: not Mexico in "New Mexico", nor Korea in "South Korea".
/// A name is found by itself, and again with what belongs to it before (article,
/// preposition) and behind (the English possessive).
pub(crate) struct Names {
    language: Language,
    lexicon: Lexicon,
    openings: Trie<Opening>,
    /// What governments do: behind the names of their seats.
    governing: Trie<()>,
    possessive: Symbol,
    apostrophe: Symbol,
    hyphen: Symbol,
    joints: list::Joints,
}

/// What stands before a name and belongs to it.
#[derive(Clone, Copy, Debug)]
struct Opening {
    what: Before,
    /// Without its accent, in small letters, it is another word: "à" and "a".
    is_accented: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Before {
    Nothing,
    Article,
    Preposition(Naming),
}

/// A sentence in which names are looked for.
pub(crate) struct Sought<'s> {
    names: &'s Names,
    tokens: &'s [Token<'s>],
    /// What [`Self::named`] finds.
    named: Known<(usize, &'s Name)>,
    /// How far the names reach that begin at a token, but for those that are made of others.
    reach: Vec<OnceCell<usize>>,
}

impl Opening {
    fn is_written_as(self, token: &Token<'_>) -> bool {
        !self.is_accented || !token.text.is_ascii() || token.is_capital()
    }
}

impl Names {
    pub(crate) fn read(
        language: Language,
        file: &TomlFile<'_>,
        abbreviations: &HashMap<Box<str>, Box<str>>,
        vocabulary: &mut Vocabulary,
    ) -> Result<Self, WordingError> {
        let root = file.root();
        let mut openings = Trie::default();
        let mut open = |texts: Vec<crate::toml_file::Entry<'_>>, what, vocabulary: &mut Vocabulary| {
            for text in texts {
                let text = text.text()?;
                openings.add(vocabulary.interned(text), Opening { what, is_accented: !text.is_ascii() });
            }
            Ok::<(), WordingError>(())
        };
        open(root.get("articles")?.texts()?, Before::Article, vocabulary)?;
        for (name, naming) in [("of", Naming::Of), ("to", Naming::To), ("in", Naming::In)] {
            if let Some(texts) = root.get("prepositions")?.find(name) {
                open(texts.texts()?, Before::Preposition(naming), vocabulary)?;
            }
        }
        let mut governing = Trie::default();
        for text in root.get("governing")?.texts()? {
            governing.add(vocabulary.interned(text.text()?), ());
        }
        Ok(Self {
            language,
            governing,
            lexicon: Lexicon::read(language, file, abbreviations, vocabulary)?,
            openings,
            possessive: vocabulary.intern("'s"),
            apostrophe: vocabulary.intern("'"),
            hyphen: vocabulary.intern("-"),
            joints: list::Joints::read(&root, vocabulary)?,
        })
    }

    pub(crate) fn within<'s>(&'s self, tokens: &'s [Token<'s>]) -> Sought<'s> {
        let reach = tokens.iter().map(|_| OnceCell::new()).collect();
        Sought { names: self, tokens, named: Known::of(tokens), reach }
    }

    /// Adds lists of what is found ("China, Brazil and Argentina"), and takes out
    /// goods that are other words where they stand in none.
    pub(crate) fn lists(&self, tokens: &[Token<'_>], found: &mut Vec<Found>) {
        let lists = self.joints.lists(tokens, found);
        self.joints.retain_meant(tokens, found, &lists);
        found.extend(lists);
    }

    fn openings<'a>(&'a self, tokens: &'a [Token<'_>], at: usize) -> impl Iterator<Item = (usize, Before)> + use<'a> {
        let openings = self.openings.from(tokens, at);
        openings.filter(move |(_, o)| tokens.get(at).is_some_and(|t| o.is_written_as(t))).map(|(end, o)| (end, o.what))
    }

    /// Adds the areas of one name, in each way that they can be meant.
    fn add_areas(
        &self,
        tokens: &[Token<'_>],
        span: std::ops::Range<usize>,
        things: &[Thing],
        before: Before,
        found: &mut Vec<Found>,
    ) {
        let end = span.end;
        let governs = self.is_governing(tokens, &span);
        let named = areas(things, |t| match t {
            Thing::Area(area) => Some(area),
            Thing::Seat(area) => Some(area).filter(|_| governs),
            _ => None,
        });
        let is_prefix = self.is_before_hyphen(tokens, end);
        let adjective = areas(things, |t| match t {
            Thing::Adjective(area) => Some(area),
            Thing::Prefix(area) => Some(area).filter(|_| is_prefix),
            _ => None,
        });
        let people = areas(things, |t| if let Thing::People(area) = t { Some(area) } else { None });
        let has_name = !named.is_empty();
        // In French the people have the capital that their language has not.
        let (adjective, people) = match self.language {
            Language::English => (adjective, people),
            _ if has_name => (Vec::new(), Vec::new()),
            Language::French if !people.is_empty() => (Vec::new(), people),
            _ => (adjective, people),
        };
        let mut push = |end: usize, areas: Vec<Area>, how: Naming| {
            if !areas.is_empty() {
                found.push(Found { tokens: span.start..end, what: Mentioned::Area { areas, how } });
            }
        };
        if let Before::Preposition(naming) = before {
            push(end, named, naming);
            return;
        }
        if has_name && self.is_possessive(tokens, end) {
            push(end + 1, named.clone(), Naming::Possessive);
        }
        push(end, named, Naming::Name);
        // "the Chinese", where the word is the adjective too.
        if before == Before::Article || adjective.is_empty() {
            push(end, people, Naming::People);
        }
        if before == Before::Nothing {
            push(end, adjective, Naming::Adjective);
        }
    }

    /// Whether what governments do stands right behind a name, and no first name before it.
    fn is_governing(&self, tokens: &[Token<'_>], span: &std::ops::Range<usize>) -> bool {
        let is_name =
            |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word && token.is_capital());
        let is_first_name = span.start.checked_sub(1).is_some_and(is_name);
        !is_first_name && self.governing.from(tokens, span.end).next().is_some()
    }

    fn is_possessive(&self, tokens: &[Token<'_>], end: usize) -> bool {
        let Some(token) = tokens.get(end).filter(|t| self.language == Language::English && !t.after_space) else {
            return false;
        };
        let ends_in_s = || tokens.get(end - 1).is_some_and(|t| t.text.ends_with(['s', 'S']));
        token.symbol == self.possessive || (token.symbol == self.apostrophe && ends_in_s())
    }

    fn is_before_hyphen(&self, tokens: &[Token<'_>], end: usize) -> bool {
        tokens.get(end).is_some_and(|t| t.symbol == self.hyphen && !t.after_space)
    }

    fn written<'a>(&'a self, tokens: &'a [Token<'_>], from: usize) -> impl Iterator<Item = (usize, &'a Name)> {
        let names = self.lexicon.names.from(tokens, from);
        names.filter(move |(end, name)| tokens.get(from..*end).is_some_and(|tokens| name.is_written_as(tokens)))
    }
}

impl<'s> Sought<'s> {
    /// Adds what begins at a token, in every length that can be meant.
    pub(crate) fn find(&self, at: usize, found: &mut Vec<Found>) {
        self.add(at, at, Before::Nothing, found);
        for (end, before) in self.names.openings(self.tokens, at) {
            self.add(at, end, before, found);
            if before == Before::Article {
                continue;
            }
            for (end, _) in self.names.openings(self.tokens, end).filter(|(_, second)| *second == Before::Article) {
                self.add(at, end, before, found);
            }
        }
    }

    /// Adds what is named from a token on, with what stands before it.
    fn add(&self, at: usize, from: usize, before: Before, found: &mut Vec<Found>) {
        let names = self.named.at(from, || self.named(from));
        for same_end in names.chunk_by(|a, b| a.0 == b.0) {
            let Some((end, _)) = same_end.first() else { continue };
            let things: Vec<Thing> = same_end.iter().map(|(_, name)| name.thing).collect();
            self.names.add_areas(self.tokens, at..*end, &things, before, found);
            for thing in things {
                let what = match thing {
                    Thing::Organization(organization) => Mentioned::Organization(organization),
                    Thing::Commodity(code) => Mentioned::Commodity(Commodity { code, label: None }),
                    Thing::Anaphor(anaphor) if before == Before::Nothing => Mentioned::Anaphor(anaphor),
                    _ => continue,
                };
                let new = Found { tokens: at..*end, what };
                if !found.iter().rev().take_while(|f| f.tokens.start == at).any(|f| *f == new) {
                    found.push(new);
                }
            }
        }
    }

    /// The names from a token on with the token after their last: the longest,
    /// and those that a longer one is made of; none where all stand within one
    /// that begins before.
    fn named(&self, from: usize) -> Vec<(usize, &'s Name)> {
        let mut names: Vec<(usize, &Name)> = self.names.written(self.tokens, from).collect();
        let longest = names.iter().filter(|(_, name)| !name.is_joined).map(|(end, _)| *end).max().unwrap_or(0);
        names.retain(|(end, _)| *end >= longest);
        if names.is_empty() {
            return names;
        }
        let first = from.saturating_sub(self.names.lexicon.longest);
        let covered = (first..from).map(|start| self.reach(start)).max().unwrap_or(0);
        names.retain(|(end, _)| *end > covered);
        names
    }

    fn reach(&self, start: usize) -> usize {
        let written = || self.names.written(self.tokens, start).filter(|(_, name)| !name.is_joined);
        let reach = || written().map(|(end, _)| end).max().unwrap_or(0);
        self.reach.get(start).map_or(0, |known| *known.get_or_init(reach))
    }
}

/// The areas among things, each once, the likeliest first.
fn areas(things: &[Thing], area: impl Fn(Thing) -> Option<Area>) -> Vec<Area> {
    let mut areas = Vec::new();
    for area in things.iter().filter_map(|thing| area(*thing)) {
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    areas
}
