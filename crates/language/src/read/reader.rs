use std::collections::HashMap;

use attache_model::Code;

use super::{
    compile::{Classes, Compiler, Draft, OfKind},
    figure::Figures,
    lattice::Term,
    mention::Found,
    name::Names,
    numeral::Numerals,
    period::Periods,
    rank::Ranks,
    rule::{Adjunct, Lookup, Measure, Rule},
    token::{Symbol, Token, Vocabulary},
    trie::Trie,
};
use crate::{
    WordingError, Wordings,
    built_in::{self, Files},
    pattern::Pattern,
    toml_file::{Entry, TomlFile},
    wordings::read_patterns,
};

/// Everything that one language needs to read sentences. Made of its wordings
/// when a sentence is first read.
pub(crate) struct Reader {
    pub(crate) vocabulary: Vocabulary,
    pub(super) figures: Figures,
    pub(super) periods: Periods,
    pub(super) ranks: Ranks,
    pub(super) names: Names,
    terms: Trie<(Lookup, Code)>,
    pub(crate) kinds: Vec<ReadKind>,
    pub(crate) rules: Vec<Rule>,
    /// The rules that a word calls up.
    called: HashMap<Symbol, Vec<usize>>,
    passes: Trie<()>,
    joints: Trie<()>,
    /// What stands before a person's name as a title.
    titles: Trie<()>,
    pub(crate) denies: Trie<()>,
    pub(crate) wavers: Trie<()>,
}

/// A kind as it is read.
pub(crate) struct ReadKind {
    pub(crate) id: Code,
    pub(crate) adjuncts: Vec<Adjunct>,
    /// The role that a period fills which stands by itself.
    pub(crate) period: Option<&'static str>,
    /// Its place in the catalogue: what comes first is likelier.
    pub(crate) order: usize,
}

impl Reader {
    pub(crate) fn of(wordings: &Wordings) -> Result<Self, WordingError> {
        let files = built_in::files(wordings.language());
        let mut vocabulary = Vocabulary::default();
        let classes = classes(&files)?;
        let ranks = TomlFile::read(files.ranks.0, files.ranks.1)?;
        let numerals = Numerals::read(&ranks, &mut vocabulary)?;
        let mut reader = Self {
            figures: Figures::read(&TomlFile::read(files.figures.0, files.figures.1)?, &mut vocabulary)?,
            periods: Periods::read(
                &TomlFile::read(files.periods.0, files.periods.1)?,
                numerals.clone(),
                &mut vocabulary,
            )?,
            ranks: Ranks::read(&ranks, numerals, &mut vocabulary)?,
            names: Names::read(
                wordings.language(),
                &TomlFile::read(files.names.0, files.names.1)?,
                &wordings.abbreviations,
                &mut vocabulary,
            )?,
            terms: terms(wordings, &mut vocabulary),
            kinds: Vec::new(),
            rules: Vec::new(),
            called: HashMap::new(),
            passes: class(&classes, "passes", &mut vocabulary),
            joints: class(&classes, "joints", &mut vocabulary),
            titles: titles(wordings, &mut vocabulary),
            denies: class(&classes, "denies", &mut vocabulary),
            wavers: class(&classes, "wavers", &mut vocabulary),
            vocabulary,
        };
        reader.compile(wordings, &classes);
        Ok(reader)
    }

    fn compile(&mut self, wordings: &Wordings, classes: &Classes) {
        let mut drafts: Vec<Draft> = Vec::new();
        let catalogue: Vec<&str> = attache_fact::catalogue().map(attache_fact::Kind::id).collect();
        let is_stated = |id: &&str| attache_fact::find(Code::new(id)).is_some() || id.starts_with("own:");
        for (at, id) in wordings.kinds().into_iter().filter(is_stated).enumerate() {
            let reading = wordings.reading(id);
            let form = |name: &str| wordings.patterns(id, name).unwrap_or_default();
            let kind =
                OfKind { id, at, names: &reading.names, measure: reading.measure.unwrap_or(Measure::Any), form: &form };
            let mut compiler = Compiler { vocabulary: &mut self.vocabulary, classes, is_written: false, depth: 0 };
            drafts.extend(reading.patterns.iter().map(|pattern| compiler.draft(pattern, &kind)));
            let adjuncts = reading.adjuncts.iter().map(|pattern| compiler.adjunct(pattern, &kind)).collect();
            compiler.is_written = true;
            drafts.extend(wordings.sentence_patterns(id).map(|pattern| compiler.draft(pattern, &kind)));
            let order = catalogue.iter().position(|known| *known == id).unwrap_or(usize::MAX);
            self.kinds.push(ReadKind { id: Code::new(id), adjuncts, period: reading.period, order });
        }
        let mut counts = HashMap::new();
        drafts.iter().for_each(|draft| draft.count_words(&mut counts));
        let marks: Vec<Symbol> =
            [",", ".", ":", ";", "(", ")", "-", "'", "%", "$"].map(|m| self.vocabulary.intern(m)).into();
        let rules: Vec<_> = drafts
            .iter()
            .filter_map(|draft| draft.rule(&counts, &|word| marks.contains(&word), &self.denies))
            .collect();
        for (rule, words) in rules {
            let number = self.rules.len();
            self.rules.push(rule);
            for word in words {
                let called = self.called.entry(word).or_default();
                if called.last() != Some(&number) {
                    called.push(number);
                }
            }
        }
    }

    /// Everything that can be a mention; overlapping.
    pub(crate) fn found(&self, tokens: &[Token<'_>]) -> Vec<Found> {
        let mut found = Vec::new();
        for at in 0..tokens.len() {
            self.figures.find(tokens, at, &mut found);
            self.periods.find(tokens, at, &mut found);
            self.ranks.find(tokens, at, &mut found);
            self.names.find(tokens, at, &mut found);
        }
        self.names.lists(tokens, &mut found);
        found
    }

    pub(crate) fn terms<'s>(&'s self, tokens: &'s [Token<'s>]) -> Vec<Term<'s>> {
        let at = |at: usize| {
            self.terms.from(tokens, at).map(move |(end, (lookup, code))| Term { tokens: at..end, lookup, code: *code })
        };
        (0..tokens.len()).flat_map(at).collect()
    }

    /// The code that a word stands for, the first of several.
    pub(crate) fn term(&self, word: &str) -> Option<Code> {
        let tokens = self.vocabulary.tokens(word);
        let mut terms = self.terms.from(&tokens, 0);
        terms.find(|(end, (lookup, _))| *end == tokens.len() && *lookup == Lookup::Term).map(|(_, (_, code))| *code)
    }

    /// Which tokens may stand anywhere and change nothing.
    pub(crate) fn passes(&self, tokens: &[Token<'_>]) -> Vec<bool> {
        (0..tokens.len()).map(|at| self.passes.from(tokens, at).next().is_some()).collect()
    }

    /// Whether the token stands between things of a list.
    pub(crate) fn is_joint(&self, tokens: &[Token<'_>], at: usize) -> bool {
        self.joints.from(tokens, at).next().is_some()
    }

    /// Where the name begins of a person whom tokens name, behind a title.
    pub(crate) fn name_start(&self, tokens: &[Token<'_>], at: usize) -> usize {
        self.titles.from(tokens, at).last().map_or(at, |(end, ())| end)
    }

    /// The rules that a token calls up.
    pub(crate) fn called(&self, token: &Token<'_>) -> &[usize] {
        match token.symbol {
            Symbol::UNKNOWN => &[],
            symbol => self.called.get(&symbol).map_or(&[], Vec::as_slice),
        }
    }
}

/// What a kind's wordings say of how it is read, those of the kinds that it is
/// like among it.
#[derive(Default)]
pub(crate) struct OfReading<'w> {
    pub(crate) patterns: Vec<&'w Pattern>,
    pub(crate) adjuncts: Vec<&'w Pattern>,
    pub(crate) names: Vec<&'w str>,
    pub(crate) measure: Option<Measure>,
    pub(crate) period: Option<&'static str>,
}

fn classes(files: &Files) -> Result<Classes, WordingError> {
    let file = TomlFile::read(files.classes.0, files.classes.1)?;
    let class = |(name, entry): (&str, Entry<'_>)| Ok((name.into(), read_patterns(&entry)?));
    file.root().entries().map(class).collect()
}

fn class(classes: &Classes, name: &str, vocabulary: &mut Vocabulary) -> Trie<()> {
    let mut trie = Trie::default();
    for word in classes.get(name).into_iter().flatten() {
        trie.add(&vocabulary.intern_all(word.as_text().unwrap_or_default()), ());
    }
    trie
}

fn titles(wordings: &Wordings, vocabulary: &mut Vocabulary) -> Trie<()> {
    let mut trie = Trie::default();
    wordings.titles.words().for_each(|title| trie.add(&vocabulary.intern_all(title), ()));
    trie
}

/// The words for codes: of `words.toml`, and the nouns and labels of kinds.
fn terms(wordings: &Wordings, vocabulary: &mut Vocabulary) -> Trie<(Lookup, Code)> {
    let mut trie = Trie::default();
    // Of several codes with one word the shortest, which is the plainest.
    let mut terms: Vec<_> = wordings.terms().collect();
    terms.sort_unstable_by_key(|(code, ..)| (code.len(), *code));
    for (code, one, many) in terms {
        for word in if one == many { vec![one] } else { vec![one, many] } {
            trie.add(&vocabulary.intern_all(word), (Lookup::Term, Code::new(code)));
        }
    }
    for kind in wordings.kinds() {
        for form in ["noun", "label"] {
            let texts = wordings.patterns(kind, form).into_iter().flatten().filter_map(Pattern::as_text);
            for text in texts {
                trie.add(&vocabulary.intern_all(text), (Lookup::OfKind(form.into()), Code::new(kind)));
            }
        }
    }
    trie
}
