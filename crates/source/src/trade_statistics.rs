//! Open Trade Statistics: trade in goods between countries by commodity, worked
//! out from UN Comtrade, as its API answers it (`/yrpc?y=2002&r=chl&p=arg`).
//!
//! The path's letters name the columns: year, reporter, partner, commodity. An
//! answer is an array of objects with `year`, `reporter_iso`, `partner_iso`,
//! `commodity_code` (HS, 4 or 6 digits) and two figures, `trade_value_usd_exp`
//! and `trade_value_usd_imp`, of the reporter, in whole dollars. What has no
//! partner is trade with the world, and what has no reporter that of the world.
//!
//! Recorded answers are read as well: the cassettes that test suites keep
//! ([`cassette`]).
//!
//! # Quirks
//! 1. Codes of countries are ISO 3166-1 alpha-3 in lower case.
//! 2. Figures since 1980 are converted to the Harmonized System of 2012 from
//!    the classifications in which countries reported them (package
//!    tradestatistics 5.0), so every commodity is of that revision.
//! 3. "No data available for these filtering parameters" comes with status 200,
//!    as a row with the column `observation`.
//! 4. The publisher works figures over, so that exports and imports of two
//!    countries agree better than reported; they are estimates.

mod cassette;

use std::{borrow::Cow, collections::HashMap};

use attache_model::{
    Area, Areas, Code, Codelist, Edition, HsCode, HsRevision, ObsStatus, Observation, Period, Place, SeriesKey, Sink,
    Unparsed, unit,
};

use crate::{
    About, File, Input, ParseError, Source,
    archive::members,
    job::{Asked, BadOption, Job, Pace, Request},
    json::{self, RawValue, Record},
    number,
};

pub(crate) static TRADE_STATISTICS: TradeStatistics = TradeStatistics;

pub(crate) struct TradeStatistics;

static ABOUT: About = About {
    id: "tradestatistics",
    publisher: "Open Trade Statistics",
    title: "Open Trade Statistics",
    what: "Exports and imports of goods of each country by partner and commodity (HS 2012), by year, 1980 to 2021.",
    files: "answers of the API (yr, yrp, yrc, yrpc, yc) as JSON, and cassettes of recorded ones (YAML)",
    url: API,
    homepage: "https://tradestatistics.io",
    licence: "CC BY-NC 4.0; no commercial use, by the terms of UN Comtrade",
    restricted: false,
    citation: "Open Trade Statistics, from UN Comtrade",
    options: &[
        ("year", "a year from 1980 to 2021; without it, 2021"),
        ("reporter", "the country whose figures are wanted, by code or name; without it, each country's totals"),
        ("partner", "one partner of the reporter; without it, all"),
    ],
    pace: Pace { interval: std::time::Duration::from_secs(1), requests: 500 },
    ..About::EMPTY
};

const API: &str = "https://api.tradestatistics.io";

/// The column of a flow's figures, and its indicators: of all commodities, and
/// of one.
static FLOWS: [(&str, [Code; 2]); 2] = [
    ("trade_value_usd_exp", [Code::from_static("exports-goods"), Code::from_static("exports-goods-by-commodity")]),
    ("trade_value_usd_imp", [Code::from_static("imports-goods"), Code::from_static("imports-goods-by-commodity")]),
];

impl Source for TradeStatistics {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&["year", "reporter", "partner"])?;
        let year = asked.read("year", 2021, "a year from 1980 to 2021", |text| {
            text.parse::<i16>().ok().filter(|year| (1980..=2021).contains(year))
        })?;
        let country = |text: &str| Areas::find(text).ok()?.code_in(Codelist::Iso3).map(str::to_lowercase).map(Some);
        let reporter = asked.read("reporter", None, "a country by code or name", country)?;
        let partner = asked.read("partner", None, "a country by code or name", country)?;
        let paths = match (reporter, partner) {
            (None, Some(_)) => {
                let problem = "needs the option `reporter` beside it".to_owned();
                return Err(BadOption { option: "partner".to_owned(), problem });
            }
            (None, None) => vec![format!("yr?y={year}&r=all")],
            (Some(r), None) => vec![format!("yrp?y={year}&r={r}&p=all"), format!("yrc?y={year}&r={r}&c=all")],
            (Some(r), Some(p)) => vec![format!("yrp?y={year}&r={r}&p={p}"), format!("yrpc?y={year}&r={r}&p={p}&c=all")],
        };
        let request = |path: &String| {
            let name = path.split('?').next().unwrap_or_default();
            Request::of(format!("{API}/{path}")).named(format!("{name}-{year}.json"))
        };
        let mut rest: Vec<Request> = paths.iter().map(request).rev().collect();
        let mut job = Job::of(API).named(format!("tradestatistics-{year}.json"));
        if let Some(first) = rest.pop() {
            job.first = first;
        }
        Ok(vec![job.following(move |request, bytes| {
            let file = File { input: &request.name, member: "", bytes };
            json::elements(&file, "", file.text()?)?;
            Ok(rest.pop().into_iter().collect())
        })])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let mut answers = Vec::new();
        for member in &members {
            let file = File::of(input, member);
            let text = file.text()?;
            if text.trim_start().starts_with(['[', '{']) {
                answers.push((file, String::new(), Cow::Borrowed(text)));
            } else {
                let interactions = cassette::read(&file, text)?;
                answers.extend(interactions.into_iter().map(|i| (file, format!("{}#", i.pointer), i.body.into())));
            }
        }
        if answers.is_empty() {
            return Err(ParseError::new(input.name, Place::default(), "holds no answer of the API"));
        }
        let answers: Vec<_> = answers
            .iter()
            .map(|(file, place, text)| Ok((file, place.as_str(), json::elements(file, place, text)?)))
            .collect::<Result<_, ParseError>>()?;
        sink.edition(Edition { name: edition(&answers)?, ..Edition::default() })?;
        let mut told = HashMap::new();
        for (file, place, rows) in &answers {
            for (at, row) in rows.iter().enumerate() {
                let pointer = format!("{place}/{at}");
                emit(file, &pointer, &json::read(file, &pointer, row.get())?, &mut told, sink)?;
            }
        }
        Ok(())
    }
}

/// An answer's file, where in it it stands, and its rows.
type Answer<'t> = (&'t File<'t>, &'t str, Vec<&'t RawValue>);

fn edition(answers: &[Answer<'_>]) -> Result<String, ParseError> {
    let mut years: Vec<i16> = Vec::new();
    for (file, place, rows) in answers {
        for (at, row) in rows.iter().enumerate() {
            let pointer = format!("{place}/{at}");
            years.push(year(file, &pointer, &json::read(file, &pointer, row.get())?)?);
        }
    }
    Ok(match (years.iter().min(), years.iter().max()) {
        (Some(from), Some(to)) if from == to => format!("figures of {from}"),
        (Some(from), Some(to)) => format!("figures of {from} to {to}"),
        _ => "answer without rows".to_owned(),
    })
}

fn year(file: &File<'_>, pointer: &str, row: &Record<'_>) -> Result<i16, ParseError> {
    let text = row.text("year");
    let year = text.parse().ok().filter(|year| (1900..=2100).contains(year));
    year.ok_or_else(|| file.error(format!("{pointer}/year"), format!("is no year: {text:?}")))
}

/// What figures have been told: cassettes ask for the same more than once.
type Told = HashMap<(SeriesKey, Period), String>;

fn emit(
    file: &File<'_>,
    pointer: &str,
    row: &Record<'_>,
    told: &mut Told,
    sink: &mut dyn Sink,
) -> Result<(), ParseError> {
    let pass_over = |sink: &mut dyn Sink, reason, text: String, expected| {
        sink.unparsed(Unparsed { place: file.place(pointer), reason, text, expected });
        Ok(())
    };
    // Quirk 3.
    if row.has("observation") {
        return pass_over(sink, "no data", row.text("observation").into_owned(), true);
    }
    let period = Period::Year(year(file, pointer, row)?);
    let (reporter, partner) = (row.text("reporter_iso"), row.text("partner_iso"));
    let (Some(ref_area), Some(counterpart)) = (area(&reporter), area(&partner)) else {
        return pass_over(sink, "unknown area", format!("{reporter} {partner}"), false);
    };
    let commodity = row.text("commodity_code");
    let breakdown = match commodity.as_ref() {
        "" => None,
        // Quirk 2.
        digits => match HsCode::new(HsRevision::Hs2012, digits) {
            Some(code) => Some(code.breakdown()),
            None => {
                return pass_over(sink, "no commodity of the Harmonized System", commodity.into_owned(), false);
            }
        },
    };
    for (column, [all, one]) in &FLOWS {
        let Some(value) = row.get(column) else {
            return Err(file.error(format!("{pointer}/{column}"), "is missing"));
        };
        let printed = json::text(value);
        if printed.is_empty() {
            continue;
        }
        let (place, token) = (format!("{pointer}/{column}"), json::number(&printed));
        let value = number::decimal(&token)
            .ok_or_else(|| file.error(&place, format!("is no amount of dollars: {printed:?}")))?;
        let indicator = if breakdown.is_some() { *one } else { *all };
        let key = SeriesKey { breakdown, ..SeriesKey::of(ref_area, indicator).with(counterpart) };
        match told.get(&(key, period)) {
            Some(before) if *before == token => pass_over(sink, "told again", printed.into_owned(), true)?,
            Some(before) => {
                pass_over(sink, "two figures of a year", format!("{before} and {printed}"), false)?;
            }
            None => {
                told.insert((key, period), token.clone().into_owned());
                let observation = Observation {
                    key,
                    time_period: period,
                    token: token.as_ref().into(),
                    value,
                    unit: unit::USD,
                    unit_mult: 0,
                    status: ObsStatus::Estimated,
                    note: None,
                };
                sink.observation(observation, file.place(place))?;
            }
        }
    }
    Ok(())
}

/// The world where no country is named.
fn area(iso: &str) -> Option<Area> {
    match iso {
        "" | "all" | "wld" => Area::from_code(Codelist::M49, "1"),
        iso => Area::from_code(Codelist::Iso3, iso),
    }
}

#[cfg(test)]
mod tests;
