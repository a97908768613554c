//! Parquet files.
//!
//! # Quirks
//! 1. A decimal is stored as an integer and a scale; the token is the number in
//!    plain digits. A double is written as its 15 significant digits, as for a
//!    spreadsheet; a float as the fewest that give it again.
//! 2. The crate that reads Parquet panics on some damage (a page of a dictionary
//!    that is not there, in 59.3.2), so what it does is fenced in. The fence may
//!    go when it returns errors there.

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

use attache_model::{Date, Decimal};
use parquet::{
    basic::Compression,
    data_type::Decimal as Stored,
    errors::ParquetError,
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};

use super::{At, Cells, EachRow, Fields, Row, Table};
use crate::{ParseError, number};

pub(super) fn rows(table: &Table<'_>, needs: &BTreeSet<&str>, each: &mut EachRow<'_>) -> Result<(), ParseError> {
    let Table { file, schema, .. } = table;
    if !file.bytes.starts_with(b"PAR1") {
        file.text()?;
        return Err(file.error("", "is text and no Parquet file"));
    }
    let damaged = |e: ParquetError| file.error("", format!("cannot be read as Parquet: {e}"));
    let bytes = bytes::Bytes::copy_from_slice(file.bytes);
    let reader = fenced(|| SerializedFileReader::new(bytes)).map_err(damaged)?;
    for group in reader.metadata().row_groups() {
        if let Some(column) = group.columns().iter().find(|column| matches!(column.compression(), Compression::ZSTD(_)))
        {
            return Err(file
                .error(column.column_path().string(), "is compressed by zstd, which is not read here")
                .hint("write the file with compression=\"snappy\" (the default of most programs) or \"gzip\""));
        }
    }
    if reader.metadata().file_metadata().num_rows() > MAX_ROWS {
        return Err(file.error("", "holds more than 100 million rows").hint("split the table into several files"));
    }
    let names: Vec<String> =
        reader.metadata().file_metadata().schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
    let fields = Fields::of(file, "", names, schema, needs)?;
    let mut texts: Vec<Option<String>> = Vec::new();
    let mut stored = fenced(|| reader.get_row_iter(None)).map_err(damaged)?;
    for number in 1_u64.. {
        let row = fenced(|| stored.next().transpose())
            .map_err(|e| file.error(format!("row {number}"), format!("cannot be read as Parquet: {e}")))?;
        let Some(row) = row else { break };
        texts.clear();
        texts.extend(row.get_column_iter().map(|(_, field)| text(field)));
        let row = Row { file, fields: &fields, cells: Cells::Texts(&texts), at: At::Row(number) };
        row.check()?;
        each(&row)?;
    }
    Ok(())
}

/// A file of a few bytes can say that a row is there a thousand million times.
const MAX_ROWS: i64 = 100_000_000;

/// Quirk 2.
fn fenced<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    let damage = |_| ParquetError::General("it is damaged".to_owned());
    catch_unwind(AssertUnwindSafe(read)).map_err(damage).flatten()
}

/// A value as its publisher would print it; `None` for no value and for what is
/// no single value.
fn text(field: &Field) -> Option<String> {
    Some(match field {
        Field::Bool(flag) => flag.to_string(),
        Field::Byte(n) => n.to_string(),
        Field::Short(n) => n.to_string(),
        Field::Int(n) => n.to_string(),
        Field::Long(n) => n.to_string(),
        Field::UByte(n) => n.to_string(),
        Field::UShort(n) => n.to_string(),
        Field::UInt(n) => n.to_string(),
        Field::ULong(n) => n.to_string(),
        Field::Float16(n) => n.to_string(),
        Field::Float(n) => n.to_string(),
        Field::Double(n) => number::of_float(*n)?.0,
        Field::Decimal(decimal) => self::decimal(decimal)?,
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8(bytes.data().to_vec()).ok()?,
        Field::Date(days) => day(i64::from(*days))?,
        Field::TimestampMillis(at) => day(at.div_euclid(86_400_000))?,
        Field::TimestampMicros(at) => day(at.div_euclid(86_400_000_000))?,
        _ => return None,
    })
}

/// Quirk 1.
fn decimal(stored: &Stored) -> Option<String> {
    let bytes = stored.data();
    let scale = u32::try_from(stored.scale()).ok()?;
    if bytes.is_empty() || bytes.len() > 16 {
        return None;
    }
    // Big-endian two's complement.
    let start = if bytes[0] & 0x80 == 0 { 0 } else { -1 };
    let value = bytes.iter().fold(start, |value: i128, byte| value << 8 | i128::from(*byte));
    Decimal::try_from_i128_with_scale(value, scale).ok().map(|decimal| decimal.to_string())
}

/// The day that is so many after the first of 1970.
fn day(days: i64) -> Option<String> {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    let span = jiff::Span::new().try_days(days).ok()?;
    EPOCH.checked_add(span).ok().map(|day| day.to_string())
}
