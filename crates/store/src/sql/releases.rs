use std::sync::Arc;

use attache_model::{Date, Release};
use datafusion::{
    arrow::{
        array::{
            ArrayRef, BooleanArray, Date32Array, RecordBatch, StringArray, TimestampMicrosecondArray, UInt64Array,
        },
        datatypes::Schema,
    },
    datasource::MemTable,
    error::Result,
};

use crate::{manifest::Kept, store::Layer};

/// The releases as a table.
pub(super) fn table(kept: &[(&Layer, Kept)]) -> Result<MemTable> {
    let releases: Vec<&Release> = kept.iter().map(|(_, kept)| &kept.release).collect();
    let texts = |of: fn(&Release) -> String| -> ArrayRef {
        Arc::new(releases.iter().map(|r| Some(of(r))).collect::<StringArray>())
    };
    let dates = |of: fn(&Release) -> Date| -> ArrayRef {
        Arc::new(releases.iter().map(|r| Some(days(of(r)))).collect::<Date32Array>())
    };
    let flags = |of: fn(&Release) -> bool| -> ArrayRef {
        Arc::new(releases.iter().map(|r| Some(of(r))).collect::<BooleanArray>())
    };
    let counts = |of: fn(&Release) -> u64| -> ArrayRef {
        Arc::new(releases.iter().map(|r| Some(of(r))).collect::<UInt64Array>())
    };
    let recorded = releases.iter().map(|r| Some(r.recorded.as_microsecond()));
    let recorded = Arc::new(recorded.collect::<TimestampMicrosecondArray>().with_timezone("UTC"));
    let batch = RecordBatch::try_from_iter([
        ("release", texts(|r| r.id.0.clone())),
        ("source", texts(|r| r.source.to_string())),
        ("publisher", texts(|r| r.publisher.clone())),
        ("title", texts(|r| r.title.clone())),
        ("edition", texts(|r| r.edition.clone())),
        ("published", dates(|r| r.published)),
        ("published_is_given", flags(|r| r.published_is_given)),
        ("recorded", recorded as ArrayRef),
        ("retrieved", dates(|r| r.snapshot.retrieved)),
        ("file", texts(|r| r.snapshot.file.clone())),
        ("sha256", texts(|r| r.snapshot.hash.to_string())),
        ("url", texts(|r| r.snapshot.url.clone())),
        ("homepage", texts(|r| r.homepage.clone())),
        ("licence", texts(|r| r.licence.clone())),
        ("restricted", flags(|r| r.restricted)),
        ("citation", texts(|r| r.citation.clone())),
        ("observations", counts(|r| r.observations)),
        ("events", counts(|r| r.events)),
    ])?;
    let schema: Arc<Schema> = batch.schema();
    MemTable::try_new(schema, vec![vec![batch]])
}

/// Days since 1970, as Arrow counts them.
pub(super) fn days(date: Date) -> i32 {
    crate::table::days(date).unwrap_or_default()
}
