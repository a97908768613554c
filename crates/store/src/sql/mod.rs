//! SQL over a store (feature `sql`).
//!
//! Four tables can be asked:
//!
//! | table | a row is |
//! |---|---|
//! | `observations` | one published number, with its release and its place in the snapshot; those of `products` not among them |
//! | `products` | trade of a pair by one product: its value and quantity, in a unit and power of ten |
//! | `events` | one party's part in an event; `event` numbers the event within its release |
//! | `releases` | one release |
//!
//! Every release is there, so that a question about the present names one, or
//! takes the newest: `WHERE release = (SELECT max(release) FROM releases WHERE
//! source = 'factbook')`.

mod answer;
mod releases;
mod tables;

use std::{sync::Arc, thread};

use attache_model::{Date, Timestamp};
use datafusion::{
    error::DataFusionError,
    execution::context::SQLOptions,
    prelude::{SessionConfig, SessionContext, ident},
};

pub use answer::{Answer, Format};

use crate::{
    Store, StoreError,
    manifest::{Kept, TableOf},
    store::Layer,
};

/// A question in SQL, and as of when.
#[derive(Clone, Copy, Debug)]
pub struct SqlQuery<'a> {
    /// One `SELECT`, `SHOW` or `EXPLAIN`.
    pub text: &'a str,
    /// Only what publishers had published by the end of this day.
    pub published_by: Option<Date>,
    /// Only what this store had recorded by then.
    pub known_by: Option<Timestamp>,
}

impl Store {
    /// Answers a question in SQL. Nothing can be written by it, and no other
    /// file be read.
    ///
    /// # Errors
    /// [`StoreError::Query`] when the query cannot be answered as it stands.
    pub fn sql(&self, query: &SqlQuery<'_>) -> Result<Answer, StoreError> {
        let kept = self.kept_as_of(query.published_by, query.known_by)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().build();
        let runtime = runtime.map_err(|e| StoreError::Query { what: e.to_string() })?;
        // On a thread of its own, since the caller may be within a runtime.
        let answer = thread::scope(|scope| {
            let asked = scope.spawn(|| runtime.block_on(answer(self, &kept, query.text)));
            asked.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        answer.map_err(|error| StoreError::Query { what: error.strip_backtrace() })
    }
}

async fn answer(store: &Store, kept: &[(&Layer, Kept)], text: &str) -> Result<Answer, DataFusionError> {
    let context = SessionContext::new_with_config(SessionConfig::new().with_information_schema(true));
    let observations = tables::provider(&context, store, kept, TableOf::Observations)?;
    context.register_table("observations", observations)?;
    context.register_table("products", tables::provider(&context, store, kept, TableOf::Products)?)?;
    let events = context.read_table(tables::provider(&context, store, kept, TableOf::Events)?)?;
    // `from` is a word of SQL's own.
    let renamed = |name: &str| match name {
        "from" => Some("began"),
        "until" => Some("ended"),
        "from_start" => Some("began_day"),
        "until_end" => Some("ended_day"),
        _ => None,
    };
    let columns: Vec<_> = events.schema().fields().iter().map(|f| f.name().clone()).collect();
    let columns = columns.iter().map(|name| match renamed(name) {
        Some(other) => ident(name).alias(other),
        None => ident(name),
    });
    context.register_table("events", events.select(columns)?.into_view())?;
    context.register_table("releases", Arc::new(releases::table(kept)?))?;

    let options = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    let frame = context.sql_with_options(text, options).await?;
    let schema = Arc::clone(frame.schema().inner());
    Ok(Answer { schema, batches: frame.collect().await? })
}
