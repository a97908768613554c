use attache_model::Period;

use super::schema::Field;

/// What the cell is to be and is not.
pub(super) fn wanted(field: &Field, text: &str) -> Option<&'static str> {
    let format = field.number_format();
    let year = || (1..=6).contains(&text.len()) && text.parse::<i32>().is_ok();
    let (fine, wanted) = match field.kind.as_str() {
        "integer" => (format.read(text).is_some_and(|(_, value)| value.is_integer()), "integer"),
        "number" => (matches!(text, "NaN" | "INF" | "-INF") || format.read(text).is_some(), "number"),
        "year" => (year(), "year"),
        "yearmonth" => (matches!(text.parse(), Ok(Period::Month { .. })), "year and month (2022-03)"),
        "date" if matches!(field.format.as_str(), "" | "default") => {
            (matches!(text.parse(), Ok(Period::Day(_))), "date (2022-03-15)")
        }
        _ => return None,
    };
    (!fine).then_some(wanted)
}
