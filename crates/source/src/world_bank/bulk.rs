//! The bulk zip `WDI_CSV.zip`: all indicators of all countries in one table of
//! some 250 MB with a column a year, and tables that describe them. It is read
//! as it comes; only the indicators' names and the footnotes of indicators that
//! the program speaks of are held.

use std::{collections::HashMap, io::Read};

use attache_model::{Code, Sink, Unparsed};
use csv::StringRecord;

use super::{Told, indicator, open, table};
use crate::{File, Input, ParseError, archive, table::Table};

/// Quirk 8.
fn is_data(file: &File<'_>) -> bool {
    ["WDICSV.csv", "WDIData.csv"].iter().any(|name| file.name().eq_ignore_ascii_case(name))
}

fn is(file: &File<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| file.name().eq_ignore_ascii_case(name))
}

/// Whether the input is this zip, or its table.
pub(super) fn is_one(input: &Input<'_>) -> Result<bool, ParseError> {
    let mut is_one = false;
    archive::each(input, &mut |file, _| {
        is_one |= is_data(file);
        Ok(())
    })?;
    Ok(is_one)
}

pub(super) fn read(input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let mut told = Told::default();
    let mut footnotes = Footnotes::default();
    archive::each(input, &mut |file, stream| {
        if is(file, &["WDISeries.csv"]) {
            table::collect_labels(Table::stream(*file, stream)?, &["Series Code", "SeriesCode"], &mut told.labels)
        } else if is(file, &["WDIFootNote.csv", "WDIFootnotes.csv"]) {
            footnotes.read(file, stream)
        } else {
            Ok(())
        }
    })?;
    if told.labels.is_empty() {
        archive::each(input, &mut |file, stream| match is_data(file) {
            true => table::collect_labels(Table::stream(*file, stream)?, &["Indicator Code"], &mut told.labels),
            false => Ok(()),
        })?;
    }
    sink.edition(open(told))?;
    archive::each(input, &mut |file, stream| {
        if !is_data(file) {
            let (place, text) = (file.place(""), file.member.to_owned());
            sink.unparsed(Unparsed { place, reason: "other file", text, expected: true });
            return Ok(());
        }
        let footnote = |country: &str, id: &str, year: i16| footnotes.of(country, id, year);
        table::by_year_column(file, Table::stream(*file, stream)?, footnote, sink)
    })
}

/// What the Bank adds to single figures, by country, indicator and year.
#[derive(Default)]
struct Footnotes(HashMap<(Code, Code, i16), Code>);

impl Footnotes {
    /// `CountryCode,SeriesCode,Year,DESCRIPTION` with years as `YR1990`.
    fn read(&mut self, file: &File<'_>, stream: &mut dyn Read) -> Result<(), ParseError> {
        let mut table = Table::stream(*file, stream)?;
        let country = table.column(&["CountryCode", "Country Code"])?;
        let series = table.column(&["SeriesCode", "Series Code"])?;
        let (year, text) = (table.column(&["Year"])?, table.column(&["DESCRIPTION"])?);
        let mut row = StringRecord::new();
        while table.read(&mut row)? {
            let id = row[series].trim();
            let number = row[year].trim().trim_start_matches(['Y', 'R', 'y', 'r']).parse();
            if let (true, Ok(number)) = (indicator::is_known(id), number) {
                let key = (Code::new(row[country].trim()), Code::new(id), number);
                self.0.insert(key, Code::new(row[text].trim()));
            }
        }
        Ok(())
    }

    fn of(&self, country: &str, id: &str, year: i16) -> Option<Code> {
        if self.0.is_empty() || !indicator::is_known(id) {
            return None;
        }
        self.0.get(&(Code::new(country), Code::new(id), year)).copied()
    }
}
