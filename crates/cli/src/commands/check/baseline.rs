//! The file of findings that are known, and the paths in it.

use std::{
    collections::HashSet,
    fs,
    io::ErrorKind,
    path::{Component, Path, PathBuf},
};

use attache_engine::{Checked, checking::Baseline};

use super::super::documents::files::{Document, shown};
use crate::{
    commands::{put, write_out},
    failure::Failure,
};

/// A baseline with the file that it is in.
pub(super) struct BaselineFile {
    path: PathBuf,
    /// From which the paths in it go out.
    folder: PathBuf,
    known: Baseline,
}

impl BaselineFile {
    /// Reads the file. One that is not there is empty where it is to be written.
    pub(super) fn read(path: &Path, may_be_missing: bool) -> Result<Self, Failure> {
        let known = match fs::read_to_string(path) {
            Ok(text) => Baseline::read(&text).map_err(|error| {
                let hint = "it is written by --write-baseline; lines may be taken out of it";
                Failure::new(format!("{}: {error}", shown(path)), hint)
            })?,
            Err(error) if error.kind() == ErrorKind::NotFound && may_be_missing => Baseline::default(),
            Err(error) => {
                let hint = "--write-baseline makes it";
                return Err(Failure::new(format!("{}: {error}", shown(path)), hint));
            }
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(Self { path: path.to_owned(), folder: whole(folder), known })
    }

    /// The document with what is known of it suppressed.
    pub(super) fn apply(&self, document: &Document, checked: Checked) -> Checked {
        let reason = format!("known, by {}", shown(&self.path));
        let report = self.known.apply(&self.name(document), &checked.prose, checked.report, &reason);
        Checked { report, ..checked }
    }

    /// Writes what is found in these documents in place of what was known of them,
    /// and of documents that are no more; how many findings that are.
    pub(super) fn write<'a>(
        &mut self,
        found: impl Iterator<Item = (&'a Document, &'a Checked)> + Clone,
    ) -> Result<usize, Failure> {
        let names: HashSet<String> = found.clone().map(|(document, _)| self.name(document)).collect();
        let folder = self.folder.clone();
        self.known.retain(|name| !names.contains(name) && folder.join(name).exists());
        let kept = self.known.len();
        for (document, checked) in found {
            self.known.add(&self.name(document), &checked.prose, &checked.report);
        }
        write_out(Some(&self.path), |out| put(out, self.known.to_string().as_bytes()))?;
        Ok(self.known.len() - kept)
    }

    fn name(&self, document: &Document) -> String {
        from(&self.folder, &whole(&document.path))
    }
}

fn whole(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// A path as it is called in a folder: `../briefs/a.md`.
fn from(folder: &Path, path: &Path) -> String {
    let mut own: Vec<Component<'_>> = path.components().collect();
    let folder: Vec<Component<'_>> = folder.components().collect();
    let common = own.iter().zip(&folder).take_while(|(a, b)| a == b).count();
    own.drain(..common);
    let up = std::iter::repeat_n("..".to_owned(), folder.len() - common);
    let down = own.iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_go_out_from_the_baseline_s_folder() {
        let of = |path: &str| from(Path::new("/srv/briefs"), Path::new(path));
        assert_eq!(of("/srv/briefs/2023/a.md"), "2023/a.md");
        assert_eq!(of("/srv/b.md"), "../b.md");
        assert_eq!(of("/b.md"), "../../b.md");
    }
}
