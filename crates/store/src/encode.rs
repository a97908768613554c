//! What a parser gave, as tables that wait to be published.

use std::collections::HashSet;

use attache_model::{Area, Event, Extent, Observation, Period, Place, ProductBlock};
use parquet::errors::ParquetError;

use crate::{
    StoreError,
    collect::{Rows, Work},
    draft::Draft,
    layout,
    manifest::{ProductTable, Table},
    objects::Objects,
    table::{self, Encoded},
};

/// Bytes of tables that stay in memory; what is beyond waits on disk.
const HELD: usize = 64 << 20;

/// A table that waits to be published.
pub(crate) struct Drafted<'a> {
    pub(crate) table: Table,
    pub(crate) draft: Draft<'a>,
}

/// A release whose tables are ready to be published.
pub(crate) struct Encoding<'a> {
    /// What was said of the edition, without its rows.
    pub(crate) rows: Rows,
    pub(crate) extent: Extent,
    pub(crate) observations: Option<Drafted<'a>>,
    pub(crate) events: Option<Drafted<'a>>,
    pub(crate) products: Vec<(ProductTable, Draft<'a>)>,
}

impl<'a> Encoding<'a> {
    /// Observations and events.
    pub(crate) fn figures(&self) -> u64 {
        let products: u64 = self.products.iter().map(|(table, _)| table.figures).sum();
        self.observations.as_ref().map_or(0, |t| t.table.rows) + products + self.rows.event_count
    }

    /// Its tables, to be published.
    pub(crate) fn into_drafts(self) -> impl Iterator<Item = (Table, Draft<'a>)> {
        let tables = [self.observations, self.events].into_iter().flatten().map(|t| (t.table, t.draft));
        tables.chain(self.products.into_iter().map(|(products, draft)| (products.table, draft)))
    }
}

/// Encodes what comes, in order. The blocks of products of an edition come
/// before its rows.
pub(crate) fn encode(objects: &Objects, work: impl IntoIterator<Item = Work>) -> Result<Vec<Encoding<'_>>, StoreError> {
    let mut drafts = Drafts { objects, held: 0 };
    let mut encodings = Vec::new();
    let (mut products, mut reach) = (Vec::new(), Reach::default());
    for work in work {
        match work {
            Work::Products(block) => {
                reach.products(&block);
                products.push(drafts.products(*block)?);
            }
            Work::Edition(mut rows) => {
                let (observations, events) = (std::mem::take(&mut rows.observations), std::mem::take(&mut rows.events));
                reach.rows(&observations, &events);
                encodings.push(Encoding {
                    extent: std::mem::take(&mut reach).extent(),
                    observations: drafts.some(!observations.is_empty(), || table::encode_observations(observations))?,
                    events: drafts.some(!events.is_empty(), || table::encode_events(&events))?,
                    products: std::mem::take(&mut products),
                    rows,
                });
            }
        }
    }
    Ok(encodings)
}

struct Drafts<'a> {
    objects: &'a Objects,
    held: usize,
}

impl<'a> Drafts<'a> {
    fn some(
        &mut self,
        is_some: bool,
        encode: impl FnOnce() -> Result<Encoded, ParquetError>,
    ) -> Result<Option<Drafted<'a>>, StoreError> {
        if !is_some {
            return Ok(None);
        }
        let Encoded { table, bytes } = encode().map_err(table::failed)?;
        let draft = self.draft(&table, &bytes)?;
        Ok(Some(Drafted { table, draft }))
    }

    fn products(&mut self, block: ProductBlock) -> Result<(ProductTable, Draft<'a>), StoreError> {
        let (products, bytes) = table::encode_products(block).map_err(table::failed)?;
        let draft = self.draft(&products.table, &bytes)?;
        Ok((products, draft))
    }

    fn draft(&mut self, table: &Table, bytes: &[u8]) -> Result<Draft<'a>, StoreError> {
        let mut draft = Draft::new(self.objects, layout::table(&table.hash));
        draft.write(bytes)?;
        if self.held + draft.held() > HELD {
            draft.put_down()?;
        }
        draft.finish()?;
        self.held += draft.held();
        Ok(draft)
    }
}

/// How far the figures and events of an edition reach.
#[derive(Default)]
struct Reach {
    areas: HashSet<Area>,
    pairs: HashSet<(Area, Area)>,
    years: Option<(i16, i16)>,
}

impl Reach {
    fn extent(self) -> Extent {
        Extent { areas: self.areas.len() as u32, pairs: self.pairs.len() as u32, years: self.years }
    }

    fn period(&mut self, period: Period) {
        if let Some(year) = period.year() {
            self.years = Some(self.years.map_or((year, year), |(first, last)| (first.min(year), last.max(year))));
        }
    }

    fn rows(&mut self, observations: &[(Observation, Place)], events: &[(Event, Place)]) {
        for (observation, _) in observations {
            self.areas.insert(observation.key.ref_area);
            let counterpart = observation.key.counterpart_area;
            self.pairs.extend(counterpart.map(|counterpart| (observation.key.ref_area, counterpart)));
            self.period(observation.time_period);
        }
        for (event, _) in events {
            [event.signed, event.from, event.until].into_iter().flatten().for_each(|period| self.period(period));
            for party in &event.parties {
                self.areas.insert(party.area);
                self.pairs.extend(event.counterpart(party.area).map(|counterpart| (party.area, counterpart)));
            }
        }
    }

    fn products(&mut self, block: &ProductBlock) {
        self.period(block.trade().time_period);
        let mut last = None;
        for pair in block.ref_areas().iter().copied().zip(block.counterpart_areas().iter().copied()) {
            if last != Some(pair) {
                self.areas.insert(pair.0);
                self.pairs.insert(pair);
                last = Some(pair);
            }
        }
    }
}
