//! The CSV forms: a column a year, and a row a year.

use std::io::Read;

use attache_model::{Code, Date, ObsStatus, Period, Sink};
use csv::StringRecord;

use super::{Figure, Indicator, Labels, indicator, unknown_area};
use crate::{File, ParseError, table::Table};

/// Quirk 2: where the header is, and how many rows stand above it.
fn header(text: &str) -> (&str, u64) {
    let mut at = 0;
    for (row, line) in text.split_inclusive('\n').enumerate().take(10) {
        if line.trim_start_matches('"').starts_with("Country Name") {
            return (&text[at..], row as u64);
        }
        at += line.len();
    }
    (text, 0)
}

fn open<'t>(file: &File<'t>, text: &'t str) -> Result<Table<'t>, ParseError> {
    let (text, above) = header(text);
    Table::open_below(*file, text, b',', above)
}

/// The date of `"Last Updated Date","2025-07-01"`.
pub(super) fn updated(file: &File<'_>, text: &str) -> Result<Option<Date>, ParseError> {
    let Some((row, line)) = text.lines().enumerate().take(10).find(|(_, line)| line.contains("Last Updated Date"))
    else {
        return Ok(None);
    };
    let date = line.split(',').nth(1).unwrap_or_default().trim().trim_matches('"');
    let problem = || file.error(format!("row {}", row + 1), format!("is no date of an update: {line:?}"));
    date.parse().map(Some).map_err(|_| problem())
}

/// The names of a file's indicators that the program has none for.
pub(super) fn labels(file: &File<'_>, text: &str) -> Result<Labels, ParseError> {
    let mut labels = Labels::new();
    let table = open(file, text)?;
    if table.column(&["Indicator Code"]).is_ok() {
        collect_labels(table, &["Indicator Code"], &mut labels)?;
    }
    Ok(labels)
}

/// Collects what the rows say under the column of an id and `Indicator Name`.
pub(super) fn collect_labels<R: Read>(
    mut table: Table<'_, R>,
    id: &[&str],
    labels: &mut Labels,
) -> Result<(), ParseError> {
    let (id, name) = (table.column(id)?, table.column(&["Indicator Name"])?);
    let mut row = StringRecord::new();
    while table.read(&mut row)? {
        let id = row[id].trim();
        if !id.is_empty() && !indicator::is_known(id) {
            labels.entry(indicator::unknown(id)).or_insert_with(|| row[name].trim().to_owned());
        }
    }
    Ok(())
}

pub(super) fn read(file: &File<'_>, text: &str, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let table = open(file, text)?;
    if table.column(&["Indicator Code"]).is_ok() {
        by_year_column(file, table, |_, _, _| None, sink)
    } else {
        by_row(file, table, sink)
    }
}

fn by_row(file: &File<'_>, mut table: Table<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let [name, code, year, value] = ["Country Name", "Country Code", "Year", "Value"].map(|c| table.column(&[c]));
    let (name, code, year, value) = (name?, code?, year?, value?);
    let indicator = Indicator::of_file(file.name()).ok_or_else(|| {
        file.error("", "does not say which indicator it holds")
            .hint("name the file for it: gdp.csv, population.csv, or the World Bank's id, as SP.POP.TOTL.csv")
    })?;
    let mut row = StringRecord::new();
    while table.read(&mut row)? {
        let token = row[value].trim();
        if token.is_empty() {
            continue;
        }
        let period = row[year].trim().parse().ok().filter(|y| (1900..=2100).contains(y)).map(Period::Year);
        let period = period.ok_or_else(|| file.error(table.cell(year), format!("is no year: {:?}", &row[year])))?;
        let pointer = table.cell(value);
        let Some(area) = indicator::area(&row[code], &row[name]) else {
            sink.unparsed(unknown_area(file, &pointer, &row[code], &row[name]));
            continue;
        };
        Figure { area, period, token, status: ObsStatus::Normal, note: None, pointer }.emit(file, indicator, sink)?;
    }
    Ok(())
}

/// `footnote` tells of a country's code, an indicator's id and a year what the
/// Bank adds to the figure.
pub(super) fn by_year_column<R: Read>(
    file: &File<'_>,
    mut table: Table<'_, R>,
    footnote: impl Fn(&str, &str, i16) -> Option<Code>,
    sink: &mut dyn Sink,
) -> Result<(), ParseError> {
    let (name, code) = (table.column(&["Country Name"])?, table.column(&["Country Code"])?);
    let (indicator_name, indicator_id) = (table.column(&["Indicator Name"])?, table.column(&["Indicator Code"])?);
    let year = |text: &str| text.parse().ok().filter(|year| (1900..=2100).contains(year));
    let years: Vec<(usize, i16)> = table.header().enumerate().filter_map(|(at, h)| Some((at, year(h)?))).collect();
    if years.is_empty() {
        return Err(file.error("", "has no column of a year"));
    }
    let mut row = StringRecord::new();
    while table.read(&mut row)? {
        let id = row[indicator_id].trim();
        let indicator = Indicator::of(id, &row[indicator_name]);
        let Some(area) = indicator::area(&row[code], &row[name]) else {
            if years.iter().any(|(column, _)| !row[*column].trim().is_empty()) {
                sink.unparsed(unknown_area(file, &table.cell(code), &row[code], &row[name]));
            }
            continue;
        };
        for (column, year) in &years {
            let token = row[*column].trim();
            if token.is_empty() {
                continue;
            }
            let (period, note) = (Period::Year(*year), footnote(&row[code], id, *year));
            Figure { area, period, token, status: ObsStatus::Normal, note, pointer: table.cell(*column) }
                .emit(file, indicator, sink)?;
        }
    }
    Ok(())
}
