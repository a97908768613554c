//! Typed access to the columns of a batch that was read.

use std::{cell::RefCell, ops::Range};

use arrow_array::{Array, DictionaryArray, Int8Array, Int32Array, RecordBatch, StringArray, UInt32Array, types::Int32Type};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::Tail;
use crate::StoreError;

/// How a column is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Texts of which many are alike.
    Words,
    Text,
    Number,
    Power,
    Day,
    Value,
}

pub(super) type Layout = [(&'static str, Shape)];

/// The precision and scale of `value`.
pub(super) const VALUE: (u8, i8) = (38, 10);

pub(super) fn schema(layout: &Layout) -> SchemaRef {
    let field = |(name, shape): &(&'static str, Shape)| {
        let data_type = match shape {
            Shape::Words => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
            Shape::Text => DataType::Utf8,
            Shape::Number => DataType::UInt32,
            Shape::Power => DataType::Int8,
            Shape::Day => DataType::Date32,
            Shape::Value => DataType::Decimal128(VALUE.0, VALUE.1),
        };
        Field::new(*name, data_type, true)
    };
    Schema::new(layout.iter().map(field).collect::<Vec<_>>()).into()
}

fn column<'b, A: Array + 'static>(tail: &Tail, batch: &'b RecordBatch, name: &str) -> Result<&'b A, StoreError> {
    let column = batch.column_by_name(name).and_then(|c| c.as_any().downcast_ref::<A>());
    column.ok_or_else(|| tail.damaged(format!("it has no column {name}")))
}

pub(super) fn texts<'b>(tail: &Tail, batch: &'b RecordBatch, name: &str) -> Result<&'b StringArray, StoreError> {
    column(tail, batch, name)
}

pub(super) fn numbers<'b>(tail: &Tail, batch: &'b RecordBatch, name: &str) -> Result<&'b UInt32Array, StoreError> {
    column(tail, batch, name)
}

pub(super) fn powers<'b>(tail: &Tail, batch: &'b RecordBatch, name: &str) -> Result<&'b Int8Array, StoreError> {
    column(tail, batch, name)
}

pub(super) fn text(column: &StringArray, row: usize) -> Option<&str> {
    column.is_valid(row).then(|| column.value(row))
}

pub(super) fn number(column: &UInt32Array, row: usize) -> Option<u32> {
    column.is_valid(row).then(|| column.value(row))
}

type Read<'b, T> = Box<dyn Fn(&str) -> Result<T, StoreError> + 'b>;

/// A column of few distinct texts, each of which is read once into what it
/// stands for, when it is first met.
pub(super) struct Words<'b, T> {
    name: &'static str,
    keys: &'b Int32Array,
    values: &'b StringArray,
    read: Read<'b, T>,
    known: RefCell<Vec<Option<T>>>,
}

impl<'b, T: Clone> Words<'b, T> {
    pub(super) fn new(
        tail: &Tail,
        batch: &'b RecordBatch,
        name: &'static str,
        read: impl Fn(&str) -> Result<T, StoreError> + 'b,
    ) -> Result<Self, StoreError> {
        let column: &DictionaryArray<Int32Type> = column(tail, batch, name)?;
        let values = column.values().as_any().downcast_ref::<StringArray>();
        let values = values.ok_or_else(|| tail.damaged(format!("its column {name} holds no texts")))?;
        let known = RefCell::new(vec![None; values.len()]);
        Ok(Self { name, keys: column.keys(), values, read: Box::new(read), known })
    }

    /// What the row's text stands for; `None` where there is no text.
    pub(super) fn at(&self, row: usize) -> Result<Option<T>, StoreError> {
        if self.keys.is_null(row) {
            return Ok(None);
        }
        let key = self.keys.value(row) as usize;
        if let Some(known) = &self.known.borrow()[key] {
            return Ok(Some(known.clone()));
        }
        let read = (self.read)(self.values.value(key))?;
        self.known.borrow_mut()[key] = Some(read.clone());
        Ok(Some(read))
    }

    /// As [`Words::at`], of a column in which each row has a text.
    pub(super) fn required(&self, tail: &Tail, row: usize) -> Result<T, StoreError> {
        self.at(row)?.ok_or_else(|| lacks(tail, self.name))
    }
}

pub(super) fn lacks(tail: &Tail, name: &str) -> StoreError {
    tail.damaged(format!("a row has no {name}"))
}

/// Rows that rise, as ranges.
pub(super) fn ranges(rows: impl IntoIterator<Item = u32>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for row in rows {
        let row = row as usize;
        match ranges.last_mut() {
            Some(last) if last.end == row => last.end += 1,
            _ => ranges.push(row..row + 1),
        }
    }
    ranges
}
