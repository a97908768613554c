//! The World Bank's World Development Indicators, in the forms in which the
//! Bank gives them out: the answers of its API, page by page; the bulk zip of
//! all indicators; the download of one indicator (a zip, or the CSV in it with a
//! column a year); and the long CSV (`Country Name,Country Code,Year,Value`).
//!
//! Indicators that the program speaks of have its codes ([`indicator`]); any
//! other is kept as `wdi:` and the Bank's id, labelled with the Bank's name.
//!
//! # Quirks
//! 1. The long CSV does not say which indicator it holds. Its file's name does:
//!    `gdp.csv`, `population.csv`, or the Bank's id (`SP.POP.TOTL.csv`).
//! 2. The Bank's own downloads have lines above the header, with the date of
//!    the last update, and a comma too many at the end of each row.
//! 3. The API answers errors with status 200 and a body of another shape.
//! 4. Values are doubles printed in full ("3521418059.923445"); the token is as
//!    printed, but for the ".0" of a whole one and for exponents.
//! 5. Aggregates (World, regions, income groups) stand among the countries. In
//!    the API some have an empty `countryiso3code`; their name tells them.
//! 6. The API answers in pages, and updates its data at any moment. Pages are
//!    one answer only if all name the same total and the same last update.
//! 7. Several indicators can be asked for at once, at most 60, and only with
//!    `source` (2 is World Development Indicators).
//! 8. The bulk zip's table was renamed from `WDIData.csv` to `WDICSV.csv`; it
//!    tells no date.

mod api;
mod bulk;
mod indicator;
mod plan;
mod table;

use std::collections::BTreeMap;

use attache_model::{Area, Code, Date, Edition, ObsStatus, Observation, Period, Place, SeriesKey, Sink, Unparsed};

use crate::{
    About, File, Input, ParseError, Source,
    archive::members,
    job::{Asked, BadOption, Job},
    number,
};
use indicator::Indicator;

pub(crate) static WORLD_BANK: WorldBank = WorldBank;

pub(crate) struct WorldBank;

static ABOUT: About = About {
    id: "worldbank",
    publisher: "World Bank",
    title: "World Development Indicators",
    what: "GDP, population and other indicators of each country and of groups of countries, by year, since 1960.",
    files: "WDI_CSV.zip; the CSV or zip of an indicator's page; answers of the API v2 as JSON; gdp.csv, population.csv",
    url: "https://api.worldbank.org/v2/",
    homepage: "https://datatopics.worldbank.org/world-development-indicators/",
    licence: "CC BY 4.0",
    restricted: false,
    citation: "World Bank, World Development Indicators",
    calendar: "four main updates a year, in April, July, September and December",
    options: &[
        ("indicators", "the World Bank's ids or the program's codes, as SP.POP.TOTL,gdp-current"),
        ("countries", "countries by code or name, as BO,US; without it, all of them and the Bank's groups"),
        ("bulk", "yes: the zip of all indicators and countries (some 100 MB) in place of the API's answers"),
    ],
    redirects: &["databankfiles.worldbank.org", "databank.worldbank.org"],
    ..About::EMPTY
};

impl Source for WorldBank {
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
        if bulk::is_one(input)? {
            return bulk::read(input, sink);
        }
        let members = members(input)?;
        let (mut tables, mut answers) = (Vec::new(), Vec::new());
        for member in &members {
            let file = File::of(input, member);
            if is_metadata(&file, members.len()) {
                let (place, text) = (file.place(""), member.name.clone());
                sink.unparsed(Unparsed { place, reason: "other file", text, expected: true });
                continue;
            }
            let text = file.text()?;
            if text.trim_start().starts_with(['[', '{']) {
                answers.push((file, api::Answer::open(&file, text)?));
            } else {
                tables.push((file, text));
            }
        }
        let mut edition = api::edition(&answers)?;
        // One archive is one edition; its files are of one day.
        for (file, text) in &tables {
            let updated = table::updated(file, text)?;
            edition.published = edition.published.or(updated);
            edition.labels.extend(table::labels(file, text)?);
        }
        if tables.is_empty() && answers.is_empty() {
            return Err(ParseError::new(input.name, Place::default(), "holds no table of indicators"));
        }
        sink.edition(open(edition))?;
        for (file, answer) in &answers {
            answer.read(file, sink)?;
        }
        tables.iter().try_for_each(|(file, text)| table::read(file, text, sink))
    }
}

/// What an indicator's download holds beside its table.
fn is_metadata(file: &File<'_>, members: usize) -> bool {
    let name = file.name().to_ascii_lowercase();
    members > 1 && (name.starts_with("metadata_") || !(name.ends_with(".csv") || name.ends_with(".json")))
}

/// Names of indicators that the program has none for, by their code.
type Labels = BTreeMap<Code, String>;

/// What the files tell of the edition.
#[derive(Default)]
struct Told {
    published: Option<Date>,
    /// The Bank's number of a database other than World Development Indicators.
    database: Option<String>,
    labels: Labels,
}

fn open(told: Told) -> Edition {
    let day = told.published.map_or("edition without a date".to_owned(), |day| format!("last updated {day}"));
    let name = told.database.map_or(day.clone(), |number| format!("the Bank's database {number}, {day}"));
    Edition { published: told.published, name, labels: told.labels.into_iter().collect(), ..Edition::default() }
}

/// One figure of the Bank's, as the file has it.
struct Figure<'f> {
    area: Area,
    period: Period,
    token: &'f str,
    status: ObsStatus,
    note: Option<Code>,
    pointer: String,
}

impl Figure<'_> {
    fn emit(&self, file: &File<'_>, indicator: Indicator, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let value = number::decimal(self.token).ok_or_else(|| {
            file.error(&self.pointer, format!("is no number: {:?}", crate::file::clip(self.token, 60)))
        })?;
        let observation = Observation {
            key: SeriesKey::of(self.area, indicator.code),
            time_period: self.period,
            token: self.token.into(),
            value,
            unit: indicator.unit,
            unit_mult: indicator.unit_mult,
            status: self.status,
            note: self.note.or(indicator.prices),
        };
        Ok(sink.observation(observation, file.place(&self.pointer))?)
    }
}

/// A country or group that the codelist does not have.
fn unknown_area(file: &File<'_>, pointer: &str, code: &str, name: &str) -> Unparsed {
    let text = format!("{code} {name}");
    Unparsed { place: file.place(pointer), reason: "unknown area", text, expected: false }
}

#[cfg(test)]
mod tests;
