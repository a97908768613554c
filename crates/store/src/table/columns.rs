//! Typed access to the columns of a batch that was read.

use std::{cell::RefCell, ops::Range};

use arrow_array::{
    Array, Decimal128Array, DictionaryArray, Int8Array, Int32Array, RecordBatch, StringArray, UInt32Array,
    types::Int32Type,
};
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
    /// As [`Printed`](attache_model::Printed) has it.
    Thousandths,
}

/// The columns of a table. Each may be without a value in a row, so that a
/// later version can leave one out.
pub(super) type Layout = [(&'static str, Shape)];

/// The precision and scale of `value`.
pub(super) const VALUE: (u8, i8) = (38, 10);

/// The precision and scale of numbers in thousandths.
pub(super) const THOUSANDTHS: (u8, i8) = (18, 3);

pub(super) fn schema(layout: &Layout) -> SchemaRef {
    let field = |(name, shape): &(&'static str, Shape)| {
        let data_type = match shape {
            Shape::Words => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
            Shape::Text => DataType::Utf8,
            Shape::Number => DataType::UInt32,
            Shape::Power => DataType::Int8,
            Shape::Day => DataType::Date32,
            Shape::Value => DataType::Decimal128(VALUE.0, VALUE.1),
            Shape::Thousandths => DataType::Decimal128(THOUSANDTHS.0, THOUSANDTHS.1),
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

pub(super) fn decimals<'b>(tail: &Tail, batch: &'b RecordBatch, name: &str) -> Result<&'b Decimal128Array, StoreError> {
    column(tail, batch, name)
}

pub(super) fn text(column: &StringArray, row: usize) -> Option<&str> {
    column.is_valid(row).then(|| column.value(row))
}

pub(super) fn number(column: &UInt32Array, row: usize) -> Option<u32> {
    column.is_valid(row).then(|| column.value(row))
}

pub(super) fn power(column: &Int8Array, row: usize) -> Option<i8> {
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

/// Ranges in order, those joined that touch or overlap, as far as they lie
/// within `bounds`.
pub(super) fn joined(mut ranges: Vec<Range<usize>>, bounds: &Range<usize>) -> Vec<Range<usize>> {
    ranges.retain_mut(|range| {
        *range = range.start.max(bounds.start)..range.end.min(bounds.end);
        range.start < range.end
    });
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, range| {
        let touch = next.start <= range.end;
        if touch {
            range.end = range.end.max(next.end);
        }
        touch
    });
    ranges
}

/// The rows within the bounds in whose column a text stands for what is wanted.
pub(super) fn rows_with(
    tail: &Tail,
    name: &'static str,
    bounds: &[Range<usize>],
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Range<usize>>, StoreError> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    tail.read(&[name], bounds, |batch, numbers| {
        let column: &DictionaryArray<Int32Type> = column(tail, batch, name)?;
        let words = column.values().as_any().downcast_ref::<StringArray>();
        let words = words.ok_or_else(|| tail.damaged(format!("its column {name} holds no texts")))?;
        let wanted: Vec<bool> = words.iter().map(|word| word.is_some_and(&wanted)).collect();
        if !wanted.contains(&true) {
            return Ok(());
        }
        for (key, row) in column.keys().iter().zip(numbers) {
            let row = *row as usize;
            match ranges.last_mut() {
                _ if !key.is_some_and(|key| wanted[key as usize]) => {}
                Some(last) if last.end == row => last.end += 1,
                _ => ranges.push(row..row + 1),
            }
        }
        Ok(())
    })?;
    Ok(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_joined_within_bounds() {
        let given = vec![20..30, 0..5, 5..8, 28..50, 60..60, 90..120];
        assert_eq!(joined(given, &(3..100)), [3..8, 20..50, 90..100]);
    }
}
