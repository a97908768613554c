use std::sync::Arc;

use async_trait::async_trait;
use attache_model::ProductTrade;
use datafusion::{
    arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit},
    catalog::{Session, TableProvider},
    datasource::{
        TableType,
        listing::PartitionedFile,
        physical_plan::{FileGroup, FileScanConfigBuilder, ParquetSource},
        source::DataSourceExec,
        table_schema::TableSchema,
    },
    error::Result,
    execution::object_store::ObjectStoreUrl,
    logical_expr::Expr,
    physical_plan::{ExecutionPlan, empty::EmptyExec, union::UnionExec},
    prelude::SessionContext,
    scalar::ScalarValue,
};

use super::releases;
use crate::{
    Store, layout,
    manifest::{Kept, Table, TableOf},
    store::Layer,
    table,
};

/// The tables of one kind of all releases as one, with columns for the release.
#[derive(Debug)]
struct ReleaseTables {
    schema: TableSchema,
    /// The files of each layer.
    layers: Vec<(ObjectStoreUrl, Vec<PartitionedFile>)>,
}

pub(super) fn provider(
    context: &SessionContext,
    store: &Store,
    kept: &[(&Layer, Kept)],
    of: TableOf,
) -> Result<Arc<dyn TableProvider>> {
    let mut layers = Vec::new();
    for (number, layer) in store.layers.iter().enumerate() {
        let Some(objects) = layer.objects.shared() else { continue };
        let url = ObjectStoreUrl::parse(format!("attache://layer-{number}"))?;
        context.register_object_store(url.as_ref(), objects);
        let here = kept.iter().filter(|(l, _)| std::ptr::eq(*l, &**layer));
        let files = here.flat_map(|(_, kept)| {
            let products = kept.products.iter().map(|p| (&p.table, product_values(&p.trade)));
            let tables: Vec<(&Table, Vec<ScalarValue>)> = match of {
                TableOf::Observations => kept.observations.iter().map(|table| (table, Vec::new())).collect(),
                TableOf::Events => kept.events.iter().map(|table| (table, Vec::new())).collect(),
                TableOf::Products => products.collect(),
            };
            tables.into_iter().map(|(table, values)| {
                let file = PartitionedFile::new(layout::table(&table.hash), table.bytes);
                let values = release_values(kept).into_iter().chain(values).collect();
                file.with_partition_values(values).with_metadata_size_hint(table.tail as usize)
            })
        });
        layers.push((url, files.collect()));
    }
    let shared = if of == TableOf::Products { product_columns().to_vec() } else { Vec::new() };
    let columns: Vec<_> = release_columns().into_iter().chain(shared).map(Arc::new).collect();
    let schema = TableSchema::builder(plain(&table::schema(of))).with_table_partition_cols(columns).build();
    Ok(Arc::new(ReleaseTables { schema, layers }))
}

/// The columns that say of which release a row is.
fn release_columns() -> [Field; 6] {
    let text = |name| Field::new(name, DataType::Utf8, false);
    [
        text("release"),
        text("source"),
        text("publisher"),
        text("edition"),
        Field::new("published", DataType::Date32, false),
        Field::new("recorded", DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())), false),
    ]
}

fn release_values(kept: &Kept) -> Vec<ScalarValue> {
    let release = &kept.release;
    vec![
        ScalarValue::from(release.id.0.as_str()),
        ScalarValue::from(release.source.as_str()),
        ScalarValue::from(release.publisher.as_str()),
        ScalarValue::from(release.edition.as_str()),
        ScalarValue::Date32(Some(releases::days(release.published))),
        ScalarValue::TimestampMicrosecond(Some(release.recorded.as_microsecond()), Some("UTC".into())),
    ]
}

/// The columns that say what all rows of a table of products share.
fn product_columns() -> [Field; 8] {
    let text = |name| Field::new(name, DataType::Utf8, false);
    let power = |name| Field::new(name, DataType::Int8, false);
    [
        text("time_period"),
        text("revision"),
        text("obs_status"),
        text("value_unit"),
        power("value_unit_mult"),
        text("quantity_unit"),
        power("quantity_unit_mult"),
        text("member"),
    ]
}

fn product_values(trade: &ProductTrade) -> Vec<ScalarValue> {
    vec![
        ScalarValue::from(trade.time_period.to_string()),
        ScalarValue::from(trade.revision.code()),
        ScalarValue::from(trade.status.code()),
        ScalarValue::from(trade.value.unit.as_str()),
        ScalarValue::Int8(Some(trade.value.unit_mult)),
        ScalarValue::from(trade.quantity.unit.as_str()),
        ScalarValue::Int8(Some(trade.quantity.unit_mult)),
        ScalarValue::from(trade.member.as_str()),
    ]
}

/// The columns with texts as texts: a question may compare and join them.
fn plain(schema: &Schema) -> SchemaRef {
    let field = |field: &Arc<Field>| match field.data_type() {
        DataType::Dictionary(..) => field.as_ref().clone().with_data_type(DataType::Utf8),
        _ => field.as_ref().clone(),
    };
    Arc::new(Schema::new(schema.fields().iter().map(field).collect::<Vec<_>>()))
}

#[async_trait]
impl TableProvider for ReleaseTables {
    fn schema(&self) -> SchemaRef {
        Arc::clone(self.schema.table_schema())
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let mut plans: Vec<Arc<dyn ExecutionPlan>> = Vec::new();
        for (url, files) in self.layers.iter().filter(|(_, files)| !files.is_empty()) {
            let source = Arc::new(ParquetSource::new(self.schema.clone()));
            let groups = FileGroup::new(files.clone()).split_files(state.config().target_partitions());
            let config = FileScanConfigBuilder::new(url.clone(), source)
                .with_file_groups(groups)
                .with_projection_indices(projection.cloned())?
                .with_limit(limit)
                .build();
            plans.push(DataSourceExec::from_data_source(config));
        }
        match plans.len() {
            0 => {
                let schema = match projection {
                    Some(columns) => Arc::new(self.schema.table_schema().project(columns)?),
                    None => self.schema(),
                };
                Ok(Arc::new(EmptyExec::new(schema)))
            }
            1 => Ok(plans.remove(0)),
            _ => UnionExec::try_new(plans),
        }
    }
}
