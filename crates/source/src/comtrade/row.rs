use std::{borrow::Cow, io::Read};

use attache_model::{Code, HsCode, HsRevision, ObsStatus, Observation, Period, SeriesKey, Sink, Unparsed, unit};
use csv::StringRecord;

use super::Survey;
use crate::{
    File, ParseError,
    json::{self, Record},
    number,
    table::Table,
};

/// Rows that an answer has at most (quirk 1).
pub(super) const PREVIEW: usize = 500;
pub(super) const KEYED: usize = 100_000;

/// The fields that are read, in Comtrade's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Type,
    Frequency,
    Period,
    Reporter,
    ReporterIso,
    Flow,
    Partner,
    PartnerIso,
    SecondPartner,
    Classification,
    Commodity,
    Customs,
    Supply,
    Transport,
    QuantityUnit,
    Quantity,
    QuantityEstimated,
    Weight,
    WeightEstimated,
    Cif,
    Fob,
    Value,
    Reported,
    Aggregate,
}

use Field as F;

static FIELDS: [(Field, &str); 24] = [
    (F::Type, "typeCode"),
    (F::Frequency, "freqCode"),
    (F::Period, "period"),
    (F::Reporter, "reporterCode"),
    (F::ReporterIso, "reporterISO"),
    (F::Flow, "flowCode"),
    (F::Partner, "partnerCode"),
    (F::PartnerIso, "partnerISO"),
    (F::SecondPartner, "partner2Code"),
    (F::Classification, "classificationCode"),
    (F::Commodity, "cmdCode"),
    (F::Customs, "customsCode"),
    (F::Supply, "mosCode"),
    (F::Transport, "motCode"),
    (F::QuantityUnit, "qtyUnitCode"),
    (F::Quantity, "qty"),
    (F::QuantityEstimated, "isQtyEstimated"),
    (F::Weight, "netWgt"),
    (F::WeightEstimated, "isNetWgtEstimated"),
    (F::Cif, "cifvalue"),
    (F::Fob, "fobvalue"),
    (F::Value, "primaryValue"),
    (F::Reported, "isReported"),
    (F::Aggregate, "isAggregate"),
];

static NEEDED: [Field; 7] = [F::Period, F::Reporter, F::Flow, F::Partner, F::Classification, F::Commodity, F::Value];

fn name_of(field: Field) -> &'static str {
    FIELDS[field as usize].1
}

/// One row of trade data.
pub(super) struct Row<'r> {
    cells: [Cow<'r, str>; FIELDS.len()],
}

impl<'r> Row<'r> {
    pub(super) fn of_record(file: &File<'_>, pointer: &str, record: &Record<'r>) -> Result<Self, ParseError> {
        for field in NEEDED {
            if !record.has(name_of(field)) {
                return Err(file.error(format!("{pointer}/{}", name_of(field)), "is missing"));
            }
        }
        Ok(Self { cells: FIELDS.each_ref().map(|(_, name)| record.text(name)) })
    }

    fn get(&self, field: Field) -> &str {
        self.cells[field as usize].trim()
    }

    fn says(&self, field: Field) -> bool {
        matches!(self.get(field), "true" | "True" | "TRUE" | "1")
    }
}

pub(super) fn read_table<R: Read>(
    file: &File<'_>,
    mut table: Table<'_, R>,
    survey: &Survey,
    sink: &mut dyn Sink,
) -> Result<(), ParseError> {
    NEEDED.iter().try_for_each(|field| table.column(&[name_of(*field)]).map(drop))?;
    let columns = FIELDS.each_ref().map(|(_, name)| table.column(&[name]).ok());
    let mut record = StringRecord::new();
    while table.read(&mut record)? {
        let cells = columns.map(|at| at.map_or(Cow::Borrowed(""), |at| Cow::Borrowed(&record[at])));
        emit(file, &format!("row {}", table.row()), &Row { cells }, survey, sink)?;
    }
    Ok(())
}

/// Comtrade's flows that are trade of their own, not of a customs procedure.
static FLOWS: [(&str, &str); 5] = [
    ("X", "exports-goods"),
    ("M", "imports-goods"),
    ("RX", "re-exports-goods"),
    ("RM", "re-imports-goods"),
    ("DX", "domestic-exports-goods"),
];

/// Units of quantity by the code of Comtrade, which are those of the World
/// Customs Organization; others are passed over.
static UNITS: [(&str, &str); 8] =
    [("2", "M2"), ("4", "M"), ("5", "COUNT"), ("6", "PAIRS"), ("7", "L"), ("8", "KG"), ("12", "M3"), ("13", "CARAT")];

pub(super) fn emit(
    file: &File<'_>,
    pointer: &str,
    row: &Row<'_>,
    survey: &Survey,
    sink: &mut dyn Sink,
) -> Result<(), ParseError> {
    let key = match key(row, survey) {
        Ok(key) => key,
        Err((reason, text, expected)) => {
            sink.unparsed(Unparsed { place: file.place(pointer), reason, text, expected });
            return Ok(());
        }
    };
    let told = row.get(F::Period);
    let time_period =
        period(told).ok_or_else(|| file.error(place(pointer, F::Period), format!("is no period: {told:?}")))?;
    let status = |estimated: bool| if estimated { ObsStatus::Estimated } else { ObsStatus::Normal };
    // Quirk 5.
    let imputed = !row.get(F::Reported).is_empty() && !row.says(F::Reported) && !row.says(F::Aggregate);
    let note = match row.get(F::Value) {
        "" => None,
        value if value == row.get(F::Cif) && value != row.get(F::Fob) => Some(Code::from_static("CIF")),
        value if value == row.get(F::Fob) && value != row.get(F::Cif) => Some(Code::from_static("FOB")),
        _ => None,
    };
    let unit_of_quantity = UNITS.iter().find(|(code, _)| *code == row.get(F::QuantityUnit)).map(|(_, unit)| *unit);
    let figures = [
        (F::Value, Measure::Value, Some(unit::USD), status(imputed), note),
        (F::Weight, Measure::Weight, Some(KG), status(imputed || row.says(F::WeightEstimated)), None),
        (
            F::Quantity,
            Measure::Quantity,
            unit_of_quantity.map(Code::from_static),
            status(imputed || row.says(F::QuantityEstimated)),
            None,
        ),
    ];
    for (field, measure, unit, status, note) in figures {
        let (Some(unit), printed) = (unit, row.get(field)) else { continue };
        if printed.is_empty() {
            continue;
        }
        let token = json::number(printed);
        let value = number::decimal(&token)
            .ok_or_else(|| file.error(place(pointer, field), format!("is no number: {printed:?}")))?;
        // Quirk 4.
        if measure != Measure::Value && value.is_zero() {
            continue;
        }
        let observation = Observation {
            key: SeriesKey { indicator: key.indicator(measure, time_period), ..key.series },
            time_period,
            token: token.as_ref().into(),
            value,
            unit,
            unit_mult: 0,
            status,
            note,
        };
        sink.observation(observation, file.place(place(pointer, field)))?;
    }
    Ok(())
}

const KG: Code = Code::from_static("KG");

/// `/data/3/primaryValue`, `row 4, primaryValue`.
fn place(pointer: &str, field: Field) -> String {
    let between = if pointer.starts_with('/') { "/" } else { ", " };
    format!("{pointer}{between}{}", name_of(field))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    Value,
    Weight,
    Quantity,
}

/// What a row is about.
struct Key {
    flow: &'static str,
    series: SeriesKey,
}

impl Key {
    fn indicator(&self, measure: Measure, period: Period) -> Code {
        let measure = match measure {
            Measure::Value => "",
            Measure::Weight => "-weight",
            Measure::Quantity => "-quantity",
        };
        let by = if self.series.breakdown.is_some() { "-by-commodity" } else { "" };
        let monthly = if matches!(period, Period::Month { .. }) { "-monthly" } else { "" };
        Code::new(&format!("{}{measure}{by}{monthly}", self.flow))
    }
}

/// Why a row is passed over: the reason, its text, and whether that is expected.
type PassedOver = (&'static str, String, bool);

fn key(row: &Row<'_>, survey: &Survey) -> Result<Key, PassedOver> {
    if !matches!(row.get(F::Type), "" | "C") {
        return Err(("no trade in goods", row.get(F::Type).to_owned(), true));
    }
    // Quirk 3.
    for (field, total) in [(F::Customs, "C00"), (F::Supply, "0"), (F::Transport, "0"), (F::SecondPartner, "0")] {
        let cell = row.get(field);
        if !cell.is_empty() && cell != total {
            return Err(("a part of a total", format!("{} {cell}", name_of(field)), true));
        }
    }
    let Some((_, flow)) = FLOWS.iter().find(|(code, _)| *code == row.get(F::Flow)) else {
        return Err(("another flow", row.get(F::Flow).to_owned(), true));
    };
    let digits = row.get(F::Commodity);
    let breakdown = match HsRevision::from_code(row.get(F::Classification)) {
        _ if digits == "TOTAL" => None,
        // Quirk 8.
        None => return Err(("another classification", row.get(F::Classification).to_owned(), true)),
        Some(revision) => match HsCode::new(revision, digits) {
            Some(code) => Some(code.breakdown()),
            None => return Err(("no commodity of the Harmonized System", digits.to_owned(), true)),
        },
    };
    let area = |code: Field, iso: Field| {
        let found = survey.area(row.get(code), row.get(iso));
        found.ok_or_else(|| ("unknown area", format!("{} {}", row.get(code), row.get(iso)), false))
    };
    let (reporter, partner) = (area(F::Reporter, F::ReporterIso)?, area(F::Partner, F::PartnerIso)?);
    let series = SeriesKey { breakdown, ..SeriesKey::of(reporter, Code::from_static(flow)).with(partner) };
    Ok(Key { flow, series })
}

/// `2022`, or `202203`.
fn period(text: &str) -> Option<Period> {
    let year: i16 = text.get(..4)?.parse().ok().filter(|year| (1900..=2100).contains(year))?;
    match &text[4..] {
        "" => Some(Period::Year(year)),
        month => {
            let month = Some(month).filter(|m| m.len() == 2)?.parse().ok().filter(|m| (1..=12).contains(m))?;
            Some(Period::Month { year, month })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_at_their_number() {
        for (at, (field, _)) in FIELDS.iter().enumerate() {
            assert_eq!(*field as usize, at);
        }
    }
}
