//! The complete file: rows are transactions, which are summed (quirk 9). What is
//! held are the sums, some 300,000, and never the rows.

use std::{borrow::Cow, collections::HashMap, io::Read};

use attache_model::{Code, Decimal, Observation, Period, SeriesKey, Sink, Unparsed, unit};
use csv::ByteRecord;

use super::{
    CONSTANT, CURRENT,
    columns::{Columns, Recipients, Span, amount, breakdown, fiscal_year},
};
use crate::{File, ParseError, number, table::Table};

const SUMMED: &str = "summed from the transactions of the complete file";

/// What an amount is added to. Names are numbers of [`Names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key {
    recipient: u32,
    transaction: u32,
    income_group: u32,
    year: u32,
    /// The kind of part and its name; `None` is the total.
    part: Option<(&'static str, u32)>,
}

/// A sum, and where its rows stand.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    current: Decimal,
    constant: Option<Decimal>,
    first: u64,
    last: u64,
    rows: u64,
}

/// The sums of one file.
pub(super) struct Sums {
    pub(super) span: Span,
    names: Names,
    sums: HashMap<Key, Sum>,
    /// The header's name of the current amounts.
    column: String,
}

impl Sums {
    pub(super) fn of<R: Read>(file: &File<'_>, mut table: Table<'_, R>, columns: &Columns) -> Result<Self, ParseError> {
        let column = table.header().nth(columns.current).unwrap_or_default().to_owned();
        let mut all = Self { span: Span::default(), names: Names::default(), sums: HashMap::new(), column };
        let mut row = ByteRecord::new();
        while table.read_bytes(&mut row)? {
            all.add(file, &table, columns, &row)?;
        }
        if all.span.is_empty() { Err(file.error("", "has no rows")) } else { Ok(all) }
    }

    fn add<R: Read>(
        &mut self,
        file: &File<'_>,
        table: &Table<'_, R>,
        columns: &Columns,
        row: &ByteRecord,
    ) -> Result<(), ParseError> {
        let read = |column: usize| -> Result<Option<Decimal>, ParseError> {
            let cell = text(row, column);
            let Some(token) = amount(&cell) else { return Ok(None) };
            let problem = || file.error(table.cell(column), format!("is no amount of dollars: {token:?}"));
            number::decimal(token).map(Some).ok_or_else(problem)
        };
        let year = text(row, columns.year);
        let period = fiscal_year(&year)
            .ok_or_else(|| file.error(table.cell(columns.year), format!("is no fiscal year: {:?}", year.trim())))?;
        let current = read(columns.current)?;
        let constant = columns.constant.map_or(Ok(None), read)?;
        self.span.see(text(row, columns.transaction).trim(), period, constant.is_some() && constant == current);
        let Some(current) = current else { return Ok(()) };
        let total = Key {
            recipient: self.names.number(row, Some(columns.recipient)),
            transaction: self.names.number(row, Some(columns.transaction)),
            income_group: self.names.number(row, columns.income_group),
            year: self.names.number(row, Some(columns.year)),
            part: None,
        };
        let too_large = || file.error(table.cell(columns.current), "brings a sum beyond what can be added exactly");
        for (kind, column) in [("", None)].into_iter().chain(columns.parts) {
            let part = column.map(|_| (kind, self.names.number(row, column)));
            if part.is_none() && !kind.is_empty() {
                continue;
            }
            let sum = self.sums.entry(Key { part, ..total }).or_default();
            sum.current = sum.current.checked_add(current).ok_or_else(too_large)?;
            if let (Some(constant), None) = (constant, part) {
                sum.constant = Some(sum.constant.unwrap_or_default().checked_add(constant).ok_or_else(too_large)?);
            }
            sum.first = if sum.rows == 0 { table.row() } else { sum.first };
            sum.last = table.row();
            sum.rows += 1;
        }
        Ok(())
    }

    /// Gives the sums in the order of their first rows.
    pub(super) fn emit(&self, file: &File<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let mut sums: Vec<(&Key, &Sum)> = self.sums.iter().collect();
        sums.sort_by_key(|(key, sum)| (sum.first, **key));
        let (mut recipients, mut unknown) = (Recipients::new(), Vec::new());
        for (key, sum) in sums {
            let name = self.names.of(key.recipient);
            let Some(recipient) = recipients.find(name) else {
                if !unknown.contains(&key.recipient) {
                    unknown.push(key.recipient);
                    let place = file.place(format!("row {}", sum.first));
                    sink.unparsed(Unparsed { place, reason: "unknown area", text: name.to_owned(), expected: false });
                }
                continue;
            };
            // A part that is not told is no part.
            if key.part.is_some_and(|(_, part)| matches!(self.names.of(part), "" | "NULL")) {
                continue;
            }
            let Some(period) = fiscal_year(self.names.of(key.year)) else { continue };
            let transaction = self.names.of(key.transaction);
            let mut by = breakdown(transaction, recipient, self.names.of(key.income_group));
            if let Some((kind, part)) = key.part {
                by.push_str(&format!(", {kind}: {}", self.names.of(part)));
            }
            let series = SeriesKey::of(recipients.us, CURRENT).with(recipient).by(Code::new(&by));
            let constant = SeriesKey { indicator: CONSTANT, ..series };
            for (key, value) in [(series, Some(sum.current)), (constant, sum.constant)] {
                if let Some(value) = value {
                    self.give(file, key, transaction, period, value, sum, sink)?;
                }
            }
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "they are what a figure is made of")]
    fn give(
        &self,
        file: &File<'_>,
        key: SeriesKey,
        transaction: &str,
        time_period: Period,
        value: Decimal,
        sum: &Sum,
        sink: &mut dyn Sink,
    ) -> Result<(), ParseError> {
        let prices = self.span.prices().filter(|_| key.indicator == CONSTANT);
        let observation = Observation {
            key,
            time_period,
            token: value.to_string().into(),
            value,
            unit: unit::USD,
            unit_mult: 0,
            status: self.span.status(transaction, time_period),
            note: Some(prices.map_or(Code::from_static(SUMMED), |prices| Code::new(&format!("{prices}, {SUMMED}")))),
        };
        let Sum { first, last, rows, .. } = sum;
        let place = file.place(format!("row {first}, {} ({rows} rows to row {last})", self.column));
        Ok(sink.observation(observation, place)?)
    }
}

/// Quirk 10.
fn text(row: &ByteRecord, column: usize) -> Cow<'_, str> {
    String::from_utf8_lossy(row.get(column).unwrap_or_default())
}

/// The names in a file, each held once.
struct Names {
    numbers: HashMap<Vec<u8>, u32>,
    names: Vec<String>,
}

impl Default for Names {
    /// The name without letters is number 0.
    fn default() -> Self {
        Self { numbers: HashMap::from([(Vec::new(), 0)]), names: vec![String::new()] }
    }
}

impl Names {
    fn number(&mut self, row: &ByteRecord, column: Option<usize>) -> u32 {
        let cell = column.and_then(|column| row.get(column)).unwrap_or_default().trim_ascii();
        if let Some(number) = self.numbers.get(cell) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(String::from_utf8_lossy(cell).into_owned());
        self.numbers.insert(cell.to_vec(), number);
        number
    }

    fn of(&self, number: u32) -> &str {
        self.names.get(usize::try_from(number).unwrap_or(usize::MAX)).map_or("", String::as_str)
    }
}
