//! The single values of a mapping, each of which is checked as it is read.

use attache_model::{Area, Code, Codelist, EventKind, HsRevision, ObsStatus, Period, Role};
use serde::Deserialize;

use crate::mapping::indicators;

/// An area, by attache's own code.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct AreaCode(pub(crate) Area);

impl TryFrom<String> for AreaCode {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        Area::from_code(Codelist::Attache, &code).map(Self).ok_or_else(|| {
            format!("{code:?} is no area; write attache's code: ISO 3166 alpha-2 for countries (BO), W00 for the world")
        })
    }
}

/// A codelist of areas, or their names.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ListName {
    Attache,
    Iso2,
    Iso3,
    M49,
    Gec,
    Census,
    Cow,
    Comtrade,
    Name,
}

impl ListName {
    pub(crate) fn area(self, text: &str) -> Option<Area> {
        let list = match self {
            Self::Attache => Codelist::Attache,
            Self::Iso2 => Codelist::Iso2,
            Self::Iso3 => Codelist::Iso3,
            Self::M49 => Codelist::M49,
            Self::Gec => Codelist::Gec,
            Self::Census => Codelist::Census,
            Self::Cow => Codelist::Cow,
            Self::Comtrade => Codelist::Comtrade,
            Self::Name => return crate::area::named(text),
        };
        Area::from_code(list, text)
    }

    /// The code of an area in this list, where it is one of codes.
    pub(crate) fn code_of(self, area: Area) -> Option<&'static str> {
        let list = match self {
            Self::Attache => return Some(area.code()),
            Self::Iso2 => Codelist::Iso2,
            Self::Iso3 => Codelist::Iso3,
            Self::M49 => Codelist::M49,
            Self::Gec => Codelist::Gec,
            Self::Census => Codelist::Census,
            Self::Cow => Codelist::Cow,
            Self::Comtrade => Codelist::Comtrade,
            Self::Name => return None,
        };
        area.code_in(list)
    }
}

/// An indicator that the program knows, or one with the prefix `own:` (or
/// `wdi:` and the World Bank's id).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct IndicatorCode(pub(crate) Code);

impl TryFrom<String> for IndicatorCode {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        indicators::check(&code)?;
        Ok(Self(Code::new(&code)))
    }
}

/// A unit of measure: capitals, digits and `_`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct UnitCode(pub(crate) Code);

impl TryFrom<String> for UnitCode {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
        if code.is_empty() || code.len() > 40 || !code.bytes().all(plain) {
            return Err(format!(
                "{code:?} is no unit; a unit is a code in capitals, as USD, PERSONS, PERCENT, KM2, USD_PER_EUR, and a \
                 multiplier is `unit_mult`"
            ));
        }
        Ok(Self(Code::new(&code)))
    }
}

/// A code in small letters, digits and `-`, as the status of an event.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct PlainCode(pub(crate) Code);

impl TryFrom<String> for PlainCode {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if code.is_empty() || code.len() > 60 || !code.bytes().all(plain) {
            return Err(format!("{code:?} is no code; write small letters, digits and -, as in-force"));
        }
        Ok(Self(Code::new(&code)))
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct StatusCode(pub(crate) ObsStatus);

impl TryFrom<String> for StatusCode {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        ObsStatus::from_code(&code).map(Self).ok_or_else(|| {
            format!(
                "{code:?} is no status; write A (normal), E (estimated), P (provisional), F (forecast) or B (break in the \
                 series)"
            )
        })
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct KindCode(pub(crate) EventKind);

impl TryFrom<String> for KindCode {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        EventKind::from_code(&code).map(Self).ok_or_else(|| {
            let all = EventKind::ALL.map(EventKind::code);
            format!("{code:?} is no kind of event; the kinds are {}", all.join(", "))
        })
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct RoleCode(pub(crate) Role);

impl TryFrom<String> for RoleCode {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        Role::from_code(&code).map(Self).ok_or_else(|| {
            let all = Role::ALL.map(Role::code);
            format!("{code:?} is no role; the roles are {}", all.join(", "))
        })
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct PeriodCode(pub(super) Period);

impl TryFrom<String> for PeriodCode {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map(Self).map_err(|e: attache_model::ParsePeriodError| e.to_string())
    }
}

/// A form in which times are written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum TimeForm {
    /// `2022`, `2022-Q1`, `2022-M01`, `2022-01`, `2022-01-15`.
    Sdmx,
    /// `2022`.
    Year,
    /// `FY2022`, `2022`, `2021/22`.
    FiscalYear,
    /// The serial day of a spreadsheet.
    ExcelDay,
    /// As `strptime` has it: `%d/%m/%Y`.
    Date(String),
}

impl TryFrom<String> for TimeForm {
    type Error = String;
    fn try_from(form: String) -> Result<Self, String> {
        match form.as_str() {
            "sdmx" => Ok(Self::Sdmx),
            "year" => Ok(Self::Year),
            "fiscal-year" => Ok(Self::FiscalYear),
            "excel-day" => Ok(Self::ExcelDay),
            pattern if pattern.contains('%') => Ok(Self::Date(form)),
            _ => Err(format!(
                "{form:?} is no form of a time; write sdmx, year, fiscal-year, excel-day, or a pattern of a date as \
                 %d/%m/%Y"
            )),
        }
    }
}

/// A revision of the Harmonized System, or the one in force in the year.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) enum Revision {
    Is(HsRevision),
    InForce,
}

impl TryFrom<String> for Revision {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        if code == "in-force" {
            return Ok(Self::InForce);
        }
        HsRevision::from_code(&code).map(Self::Is).ok_or_else(|| {
            format!(
                "{code:?} is no revision of the Harmonized System; write H0 (1992) to H6 (2022), or in-force for the one \
                 of the figure's year"
            )
        })
    }
}

/// A text, or with `*` at its end all that begin so.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub(crate) struct Pattern {
    text: String,
    begins: bool,
}

impl From<String> for Pattern {
    fn from(written: String) -> Self {
        match written.strip_suffix('*') {
            Some(start) => Self { text: start.to_owned(), begins: true },
            None => Self { text: written, begins: false },
        }
    }
}

impl Pattern {
    /// Whether it is this very text.
    pub(crate) fn is(&self, text: &str) -> bool {
        !self.begins && text == self.text
    }

    pub(crate) fn fits(&self, text: &str) -> bool {
        if self.begins { text.starts_with(&self.text) } else { text == self.text }
    }
}
