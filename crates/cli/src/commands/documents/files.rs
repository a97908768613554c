//! Which documents are meant by what is named: files, folders, globs, and `-`.

use std::{
    collections::HashSet,
    fs,
    path::{Component, Path, PathBuf},
};

use attache_engine::prose::Format;
use globset::{GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;

use super::settings::Folders;
use crate::failure::Failure;

/// What stands for standard input.
pub(crate) const STANDARD_INPUT: &str = "-";

/// A document that is to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    /// As it was named, or found below what was named.
    pub(crate) path: PathBuf,
    pub(crate) is_standard_input: bool,
}

/// Documents in the order of what names them, each once, and what could not be
/// found.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) documents: Vec<Document>,
    pub(crate) failures: Vec<Failure>,
    seen: HashSet<PathBuf>,
}

impl Found {
    /// Those that are named. In folders, documents are what is called so, is not
    /// hidden, and is ignored neither by an ignore file nor by the settings.
    pub(crate) fn of(named: &[PathBuf], standard_input: &Path, folders: &mut Folders) -> Result<Self, Failure> {
        let mut found = Self::default();
        for name in named {
            if name.as_os_str() == STANDARD_INPUT {
                let document = Document { path: standard_input.to_owned(), is_standard_input: true };
                if !found.documents.contains(&document) {
                    found.documents.push(document);
                }
                continue;
            }
            match fs::metadata(name) {
                Ok(about) if about.is_dir() => {
                    found.walk(WalkBuilder::new(name), folders, is_document)?;
                }
                Ok(_) => found.take(name.clone()),
                Err(error) => match glob(name) {
                    Some(glob) => found.matching(name, glob?, folders)?,
                    None => {
                        let hint = "name files, folders, or globs in quotes; - reads standard input";
                        found.failures.push(Failure::new(format!("{}: {error}", shown(name)), hint));
                    }
                },
            }
        }
        Ok(found)
    }

    fn matching(&mut self, name: &Path, glob: Glob, folders: &mut Folders) -> Result<(), Failure> {
        let before = self.seen.len();
        let mut walk = WalkBuilder::new(&glob.base);
        walk.max_depth(glob.depth);
        self.walk(walk, folders, |path| glob.matcher.is_match(path.strip_prefix(".").unwrap_or(path)))?;
        if self.seen.len() == before {
            let hint = "globs match within folders by *, across them by **; what is ignored or hidden is left out";
            self.failures.push(Failure::new(format!("nothing matches {}", shown(name)), hint));
        }
        Ok(())
    }

    fn walk(
        &mut self,
        mut walk: WalkBuilder,
        folders: &mut Folders,
        is_meant: impl Fn(&Path) -> bool,
    ) -> Result<(), Failure> {
        walk.require_git(false).sort_by_file_path(Path::cmp);
        for entry in walk.build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let problem = printable(&error.to_string());
                    self.failures.push(Failure::new(problem, "check that the folder may be read"));
                    continue;
                }
            };
            let path = entry.path();
            if !entry.file_type().is_some_and(|kind| kind.is_file()) || !is_meant(path) {
                continue;
            }
            let canonical = path.canonicalize().unwrap_or_else(|_| path.to_owned());
            if !folders.of_document(path)?.ignore(&canonical) {
                self.take(path.strip_prefix(".").unwrap_or(path).to_owned());
            }
        }
        Ok(())
    }

    fn take(&mut self, path: PathBuf) {
        if self.seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
            self.documents.push(Document { path, is_standard_input: false });
        }
    }
}

/// Whether a file in a folder is a document, by its name.
fn is_document(path: &Path) -> bool {
    let format = path.file_name().and_then(|name| Format::by_ending(&name.to_string_lossy()));
    match format {
        Some(Format::Pdf) => cfg!(feature = "pdf"),
        Some(_) => true,
        None => false,
    }
}

struct Glob {
    /// The folder below which everything lies that can match.
    base: PathBuf,
    depth: Option<usize>,
    matcher: GlobMatcher,
}

/// A name as a glob, where it has something of one.
fn glob(name: &Path) -> Option<Result<Glob, Failure>> {
    const SIGNS: [char; 4] = ['*', '?', '[', '{'];
    let pattern = name.to_str().filter(|name| name.contains(SIGNS))?;
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let has_signs = |part: &Component<'_>| part.as_os_str().to_string_lossy().contains(SIGNS);
    let parts: Vec<Component<'_>> = Path::new(pattern).components().collect();
    let plain = parts.iter().take_while(|part| !has_signs(part)).count();
    let base: PathBuf = parts[..plain].iter().collect();
    let base = if base.as_os_str().is_empty() { PathBuf::from(".") } else { base };
    let is_deep = pattern.contains("**") || pattern.contains('{');
    let depth = (!is_deep).then(|| parts.len() - plain);
    let built = GlobBuilder::new(pattern).literal_separator(true).build().map_err(|error| {
        Failure::new(format!("there is no file {}, and it is no glob: {error}", shown(name)), "check the name")
    });
    Some(built.map(|glob| Glob { base, depth, matcher: glob.compile_matcher() }))
}

/// A path for people, without what would control a terminal.
pub(crate) fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy())
}

fn printable(text: &str) -> String {
    // Marks of direction can make a name read as another.
    let is_unseen = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut out = String::new();
    for c in text.chars() {
        if is_unseen(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_is_looked_for_below_what_is_plain_of_it() {
        let of =
            |name: &str| glob(Path::new(name)).map(|glob| glob.map(|it| (it.base.display().to_string(), it.depth)));
        assert!(of("a.md").is_none());
        assert_eq!(of("*.md").unwrap().unwrap(), (".".into(), Some(1)));
        assert_eq!(of("./briefs/20*/?.md").unwrap().unwrap(), ("briefs".into(), Some(2)));
        assert_eq!(of("/srv/**/*.md").unwrap().unwrap(), ("/srv".into(), None));
        assert!(of("[a").unwrap().is_err());
    }

    #[test]
    fn names_do_not_control_the_terminal() {
        assert_eq!(shown(Path::new("é\u{1b}[31m\n.md")), "é\\u{1b}[31m\\u{a}.md");
    }
}
