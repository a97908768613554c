//! The lock of a document: which figure each of its references stood for when it was
//! last bound or updated, and what that figure rests on.
//!
//! It is TOML, made for review: one part a reference, in the order of the expressions,
//! and nothing in a part depends on another, so that two people can update different
//! references and merge the files as text.

use std::{fmt, str::FromStr};

use attache_model::{Date, Hash, Language, Panel, Release, ReleaseId};
use serde::{Deserialize, Serialize};

use crate::kept::{Kept, Recorded, Recorder, Stated};

/// What binds a document's words to figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// The version of attache that wrote it, whose words stand around what it keeps;
    /// empty where it does not say.
    pub attache: String,
    pub language: Language,
    /// Sorted by fact, role and words; no two are alike in all three.
    pub references: Vec<Locked>,
    /// The day as of which references without words of their own were written, where one
    /// was given.
    pub as_of: Option<Date>,
    /// What those state, sorted.
    pub kept: Vec<Kept>,
    /// The releases that they rest on.
    pub releases: Vec<LockedRelease>,
    /// The sources that were at hand when they were written.
    pub at_hand: Vec<String>,
}

/// A reference with the figure that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The expression, as the document has it.
    pub fact: String,
    /// The role of the fact that the words are.
    pub role: String,
    /// The words, as the document has them.
    pub text: String,
    /// The expression with every argument fixed: what `attache explain` takes.
    pub of: String,
    /// What it is in its source, as a citation says it: "Population, 2023".
    pub what: String,
    /// The figure as the data have it, with its unit.
    pub value: String,
    /// What the fact says besides of the figure's sign: `rose`, `deficit`.
    pub sign: Option<String>,
    pub releases: Vec<LockedRelease>,
}

/// A release that a figure rests on: how to have its file again, and how to cite it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedRelease {
    pub release: String,
    pub source: String,
    pub published: String,
    /// The date of publication was given, not read from the file.
    #[serde(default, rename = "published-is-given", skip_serializing_if = "std::ops::Not::not")]
    pub published_is_given: bool,
    pub retrieved: String,
    /// The SHA-256 of the publisher's file, in hexadecimal.
    pub hash: String,
    pub file: String,
    pub url: String,
    pub homepage: String,
    pub publisher: String,
    pub title: String,
    pub edition: String,
    pub licence: String,
    pub citation: String,
}

/// The version of the file's form.
const VERSION: u32 = 1;

/// The version of the program.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// What tells references apart.
type Key<'a> = (&'a str, &'a str, &'a str);

impl Lock {
    pub fn new(language: Language, mut references: Vec<Locked>) -> Self {
        references.sort_by(|a, b| a.key().cmp(&b.key()));
        references.dedup_by(|a, b| a.key() == b.key());
        let (as_of, kept, releases, at_hand) = Default::default();
        Self { attache: PROGRAM.to_owned(), language, references, as_of, kept, releases, at_hand }
    }

    /// The version of attache that wrote it, where that is not this one.
    pub fn other_version(&self) -> Option<&str> {
        Some(self.attache.as_str()).filter(|version| *version != PROGRAM)
    }

    /// This lock with what references without words of their own state, as it was
    /// recorded when the document was written from a panel, as of a day where one was
    /// given.
    #[must_use]
    pub fn keeping(self, recorder: Recorder<'_>, panel: &Panel, as_of: Option<Date>) -> Self {
        let Recorded { kept, releases, at_hand } = recorder.into_kept();
        let cited = panel.releases().filter(|release| releases.contains(&release.id.0));
        let mut releases: Vec<LockedRelease> = cited.map(LockedRelease::of).collect();
        releases.sort_by(|a, b| a.release.cmp(&b.release));
        let as_of = as_of.filter(|_| !kept.is_empty());
        Self { attache: PROGRAM.to_owned(), as_of, kept, releases, at_hand, ..self }
    }

    /// This lock with what references without words stated by an earlier one, where that
    /// has them: what is new in the document has not changed.
    #[must_use]
    pub fn as_kept_by(mut self, earlier: &Self) -> Self {
        for kept in &mut self.kept {
            let same = earlier.kept.binary_search_by(|it| it.key().cmp(&kept.key()));
            if let Some(then) = same.ok().and_then(|at| earlier.kept.get(at)) {
                kept.clone_from(then);
            }
        }
        // Roles are asked of the facts that were stated then.
        let missing = earlier.kept.iter().filter(|it| !self.kept.iter().any(|own| own.key() == it.key()));
        let missing: Vec<Kept> = missing.cloned().collect();
        self.kept.extend(missing);
        self.kept.sort_by(|a, b| a.key().cmp(&b.key()));
        let releases = earlier.releases.iter().filter(|it| !self.releases.contains(it));
        let releases: Vec<LockedRelease> = releases.cloned().collect();
        self.releases.extend(releases);
        self.at_hand.clone_from(&earlier.at_hand);
        self.as_of = earlier.as_of;
        self
    }

    /// What references without words of their own state: statements and charts.
    pub fn stated(&self) -> impl Iterator<Item = Stated<'_>> {
        self.kept.iter().flat_map(Kept::stated)
    }

    /// The releases that are cited, each as often as it stands in the lock.
    pub fn cited(&self) -> impl Iterator<Item = &LockedRelease> {
        self.references.iter().flat_map(|it| &it.releases).chain(&self.releases)
    }

    /// The reference with this fact, role and words.
    pub fn find(&self, fact: &str, role: &str, text: &str) -> Option<&Locked> {
        let at = self.references.binary_search_by(|it| it.key().cmp(&(fact, role, text))).ok()?;
        self.references.get(at)
    }

    /// Reads a lock file.
    ///
    /// # Errors
    /// When it is no TOML, has another form, or a date or hash in it is none.
    pub fn read(text: &str) -> Result<Self, LockError> {
        let file: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
            LockError { line, problem: error.message().to_owned(), hint: AGAIN.to_owned() }
        })?;
        let wrong = |problem: String| LockError { line: None, problem, hint: AGAIN.to_owned() };
        if file.version != VERSION {
            let hint = "a newer attache wrote it; use that one";
            let problem = format!("is of version {}, and this program reads {VERSION}", file.version);
            return Err(LockError { line: None, problem, hint: hint.to_owned() });
        }
        let language = Language::ALL.into_iter().find(|language| language.tag() == file.language);
        let language = language.ok_or_else(|| wrong(format!("{:?} is no language that is known", file.language)))?;
        for release in file.reference.iter().flat_map(|it| &it.from).chain(&file.release) {
            Hash::from_str(&release.hash).map_err(wrong)?;
            for day in [&release.published, &release.retrieved] {
                day.parse::<Date>().map_err(|error| wrong(format!("{day:?} is no day: {error}")))?;
            }
        }
        let references = file.reference.into_iter().map(|it| Locked {
            fact: it.fact,
            role: it.role,
            text: it.text,
            of: it.of,
            what: it.what,
            value: it.value,
            sign: it.sign,
            releases: it.from,
        });
        let as_of = file.as_of.map(|day| day.parse().map_err(|error| wrong(format!("{day:?} is no day: {error}"))));
        Ok(Self {
            attache: file.attache,
            as_of: as_of.transpose()?,
            kept: file.statement,
            releases: file.release,
            at_hand: file.at_hand,
            ..Self::new(language, references.collect())
        })
    }
}

const AGAIN: &str = "take it from version control, or bind the document anew";

impl Locked {
    fn key(&self) -> Key<'_> {
        (&self.fact, &self.role, &self.text)
    }

    /// How the reference is called: `population?area=BO#value`.
    pub fn id(&self) -> String {
        format!("{}#{}", self.fact, self.role)
    }
}

impl LockedRelease {
    pub fn of(release: &Release) -> Self {
        Self {
            release: release.id.to_string(),
            source: release.source.to_string(),
            published: release.published.to_string(),
            published_is_given: release.published_is_given,
            retrieved: release.snapshot.retrieved.to_string(),
            hash: release.snapshot.hash.to_string(),
            file: release.snapshot.file.clone(),
            url: release.snapshot.url.clone(),
            homepage: release.homepage.clone(),
            publisher: release.publisher.clone(),
            title: release.title.clone(),
            edition: release.edition.clone(),
            licence: release.licence.clone(),
            citation: release.citation.clone(),
        }
    }

    pub fn id(&self) -> ReleaseId {
        ReleaseId(self.release.clone())
    }
}

/// As the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    #[serde(default)]
    attache: String,
    language: String,
    #[serde(default, rename = "as-of")]
    as_of: Option<String>,
    #[serde(default, rename = "at-hand")]
    at_hand: Vec<String>,
    #[serde(default)]
    reference: Vec<Reference>,
    #[serde(default)]
    statement: Vec<Kept>,
    #[serde(default)]
    release: Vec<LockedRelease>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    fact: String,
    role: String,
    text: String,
    of: String,
    what: String,
    value: String,
    sign: Option<String>,
    from: Vec<LockedRelease>,
}

/// Why a file is no lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockError {
    /// From 1.
    pub line: Option<usize>,
    pub problem: String,
    pub hint: String,
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.problem),
            None => f.write_str(&self.problem),
        }
    }
}

impl std::error::Error for LockError {}

/// The lock as its file has it.
impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "# What the bound figures of the document beside this file stand for.")?;
        writeln!(f, "# Written by `attache bind` and `attache update`.")?;
        writeln!(f, "version = {VERSION}")?;
        if !self.attache.is_empty() {
            writeln!(f, "attache = {}", quoted(&self.attache))?;
        }
        writeln!(f, "language = {}", quoted(self.language.tag()))?;
        if let Some(day) = self.as_of {
            writeln!(f, "as-of = \"{day}\"")?;
        }
        if !self.at_hand.is_empty() {
            let all: Vec<String> = self.at_hand.iter().map(|it| quoted(it)).collect();
            writeln!(f, "at-hand = [{}]", all.join(", "))?;
        }
        for it in &self.references {
            writeln!(f, "\n[[reference]]")?;
            writeln!(f, "fact = {}", quoted(&it.fact))?;
            writeln!(f, "role = {}", quoted(&it.role))?;
            writeln!(f, "text = {}", quoted(&it.text))?;
            writeln!(f, "of = {}", quoted(&it.of))?;
            writeln!(f, "what = {}", quoted(&it.what))?;
            writeln!(f, "value = {}", quoted(&it.value))?;
            if let Some(sign) = &it.sign {
                writeln!(f, "sign = {}", quoted(sign))?;
            }
            writeln!(f, "from = [")?;
            for release in &it.releases {
                writeln!(f, "  {release},")?;
            }
            writeln!(f, "]")?;
        }
        for kept in &self.kept {
            let text = toml::to_string(&Statements { statement: [kept] }).map_err(|_| fmt::Error)?;
            write!(f, "\n{text}")?;
        }
        for release in &self.releases {
            let text = toml::to_string(&Releases { release: [release] }).map_err(|_| fmt::Error)?;
            write!(f, "\n{text}")?;
        }
        Ok(())
    }
}

/// Parts of the file, each by itself.
#[derive(Serialize)]
struct Statements<'a> {
    statement: [&'a Kept; 1],
}

#[derive(Serialize)]
struct Releases<'a> {
    release: [&'a LockedRelease; 1],
}

impl fmt::Display for LockedRelease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{ release = {}, source = {}", quoted(&self.release), quoted(&self.source))?;
        write!(f, ", published = {}", quoted(&self.published))?;
        if self.published_is_given {
            write!(f, ", published-is-given = true")?;
        }
        let rest = [
            ("retrieved", &self.retrieved),
            ("hash", &self.hash),
            ("file", &self.file),
            ("url", &self.url),
            ("homepage", &self.homepage),
            ("publisher", &self.publisher),
            ("title", &self.title),
            ("edition", &self.edition),
            ("licence", &self.licence),
            ("citation", &self.citation),
        ];
        for (name, value) in rest {
            write!(f, ", {name} = {}", quoted(value))?;
        }
        f.write_str(" }")
    }
}

/// A TOML string in one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release() -> LockedRelease {
        let text = |text: &str| text.to_owned();
        LockedRelease {
            release: text("census-2023-03-08-22dad55d"),
            source: text("census"),
            published: text("2023-03-08"),
            published_is_given: true,
            retrieved: text("2026-11-28"),
            hash: "ab".repeat(32),
            file: text("country.xlsx"),
            url: text("https://example.org/country.xlsx"),
            homepage: text("https://example.org"),
            publisher: text("U.S. Census Bureau"),
            title: text("Trade in Goods"),
            edition: text("as of \"March\" \\ 2023"),
            licence: text("public domain"),
            citation: text("line\nbreak\u{1}"),
        }
    }

    fn locked(fact: &str, text: &str) -> Locked {
        Locked {
            fact: fact.to_owned(),
            role: "value".to_owned(),
            text: text.to_owned(),
            of: format!("{fact}&time=2022"),
            what: "Figure, 2022".to_owned(),
            value: "1 USD".to_owned(),
            sign: (fact < "b").then(|| "rose".to_owned()),
            releases: vec![release(), release()],
        }
    }

    #[test]
    fn a_lock_reads_as_it_is_written() {
        let references = vec![locked("b?area=PE", "2"), locked("a?area=PE", "“1”"), locked("b?area=PE", "2")];
        let lock = Lock::new(Language::French, references);
        assert_eq!(lock.references.len(), 2);
        let text = lock.to_string();
        assert_eq!(Lock::read(&text), Ok(lock.clone()), "{text}");
        assert_eq!(lock.other_version(), None);
        let before = text.replacen(&format!("attache = \"{PROGRAM}\""), "attache = \"0.0.1\"", 1);
        assert_eq!(Lock::read(&before).unwrap().other_version(), Some("0.0.1"));
        assert!(lock.find("a?area=PE", "value", "“1”").is_some() && lock.find("a?area=PE", "value", "1").is_none());
    }

    #[test]
    fn errors_name_the_line() {
        let text = Lock::new(Language::English, vec![locked("a", "1")]).to_string();
        for (change, with, line, says) in [
            ("role", "roll", Some(9), "unknown field `roll`"),
            ("version = 1", "version = 2", None, "version 2"),
            ("language = \"en\"", "language = \"xx\"", None, "no language"),
            ("\"2023-03-08\"", "\"2023-13-08\"", None, "no day"),
            (&"ab".repeat(32), "ab", None, "not a SHA-256 hash"),
            ("[[reference]]", "[[reference]", Some(7), ""),
        ] {
            let error = Lock::read(&text.replacen(change, with, 1)).unwrap_err();
            assert_eq!(error.line, line, "{error}");
            assert!(error.to_string().contains(says), "{error}");
        }
    }
}
