use std::{ops::Range, sync::Arc};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use attache_model::AreaSet;
use bytes::Bytes;
use parquet::{
    DecodeResult,
    arrow::{
        ProjectionMask,
        arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, RowSelection},
        push_decoder::ParquetPushDecoderBuilder,
    },
    file::metadata::{PageIndexPolicy, ParquetMetaDataPushDecoder},
};

use super::{
    blocks,
    writer::{AREAS, BLOCKS},
};
use crate::{StoreError, layout, manifest::Table, objects::Objects};

/// Rows that are decoded at a time.
const BATCH: usize = 8192;

/// The end of a table's file, which says where its pages are.
pub(crate) struct Tail<'a> {
    objects: &'a Objects,
    table: Table,
    metadata: ArrowReaderMetadata,
    checksums: Vec<u32>,
    /// As [`super::writer::area_starts`] wrote it.
    areas: String,
}

impl<'a> Tail<'a> {
    /// Reads the end of a table's file and proves it whole.
    pub(super) fn open(objects: &'a Objects, table: &Table, schema: SchemaRef) -> Result<Self, StoreError> {
        let path = layout::table(&table.hash);
        let object = path.as_ref();
        let damaged = |what: &dyn std::fmt::Display| StoreError::damaged(object, what);
        let Some(data) = table.bytes.checked_sub(table.tail) else { return Err(damaged(&"its sizes cannot be")) };
        let range = data..table.bytes;
        let bytes = objects.get_ranges(&path, std::slice::from_ref(&range))?.remove(0);
        if crc32fast::hash(&bytes) != table.tail_crc {
            return Err(damaged(&"the checksum of its footer is wrong"));
        }
        let mut decoder = ParquetMetaDataPushDecoder::try_new(table.bytes)
            .map_err(|e| damaged(&e))?
            .with_column_index_policy(PageIndexPolicy::Skip)
            .with_offset_index_policy(PageIndexPolicy::Required);
        decoder.push_range(range, bytes).map_err(|e| damaged(&e))?;
        let DecodeResult::Data(metadata) = decoder.try_decode().map_err(|e| damaged(&e))? else {
            return Err(damaged(&"its footer does not hold its indexes"));
        };
        let own = |name: &str| {
            let all = metadata.file_metadata().key_value_metadata()?;
            all.iter().find(|kv| kv.key == name)?.value.clone()
        };
        let areas = own(AREAS).ok_or_else(|| damaged(&"it does not say where areas begin"))?;
        let checksums = own(BLOCKS).and_then(|text| blocks::read(&text));
        let checksums = checksums.ok_or_else(|| damaged(&"it holds no checksums"))?;
        let options = ArrowReaderOptions::new().with_schema(schema).with_skip_arrow_metadata(true);
        let metadata = ArrowReaderMetadata::try_new(Arc::new(metadata), options).map_err(|e| damaged(&e))?;
        if metadata.metadata().file_metadata().num_rows().try_into() != Ok(table.rows) {
            return Err(damaged(&"it does not have the rows that its release has"));
        }
        Ok(Self { objects, table: table.clone(), metadata, checksums, areas })
    }

    pub(crate) fn rows(&self) -> usize {
        self.table.rows as usize
    }

    pub(super) fn damaged(&self, what: impl std::fmt::Display) -> StoreError {
        StoreError::damaged(layout::table(&self.table.hash).as_ref(), what)
    }

    pub(super) fn newer(&self, what: impl std::fmt::Display) -> StoreError {
        StoreError::Newer { object: layout::table(&self.table.hash).to_string(), what: what.to_string() }
    }

    /// The rows of these areas.
    pub(super) fn rows_of(&self, areas: &AreaSet) -> Result<Vec<Range<usize>>, StoreError> {
        let rows = self.rows();
        let AreaSet::Only(areas) = areas else { return Ok(std::iter::once(0..rows).collect()) };
        let codes: Vec<&str> = areas.iter().map(|a| a.code()).collect();
        let mut ranges = Vec::new();
        let mut open = None;
        for entry in self.areas.split(';') {
            let start = entry.split_once('=').and_then(|(code, row)| Some((code, row.parse::<usize>().ok()?)));
            let (code, start) = start.ok_or_else(|| self.damaged("its list of areas cannot be read"))?;
            if let Some(from) = open.take() {
                ranges.push(from..start);
            }
            if codes.contains(&code) {
                open = Some(start);
            }
        }
        ranges.extend(open.map(|from| from..rows));
        Ok(ranges)
    }

    /// The columns of the rows in the ranges, which rise and do not overlap, a
    /// batch at a time.
    pub(super) fn read(
        &self,
        columns: &[&str],
        ranges: &[Range<usize>],
        mut each: impl FnMut(&RecordBatch, &[u32]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let asked = ranges.iter().map(Range::len).sum::<usize>();
        if asked == 0 {
            return Ok(());
        }
        let total = self.rows();
        let mut rows = ranges.iter().cloned().flatten().map(|row| row as u32);
        let damaged = |error: parquet::errors::ParquetError| self.damaged(error);
        let builder = ParquetPushDecoderBuilder::new_with_metadata(self.metadata.clone());
        let projection = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
        let mut decoder = builder
            .with_projection(projection)
            .with_row_selection(RowSelection::from_consecutive_ranges(ranges.iter().cloned(), total))
            .with_batch_size(asked.min(BATCH))
            .build()
            .map_err(damaged)?;
        loop {
            match decoder.try_decode().map_err(damaged)? {
                DecodeResult::NeedsData(wanted) => {
                    let (spans, data) = self.fetch(&wanted)?;
                    decoder.push_ranges(spans, data).map_err(damaged)?;
                }
                DecodeResult::Data(batch) => {
                    let numbers: Vec<u32> = rows.by_ref().take(batch.num_rows()).collect();
                    if numbers.len() != batch.num_rows() {
                        return Err(self.damaged("it has more rows than were asked of it"));
                    }
                    each(&batch, &numbers)?;
                }
                DecodeResult::Finished => return Ok(()),
            }
        }
    }

    /// Parts of the file in which the ranges lie, proved whole by the checksums
    /// of their blocks.
    fn fetch(&self, wanted: &[Range<u64>]) -> Result<(Vec<Range<u64>>, Vec<Bytes>), StoreError> {
        let end = self.table.bytes - self.table.tail;
        if wanted.iter().any(|range| range.end > end) {
            return Err(self.damaged("a page lies beyond its data"));
        }
        let mut spans: Vec<Range<u64>> = wanted.iter().map(|range| blocks::around(range, end)).collect();
        spans.sort_by_key(|span| span.start);
        spans.dedup_by(|next, span| {
            let touch = next.start <= span.end;
            if touch {
                span.end = span.end.max(next.end);
            }
            touch
        });
        let path = layout::table(&self.table.hash);
        let parts = self.objects.get_ranges(&path, &spans)?;
        if !spans.iter().zip(&parts).all(|(span, part)| blocks::whole(span.start, part, &self.checksums)) {
            return Err(self.damaged("the checksum of a part is wrong"));
        }
        Ok((spans, parts))
    }
}
