//! Direct investment by country, of the United States abroad and of others in
//! the United States: the data set MNE of the Bureau of Economic Analysis, as
//! its API answers it (`method=GetData`, `ResultFormat=JSON`).
//!
//! A row is a country's figure in a year: `Year`, `SeriesID`, `Row` (the
//! country's name), `RowCode`, `Column` and `ColumnCode` (the industry),
//! `TableScale`, `DataValue` as printed ("-41,960") and `DataValueUnformatted`
//! ("-41960").
//!
//! | series | | indicator |
//! |---|---|---|
//! | 30 | U.S. direct investment position abroad | `fdi-stock-outward` |
//! | 31 | U.S. direct investment abroad: financial transactions | `fdi-flow-outward` |
//! | 22 | foreign direct investment position in the United States | `fdi-stock-inward` |
//! | 23 | foreign direct investment in the United States: financial transactions | `fdi-flow-inward` |
//!
//! `ref_area` is the United States, the counterpart the country of the
//! affiliate (outward) or of the foreign parent (inward).
//!
//! # Quirks
//! 1. Errors come with status 200, as `Error` within `Results` or beside it.
//! 2. `Results` is sometimes an array of one.
//! 3. Names with accents are sometimes Latin-1 and not UTF-8.
//! 4. Countries have names of BEA's own ("Korea, Republic of", "United Kingdom
//!    Islands, Caribbean"); groups of countries and rests of them ("Other") stand
//!    among them. Groups other than the world and the European Union are passed
//!    over.
//! 5. "(D)" stands for a figure that is withheld so as not to disclose a
//!    company's, "(*)" for one between -500,000 and 500,000 dollars, "n.s." and
//!    "n.a." for one that is not shown here. They are no figures.
//! 6. The same row stands in several tables; what is told again in the same
//!    digits is passed over.
//! 7. The answer repeats the parameters of the request, the key among them.
//! 8. Positions are at historical cost, which is the only valuation by country;
//!    the totals at market value that the press quotes are larger. Transactions
//!    are without current-cost adjustment. Each figure's note says so.

mod areas;

use std::collections::HashMap;

use attache_model::{Code, Edition, ObsStatus, Observation, Period, Place, SeriesKey, Sink, Unparsed, unit};

use crate::{
    About, File, Input, ParseError, Source,
    archive::members,
    area::united_states,
    job::{Asked, BadOption, Job, Key, KeyPlace, Pace, Request},
    json::{self, RawValue, Record},
    number,
};

pub(crate) static BEA: Bea = Bea;

pub(crate) struct Bea;

static ABOUT: About = About {
    id: "bea-direct-investment",
    publisher: "U.S. Bureau of Economic Analysis",
    title: "Direct Investment by Country",
    what: "US direct investment in each country and each country's in the United States: positions at historical cost and financial transactions, by year, since 1982.",
    files: "answers of the API (data set MNE) as JSON",
    url: "https://apps.bea.gov/api/data/",
    homepage: "https://www.bea.gov/data/intl-trade-investment/direct-investment-country-and-industry",
    licence: "Public domain (work of the US government)",
    restricted: false,
    citation: "U.S. Bureau of Economic Analysis, Direct Investment by Country and Industry",
    calendar: "yearly, in July for the year before; revised with each",
    key: Some(Key {
        variable: "BEA_API_KEY",
        required: true,
        goes: KeyPlace::Query("UserID"),
        register: "https://apps.bea.gov/API/signup/",
    }),
    // BEA lets 100 requests and 100 MB a minute.
    pace: Pace { interval: std::time::Duration::from_secs(1), requests: 60 },
    days_between: 60,
    ..About::EMPTY
};

const HISTORICAL_COST: &str = "historical-cost basis";
const WITHOUT_ADJUSTMENT: &str = "without current-cost adjustment";

/// BEA's series, the direction to ask for it, the indicator, and its note.
static SERIES: [(&str, &str, &str, &str); 4] = [
    ("30", "Outward", "fdi-stock-outward", HISTORICAL_COST),
    ("31", "Outward", "fdi-flow-outward", WITHOUT_ADJUSTMENT),
    ("22", "Inward", "fdi-stock-inward", HISTORICAL_COST),
    ("23", "Inward", "fdi-flow-inward", WITHOUT_ADJUSTMENT),
];

impl Source for Bea {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&[])?;
        let request = |(series, direction, indicator, _): &(&str, &str, &str, &str)| {
            let url = format!(
                "https://apps.bea.gov/api/data/?method=GetData&datasetname=MNE&DirectionOfInvestment={direction}\
                 &Classification=Country&SeriesID={series}&Year=all&Country=all&ResultFormat=JSON"
            );
            Request::of(url).named(format!("{indicator}.json"))
        };
        let mut rest: Vec<Request> = SERIES.iter().map(request).rev().collect();
        let mut job = Job::of(ABOUT.url).named("direct-investment.json");
        if let Some(first) = rest.pop() {
            job.first = first;
        }
        Ok(vec![job.following(move |request, bytes| {
            let file = File { input: &request.name, member: "", bytes };
            let text = text(&file)?;
            rows(&file, &text)?;
            Ok(rest.pop().into_iter().collect())
        })])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        if members.is_empty() {
            return Err(ParseError::new(input.name, Place::default(), "is an archive without files"));
        }
        let texts: Vec<_> = members
            .iter()
            .map(|member| {
                let file = File::of(input, member);
                Ok((file, text(&file)?))
            })
            .collect::<Result<_, ParseError>>()?;
        let answers: Vec<_> =
            texts.iter().map(|(file, text)| Ok((*file, rows(file, text)?))).collect::<Result<_, ParseError>>()?;
        sink.edition(Edition { name: edition(&answers)?, ..Edition::default() })?;
        let mut told = Told::default();
        for (file, (pointer, rows)) in &answers {
            for (at, row) in rows.iter().enumerate() {
                let pointer = format!("{pointer}/{at}");
                emit(file, &pointer, &json::read(file, &pointer, row.get())?, &mut told, sink)?;
            }
        }
        Ok(())
    }
}

/// Where the rows of an answer stand, and the rows.
type Rows<'t> = (String, Vec<&'t RawValue>);

/// What figures have been told, so that repetitions are seen.
type Told = HashMap<(SeriesKey, Period), String>;

/// Quirk 3.
fn text(file: &File<'_>) -> Result<String, ParseError> {
    if std::str::from_utf8(file.bytes).is_err() { file.latin1_text() } else { file.text().map(str::to_owned) }
}

/// Quirks 1 and 2.
fn rows<'t>(file: &File<'_>, text: &'t str) -> Result<Rows<'t>, ParseError> {
    let answer: Record<'t> = json::read(file, "", text)?;
    let api: Record<'t> = match answer.get("BEAAPI") {
        Some(api) => json::read(file, "/BEAAPI", api.get())?,
        None => return Err(file.error("", "is no answer of BEA's API; it would begin {\"BEAAPI\": …")),
    };
    refuse_error(file, "/BEAAPI", &api)?;
    let Some(results) = api.get("Results") else {
        return Err(file.error("/BEAAPI", "holds no `Results`"));
    };
    let (pointer, results) = if results.get().starts_with('[') {
        let all = json::elements(file, "/BEAAPI/Results", results.get())?;
        let [one] = all.as_slice() else {
            return Err(file.error("/BEAAPI/Results", format!("holds {} results; one is expected", all.len())));
        };
        ("/BEAAPI/Results/0", *one)
    } else {
        ("/BEAAPI/Results", results)
    };
    let results: Record<'t> = json::read(file, pointer, results.get())?;
    refuse_error(file, pointer, &results)?;
    let pointer = format!("{pointer}/Data");
    match results.get("Data") {
        Some(data) => Ok((pointer.clone(), json::elements(file, &pointer, data.get())?)),
        None => Err(file.error(pointer, "is missing; the answer holds no data")),
    }
}

fn refuse_error(file: &File<'_>, pointer: &str, within: &Record<'_>) -> Result<(), ParseError> {
    let Some(error) = within.get("Error") else { return Ok(()) };
    let pointer = format!("{pointer}/Error");
    let first = if error.get().starts_with('[') {
        json::elements(file, &pointer, error.get())?.first().map_or("{}", |first| first.get())
    } else {
        error.get()
    };
    let error: Record<'_> = json::read(file, &pointer, first)?;
    let said = [error.text("APIErrorDescription"), error.text("error")].concat();
    let problem = format!("is an error of BEA's API: {} (code {})", said, error.text("APIErrorCode"));
    Err(file
        .error(pointer, problem)
        .hint("check the key in BEA_API_KEY; it has to be activated by the link in BEA's e-mail"))
}

/// "edition with data to 2023": the latest year of any series of ours.
fn edition(answers: &[(File<'_>, Rows<'_>)]) -> Result<String, ParseError> {
    let mut last = None;
    for (file, (pointer, rows)) in answers {
        for (at, row) in rows.iter().enumerate() {
            let row: Record<'_> = json::read(file, &format!("{pointer}/{at}"), row.get())?;
            last = last.max(row.text("Year").parse::<i16>().ok());
        }
    }
    Ok(last.map_or("edition without data".to_owned(), |year| format!("edition with data to {year}")))
}

fn emit(
    file: &File<'_>,
    pointer: &str,
    row: &Record<'_>,
    told: &mut Told,
    sink: &mut dyn Sink,
) -> Result<(), ParseError> {
    for field in ["Year", "SeriesID", "Row", "ColumnCode", "TableScale", "DataValue"] {
        if !row.has(field) {
            return Err(file.error(format!("{pointer}/{field}"), "is missing"));
        }
    }
    let name = row.text("Row");
    let mut pass_over = |reason, text: String, expected| {
        sink.unparsed(Unparsed { place: file.place(pointer), reason, text, expected });
        Ok(())
    };
    let series = row.text("SeriesID");
    let Some((.., indicator, note)) = SERIES.iter().find(|(id, ..)| *id == series) else {
        return pass_over("another series", row.text("SeriesName").into_owned(), true);
    };
    if row.text("ColumnCode").bytes().any(|b| b != b'0') {
        return pass_over("an industry", row.text("Column").into_owned(), true);
    }
    let area = match areas::find(&name) {
        areas::Found::Area(area) => area,
        areas::Found::Group => return pass_over("group of countries", name.into_owned(), true),
        areas::Found::Unknown => return pass_over("unknown area", name.into_owned(), false),
    };
    let year = row.text("Year");
    let year: i16 = year
        .parse()
        .ok()
        .filter(|y| (1900..=2100).contains(y))
        .ok_or_else(|| file.error(format!("{pointer}/Year"), format!("is no year: {year:?}")))?;
    let printed = row.text("DataValue");
    if let Some(reason) = no_figure(&printed) {
        return pass_over(reason, format!("{name}, {year}"), true);
    }
    let key = SeriesKey::of(united_states(), Code::from_static(indicator)).with(area);
    let observation = figure(file, pointer, row, key, Period::Year(year), Code::from_static(note))?;
    match told.get(&(key, observation.time_period)) {
        Some(before) if *before == *observation.token => pass_over("told again", format!("{name}, {year}"), true),
        Some(before) => pass_over("two figures of a year", format!("{name}, {year}: {before} and {printed}"), false),
        None => {
            told.insert((key, observation.time_period), observation.token.to_string());
            Ok(sink.observation(observation, file.place(format!("{pointer}/DataValue")))?)
        }
    }
}

/// Quirk 5.
fn no_figure(printed: &str) -> Option<&'static str> {
    Some(match printed.trim() {
        "(D)" | "D" => "suppressed to avoid disclosure",
        "(*)" | "*" => "less than half a million",
        "" | "n.s." | "n.a." | "(n.s.)" | "(n.a.)" | "--" | "----" | "....." => "not shown",
        _ => return None,
    })
}

fn figure(
    file: &File<'_>,
    pointer: &str,
    row: &Record<'_>,
    key: SeriesKey,
    time_period: Period,
    note: Code,
) -> Result<Observation, ParseError> {
    let (printed, plain) = (row.text("DataValue"), row.text("DataValueUnformatted"));
    let digits = printed.trim().replace(',', "");
    let value = number::decimal(&digits)
        .ok_or_else(|| file.error(format!("{pointer}/DataValue"), format!("is no amount: {printed:?}")))?;
    if number::decimal(&plain).is_some_and(|other| other != value) {
        return Err(file.error(
            format!("{pointer}/DataValueUnformatted"),
            format!("is {plain:?}, while `DataValue` is {printed:?}"),
        ));
    }
    let scale = row.text("TableScale");
    let unit_mult = match scale.trim().to_ascii_lowercase().as_str() {
        "dollars" => 0,
        "thousands of dollars" => 3,
        "millions of dollars" => 6,
        "billions of dollars" => 9,
        _ => {
            return Err(file.error(format!("{pointer}/TableScale"), format!("is no scale of dollars: {scale:?}")));
        }
    };
    Ok(Observation {
        key,
        time_period,
        token: printed.trim().into(),
        value,
        unit: unit::USD,
        unit_mult,
        status: ObsStatus::Normal,
        note: Some(note),
    })
}

#[cfg(test)]
mod tests;
