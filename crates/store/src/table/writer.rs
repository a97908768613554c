use std::{collections::HashSet, sync::Arc};

use arrow_array::{
    ArrayRef, Date32Array, Decimal64Array, Decimal128Array, DictionaryArray, Int8Array, Int32Array, RecordBatch,
    StringArray, UInt32Array,
};
use arrow_buffer::NullBuffer;
use arrow_schema::{ArrowError, Field, Schema};
use attache_model::Date;
use bytes::Bytes;
use parquet::{
    arrow::{ArrowWriter, arrow_writer::ArrowWriterOptions},
    basic::{Compression, Encoding},
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder},
    },
    schema::types::ColumnPath,
};

use super::{blocks, columns::THOUSANDTHS};
use crate::{hash::sha256, manifest::Table};

/// Names of the file's own metadata.
pub(super) const AREAS: &str = "attache.areas";
pub(super) const BLOCKS: &str = "attache.blocks";

/// Rows in a page: what is read at least of a column. An area has some 600
/// rows in an edition of the Factbook.
const PAGE_ROWS: usize = 1024;

/// Texts that a dictionary holds at most, since a read of one page decodes all
/// of it.
const DICTIONARY: usize = 8192;

/// A table's file and what a manifest says of it.
pub(crate) struct Encoded {
    pub(crate) table: Table,
    pub(crate) bytes: Bytes,
}

/// The columns of a table that is being written.
pub(super) struct Columns {
    fields: Vec<Field>,
    arrays: Vec<ArrayRef>,
    properties: WriterPropertiesBuilder,
}

impl Columns {
    pub(super) fn new() -> Self {
        Self::with_pages(PAGE_ROWS)
    }

    /// With so many rows in a page.
    pub(super) fn with_pages(rows: usize) -> Self {
        let properties = WriterProperties::builder()
            .set_created_by("attache-store 1".to_owned())
            .set_compression(Compression::SNAPPY)
            .set_data_page_row_count_limit(rows)
            .set_write_batch_size(PAGE_ROWS)
            .set_max_row_group_row_count(Some(1 << 20))
            .set_dictionary_page_size_limit(16 << 20)
            .set_statistics_enabled(EnabledStatistics::None);
        Self { fields: Vec::new(), arrays: Vec::new(), properties }
    }

    fn push(&mut self, name: &str, array: ArrayRef) {
        self.fields.push(Field::new(name, array.data_type().clone(), true));
        self.arrays.push(array);
    }

    fn properties(&mut self, set: impl FnOnce(WriterPropertiesBuilder) -> WriterPropertiesBuilder) {
        self.properties = set(std::mem::take(&mut self.properties));
    }

    /// A column of texts: a dictionary where few differ, else each by what it
    /// does not share with the one before.
    pub(super) fn texts<'a>(&mut self, name: &str, texts: impl Iterator<Item = Option<&'a str>>) {
        let texts: Vec<Option<&str>> = texts.collect();
        let limit = (texts.len() / 16).clamp(256, DICTIONARY);
        let mut distinct = HashSet::new();
        let many = texts.iter().flatten().any(|t| distinct.insert(*t) && distinct.len() > limit);
        if many {
            let column = ColumnPath::from(name);
            self.properties(|p| {
                p.set_column_dictionary_enabled(column.clone(), false)
                    .set_column_encoding(column, Encoding::DELTA_BYTE_ARRAY)
            });
        }
        self.push(name, Arc::new(StringArray::from(texts)));
    }

    /// A column of few distinct texts, as numbers of `words`.
    pub(super) fn words<'a>(&mut self, name: &str, numbers: Vec<i32>, words: impl Iterator<Item = &'a str>) {
        let words = StringArray::from_iter_values(words);
        self.push(name, Arc::new(DictionaryArray::new(Int32Array::from(numbers), Arc::new(words))));
    }

    /// A column of small numbers, of which some may not be there.
    pub(super) fn small(&mut self, name: &str, numbers: Vec<i8>, is_there: Option<Vec<bool>>) {
        self.push(name, Arc::new(Int8Array::new(numbers.into(), is_there.map(NullBuffer::from))));
    }

    /// A column of numbers in thousandths, of which some may not be there.
    pub(super) fn thousandths(
        &mut self,
        name: &str,
        numbers: Vec<i64>,
        is_there: Option<Vec<bool>>,
    ) -> Result<(), ArrowError> {
        let (precision, scale) = THOUSANDTHS;
        let array = Decimal64Array::new(numbers.into(), is_there.map(NullBuffer::from));
        self.push(name, Arc::new(array.with_precision_and_scale(precision, scale)?));
        self.split(name);
        Ok(())
    }

    /// A column of texts by whose range pages can be skipped.
    pub(super) fn keys<'a>(&mut self, name: &str, texts: impl Iterator<Item = Option<&'a str>>) {
        self.texts(name, texts);
        self.properties(|p| p.set_column_statistics_enabled(ColumnPath::from(name), EnabledStatistics::Page));
    }

    pub(super) fn days(&mut self, name: &str, days: impl Iterator<Item = Option<Date>>) {
        self.push(name, Arc::new(days.map(|day| day.and_then(self::days)).collect::<Date32Array>()));
        self.properties(|p| p.set_column_statistics_enabled(ColumnPath::from(name), EnabledStatistics::Chunk));
    }

    pub(super) fn powers(&mut self, name: &str, powers: impl Iterator<Item = i8>) {
        self.push(name, Arc::new(powers.map(Some).collect::<Int8Array>()));
    }

    /// A column of numbers that seldom repeat.
    pub(super) fn numbers(&mut self, name: &str, numbers: impl Iterator<Item = Option<u32>>) {
        self.numbered(name, numbers.collect());
    }

    /// As [`Columns::numbers`], where each is there.
    pub(super) fn all_numbers(&mut self, name: &str, numbers: Vec<u32>) {
        self.numbered(name, numbers.into());
    }

    fn numbered(&mut self, name: &str, numbers: UInt32Array) {
        self.push(name, Arc::new(numbers));
        let column = ColumnPath::from(name);
        self.properties(|p| {
            p.set_column_dictionary_enabled(column.clone(), false)
                .set_column_encoding(column, Encoding::DELTA_BINARY_PACKED)
        });
    }

    pub(super) fn decimals(
        &mut self,
        name: &str,
        (precision, scale): (u8, i8),
        values: impl Iterator<Item = Option<i128>>,
    ) -> Result<(), ArrowError> {
        let array = values.collect::<Decimal128Array>().with_precision_and_scale(precision, scale)?;
        self.push(name, Arc::new(array));
        self.split(name);
        Ok(())
    }

    /// The bytes of each place side by side, of which the high ones are alike.
    fn split(&mut self, name: &str) {
        let column = ColumnPath::from(name);
        self.properties(|p| {
            p.set_column_dictionary_enabled(column.clone(), false)
                .set_column_encoding(column, Encoding::BYTE_STREAM_SPLIT)
        });
    }

    /// The file. The same rows give the same bytes.
    pub(super) fn write(self, areas: String) -> Result<Encoded, ParquetError> {
        let batch = RecordBatch::try_new(Arc::new(Schema::new(self.fields)), self.arrays)?;
        let options = ArrowWriterOptions::new().with_properties(self.properties.build()).with_skip_arrow_metadata(true);
        let mut writer = ArrowWriter::try_new_with_options(Vec::new(), batch.schema(), options)?;
        writer.write(&batch)?;
        writer.flush()?;
        writer.sync()?;
        let data = writer.inner().len();
        writer.append_key_value_metadata(KeyValue::new(AREAS.to_owned(), areas));
        writer.append_key_value_metadata(KeyValue::new(BLOCKS.to_owned(), blocks::checksums(writer.inner())));
        let bytes = writer.into_inner()?;
        let table = Table {
            hash: sha256(&bytes),
            bytes: bytes.len() as u64,
            rows: batch.num_rows() as u64,
            tail: (bytes.len() - data) as u64,
            tail_crc: crc32fast::hash(&bytes[data..]),
        };
        Ok(Encoded { table, bytes: bytes.into() })
    }
}

/// Days since 1970, as Arrow counts them.
pub(crate) fn days(date: Date) -> Option<i32> {
    let epoch = Date::new(1970, 1, 1).unwrap_or(Date::ZERO);
    i32::try_from(date.duration_since(epoch).as_hours() / 24).ok()
}

/// Where the rows of each area begin, of rows sorted by area: `AD=0;AF=570`.
pub(super) fn area_starts<'a>(areas: impl Iterator<Item = &'a str>) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    let mut last = None;
    for (row, area) in areas.enumerate() {
        if last != Some(area) {
            let separator = if last.is_some() { ";" } else { "" };
            _ = write!(text, "{separator}{area}={row}");
            last = Some(area);
        }
    }
    text
}
