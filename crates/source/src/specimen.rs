//! For tests: reads a specimen into memory.

use attache_model::{Area, Edition, Event, EventKind, Observation, Place, Sink, SinkError, Unparsed};

use crate::{Input, ParseError, Source};

/// What a parser gave.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub(crate) editions: Vec<Edition>,
    pub(crate) observations: Vec<(Observation, Place)>,
    pub(crate) events: Vec<(Event, Place)>,
    pub(crate) unparsed: Vec<Unparsed>,
}

pub(crate) fn parse(source: &dyn Source, name: &str, bytes: &[u8]) -> Result<Kept, ParseError> {
    let mut kept = Kept::default();
    source.parse(&Input::new(name, bytes), &mut kept)?;
    Ok(kept)
}

impl Kept {
    /// The one figure of this indicator, counterpart and period without a
    /// breakdown.
    pub(crate) fn one(&self, indicator: &str, counterpart: &str, period: &str) -> (&Observation, &Place) {
        let mut found = self.observations.iter().filter(|(o, _)| {
            o.key.indicator == indicator
                && o.key.counterpart_area.is_some_and(|a| a.code() == counterpart)
                && o.key.breakdown.is_none()
                && o.time_period.to_string() == period
        });
        let (observation, place) = found.next().expect("a figure");
        assert!(found.next().is_none(), "two figures of {:?}", observation.key);
        (observation, place)
    }

    pub(crate) fn events_of(&self, kind: EventKind) -> Vec<&Event> {
        self.events.iter().map(|(e, _)| e).filter(|e| e.kind == kind).collect()
    }
}

/// The codes of an event's parties.
pub(crate) fn codes(event: &Event) -> Vec<&'static str> {
    event.parties.iter().map(|p| Area::code(p.area)).collect()
}

impl Sink for Kept {
    fn edition(&mut self, edition: Edition) -> Result<(), SinkError> {
        self.editions.push(edition);
        Ok(())
    }

    fn observation(&mut self, observation: Observation, place: Place) -> Result<(), SinkError> {
        assert!(!self.editions.is_empty(), "an observation before an edition");
        self.observations.push((observation, place));
        Ok(())
    }

    fn event(&mut self, event: Event, place: Place) -> Result<(), SinkError> {
        assert!(!self.editions.is_empty(), "an event before an edition");
        self.events.push((event, place));
        Ok(())
    }

    fn unparsed(&mut self, unparsed: Unparsed) {
        self.unparsed.push(unparsed);
    }
}
