use std::{borrow::Cow, collections::BTreeMap};

use attache_model::{
    Area, Code, Codelist, HsCode, HsRevision, ObsStatus, Observation, Period, SeriesKey, Sink, Unparsed, unit,
};

use crate::{
    File, ParseError,
    area::{self, united_states},
    file::clip,
    json::{self, RawValue},
    number,
};

/// A flow's columns and indicators.
#[derive(Debug)]
struct Flow {
    commodity: &'static str,
    descriptions: [&'static str; 2],
    year_to_date: &'static str,
    month: &'static str,
    /// Of all commodities, and of one; of months, with `-monthly`.
    indicators: [[Code; 2]; 2],
}

static EXPORTS: Flow = Flow {
    commodity: "E_COMMODITY",
    descriptions: ["E_COMMODITY_SDESC", "E_COMMODITY_LDESC"],
    year_to_date: "ALL_VAL_YR",
    month: "ALL_VAL_MO",
    indicators: [
        [Code::from_static("exports-goods"), Code::from_static("exports-goods-monthly")],
        [Code::from_static("exports-goods-by-commodity"), Code::from_static("exports-goods-by-commodity-monthly")],
    ],
};

static IMPORTS: Flow = Flow {
    commodity: "I_COMMODITY",
    descriptions: ["I_COMMODITY_SDESC", "I_COMMODITY_LDESC"],
    year_to_date: "GEN_VAL_YR",
    month: "GEN_VAL_MO",
    indicators: [
        [Code::from_static("imports-goods"), Code::from_static("imports-goods-monthly")],
        [Code::from_static("imports-goods-by-commodity"), Code::from_static("imports-goods-by-commodity-monthly")],
    ],
};

/// Quirk 5: dimensions whose total alone is taken.
const DIMENSIONS: [&str; 6] = ["DF", "DISTRICT", "CTY_SUBCODE", "RP", "PORT", "STATE"];

/// One answer of the API.
pub(super) struct Answer<'t> {
    rows: Vec<&'t RawValue>,
    columns: Columns,
}

#[derive(Debug)]
struct Columns {
    flow: &'static Flow,
    header: Vec<String>,
    commodity: usize,
    country: usize,
    name: Option<usize>,
    description: Option<usize>,
    /// `time`, or `YEAR` and `MONTH`.
    time: (usize, Option<usize>),
    level: Option<usize>,
    summary: Option<usize>,
    year_to_date: Option<usize>,
    month: Option<usize>,
    dimensions: Vec<usize>,
}

/// The years, months and levels of answers, for the edition's name.
#[derive(Default)]
pub(super) struct Span {
    last: Option<(i16, i8)>,
    first: Option<i16>,
    levels: Vec<String>,
}

impl Span {
    pub(super) fn edition(mut self) -> String {
        self.levels.sort_by_key(|level| level.trim_start_matches("HS").parse::<u8>().unwrap_or(0));
        let levels = self.levels.join(", ");
        match (self.first, self.last) {
            (Some(first), Some((year, 12))) if first == year => format!("{levels} of {year}"),
            (Some(first), Some((year, 12))) => format!("{levels} of {first} to {year}"),
            (_, Some((year, month))) => format!("{levels} to {}", Period::Month { year, month }),
            _ => "answer without rows".to_owned(),
        }
    }
}

impl<'t> Answer<'t> {
    pub(super) fn open(file: &File<'_>, text: &'t str) -> Result<Self, ParseError> {
        if text.trim_start().to_ascii_lowercase().starts_with("error") {
            let problem = format!("is an error of the Census Bureau's API: {}", clip(text.trim(), 200));
            return Err(file.error("", problem).hint("check the options of the pull, and the key in CENSUS_API_KEY"));
        }
        let mut rows = json::elements(file, "", text)?;
        if rows.is_empty() {
            return Err(file.error("", "is an empty array; the API's answer begins with a row of column names"));
        }
        let header = cells(file, "/0", rows.remove(0))?.into_iter().map(Cow::into_owned).collect();
        Ok(Self { rows, columns: Columns::find(file, header)? })
    }

    /// The rows and where each stands.
    fn rows(&self, file: &File<'_>) -> impl Iterator<Item = Result<(String, Vec<Cow<'t, str>>), ParseError>> {
        self.rows.iter().enumerate().map(move |(at, row)| {
            let pointer = format!("/{}", at + 1);
            let row = cells(file, &pointer, row)?;
            if row.len() != self.columns.header.len() {
                let problem = format!("has {} cells, the header {}", row.len(), self.columns.header.len());
                return Err(file.error(pointer, problem));
            }
            Ok((pointer, row))
        })
    }

    /// Collects descriptions and periods.
    pub(super) fn survey(
        &self,
        file: &File<'_>,
        labels: &mut BTreeMap<Code, String>,
        span: &mut Span,
    ) -> Result<(), ParseError> {
        let columns = &self.columns;
        for row in self.rows(file) {
            let (pointer, row) = row?;
            let (year, month) = columns.time(file, &pointer, &row)?;
            span.last = span.last.max(Some((year, month)));
            span.first = Some(span.first.map_or(year, |first| first.min(year)));
            let digits = row[columns.commodity].trim();
            let level = format!("HS{}", digits.len());
            if digits.len() > 1 && !span.levels.contains(&level) {
                span.levels.push(level);
            }
            if let (Some(described), Some(code)) =
                (columns.description, HsCode::new(HsRevision::in_force(year), digits))
            {
                labels.entry(code.breakdown()).or_insert_with(|| row[described].trim().to_owned());
            }
        }
        labels.retain(|_, label| !label.is_empty());
        Ok(())
    }

    pub(super) fn read(&self, file: &File<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let us = united_states();
        self.rows(file).try_for_each(|row| {
            let (pointer, row) = row?;
            self.emit(file, &pointer, &row, us, sink)
        })
    }

    fn emit(
        &self,
        file: &File<'_>,
        pointer: &str,
        row: &[Cow<'_, str>],
        us: Area,
        sink: &mut dyn Sink,
    ) -> Result<(), ParseError> {
        let columns = &self.columns;
        let mut pass_over = |reason, text: String, expected| {
            sink.unparsed(Unparsed { place: file.place(pointer), reason, text, expected });
            Ok(())
        };
        if let Some(part) = columns.dimensions.iter().find(|at| !is_total(&row[**at])) {
            return pass_over("a part", format!("{} {}", columns.header[*part], row[*part]), true);
        }
        let (code, name) = (row[columns.country].trim(), columns.name.map_or("", |at| row[at].trim()));
        // Quirk 3.
        let is_group = columns.summary.is_some_and(|at| row[at] == "CGP")
            || code.ends_with("XXX")
            || code.len() == 4 && code.starts_with("00");
        if is_group {
            return pass_over("group of countries", format!("{code} {name}"), true);
        }
        let Some(partner) = partner(code, name) else {
            return pass_over("unknown area", format!("{code} {name}"), false);
        };
        let (year, month) = columns.time(file, pointer, row)?;
        let digits = row[columns.commodity].trim();
        let (breakdown, indicators) = match digits {
            "-" => (None, columns.flow.indicators[0]),
            digits => match HsCode::new(HsRevision::in_force(year), digits) {
                Some(code) => (Some(code.breakdown()), columns.flow.indicators[1]),
                None => return pass_over("no commodity of the Harmonized System", digits.to_owned(), false),
            },
        };
        let figures = [
            // Quirk 1.
            (indicators[0], Period::Year(year), columns.year_to_date.filter(|_| month == 12)),
            (indicators[1], Period::Month { year, month }, columns.month),
        ];
        for (indicator, time_period, column) in figures {
            let Some(column) = column.filter(|at| !row[*at].trim().is_empty()) else { continue };
            let key = SeriesKey { breakdown, ..SeriesKey::of(us, indicator).with(partner) };
            let place = format!("{pointer}/{column}");
            let token = row[column].trim();
            let value = number::decimal(token).ok_or_else(|| {
                file.error(&place, format!("is no amount of dollars in {}: {token:?}", columns.header[column]))
            })?;
            let observation = Observation {
                key,
                time_period,
                token: token.into(),
                value,
                unit: unit::USD,
                unit_mult: 0,
                status: ObsStatus::Normal,
                note: None,
            };
            sink.observation(observation, file.place(place))?;
        }
        Ok(())
    }
}

fn is_total(cell: &str) -> bool {
    matches!(cell.trim(), "" | "-")
}

fn partner(code: &str, name: &str) -> Option<Area> {
    if code == "-" {
        return Area::from_code(Codelist::M49, "1");
    }
    Area::from_code(Codelist::Census, code).or_else(|| area::named(name))
}

fn cells<'t>(file: &File<'_>, pointer: &str, row: &'t RawValue) -> Result<Vec<Cow<'t, str>>, ParseError> {
    Ok(json::elements(file, pointer, row.get())?.into_iter().map(json::text).collect())
}

impl Columns {
    fn find(file: &File<'_>, header: Vec<String>) -> Result<Self, ParseError> {
        // Quirk 4: the first of two alike.
        let at = |name: &str| header.iter().position(|h| h == name);
        let missing = |name: &str| {
            let found = clip(&header.join(", "), 300);
            file.error("/0", format!("has no column `{name}`; found: {found}"))
        };
        let need = |name: &str| at(name).ok_or_else(|| missing(name));
        let flow = [&EXPORTS, &IMPORTS]
            .into_iter()
            .find(|flow| at(flow.commodity).is_some())
            .ok_or_else(|| missing("E_COMMODITY"))?;
        let (year_to_date, month) = (at(flow.year_to_date), at(flow.month));
        if year_to_date.is_none() && month.is_none() {
            return Err(missing(flow.year_to_date));
        }
        let time = match at("time") {
            Some(time) => (time, None),
            None => (need("YEAR").map_err(|_| missing("time"))?, Some(need("MONTH")?)),
        };
        Ok(Self {
            flow,
            commodity: need(flow.commodity)?,
            country: need("CTY_CODE")?,
            name: at("CTY_NAME"),
            description: flow.descriptions.into_iter().find_map(at),
            time,
            level: at("COMM_LVL"),
            summary: at("SUMMARY_LVL"),
            year_to_date,
            month,
            dimensions: DIMENSIONS.into_iter().filter_map(at).collect(),
            header,
        })
    }

    /// The year and month of a row, and that its code is as long as its level
    /// says.
    fn time(&self, file: &File<'_>, pointer: &str, row: &[Cow<'_, str>]) -> Result<(i16, i8), ParseError> {
        let (at, month_at) = self.time;
        let told = match month_at {
            None => row[at].trim().to_owned(),
            Some(month) => format!("{}-{}", row[at].trim(), row[month].trim()),
        };
        if let Some(level) = self.level
            && let Some(digits) = row[level].strip_prefix("HS").and_then(|digits| digits.parse::<usize>().ok())
            && digits != row[self.commodity].trim().len()
        {
            let problem = format!("is {:?}, which is no code of level {}", row[self.commodity], row[level]);
            return Err(file.error(format!("{pointer}/{}", self.commodity), problem));
        }
        match told.parse() {
            Ok(Period::Month { year, month }) if (1989..=2100).contains(&year) => Ok((year, month)),
            _ => Err(file.error(format!("{pointer}/{at}"), format!("is no month: {told:?}"))),
        }
    }
}
