use std::{collections::HashMap, ops::Range, sync::OnceLock};

use attache_fact::{Fact, RoleName, Value};
use attache_model::{Code, Language, Organization};

use crate::{
    NoWording, WordingError,
    built_in::{self, File, Files},
    form::Form,
    grammar::Grammar,
    pattern::{Part, Pattern},
    person::Titles,
    read::{Measure, OfReading, PERIODS, Reader},
    toml_file::{Entry, TomlFile},
    write::Writer,
};

/// Everything that one language needs to put facts into words.
///
/// ```
/// use attache_fact::{Args, Derivation, Expression, Fact, Operation, Value};
/// use attache_language::Wordings;
/// use attache_model::{Areas, Period};
///
/// let areas = ["US", "BO"].map(|code| Areas::find(code).unwrap());
/// let inputs = Derivation::Computed { operation: Operation::Sum, inputs: Vec::new() };
/// let fact = Fact::new(Expression::new("relations-established", Args::of(&areas)), inputs)
///     .with("a", Value::Area(areas[0]))
///     .with("b", Value::Area(areas[1]))
///     .with("date", Value::Period("1849-01-03".parse().unwrap()));
/// let sentence = Wordings::english().write(&fact, "sentence").unwrap();
/// assert_eq!(
///     sentence.text,
///     "The United States and Bolivia established diplomatic relations on 3 January 1849."
/// );
/// assert_eq!(&sentence.text[sentence.roles[2].1.clone()], "on 3 January 1849");
/// ```
pub struct Wordings {
    pub(crate) grammar: Grammar,
    pub(crate) kinds: HashMap<Box<str>, Kind>,
    words: HashMap<Box<str>, Pattern>,
    terms: HashMap<Box<str>, Term>,
    reader: OnceLock<Reader>,
    /// Of organizations, by their codes, where the language has its own.
    pub(crate) abbreviations: HashMap<Box<str>, Box<str>>,
    pub(crate) titles: Titles,
}

/// A fact in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub text: String,
    /// Which bytes of the text say what fills a role, in the text's order.
    /// A role that is written twice is here twice.
    pub roles: Vec<(RoleName, Range<usize>)>,
}

/// The wordings of a fact kind.
#[derive(Clone, Default)]
pub(crate) struct Kind {
    /// The kind whose forms stand in for those that are not here.
    pub(crate) like: Option<Box<str>>,
    pub(crate) forms: Vec<(Box<str>, Box<[Pattern]>)>,
    /// Forms to which a user has added wordings, with those that were there;
    /// kinds that are like this one go without them.
    pub(crate) added: Vec<(Box<str>, Box<[Pattern]>)>,
    pub(crate) reading: KindReading,
}

/// How a kind is read, beside its written patterns.
#[derive(Clone, Default)]
pub(crate) struct KindReading {
    /// Patterns that are only read.
    patterns: Vec<Pattern>,
    /// What may stand between the words of any of its patterns.
    adjuncts: Vec<Pattern>,
    /// What may not follow its patterns, because it makes another statement.
    unless: Vec<Pattern>,
    /// Clauses that go on from a statement of the kind: "and from Brazil, 240 million".
    goes_on: Vec<Pattern>,
    /// What it is called, beside its noun and label.
    names: Vec<Box<str>>,
    measures: Option<Measure>,
    /// What a bare number counts.
    counts: Option<Code>,
}

/// Whether the form is a text of its own, which can be read.
fn is_sentence(form: &str) -> bool {
    ["sentence", "following", "item", "heading"]
        .iter()
        .any(|f| form.strip_prefix(f).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')))
}

/// What a code is called.
pub(crate) struct Term {
    pub(crate) one: Box<str>,
    pub(crate) many: Box<str>,
}

/// How far one kind's wordings may lean on another's.
const LONGEST_LIKENESS: usize = 4;

impl Wordings {
    pub fn english() -> &'static Self {
        Self::in_language(Language::English)
    }

    /// The built-in wordings of a language.
    pub fn in_language(language: Language) -> &'static Self {
        static WORDINGS: [OnceLock<Wordings>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];
        WORDINGS[language as usize]
            .get_or_init(|| Self::built_in(language).expect("the built-in wordings read, which tests hold"))
    }

    /// The built-in wordings of a language, to be [extended](Self::extend).
    ///
    /// # Errors
    /// None, as tests hold: the built-in wordings read.
    pub fn built_in(language: Language) -> Result<Self, WordingError> {
        Self::of(language, &built_in::files(language))
    }

    fn of(language: Language, files: &Files) -> Result<Self, WordingError> {
        let grammar = TomlFile::built_in(&files.grammar);
        let units = TomlFile::built_in(&files.units);
        let figures = TomlFile::built_in(&files.figures);
        let mut wordings = Self {
            grammar: Grammar::read(language, &grammar, &units, &figures)?,
            kinds: HashMap::new(),
            words: HashMap::new(),
            terms: HashMap::new(),
            reader: OnceLock::new(),
            abbreviations: HashMap::new(),
            titles: Titles::default(),
        };
        for file in [&files.words, &files.terms] {
            wordings.read_words(&TomlFile::built_in(file).root())?;
        }
        for file in files.kinds {
            wordings.add(file)?;
        }
        for file in files.read {
            wordings.add_reading(file)?;
        }
        Ok(wordings)
    }

    /// Adds how people say what the kinds of a built-in file state.
    fn add_reading(&mut self, file: &File) -> Result<(), WordingError> {
        for (id, entry) in TomlFile::built_in(file).root().entries() {
            let given = Kind::read(&entry)?;
            let known =
                self.kinds.get_mut(id).ok_or_else(|| entry.error(&format!("there is no fact kind {id:?}"), ""))?;
            known.read_too(given.reading);
        }
        Ok(())
    }

    pub(crate) fn forget_reader(&mut self) {
        self.reader = OnceLock::new();
    }

    pub fn language(&self) -> Language {
        self.grammar.language
    }

    /// Adds the fact kinds of a built-in file, each of which stands in one.
    fn add(&mut self, file: &File) -> Result<(), WordingError> {
        let read = TomlFile::built_in(file);
        let mut kinds = Vec::new();
        for (id, entry) in read.root().entries() {
            if !entry.is_table() {
                return Err(entry.error(&format!("{id:?} stands outside a fact kind"), "kinds are headed [kind]"));
            }
            kinds.push((id, Kind::read(&entry)?, entry));
        }
        for (id, kind, entry) in &kinds {
            let find = |id: &str| {
                let here = kinds.iter().find(|(other, ..)| *other == id).map(|(_, kind, _)| kind);
                here.or_else(|| self.kinds.get(id))
            };
            kind.check(id, entry, &find)?;
        }
        for (id, kind, _) in kinds {
            self.kinds.insert(id.into(), kind);
        }
        self.reader = OnceLock::new();
        Ok(())
    }

    fn read_words(&mut self, root: &Entry<'_>) -> Result<(), WordingError> {
        for (name, entry) in root.entries() {
            if name == "term" {
                for (code, entry) in entry.entries() {
                    let (one, many) = match entry.as_text() {
                        Some(text) => (text, text),
                        None => (entry.get("one")?.text()?, entry.get("many")?.text()?),
                    };
                    self.terms.insert(code.into(), Term { one: one.into(), many: many.into() });
                }
            } else if name == "abbreviation" {
                for (code, entry) in entry.entries() {
                    self.abbreviations.insert(code.into(), entry.text()?.into());
                }
            } else if name == "person" {
                self.titles = Titles::read(&entry)?;
            } else {
                self.read_word(name, &entry)?;
            }
        }
        Ok(())
    }

    fn read_word(&mut self, name: &str, entry: &Entry<'_>) -> Result<(), WordingError> {
        if entry.is_table() {
            return entry.entries().try_for_each(|(inner, entry)| self.read_word(&format!("{name}.{inner}"), &entry));
        }
        self.words.insert(name.into(), pattern(entry)?);
        Ok(())
    }

    /// The fact in words, in a form such as `sentence`, `item` or `cell`.
    ///
    /// # Errors
    /// When the language has no wording for the kind, the form, or the roles
    /// that the fact fills.
    pub fn write(&self, fact: &Fact, form: &str) -> Result<Sentence, NoWording> {
        self.write_roles(self.kind_of(fact), form, &fact.roles)
    }

    /// As [`Wordings::write`], for a kind and roles by themselves: what a
    /// heading or a gap in a table is called has roles and no fact.
    pub fn write_roles(&self, kind: &str, form: &str, roles: &[(RoleName, Value)]) -> Result<Sentence, NoWording> {
        Writer::new(self, kind, roles).write(self.patterns_of(kind, form)?, form)
    }

    /// The patterns of a form, or why there are none.
    pub(crate) fn patterns_of(&self, kind: &str, form: &str) -> Result<&[Pattern], NoWording> {
        match self.patterns(kind, form) {
            Some(patterns) => Ok(patterns),
            None if self.kinds.contains_key(kind) => {
                Err(NoWording::Form { language: self.language(), kind: kind.to_owned(), form: form.to_owned() })
            }
            None => Err(NoWording::Kind { language: self.language(), kind: kind.to_owned() }),
        }
    }

    /// What stands between things that have commas in them.
    pub fn apart(&self) -> &str {
        &self.grammar.apart
    }

    /// What a fact of the kind is called: "Population". `None` where the
    /// language has no wordings for the kind.
    pub fn label(&self, kind: &str) -> Option<&str> {
        self.patterns(kind, "label")?.iter().find_map(Pattern::as_text)
    }

    /// What fills a role, by itself. `form` is one or more forms with `|`
    /// between; empty for that of running text. Forms that such values do not
    /// have change nothing.
    pub fn value(&self, value: &Value, form: &str) -> String {
        let forms: Vec<Form> = form.split('|').filter_map(Form::read).collect();
        Writer::new(self, "", &[]).value_alone(value, &forms)
    }

    /// Whether values have the form, or the forms with `|` between.
    ///
    /// # Errors
    /// The first that none has, with those that there are.
    pub fn check_form(form: &str) -> Result<(), (String, String)> {
        match form.split('|').find(|part| !part.is_empty() && Form::read(part).is_none()) {
            Some(unknown) => Err((unknown.to_owned(), Form::known())),
            None => Ok(()),
        }
    }

    /// A word of the document's own, as `heading.relations`, with the given
    /// roles in place of its placeholders.
    ///
    /// # Errors
    /// When there is no such word, or it wants a role that is not given.
    pub fn word(&self, name: &str, roles: &[(RoleName, Value)]) -> Result<String, NoWording> {
        let no_word = || NoWording::Word { language: self.language(), name: name.to_owned() };
        let pattern = self.words.get(name).ok_or_else(no_word)?;
        match pattern.as_text() {
            Some(text) => Ok(text.to_owned()),
            None => Writer::new(self, name, roles).write(std::slice::from_ref(pattern), "word").map(|s| s.text),
        }
    }

    /// The fact kinds that have wordings, sorted.
    pub fn kinds(&self) -> Vec<&str> {
        let mut kinds: Vec<&str> = self.kinds.keys().map(AsRef::as_ref).collect();
        kinds.sort_unstable();
        kinds
    }

    pub(crate) fn term(&self, code: &str) -> Option<&Term> {
        self.terms.get(code)
    }

    pub(crate) fn terms(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.terms.iter().map(|(code, term)| (&**code, &*term.one, &*term.many))
    }

    /// What is needed to read sentences, made when it is first asked for.
    pub(crate) fn reader(&self) -> &Reader {
        self.reader.get_or_init(|| Reader::of(self).expect("the built-in files read, which tests hold"))
    }

    /// The patterns in which the kind is written as sentences or items.
    pub(crate) fn sentence_patterns(&self, kind: &str) -> impl Iterator<Item = &Pattern> {
        let mut seen: Vec<&str> = Vec::new();
        let mut patterns: Vec<&Pattern> = Vec::new();
        // What a user has added stands with all that was there before.
        for (form, all) in
            self.kinds.get(kind).iter().flat_map(|kind| &kind.added).filter(|(form, _)| is_sentence(form))
        {
            patterns.extend(all.iter());
            seen.push(form);
        }
        for kind in self.likes(kind) {
            for (form, own) in &kind.forms {
                if is_sentence(form) && !seen.contains(&&**form) {
                    patterns.extend(own.iter());
                }
            }
            seen.extend(kind.forms.iter().map(|(form, _)| &**form));
        }
        patterns.into_iter()
    }

    /// How the kind is read.
    pub(crate) fn reading(&self, id: &str) -> OfReading<'_> {
        let mut reading = OfReading::default();
        for (depth, kind) in self.likes(id).enumerate() {
            let own = &kind.reading;
            reading.patterns.extend(&own.patterns);
            reading.adjuncts.extend(&own.adjuncts);
            reading.unless.extend(&own.unless);
            reading.goes_on.extend(&own.goes_on);
            reading.measure = reading.measure.or(own.measures);
            reading.counts = reading.counts.or(own.counts);
            if depth == 0 {
                reading.names.extend(own.names.iter().map(|name| &**name));
            }
        }
        let texts =
            ["noun", "label"].into_iter().filter_map(|form| self.patterns(id, form)?.iter().find_map(Pattern::as_text));
        reading.names.extend(texts.collect::<Vec<_>>());
        let mut roles: Vec<&str> = Vec::new();
        let patterns = reading.patterns.iter().copied().chain(self.sentence_patterns(id));
        patterns.for_each(|pattern| {
            pattern.each_part(&mut |part| {
                if let Part::Hole(hole) = part {
                    roles.extend(PERIODS.iter().filter(|name| **name == hole.role));
                }
            });
        });
        reading.period = PERIODS.into_iter().find(|name| roles.contains(name));
        reading
    }

    /// The kind and those that it is like.
    fn likes(&self, id: &str) -> impl Iterator<Item = &Kind> {
        let first = self.kinds.get(id);
        std::iter::successors(first, |kind| self.kinds.get(kind.like.as_deref()?)).take(LONGEST_LIKENESS + 1)
    }

    /// The names of the forms that the kind has wordings of, or that those which
    /// it is like have; some more than once.
    pub(crate) fn forms(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.likes(kind).flat_map(|kind| kind.forms.iter().chain(&kind.added)).map(|(form, _)| &**form)
    }

    /// What the organization is called for short.
    pub(crate) fn abbreviation(&self, organization: Organization) -> &str {
        self.abbreviations.get(organization.code()).map_or(organization.code(), AsRef::as_ref)
    }

    pub(crate) fn patterns(&self, kind: &str, form: &str) -> Option<&[Pattern]> {
        patterns(self.kinds.get(kind)?, form, &|id| self.kinds.get(id))
    }
}

/// The kind's patterns of a form, its own or those of the kind that it is like.
pub(crate) fn patterns<'k>(
    kind: &'k Kind,
    form: &str,
    find: &dyn Fn(&str) -> Option<&'k Kind>,
) -> Option<&'k [Pattern]> {
    if let Some((_, patterns)) = kind.added.iter().find(|(name, _)| &**name == form) {
        return Some(patterns);
    }
    let mut kind = kind;
    for _ in 0..=LONGEST_LIKENESS {
        if let Some((_, patterns)) = kind.forms.iter().find(|(name, _)| &**name == form) {
            return Some(patterns);
        }
        kind = find(kind.like.as_deref()?)?;
    }
    None
}

impl Kind {
    pub(crate) fn read(entry: &Entry<'_>) -> Result<Self, WordingError> {
        let mut kind = Self::default();
        for (form, entry) in entry.entries() {
            match form {
                "like" => kind.like = Some(entry.text()?.into()),
                "read" => kind.reading.patterns = read_patterns(&entry)?,
                "adjuncts" => kind.reading.adjuncts = read_patterns(&entry)?,
                "unless" => kind.reading.unless = read_patterns(&entry)?,
                "goes-on" => kind.reading.goes_on = read_patterns(&entry)?,
                "names" => {
                    let names: Result<_, WordingError> = entry.texts()?.iter().map(|t| Ok(t.text()?.into())).collect();
                    kind.reading.names = names?;
                }
                "counts" => kind.reading.counts = Some(Code::new(entry.text()?)),
                "measures" => kind.reading.measures = Some(Measure::read(entry.text()?)),
                _ => {}
            }
            if READING.contains(&form) {
                continue;
            }
            let patterns = entry.texts()?.iter().map(pattern).collect::<Result<Vec<_>, _>>()?;
            if patterns.is_empty() {
                return Err(entry.error("a form wants at least one pattern", ""));
            }
            kind.forms.push((form.into(), patterns.into()));
        }
        Ok(kind)
    }

    /// Reads further patterns too.
    pub(crate) fn read_too(&mut self, more: KindReading) {
        self.reading.patterns.extend(more.patterns);
        self.reading.adjuncts.extend(more.adjuncts);
        self.reading.unless.extend(more.unless);
        self.reading.goes_on.extend(more.goes_on);
        self.reading.names.extend(more.names);
        self.reading.measures = more.measures.or(self.reading.measures);
        self.reading.counts = more.counts.or(self.reading.counts);
    }

    /// That the kinds and forms which its patterns lean on are there, and that
    /// no form leans on itself.
    pub(crate) fn check<'k>(
        &'k self,
        id: &str,
        entry: &Entry<'_>,
        find: &dyn Fn(&str) -> Option<&'k Kind>,
    ) -> Result<(), WordingError> {
        let mut chain = vec![self];
        while let Some(like) = chain.last().and_then(|kind| kind.like.as_deref()) {
            let at = entry.find("like").unwrap_or_else(|| entry.clone());
            let next = find(like)
                .ok_or_else(|| at.error(&format!("there is no fact kind {like:?}"), "name one with wordings"))?;
            if chain.len() > LONGEST_LIKENESS {
                return Err(at.error(&format!("{id:?} is like itself, or the row of likenesses is too long"), ""));
            }
            chain.push(next);
        }
        for (form, own) in chain.iter().flat_map(|kind| &kind.forms).chain(&self.added) {
            let mut problem = None;
            own.iter().for_each(|p| {
                p.each_part(&mut |part| {
                    let Part::Own(name) = part else { return };
                    let Some(patterns) = patterns(self, name, find) else {
                        let text = format!("the fact kind {id:?} has no form {name:?}, which {form:?} wants");
                        problem = Some((form.clone(), text));
                        return;
                    };
                    patterns.iter().for_each(|p| {
                        p.each_part(&mut |part| {
                            if matches!(part, Part::Own(_)) {
                                let text = format!("{name:?} is to stand in other forms, and so may hold none");
                                problem = Some((name.clone(), text));
                            }
                        });
                    });
                });
            });
            if let Some((form, problem)) = problem {
                return Err(entry.find(&form).unwrap_or_else(|| entry.clone()).error(&problem, ""));
            }
        }
        Ok(())
    }
}

/// The entries of a kind that are no forms.
const READING: [&str; 8] = ["like", "read", "adjuncts", "unless", "goes-on", "names", "measures", "counts"];

pub(crate) fn read_patterns(entry: &Entry<'_>) -> Result<Vec<Pattern>, WordingError> {
    let pattern =
        |text: &Entry<'_>| Pattern::for_reading(text.text()?).map_err(|e| text.error_within(e.at, &e.problem, &e.hint));
    entry.texts()?.iter().map(pattern).collect()
}

fn pattern(entry: &Entry<'_>) -> Result<Pattern, WordingError> {
    Pattern::read(entry.text()?).map_err(|e| entry.error_within(e.at, &e.problem, &e.hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_the_catalogue_has_wordings() {
        for language in Language::ALL {
            let wordings = Wordings::in_language(language);
            for kind in attache_fact::catalogue() {
                let id = kind.id();
                assert!(wordings.label(id).is_some(), "{language:?}: {id} has no label");
                for form in ["sentence", "item", "cell"] {
                    assert!(wordings.patterns(id, form).is_some(), "{language:?}: {id} has no {form}");
                }
            }
        }
    }

    /// A role that is misspelt in a pattern is never filled, and nobody notices.
    #[test]
    fn patterns_name_the_roles_that_kinds_have() {
        for language in Language::ALL {
            for kind in attache_fact::catalogue() {
                name_the_roles(Wordings::in_language(language), kind);
            }
        }
    }

    fn name_the_roles(wordings: &Wordings, kind: &dyn attache_fact::Kind) {
        let id = kind.id();
        let Some((_, documented)) = kind.states().split_once("Roles:") else { return };
        let roles: Vec<&str> = documented.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let forms = wordings.kinds[id].forms.iter();
        for (form, pattern) in forms.flat_map(|(form, patterns)| patterns.iter().map(move |p| (form, p))) {
            pattern.each_part(&mut |part| {
                let role = match part {
                    Part::Hole(hole) => hole.role,
                    Part::Guard(guard) => guard.role,
                    _ => return,
                };
                let language = wordings.language();
                assert!(roles.contains(&role), "{language:?}: {id} {form}: {role} is not among {documented}");
            });
        }
    }

    /// French sets apart with a space that does not break.
    #[test]
    fn no_line_of_french_breaks_before_a_sign() {
        let files = built_in::files(Language::French);
        for File { name: file, text, .. } in files.kinds.iter().chain([&files.grammar, &files.units, &files.words]) {
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let at = [" :", " ;", " %", " »", "« "].into_iter().find(|sign| line.contains(sign));
                assert_eq!(at, None, "{file}: {line}");
            }
        }
    }

    #[test]
    fn no_kind_stands_in_two_files() {
        let files = built_in::files(Language::English);
        let headed: usize = files.kinds.iter().map(|file| TomlFile::built_in(file).root().entries().count()).sum();
        assert_eq!(headed, Wordings::english().kinds.len());
    }

    fn error(text: &str) -> (usize, usize, String) {
        let mut wordings = Wordings::built_in(Language::English).unwrap();
        let error = wordings.extend("mine.toml", text).unwrap_err();
        assert_eq!(error.file, "mine.toml");
        (error.line, error.column, error.problem)
    }

    #[test]
    fn errors_of_a_file_have_a_place() {
        let cases = [
            (
                "[\"own:a\"]\nsentence = [\n  \"{value}\",\n  \"é {value|huge}\",\n]",
                (4, 13, "\"huge\" is not a form that a role can be written in"),
            ),
            ("[\"own:a\"]\nsentence = \"a [b\"", (2, 15, "this [ is not closed")),
            ("[\"own:a\"]\nsentence = 1", (2, 12, "this is to be a text")),
            ("[\"own:a\"]\nsentence = []", (2, 12, "a form wants at least one pattern")),
            ("x = 1", (1, 5, "\"x\" stands outside a fact kind")),
            ("[\"own:a\"]\nlike = \"b\"", (2, 8, "there is no fact kind \"b\"")),
            ("[\"own:a\"]\nlike = \"own:a\"", (2, 8, "\"own:a\" is like itself, or the row of likenesses is too long")),
            (
                "[\"own:a\"]\ncell = \"{.noun}\"",
                (2, 8, "the fact kind \"own:a\" has no form \"noun\", which \"cell\" wants"),
            ),
            ("[population]\nnoun = \"{.noun}\"", (2, 8, "\"noun\" is to stand in other forms, and so may hold none")),
            ("[popluation]\nlabel = \"x\"", (1, 2, "there is no fact kind \"popluation\"")),
            ("[population]\nitem = \"é {!sbject}\"", (2, 13, "\"sbject\" is no role of population")),
            ("[population]\nlike = \"own-figures\"", (2, 8, "\"population\" has wordings already")),
            ("language = \"es\"", (1, 12, "the file is in \"es\", and taken for \"en\"")),
        ];
        for (text, (line, column, problem)) in cases {
            assert_eq!(error(text), (line, column, problem.to_owned()), "{text}");
        }
        assert_eq!(error("[a\nb").0, 1);
    }

    #[test]
    fn words() {
        let areas = ["US", "BO"].map(|code| Value::Area(attache_model::Areas::find(code).unwrap()));
        let [a, b] = areas;
        let roles = [("a", a), ("b", b)];
        let word = |name: &str| Wordings::english().word(name, &roles);
        assert_eq!(word("title.pair").unwrap(), "U.S. relations with Bolivia");
        assert_eq!(word("heading.relations").unwrap(), "Relations");
        assert_eq!(word("subtitle.as-of").unwrap(), "Fact sheet. Figures as published by {date}.");
        assert_eq!(Wordings::english().value(&roles[0].1, "'s"), "the United States'");
        assert_eq!(Wordings::english().value(&roles[0].1, "millions"), "the United States");
        assert!(word("heading.nothing").is_err());
    }

    /// Every hole of every pattern is written as what it asks for, whatever
    /// fills it, or refused; nothing panics.
    #[test]
    fn no_value_is_too_strange() {
        for language in Language::ALL {
            write_strange_values(Wordings::in_language(language));
        }
    }

    fn write_strange_values(wordings: &Wordings) {
        let area = attache_model::Areas::find("US").unwrap();
        let values = [
            Value::Area(area),
            Value::Areas(Vec::new()),
            Value::Organizations(Vec::new()),
            Value::Quantity(attache_fact::Quantity::new(attache_model::Decimal::MIN, attache_model::unit::USD)),
            Value::Quantities(Vec::new()),
            Value::Period("-9999-01-01".parse().unwrap()),
            Value::Rank(0),
            Value::Rank(u32::MAX),
            Value::Count(0),
            Value::Text(String::new()),
            Value::Text("ﬁß\u{202e}".to_owned()),
            Value::Texts(vec![String::new()]),
        ];
        for (id, kind) in &wordings.kinds {
            for (form, patterns) in &kind.forms {
                let mut names: Vec<&'static str> = Vec::new();
                patterns.iter().for_each(|p| {
                    p.each_part(&mut |part| {
                        if let Part::Hole(hole) = part {
                            names.push(hole.role);
                        }
                    });
                });
                for value in &values {
                    let roles: Vec<(RoleName, Value)> = names.iter().map(|n| (*n, value.clone())).collect();
                    if let Ok(sentence) = wordings.write_roles(id, form, &roles) {
                        assert!(sentence.roles.iter().all(|(_, r)| sentence.text.get(r.clone()).is_some()));
                    }
                }
            }
        }
    }
}
