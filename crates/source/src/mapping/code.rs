//! Codes of a record: indicator, unit, multiplier, breakdown, status, note.

use attache_model::{Code, HsCode, ObsStatus, Period};

use super::{
    held::{Held, Misfit},
    record::Record,
    schema::{BreakdownText, CodeText, IndicatorCode, MultText, NoteText, PlainCode, StatusText, UnitCode},
};
use crate::file::clip;

/// What a code in the mapping is of.
pub(crate) trait OfText: Clone {
    /// The code that a field's text is.
    fn of_text(text: String) -> Result<Self, String>;
    const WHAT: &'static str;
}

impl OfText for IndicatorCode {
    fn of_text(text: String) -> Result<Self, String> {
        text.try_into()
    }
    const WHAT: &'static str = "indicator";
}

impl OfText for UnitCode {
    fn of_text(text: String) -> Result<Self, String> {
        text.try_into()
    }
    const WHAT: &'static str = "unit";
}

impl OfText for PlainCode {
    fn of_text(text: String) -> Result<Self, String> {
        text.try_into()
    }
    const WHAT: &'static str = "status";
}

impl OfText for String {
    fn of_text(text: String) -> Result<Self, String> {
        Ok(text)
    }
    const WHAT: &'static str = "text";
}

impl<C: OfText> CodeText<C> {
    /// The code of a record; `Is(None)` where the field is empty and nothing
    /// stands for that.
    pub(crate) fn read(&self, record: &dyn Record) -> Result<Held<Option<C>>, Misfit> {
        if let Some(code) = &self.is {
            return Ok(Held::Is(Some(code.clone())));
        }
        let field = self.field.as_deref().unwrap_or_default();
        let text = record.field(field).unwrap_or_default().trim();
        if let Some(code) = self.codes.get(text) {
            return Ok(Held::Is(Some(code.clone())));
        }
        if self.skip.iter().any(|pattern| pattern.fits(text)) {
            return Ok(Held::PassedOver);
        }
        if text.is_empty() {
            return Ok(Held::Is(self.default.clone()));
        }
        if !self.codes.is_empty() {
            return Err(Misfit::new(
                field,
                format!("{:?} is none of the codes of the mapping's {}", clip(text, 60), C::WHAT),
                "add it to its `codes`, or to `skip` if such rows are to be passed over",
            ));
        }
        let code = C::of_text(format!("{}{}{}", self.prefix, text, self.suffix));
        code.map(|code| Held::Is(Some(code)))
            .map_err(|problem| Misfit::new(field, problem, "a table `codes` says what the field's codes are here"))
    }
}

impl MultText {
    /// The power of ten of a record.
    pub(crate) fn read(&self, record: &dyn Record) -> Result<i8, Misfit> {
        if let Some(power) = self.is {
            return Ok(power);
        }
        let field = self.field.as_deref().unwrap_or_default();
        let text = record.field(field).unwrap_or_default().trim();
        if let Some(power) = self.codes.get(text) {
            return Ok(*power);
        }
        if text.is_empty() {
            return self.default.ok_or_else(|| {
                Misfit::new(
                    field,
                    "is empty; a power of ten is expected",
                    "what an empty field stands for is `default`, as in { field = \"...\", default = 0 }",
                )
            });
        }
        power(text).ok_or_else(|| {
            Misfit::new(
                field,
                format!("is no power of ten or scale word: {:?}", clip(text, 40)),
                "write what its words mean as `codes`, as in codes = { lakh = 5 }",
            )
        })
    }
}

/// `6`, `MILLIONS`, `Million`.
fn power(text: &str) -> Option<i8> {
    if let Ok(power) = text.parse::<i8>() {
        return (-15..=15).contains(&power).then_some(power);
    }
    let word = text.to_ascii_lowercase();
    match word.strip_suffix('s').unwrap_or(&word) {
        "unit" | "one" => Some(0),
        "ten" => Some(1),
        "hundred" => Some(2),
        "thousand" => Some(3),
        "ten thousand" | "ten_thousand" => Some(4),
        "hundred thousand" | "hundred_thousand" => Some(5),
        "million" => Some(6),
        "billion" => Some(9),
        "trillion" => Some(12),
        _ => None,
    }
}

impl BreakdownText {
    /// The category of a record of a period; `Is(None)` for the total.
    pub(crate) fn read(&self, record: &dyn Record, period: Period) -> Result<Held<Option<Code>>, Misfit> {
        if let Some(category) = &self.is {
            return Ok(Held::Is(Some(Code::new(category))));
        }
        let mut parts: Vec<&str> = Vec::new();
        for field in self.field.iter().chain(&self.fields) {
            let text = record.field(field).unwrap_or_default().trim();
            if self.skip.iter().any(|pattern| pattern.fits(text)) {
                return Ok(Held::PassedOver);
            }
            if text.is_empty() || self.total.iter().any(|pattern| pattern.fits(text)) {
                continue;
            }
            if self.hs.is_some() {
                return self.commodity(record, field, text, period).map(|hs| Held::Is(Some(hs.breakdown())));
            }
            parts.push(self.codes.get(text).map_or(text, String::as_str));
        }
        Ok(Held::Is((!parts.is_empty()).then(|| Code::new(&parts.join("; ")))))
    }

    fn commodity(&self, record: &dyn Record, field: &str, text: &str, period: Period) -> Result<HsCode, Misfit> {
        let revision = self.hs.as_ref().and_then(|hs| {
            let held = hs.field.as_deref().map(|field| record.field(field).unwrap_or_default().trim());
            hs.of(period, held)
        });
        let revision = revision.ok_or_else(|| {
            let held = self.hs.as_ref().and_then(|hs| hs.field.as_deref()).unwrap_or(field);
            Misfit::new(
                held,
                "does not say the revision of the Harmonized System",
                "H0 (1992) to H6 (2022); a table `codes` says what other codes mean",
            )
        })?;
        let code = self.codes.get(text).map_or(text, String::as_str);
        HsCode::new(revision, code).ok_or_else(|| {
            Misfit::new(
                field,
                format!("is no commodity of the Harmonized System (2, 4, 6, 8 or 10 digits): {:?}", clip(text, 40)),
                "codes that are no commodity can be named as `skip`, and that of the sum as `total`",
            )
        })
    }
}

/// Codes of CL_OBS_STATUS for figures that are there and say nothing that
/// [`ObsStatus`] tells apart: definition differs, not significant, and so on.
const PLAIN: [&str; 6] = ["D", "G", "N", "S", "U", "V"];
/// Those for figures that are not there: missing in its several ways.
const MISSING: [&str; 6] = ["H", "J", "K", "L", "M", "O"];

impl StatusText {
    /// The status of a record; normal where the field is empty.
    pub(crate) fn read(&self, record: &dyn Record) -> Result<Held<ObsStatus>, Misfit> {
        if let Some(status) = self.is {
            return Ok(Held::Is(status.0));
        }
        let field = self.field.as_deref().unwrap_or_default();
        let text = record.field(field).unwrap_or_default().trim();
        if let Some(status) = self.codes.get(text) {
            return Ok(Held::Is(status.0));
        }
        if self.skip.iter().any(|pattern| pattern.fits(text)) || MISSING.contains(&text) {
            return Ok(Held::PassedOver);
        }
        let known = match text {
            // Imputed.
            "I" => Some(ObsStatus::Estimated),
            "" => Some(ObsStatus::Normal),
            _ if PLAIN.contains(&text) => Some(ObsStatus::Normal),
            _ => ObsStatus::from_code(text),
        };
        known.map(Held::Is).ok_or_else(|| {
            Misfit::new(
                field,
                format!("is no status of SDMX's codelist: {:?}", clip(text, 40)),
                "say what it means as `codes`, as in codes = { e = \"E\" }, or name it as `skip`",
            )
        })
    }
}

impl NoteText {
    /// The text of a record; `None` where its fields are empty.
    pub(crate) fn read(&self, record: &dyn Record) -> Option<String> {
        if let Some(text) = &self.is {
            return Some(text.clone());
        }
        let texts =
            self.fields().filter_map(|field| record.field(field)).map(str::trim).filter(|text| !text.is_empty());
        let texts: Vec<&str> = texts.collect();
        (!texts.is_empty()).then(|| format!("{}{}", self.prefix, texts.join("; ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_words_are_powers() {
        let cases = [("0", 0), ("6", 6), ("-2", -2), ("MILLIONS", 6), ("Units", 0), ("thousand", 3), ("Billions", 9)];
        for (text, expected) in cases {
            assert_eq!(power(text), Some(expected), "{text}");
        }
        assert_eq!([power("99"), power("lakh"), power("1.5"), power("")], [None; 4]);
    }
}
