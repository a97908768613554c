//! Where a country's figures and events leave for the sink.

use std::ops::Range;

use attache_model::{Area, Event, ObsStatus, Observation, Period, Place, Sink, Unparsed};

use super::{leaf::Leaf, number::Absurd, plain::Plain};
use crate::{
    ParseError,
    file::{File, clip},
};

/// One country's file on its way to the sink.
pub(super) struct Out<'a> {
    pub(super) file: File<'a>,
    pub(super) area: Area,
    pub(super) sink: &'a mut dyn Sink,
}

impl Out<'_> {
    pub(super) fn place(&self, leaf: &Leaf<'_>, span: Option<Range<u32>>) -> Place {
        Place { span, ..self.file.place(&leaf.pointer) }
    }

    pub(super) fn observation(&mut self, observation: Observation, place: Place) -> Result<(), ParseError> {
        Ok(self.sink.observation(observation, place)?)
    }

    /// An event that a part of a text states.
    pub(super) fn event(
        &mut self,
        mut event: Event,
        leaf: &Leaf<'_>,
        plain: &Plain<'_>,
        part: &Range<usize>,
    ) -> Result<(), ParseError> {
        event.quote = fold(&plain.text[part.clone()]).into();
        let place = self.place(leaf, Some(plain.source(part)));
        Ok(self.sink.event(event, place)?)
    }

    /// A part of a text that is not turned into data. What has no numerals
    /// needs no report.
    pub(super) fn prose(&mut self, leaf: &Leaf<'_>, plain: &Plain<'_>, part: &Range<usize>) {
        self.unparsed(leaf, plain, part, "prose", true);
    }

    pub(super) fn unparsed(
        &mut self,
        leaf: &Leaf<'_>,
        plain: &Plain<'_>,
        part: &Range<usize>,
        reason: &'static str,
        expected: bool,
    ) {
        let text = &plain.text[part.clone()];
        if !text.contains(|c: char| c.is_ascii_digit()) && reason != "unknown area" && reason != "unknown organization"
        {
            return;
        }
        let place = self.place(leaf, Some(plain.source(part)));
        self.sink.unparsed(Unparsed { place, reason, text: clip(&fold(text), 120), expected });
    }

    pub(super) fn absurd(&self, leaf: &Leaf<'_>, plain: &Plain<'_>, (_, part): (Absurd, Range<usize>)) -> ParseError {
        let place = self.place(leaf, Some(plain.source(&part)));
        ParseError::new(
            self.file.input,
            place,
            format!("{:?} is larger than any figure can be", clip(&plain.text[part], 40)),
        )
    }
}

/// The fiscal year of the United States is known to begin in October.
pub(super) fn period_of(area: Area, period: Option<(Period, ObsStatus)>) -> (Period, ObsStatus) {
    match period {
        Some((Period::FiscalYear { year, starts: None }, status)) if area.code() == "US" => {
            (Period::us_fiscal_year(year), status)
        }
        Some(stated) => stated,
        None => (Period::Unstated, ObsStatus::Normal),
    }
}

/// Text with its spaces and line breaks folded.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
