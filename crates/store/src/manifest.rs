//! The commit of an import: what it says of all of its releases.

use attache_model::{
    Area, Code, Codelist, Coverage, Date, EventKind, Extent, Hash, HsRevision, ObsStatus, Period, ProductMeasure,
    ProductTrade, Release, ReleaseId, Snapshot, Timestamp,
};
use object_store::path::Path;
use serde::{Deserialize, Serialize};

use crate::{StoreError, envelope, layout};

/// One import: a file of a source, and the releases that were read from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) source: String,
    pub(crate) publisher: String,
    pub(crate) title: String,
    pub(crate) homepage: String,
    pub(crate) licence: String,
    #[serde(default)]
    pub(crate) terms: String,
    pub(crate) restricted: bool,
    pub(crate) citation: String,
    pub(crate) snapshot: SnapshotRecord,
    pub(crate) recorded: String,
    pub(crate) releases: Vec<ReleaseRecord>,
    pub(crate) unparsed: Vec<UnparsedRecord>,
    /// What of the import is here, where it was taken from another store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) excerpt: Option<ExcerptOf>,
}

/// What is in the excerpt of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ExcerptOf {
    /// Some releases, whole, and the file.
    Releases,
    /// Rows of some releases, without the file.
    Rows,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SnapshotRecord {
    pub(crate) sha256: String,
    pub(crate) file: String,
    pub(crate) bytes: u64,
    pub(crate) url: String,
    pub(crate) retrieved: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_modified: Option<String>,
}

impl SnapshotRecord {
    pub(crate) fn of(snapshot: &Snapshot) -> Self {
        Self {
            sha256: snapshot.hash.to_string(),
            file: snapshot.file.clone(),
            bytes: snapshot.bytes,
            url: snapshot.url.clone(),
            retrieved: snapshot.retrieved.to_string(),
            etag: snapshot.etag.clone(),
            last_modified: snapshot.last_modified.clone(),
        }
    }

    pub(crate) fn read(&self) -> Result<Snapshot, String> {
        Ok(Snapshot {
            hash: self.sha256.parse()?,
            file: self.file.clone(),
            bytes: self.bytes,
            url: self.url.clone(),
            retrieved: date(&self.retrieved)?,
            etag: self.etag.clone(),
            last_modified: self.last_modified.clone(),
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReleaseRecord {
    pub(crate) id: String,
    pub(crate) edition: String,
    pub(crate) published: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) published_is_given: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) coverage: Vec<CoverageRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) labels: Vec<(String, String)>,
    #[serde(default)]
    pub(crate) extent: ExtentRecord,
    pub(crate) observations: Option<TableRecord>,
    pub(crate) events: Option<EventsRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) products: Vec<ProductsRecord>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ExtentRecord {
    areas: u32,
    pairs: u32,
    years: Option<(i16, i16)>,
}

/// A Parquet file; there is none for a table without rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TableRecord {
    pub(crate) sha256: String,
    pub(crate) bytes: u64,
    pub(crate) rows: u64,
    /// The last bytes of the file: its indexes and footer.
    pub(crate) tail: u64,
    /// CRC-32 of the tail, which in turn holds those of the rest.
    pub(crate) tail_crc: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EventsRecord {
    /// Events; the table has a row for each party of each.
    pub(crate) count: u64,
    #[serde(flatten)]
    pub(crate) table: TableRecord,
}

/// A table of trade by product, and what all its rows share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProductsRecord {
    /// Values and quantities.
    figures: u64,
    /// Whose rows it has.
    areas: Vec<String>,
    member: String,
    time_period: String,
    revision: String,
    obs_status: String,
    value: MeasureRecord,
    quantity: MeasureRecord,
    #[serde(flatten)]
    table: TableRecord,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct MeasureRecord {
    indicator: String,
    unit: String,
    unit_mult: i8,
    column: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CoverageRecord {
    kind: String,
    category: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    areas: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    statement: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UnparsedRecord {
    pub(crate) reason: String,
    pub(crate) expected: bool,
    pub(crate) count: u64,
}

impl Manifest {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let has_products = self.releases.iter().any(|r| !r.products.is_empty());
        let format = match () {
            () if self.excerpt == Some(ExcerptOf::Rows) => 3,
            () if has_products => 2,
            () => 1,
        };
        envelope::seal(format, self)
    }

    /// The snapshot and tables that it names, in an excerpt.
    pub(crate) fn objects(&self) -> Vec<Path> {
        let hashed = |text: &str| text.parse::<Hash>().ok();
        let snapshot = hashed(&self.snapshot.sha256).filter(|_| self.excerpt != Some(ExcerptOf::Rows));
        let tables = self.releases.iter().flat_map(|release| {
            let rows = release.observations.iter().chain(release.events.iter().map(|events| &events.table));
            rows.chain(release.products.iter().map(|products| &products.table))
        });
        let tables = tables.filter_map(|table| hashed(&table.sha256)).map(|hash| layout::table(&hash));
        snapshot.iter().map(layout::snapshot).chain(tables).collect()
    }

    pub(crate) fn from_bytes(object: &str, bytes: &[u8]) -> Result<Self, StoreError> {
        envelope::open(object, bytes)
    }

    /// What it says of its releases, in the model's words. The text was proved
    /// whole; what cannot be read is of a later version.
    pub(crate) fn read(self, object: &str) -> Result<Vec<Kept>, StoreError> {
        let newer = |what: String| StoreError::Newer { object: object.to_owned(), what };
        let snapshot = self.snapshot.read().map_err(newer)?;
        let recorded: Timestamp = self.recorded.parse().map_err(|e| newer(format!("{e}")))?;
        let source = Code::new(&self.source);
        let release = |record: &ReleaseRecord| -> Result<Kept, String> {
            let release = Release {
                id: ReleaseId(record.id.clone()),
                source,
                publisher: self.publisher.clone(),
                title: self.title.clone(),
                edition: record.edition.clone(),
                published: date(&record.published)?,
                published_is_given: record.published_is_given,
                recorded,
                snapshot: snapshot.clone(),
                licence: self.licence.clone(),
                terms: self.terms.clone(),
                restricted: self.restricted,
                citation: self.citation.clone(),
                homepage: self.homepage.clone(),
                coverage: record.coverage.iter().map(CoverageRecord::read).collect::<Result<_, _>>()?,
                labels: record.labels.iter().map(|(code, label)| (Code::new(code), label.clone())).collect(),
                extent: record.extent.into(),
                observations: record.observations.as_ref().map_or(0, |t| t.rows)
                    + record.products.iter().map(|p| p.figures).sum::<u64>(),
                events: record.events.as_ref().map_or(0, |t| t.count),
            };
            Ok(Kept {
                release,
                observations: record.observations.as_ref().map(TableRecord::read).transpose()?,
                events: record.events.as_ref().map(|e| e.table.read()).transpose()?,
                products: record.products.iter().map(ProductsRecord::read).collect::<Result<_, _>>()?,
                rows_only: self.excerpt == Some(ExcerptOf::Rows),
            })
        };
        self.releases.iter().map(release).collect::<Result<_, _>>().map_err(newer)
    }
}

/// A release and where its rows are.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) release: Release,
    pub(crate) observations: Option<Table>,
    pub(crate) events: Option<Table>,
    pub(crate) products: Vec<ProductTable>,
    /// Its tables are rows that were taken from those of another store, and the file
    /// was left there.
    pub(crate) rows_only: bool,
}

impl Kept {
    /// The tables of products, each with the number of its first figure. The
    /// figures of observations come first; a row of products has two numbers,
    /// of its value and of its quantity.
    pub(crate) fn numbered_products(&self) -> impl Iterator<Item = (u32, &ProductTable)> {
        let mut first = self.observations.as_ref().map_or(0, |t| t.rows as u32);
        self.products.iter().map(move |products| {
            let own = first;
            first = first.wrapping_add(2 * products.table.rows as u32);
            (own, products)
        })
    }

    /// The snapshot and tables that it is made of.
    pub(crate) fn objects(&self) -> impl Iterator<Item = Path> {
        let snapshot = (!self.rows_only).then(|| layout::snapshot(&self.release.snapshot.hash));
        snapshot.into_iter().chain(self.tables().map(|(_, table)| layout::table(&table.hash)))
    }

    /// Every table.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (TableOf, &Table)> {
        let observations = self.observations.iter().map(|t| (TableOf::Observations, t));
        let events = self.events.iter().map(|t| (TableOf::Events, t));
        observations.chain(events).chain(self.products.iter().map(|p| (TableOf::Products, &p.table)))
    }
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableOf {
    Observations,
    Events,
    Products,
}

/// A table of trade by product, with what its rows share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProductTable {
    pub(crate) table: Table,
    pub(crate) figures: u64,
    /// Whose rows it has.
    pub(crate) areas: Vec<Area>,
    pub(crate) trade: ProductTrade,
}

/// A table as a manifest promises it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) hash: Hash,
    pub(crate) bytes: u64,
    pub(crate) rows: u64,
    pub(crate) tail: u64,
    pub(crate) tail_crc: u32,
}

impl From<&Table> for TableRecord {
    fn from(table: &Table) -> Self {
        let Table { hash, bytes, rows, tail, tail_crc } = *table;
        Self { sha256: hash.to_string(), bytes, rows, tail, tail_crc }
    }
}

impl TableRecord {
    fn read(&self) -> Result<Table, String> {
        let Self { bytes, rows, tail, tail_crc, .. } = *self;
        Ok(Table { hash: self.sha256.parse()?, bytes, rows, tail, tail_crc })
    }
}

impl From<&ProductTable> for ProductsRecord {
    fn from(products: &ProductTable) -> Self {
        let trade = &products.trade;
        Self {
            figures: products.figures,
            areas: products.areas.iter().map(|a| a.code().to_owned()).collect(),
            member: trade.member.to_string(),
            time_period: trade.time_period.to_string(),
            revision: trade.revision.code().to_owned(),
            obs_status: trade.status.code().to_owned(),
            value: trade.value.into(),
            quantity: trade.quantity.into(),
            table: (&products.table).into(),
        }
    }
}

impl ProductsRecord {
    fn read(&self) -> Result<ProductTable, String> {
        let revision = HsRevision::from_code(&self.revision);
        let status = ObsStatus::from_code(&self.obs_status);
        Ok(ProductTable {
            table: self.table.read()?,
            figures: self.figures,
            areas: self.areas.iter().map(|code| area(code)).collect::<Result<_, _>>()?,
            trade: ProductTrade {
                member: self.member.as_str().into(),
                time_period: self.time_period.parse().map_err(|e| format!("{e}"))?,
                revision: revision.ok_or_else(|| format!("{:?} is no revision of the HS", self.revision))?,
                status: status.ok_or_else(|| format!("status {:?}", self.obs_status))?,
                value: self.value.read(),
                quantity: self.quantity.read(),
            },
        })
    }
}

impl From<ProductMeasure> for MeasureRecord {
    fn from(ProductMeasure { indicator, unit, unit_mult, column }: ProductMeasure) -> Self {
        let [indicator, unit, column] = [indicator, unit, column].map(|code| code.to_string());
        Self { indicator, unit, unit_mult, column }
    }
}

impl MeasureRecord {
    fn read(&self) -> ProductMeasure {
        let [indicator, unit, column] = [&self.indicator, &self.unit, &self.column].map(|text| Code::new(text));
        ProductMeasure { indicator, unit, unit_mult: self.unit_mult, column }
    }
}

impl From<Extent> for ExtentRecord {
    fn from(Extent { areas, pairs, years }: Extent) -> Self {
        Self { areas, pairs, years }
    }
}

impl From<ExtentRecord> for Extent {
    fn from(ExtentRecord { areas, pairs, years }: ExtentRecord) -> Self {
        Self { areas, pairs, years }
    }
}

impl From<&Coverage> for CoverageRecord {
    fn from(coverage: &Coverage) -> Self {
        let period = |p: Option<Period>| p.map(|p| p.to_string());
        Self {
            kind: coverage.kind.code().to_owned(),
            category: coverage.category.as_str().to_owned(),
            areas: coverage.areas.as_ref().map(|areas| areas.iter().map(|a| a.code().to_owned()).collect()),
            from: period(coverage.from),
            until: period(coverage.until),
            statement: coverage.statement.clone(),
        }
    }
}

impl CoverageRecord {
    fn read(&self) -> Result<Coverage, String> {
        let period = |text: &Option<String>| -> Result<Option<Period>, String> {
            text.as_ref().map(|t| t.parse().map_err(|e| format!("{e}"))).transpose()
        };
        let area = |code: &String| area(code);
        Ok(Coverage {
            kind: EventKind::from_code(&self.kind).ok_or_else(|| format!("{:?} is no kind of event", self.kind))?,
            category: Code::new(&self.category),
            areas: self.areas.as_ref().map(|areas| areas.iter().map(area).collect()).transpose()?,
            from: period(&self.from)?,
            until: period(&self.until)?,
            statement: self.statement.clone(),
        })
    }
}

pub(crate) fn area(code: &str) -> Result<Area, String> {
    Area::from_code(Codelist::Attache, code).ok_or_else(|| format!("{code:?} is no area of the codelist"))
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|e| format!("{text:?} is no date: {e}"))
}
