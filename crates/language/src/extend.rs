//! The user's own wordings: a file of them adds to the built-in ones, and needs
//! no Rust and no rebuild.

use attache_fact::Fact;
use attache_model::{Code, Language};

use crate::{
    WordingError, Wordings,
    kind::{Kind, patterns},
    pattern::{Part, Pattern, PatternReader},
    toml_file::{Entry, TomlFile},
};

/// The fact kind of the figures that a user has added; each of its series may
/// have wordings of its own, headed by the series' code.
const OWN_FIGURES: &str = "own-figures";

/// Before the codes of a user's own series.
const OWN: &str = "own:";

/// The setting at the head of a file that says its language.
const LANGUAGE: &str = "language";

impl Wordings {
    /// The language that a file of wordings says it is in, `language = "es"`
    /// before its first kind.
    ///
    /// # Errors
    /// When the file is no TOML, or there is no such language.
    pub fn language_of(file: &str, text: &str) -> Result<Option<Language>, WordingError> {
        let read = TomlFile::read(file, text)?;
        let Some(entry) = read.root().find(LANGUAGE) else { return Ok(None) };
        let tag = entry.text()?;
        let known = || Language::ALL.map(Language::tag).join(", ");
        let language = Language::ALL.into_iter().find(|l| l.tag() == tag);
        language.map(Some).ok_or_else(|| {
            entry.error(&format!("{tag:?} is no language that is known"), &format!("it is one of {}", known()))
        })
    }

    /// Adds the wordings of a user's file, which is named in errors.
    ///
    /// - `[population]`: to a kind that there is. Its sentences and other forms
    ///   stand before those that are there, and where none of them fits, those
    ///   are written; what is `read` stands behind them. Kinds that are like
    ///   this one do not take part, but what is added to `indicator`, of which
    ///   no fact is, holds for all plain series.
    /// - `["own:grants"]`: of one series of the user's own figures, by its code;
    ///   `["own:grants:women"]` of one of its categories. What it does not say
    ///   itself it says as `own-figures` does, or as the kind that `like` names.
    ///
    /// ```
    /// use attache_language::Wordings;
    /// use attache_model::Language;
    ///
    /// let mut wordings = Wordings::built_in(Language::English).unwrap();
    /// let own = "[\"own:grants\"]\nsentence = \"{partner} received {value} in grants from {subject} {time|in}.\"";
    /// wordings.extend("grants.toml", own).unwrap();
    /// let error = wordings.extend("typo.toml", "[population]\nsentence = \"{subjct} has {value}.\"").unwrap_err();
    /// assert_eq!(error.to_string(), "typo.toml:2:14: \"subjct\" is no role of population");
    /// ```
    ///
    /// # Errors
    /// At the first thing in the file that does not read, or that could never be
    /// written: a kind or a role that there is not. Then nothing of it is added.
    pub fn extend(&mut self, file: &str, text: &str) -> Result<(), WordingError> {
        let read = TomlFile::read(file, text).map_err(hint_at_quotes(text))?;
        let root = read.root();
        let mut extended: Vec<(&str, Kind, Entry<'_>)> = Vec::new();
        for (id, entry) in root.entries() {
            if id == LANGUAGE && !entry.is_table() {
                self.check_language(&entry)?;
                continue;
            }
            if !entry.is_table() {
                return Err(entry.error(
                    &format!("{id:?} stands outside a fact kind"),
                    "kinds are headed [kind]; before the first one only language = \"...\" may stand",
                ));
            }
            extended.push((id, self.extended(id, &entry)?, entry));
        }
        for (id, kind, entry) in &extended {
            let find = |id: &str| {
                let here = extended.iter().find(|(other, ..)| *other == id).map(|(_, kind, _)| kind);
                here.or_else(|| self.kinds.get(id))
            };
            kind.check(id, entry, &find)?;
        }
        self.kinds.extend(extended.into_iter().map(|(id, kind, _)| (id.into(), kind)));
        self.forget_reader();
        Ok(())
    }

    /// The kind as it is with what the entry adds to it.
    fn extended(&self, id: &str, entry: &Entry<'_>) -> Result<Kind, WordingError> {
        let mut given = Kind::read(entry, &mut PatternReader::default())?;
        for (form, patterns) in &given.forms {
            let at = entry.get(form)?;
            at.texts()?.iter().zip(patterns).try_for_each(|(text, pattern)| check_roles(id, text, pattern))?;
        }
        let Some(known) = self.kinds.get(id) else {
            if !id.starts_with(OWN) {
                return Err(self.unknown(id, entry));
            }
            given.like.get_or_insert_with(|| OWN_FIGURES.into());
            return Ok(given);
        };
        if let Some(like) = entry.find("like").filter(|_| given.like != known.like) {
            return Err(like.error(&format!("{id:?} has wordings already"), "`like` is for series of your own"));
        }
        let mut kind = known.clone();
        kind.read_too(std::mem::take(&mut given.reading));
        for (form, own) in given.forms {
            let before = patterns(known, &form, &|id| self.kinds.get(id)).unwrap_or_default();
            let all: Box<[Pattern]> = own.iter().chain(before).cloned().collect();
            // What other kinds say as this one does is not theirs to change,
            // unless it is there for nothing else.
            let stands_for_others = attache_fact::find(Code::new(id)).is_none();
            let place = if stands_for_others { &mut kind.forms } else { &mut kind.added };
            match place.iter_mut().find(|(name, _)| *name == form) {
                Some((_, patterns)) => *patterns = all,
                None => place.push((form, all)),
            }
        }
        Ok(kind)
    }

    fn check_language(&self, entry: &Entry<'_>) -> Result<(), WordingError> {
        let (said, own) = (entry.text()?, self.language().tag());
        if said == own {
            return Ok(());
        }
        Err(entry.error(&format!("the file is in {said:?}, and taken for {own:?}"), "put it where its language is"))
    }

    /// No fact would ever be written with the wordings of such a kind.
    fn unknown(&self, id: &str, entry: &Entry<'_>) -> WordingError {
        let near = self.kinds().into_iter().map(|known| (strsim::jaro_winkler(known, id), known));
        let near = near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(likeness, _)| *likeness > 0.9);
        let hint = match near {
            Some((_, near)) => format!("did you mean [{near}]? "),
            None => "`attache facts` lists the kinds; ".to_owned(),
        };
        entry.error(
            &format!("there is no fact kind {id:?}"),
            &format!("{hint}a series of your own is headed by its code in quotation marks, as [\"own:{id}\"]"),
        )
    }

    /// Whether the fact is of a user's own series that has wordings of its own,
    /// so that it is a sentence and no label with a figure.
    pub fn has_own_words(&self, fact: &Fact) -> bool {
        fact.expression.kind == OWN_FIGURES && self.kind_of(fact) != OWN_FIGURES
    }

    /// The kind whose wordings a fact is written with: its own, but for a user's
    /// series with wordings of its own.
    pub(crate) fn kind_of<'f>(&'f self, fact: &'f Fact) -> &'f str {
        let kind = fact.expression.kind.as_str();
        if kind != OWN_FIGURES {
            return kind;
        }
        let Some(indicator) = fact.expression.args.get("indicator") else { return kind };
        let own = match fact.expression.args.get("category") {
            Some(category) => format!("{OWN}{}:{}", indicator.as_str(), category.as_str()),
            None => format!("{OWN}{}", indicator.as_str()),
        };
        self.kinds.get_key_value(own.as_str()).map_or(kind, |(id, _)| id)
    }
}

/// A role that the kind's facts do not have is never filled, and nobody would
/// notice.
fn check_roles(id: &str, text: &Entry<'_>, pattern: &Pattern) -> Result<(), WordingError> {
    let kind = if id.starts_with(OWN) { OWN_FIGURES } else { id };
    let Some((_, documented)) = attache_fact::find(Code::new(kind)).and_then(|k| k.states().split_once("Roles:"))
    else {
        return Ok(());
    };
    let roles: Vec<&str> = documented.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let unknown = pattern.all.iter().find_map(|part| {
        let role = match part {
            Part::Hole(hole) => hole.role,
            Part::Guard(guard) => guard.role,
            _ => return None,
        };
        (!roles.contains(&role)).then_some(role)
    });
    let Some(role) = unknown else { return Ok(()) };
    let spelled = text.text()?;
    let starts = ["{", "{?", "{!"].iter().find_map(|open| Some(spelled.find(&format!("{open}{role}"))? + open.len()));
    Err(text.error_within(
        starts.unwrap_or(0),
        &format!("{role:?} is no role of {kind}"),
        &format!("its roles are{}", documented.trim_end_matches('.')),
    ))
}

/// A heading `[own:grants]` is no TOML, and TOML's own words for it help nobody.
fn hint_at_quotes(text: &str) -> impl Fn(WordingError) -> WordingError {
    move |error| {
        let line = text.lines().nth(error.line.saturating_sub(1)).unwrap_or_default().trim();
        match line.strip_prefix('[').filter(|l| l.starts_with(OWN)) {
            Some(code) => {
                let code = code.trim_end_matches(']');
                WordingError { hint: format!("a code with a colon stands in quotation marks: [\"{code}\"]"), ..error }
            }
            None => error,
        }
    }
}
