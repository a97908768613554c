//! Times as publishers write them.

use attache_model::{Date, Period};
use jiff::fmt::strtime;

use super::{
    held::{Held, Misfit},
    record::Record,
    schema::{TimeForm, TimeText},
};
use crate::file::clip;

/// A length that no [`Period`] has: half years, trimesters, weeks.
const OTHER_LENGTH: &str = "period of a half year, trimester or week";

impl TimeText {
    /// The time of a record; `Is(None)` where the field is empty.
    pub(crate) fn read(&self, record: &dyn Record) -> Result<Held<Option<Period>>, Misfit> {
        if let Some(period) = self.constant() {
            return Ok(Held::Is(Some(period)));
        }
        let field = self.field.as_deref().unwrap_or_default();
        let text = record.field(field).unwrap_or_default().trim();
        if text.is_empty() {
            return Ok(Held::Is(None));
        }
        match self.of_text(text) {
            Some(period) => Ok(Held::Is(Some(period))),
            None if is_of_other_length(text) => Ok(Held::Unread { field: field.to_owned(), reason: OTHER_LENGTH }),
            None => Err(Misfit::new(
                field,
                format!("is no time in the form that the mapping says: {:?}", clip(text, 40)),
                "say its `form`: sdmx (2022, 2022-Q1, 2022-03), fiscal-year, excel-day, or a pattern as %d/%m/%Y",
            )),
        }
    }

    /// The period that a text is in one of the forms.
    pub(crate) fn of_text(&self, text: &str) -> Option<Period> {
        let starts = self.fiscal_year_starts;
        let read = |form: &TimeForm| match form {
            TimeForm::Sdmx => sdmx(text),
            TimeForm::Year => year(text).map(Period::Year),
            TimeForm::FiscalYear => fiscal_year(text, starts),
            TimeForm::ExcelDay => text.parse().ok().and_then(crate::sheet::date).map(Period::Day),
            TimeForm::Date(pattern) => date(pattern, text),
        };
        match (self.form.is_empty(), starts) {
            (true, None) => sdmx(text),
            (true, Some(_)) => fiscal_year(text, starts),
            (false, _) => self.form.iter().find_map(read),
        }
    }
}

fn year(text: &str) -> Option<i16> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// SDMX's time periods, with or without its `-` before quarter and month, and
/// the day of a time stamp.
fn sdmx(text: &str) -> Option<Period> {
    if let Ok(period) = text.parse() {
        return matches!(
            period,
            Period::Year(_) | Period::Quarter { .. } | Period::Month { .. } | Period::Day(_) | Period::Years { .. }
        )
        .then_some(period);
    }
    let year = year(text.get(..4)?)?;
    let rest = &text[4..];
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let number = |digits: &str, last: i8| -> Option<i8> {
        let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| digits.parse().ok())?.filter(|n| (1..=last).contains(n))
    };
    match rest.get(..1)? {
        "A" => (rest == "A1" || rest == "A").then_some(Period::Year(year)),
        "Q" => number(&rest[1..], 4).map(|quarter| Period::Quarter { year, quarter }),
        "M" => number(&rest[1..], 12).map(|month| Period::Month { year, month }),
        _ => {
            let (day, time) = text.split_once('T')?;
            let plain = time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z'));
            day.parse().ok().filter(|_| plain).map(Period::Day)
        }
    }
}

fn is_of_other_length(text: &str) -> bool {
    let Some(rest) = text.get(4..).filter(|_| year(&text[..4]).is_some()) else { return false };
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let digits = rest.get(1..).unwrap_or_default();
    rest.starts_with(['S', 'H', 'B', 'T', 'W', 'D']) && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `FY2022`, `2022`, `2021/22`, `2021-2022`: named for the year in which it ends.
fn fiscal_year(text: &str, starts: Option<i8>) -> Option<Period> {
    let text = text.trim();
    let bare = text.strip_prefix("FY").or_else(|| text.strip_prefix("fy")).unwrap_or(text).trim();
    if starts == Some(10) && bare.eq_ignore_ascii_case("1976tq") {
        return Some(Period::TransitionQuarter1976);
    }
    let ends = match bare.split_once(['/', '-']) {
        None => year(bare)?,
        Some((from, to)) => {
            let from = year(from)?;
            let to = match to.len() {
                2 if to.bytes().all(|b| b.is_ascii_digit()) => {
                    let to: i16 = to.parse().ok()?;
                    (from.checked_add(1)? % 100 == to).then_some(from + 1)?
                }
                _ => year(to)?,
            };
            (to == from + 1).then_some(to)?
        }
    };
    Some(Period::FiscalYear { year: ends, starts })
}

/// A day, month or year, whatever the pattern has.
fn date(pattern: &str, text: &str) -> Option<Period> {
    let read = strtime::parse(pattern, text).ok()?;
    let year = read.year()?;
    let day = |month, day| Date::new(year, month, day).ok().map(Period::Day);
    match (read.month(), read.day()) {
        (Some(month), Some(of_month)) => day(month, of_month),
        (Some(month), None) => Some(Period::Month { year, month }),
        (None, None) => Some(Period::Year(year)),
        (None, Some(_)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(form: &str, text: &str) -> String {
        let time: TimeText =
            toml::from_str::<std::collections::BTreeMap<String, TimeText>>(&format!("t = {{ {form} }}"))
                .unwrap()
                .remove("t")
                .unwrap();
        time.of_text(text).map_or("none".to_owned(), |p| p.to_string())
    }

    #[test]
    fn times_in_all_forms() {
        let cases = [
            ("", "2022", "2022"),
            ("", "2022-Q3", "2022-Q3"),
            ("", "2022Q3", "2022-Q3"),
            ("", "2022-M07", "2022-07"),
            ("", "2022M7", "2022-07"),
            ("", "2022-07", "2022-07"),
            ("", "2022-A1", "2022"),
            ("", "2022-07-14", "2022-07-14"),
            ("", "2022-07-14T00:00:00Z", "2022-07-14"),
            ("", "2022-M13", "none"),
            ("", "2022-S1", "none"),
            ("", "FY2022", "none"),
            ("", "20225", "none"),
            ("form = \"year\"", "2022-01", "none"),
            ("fiscal_year_starts = 10", "2022", "FY2022/10"),
            ("fiscal_year_starts = 10", "FY2022", "FY2022/10"),
            ("fiscal_year_starts = 10", "1976tq", "FY1976TQ"),
            ("fiscal_year_starts = 4", "2021/22", "FY2022/04"),
            ("fiscal_year_starts = 4", "1999-00", "FY2000/04"),
            ("fiscal_year_starts = 4", "2021/23", "none"),
            ("form = \"fiscal-year\"", "2021-2022", "FY2022"),
            ("form = \"%d/%m/%Y\"", "17/04/1998", "1998-04-17"),
            ("form = \"%m/%Y\"", "04/1998", "1998-04"),
            ("form = \"%d/%m/%Y\"", "31/02/1998", "none"),
            ("form = [\"%d.%m.%Y\", \"year\"]", "1998", "1998"),
            ("form = \"excel-day\"", "35902", "1998-04-17"),
        ];
        for (form, text, expected) in cases {
            assert_eq!(written(form, text), expected, "{form} {text}");
        }
        assert!(is_of_other_length("2022-S1") && is_of_other_length("2022W05") && !is_of_other_length("2022-01"));
        assert!(!is_of_other_length("20é2-S1") && !is_of_other_length("é"));
    }
}
