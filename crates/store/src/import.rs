use std::{
    fmt,
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
};

use attache_model::{Code, Contents, Date, Hash, Release, ReleaseId, Sink, Snapshot, Timestamp, Unparsed};
use object_store::path::Path;

use crate::{
    ImportError, Refused, Store, StoreError,
    collect::{Collected, Collector},
    draft::Draft,
    encode::{self, Encoding},
    layout,
    manifest::{CoverageRecord, EventsRecord, Manifest, ReleaseRecord, SnapshotRecord, UnparsedRecord},
    objects::Objects,
    snapshot,
};

/// What is said of every release of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceAbout {
    /// The module's name, of letters, digits and `-`: it is part of file names.
    pub id: Code,
    pub publisher: String,
    /// The data set's title.
    pub title: String,
    /// Where the publisher offers the file.
    pub url: String,
    /// The page that describes the data set.
    pub homepage: String,
    pub licence: String,
    /// The publisher's terms of use: an address, or a sentence.
    pub terms: String,
    /// The terms forbid handing on the raw rows.
    pub restricted: bool,
    /// How the publisher asks to be cited.
    pub citation: String,
}

/// The dates of an import, which the store does not make up, and how it is to
/// be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportOptions {
    /// When the publisher published it, for a file that does not tell.
    pub released: Option<Date>,
    /// The day to take, marked as given, where neither the file nor `released`
    /// tells one.
    pub otherwise: Option<Date>,
    /// The day the file was fetched or handed over.
    pub retrieved: Date,
    /// Now.
    pub recorded: Timestamp,
    /// What its server called this version of the file.
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Refuse a file that has lost more than a tenth of the rows that the
    /// newest earlier release from the same address has.
    pub guard_against_loss: bool,
}

impl ImportOptions {
    /// Of a file that was handed over, whose date of publication is `released`
    /// where it does not tell one.
    pub fn of_file(released: Option<Date>, retrieved: Date, recorded: Timestamp) -> Self {
        Self {
            released,
            otherwise: None,
            retrieved,
            recorded,
            etag: None,
            last_modified: None,
            guard_against_loss: false,
        }
    }
}

/// What became of a file.
#[derive(Debug)]
pub enum Outcome {
    /// The source had read this very file before; nothing was done.
    Already {
        releases: Vec<Release>,
    },
    Imported(Imported),
}

/// A file that was imported, and what was made of it.
#[derive(Debug)]
pub struct Imported {
    pub releases: Vec<Release>,
    pub observations: u64,
    pub events: u64,
    /// What was looked at and not turned into data, by reason.
    pub unparsed: Vec<UnparsedCount>,
    pub warnings: Vec<Warning>,
}

/// Parts of the input that were not turned into data for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnparsedCount {
    pub reason: &'static str,
    pub expected: bool,
    /// All of them.
    pub count: u64,
    /// The first of them, at most [`UnparsedCount::EXAMPLES`].
    pub examples: Vec<Unparsed>,
}

impl UnparsedCount {
    pub const EXAMPLES: usize = 50;
}

/// Something about an import that the user should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// A date was given and the file tells another, which was taken.
    DateIsInFile { given: Date, published: Date, edition: String },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DateIsInFile { given, published, edition } => {
                write!(
                    f,
                    "the file says that the {edition} was published on {published}; the date given, {given}, was not used"
                )
            }
        }
    }
}

impl Store {
    /// Reads a file of a source into the store: all of it, or nothing.
    ///
    /// `parse` gives the file's editions, observations and events to the sink;
    /// only when it returns `Ok` is anything there. The file's snapshot comes
    /// first, then the tables, and last the commit that makes the import be
    /// there, so that an import that is killed leaves no trace that a reader
    /// sees. A file that the source has read before is recognized by its hash
    /// and not read again; of two processes that import it at once, one finds it
    /// there. Neither the file nor its rows of products need fit into memory.
    ///
    /// # Errors
    /// What the parser says; what it gave that cannot be kept, such as an
    /// edition without a date of publication; or the store's own errors.
    pub fn import<E>(
        &self,
        about: &SourceAbout,
        file: &str,
        contents: &dyn Contents,
        options: &ImportOptions,
        parse: impl FnOnce(&mut dyn Sink) -> Result<(), E>,
    ) -> Result<Outcome, ImportError<E>> {
        let known = self.hash_if_known(&about.id, file, contents)?;
        if let Some(hash) = known
            && let Some(releases) = self.imported(&about.id, &hash)?
        {
            return Ok(Outcome::Already { releases });
        }
        let objects = &self.layers[0].objects;
        if !objects.writable {
            return Err(StoreError::ReadOnly.into());
        }
        let Read { collected, encoded, snapshot, hash } = read(objects, file, contents, options, parse)?;
        let unchanged = contents.are_unchanged().map_err(|cause| snapshot::unreadable(file, cause))?;
        if !unchanged || known.is_some_and(|known| known != hash) {
            return Err(StoreError::Changed { file: file.to_owned() }.into());
        }
        if options.guard_against_loss
            && let Some(loss) = self.loss(about, &encoded)?
        {
            return Err(loss.into());
        }
        let manifest = Manifest {
            source: about.id.as_str().to_owned(),
            publisher: about.publisher.clone(),
            title: about.title.clone(),
            homepage: about.homepage.clone(),
            licence: about.licence.clone(),
            terms: about.terms.clone(),
            restricted: about.restricted,
            citation: about.citation.clone(),
            snapshot: SnapshotRecord::of(&Snapshot {
                hash,
                file: file.to_owned(),
                bytes: contents.size(),
                url: about.url.clone(),
                retrieved: options.retrieved,
                etag: options.etag.clone(),
                last_modified: options.last_modified.clone(),
            }),
            recorded: options.recorded.to_string(),
            releases: encoded
                .iter()
                .map(|e| ReleaseRecord {
                    id: release_id(&about.id, e.rows.published, &hash.short()).0,
                    edition: e.rows.name.clone(),
                    published: e.rows.published.to_string(),
                    published_is_given: e.rows.published_is_given,
                    coverage: e.rows.coverage.iter().map(CoverageRecord::from).collect(),
                    labels: e.rows.labels.iter().map(|(code, label)| (code.to_string(), label.clone())).collect(),
                    extent: e.extent.into(),
                    observations: e.observations.as_ref().map(|t| (&t.table).into()),
                    events: e
                        .events
                        .as_ref()
                        .map(|t| EventsRecord { count: e.rows.event_count, table: (&t.table).into() }),
                    products: e.products.iter().map(|(products, _)| products.into()).collect(),
                })
                .collect(),
            unparsed: collected
                .unparsed
                .iter()
                .map(|u| UnparsedRecord { reason: u.reason.to_owned(), expected: u.expected, count: u.count })
                .collect(),
            excerpt: None,
        };
        let tables = encoded.into_iter().flat_map(Encoding::into_drafts);
        let tables = tables.map(|(table, draft)| (layout::table(&table.hash), draft));
        let drafts = std::iter::once((layout::snapshot(&hash), snapshot)).chain(tables);
        if !self.commit(&manifest, &layout::commit(&about.id, &hash), drafts.collect())? {
            return Ok(Outcome::Already { releases: self.imported(&about.id, &hash)?.unwrap_or_default() });
        }
        let releases: Vec<Release> = manifest.read("the import")?.into_iter().map(|k| k.release).collect();
        Ok(Outcome::Imported(Imported {
            observations: releases.iter().map(|r| r.observations).sum(),
            events: releases.iter().map(|r| r.events).sum(),
            releases,
            unparsed: collected.unparsed,
            warnings: collected.warnings,
        }))
    }

    /// Whether more than a tenth is gone of the rows of the newest import from
    /// the same address that is not of a later publication.
    fn loss(&self, about: &SourceAbout, encoded: &[Encoding<'_>]) -> Result<Option<Refused>, StoreError> {
        let Some(published) = encoded.iter().map(|e| e.rows.published).max() else { return Ok(None) };
        let mut earlier = self.releases()?;
        earlier.retain(|r| r.source == about.id && r.snapshot.url == about.url && r.published <= published);
        let Some(newest) = earlier.iter().max_by_key(|r| (r.published, r.recorded)) else { return Ok(None) };
        let before: u64 =
            earlier.iter().filter(|r| r.snapshot.hash == newest.snapshot.hash).map(|r| r.observations + r.events).sum();
        let now: u64 = encoded.iter().map(Encoding::figures).sum();
        Ok((now * 10 < before * 9).then(|| Refused::Loss { earlier: newest.id.clone(), before, now }))
    }

    /// Publishes the drafts, then the commit. `false` where another process has
    /// committed the same import meanwhile.
    fn commit(&self, manifest: &Manifest, path: &Path, mut drafts: Vec<(Path, Draft<'_>)>) -> Result<bool, StoreError> {
        let layer = &self.layers[0].objects;
        let mut found = Vec::new();
        for (at, (path, draft)) in drafts.iter_mut().enumerate() {
            if !draft.publish(path)? {
                found.push(at);
            }
        }
        layer.settle(drafts.iter().map(|(path, _)| path))?;
        let committed = layer.create(path, manifest.to_bytes().into())?;
        layer.settle([path])?;
        // What a killed import had left may have been pruned since it was
        // found; from now on it cannot be.
        for at in found {
            let (path, draft) = &mut drafts[at];
            draft.publish(path)?;
        }
        Ok(committed)
    }
}

/// A file that was read: what it holds, and the draft of its snapshot.
struct Read<'a> {
    collected: Collected,
    encoded: Vec<Encoding<'a>>,
    snapshot: Draft<'a>,
    hash: Hash,
}

/// Runs the parser; meanwhile other threads copy the file and make tables of
/// what was read.
fn read<'a, E>(
    objects: &'a Objects,
    file: &str,
    contents: &dyn Contents,
    options: &ImportOptions,
    parse: impl FnOnce(&mut dyn Sink) -> Result<(), E>,
) -> Result<Read<'a>, ImportError<E>> {
    let stop = AtomicBool::new(false);
    let (send, receive) = mpsc::sync_channel(0);
    thread::scope(|scope| {
        let copier = scope.spawn(|| snapshot::draft(objects, file, contents, &stop));
        let encoder = scope.spawn(move || encode::encode(objects, receive));
        // Whatever ends the parser, the threads must not wait for it.
        let mut stopping = Stopping { stop: &stop, is_early: true };
        let mut collector = Collector::new(options, send);
        let parsed = parse(&mut collector);
        let finished = collector.finish();
        let encoded = encoder.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        let collected = match (parsed, finished) {
            (_, Err(refused)) if refused != Refused::Empty => return Err(refused.into()),
            (Err(error), _) => return Err(ImportError::Parse(error)),
            (Ok(()), finished) => finished?,
        };
        stopping.is_early = false;
        let copied = copier.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let (snapshot, hash) = copied?;
        Ok(Read { collected, encoded, snapshot, hash })
    })
}

/// Stops the copying of a file when an import ends early.
struct Stopping<'a> {
    stop: &'a AtomicBool,
    is_early: bool,
}

impl Drop for Stopping<'_> {
    fn drop(&mut self) {
        self.stop.store(self.is_early, Ordering::Relaxed);
    }
}

fn release_id(source: &str, published: Date, snapshot: &str) -> ReleaseId {
    ReleaseId(format!("{source}-{published}-{snapshot}"))
}
