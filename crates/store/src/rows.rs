use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    ops::Range,
};

use attache_model::{Event, Observation, Place, ReleaseId};

use crate::{
    Store, StoreError,
    manifest::Table,
    objects::Objects,
    table::{
        self, FIGURES, Tail, product_place, read_event_rows, read_observation_rows, read_places, read_product_places,
        read_product_rows,
    },
};

/// Rows that are read at a time.
const CHUNK: usize = 1 << 14;

/// What is asked for of a release: its observations, those of products among
/// them, or its events.
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
        let (layer, kept) = self.find(release)?;
        let mut sorted = rows.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let mut places: HashMap<u32, Place> = HashMap::new();
        let (table, open): (_, fn(_, _) -> _) = match kind {
            TableKind::Observations => (&kept.observations, table::open_observations),
            TableKind::Events => (&kept.events, table::open_events),
        };
        if let Some(table) = table {
            let own = numbers_in(&sorted, 0, table.rows);
            let ranges = single_rows(own);
            if !ranges.is_empty() {
                let found = read_places(&open(&layer.objects, table)?, &ranges)?;
                places.extend(own.iter().copied().zip(found));
            }
        }
        if kind == TableKind::Observations {
            for (first, products) in kept.numbered_products() {
                let own = numbers_in(&sorted, first, products.table.rows * u64::from(FIGURES));
                if own.is_empty() {
                    continue;
                }
                let tail = table::open_products(&layer.objects, &products.table)?;
                let within: Vec<u32> = own.iter().map(|number| number - first).collect();
                let found = read_product_places(&tail, &products.trade, &within)?;
                places.extend(own.iter().copied().zip(found).filter_map(|(number, place)| Some((number, place?))));
            }
        }
        let missing = |row: &u32| StoreError::NoSuchRow { release: release.clone(), row: *row };
        rows.iter().map(|row| places.get(row).cloned().ok_or_else(|| missing(row))).collect()
    }

    /// Every observation of a release with its row and place, in the order of
    /// the tables. A part of a table is in memory at a time.
    pub fn observations(&self, release: &ReleaseId) -> Result<Rows<'_, Observation>, StoreError> {
        let (layer, kept) = self.find(release)?;
        let mut parts: VecDeque<Part<'_, Observation>> = VecDeque::new();
        if let Some(table) = kept.observations.clone() {
            let read = |tail: &Tail<'_>, range: &Range<usize>| {
                let mut found = Vec::new();
                read_observation_rows(tail, std::slice::from_ref(range), None, |row, observation| {
                    found.push((row, observation));
                    Ok(())
                })?;
                with_places(tail, range, found)
            };
            parts.push_back(Part::new(&layer.objects, table, table::open_observations, read));
        }
        for (first, products) in kept.numbered_products() {
            let trade = products.trade.clone();
            let read = move |tail: &Tail<'_>, range: &Range<usize>| {
                let mut found = Vec::new();
                let ranges = std::slice::from_ref(range);
                read_product_rows(tail, &trade, ranges, None, |number, observation, line| {
                    found.push((first + number, observation, product_place(&trade, number, line)));
                    Ok(())
                })?;
                Ok(found)
            };
            parts.push_back(Part::new(&layer.objects, products.table.clone(), table::open_products, read));
        }
        Ok(Rows { parts, at: 0, waiting: VecDeque::new() })
    }

    /// Every event of a release, once each, with its row and place.
    pub fn events(&self, release: &ReleaseId) -> Result<Rows<'_, Event>, StoreError> {
        let (layer, kept) = self.find(release)?;
        let read = |tail: &Tail<'_>, range: &Range<usize>| {
            let mut found = Vec::new();
            read_event_rows(tail, std::slice::from_ref(range), None, |row, number, event| {
                if row == number {
                    found.push((row, event));
                }
                Ok(())
            })?;
            with_places(tail, range, found)
        };
        let part = kept.events.map(|table| Part::new(&layer.objects, table, table::open_events, read));
        Ok(Rows { parts: part.into_iter().collect(), at: 0, waiting: VecDeque::new() })
    }
}

impl Store {
    /// The observations of a release that have these numbers, with their places, in
    /// the order of the tables.
    pub(crate) fn observations_at(
        &self,
        release: &ReleaseId,
        wanted: &BTreeSet<u32>,
    ) -> Result<Vec<(Observation, Place)>, StoreError> {
        let (layer, kept) = self.find(release)?;
        let sorted: Vec<u32> = wanted.iter().copied().collect();
        let mut found: Found<Observation> = Vec::new();
        if let Some(table) = &kept.observations {
            let own = numbers_in(&sorted, 0, table.rows);
            let ranges = single_rows(own);
            if !ranges.is_empty() {
                let tail = table::open_observations(&layer.objects, table)?;
                let mut places: HashMap<u32, Place> = own.iter().copied().zip(read_places(&tail, &ranges)?).collect();
                read_observation_rows(&tail, &ranges, None, |row, observation| {
                    found.push((row, observation, places.remove(&row).unwrap_or_default()));
                    Ok(())
                })?;
            }
        }
        for (first, products) in kept.numbered_products() {
            let own = numbers_in(&sorted, first, products.table.rows * u64::from(FIGURES));
            let mut rows: Vec<u32> = own.iter().map(|number| (number - first) / FIGURES).collect();
            rows.dedup();
            if rows.is_empty() {
                continue;
            }
            let tail = table::open_products(&layer.objects, &products.table)?;
            read_product_rows(&tail, &products.trade, &single_rows(&rows), None, |number, observation, line| {
                if wanted.contains(&(first + number)) {
                    found.push((first + number, observation, product_place(&products.trade, number, line)));
                }
                Ok(())
            })?;
        }
        all_of(release, &sorted, found)
    }

    /// The events of a release that have these numbers, likewise.
    pub(crate) fn events_at(
        &self,
        release: &ReleaseId,
        wanted: &BTreeSet<u32>,
    ) -> Result<Vec<(Event, Place)>, StoreError> {
        let (layer, kept) = self.find(release)?;
        let sorted: Vec<u32> = wanted.iter().copied().collect();
        let mut found: Found<Event> = Vec::new();
        if let Some(table) = &kept.events {
            let own = numbers_in(&sorted, 0, table.rows);
            let ranges = single_rows(own);
            if !ranges.is_empty() {
                let tail = table::open_events(&layer.objects, table)?;
                let mut places: HashMap<u32, Place> = own.iter().copied().zip(read_places(&tail, &ranges)?).collect();
                read_event_rows(&tail, &ranges, None, |row, number, event| {
                    if row == number {
                        found.push((row, event, places.remove(&row).unwrap_or_default()));
                    }
                    Ok(())
                })?;
            }
        }
        all_of(release, &sorted, found)
    }
}

/// What was found, if it has all of the sorted numbers.
fn all_of<T>(release: &ReleaseId, sorted: &[u32], found: Found<T>) -> Result<Vec<(T, Place)>, StoreError> {
    let numbers: BTreeSet<u32> = found.iter().map(|(number, ..)| *number).collect();
    match sorted.iter().find(|row| !numbers.contains(row)) {
        Some(row) => Err(StoreError::NoSuchRow { release: release.clone(), row: *row }),
        None => Ok(found.into_iter().map(|(_, it, place)| (it, place)).collect()),
    }
}

fn single_rows(rows: &[u32]) -> Vec<Range<usize>> {
    rows.iter().map(|row| *row as usize..*row as usize + 1).collect()
}

/// Those of sorted numbers that lie among so many from the first.
fn numbers_in(sorted: &[u32], first: u32, count: u64) -> &[u32] {
    let start = sorted.partition_point(|number| *number < first);
    let end = sorted.partition_point(|number| u64::from(*number) < u64::from(first) + count);
    &sorted[start..end.max(start)]
}

type Found<T> = Vec<(u32, T, Place)>;

/// Adds the places of a range of rows to some of them.
fn with_places<T>(tail: &Tail<'_>, range: &Range<usize>, found: Vec<(u32, T)>) -> Result<Found<T>, StoreError> {
    let mut places = read_places(tail, std::slice::from_ref(range))?;
    let mut place = |row: u32| places.get_mut(row as usize - range.start).map(std::mem::take).unwrap_or_default();
    Ok(found.into_iter().map(|(row, it)| (row, it, place(row))).collect())
}

type ReadRange<'s, T> = Box<dyn Fn(&Tail<'s>, &Range<usize>) -> Result<Found<T>, StoreError> + 's>;

/// A table whose rows are to be read, which is opened when its turn comes.
struct Part<'s, T> {
    objects: &'s Objects,
    table: Table,
    open: fn(&'s Objects, &Table) -> Result<Tail<'s>, StoreError>,
    opened: Option<Tail<'s>>,
    read: ReadRange<'s, T>,
}

impl<'s, T> Part<'s, T> {
    fn new(
        objects: &'s Objects,
        table: Table,
        open: fn(&'s Objects, &Table) -> Result<Tail<'s>, StoreError>,
        read: impl Fn(&Tail<'s>, &Range<usize>) -> Result<Found<T>, StoreError> + 's,
    ) -> Self {
        Self { objects, table, open, opened: None, read: Box::new(read) }
    }

    /// The rows in the range.
    fn read(&mut self, range: &Range<usize>) -> Result<Found<T>, StoreError> {
        let tail = match self.opened.take() {
            Some(tail) => tail,
            None => (self.open)(self.objects, &self.table)?,
        };
        let found = (self.read)(&tail, range);
        self.opened = Some(tail);
        found
    }
}

/// The rows of tables, one after the other.
pub struct Rows<'s, T> {
    parts: VecDeque<Part<'s, T>>,
    /// The row of the first part that is read next.
    at: usize,
    waiting: VecDeque<(u32, T, Place)>,
}

impl<T> Rows<'_, T> {
    /// Reads on until a row waits or the tables end.
    fn fill(&mut self) -> Result<(), StoreError> {
        while self.waiting.is_empty()
            && let Some(part) = self.parts.front_mut()
        {
            let rows = part.table.rows as usize;
            if self.at >= rows {
                self.parts.pop_front();
                self.at = 0;
                continue;
            }
            let range = self.at..rows.min(self.at + CHUNK);
            self.waiting.extend(part.read(&range)?);
            self.at = range.end;
        }
        Ok(())
    }
}

impl<T> Iterator for Rows<'_, T> {
    type Item = Result<(u32, T, Place), StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Err(error) = self.fill() {
            self.parts.clear();
            return Some(Err(error));
        }
        self.waiting.pop_front().map(Ok)
    }
}
