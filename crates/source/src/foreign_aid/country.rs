//! The country summary: a row is a total of the publisher's.

use std::io::Read;

use attache_model::{Code, Observation, Period, SeriesKey, Sink, Unparsed, unit};
use csv::StringRecord;

use super::{
    CONSTANT, CURRENT,
    columns::{Columns, Recipients, Span, amount, breakdown, fiscal_year},
};
use crate::{File, ParseError, number, table::Table};

pub(super) fn span<R: Read>(file: &File<'_>, mut table: Table<'_, R>, columns: &Columns) -> Result<Span, ParseError> {
    let mut span = Span::default();
    let mut row = StringRecord::new();
    while table.read(&mut row)? {
        let same = columns.constant.is_some_and(|c| row[c] == row[columns.current]);
        span.see(&row[columns.transaction], period(file, &table, columns, &row)?, same);
    }
    if span.is_empty() { Err(file.error("", "has no rows")) } else { Ok(span) }
}

fn period<R: Read>(
    file: &File<'_>,
    table: &Table<'_, R>,
    columns: &Columns,
    row: &StringRecord,
) -> Result<Period, ParseError> {
    let text = &row[columns.year];
    fiscal_year(text)
        .ok_or_else(|| file.error(table.cell(columns.year), format!("is no fiscal year: {:?}", text.trim())))
}

pub(super) fn read<R: Read>(
    file: &File<'_>,
    mut table: Table<'_, R>,
    span: &Span,
    sink: &mut dyn Sink,
) -> Result<(), ParseError> {
    let columns = Columns::find(&table)?;
    let (mut recipients, prices) = (Recipients::new(), span.prices());
    let mut row = StringRecord::new();
    while table.read(&mut row)? {
        let name = row[columns.recipient].trim();
        let Some(recipient) = recipients.find(name) else {
            let place = file.place(table.cell(columns.recipient));
            sink.unparsed(Unparsed { place, reason: "unknown area", text: name.to_owned(), expected: false });
            continue;
        };
        let period = period(file, &table, &columns, &row)?;
        let transaction = &row[columns.transaction];
        let breakdown = Code::new(&breakdown(transaction, recipient, columns.income_group.map_or("", |c| &row[c])));
        for (indicator, column) in [(CURRENT, Some(columns.current)), (CONSTANT, columns.constant)] {
            let Some((column, token)) = column.and_then(|c| Some((c, amount(&row[c])?))) else { continue };
            let value = number::decimal(token)
                .ok_or_else(|| file.error(table.cell(column), format!("is no amount of dollars: {token:?}")))?;
            let observation = Observation {
                key: SeriesKey::of(recipients.us, indicator).with(recipient).by(breakdown),
                time_period: period,
                token: token.into(),
                value,
                unit: unit::USD,
                unit_mult: 0,
                status: span.status(transaction, period),
                note: prices.filter(|_| indicator == CONSTANT),
            };
            sink.observation(observation, file.place(table.cell(column)))?;
        }
    }
    Ok(())
}
