//! The columns that both files have, and what their cells mean.

use std::{collections::HashMap, io::Read};

use attache_model::{Area, AreaKind, Code, ObsStatus, Period, fold};

use crate::{ParseError, area, area::united_states, table::Table};

/// How many of the newest fiscal years are partly reported.
const PARTIAL_YEARS: i16 = 2;

/// Where the columns stand (quirk 1).
pub(super) struct Columns {
    pub(super) recipient: usize,
    pub(super) income_group: Option<usize>,
    pub(super) transaction: usize,
    pub(super) year: usize,
    pub(super) current: usize,
    pub(super) constant: Option<usize>,
    /// What the complete file breaks amounts down by, and the column.
    pub(super) parts: [(&'static str, Option<usize>); 3],
}

impl Columns {
    pub(super) fn find<R: Read>(table: &Table<'_, R>) -> Result<Self, ParseError> {
        let at = |names: &[&str]| table.column(names).ok();
        Ok(Self {
            recipient: table.column(&["Country Name"])?,
            income_group: at(&["Income Group Acronym", "income_roup"]),
            transaction: table.column(&["Transaction Type Name"])?,
            year: table.column(&["Fiscal Year"])?,
            current: table.column(&["current_amount", "Current Dollar Amount"])?,
            constant: at(&["constant_amount", "Constant Dollar Amount"]),
            parts: [
                (
                    "category",
                    at(&["US Category Name", "USG Category Name", "International Category Name", "DAC Category Name"]),
                ),
                ("sector", at(&["US Sector Name", "USG Sector Name", "International Sector Name", "DAC Sector Name"])),
                ("agency", at(&["Managing Agency Name", "Implementing Agency Name", "Funding Agency Name"])),
            ],
        })
    }

    /// Whether rows are transactions, many of them for one total.
    pub(super) fn is_of_transactions<R: Read>(&self, table: &Table<'_, R>) -> bool {
        let activity = ["Activity ID", "Activity Name", "Implementing Partner Name", "Activity Project Number"];
        self.parts.iter().any(|(_, column)| column.is_some()) || table.column(&activity).is_ok()
    }
}

/// Quirks 3 and 8.
pub(super) fn fiscal_year(text: &str) -> Option<Period> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("1976tq") {
        return Some(Period::TransitionQuarter1976);
    }
    match text.parse() {
        Ok(year @ 1900..=2100) => Some(Period::us_fiscal_year(year)),
        _ => None,
    }
}

/// Nothing is printed where there is no amount.
pub(super) fn amount(cell: &str) -> Option<&str> {
    Some(cell.trim()).filter(|token| !matches!(*token, "" | "NULL"))
}

/// Quirks 5 and 6.
pub(super) fn breakdown(transaction: &str, recipient: Area, income_group: &str) -> String {
    let mut text = transaction.trim().to_lowercase();
    if recipient.kind() == AreaKind::Aggregate {
        text.push_str(", unallocated");
        if !matches!(income_group.trim(), "" | "NULL") {
            text.push_str(", ");
            text.push_str(&fold(income_group));
        }
    }
    text
}

/// What the years of the whole file tell (quirks 4 and 7).
#[derive(Default)]
pub(super) struct Span {
    /// By transaction type: requests reach further than obligations.
    newest: HashMap<String, i16>,
    /// Whether all amounts of a year are the same in both kinds of dollars.
    equal: HashMap<i16, bool>,
}

impl Span {
    pub(super) fn see(&mut self, transaction: &str, period: Period, same: bool) {
        let Period::FiscalYear { year, .. } = period else { return };
        *self.equal.entry(year).or_insert(true) &= same;
        match self.newest.get_mut(transaction) {
            Some(newest) => *newest = year.max(*newest),
            None => drop(self.newest.insert(transaction.to_owned(), year)),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.newest.is_empty()
    }

    pub(super) fn edition(&self) -> String {
        format!("edition with data to fiscal year {}", self.newest.values().max().unwrap_or(&0))
    }

    pub(super) fn status(&self, transaction: &str, period: Period) -> ObsStatus {
        let newest = self.newest.get(transaction);
        let partial = newest.zip(period.year()).is_some_and(|(newest, year)| year > newest - PARTIAL_YEARS);
        if partial { ObsStatus::Provisional } else { ObsStatus::Normal }
    }

    /// "in dollars of fiscal year 2021", of constant amounts.
    pub(super) fn prices(&self) -> Option<Code> {
        let base = self.equal.iter().filter(|(_, all)| **all).map(|(year, _)| year).max()?;
        Some(Code::new(&format!("in dollars of fiscal year {base}")))
    }
}

/// The areas that the names stand for, looked up once each.
pub(super) struct Recipients {
    pub(super) us: Area,
    known: HashMap<String, Option<Area>>,
}

impl Recipients {
    pub(super) fn new() -> Self {
        Self { us: united_states(), known: HashMap::new() }
    }

    /// Quirk 2.
    pub(super) fn find(&mut self, name: &str) -> Option<Area> {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let found = area::named(name);
        self.known.insert(name.to_owned(), found);
        found
    }
}
