mod check;
mod data;
mod documents;
mod explain;
mod facts;
mod list;
mod living;
mod pull;
#[cfg(feature = "sql")]
mod query;
mod read;
mod render;
mod rules;
mod say;
mod sheet;
mod verify;

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use attache_engine::{Engine, model::Language};
use etcetera::BaseStrategy;

use crate::{
    args::{Args, Command, Global, VerifyArgs},
    config::Config,
    failure::Failure,
};

pub(crate) fn run(args: Args) -> Result<ExitCode, Failure> {
    let Args { global, command } = args;
    match command {
        Command::Sheet(args) => sheet::run(&global, &args),
        Command::Render(args) => render::run(&global, &args),
        Command::Import(args) => data::import(&global, &args),
        Command::Pull(args) => pull::run(&global, &args),
        Command::Sources { about } => list::sources(&global, about.as_deref()),
        Command::Releases { source, rejected: true } => list::rejected(&global, source.as_deref()),
        Command::Releases { source, rejected: false } => list::releases(&global, source.as_deref()),
        Command::Verify(VerifyArgs { file: Some(file), .. }) => living::verify(&global, &file),
        Command::Verify(VerifyArgs { file: None, prune }) => verify::run(&global, prune),
        Command::Vendor(args) => living::vendor(&global, &args),
        Command::Explain { expression } => explain::run(&global, &expression),
        Command::Say(args) => say::run(&global, args),
        Command::Read(args) => read::run(&global, &args),
        Command::Check(args) => check::run(&global, &args),
        Command::Bind(args) => living::bind(&global, &args),
        Command::Unbind(args) => living::unbind(&global, &args),
        Command::Outdated(args) => living::outdated(&global, &args),
        Command::Update(args) => living::update(&global, &args),
        Command::Diff(args) => living::diff(&global, &args),
        Command::Watch(args) => living::watch(&global, &args),
        Command::Rules(args) => rules::run(&args),
        Command::Facts => facts::run(),
        #[cfg(feature = "sql")]
        Command::Query(args) => query::run(&global, &args),
        Command::Export(args) => data::export(&global, &args),
    }
}

/// The store that was asked for, else the user's own, over the built-in data;
/// with the user's own sources, caveats and wordings.
fn engine(global: &Global) -> Result<Engine, Failure> {
    let store = match store_folder(global) {
        Some(folder) => Engine::open(&folder)?,
        None => Engine::built_in()?,
    };
    let config = Config::read()?;
    let mut mappings = config.files("mappings", "toml")?;
    mappings.extend(global.mappings.iter().cloned());
    let mut wordings = Vec::new();
    for language in Language::ALL {
        wordings.extend(config.files(&format!("wordings/{}", language.tag()), "toml")?);
    }
    wordings.extend(global.wordings.iter().cloned());
    let caveats = config.files("caveats", "tsv")?;
    Ok(store.with_mappings(&mappings)?.with_caveats(&caveats)?.with_wordings(&wordings)?)
}

/// The folder of the store: the one that was asked for, else the user's own.
/// Without a home there is none.
fn store_folder(global: &Global) -> Option<PathBuf> {
    let own = || etcetera::choose_base_strategy().ok().map(|f| f.data_dir().join("attache").join("store"));
    global.store.clone().or_else(own)
}

/// The language with this tag.
fn language(tag: &str) -> Result<Language, Failure> {
    Language::ALL.into_iter().find(|l| l.tag() == tag).ok_or_else(|| {
        let known: Vec<&str> = Language::ALL.iter().map(|l| l.tag()).collect();
        Failure::new(
            format!("--lang {tag:?} is no language that is known"),
            format!("it is one of {}", known.join(", ")),
        )
    })
}

/// Writes to the file, or to standard output where none, or "-", is named. A file is
/// there whole or not at all.
fn write_out(output: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>) -> Result<(), Failure> {
    let Some(path) = output.filter(|path| path.as_os_str() != "-") else {
        let mut out = BufWriter::new(Patient(io::stdout().lock()));
        write(&mut out)?;
        return out.flush().map_err(|error| Failure::writing(Path::new("standard output"), &error));
    };
    // A device or a pipe is written to as it stands; a link is followed.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if path.metadata().is_ok_and(|found| !found.is_file()) {
        let failed = |error: io::Error| Failure::writing(path, &error);
        let mut out = BufWriter::new(File::options().write(true).open(path).map_err(failed)?);
        write(&mut out)?;
        return out.flush().map_err(failed);
    }
    let mut staged = path.as_os_str().to_owned();
    staged.push(".part");
    let staged = Path::new(&staged);
    let failed = |error: io::Error| Failure::writing(path, &error);
    let mut out = BufWriter::new(File::create(staged).map_err(failed)?);
    let written = write(&mut out).and_then(|()| out.flush().map_err(failed));
    let written = written.and_then(|()| std::fs::rename(staged, path).map_err(failed));
    if written.is_err() {
        let _ = std::fs::remove_file(staged);
    }
    written
}

fn put(out: &mut dyn Write, bytes: &[u8]) -> Result<(), Failure> {
    out.write_all(bytes).map_err(|error| Failure::writing(Path::new("the output"), &error))
}

/// An output whose reader may go: what it has not seen it did not want.
struct Patient<W>(W);

impl<W: Write> Write for Patient<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(bytes.len()),
            other => other,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }
}
