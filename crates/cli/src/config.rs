//! The user's settings: a folder with `config.toml`, mappings of sources,
//! caveats, and wordings.

use std::{
    collections::BTreeMap,
    env, fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;
use jiff::civil::Date;
use serde::Deserialize;

use crate::failure::Failure;

/// What `config.toml` says. Every part may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// Keys of publishers' services, by the name of their environment variable.
    #[serde(default)]
    keys: BTreeMap<String, String>,
    /// Days on which sources announced a release.
    #[serde(default)]
    pub(crate) calendar: BTreeMap<String, Vec<Date>>,
    #[serde(default)]
    pub(crate) pull: Pull,
    #[serde(skip)]
    folder: Option<PathBuf>,
}

/// How publishers' servers are asked.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Pull {
    /// Hosts to which any publisher may redirect.
    #[serde(default)]
    pub(crate) allow_hosts: Vec<String>,
    /// Redirects to private addresses are followed.
    #[serde(default)]
    pub(crate) allow_private: bool,
    /// The proxy, in place of the one that the environment names.
    pub(crate) proxy: Option<String>,
}

impl Config {
    /// Reads the folder that `ATTACHE_CONFIG` names, else the user's own. One
    /// that is not there says nothing.
    pub(crate) fn read() -> Result<Self, Failure> {
        let named = env::var_os("ATTACHE_CONFIG").map(PathBuf::from);
        let own = || etcetera::choose_base_strategy().ok().map(|folders| folders.config_dir().join("attache"));
        match named.or_else(own) {
            Some(folder) => Self::of_folder(folder),
            None => Ok(Self::default()),
        }
    }

    fn of_folder(folder: PathBuf) -> Result<Self, Failure> {
        let path = folder.join("config.toml");
        let mut config = match fs::read_to_string(&path) {
            Ok(text) => Self::parse(&path, &text)?,
            Err(error) if error.kind() == ErrorKind::NotFound => Self::default(),
            Err(error) => return Err(Failure::new(format!("{}: {error}", path.display()), "check its permissions")),
        };
        if !config.keys.is_empty() {
            check_private(&path)?;
        }
        config.folder = Some(folder);
        Ok(config)
    }

    fn parse(path: &Path, text: &str) -> Result<Self, Failure> {
        toml::from_str(text).map_err(|error| {
            // The error's own text quotes the line, which may hold a key.
            let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            Failure::new(
                format!("{}, line {line}: {}", path.display(), error.message()),
                "it may have the parts [keys], [calendar] and [pull]; see `attache pull --help`",
            )
        })
    }

    /// The keys at hand for the variables: those of the environment before
    /// those of the file.
    pub(crate) fn keys(&self, variables: impl Iterator<Item = &'static str>) -> BTreeMap<String, String> {
        let of = |variable: &str| {
            let key = env::var(variable).ok().or_else(|| self.keys.get(variable).cloned())?;
            let key = key.trim();
            (!key.is_empty()).then(|| key.to_owned())
        };
        variables.filter_map(|variable| Some((variable.to_owned(), of(variable)?))).collect()
    }

    /// The user's own files of a kind: `mappings/*.toml`, `caveats/*.tsv`,
    /// `wordings/en/*.toml`.
    pub(crate) fn files(&self, folder: &str, ending: &str) -> Result<Vec<PathBuf>, Failure> {
        let Some(folder) = self.folder.as_ref().map(|f| f.join(folder)) else { return Ok(Vec::new()) };
        let failed = |error: std::io::Error| Failure::new(format!("{}: {error}", folder.display()), "");
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(error)),
        };
        let mut files = Vec::new();
        for entry in entries {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|e| e == ending) {
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    }
}

/// A file with keys in it is for its owner's eyes alone.
#[cfg(unix)]
fn check_private(path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    let failed = |error: std::io::Error| Failure::new(format!("{}: {error}", path.display()), "");
    let mode = fs::metadata(path).map_err(failed)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(Failure::new(
        format!("{} holds keys and can be read by others (mode {:o})", path.display(), mode & 0o777),
        format!("make it yours alone: chmod 600 {}", path.display()),
    ))
}

#[cfg(not(unix))]
fn check_private(_: &Path) -> Result<(), Failure> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_without_the_keys() {
        let text = "[keys]\nA_KEY = \"secret\"\nB_KEY = secret\n";
        let failure = format!("{:?}", Config::parse(Path::new("config.toml"), text).unwrap_err());
        assert!(failure.contains("config.toml, line 3") && !failure.contains("secret"), "{failure}");
        let unknown = format!("{:?}", Config::parse(Path::new("c"), "[pul]\n").unwrap_err());
        assert!(unknown.contains("pul") && unknown.contains("line 1"), "{unknown}");
        let read = Config::parse(Path::new("c"), "[calendar]\ncensus = [\"2026-12-08\"]\n").unwrap();
        assert_eq!(read.calendar["census"], [jiff::civil::date(2026, 12, 8)]);
    }
}
