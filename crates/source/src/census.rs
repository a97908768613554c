//! US trade in goods with each partner: the Census Bureau's `country.xlsx`.
//!
//! One row a partner and year: `year`, `CTY_CODE`, `CTYNAME`, then imports
//! (`IJAN` to `IDEC`, `IYR`) and exports (`EJAN` to `EDEC`, `EYR`) in million
//! dollars, Census basis, not seasonally adjusted.
//!
//! # Quirks
//! 1. The cells are binary floats, some 5,490 of them with noise
//!    (379.82955200000004), since the Bureau writes them through a program of
//!    its own. The token is the float's 15 significant digits.
//! 2. Months that are not published yet hold 0, like months without trade. So
//!    months of the last year after the last one in which any partner has a
//!    figure are left out.
//! 3. The last year's `IYR` and `EYR` are then the sum of the months so far
//!    (January 2023 alone). They are left out, so that nobody takes them for a
//!    year.
//! 4. An area can have two codes in one year (Israel 5080 and 5081, of which
//!    5080 is all 0 since 1993). The row with trade is taken.
//! 5. Codes below 1000 are sums and special series. Two are no area: "World,
//!    Seasonally Adjusted" and "Advanced Technology Products" are breakdowns of
//!    the world. "NAFTA with Mexico (Consump)" and its like are imports under a
//!    trade programme, which the codelist of areas has as aggregates.
//! 6. Until 1991 some partners have no rows at all: no data, not no trade.

use std::collections::HashMap;

use attache_model::{
    Area, Code, Codelist, Decimal, Edition, ObsStatus, Observation, Period, Place, SeriesKey, Sink, Unparsed, unit,
};

use crate::{
    About, File, Input, ParseError, Source,
    archive::members,
    area::{self, united_states},
    job::{Asked, BadOption, Job},
    number,
    sheet::{Row, Sheet},
};

pub(crate) static CENSUS: Census = Census;

pub(crate) struct Census;

static ABOUT: About = About {
    id: "census",
    publisher: "U.S. Census Bureau",
    title: "U.S. Trade in Goods by Country",
    what: "US exports and imports of goods with each partner, by month and year, Census basis, since 1985.",
    files: "country.xlsx",
    url: "https://www.census.gov/foreign-trade/balance/country.xlsx",
    homepage: "https://www.census.gov/foreign-trade/balance/index.html",
    licence: "Public domain (work of the US government)",
    restricted: false,
    citation: "U.S. Census Bureau, U.S. International Trade in Goods and Services (FT-900), U.S. Trade in Goods by Country",
    calendar: "monthly, some 35 days after the month",
    days_between: 25,
    ..About::EMPTY
};

/// A flow's indicators: of years, and of months.
type Flow = [Code; 2];
const EXPORTS: Flow = [Code::from_static("exports-goods"), Code::from_static("exports-goods-monthly")];
const IMPORTS: Flow = [Code::from_static("imports-goods"), Code::from_static("imports-goods-monthly")];
const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const MILLION: i8 = 6;

impl Source for Census {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&[])?;
        Ok(vec![Job::of("https://www.census.gov/foreign-trade/balance/country.xlsx")])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let [member] = members.as_slice() else {
            return Err(ParseError::new(
                input.name,
                Place::default(),
                "is an archive; country.xlsx itself is expected",
            ));
        };
        let file = File::of(input, member);
        let sheet = Sheet::first(&file)?;
        let mut rows = sheet.rows();
        let header = rows.next().ok_or_else(|| file.error(sheet.name.as_str(), "has no rows"))?;
        let columns = Columns::find(&file, &header)?;
        let rows: Vec<Trade<'_>> = rows.map(|row| Trade::read(&file, &columns, row)).collect::<Result<_, _>>()?;
        let last = LastMonth::of(&columns, &rows)
            .ok_or_else(|| file.error(sheet.name.as_str(), "holds no trade figure other than 0"))?;
        sink.edition(Edition { published: None, name: last.edition(), ..Edition::default() })?;
        let tellers = tellers(&columns, &rows);
        let us = united_states();
        for row in &rows {
            match row.key.and_then(|(area, breakdown)| tellers.get(&(area, breakdown, row.year))) {
                Some(teller) if teller.code != row.code => row.pass_over(&file, &columns, sink),
                _ => row.emit(&file, &columns, last, us, sink)?,
            }
        }
        Ok(())
    }
}

/// Where the columns stand: months, then the year.
struct Columns {
    year: u32,
    code: u32,
    name: u32,
    flows: [(Flow, [u32; 13]); 2],
}

impl Columns {
    fn find(file: &File<'_>, header: &Row<'_>) -> Result<Self, ParseError> {
        let flow = |letter: &str| -> Result<[u32; 13], ParseError> {
            let mut columns = [0; 13];
            for (column, name) in columns.iter_mut().zip(MONTHS.iter().chain(&["YR"])) {
                *column = header.column(file, &format!("{letter}{name}"))?;
            }
            Ok(columns)
        };
        Ok(Self {
            year: header.column(file, "year")?,
            code: header.column(file, "CTY_CODE")?,
            name: header.column(file, "CTYNAME")?,
            flows: [(EXPORTS, flow("E")?), (IMPORTS, flow("I")?)],
        })
    }
}

/// One partner's trade in one year.
struct Trade<'s> {
    year: i16,
    code: String,
    row: Row<'s>,
    /// The partner and breakdown that the figures are about, where known.
    key: Option<(Area, Option<Code>)>,
}

impl<'s> Trade<'s> {
    fn read(file: &File<'_>, columns: &Columns, row: Row<'s>) -> Result<Self, ParseError> {
        let whole = |column, what: &str| {
            let number = row.number(column).or_else(|| row.text(column).parse().ok());
            number
                .filter(|n| n.fract() == 0.0 && (0.0..10_000.0).contains(n))
                .map(|n| n as i16)
                .ok_or_else(|| file.error(row.pointer(column), format!("is no {what}: {:?}", row.get(column))))
        };
        let year = whole(columns.year, "year")?;
        let code = whole(columns.code, "country code of Schedule C")?.to_string();
        Ok(Self { year, key: partner(&code, row.text(columns.name)), code, row })
    }

    /// The number in a cell, 0 and absent alike where nothing is there.
    fn is_zero(&self, column: u32) -> bool {
        self.row.number(column).is_none_or(|n| n == 0.0)
    }

    fn has_trade(&self, columns: &Columns) -> bool {
        columns.flows.iter().flat_map(|(_, c)| &c[..12]).any(|c| !self.is_zero(*c))
    }

    fn unparsed(&self, file: &File<'_>, columns: &Columns, reason: &'static str, expected: bool) -> Unparsed {
        let text = format!("{} {}, {}", self.code, self.row.text(columns.name), self.year);
        Unparsed { place: file.place(self.row.pointer(columns.code)), reason, text, expected }
    }

    /// Another code of the same area tells of this year.
    fn pass_over(&self, file: &File<'_>, columns: &Columns, sink: &mut dyn Sink) {
        sink.unparsed(self.unparsed(file, columns, "area under two codes", !self.has_trade(columns)));
    }

    fn emit(
        &self,
        file: &File<'_>,
        columns: &Columns,
        last: LastMonth,
        us: Area,
        sink: &mut dyn Sink,
    ) -> Result<(), ParseError> {
        let Some((partner, breakdown)) = self.key else {
            sink.unparsed(self.unparsed(file, columns, "unknown area", false));
            return Ok(());
        };
        for ([yearly, monthly], cells) in &columns.flows {
            let key = |indicator| SeriesKey { breakdown, ..SeriesKey::of(us, indicator).with(partner) };
            for (month, column) in (1..=12).zip(cells) {
                if last.has(self.year, month) {
                    self.figure(file, key(*monthly), Period::Month { year: self.year, month }, *column, sink)?;
                }
            }
            if last.has(self.year, 12) {
                self.figure(file, key(*yearly), Period::Year(self.year), cells[12], sink)?;
            }
        }
        Ok(())
    }

    fn figure(
        &self,
        file: &File<'_>,
        key: SeriesKey,
        time_period: Period,
        column: u32,
        sink: &mut dyn Sink,
    ) -> Result<(), ParseError> {
        let pointer = self.row.pointer(column);
        let Some(cell) = self.row.get(column) else { return Ok(()) };
        let (token, value): (String, Decimal) = self
            .row
            .number(column)
            .and_then(number::of_float)
            .ok_or_else(|| file.error(pointer.as_str(), format!("is no amount of trade: {cell:?}")))?;
        let observation = Observation {
            key,
            time_period,
            token: token.into(),
            value,
            unit: unit::USD,
            unit_mult: MILLION,
            status: ObsStatus::Normal,
            note: None,
        };
        Ok(sink.observation(observation, file.place(pointer))?)
    }
}

/// Quirk 5.
fn partner(code: &str, name: &str) -> Option<(Area, Option<Code>)> {
    let breakdown = match name {
        "World, Not Seasonally Adjusted" => None,
        "World, Seasonally Adjusted" => Some(Code::from_static("seasonally-adjusted")),
        "Advanced Technology Products" => Some(Code::from_static("advanced-technology-products")),
        _ => {
            let area = Area::from_code(Codelist::Census, code).or_else(|| area::named(name))?;
            return Some((area, None));
        }
    };
    Some((Area::from_code(Codelist::M49, "1")?, breakdown))
}

/// Quirks 2 and 3: the last month with a figure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct LastMonth {
    year: i16,
    month: i8,
}

impl LastMonth {
    fn of(columns: &Columns, rows: &[Trade<'_>]) -> Option<Self> {
        let figures = rows.iter().flat_map(|row| {
            let months = columns.flows.iter().flat_map(|(_, cells)| (1..=12).zip(cells));
            months.filter(|(_, column)| !row.is_zero(**column)).map(|(month, _)| Self { year: row.year, month })
        });
        figures.max()
    }

    fn has(self, year: i16, month: i8) -> bool {
        Self { year, month } <= self
    }

    fn edition(self) -> String {
        format!("edition with data to {}", Period::Month { year: self.year, month: self.month })
    }
}

/// Quirk 4: the row that tells of an area and year, of those that could.
fn tellers<'t, 's>(columns: &Columns, trades: &'t [Trade<'s>]) -> HashMap<(Area, Option<Code>, i16), &'t Trade<'s>> {
    let mut tellers: HashMap<_, &Trade<'_>> = HashMap::new();
    for trade in trades {
        let Some((area, breakdown)) = trade.key else { continue };
        let teller = tellers.entry((area, breakdown, trade.year)).or_insert(trade);
        if (trade.has_trade(columns), &trade.code) > (teller.has_trade(columns), &teller.code) {
            *teller = trade;
        }
    }
    tellers
}

#[cfg(test)]
mod tests;
