use std::ops::Range;

use attache_model::Place;
use compact_str::CompactString;

use super::{
    Tail,
    columns::{self, Words},
};
use crate::StoreError;

/// The places of the rows in the ranges.
pub(crate) fn read_places(tail: &Tail, ranges: &[Range<usize>]) -> Result<Vec<Place>, StoreError> {
    let mut places = Vec::new();
    tail.read(&["member", "pointer", "span_start", "span_end"], ranges, |batch, numbers| {
        let member = Words::new(tail, batch, "member", |text: &str| Ok(CompactString::from(text)))?;
        let pointer = columns::texts(tail, batch, "pointer")?;
        let start = columns::numbers(tail, batch, "span_start")?;
        let end = columns::numbers(tail, batch, "span_end")?;
        for at in 0..numbers.len() {
            let span = columns::number(start, at).zip(columns::number(end, at)).map(|(start, end)| start..end);
            let pointer = columns::text(pointer, at).unwrap_or_default().into();
            places.push(Place { member: member.at(at)?.unwrap_or_default(), pointer, span });
        }
        Ok(())
    })?;
    Ok(places)
}
