//! The CSV forms: a column a year, and a row a year.

use attache_model::{Date, ObsStatus, Period, Sink};
use csv::StringRecord;

use super::{Figure, Indicator};
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

pub(super) fn read(file: &File<'_>, text: &str, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let (text, above) = header(text);
    let table = Table::open_below(*file, text, b',', above)?;
    if table.column(&["Indicator Code"]).is_ok() {
        by_year_column(file, table, sink)
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
        Figure { code: &row[code], name: &row[name], period, token, status: ObsStatus::Normal, pointer }
            .emit(file, indicator, sink)?;
    }
    Ok(())
}

fn by_year_column(file: &File<'_>, mut table: Table<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let name = table.column(&["Country Name"])?;
    let code = table.column(&["Country Code"])?;
    let (indicator_name, indicator_id) = (table.column(&["Indicator Name"])?, table.column(&["Indicator Code"])?);
    let year = |text: &str| text.parse().ok().filter(|year| (1900..=2100).contains(year));
    let years: Vec<(usize, i16)> = table.header().enumerate().filter_map(|(at, h)| Some((at, year(h)?))).collect();
    if years.is_empty() {
        return Err(file.error("", "has no column of a year"));
    }
    let mut row = StringRecord::new();
    while table.read(&mut row)? {
        let indicator = Indicator::of(row[indicator_id].trim(), &row[indicator_name]);
        for (column, year) in &years {
            let token = row[*column].trim();
            if token.is_empty() {
                continue;
            }
            let (period, pointer) = (Period::Year(*year), table.cell(*column));
            Figure { code: &row[code], name: &row[name], period, token, status: ObsStatus::Normal, pointer }
                .emit(file, indicator, sink)?;
        }
    }
    Ok(())
}
