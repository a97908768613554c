use std::{ops::Range, sync::OnceLock};

use attache_fact::{Fact, RoleName, Value};
use attache_model::{Language, Organization};
use foldhash::HashMap;

use crate::{
    NoWording, WordingError,
    built_in::{self, File, Files},
    form::Form,
    grammar::Grammar,
    kind::{Kind, LONGEST_LIKENESS, pattern, patterns},
    pattern::{Pattern, PatternReader},
    person::Titles,
    read::Reader,
    toml_file::{Entry, TomlFile},
    write::Writer,
};

#[cfg(test)]
mod tests;

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

/// What a code is called.
pub(crate) struct Term {
    pub(crate) one: Box<str>,
    pub(crate) many: Box<str>,
}

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
            kinds: HashMap::default(),
            words: HashMap::default(),
            terms: HashMap::default(),
            reader: OnceLock::new(),
            abbreviations: HashMap::default(),
            titles: Titles::default(),
        };
        let mut reader = PatternReader::default();
        for file in [&files.words, &files.terms] {
            wordings.read_words(&TomlFile::built_in(file).root(), &mut reader)?;
        }
        for file in files.kinds {
            wordings.add(file, &mut reader)?;
        }
        for file in files.read {
            wordings.add_reading(file, &mut reader)?;
        }
        Ok(wordings)
    }

    /// Adds how people say what the kinds of a built-in file state.
    fn add_reading(&mut self, file: &File, reader: &mut PatternReader) -> Result<(), WordingError> {
        for (id, entry) in TomlFile::built_in(file).root().entries() {
            let given = Kind::read(&entry, reader)?;
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
    fn add(&mut self, file: &File, reader: &mut PatternReader) -> Result<(), WordingError> {
        let read = TomlFile::built_in(file);
        let mut kinds = Vec::new();
        for (id, entry) in read.root().entries() {
            if !entry.is_table() {
                return Err(entry.error(&format!("{id:?} stands outside a fact kind"), "kinds are headed [kind]"));
            }
            kinds.push((id, Kind::read(&entry, reader)?, entry));
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

    fn read_words(&mut self, root: &Entry<'_>, reader: &mut PatternReader) -> Result<(), WordingError> {
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
                self.read_word(name, &entry, reader)?;
            }
        }
        Ok(())
    }

    fn read_word(&mut self, name: &str, entry: &Entry<'_>, reader: &mut PatternReader) -> Result<(), WordingError> {
        for (inner, entry) in entry.entries() {
            self.read_word(&format!("{name}.{inner}"), &entry, reader)?;
        }
        if !entry.is_table() {
            self.words.insert(name.into(), pattern(entry, reader)?);
        }
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

    /// The kind and those that it is like.
    pub(crate) fn likes(&self, id: &str) -> impl Iterator<Item = &Kind> {
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
