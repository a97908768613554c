//! The grammar of Factbook figures: a text as labels, numbers, units, periods
//! and what stands in parentheses.
//!
//! ```text
//! text  = item *( (";" | "++" | line break | " / " | ",") item )
//! item  = [heading (" - " | ": ")] [label] number [scale] [unit] [label] *paren
//! paren = "(" period ")" | "(" text ")"
//! ```
//! A period holds for every figure before it that has none of its own; one at
//! the head of a text, for all that follow.
//!
//! [`split`] finds the items, [`item`] reads one, [`around`] what stands around
//! a number, [`label`] the words.

mod around;
mod item;
mod label;
mod split;

use std::ops::Range;

use attache_model::{Code, Decimal, ObsStatus, Period};

use self::{
    label::{fold_spaces, is_note},
    split::{Parens, items, trim},
};
use super::{
    number::{Absurd, numbers},
    stated::stated,
};

/// A number of a text with all that the text says of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    /// Where the token stands in the plain text.
    pub(super) span: Range<usize>,
    pub(super) digits: Range<usize>,
    pub(super) value: Decimal,
    pub(super) mult: i8,
    pub(super) unit: Option<Code>,
    /// Headings and labels from the outermost in.
    pub(super) label: Vec<String>,
    pub(super) period: Option<(Period, ObsStatus)>,
    /// The period that stood before it, for want of one after it.
    leading: Option<(Period, ObsStatus)>,
    /// Remarks in parentheses or after the unit.
    pub(super) remarks: Vec<String>,
    /// "less than", "more than": the figure is a bound.
    pub(super) bound: Option<&'static str>,
    /// Which end of a range it is.
    pub(super) end: Option<&'static str>,
    /// How deep in parentheses.
    pub(super) depth: usize,
    /// The label stood after the number: "27 indigenous languages".
    pub(super) number_first: bool,
    /// The item before, where it had no number: "Bahamas, The 4%".
    pub(super) before: Option<String>,
}

/// A part of a text that is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// "note - ...": prose by the Factbook's own word.
    Note(Range<usize>),
    /// Has numerals, and is not in the form of a figure.
    Irregular(Range<usize>),
    /// "NA (2012)": the Factbook has no figure.
    Missing(Range<usize>),
}

#[derive(Debug, Default, PartialEq)]
pub(super) struct Reading {
    pub(super) figures: Vec<Figure>,
    pub(super) rest: Vec<Rest>,
    /// A period that the text states without a figure to go with it.
    pub(super) period: Option<(Period, ObsStatus)>,
}

/// A number that cannot be one, and where it stands.
type Failed = (Absurd, Range<usize>);

/// Reads a text. Where its labels are `names` (of parties), a dash in them
/// makes no heading.
///
/// # Errors
/// [`Absurd`], with the place, where a number cannot be one.
pub(super) fn read(text: &str, names: bool) -> Result<Reading, Failed> {
    let parens = Parens::of(text);
    let mut reader =
        Reader { names, text, parens, reading: Reading::default(), leading: None, before: None, colon: None };
    reader.list(0..text.len(), &mut Level::default())?;
    let Reader { mut reading, leading, .. } = reader;
    for figure in &mut reading.figures {
        figure.period = figure.period.or(figure.leading);
    }
    if reading.period.is_none() {
        reading.period = leading;
    }
    Ok(reading)
}

struct Reader<'a> {
    names: bool,
    text: &'a str,
    parens: Parens,
    reading: Reading,
    /// A period that stood before the first figure it can hold for.
    leading: Option<(Period, ObsStatus)>,
    /// The words of the item before, where it had no number.
    before: Option<String>,
    /// The label before a colon, while figures without one follow.
    colon: Option<String>,
}

/// What the labels of a list stand under.
#[derive(Clone, Default)]
struct Level {
    depth: usize,
    outer: Vec<String>,
    /// Holds from one item to the next.
    heading: Vec<String>,
}

impl Level {
    fn path(&self, own: &[String]) -> Vec<String> {
        self.outer.iter().chain(&self.heading).chain(own).cloned().collect()
    }

    /// The level of what stands in parentheses after a label.
    fn below(&self, label: &str) -> Self {
        let own = if label.is_empty() { Vec::new() } else { vec![label.to_owned()] };
        Self { depth: self.depth + 1, outer: self.path(&own), heading: Vec::new() }
    }
}

/// Lists in lists in lists are no figures.
const DEEPEST: usize = 6;

impl Reader<'_> {
    fn list(&mut self, part: Range<usize>, level: &mut Level) -> Result<(), Failed> {
        if level.depth > DEEPEST {
            self.irregular(part);
            return Ok(());
        }
        let mut items = items(self.text, part.clone(), &self.parens).into_iter().peekable();
        let mut end = part.start;
        while let Some(item) = items.next() {
            if self.text[end..item.start].contains(['\n', '+']) {
                level.heading.clear();
                self.colon = None;
            }
            end = item.end;
            let item = trim(self.text, item);
            if is_note(&self.text[item.clone()]) {
                // A note runs to the end of the line, over commas and semicolons.
                while let Some(next) = items.next_if(|n| !self.text[end..n.start].contains(['\n', '+'])) {
                    end = next.end;
                }
                self.note(item.start..end);
            } else {
                self.item(item, level)?;
            }
        }
        Ok(())
    }

    fn note(&mut self, part: Range<usize>) {
        // "note - ... are official (2012 est.)": the year is the figures'.
        let end = trim(self.text, part.clone()).end;
        if let Some(open) = self.text[part.start..end].rfind('(').filter(|_| self.text[..end].ends_with(')'))
            && let Some(s) = stated(&self.text[part.start + open + 1..end - 1])
            && s.rest.is_empty()
        {
            self.states((s.period, s.status));
        }
        self.reading.rest.push(Rest::Note(part));
    }

    fn irregular(&mut self, part: Range<usize>) {
        if self.has_digits(&part) {
            self.reading.rest.push(Rest::Irregular(part));
        }
    }

    /// A period holds for every figure before it that has none.
    fn states(&mut self, period: (Period, ObsStatus)) {
        let mut any = false;
        for figure in self.reading.figures.iter_mut().rev().take_while(|f| f.period.is_none()) {
            figure.period = Some(period);
            any = true;
        }
        if !any {
            if self.reading.figures.is_empty() {
                self.leading = Some(period);
            } else {
                self.reading.period = Some(period);
            }
        }
    }

    fn has_digits(&self, part: &Range<usize>) -> bool {
        self.text[part.clone()].contains(|c: char| c.is_ascii_digit())
    }

    /// An item that is words and parentheses only.
    fn without_number(&mut self, item: Range<usize>, parens: &[Range<usize>], level: &mut Level) -> Result<(), Failed> {
        let mut label = fold_spaces(&self.text[item.start..parens.first().map_or(item.end, |p| p.start)]);
        self.headings(&mut label, &mut level.heading);
        let is_missing = |m: &str| label == m || label.strip_suffix(m).is_some_and(|l| l.ends_with(' '));
        let missing = ["NA", "$NA", "NA%", "none", "not available"].iter().any(|m| is_missing(m));
        let (mut all_read, mut any) = (true, false);
        for paren in parens {
            let inside = paren.start + 1..paren.end - 1;
            if let Some(s) = stated(&self.text[inside.clone()]) {
                if missing && self.reading.figures.last().is_none_or(|f| f.period.is_some()) {
                    self.reading.rest.push(Rest::Missing(item.clone()));
                } else {
                    self.states((s.period, s.status));
                }
                any = true;
            } else if self.has_digits(&inside) {
                let read = self.nested(inside.clone(), level, &label)?;
                any |= read;
                all_read &= read || numbers(self.text, inside, &[]).is_empty();
            }
        }
        let outside = self.words_outside(item.clone(), parens);
        if !all_read || (!any && outside.contains(|c: char| c.is_ascii_digit())) {
            self.irregular(item);
        }
        self.before = Some(label);
        Ok(())
    }

    /// Reads figures inside parentheses under a label; false where they are no
    /// figures.
    fn nested(&mut self, inside: Range<usize>, level: &Level, label: &str) -> Result<bool, Failed> {
        let (figures, rest, period) = (self.reading.figures.len(), self.reading.rest.len(), self.reading.period);
        self.list(inside, &mut level.below(label))?;
        let well = self.reading.rest.len() == rest && self.reading.figures.len() > figures;
        if !well {
            self.reading.figures.truncate(figures);
            self.reading.rest.truncate(rest);
            self.reading.period = period;
        }
        Ok(well)
    }
}
