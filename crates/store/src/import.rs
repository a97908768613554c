use std::{collections::HashSet, fmt, sync::mpsc, thread};

use attache_model::{
    Area, Code, Date, Event, Extent, Observation, Period, Place, Release, ReleaseId, Sink, Snapshot, Timestamp,
    Unparsed,
};
use bytes::Bytes;

use crate::{
    ImportError, Refused, Store, StoreError,
    collect::{Collected, Collector, Rows},
    hash::sha256,
    layout,
    manifest::{CoverageRecord, EventsRecord, Manifest, ReleaseRecord, SnapshotRecord, UnparsedRecord},
    table::{self, Encoded},
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
        Self { released, retrieved, recorded, etag: None, last_modified: None, guard_against_loss: false }
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

/// A release whose tables are ready to be written.
struct Encoding {
    rows: Rows,
    extent: Extent,
    observations: Option<Encoded>,
    events: Option<Encoded>,
}

impl Store {
    /// Reads a file of a source into the store: all of it, or nothing.
    ///
    /// `parse` gives the file's editions, observations and events to the sink;
    /// only when it returns `Ok` is anything written. The file's snapshot is
    /// written first, then the tables, and last the commit that makes the
    /// import be there, so that an import that is killed leaves no trace that
    /// a reader sees. A file that the source has read before is recognized by
    /// its hash and not read again; of two processes that import it at once,
    /// one finds it there.
    ///
    /// # Errors
    /// What the parser says; what it gave that cannot be kept, such as an
    /// edition without a date of publication; or the store's own errors.
    pub fn import<E>(
        &self,
        about: &SourceAbout,
        file: &str,
        bytes: &[u8],
        options: &ImportOptions,
        parse: impl FnOnce(&mut dyn Sink) -> Result<(), E>,
    ) -> Result<Outcome, ImportError<E>> {
        let hash = sha256(bytes);
        if let Some(releases) = self.imported(&about.id, &hash)? {
            return Ok(Outcome::Already { releases });
        }
        if !self.layers[0].objects.writable {
            return Err(StoreError::ReadOnly.into());
        }
        let (collected, encoded) = collect(options, parse)?;
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
                bytes: bytes.len() as u64,
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
                })
                .collect(),
            unparsed: collected
                .unparsed
                .iter()
                .map(|u| UnparsedRecord { reason: u.reason.to_owned(), expected: u.expected, count: u.count })
                .collect(),
        };
        let snapshot = (layout::snapshot(&hash), Bytes::copy_from_slice(bytes));
        let tables = encoded.into_iter().flat_map(|e| [e.observations, e.events]).flatten();
        let objects = std::iter::once(snapshot).chain(tables.map(|t| (layout::table(&t.table.hash), t.bytes)));
        if !self.commit(&manifest, &layout::commit(&about.id, &hash), objects.collect())? {
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
    fn loss(&self, about: &SourceAbout, encoded: &[Encoding]) -> Result<Option<Refused>, StoreError> {
        let Some(published) = encoded.iter().map(|e| e.rows.published).max() else { return Ok(None) };
        let mut earlier = self.releases()?;
        earlier.retain(|r| r.source == about.id && r.snapshot.url == about.url && r.published <= published);
        let Some(newest) = earlier.iter().max_by_key(|r| (r.published, r.recorded)) else { return Ok(None) };
        let before: u64 =
            earlier.iter().filter(|r| r.snapshot.hash == newest.snapshot.hash).map(|r| r.observations + r.events).sum();
        let now: u64 = encoded.iter().map(Encoding::rows).sum();
        Ok((now * 10 < before * 9).then(|| Refused::Loss { earlier: newest.id.clone(), before, now }))
    }

    /// Writes the objects, then the commit. `false` where another process has
    /// committed the same import meanwhile.
    fn commit(
        &self,
        manifest: &Manifest,
        path: &object_store::path::Path,
        objects: Vec<(object_store::path::Path, Bytes)>,
    ) -> Result<bool, StoreError> {
        let layer = &self.layers[0].objects;
        let mut found = Vec::new();
        for (path, bytes) in &objects {
            if !layer.keep(path, bytes.clone())? {
                found.push((path, bytes));
            }
        }
        layer.settle(objects.iter().map(|(path, _)| path))?;
        let committed = layer.create(path, manifest.to_bytes().into())?;
        layer.settle([path])?;
        // What a killed import had left may have been pruned since it was
        // found; from now on it cannot be.
        for (path, bytes) in found {
            layer.keep(path, bytes.clone())?;
        }
        Ok(committed)
    }
}

impl Encoding {
    fn rows(&self) -> u64 {
        self.observations.as_ref().map_or(0, |t| t.table.rows) + self.rows.event_count
    }
}

/// Runs the parser, and encodes each edition while the next one is read.
fn collect<E>(
    options: &ImportOptions,
    parse: impl FnOnce(&mut dyn Sink) -> Result<(), E>,
) -> Result<(Collected, Vec<Encoding>), ImportError<E>> {
    let (send, receive) = mpsc::sync_channel(0);
    thread::scope(|scope| {
        let encoder = scope.spawn(move || receive.into_iter().map(encode).collect::<Result<Vec<_>, _>>());
        let mut collector = Collector::new(options.released, send);
        let parsed = parse(&mut collector);
        let finished = collector.finish();
        let encoded = encoder.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        let collected = match (parsed, finished) {
            (_, Err(refused)) if refused != Refused::Empty => return Err(refused.into()),
            (Err(error), _) => return Err(ImportError::Parse(error)),
            (Ok(()), finished) => finished?,
        };
        Ok((collected, encoded))
    })
}

fn encode(mut rows: Rows) -> Result<Encoding, StoreError> {
    let failed = |cause| StoreError::Access { object: "a table".to_owned(), cause: Box::new(cause) };
    let observations = std::mem::take(&mut rows.observations);
    let events = std::mem::take(&mut rows.events);
    let extent = extent(&observations, &events);
    Ok(Encoding {
        extent,
        observations: (!observations.is_empty())
            .then(|| table::encode_observations(observations).map_err(failed))
            .transpose()?,
        events: (!events.is_empty()).then(|| table::encode_events(&events).map_err(failed)).transpose()?,
        rows,
    })
}

fn extent(observations: &[(Observation, Place)], events: &[(Event, Place)]) -> Extent {
    let mut areas: HashSet<Area> = HashSet::new();
    let mut pairs: HashSet<(Area, Area)> = HashSet::new();
    let mut years: Option<(i16, i16)> = None;
    let mut period = |period: Period| {
        if let Some(year) = period.year() {
            years = Some(years.map_or((year, year), |(first, last)| (first.min(year), last.max(year))));
        }
    };
    for (observation, _) in observations {
        areas.insert(observation.key.ref_area);
        pairs.extend(observation.key.counterpart_area.map(|counterpart| (observation.key.ref_area, counterpart)));
        period(observation.time_period);
    }
    for (event, _) in events {
        [event.signed, event.from, event.until].into_iter().flatten().for_each(&mut period);
        for party in &event.parties {
            areas.insert(party.area);
            pairs.extend(event.counterpart(party.area).map(|counterpart| (party.area, counterpart)));
        }
    }
    Extent { areas: areas.len() as u32, pairs: pairs.len() as u32, years }
}

fn release_id(source: &str, published: Date, snapshot: &str) -> ReleaseId {
    ReleaseId(format!("{source}-{published}-{snapshot}"))
}
