use std::io::Write;

use datafusion::{
    arrow::{
        array::{Array, ArrayRef, RecordBatch},
        csv,
        datatypes::SchemaRef,
        json,
        util::{
            display::{ArrayFormatter, FormatOptions},
            pretty::pretty_format_batches_with_schema,
        },
    },
    parquet::arrow::ArrowWriter,
};

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Columns lined up, for people.
    Table,
    /// With a header.
    Csv,
    /// An array of objects.
    Json,
    Parquet,
}

/// The rows that a query gave.
#[derive(Debug)]
pub struct Answer {
    pub(super) schema: SchemaRef,
    pub(super) batches: Vec<RecordBatch>,
}

impl Answer {
    /// The columns' names.
    pub fn columns(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|f| f.name().as_str()).collect()
    }

    pub fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The cells as text; `None` where there is no value.
    pub fn cells(&self) -> Vec<Vec<Option<String>>> {
        let options = FormatOptions::new();
        let mut rows = Vec::new();
        for batch in &self.batches {
            let cell = |column: &ArrayRef, row| {
                let formatter = ArrayFormatter::try_new(column.as_ref(), &options).ok()?;
                column.is_valid(row).then(|| formatter.value(row).to_string())
            };
            rows.extend((0..batch.num_rows()).map(|row| batch.columns().iter().map(|c| cell(c, row)).collect()));
        }
        rows
    }

    /// Writes the rows out.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(&self, format: Format, out: &mut (dyn Write + Send)) -> std::io::Result<()> {
        let failed = |error: &dyn std::fmt::Display| std::io::Error::other(error.to_string());
        match format {
            Format::Table => {
                let schema = SchemaRef::clone(&self.schema);
                let table = pretty_format_batches_with_schema(schema, &self.batches).map_err(|e| failed(&e))?;
                writeln!(out, "{table}")
            }
            Format::Csv => {
                let mut writer = csv::WriterBuilder::new().with_header(true).build(out);
                if self.batches.is_empty() {
                    writer.write(&RecordBatch::new_empty(SchemaRef::clone(&self.schema))).map_err(|e| failed(&e))?;
                }
                self.batches.iter().try_for_each(|batch| writer.write(batch)).map_err(|e| failed(&e))
            }
            Format::Json => {
                let mut writer = json::ArrayWriter::new(out);
                self.batches.iter().try_for_each(|batch| writer.write(batch)).map_err(|e| failed(&e))?;
                writer.finish().map_err(|e| failed(&e))?;
                writeln!(writer.into_inner())
            }
            Format::Parquet => {
                let mut writer =
                    ArrowWriter::try_new(out, SchemaRef::clone(&self.schema), None).map_err(|e| failed(&e))?;
                self.batches.iter().try_for_each(|batch| writer.write(batch)).map_err(|e| failed(&e))?;
                writer.close().map_err(|e| failed(&e))?;
                Ok(())
            }
        }
    }
}
