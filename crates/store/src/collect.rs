use std::{collections::HashMap, sync::mpsc::SyncSender};

use attache_model::{
    Code, Coverage, Date, Edition, Event, Observation, Period, Place, ProductBlock, Sink, SinkError, Unparsed,
};

use crate::{
    Refused,
    import::{ImportOptions, UnparsedCount, Warning},
};

/// The rows of one edition as the parser gave them.
pub(crate) struct Rows {
    pub(crate) published: Date,
    pub(crate) published_is_given: bool,
    pub(crate) name: String,
    pub(crate) coverage: Vec<Coverage>,
    pub(crate) labels: Vec<(Code, String)>,
    pub(crate) observations: Vec<(Observation, Place)>,
    pub(crate) events: Vec<(Event, Place)>,
    pub(crate) event_count: u64,
    /// An event has a row for each of its parties.
    pub(crate) event_rows: usize,
    /// Rows of the blocks of products, which were handed on already.
    pub(crate) product_rows: usize,
}

impl Rows {
    /// The numbers that its rows take: a row of products has two figures.
    fn numbers(&self) -> usize {
        (self.observations.len() + 2 * self.product_rows).max(self.event_rows)
    }
}

/// What is to be made into tables.
pub(crate) enum Work {
    /// Products of the edition that is open.
    Products(Box<ProductBlock>),
    /// The edition that was open, complete.
    Edition(Rows),
}

/// What a parser said besides its rows.
#[derive(Default)]
pub(crate) struct Collected {
    pub(crate) unparsed: Vec<UnparsedCount>,
    pub(crate) warnings: Vec<Warning>,
}

/// The sink of an import: gathers an edition's rows and hands them on when the
/// next one opens.
pub(crate) struct Collector {
    given: Option<Date>,
    otherwise: Option<Date>,
    open: Option<Rows>,
    /// Editions so far, with their dates.
    editions: Vec<(Date, String)>,
    collected: Collected,
    kinds: HashMap<(&'static str, bool), usize>,
    refused: Option<Refused>,
    send: SyncSender<Work>,
}

impl Collector {
    pub(crate) fn new(options: &ImportOptions, send: SyncSender<Work>) -> Self {
        Self {
            given: options.released,
            otherwise: options.otherwise,
            open: None,
            editions: Vec::new(),
            collected: Collected::default(),
            kinds: HashMap::new(),
            refused: None,
            send,
        }
    }

    /// Hands on the last edition.
    pub(crate) fn finish(mut self) -> Result<Collected, Refused> {
        self.hand_on();
        match self.refused {
            Some(refused) => Err(refused),
            None if self.editions.is_empty() => Err(Refused::Empty),
            None => Ok(self.collected),
        }
    }

    fn hand_on(&mut self) {
        if let Some(rows) = self.open.take() {
            // Where the encoder has given up, its error is what the import
            // returns.
            _ = self.send.send(Work::Edition(rows));
        }
    }

    fn refuse(&mut self, refused: Refused) -> SinkError {
        self.refused.get_or_insert_with(|| refused.clone());
        SinkError(Box::new(refused))
    }

    /// The open edition, with room for so many rows more.
    fn rows(&mut self, more: usize) -> Result<&mut Rows, SinkError> {
        const MOST: usize = u32::MAX as usize - u16::MAX as usize;
        let refused = match &self.open {
            None => Refused::NoEdition,
            Some(rows) if rows.numbers() + more > MOST => Refused::TooManyRows { edition: rows.name.clone() },
            Some(_) => return self.open.as_mut().ok_or_else(|| SinkError(Box::new(Refused::NoEdition))),
        };
        Err(self.refuse(refused))
    }

    /// What is written has to read back.
    fn storable(&mut self, periods: impl IntoIterator<Item = Period>) -> Result<(), SinkError> {
        for period in periods {
            if period.to_string().parse() != Ok(period) {
                return Err(self.refuse(Refused::Period { period }));
            }
        }
        Ok(())
    }
}

impl Sink for Collector {
    fn edition(&mut self, edition: Edition) -> Result<(), SinkError> {
        let Edition { published, dated, name, coverage, labels } = edition;
        let Some(date) = published.or(self.given).or(dated).or(self.otherwise) else {
            return Err(self.refuse(Refused::NeedsDate { edition: name }));
        };
        if let Some((_, other)) = self.editions.iter().find(|(d, _)| *d == date) {
            let editions = [other.clone(), name];
            return Err(self.refuse(Refused::SameDate { published: date, editions }));
        }
        if let Some(given) = self.given.filter(|given| *given != date) {
            self.collected.warnings.push(Warning::DateIsInFile { given, published: date, edition: name.clone() });
        }
        self.storable(coverage.iter().flat_map(|c| [c.from, c.until]).flatten())?;
        self.hand_on();
        self.editions.push((date, name.clone()));
        self.open = Some(Rows {
            published: date,
            published_is_given: published.is_none(),
            name,
            coverage,
            labels,
            observations: Vec::new(),
            events: Vec::new(),
            event_count: 0,
            event_rows: 0,
            product_rows: 0,
        });
        Ok(())
    }

    fn observation(&mut self, observation: Observation, place: Place) -> Result<(), SinkError> {
        self.storable([observation.time_period])?;
        self.rows(1)?.observations.push((observation, place));
        Ok(())
    }

    fn event(&mut self, event: Event, place: Place) -> Result<(), SinkError> {
        self.storable([event.signed, event.from, event.until].into_iter().flatten())?;
        let rows = self.rows(1)?;
        rows.event_count += 1;
        rows.event_rows += event.parties.len().max(1);
        rows.events.push((event, place));
        Ok(())
    }

    fn products(&mut self, block: ProductBlock) -> Result<(), SinkError> {
        self.storable([block.trade().time_period])?;
        self.rows(2 * block.len())?.product_rows += block.len();
        if block.is_empty() {
            return Ok(());
        }
        self.send.send(Work::Products(Box::new(block))).map_err(|_| SinkError("the tables cannot be written".into()))
    }

    fn unparsed(&mut self, unparsed: Unparsed) {
        let counts = &mut self.collected.unparsed;
        let Unparsed { reason, expected, .. } = unparsed;
        let index = *self.kinds.entry((reason, expected)).or_insert_with(|| {
            counts.push(UnparsedCount { reason, expected, count: 0, examples: Vec::new() });
            counts.len() - 1
        });
        counts[index].count += 1;
        if counts[index].examples.len() < UnparsedCount::EXAMPLES {
            counts[index].examples.push(unparsed);
        }
    }
}
