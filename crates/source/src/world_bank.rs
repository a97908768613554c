//! The World Bank's World Development Indicators, in the forms in which the
//! Bank gives them out: the download of one indicator (a zip, or the CSV in it
//! with a column a year), the bulk CSV of all, the answers of its API, and the
//! long CSV (`Country Name,Country Code,Year,Value`).
//!
//! Indicators that the program speaks of have its codes ([`indicator`]); any
//! other is kept as `wdi:` and the Bank's id.
//!
//! # Quirks
//! 1. The long CSV does not say which indicator it holds. Its file's name does:
//!    `gdp.csv`, `population.csv`, or the Bank's id (`SP.POP.TOTL.csv`).
//! 2. The Bank's own downloads have lines above the header, with the date of
//!    the last update, and a comma too many at the end of each row.
//! 3. The API answers errors with status 200 and a body of another shape.
//! 4. Values are doubles printed in full ("3521418059.923445"); the token is as
//!    printed. JSON numbers are printed anew, with the same digits.
//! 5. Aggregates (World, regions, income groups) stand among the countries.

mod api;
mod indicator;
mod table;

use attache_model::{Date, Edition, ObsStatus, Observation, Period, SeriesKey, Sink, Unparsed};

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
    files: "gdp.csv, population.csv; the CSV or zip of an indicator's page; an answer of the API v2 as JSON",
    url: "https://api.worldbank.org/v2/",
    homepage: "https://datatopics.worldbank.org/world-development-indicators/",
    licence: "CC BY 4.0",
    restricted: false,
    citation: "World Bank, World Development Indicators",
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
        asked.only(&[])?;
        Ok(vec![
            Job::of("https://api.worldbank.org/v2/country/all/indicator/NY.GDP.MKTP.CD?format=json&per_page=20000"),
            Job::of("https://api.worldbank.org/v2/country/all/indicator/SP.POP.TOTL?format=json&per_page=20000"),
        ])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let mut edition = None;
        for member in &members {
            let file = File::of(input, member);
            if is_metadata(&file, members.len()) {
                sink.unparsed(Unparsed {
                    place: file.place(""),
                    reason: "other file",
                    text: member.name.clone(),
                    expected: true,
                });
                continue;
            }
            let text = file.text()?;
            let updated = if is_json(text) { api::updated(&file, text)? } else { table::updated(&file, text)? };
            // One archive is one edition; its files are of one day.
            if edition.is_none() {
                edition = Some(updated);
                sink.edition(open(updated))?;
            }
            if is_json(text) { api::read(&file, text, sink)? } else { table::read(&file, text, sink)? }
        }
        match edition {
            Some(_) => Ok(()),
            None => Err(ParseError::new(input.name, attache_model::Place::default(), "holds no table of indicators")),
        }
    }
}

/// What an indicator's download holds beside its table.
fn is_metadata(file: &File<'_>, members: usize) -> bool {
    let name = file.name().to_ascii_lowercase();
    members > 1 && (name.starts_with("metadata_") || !(name.ends_with(".csv") || name.ends_with(".json")))
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['[', '{'])
}

fn open(updated: Option<Date>) -> Edition {
    let name = updated.map_or("edition without a date".to_owned(), |day| format!("last updated {day}"));
    Edition { published: updated, name, ..Edition::default() }
}

/// One figure of the Bank's, as the file has it.
struct Figure<'f> {
    /// ISO 3166-1 alpha-3, or the Bank's own code of an aggregate.
    code: &'f str,
    name: &'f str,
    period: Period,
    token: &'f str,
    status: ObsStatus,
    pointer: String,
}

impl Figure<'_> {
    fn emit(&self, file: &File<'_>, indicator: Indicator, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let Some(area) = indicator::area(self.code, self.name) else {
            let text = format!("{} {}", self.code, self.name);
            sink.unparsed(Unparsed { place: file.place(&self.pointer), reason: "unknown area", text, expected: false });
            return Ok(());
        };
        let value = number::decimal(self.token).ok_or_else(|| {
            file.error(&self.pointer, format!("is no number: {:?}", crate::file::clip(self.token, 60)))
        })?;
        let observation = Observation {
            key: SeriesKey::of(area, indicator.code),
            time_period: self.period,
            token: self.token.into(),
            value,
            unit: indicator.unit,
            unit_mult: 0,
            status: self.status,
            note: None,
        };
        Ok(sink.observation(observation, file.place(&self.pointer))?)
    }
}

#[cfg(test)]
mod tests;
