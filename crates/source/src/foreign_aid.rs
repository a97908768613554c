//! US foreign assistance by recipient, transaction type and fiscal year: the
//! country summary of ForeignAssistance.gov (`us_foreign_aid_country.csv`).
//!
//! Amounts are whole dollars, current and constant, and may be negative
//! (deobligations). The transaction type is the breakdown: `obligations`,
//! `disbursements`, `appropriated and planned`, `president's budget requests`,
//! `initial allocations`. They differ by multiples and are never added.
//!
//! # Quirks
//! 1. The header's names were changed between editions (`fiscal_year`,
//!    `Fiscal Year`; `income_roup`). Case and `_` are ignored.
//! 2. Some recipients have the code `NULL` (West Berlin, the Soviet Union), and
//!    the regions' codes are the publisher's own. Recipients are told apart by
//!    name.
//! 3. `1976tq` is the transition quarter, July to September 1976.
//! 4. The last two fiscal years that an edition has for a transaction type are
//!    partly reported: their figures are provisional.
//! 5. "World" and "... Region" are programmes that are not for one country, no
//!    totals over countries. Their breakdown says so: `obligations,
//!    unallocated`.
//! 6. Since the edition of 2023, "World" has some rows of its own for an income
//!    group. The group is part of their breakdown.
//! 7. The file does not say in which year's dollars the constant amounts are.
//!    It is the newest year whose constant and current amounts are all equal;
//!    where there is one it is each constant figure's note.
//! 8. A fiscal year runs from October; until 1976 it ran from July.

use std::collections::HashMap;

use attache_model::{
    Area, AreaKind, Code, Edition, ObsStatus, Observation, Period, Place, SeriesKey, Sink, Unparsed, fold, unit,
};
use csv::StringRecord;

use crate::{
    About, File, Input, ParseError, Source,
    archive::members,
    area::{self, united_states},
    number,
    table::Table,
};

pub(crate) static FOREIGN_AID: ForeignAid = ForeignAid;

pub(crate) struct ForeignAid;

static ABOUT: About = About {
    id: "foreignassistance",
    publisher: "U.S. Department of State, ForeignAssistance.gov",
    title: "U.S. Foreign Assistance by Country",
    what: "US foreign assistance to each recipient by fiscal year and transaction type, in current and constant dollars, since 1946.",
    files: "us_foreign_aid_country.csv",
    url: "https://foreignassistance.gov/data",
    homepage: "https://foreignassistance.gov/about",
    licence: "Public domain (work of the US government)",
    restricted: false,
    citation: "U.S. Department of State, ForeignAssistance.gov, U.S. Foreign Assistance by Country",
    ..About::EMPTY
};

const CURRENT: Code = Code::from_static("foreign-assistance");
const CONSTANT: Code = Code::from_static("foreign-assistance-constant");
/// How many of the newest fiscal years are partly reported.
const PARTIAL_YEARS: i16 = 2;

impl Source for ForeignAid {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let [member] = members.as_slice() else {
            return Err(ParseError::new(
                input.name,
                Place::default(),
                "is an archive of several files; the CSV itself is expected",
            ));
        };
        let file = File::of(input, member);
        let text = file.text()?;
        let span = Span::of(&file, text)?;
        sink.edition(Edition { published: None, name: span.edition(), ..Edition::default() })?;
        let mut table = Table::open(file, text, b',')?;
        let columns = Columns::find(&table)?;
        let mut recipients = Recipients { us: united_states(), known: HashMap::new() };
        let mut row = StringRecord::new();
        while table.read(&mut row)? {
            emit(&file, &table, &columns, &span, &row, &mut recipients, sink)?;
        }
        Ok(())
    }
}

struct Columns {
    recipient: usize,
    income_group: Option<usize>,
    transaction: usize,
    year: usize,
    current: usize,
    constant: Option<usize>,
}

impl Columns {
    fn find(table: &Table<'_>) -> Result<Self, ParseError> {
        Ok(Self {
            recipient: table.column(&["Country Name"])?,
            income_group: table.column(&["Income Group Acronym", "income_roup"]).ok(),
            transaction: table.column(&["Transaction Type Name"])?,
            year: table.column(&["Fiscal Year"])?,
            current: table.column(&["current_amount", "Current Dollar Amount"])?,
            constant: table.column(&["constant_amount", "Constant Dollar Amount"]).ok(),
        })
    }
}

/// What the years of the whole file tell (quirks 4 and 7).
struct Span {
    /// By transaction type: requests reach further than obligations.
    newest: HashMap<String, i16>,
    base: Option<i16>,
}

impl Span {
    fn of(file: &File<'_>, text: &str) -> Result<Self, ParseError> {
        let mut table = Table::open(*file, text, b',')?;
        let columns = Columns::find(&table)?;
        let mut newest: HashMap<String, i16> = HashMap::new();
        let mut equal: HashMap<i16, bool> = HashMap::new();
        let mut row = StringRecord::new();
        while table.read(&mut row)? {
            let Period::FiscalYear { year, .. } = fiscal_year(file, &table, &columns, &row)? else { continue };
            let same = columns.constant.is_some_and(|c| row[c] == row[columns.current]);
            *equal.entry(year).or_insert(true) &= same;
            match newest.get_mut(&row[columns.transaction]) {
                Some(newest) => *newest = year.max(*newest),
                None => drop(newest.insert(row[columns.transaction].to_owned(), year)),
            }
        }
        if newest.is_empty() {
            return Err(file.error("", "has no rows"));
        }
        let base = equal.into_iter().filter(|(_, all)| *all).map(|(year, _)| year).max();
        Ok(Self { newest, base })
    }

    fn edition(&self) -> String {
        format!("edition with data to fiscal year {}", self.newest.values().max().unwrap_or(&0))
    }

    fn status(&self, transaction: &str, period: Period) -> ObsStatus {
        let newest = self.newest.get(transaction);
        let partial = newest.zip(period.year()).is_some_and(|(newest, year)| year > newest - PARTIAL_YEARS);
        if partial { ObsStatus::Provisional } else { ObsStatus::Normal }
    }
}

fn fiscal_year(
    file: &File<'_>,
    table: &Table<'_>,
    columns: &Columns,
    row: &StringRecord,
) -> Result<Period, ParseError> {
    let text = row[columns.year].trim();
    if text.eq_ignore_ascii_case("1976tq") {
        return Ok(Period::TransitionQuarter1976);
    }
    match text.parse() {
        // Quirk 8.
        Ok(year @ 1900..=1976) => Ok(Period::FiscalYear { year, starts: Some(7) }),
        Ok(year @ 1977..=2100) => Ok(Period::us_fiscal_year(year)),
        _ => Err(file.error(table.cell(columns.year), format!("is no fiscal year: {text:?}"))),
    }
}

/// The areas that the names stand for, looked up once each.
struct Recipients {
    us: Area,
    known: HashMap<String, Option<Area>>,
}

impl Recipients {
    fn find(&mut self, name: &str) -> Option<Area> {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let found = area::named(name);
        self.known.insert(name.to_owned(), found);
        found
    }
}

fn emit(
    file: &File<'_>,
    table: &Table<'_>,
    columns: &Columns,
    span: &Span,
    row: &StringRecord,
    recipients: &mut Recipients,
    sink: &mut dyn Sink,
) -> Result<(), ParseError> {
    let name = row[columns.recipient].trim();
    let Some(recipient) = recipients.find(name) else {
        let place = file.place(table.cell(columns.recipient));
        sink.unparsed(Unparsed { place, reason: "unknown area", text: name.to_owned(), expected: false });
        return Ok(());
    };
    let period = fiscal_year(file, table, columns, row)?;
    let breakdown = breakdown(&row[columns.transaction], recipient, columns.income_group.map_or("", |c| &row[c]));
    let amounts = [(CURRENT, Some(columns.current)), (CONSTANT, columns.constant)];
    for (indicator, column) in amounts.into_iter().filter_map(|(i, c)| Some((i, c?))) {
        let token = row[column].trim();
        if token.is_empty() || token == "NULL" {
            continue;
        }
        let value = number::decimal(token)
            .ok_or_else(|| file.error(table.cell(column), format!("is no amount of dollars: {token:?}")))?;
        let base = span.base.filter(|_| indicator == CONSTANT);
        let observation = Observation {
            key: SeriesKey::of(recipients.us, indicator).with(recipient).by(breakdown),
            time_period: period,
            token: token.into(),
            value,
            unit: unit::USD,
            unit_mult: 0,
            status: span.status(&row[columns.transaction], period),
            note: base.map(|year| Code::new(&format!("in dollars of fiscal year {year}"))),
        };
        sink.observation(observation, file.place(table.cell(column)))?;
    }
    Ok(())
}

fn breakdown(transaction: &str, recipient: Area, income_group: &str) -> Code {
    let mut text = transaction.trim().to_lowercase();
    if recipient.kind() == AreaKind::Aggregate {
        text.push_str(", unallocated");
        if !matches!(income_group, "" | "NULL") {
            text.push_str(", ");
            text.push_str(&fold(income_group));
        }
    }
    Code::new(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::{Kept, parse};

    const HEADER: &str = "Country Code,Country Name,Region ID,Region Name,Income Group Acronym,Income Group Name,\
                          Transaction Type ID,Transaction Type Name,Fiscal Year,current_amount,constant_amount\n";

    fn read(rows: &str) -> Kept {
        parse(&FOREIGN_AID, "aid.csv", format!("{HEADER}{rows}").as_bytes()).unwrap()
    }

    #[test]
    fn a_row_is_two_figures_of_the_donor() {
        let kept = read(
            "BOL,Bolivia,6,x,LMIC,x,2,Obligations,2022,-4231140,4071951\nBOL,Bolivia,6,x,LMIC,x,2,Obligations,1990,5,9\n",
        );
        let (figure, place) = &kept.observations[0];
        assert_eq!(figure.key.ref_area.code(), "US");
        assert_eq!(figure.key.counterpart_area.unwrap().code(), "BO");
        assert_eq!(
            (figure.key.breakdown.unwrap().as_str(), figure.time_period.to_string()),
            ("obligations", "FY2022/10".into())
        );
        assert_eq!((figure.token.as_str(), figure.status), ("-4231140", ObsStatus::Provisional));
        assert_eq!(place.to_string(), "row 2, current_amount");
        assert_eq!(kept.observations[2].0.status, ObsStatus::Normal);
    }

    #[test]
    fn fiscal_years_moved_in_1976() {
        let kept = read(
            "BOL,Bolivia,6,x,x,x,2,Obligations,1976,1,1\nBOL,Bolivia,6,x,x,x,2,Obligations,1976tq,1,1\nBOL,Bolivia,6,x,x,x,2,Obligations,1977,1,1\n",
        );
        let periods: Vec<String> =
            kept.observations.iter().step_by(2).map(|(o, _)| o.time_period.to_string()).collect();
        assert_eq!(periods, ["FY1976/07", "FY1976TQ", "FY1977/10"]);
    }

    #[test]
    fn a_programme_of_no_country_is_no_total() {
        let kept = read(
            "WLD,World,7,World,NULL,NULL,2,Obligations,2021,100,100\nWLD,World,7,World,UMIC,x,2,Obligations,2021,7,7\n",
        );
        let breakdowns: Vec<&str> =
            kept.observations.iter().step_by(2).map(|(o, _)| o.key.breakdown.unwrap().as_str()).collect();
        assert_eq!(breakdowns, ["obligations, unallocated", "obligations, unallocated, umic"]);
        assert_eq!(kept.observations[1].0.note.unwrap(), "in dollars of fiscal year 2021");
    }

    #[test]
    fn damage_is_named_with_its_row() {
        let said = |text: &str| parse(&FOREIGN_AID, "aid.csv", text.as_bytes()).unwrap_err().to_string();
        assert!(said("a,b\n1,2\n").starts_with("aid.csv, row 1: has no column `Country Name`; found: a, b"));
        let row = "BOL,Bolivia,6,x,LMIC,x,2,Obligations,2022,";
        assert_eq!(
            said(&format!("{HEADER}{row}1e9,1\n")),
            "aid.csv, row 2, current_amount: is no amount of dollars: \"1e9\""
        );
        assert_eq!(said(&format!("{HEADER}{row}1,1\nBOL,Bol")), "aid.csv, row 3: has 2 cells, the header 11");
        assert_eq!(said(HEADER), "aid.csv: has no rows");
        assert_eq!(said("<html><body>503"), "aid.csv: is a web page (HTML) and no data file");
    }
}
