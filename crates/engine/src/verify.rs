//! Whether a document's lock can be derived again from what it cites.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
};

use attache_living::{KeptLack, Living, Lock, LockedRelease, Mismatch};
use attache_model::{Contents, Date, Hash, Language, Query, ReleaseId, Timestamp};
use attache_source::{Input, Source, data_package};
use attache_store::{Fault, ImportOptions, Outcome, Part, Store, StoreError};

use crate::{Engine, Error, LivingRequest, check::of_prose, import::LARGEST_IN_MEMORY, living::read_lock};

/// How a document's lock stands to what it cites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// References of the lock.
    pub references: usize,
    /// What its references without words state: statements and charts.
    pub statements: usize,
    /// How many of both were derived again from the publishers' files alone.
    pub from_files: usize,
    /// How many were derived again, some releases having only rows beside the
    /// document.
    pub from_rows: usize,
    /// Those releases.
    pub rows_of: BTreeSet<ReleaseId>,
    /// Expressions for which there were no data: that is of the store of that day, and
    /// no release says it.
    pub lacking: BTreeSet<String>,
    /// As of [`Rendered::other_version`](crate::Rendered::other_version).
    pub other_version: Option<String>,
    pub problems: Vec<Problem>,
}

/// Something that is not as the lock says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub problem: String,
    pub hint: String,
}

impl Problem {
    fn new(problem: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { problem: problem.into(), hint: hint.into() }
    }
}

/// What the releases of a lock are derived from again.
struct Evidence<'a> {
    engine: &'a Engine,
    lock: &'a Lock,
    /// The folder beside the document, which may not be there, and as what it is
    /// named.
    vendored: &'a Store,
    folder: &'a str,
    /// Releases that are damaged in it.
    damaged: BTreeSet<ReleaseId>,
    /// Files, read anew.
    files: Engine,
    /// What was read, by source and hash; nothing where it could not be.
    read: HashMap<(String, Hash), Option<Vec<ReleaseId>>>,
    problems: Vec<Problem>,
}

/// What there is of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    File,
    Rows,
}

impl Engine {
    /// Derives again what a document's lock says from the releases that it cites: from
    /// their files, read anew, beside the document (`vendored`) or in the store; or from
    /// the rows that were vendored in their place.
    ///
    /// # Errors
    /// When document or lock cannot be read. What is missing, damaged or otherwise is no
    /// error; see [`Verified::problems`].
    pub fn verify_document(&self, request: &LivingRequest, vendored: &Path) -> Result<Verified, Error> {
        let lock = read_lock(&request.lock)?;
        let prose = request.document.read().map_err(|error| of_prose(&request.document.name, error))?;
        let store = Store::open(vendored)?;
        let folder = vendored.display().to_string();
        let faults = store.verify(|_| ())?.faults;
        let mut evidence = Evidence {
            engine: self,
            lock: &lock,
            vendored: &store,
            folder: &folder,
            damaged: faults.iter().flat_map(|fault| fault.releases.clone()).collect(),
            files: Self::over(Store::in_memory()),
            read: HashMap::new(),
            problems: Vec::new(),
        };
        for orphan in Living::read(&prose, &lock).orphans {
            let line = orphan.place.as_ref().map(|place| format!(":{}", prose.where_is(place.start).line));
            let at = format!("{}{}", request.document.name, line.unwrap_or_default());
            evidence.problems.push(Problem::new(format!("{at}: {}", orphan.problem()), orphan.hint()));
        }
        let mut found: BTreeMap<(String, String), Option<From>> = BTreeMap::new();
        for cited in lock.cited() {
            let key = (cited.release.clone(), cited.hash.clone());
            found.entry(key).or_insert_with(|| evidence.find(cited));
        }
        // That a file is gone has been told where the store has it neither.
        let is_told = |fault: &Fault| {
            let lost = found.iter().filter(|(_, from)| from.is_none()).map(|((_, hash), _)| hash);
            fault.is_missing() && lost.into_iter().any(|hash| fault.object.ends_with(hash.as_str()))
        };
        for fault in faults.iter().filter(|fault| !is_told(fault)) {
            let hint = "take it from version control; `attache vendor` writes it anew where the store has it";
            evidence.problems.push(Problem::new(format!("{folder}/{fault}"), hint));
        }
        evidence.derive(&found)
    }

    /// The source of a cited file: one that is known, or the package that it is.
    fn source_of(&self, id: &str, file: &str, contents: &dyn Contents) -> Result<&'static dyn Source, Error> {
        if let Ok(source) = self.source(id) {
            return Ok(source);
        }
        match data_package::source(&Input::of(file, contents)) {
            Ok(package) if package.about().id == id => Ok(package),
            _ => Err(Error::request(
                format!("there is no source {id:?}, and the file is no package of that name"),
                "give the mapping that it was read by with --mapping FILE",
            )),
        }
    }

    /// How a cited file is had again.
    pub(crate) fn again(&self, cited: &LockedRelease) -> String {
        let source = self.source(&cited.source).ok();
        let released =
            if cited.published_is_given { format!(" --released {}", cited.published) } else { String::new() };
        let name = source.map_or(data_package::ID, |source| source.about().id);
        let pull = match source.is_some_and(|source| source.can_pull()) {
            true => format!(", or `attache pull {name}` if the publisher still offers that very file"),
            false => String::new(),
        };
        let from = if cited.url.is_empty() { String::new() } else { format!("get it from {} and ", cited.url) };
        format!("{from}`attache import {name} {}{released}`{pull}", cited.file)
    }
}

/// A cited file in words.
pub(crate) fn file_of(cited: &LockedRelease) -> String {
    format!("{} (SHA-256 {}, of {})", cited.file, cited.hash, cited.published)
}

impl Evidence<'_> {
    /// What there is of a release: first beside the document, then in the store.
    fn find(&mut self, cited: &LockedRelease) -> Option<From> {
        let Ok(hash) = cited.hash.parse::<Hash>() else { return None };
        // What is damaged is told as such, and looked for elsewhere.
        if let Ok(contents) = self.vendored.snapshot_contents(&hash) {
            return self.read(cited, hash, &contents);
        }
        let is_rows = |store: &Store| -> Result<bool, StoreError> {
            Ok(store.release(&cited.id())?.snapshot.hash == hash && store.has_rows_only(&cited.id())?)
        };
        if !self.damaged.contains(&cited.id()) && is_rows(self.vendored).unwrap_or_default() {
            return Some(From::Rows);
        }
        match self.engine.store.snapshot_contents(&hash) {
            Ok(contents) => self.read(cited, hash, &contents),
            Err(StoreError::Missing { .. }) => {
                let file = file_of(cited);
                let problem = format!("{}: {file} is neither whole in {} nor in the store", cited.release, self.folder);
                self.problems.push(Problem::new(problem, self.engine.again(cited)));
                None
            }
            Err(error) => {
                let problem = format!("{}: {}: {error}", cited.release, file_of(cited));
                self.problems.push(Problem::new(problem, error.hint()));
                None
            }
        }
    }

    /// Reads a file anew, once, and says whether the release is in it.
    fn read(&mut self, cited: &LockedRelease, hash: Hash, contents: &dyn Contents) -> Option<From> {
        let key = (cited.source.clone(), hash);
        if !self.read.contains_key(&key) {
            let releases = self.releases_in(cited, contents).map_err(|error| {
                let problem = format!("{}: {}: {error}", cited.release, file_of(cited));
                self.problems.push(Problem::new(problem, error.hint()));
            });
            self.read.insert(key.clone(), releases.ok());
        }
        let releases = self.read.get(&key)?.as_ref()?;
        if releases.contains(&cited.id()) {
            return Some(From::File);
        }
        let names: Vec<&str> = releases.iter().map(|id| id.0.as_str()).collect();
        let problem = format!("{}: {}, read anew, gives {} in its place", cited.release, cited.file, names.join(", "));
        self.problems.push(Problem::new(problem, OTHERWISE));
        None
    }

    fn releases_in(&self, cited: &LockedRelease, contents: &dyn Contents) -> Result<Vec<ReleaseId>, Error> {
        if contents.size() > LARGEST_IN_MEMORY {
            return Err(Error::request(
                "it is larger than 1 GiB, too large to be read anew in memory",
                "vendor the rows that are cited with `attache vendor --rows`",
            ));
        }
        let source = self.engine.source_of(&cited.source, &cited.file, contents)?;
        // A date that was given at import is given again.
        let mut of_file = self.lock.cited().filter(|it| (&it.source, &it.hash) == (&cited.source, &cited.hash));
        let released = of_file.find(|it| it.published_is_given).map(|it| day(&it.published)).transpose()?;
        let retrieved = day(&cited.retrieved)?;
        let options = ImportOptions::of_file(released, retrieved, Timestamp::UNIX_EPOCH);
        let read = self.files.import_contents(source, &cited.file, contents, &cited.url, &options, &mut |_| ())?;
        let releases = match read {
            Outcome::Imported(imported) => imported.releases,
            Outcome::Already { releases } => releases,
        };
        Ok(releases.into_iter().map(|release| release.id).collect())
    }

    /// Derives each reference and statement whose releases are there.
    fn derive(mut self, found: &BTreeMap<(String, String), Option<From>>) -> Result<Verified, Error> {
        let by_rows: BTreeSet<ReleaseId> = found
            .iter()
            .filter(|(_, from)| **from == Some(From::Rows))
            .map(|((release, _), _)| ReleaseId(release.clone()))
            .collect();
        let rows = Store::in_memory();
        self.vendored.excerpt(&rows, &by_rows.iter().map(|id| (id.clone(), Part::Whole)).collect())?;
        let store = self.files.store.clone().over(rows);
        let panel = store.panel(&Query { selections: self.lock.needs(), ..Query::default() })?;
        let mut verified = Verified { references: self.lock.references.len(), rows_of: by_rows, ..Verified::default() };
        let of_locked = |it: &LockedRelease| found.get(&(it.release.clone(), it.hash.clone())).copied().flatten();
        let wordings = self.engine.wordings(self.lock.language);
        for locked in &self.lock.references {
            // What is missing has been told.
            let Some(from) = locked.releases.iter().map(of_locked).collect::<Option<Vec<From>>>() else { continue };
            let derived = locked.verify(&panel, wordings).map(drop);
            self.count(&mut verified, &from, derived, || format!("{} ({:?})", locked.id(), locked.text));
        }
        let of_name = |name: &str| match self.lock.releases.iter().find(|it| it.release == name) {
            Some(release) => Ok(of_locked(release)),
            None => Err(format!("it cites {name}, of which the lock says nothing")),
        };
        let wordings = |language: Language| self.engine.wordings(language);
        for stated in self.lock.stated() {
            verified.statements += 1;
            let name = || format!("{} ({:?})", stated.id(), stated.text());
            match stated.releases().into_iter().map(of_name).collect::<Result<Option<Vec<From>>, String>>() {
                Ok(Some(from)) => {
                    let derived = stated.verify(&panel, &wordings).map(drop);
                    self.count(&mut verified, &from, derived, name);
                }
                Ok(None) => {}
                Err(problem) => self.problems.push(Problem::new(format!("{}: {problem}", name()), OTHERWISE)),
            }
        }
        let lacking = self.lock.kept.iter().filter(|kept| matches!(kept.lacks, Some(KeptLack::NoData(_))));
        verified.lacking = lacking.map(|kept| kept.fact.clone()).collect();
        Ok(Verified { problems: self.problems, ..verified })
    }

    /// Counts what was derived from releases of which there is this, or tells why not.
    fn count(
        &mut self,
        verified: &mut Verified,
        from: &[From],
        derived: Result<(), Mismatch>,
        name: impl Fn() -> String,
    ) {
        match derived {
            Ok(()) if from.contains(&From::Rows) => verified.from_rows += 1,
            Ok(()) => verified.from_files += 1,
            Err(mismatch) => self.problems.push(Problem::new(format!("{}: {mismatch}", name()), OTHERWISE)),
        }
    }
}

const OTHERWISE: &str = "take document and lock from version control; a later version of attache may read a file otherwise, and \
     `attache bind` then locks the document anew";

fn day(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| Error::input(format!("{text:?} in the lock is no day"), "take it from version control"))
}
