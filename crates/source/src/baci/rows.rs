//! The rows of a yearly table. Some 300 MB are read a year, so that the usual
//! form of a row is read in one pass over its bytes, and any other with care.

use std::io::Read;

use attache_model::{
    Area, Decimal, Observation, Period, Printed, ProductMeasure, ProductRow, ProductTrade, SeriesKey, Sink, Unparsed,
};

use super::{
    Countries,
    block::Block,
    usual::{self, Figures},
};
use crate::{File, ParseError, archive::Halt, file::clip, number};

const HEADER: [&str; 6] = ["t", "i", "j", "k", "v", "q"];

/// Bytes that are read at a time.
const PART: usize = 1 << 20;

/// A row has some 30 bytes.
const LONGEST: usize = 4096;

/// Reads a table's stream into blocks of rows.
pub(super) fn read(
    file: File<'_>,
    stream: &mut dyn Read,
    countries: &Countries,
    trade: ProductTrade,
    sink: &mut dyn Sink,
) -> Result<(), Halt> {
    let block = Block::new(&trade);
    let last = Pair { text: Vec::new(), areas: None };
    let mut table = Rows { file, countries, trade, sink, line: 0, block, last };
    let mut buffer = vec![0; PART];
    let mut held = 0;
    loop {
        let length = match stream.read(&mut buffer[held..]) {
            Ok(length) => length,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        let filled = held + length;
        let end = buffer[held..filled].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| held + at + 1);
        if end > 0 {
            table.lines(&buffer[..end])?;
            buffer.copy_within(end..filled, 0);
        }
        held = filled - end;
        if length == 0 {
            return Ok(table.finish(&buffer[..held])?);
        }
        if held > LONGEST {
            table.line += 1;
            return Err(table.too_long().into());
        }
    }
}

struct Rows<'r> {
    file: File<'r>,
    countries: &'r Countries,
    trade: ProductTrade,
    sink: &'r mut dyn Sink,
    /// Lines that have been read; the header is the first.
    line: u32,
    block: Block,
    last: Pair,
}

/// The cells of year, exporter and importer that were read last, each with its
/// comma, and what they stand for: the next row mostly begins alike.
struct Pair {
    text: Vec<u8>,
    areas: Option<(Area, Area)>,
}

impl Rows<'_> {
    /// Whole lines, each with its end.
    fn lines(&mut self, mut bytes: &[u8]) -> Result<(), ParseError> {
        if self.line == 0 {
            let (header, rest) = bytes.split_at(line_length(bytes));
            self.header(header)?;
            bytes = rest;
        }
        while !bytes.is_empty() {
            self.line += 1;
            let pair = match self.last.areas {
                Some(areas) if bytes.starts_with(&self.last.text) => Some((areas, self.last.text.len())),
                _ => self.new_pair(bytes),
            };
            let usual = pair.and_then(|(pair, at)| Some((pair, at, usual::figures(&bytes[at..])?)));
            let length = match usual {
                Some((pair, at, (figures, length))) => {
                    self.row(pair, figures)?;
                    at + length
                }
                None => {
                    let length = line_length(bytes);
                    self.odd(&bytes[..length])?;
                    length
                }
            };
            bytes = &bytes[length..];
        }
        Ok(())
    }

    fn header(&mut self, line: &[u8]) -> Result<(), ParseError> {
        self.line = 1;
        File { bytes: line, ..self.file }.text()?;
        let text = String::from_utf8_lossy(line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)).into_owned();
        let found: Vec<&str> = text.split(',').map(|cell| cell.trim().trim_matches('"')).collect();
        if found != HEADER {
            let problem = format!("has the columns {}, not {}", clip(&found.join(", "), 300), HEADER.join(", "));
            return Err(self.error("", problem).hint("a table of BACI is a CSV as CEPII gives it out"));
        }
        Ok(())
    }

    fn error(&self, column: &str, problem: impl Into<String>) -> ParseError {
        let separator = if column.is_empty() { "" } else { ", " };
        self.file.error(format!("row {}{separator}{column}", self.line.max(1)), problem)
    }

    fn too_long(&self) -> ParseError {
        self.error("", format!("is longer than {LONGEST} bytes"))
    }

    /// What follows the last line's end, and the last block.
    fn finish(mut self, rest: &[u8]) -> Result<(), ParseError> {
        if self.line == 0 {
            self.header(rest)?;
        } else if !rest.is_empty() {
            self.line += 1;
            return Err(self
                .error("", "ends in the middle, without the end of a line")
                .hint("the file may be cut short: fetch it again; if it is whole, end its last line"));
        }
        self.hand_on()
    }

    fn hand_on(&mut self) -> Result<(), ParseError> {
        let block = self.block.take(&self.trade);
        if block.is_empty() { Ok(()) } else { Ok(self.sink.products(block)?) }
    }

    /// The pair with which a row in the usual form begins, and how many bytes
    /// say it. `None` for any other, and where something is amiss with it.
    fn new_pair(&mut self, bytes: &[u8]) -> Option<((Area, Area), usize)> {
        let (year, exporter, importer, length) = usual::pair(bytes)?;
        if self.trade.time_period != Period::Year(i16::try_from(year).ok()?) {
            return None;
        }
        let areas = (self.countries.area(exporter)?, self.countries.area(importer)?);
        self.last.text.clear();
        self.last.text.extend_from_slice(&bytes[..length]);
        self.last.areas = Some(areas);
        Some((areas, length))
    }

    fn row(&mut self, (exporter, importer): (Area, Area), figures: Figures<Printed>) -> Result<(), ParseError> {
        if self.block.is_complete_before(exporter) {
            self.hand_on()?;
        }
        let product = self.block.number(figures.product);
        self.block.block.push(ProductRow {
            ref_area: exporter,
            counterpart_area: importer,
            product,
            value: figures.value,
            quantity: figures.quantity,
            line: self.line,
        });
        Ok(())
    }

    /// A row in any other form that is one.
    fn odd(&mut self, line: &[u8]) -> Result<(), ParseError> {
        if line.len() > LONGEST {
            return Err(self.too_long());
        }
        let line = String::from_utf8_lossy(line).into_owned();
        let cells: Vec<&str> = line.trim_end_matches(['\n', '\r']).split(',').map(plain).collect();
        let [year, exporter, importer, product, value, quantity] = cells.as_slice() else {
            let problem = format!("has {} cells, the header {}", cells.len(), HEADER.len());
            return Err(self.error("", problem).hint("the file may be cut short, or use another separator"));
        };
        self.year(year)?;
        let mut area = |column: &str, code: &str| -> Result<Option<Area>, ParseError> {
            let number =
                small(code).ok_or_else(|| self.error(column, format!("is no country code: {}", quoted(code))))?;
            let area = self.countries.area(number);
            if area.is_none() {
                let place = self.file.place(format!("row {}, {column}", self.line));
                self.sink.unparsed(Unparsed { place, reason: "unknown area", text: code.to_owned(), expected: false });
            }
            Ok(area)
        };
        let (exporter, importer) = (area("i", exporter)?, area("j", importer)?);
        let number = small(product).filter(|_| matches!(product.len(), 5 | 6));
        let number =
            number.ok_or_else(|| self.error("k", format!("is no product of six digits: {}", quoted(product))))?;
        let value = self.figure("v", value)?;
        let quantity = if matches!(*quantity, "" | "NA") { None } else { Some(self.figure("q", quantity)?) };
        let (Some(exporter), Some(importer)) = (exporter, importer) else { return Ok(()) };
        match (value.printed, quantity.as_ref().map(|quantity| quantity.printed)) {
            (Some(value), None) => self.row((exporter, importer), Figures { product: number, value, quantity: None }),
            (Some(value), Some(Some(quantity))) => {
                self.row((exporter, importer), Figures { product: number, value, quantity: Some(quantity) })
            }
            // Printed as the columns of a block cannot keep it.
            _ => {
                let key = |measure: ProductMeasure| {
                    SeriesKey::of(exporter, measure.indicator).with(importer).by(self.block.code(number))
                };
                let figures = [(self.trade.value, Some(value)), (self.trade.quantity, quantity)];
                for (measure, figure) in figures {
                    let Some(figure) = figure else { continue };
                    let observation = Observation {
                        key: key(measure),
                        time_period: self.trade.time_period,
                        token: figure.token.into(),
                        value: figure.value,
                        unit: measure.unit,
                        unit_mult: measure.unit_mult,
                        status: self.trade.status,
                        note: None,
                    };
                    self.sink.observation(observation, self.trade.place(self.line, measure))?;
                }
                Ok(())
            }
        }
    }

    /// The year of all rows is that of the first.
    fn year(&mut self, text: &str) -> Result<(), ParseError> {
        let year = text.parse().ok().filter(|year| (1900..=2100).contains(year)).map(Period::Year);
        let year = year.ok_or_else(|| self.error("t", format!("is no year: {}", quoted(text))))?;
        if self.trade.time_period == Period::Unstated {
            self.trade.time_period = year;
            self.block.begin(&self.trade);
        }
        if self.trade.time_period != year {
            let problem = format!("is of {year}, the rows before it of {}", self.trade.time_period);
            return Err(self.error("t", problem).hint("CEPII gives out a file for each year"));
        }
        Ok(())
    }

    fn figure<'t>(&self, column: &str, token: &'t str) -> Result<Figure<'t>, ParseError> {
        let value =
            number::decimal(token).ok_or_else(|| self.error(column, format!("is no number: {}", quoted(token))))?;
        let printed = usual::printed(token.as_bytes()).filter(|(_, length)| *length == token.len());
        Ok(Figure { token, value, printed: printed.map(|(printed, _)| printed) })
    }
}

/// A number as a row has it.
struct Figure<'t> {
    token: &'t str,
    value: Decimal,
    printed: Option<Printed>,
}

fn line_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1)
}

/// A cell without its quotes and blanks.
fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).map_or(cell, str::trim)
}

fn quoted(text: &str) -> String {
    format!("{:?}", clip(text, 60))
}

/// A number of at most six digits.
fn small(text: &str) -> Option<u32> {
    let is_small = !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_small.then(|| text.parse().ok()).flatten()
}
