use std::{collections::VecDeque, ops::Range};

use attache_model::{Event, Observation, Place, ReleaseId};

use crate::{
    Store, StoreError,
    table::{self, Tail, read_event_rows, read_observation_rows, read_places},
};

/// Rows that are read at a time.
const CHUNK: usize = 1 << 14;

/// One of the two tables of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableKind {
    Observations,
    Events,
}

impl Store {
    /// Where in the release's snapshot the figure or event of this
    /// [`Row::row`](attache_model::Row) stands.
    pub fn place(&self, release: &ReleaseId, kind: TableKind, row: u32) -> Result<Place, StoreError> {
        Ok(self.places(release, kind, &[row])?.remove(0))
    }

    /// As [`Store::place`], of several rows of a release at once, in the order
    /// asked.
    pub fn places(&self, release: &ReleaseId, kind: TableKind, rows: &[u32]) -> Result<Vec<Place>, StoreError> {
        let missing = |row: &u32| StoreError::NoSuchRow { release: release.clone(), row: *row };
        let (layer, kept) = self.find(release)?;
        let (table, open): (_, fn(_, _) -> _) = match kind {
            TableKind::Observations => (kept.observations, table::open_observations),
            TableKind::Events => (kept.events, table::open_events),
        };
        let Some(first) = rows.first() else { return Ok(Vec::new()) };
        let table = table.ok_or_else(|| missing(first))?;
        let mut sorted = rows.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        if let Some(beyond) = sorted.last().filter(|row| u64::from(**row) >= table.rows) {
            return Err(missing(beyond));
        }
        let ranges: Vec<Range<usize>> = sorted.iter().map(|row| *row as usize..*row as usize + 1).collect();
        let places = read_places(&open(&layer.objects, &table)?, &ranges)?;
        rows.iter()
            .map(|row| {
                sorted.binary_search(row).ok().and_then(|at| places.get(at)).cloned().ok_or_else(|| missing(row))
            })
            .collect()
    }

    /// Every observation of a release with its row and place, in the order of
    /// the table. A part of the table is in memory at a time.
    pub fn observations(&self, release: &ReleaseId) -> Result<Rows<'_, Observation>, StoreError> {
        let (layer, kept) = self.find(release)?;
        let tail = kept.observations.map(|table| table::open_observations(&layer.objects, &table)).transpose()?;
        Ok(Rows::new(tail, |tail, range, found| {
            read_observation_rows(tail, std::slice::from_ref(range), None, |row, observation| {
                found.push((row, observation));
                Ok(())
            })
        }))
    }

    /// Every event of a release, once each, with its row and place.
    pub fn events(&self, release: &ReleaseId) -> Result<Rows<'_, Event>, StoreError> {
        let (layer, kept) = self.find(release)?;
        let tail = kept.events.map(|table| table::open_events(&layer.objects, &table)).transpose()?;
        Ok(Rows::new(tail, |tail, range, found| {
            read_event_rows(tail, std::slice::from_ref(range), None, |row, number, event| {
                if row == number {
                    found.push((row, event));
                }
                Ok(())
            })
        }))
    }
}

type ReadChunk<T> = fn(&Tail<'_>, &Range<usize>, &mut Vec<(u32, T)>) -> Result<(), StoreError>;

/// The rows of a table, one after the other.
pub struct Rows<'s, T> {
    tail: Option<Tail<'s>>,
    at: usize,
    read: ReadChunk<T>,
    waiting: VecDeque<(u32, T, Place)>,
}

impl<'s, T> Rows<'s, T> {
    fn new(tail: Option<Tail<'s>>, read: ReadChunk<T>) -> Self {
        Self { tail, at: 0, read, waiting: VecDeque::new() }
    }

    /// Reads on until a row waits or the table ends.
    fn fill(&mut self) -> Result<(), StoreError> {
        while let Some(tail) = &self.tail
            && self.waiting.is_empty()
            && self.at < tail.rows()
        {
            let range = self.at..tail.rows().min(self.at + CHUNK);
            let mut found = Vec::new();
            (self.read)(tail, &range, &mut found)?;
            let mut places = read_places(tail, std::slice::from_ref(&range))?;
            for (row, it) in found {
                let place = places.get_mut(row as usize - range.start).map(std::mem::take).unwrap_or_default();
                self.waiting.push_back((row, it, place));
            }
            self.at = range.end;
        }
        Ok(())
    }
}

impl<T> Iterator for Rows<'_, T> {
    type Item = Result<(u32, T, Place), StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Err(error) = self.fill() {
            self.tail = None;
            return Some(Err(error));
        }
        self.waiting.pop_front().map(Ok)
    }
}
