//! Answers of the World Bank's API v2 (`format=json`): an array of what the
//! answer is, and the figures.

use attache_model::{Date, ObsStatus, Period, Sink};
use serde_json::Value;

use super::{Figure, Indicator};
use crate::{File, ParseError};

fn value(file: &File<'_>, text: &str) -> Result<Value, ParseError> {
    // serde_json refuses nesting deeper than 128.
    serde_json::from_str(text)
        .map_err(|e| file.error(format!("line {}, column {}", e.line(), e.column()), format!("is no JSON: {e}")))
}

/// Quirk 3: an error in place of an answer.
fn refuse_error(file: &File<'_>, answer: &Value) -> Result<(), ParseError> {
    let Some(message) = answer.pointer("/0/message/0").or_else(|| answer.pointer("/message/0")) else { return Ok(()) };
    let text = |key: &str| message.get(key).and_then(Value::as_str).unwrap_or_default();
    let problem =
        format!("is an error of the World Bank's API: {}: {} (id {})", text("key"), text("value"), text("id"));
    Err(file.error("/0/message/0", problem))
}

pub(super) fn updated(file: &File<'_>, text: &str) -> Result<Option<Date>, ParseError> {
    let answer = value(file, text)?;
    refuse_error(file, &answer)?;
    match answer.pointer("/0/lastupdated").and_then(Value::as_str) {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| file.error("/0/lastupdated", format!("is no date: {text:?}"))),
    }
}

pub(super) fn read(file: &File<'_>, text: &str, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let answer = value(file, text)?;
    let figures = answer.pointer("/1").and_then(Value::as_array).ok_or_else(|| {
        file.error("/1", "holds no figures; the API's answer is an array of two, the second an array of figures")
    })?;
    for (at, figure) in figures.iter().enumerate() {
        let place = |field: &str| format!("/1/{at}/{field}");
        let text = |field: &str| figure.pointer(&format!("/{field}")).and_then(Value::as_str).unwrap_or_default();
        let token = match figure.get("value") {
            None => return Err(file.error(place("value"), "is missing")),
            Some(Value::Null) => continue,
            Some(Value::Number(number)) => plain(&number.to_string()),
            Some(other) => return Err(file.error(place("value"), format!("is no number: {other}"))),
        };
        let period = period(text("date"))
            .ok_or_else(|| file.error(place("date"), format!("is no period: {:?}", text("date"))))?;
        let id = text("indicator/id");
        if id.is_empty() {
            return Err(file.error(place("indicator/id"), "is missing"));
        }
        let status = ObsStatus::from_code(text("obs_status")).unwrap_or_default();
        let (code, name, pointer) = (text("countryiso3code"), text("country/value"), place("value"));
        let figure = Figure { code, name, period, token: &token, status, pointer };
        figure.emit(file, Indicator::of(id, text("indicator/value")), sink)?;
    }
    Ok(())
}

/// Without the ".0" that marks a whole double, and without an exponent.
fn plain(number: &str) -> String {
    use attache_model::Decimal;
    if number.contains(['e', 'E']) {
        return Decimal::from_scientific(number).map_or_else(|_| number.to_owned(), |d| d.normalize().to_string());
    }
    number.strip_suffix(".0").unwrap_or(number).to_owned()
}

/// `2022`, `2022Q3`, `2022M07`.
fn period(date: &str) -> Option<Period> {
    let year: i16 = date.get(..4)?.parse().ok().filter(|y| (1900..=2100).contains(y))?;
    let number = |text: &str| text.parse::<i8>().ok();
    match date[4..].chars().next() {
        None => Some(Period::Year(year)),
        Some('Q') => {
            number(&date[5..]).filter(|q| (1..=4).contains(q)).map(|quarter| Period::Quarter { year, quarter })
        }
        Some('M') => number(&date[5..]).filter(|m| (1..=12).contains(m)).map(|month| Period::Month { year, month }),
        Some(_) => None,
    }
}
