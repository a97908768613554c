//! US trade in goods by commodity and partner: the Census Bureau's
//! International Trade API (`timeseries/intltrade`), exports and imports by the
//! Harmonized System.
//!
//! An answer is a JSON array of arrays of text, the first of which is the
//! header: `E_COMMODITY` or `I_COMMODITY`, its description (`…_SDESC`,
//! `…_LDESC`), `CTY_CODE` and `CTY_NAME`, the values, and the predicates of the
//! request (`COMM_LVL`, `SUMMARY_LVL`, `time`).
//!
//! Exports are total exports, domestic and foreign (`ALL_VAL`), f.a.s.; imports
//! are general imports at customs value (`GEN_VAL`); both in whole dollars,
//! Census basis, not seasonally adjusted. The breakdown is an
//! [`HsCode`](attache_model::HsCode); what the Bureau calls it is its label.
//! Imports for consumption and quantities are not read.
//!
//! # Quirks
//! 1. `…_YR` is the year to date: the year's figure in December, and nothing
//!    that is kept in other months, whose own figure is `…_MO`.
//! 2. The codes do not say of which revision they are. They are taken to be of
//!    the one in force in their year; the United States changed over in
//!    January or February of the revision's year. Ten digits are national
//!    lines: Schedule B for exports, the tariff schedule for imports.
//! 3. `CTY_CODE` is a code of Schedule C, "-" the total of all countries, which
//!    stands among the countries (`SUMMARY_LVL` `DET`). Groups of countries
//!    (`CGP`: "0003", "1XXX") have codes that mean other groups in
//!    `country.xlsx`; they are passed over.
//! 4. A variable that is both asked for and a predicate stands twice in the
//!    answer.
//! 5. A dimension that is not asked for is a total. Where one is there, only
//!    its total "-" is taken (`DF`: 1 domestic, 2 foreign goods).
//! 6. Where there is nothing the status is 204 and the body empty; what is
//!    wrong with a request is told in plain text ("error: unknown variable"),
//!    a wrong key in a web page.

mod answer;
mod plan;

use std::collections::BTreeMap;

use attache_model::{Code, Edition, Place, Sink, Unparsed};

use crate::{
    About, File, Input, ParseError, Source,
    archive::members,
    job::{Asked, BadOption, Job, Key, KeyPlace, Pace},
};
use answer::Answer;

pub(crate) static CENSUS_HS: CensusHs = CensusHs;

pub(crate) struct CensusHs;

static ABOUT: About = About {
    id: "census-hs",
    publisher: "U.S. Census Bureau",
    title: "U.S. International Trade by Commodity (Harmonized System)",
    what: "US exports and imports of goods by commodity (HS 2 to 10 digits) and partner, by year and month, Census basis, since 2010.",
    files: "answers of the International Trade API (timeseries/intltrade, exports/hs and imports/hs) as JSON",
    url: "https://api.census.gov/data/timeseries/intltrade",
    homepage: "https://www.census.gov/data/developers/data-sets/international-trade.html",
    licence: "Public domain (work of the US government)",
    restricted: false,
    citation: "U.S. Census Bureau, International Trade Data (timeseries/intltrade), Harmonized System",
    calendar: "monthly, some 35 days after the month; a year's figures in February, revised in June",
    options: &[
        ("year", "a year or several, as 2022 or 2018-2022; without it, the last five full ones"),
        ("level", "HS2, HS4, HS6 or HS10, or several, as HS2,HS6; without it, HS2 and HS4"),
        ("partner", "one partner by code or name, as BO; without it, all"),
    ],
    key: Some(Key {
        variable: "CENSUS_API_KEY",
        required: false,
        goes: KeyPlace::Query("key"),
        register: "https://api.census.gov/data/key_signup.html",
    }),
    // Without a key 500 requests a day.
    pace: Pace { interval: std::time::Duration::from_millis(500), requests: 450 },
    ..About::EMPTY
};

impl Source for CensusHs {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        plan::jobs(asked)
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let mut answers = Vec::new();
        for member in &members {
            let file = File::of(input, member);
            // Quirk 6.
            if members.len() > 1 && member.bytes.trim_ascii().is_empty() {
                let (place, text) = (file.place(""), member.name.clone());
                sink.unparsed(Unparsed { place, reason: "no data", text, expected: true });
                continue;
            }
            answers.push((file, Answer::open(&file, file.text()?)?));
        }
        if answers.is_empty() {
            return Err(ParseError::new(input.name, Place::default(), "holds no answer of the API with data"));
        }
        let mut labels: BTreeMap<Code, String> = BTreeMap::new();
        let mut span = answer::Span::default();
        for (file, answer) in &answers {
            answer.survey(file, &mut labels, &mut span)?;
        }
        let labels = labels.into_iter().collect();
        sink.edition(Edition { name: span.edition(), labels, ..Edition::default() })?;
        answers.iter().try_for_each(|(file, answer)| answer.read(file, sink))
    }
}

#[cfg(test)]
mod tests;
