use attache_fact::Printed;
use attache_model::{Code, Decimal, unit};

use super::{
    class::ClassTable,
    compile::{Classes, Compiler, Known, OfKind},
    draft::{Draft, Rarity},
    figure::Figures,
    lattice::Term,
    mention::{Found, Mentioned},
    name::Names,
    numeral::Numerals,
    period::Periods,
    program::Adjunct,
    rank::Ranks,
    rule::{Lookup, Measure, Rule},
    token::{Symbol, Token, TokenKind, Vocabulary},
    trie::Trie,
};
use crate::{
    WordingError, Wordings,
    built_in::{self, Files},
    kind::read_patterns,
    pattern::{Part, Pattern, PatternReader},
    toml_file::{Entry, TomlFile},
};

/// Everything that one language needs to read sentences. Made of its wordings
/// when a sentence is first read.
pub(crate) struct Reader {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) figures: Figures,
    pub(super) periods: Periods,
    pub(super) ranks: Ranks,
    pub(super) names: Names,
    terms: Trie<(Lookup, Code)>,
    pub(crate) kinds: Vec<ReadKind>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) table: ClassTable,
    /// The rules that a word calls up.
    called: Called,
    passes: Trie<()>,
    joints: Trie<()>,
    /// What joins a figure to one before it that is of another time.
    pub(crate) continues: Trie<()>,
    /// Behind a comma and before a period: it is that of the clause that begins there.
    pub(crate) elsewhen: Trie<()>,
    /// What may stand behind an amount whose currency is the document's.
    after_amount: Trie<()>,
    /// What an amount of money may be of: "of exports".
    amounts_of: Trie<()>,
    /// Words for what is counted, and not paid.
    counted: Trie<()>,
    /// Before a title: "former", "vice".
    pub(crate) no_leaders: Trie<()>,
    /// Behind whom so many border: not on all sides.
    pub(crate) limits: Trie<()>,
    /// Before a count of neighbours: it is of one side.
    pub(crate) sides: Trie<()>,
    /// Before a flow or rate, makes it a part of it.
    pub(crate) narrows: Trie<()>,
    /// What trade in goods is told from.
    pub(crate) goods: Trie<()>,
    pub(crate) services: Trie<()>,
    /// Words on which the country behind them hangs.
    hangs: Trie<()>,
    /// What stands before a person's name as a title.
    titles: Trie<()>,
    pub(crate) denies: Trie<()>,
    /// What denies only the statement in whose words it stands: "sans accord".
    pub(crate) denies_within: Trie<()>,
    /// What has a word that denies, and denies nothing: "not only".
    pub(crate) affirms: Trie<()>,
    /// Before a clause of its own.
    pub(crate) subordinates: Trie<()>,
    pub(crate) wavers: Trie<()>,
    /// Words for a country before its name: "el gobierno de".
    stands_for: Trie<()>,
    /// Words for a part of the world.
    pub(crate) regions: Trie<()>,
    /// Parts of a year that are no period.
    pub(crate) part_periods: Trie<()>,
    /// Before the name of a part of a country: "in the province of".
    pub(crate) part_areas: Trie<()>,
}

/// A kind as it is read.
pub(crate) struct ReadKind {
    pub(crate) id: Code,
    pub(crate) adjuncts: Vec<Adjunct>,
    /// What may not follow its patterns: "the largest supplier" is another claim
    /// than "the largest supplier of coffee".
    pub(crate) unless: Vec<Adjunct>,
    /// The role that a period fills which stands by itself.
    pub(crate) period: Option<&'static str>,
    /// What a bare number counts.
    pub(crate) counts: Option<Code>,
    /// What it states is a figure, which no statement of it goes without.
    pub(crate) has_figure: bool,
    /// Its place in the catalogue: what comes first is likelier.
    pub(crate) order: usize,
}

impl Reader {
    pub(crate) fn of(wordings: &Wordings) -> Result<Self, WordingError> {
        let files = built_in::files(wordings.language());
        let mut vocabulary = Vocabulary::with_room();
        let classes = classes(&files)?;
        let ranks = TomlFile::built_in(&files.ranks);
        let numerals = Numerals::read(&ranks, &mut vocabulary)?;
        let mut reader = Self {
            figures: Figures::read(&TomlFile::built_in(&files.figures), &mut vocabulary)?,
            periods: Periods::read(&TomlFile::built_in(&files.periods), numerals.clone(), &mut vocabulary)?,
            ranks: Ranks::read(&ranks, numerals, &mut vocabulary)?,
            names: Names::read(
                wordings.language(),
                &TomlFile::built_in(&files.names),
                &wordings.abbreviations,
                &mut vocabulary,
            )?,
            terms: terms(wordings, &mut vocabulary),
            kinds: Vec::new(),
            rules: Vec::new(),
            table: ClassTable::default(),
            called: Called::default(),
            passes: class(&classes, "passes", &mut vocabulary),
            joints: class(&classes, "joints", &mut vocabulary),
            continues: class(&classes, "continues", &mut vocabulary),
            elsewhen: class(&classes, "elsewhen", &mut vocabulary),
            after_amount: class(&classes, "after-amount", &mut vocabulary),
            amounts_of: class(&classes, "amounts-of", &mut vocabulary),
            counted: class(&classes, "counted", &mut vocabulary),
            no_leaders: class(&classes, "no-leaders", &mut vocabulary),
            limits: class(&classes, "limits", &mut vocabulary),
            sides: class(&classes, "sides", &mut vocabulary),
            narrows: class(&classes, "narrows", &mut vocabulary),
            goods: class(&classes, "goods", &mut vocabulary),
            services: class(&classes, "services", &mut vocabulary),
            hangs: class(&classes, "hangs", &mut vocabulary),
            titles: titles(wordings, &mut vocabulary),
            denies: class(&classes, "denies", &mut vocabulary),
            denies_within: class(&classes, "denies-within", &mut vocabulary),
            affirms: class(&classes, "affirms", &mut vocabulary),
            subordinates: class(&classes, "subordinates", &mut vocabulary),
            wavers: class(&classes, "wavers", &mut vocabulary),
            stands_for: class(&classes, "stands-for", &mut vocabulary),
            regions: class(&classes, "regions", &mut vocabulary),
            part_periods: class(&classes, "part-periods", &mut vocabulary),
            part_areas: class(&classes, "part-areas", &mut vocabulary),
            vocabulary,
        };
        reader.compile(wordings, &classes);
        Ok(reader)
    }

    fn compile(&mut self, wordings: &Wordings, classes: &Classes) {
        let mut drafts: Vec<Draft> = Vec::new();
        let mut known = Known::of(std::mem::take(&mut self.vocabulary));
        let catalogue: Vec<&str> = attache_fact::catalogue().map(attache_fact::Kind::id).collect();
        let is_stated = |id: &&str| attache_fact::find(Code::new(id)).is_some() || id.starts_with("own:");
        for (at, id) in wordings.kinds().into_iter().filter(is_stated).enumerate() {
            let reading = wordings.reading(id);
            let form = |name: &str| wordings.patterns(id, name).unwrap_or_default();
            let kind =
                OfKind { id, at, names: &reading.names, measure: reading.measure.unwrap_or(Measure::Any), form: &form };
            let mut compiler = Compiler::of(&kind, classes, &mut self.table, &mut known);
            drafts.extend(reading.patterns.iter().map(|pattern| compiler.draft(pattern)));
            drafts.extend(reading.goes_on.iter().map(|pattern| compiler.draft(pattern).going_on()));
            let adjuncts = reading.adjuncts.iter().map(|pattern| compiler.adjunct(pattern)).collect();
            let unless = reading.unless.iter().map(|pattern| compiler.adjunct(pattern)).collect();
            let mut compiler = compiler.written();
            drafts.extend(reading.sentences.iter().map(|pattern| compiler.draft(pattern)));
            let order = catalogue.iter().position(|known| *known == id).unwrap_or(usize::MAX);
            let has_figure = reading.sentences.first().is_some_and(|pattern| states_figure(pattern));
            let (id, period, counts) = (Code::new(id), reading.period, reading.counts);
            self.kinds.push(ReadKind { id, adjuncts, unless, period, counts, has_figure, order });
        }
        self.vocabulary = known.vocabulary;
        let marks = [",", ".", ":", ";", "(", ")", "-", "'", "%", "$"].map(|mark| self.vocabulary.intern(mark));
        let rarity = Rarity::of(&drafts, &self.table.nodes, self.vocabulary.size(), &marks);
        let (mut calls, mut once): (Vec<(Symbol, u32)>, Vec<Symbol>) = Default::default();
        self.rules.reserve_exact(drafts.len());
        for draft in drafts {
            let Some((rule, words)) = draft.rule(&self.table.nodes, &rarity) else { continue };
            let number = u32::try_from(self.rules.len()).unwrap_or(u32::MAX);
            self.rules.push(rule);
            words.clone_into(&mut once);
            once.sort_unstable();
            once.dedup();
            calls.extend(once.iter().map(|word| (*word, number)));
        }
        self.called = Called::of(&calls, self.vocabulary.size());
    }

    /// Everything that can be a mention; overlapping.
    pub(crate) fn found(&self, tokens: &[Token<'_>]) -> Vec<Found> {
        let mut found = Vec::new();
        let (periods, ranks, names) =
            (self.periods.within(tokens), self.ranks.within(tokens), self.names.within(tokens));
        for at in 0..tokens.len() {
            self.figures.find(tokens, at, &mut found);
            periods.find(at, &mut found);
            ranks.find(at, &mut found);
            names.find(at, &mut found);
        }
        self.names.lists(tokens, &mut found);
        self.lend_currencies(tokens, &mut found);
        found
    }

    /// Amounts without a currency have it from the last one in their sentence that
    /// has: "exports of 3.9 billion dollars and imports of 4.2 billion".
    fn lend_currencies(&self, tokens: &[Token<'_>], found: &mut Vec<Found>) {
        let mut lent: Vec<Found> = Vec::new();
        let mut last: Option<(usize, Code)> = None;
        // Where the longest figure ends that begins at a token.
        let mut longest = vec![0; tokens.len()];
        // How many marks stand before a token that part clauses.
        let mut parted = vec![0; tokens.len() + 1];
        for (at, token) in tokens.iter().enumerate() {
            parted[at + 1] = parted[at] + usize::from(matches!(token.text, ";" | "?" | "!"));
        }
        let figures = || {
            found.iter().filter_map(|f| if let Mentioned::Figure(printed) = f.what { Some((f, printed)) } else { None })
        };
        for (figure, _) in figures() {
            longest[figure.tokens.start] = figure.tokens.end.max(longest[figure.tokens.start]);
        }
        for (bare, printed) in figures() {
            if Measure::Money.takes(printed.unit) {
                last = Some((bare.tokens.end, printed.unit));
                continue;
            }
            // A scale word at its end, and nothing counted: "of tourists".
            let is_scaled =
                bare.tokens.end.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| t.kind == TokenKind::Word);
            let is_bare = printed.unit == unit::COUNT
                && is_scaled
                && (self.amounts_of.from(tokens, bare.tokens.end).next().is_some()
                    || tokens.get(bare.tokens.end).is_none_or(|token| !matches!(token.text, "de" | "of" | "d")))
                && longest[bare.tokens.start] <= bare.tokens.end;
            let near = last.filter(|(end, _)| *end <= bare.tokens.start && parted[*end] == parted[bare.tokens.start]);
            if let Some((_, currency)) = near.filter(|_| is_bare) {
                let what = Mentioned::Figure(Printed { unit: currency, ..printed });
                lent.push(Found { tokens: bare.tokens.clone(), what });
            }
        }
        found.extend(lent);
    }

    /// The amounts of which the sentence says no currency, in that of the document, where
    /// that is what they can be.
    pub(crate) fn in_currency(&self, currency: Code, tokens: &[Token<'_>], found: &[Found]) -> Vec<Found> {
        if (0..tokens.len()).any(|at| self.counted.from(tokens, at).next().is_some()) {
            return Vec::new();
        }
        let ends_amount = |at: usize| {
            let is_when = || found.iter().any(|it| it.tokens.start == at && matches!(it.what, Mentioned::Period(_)));
            tokens.get(at).is_none_or(|token| token.kind == TokenKind::Mark && !matches!(token.text, "%" | "°" | "-"))
                || [&self.after_amount, &self.amounts_of].iter().any(|class| class.from(tokens, at).next().is_some())
                || is_when()
        };
        let is_scaled =
            |at: usize| at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|t| t.kind == TokenKind::Word);
        let is_measured = |one: &Found| {
            found.iter().any(|other| {
                let is_figure = matches!(other.what, Mentioned::Figure(printed) if printed.unit != unit::COUNT);
                is_figure && other.tokens.start < one.tokens.end && one.tokens.start < other.tokens.end
            })
        };
        let lent = |one: &Found| match one.what {
            Mentioned::Figure(printed)
                if printed.unit == unit::COUNT
                    && printed.value.abs() >= LEAST_AMOUNT
                    && is_scaled(one.tokens.end)
                    && ends_amount(one.tokens.end)
                    && !is_measured(one) =>
            {
                let what = Mentioned::Figure(Printed { unit: currency, ..printed });
                Some(Found { tokens: one.tokens.clone(), what })
            }
            _ => None,
        };
        found.iter().filter_map(lent).collect()
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

    /// Which tokens stand between things of a list.
    pub(crate) fn joints(&self, tokens: &[Token<'_>]) -> Vec<bool> {
        (0..tokens.len()).map(|at| self.is_joint(tokens, at)).collect()
    }

    /// Which tokens a country behind them hangs on.
    pub(crate) fn hang(&self, tokens: &[Token<'_>]) -> Vec<bool> {
        // "The government of Chile" is Chile.
        let stands_for =
            |at: usize| at.checked_sub(1).is_some_and(|at| self.stands_for.from(tokens, at).next().is_some());
        (0..tokens.len()).map(|at| self.hangs.from(tokens, at).next().is_some() && !stands_for(at)).collect()
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
    pub(crate) fn called(&self, token: &Token<'_>) -> impl Iterator<Item = &Rule> {
        self.called.by(token.symbol).iter().filter_map(|number| self.rules.get(*number as usize))
    }
}

/// Which rules, by number, a word calls up.
#[derive(Default)]
struct Called {
    /// Where in `rules` those of a word begin that has this number; those of the
    /// next one begin where they end.
    starts: Vec<usize>,
    rules: Vec<u32>,
}

impl Called {
    /// Of calls in the order of the rules, each once, by words below a number.
    fn of(calls: &[(Symbol, u32)], words: usize) -> Self {
        let mut starts = vec![0; words + 1];
        calls.iter().for_each(|(word, _)| starts[word.number() as usize + 1] += 1);
        for word in 1..starts.len() {
            starts[word] += starts[word - 1];
        }
        let (mut rules, mut next) = (vec![0; calls.len()], starts.clone());
        for (word, rule) in calls {
            let at = &mut next[word.number() as usize];
            rules[*at] = *rule;
            *at += 1;
        }
        Self { starts, rules }
    }

    fn by(&self, word: Symbol) -> &[u32] {
        let number = word.number() as usize;
        let of_word = self.starts.get(number).zip(self.starts.get(number + 1));
        of_word.and_then(|(start, end)| self.rules.get(*start..*end)).unwrap_or_default()
    }
}

/// What is less is not taken for money unless a currency stands there.
const LEAST_AMOUNT: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

fn states_figure(pattern: &Pattern) -> bool {
    pattern.parts().any(|(part, _)| matches!(part, Part::Hole(hole) if hole.role == "value"))
}

fn classes(files: &Files) -> Result<Classes, WordingError> {
    let file = TomlFile::built_in(&files.classes);
    let mut reader = PatternReader::default();
    let class = |(name, entry): (&str, Entry<'_>)| Ok((name.into(), read_patterns(&entry, &mut reader)?));
    file.root().entries().map(class).collect()
}

fn class(classes: &Classes, name: &str, vocabulary: &mut Vocabulary) -> Trie<()> {
    let mut trie = Trie::default();
    for word in classes.get(name).into_iter().flatten() {
        trie.add(vocabulary.interned(word.as_text().unwrap_or_default()), ());
    }
    trie
}

fn titles(wordings: &Wordings, vocabulary: &mut Vocabulary) -> Trie<()> {
    let mut trie = Trie::default();
    wordings.titles.words().for_each(|title| trie.add(vocabulary.interned(title), ()));
    trie
}

/// The words for codes: of `words.toml`, and the nouns and labels of kinds.
fn terms(wordings: &Wordings, vocabulary: &mut Vocabulary) -> Trie<(Lookup, Code)> {
    let mut trie = Trie::default();
    // Of several codes with one word the shortest, which is the plainest.
    let mut terms: Vec<_> = wordings.terms().collect();
    terms.sort_unstable_by_key(|(code, ..)| (code.len(), *code));
    for (code, one, many) in terms {
        for word in std::iter::once(one).chain((one != many).then_some(many)) {
            trie.add(vocabulary.interned(word), (Lookup::Term, Code::new(code)));
        }
    }
    for kind in wordings.kinds() {
        for form in ["noun", "label"] {
            let texts = wordings.patterns(kind, form).into_iter().flatten().filter_map(Pattern::as_text);
            for text in texts {
                trie.add(vocabulary.interned(text), (Lookup::OfKind(form.into()), Code::new(kind)));
            }
        }
    }
    trie
}
