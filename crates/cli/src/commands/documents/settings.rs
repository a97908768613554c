//! `.attache.toml`: what holds for the documents in its folder and those below.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
};

use attache_engine::{
    Error,
    checking::{Given, Rule, Severities, Severity},
    model::{Area, Areas},
};
use ignore::{
    Match,
    gitignore::{Gitignore, GitignoreBuilder},
};
use jiff::civil::Date;
use serde::Deserialize;
use toml::{Spanned, Value};

use super::files::shown;
use crate::{commands::language, failure::Failure};

const NAME: &str = ".attache.toml";

/// What the settings of a folder and of those above it come to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) given: Given,
    pub(crate) severities: Severities,
    /// The outermost folder's first.
    pub(crate) wordings: Vec<PathBuf>,
    /// The outermost folder's first.
    ignores: Vec<Gitignore>,
}

impl Settings {
    /// Whether a document is passed over, by its canonical path. The nearest folder
    /// that says anything of it decides.
    pub(crate) fn ignore(&self, path: &Path) -> bool {
        let said = self.ignores.iter().rev().find_map(|globs| {
            let own = path.strip_prefix(globs.path()).ok()?;
            match globs.matched_path_or_any_parents(own, false) {
                Match::None => None,
                Match::Ignore(_) => Some(true),
                Match::Whitelist(_) => Some(false),
            }
        });
        said.unwrap_or(false)
    }
}

/// The settings of folders, each read once.
#[derive(Default)]
pub(crate) struct Folders(HashMap<PathBuf, Arc<Settings>>);

impl Folders {
    /// Those of the folder that a document is in. What a nearer folder says goes
    /// before what one above it says; ignores and wordings of both hold.
    pub(crate) fn of_document(&mut self, path: &Path) -> Result<Arc<Settings>, Failure> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.of(&folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned()))
    }

    fn of(&mut self, folder: &Path) -> Result<Arc<Settings>, Failure> {
        if let Some(known) = self.0.get(folder) {
            return Ok(known.clone());
        }
        let above = folder.parent().map(|parent| self.of(parent)).transpose()?.unwrap_or_default();
        let path = folder.join(NAME);
        let settings = match fs::read_to_string(&path) {
            Ok(text) => Arc::new(File { path: &path, text: &text }.over(folder, &above)?),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => above,
            Err(error) => {
                let hint = "check its permissions, and that it is UTF-8";
                return Err(Failure::new(format!("{}: {error}", shown(&path)), hint));
            }
        };
        self.0.insert(folder.to_owned(), settings.clone());
        Ok(settings)
    }
}

/// What the file may say. Every part may be left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    about: Option<Spanned<Value>>,
    dated: Option<Spanned<Value>>,
    author: Option<Spanned<String>>,
    lang: Option<Spanned<String>>,
    #[serde(default)]
    wordings: Vec<String>,
    #[serde(default)]
    ignore: Vec<Spanned<String>>,
    #[serde(default)]
    rules: BTreeMap<String, Spanned<String>>,
}

struct File<'a> {
    path: &'a Path,
    text: &'a str,
}

impl File<'_> {
    fn over(&self, folder: &Path, above: &Settings) -> Result<Settings, Failure> {
        let parts: Parts = toml::from_str(self.text).map_err(|error| {
            let hint = "it may have about, dated, author, lang, wordings, ignore and the part [rules]";
            self.wrong(error.span().map_or(0, |span| span.start), error.message(), hint)
        })?;
        let mut settings = above.clone();
        if let Some(about) = &parts.about {
            settings.given.about = self.areas(about)?;
        }
        if let Some(author) = &parts.author {
            settings.given.author = Some(self.area(author.get_ref(), author.span().start)?);
        }
        if let Some(dated) = &parts.dated {
            settings.given.dated = Some(self.date(dated)?);
        }
        if let Some(lang) = &parts.lang {
            let found = language(lang.get_ref());
            let hint = "it is one of en, es, fr";
            let wrong = |_| self.wrong(lang.span().start, &format!("lang {:?} is not known", lang.get_ref()), hint);
            settings.given.language = Some(found.map_err(wrong)?);
        }
        for (name, severity) in &parts.rules {
            let at = severity.span().start;
            let rule = Rule::find(name).map_err(|unknown| self.wrong(at, &unknown.to_string(), &unknown.hint()))?;
            let severity = Severity::find(severity.get_ref()).ok_or_else(|| {
                let hint = r#"it is one of "off", "note", "warning", "error""#;
                self.wrong(at, &format!("{:?} is no severity", severity.get_ref()), hint)
            })?;
            settings.severities.set(rule, severity);
        }
        settings.wordings.extend(parts.wordings.iter().map(|file| folder.join(file)));
        if !parts.ignore.is_empty() {
            settings.ignores.push(self.ignores(folder, &parts.ignore)?);
        }
        Ok(settings)
    }

    fn ignores(&self, folder: &Path, globs: &[Spanned<String>]) -> Result<Gitignore, Failure> {
        const HINT: &str = "globs are written as in a .gitignore, as drafts/ or *.old.md";
        let mut builder = GitignoreBuilder::new(folder);
        for glob in globs {
            let added = builder.add_line(None, glob.get_ref());
            added.map_err(|error| self.wrong(glob.span().start, &error.to_string(), HINT))?;
        }
        builder.build().map_err(|error| self.wrong(0, &error.to_string(), HINT))
    }

    fn areas(&self, about: &Spanned<Value>) -> Result<Vec<Area>, Failure> {
        let at = about.span().start;
        let names: Option<Vec<&str>> = match about.get_ref() {
            Value::String(names) => Some(names.split(',').map(str::trim).collect()),
            Value::Array(names) => names.iter().map(Value::as_str).collect(),
            _ => None,
        };
        let names = names
            .ok_or_else(|| self.wrong(at, "about is a list of countries", r#"write it as about = ["US", "BO"]"#))?;
        names.into_iter().map(|name| self.area(name, at)).collect()
    }

    fn area(&self, name: &str, at: usize) -> Result<Area, Failure> {
        Areas::find(name).map_err(Error::from).map_err(|error| self.wrong(at, &error.to_string(), &error.hint()))
    }

    fn date(&self, dated: &Spanned<Value>) -> Result<Date, Failure> {
        let text = match dated.get_ref() {
            Value::String(text) => text.clone(),
            Value::Datetime(day) => day.to_string(),
            _ => String::new(),
        };
        text.parse().map_err(|_| self.wrong(dated.span().start, "dated is no date", "write it as dated = 2023-08-15"))
    }

    /// What is wrong at a byte of the file.
    fn wrong(&self, at: usize, problem: &str, hint: &str) -> Failure {
        let line = self.text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
        let problem = problem.trim_end().replace('\n', "; ");
        Failure::new(format!("{}, line {line}: {problem}", shown(self.path)), hint)
    }
}
