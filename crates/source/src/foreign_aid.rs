//! US foreign assistance by recipient, transaction type and fiscal year, from
//! ForeignAssistance.gov: the country summary (`us_foreign_aid_country.csv`) and
//! the complete file of all transactions (`us_foreign_aid_complete.csv`).
//!
//! Amounts are whole dollars, current and constant, and may be negative
//! (deobligations). The transaction type is the breakdown: `obligations`,
//! `disbursements`, `appropriated and planned`, `president's budget requests`,
//! `initial allocations`. They differ by multiples and are never added. The
//! complete file gives also the parts of each: `obligations, category: Health`,
//! `obligations, sector: Malaria`, `obligations, agency: Department of State`,
//! in current dollars.
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
//! 9. The complete file (some 4 million rows, 4 GB) prints transactions and no
//!    totals. They are summed here, exactly; the note of such a figure says so
//!    and its place names the first and the last row. The publisher's own
//!    totals are those of the country summary, which is what a pull fetches
//!    unless told otherwise.
//! 10. Some descriptions of activities are not UTF-8. They are not read.

mod columns;
mod complete;
mod country;

use std::io::Read;

use attache_model::{Code, Edition, Place, Sink};

use crate::{
    About, File, Input, ParseError, Source, archive,
    job::{Asked, BadOption, Job},
    table::Table,
};
use columns::{Columns, Span};
use complete::Sums;

pub(crate) static FOREIGN_AID: ForeignAid = ForeignAid;

pub(crate) struct ForeignAid;

static ABOUT: About = About {
    id: "foreignassistance",
    publisher: "U.S. Department of State, ForeignAssistance.gov",
    title: "U.S. Foreign Assistance by Country",
    what: "US foreign assistance to each recipient by fiscal year and transaction type, in current and constant dollars, since 1946.",
    files: "us_foreign_aid_country.csv, us_foreign_aid_complete.csv",
    url: "https://foreignassistance.gov/data",
    homepage: "https://foreignassistance.gov/about",
    licence: "Public domain (work of the US government)",
    restricted: false,
    citation: "U.S. Department of State, ForeignAssistance.gov, U.S. Foreign Assistance by Country",
    calendar: "as agencies report, several times a year; a fiscal year is full some two years after its end",
    options: &[(
        "file",
        "country (the default): the publisher's totals by country; complete: all transactions (some 4 GB), for sectors and agencies",
    )],
    ..About::EMPTY
};

const CURRENT: Code = Code::from_static("foreign-assistance");
const CONSTANT: Code = Code::from_static("foreign-assistance-constant");
const DOWNLOADS: &str = "https://s3.amazonaws.com/files.explorer.devtechlab.com";

/// What a file turned out to be.
enum Kind {
    Country(Span),
    Complete(Box<Sums>),
}

impl Source for ForeignAid {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&["file"])?;
        let file = asked.read("file", "country", "country or complete", |text| {
            ["country", "complete"].into_iter().find(|file| *file == text)
        })?;
        let mut job = Job::of(format!("{DOWNLOADS}/us_foreign_aid_{file}.csv"));
        job.first.large = file == "complete";
        Ok(vec![job])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let mut found: Vec<(String, Kind)> = Vec::new();
        archive::each(input, &mut |file, stream| {
            found.push((file.member.to_owned(), look(file, stream)?));
            Ok(())
        })?;
        let [(member, kind)] = found.as_slice() else {
            return Err(ParseError::new(
                input.name,
                Place::default(),
                "is an archive of several files; the CSV itself is expected",
            ));
        };
        let edition = |name| Edition { published: None, name, ..Edition::default() };
        match kind {
            Kind::Complete(sums) => {
                sink.edition(edition(format!("{}, all transactions", sums.span.edition())))?;
                sums.emit(&File { input: input.name, member, bytes: &[] }, sink)
            }
            Kind::Country(span) => {
                sink.edition(edition(span.edition()))?;
                archive::each(input, &mut |file, stream| country::read(file, Table::stream(*file, stream)?, span, sink))
            }
        }
    }
}

fn look(file: &File<'_>, stream: &mut dyn Read) -> Result<Kind, ParseError> {
    let table = Table::stream(*file, stream)?;
    let columns = Columns::find(&table)?;
    if columns.is_of_transactions(&table) {
        Ok(Kind::Complete(Box::new(Sums::of(file, table, &columns)?)))
    } else {
        Ok(Kind::Country(country::span(file, table, &columns)?))
    }
}

#[cfg(test)]
mod tests;
