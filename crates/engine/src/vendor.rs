//! What a document's lock cites, put beside the document.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use attache_fact::{Fact, Input};
use attache_living::{Lock, LockedRelease, Mismatch};
use attache_model::{Language, Panel, Query, Release, ReleaseId};
use attache_store::{Part, Store, StoreError};

use crate::{Engine, Error, living::read_lock, verify::file_of};

/// How much of each cited release is to be vendored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// The publisher's file where it is no larger than [`Keeping::LARGE`] and may be
    /// handed on, else rows.
    #[default]
    Fitting,
    /// The rows that the document's figures rest on.
    Rows,
    /// The publisher's file wherever it may be handed on.
    Snapshots,
}

impl Keeping {
    /// Bytes.
    pub const LARGE: u64 = 16 << 20;
}

/// A release that was vendored.
#[derive(Clone, Debug)]
pub struct VendoredRelease {
    pub release: Release,
    /// Nothing where it is there whole, with the publisher's file.
    pub rows: Option<VendoredRows>,
}

/// Rows in the place of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendoredRows {
    pub count: usize,
    pub why: RowsOnly,
}

/// Why rows were vendored, and not the publisher's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowsOnly {
    Asked,
    /// The file is larger than [`Keeping::LARGE`].
    Large,
    /// The publisher's terms forbid handing the file on.
    Restricted,
    /// The store has no more of it.
    Excerpt,
}

/// Observations and events of a release, by their numbers.
#[derive(Clone, Debug, Default)]
struct Rows {
    observations: BTreeSet<u32>,
    events: BTreeSet<u32>,
}

impl Engine {
    /// Makes a folder hold what a lock cites, and nothing else, as a store that
    /// [`Engine::verify_document`] reads. The lock has its file's name and text.
    ///
    /// # Errors
    /// When it is no lock; when the store lacks a release that it cites, or its
    /// releases do not give what it says; when the folder is another store.
    pub fn vendor(
        &self,
        lock: &(String, String),
        folder: &Path,
        keeping: Keeping,
    ) -> Result<Vec<VendoredRelease>, Error> {
        let name = &lock.0;
        let lock = read_lock(lock)?;
        let mut whole: BTreeMap<ReleaseId, Release> = BTreeMap::new();
        let mut by_rows: BTreeMap<ReleaseId, (Release, RowsOnly)> = BTreeMap::new();
        for cited in lock.cited() {
            let release = self.cited(cited)?;
            match self.rows_only(&release, keeping)? {
                Some(why) => _ = by_rows.insert(release.id.clone(), (release, why)),
                None => _ = whole.insert(release.id.clone(), release),
            }
        }
        let rows = self.rows_for(name, &lock, &by_rows.keys().cloned().collect())?;
        let count = |id: &ReleaseId| rows.get(id).map_or(0, |rows| rows.observations.len() + rows.events.len());
        let whole_parts = whole.keys().map(|id| (id.clone(), Part::Whole));
        let wanted = by_rows.keys().map(|id| (id.clone(), part(rows.get(id)))).chain(whole_parts).collect();
        self.store.excerpt(&Store::open(folder)?, &wanted)?;
        let mut vendored: Vec<VendoredRelease> =
            whole.into_values().map(|release| VendoredRelease { release, rows: None }).collect();
        vendored.extend(by_rows.into_values().map(|(release, why)| {
            let rows = Some(VendoredRows { count: count(&release.id), why });
            VendoredRelease { release, rows }
        }));
        vendored.sort_by(|a, b| a.release.id.cmp(&b.release.id));
        Ok(vendored)
    }

    /// The release of the store that a lock cites.
    fn cited(&self, cited: &LockedRelease) -> Result<Release, Error> {
        match self.store.release(&cited.id()) {
            Ok(release) if release.snapshot.hash.to_string() == cited.hash => Ok(release),
            Ok(release) => {
                let (cited, hash) = (file_of(cited), release.snapshot.hash);
                let problem =
                    format!("the lock cites {} by {cited}, and the store has it by another file, {hash}", release.id);
                Err(Error::input(problem, "take the lock from version control, or bind the document anew"))
            }
            Err(StoreError::NoSuchRelease(_)) => Err(Error::request(
                format!("the store has no {}, which the lock cites: {}", cited.release, file_of(cited)),
                self.again(cited),
            )),
            Err(error) => Err(error.into()),
        }
    }

    fn rows_only(&self, release: &Release, keeping: Keeping) -> Result<Option<RowsOnly>, Error> {
        let is_large = keeping == Keeping::Fitting && release.snapshot.bytes > Keeping::LARGE;
        Ok(match () {
            () if release.restricted => Some(RowsOnly::Restricted),
            () if self.store.has_rows_only(&release.id)? => Some(RowsOnly::Excerpt),
            () if keeping == Keeping::Rows => Some(RowsOnly::Asked),
            () if is_large => Some(RowsOnly::Large),
            () => None,
        })
    }

    /// The rows of these releases that a lock's facts rest on: from them, with the other
    /// releases, all that it says can be derived.
    fn rows_for(
        &self,
        name: &str,
        lock: &Lock,
        by_rows: &BTreeSet<ReleaseId>,
    ) -> Result<BTreeMap<ReleaseId, Rows>, Error> {
        let query = Query { selections: lock.needs(), ..Query::default() };
        let panel = self.store.panel(&query)?;
        let mut rows: BTreeMap<ReleaseId, Rows> = BTreeMap::new();
        for (of, derived) in self.anew(lock, &panel) {
            let facts = derived.map_err(|why| {
                let hint = "`attache verify` says all that is amiss; `attache bind` locks what the figures bear out";
                Error::input(format!("{name}: {of}: {why}"), hint)
            })?;
            facts.iter().for_each(|fact| add_inputs(&mut rows, fact, &panel, by_rows));
        }
        if by_rows.is_empty() {
            return Ok(rows);
        }
        let excerpt = Store::in_memory();
        self.store.excerpt(&excerpt, &by_rows.iter().map(|id| (id.clone(), part(rows.get(id)))).collect())?;
        let of_rows = excerpt.over(self.store.clone()).panel(&query)?;
        match self.anew(lock, &of_rows).into_iter().find(|(_, derived)| derived.is_err()) {
            None => Ok(rows),
            Some((of, _)) => Err(Error::input(
                format!("{name}: {of}: it cannot be derived from the rows alone that it is said to rest on"),
                "this is a fault of its kind of fact; please report it, and vendor the file with --snapshots",
            )),
        }
    }

    /// What a lock says, each by its name, derived anew.
    fn anew(&self, lock: &Lock, panel: &Panel) -> Vec<(String, Result<Vec<Fact>, Mismatch>)> {
        let wordings = self.wordings(lock.language);
        let of_language = |language: Language| self.wordings(language);
        let references = lock.references.iter().map(|it| (it.id(), it.verify(panel, wordings).map(|fact| vec![fact])));
        let stated = lock.stated().map(|it| (it.id().to_owned(), it.verify(panel, &of_language)));
        references.chain(stated).collect()
    }
}

fn part(rows: Option<&Rows>) -> Part {
    let Rows { observations, events } = rows.cloned().unwrap_or_default();
    Part::Rows { observations, events }
}

/// The rows of these releases that a fact rests on. Of an absence that is the
/// coverage, which a release says of itself.
fn add_inputs(rows: &mut BTreeMap<ReleaseId, Rows>, fact: &Fact, panel: &Panel, of: &BTreeSet<ReleaseId>) {
    for input in fact.derivation.inputs() {
        let id = &panel.release(input.release()).id;
        let Some(id) = of.get(id) else { continue };
        let rows = rows.entry(id.clone()).or_default();
        match input {
            Input::Observation { row, .. } => _ = rows.observations.insert(row.row),
            Input::Event { row, .. } => _ = rows.events.insert(row.row),
            Input::Coverage { .. } => {}
        }
    }
}
