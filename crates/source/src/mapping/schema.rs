//! The schema of a mapping, as it is written. The same types read TOML and
//! JSON; what a single value must be is checked while it is read, so that an
//! error points to it.
//!
//! A text in place of a table is short for `is` where a code is meant
//! (indicator, unit, breakdown, kind, status), and for `field` where a figure,
//! an area, a time or a text is meant.

mod leaf;
mod short;

use std::collections::BTreeMap;

use attache_model::{HsRevision, Period};
use serde::Deserialize;

pub(crate) use leaf::{
    AreaCode, IndicatorCode, KindCode, ListName, Pattern, PlainCode, RoleCode, StatusCode, TimeForm, UnitCode,
};
use leaf::{PeriodCode, Revision};
use short::{Several, short};

/// How the fields of a record become figures and events.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MappingText {
    pub(crate) ref_area: Option<AreaText>,
    pub(crate) counterpart_area: Option<AreaText>,
    pub(crate) time_period: Option<TimeText>,
    pub(crate) value: Option<ValueText>,
    pub(crate) indicator: Option<CodeText<IndicatorCode>>,
    pub(crate) unit: Option<CodeText<UnitCode>>,
    pub(crate) unit_mult: Option<MultText>,
    pub(crate) breakdown: Option<BreakdownText>,
    pub(crate) obs_status: Option<StatusText>,
    pub(crate) note: Option<NoteText>,
    /// Records that do not fit are passed over, as expected.
    pub(crate) when: Option<Conditions>,
    /// Every field whose name is a period holds the figure of that period.
    pub(crate) years_in_columns: Option<bool>,
    /// Several figures of one record. What one does not say is as above.
    pub(crate) figure: Option<Vec<FigureText>>,
    pub(crate) event: Option<Vec<EventText>>,
    /// What indicators of one's own are called, in English.
    pub(crate) labels: Option<BTreeMap<IndicatorCode, String>>,
}

impl MappingText {
    /// This mapping, and what it leaves open as in another.
    pub(crate) fn over(self, other: Self) -> Self {
        let mut labels = other.labels.unwrap_or_default();
        labels.extend(self.labels.unwrap_or_default());
        Self {
            ref_area: self.ref_area.or(other.ref_area),
            counterpart_area: self.counterpart_area.or(other.counterpart_area),
            time_period: self.time_period.or(other.time_period),
            value: self.value.or(other.value),
            indicator: self.indicator.or(other.indicator),
            unit: self.unit.or(other.unit),
            unit_mult: self.unit_mult.or(other.unit_mult),
            breakdown: self.breakdown.or(other.breakdown),
            obs_status: self.obs_status.or(other.obs_status),
            note: self.note.or(other.note),
            when: self.when.or(other.when),
            years_in_columns: self.years_in_columns.or(other.years_in_columns),
            figure: self.figure.or(other.figure),
            event: self.event.or(other.event),
            labels: Some(labels),
        }
    }
}

/// One of several figures of a record.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureText {
    pub(crate) when: Option<Conditions>,
    pub(crate) ref_area: Option<AreaText>,
    pub(crate) counterpart_area: Option<AreaText>,
    pub(crate) time_period: Option<TimeText>,
    pub(crate) value: Option<ValueText>,
    pub(crate) indicator: Option<CodeText<IndicatorCode>>,
    pub(crate) unit: Option<CodeText<UnitCode>>,
    pub(crate) unit_mult: Option<MultText>,
    pub(crate) breakdown: Option<BreakdownText>,
    pub(crate) obs_status: Option<StatusText>,
    pub(crate) note: Option<NoteText>,
    /// What the indicator is called, in English.
    pub(crate) label: Option<String>,
}

/// An area: a constant, or the code or name in a field.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct AreaText {
    pub(crate) field: Option<String>,
    pub(crate) is: Option<AreaCode>,
    /// The codelists that the field's codes may be of, tried in this order.
    #[serde(default)]
    pub(crate) codelist: Several<ListName>,
    /// Codes that stand for other areas than the codelists say, or are in none.
    #[serde(default)]
    pub(crate) codes: BTreeMap<String, AreaCode>,
    /// Codes of rows that are passed over as expected: aggregates. One that
    /// ends in `*` is for codes that no codelist has.
    #[serde(default)]
    pub(crate) skip: Vec<Pattern>,
    /// Codes that say that there is no counterpart: all of them together.
    #[serde(default)]
    pub(crate) none: Vec<Pattern>,
}

short!(AreaText, "the name of a field, or a table with `field` and `codelist`, or `is`", |field| Self {
    field: Some(field),
    ..Self::default()
});

impl AreaText {
    fn check(&self) -> Result<(), String> {
        one_of_field_and_is(self.field.is_some(), self.is.is_some())?;
        if self.is.is_none() && self.codelist.is_empty() && self.codes.is_empty() {
            return Err("does not say which codes the field holds; write `codelist`, as in { field = \"...\", \
                        codelist = \"iso3\" } (attache, iso2, iso3, m49, gec, census, cow, comtrade or name)"
                .to_owned());
        }
        Ok(())
    }
}

/// What the figure is about in time, or when something happened.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct TimeText {
    pub(crate) field: Option<String>,
    is: Option<PeriodCode>,
    /// The forms that the field's text may have, tried in this order; SDMX's
    /// where none is named.
    #[serde(default)]
    pub(crate) form: Several<TimeForm>,
    /// Years are fiscal years that start in this month of the year before.
    pub(crate) fiscal_year_starts: Option<i8>,
}

short!(TimeText, "the name of a field, or a table with `field`, or `is`", |field| Self {
    field: Some(field),
    ..Self::default()
});

impl TimeText {
    pub(crate) fn constant(&self) -> Option<Period> {
        self.is.map(|period| period.0)
    }

    /// Without a field it can be: the forms of columns that are named for
    /// periods.
    fn check(&self) -> Result<(), String> {
        if self.field.is_some() && self.is.is_some() {
            return Err("says both `field` and `is`; it is one of the two".to_owned());
        }
        match self.fiscal_year_starts {
            Some(month) if !(1..=12).contains(&month) => {
                Err(format!("`fiscal_year_starts` is a month, 1 to 12, not {month}"))
            }
            _ => Ok(()),
        }
    }
}

/// A figure, and how it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct ValueText {
    pub(crate) field: Option<String>,
    /// Between units and tenths: a point where nothing else is said.
    pub(crate) decimal: Option<char>,
    /// What groups digits; none where nothing is said.
    pub(crate) thousands: Option<char>,
    /// What stands where there is no figure.
    pub(crate) missing: Option<Vec<String>>,
    /// 0 is written where there is no figure, as matrices of pairs do.
    #[serde(default)]
    pub(crate) zero_is_missing: bool,
    /// The file holds printed binary floats, of which so many significant
    /// digits are the figure: 15.
    pub(crate) digits: Option<u8>,
}

short!(ValueText, "the name of a field, or a table with `field`", |field| Self {
    field: Some(field),
    ..Self::default()
});

impl ValueText {
    fn check(&self) -> Result<(), String> {
        match (self.digits, self.decimal, self.thousands) {
            (Some(digits), ..) if digits != 15 => {
                Err(format!("`digits` can be 15, what a binary float holds for sure, not {digits}"))
            }
            (_, Some(a), Some(b)) if a == b => Err(format!("`decimal` and `thousands` are both {a:?}")),
            (_, Some(c), _) | (_, _, Some(c)) if c.is_ascii_alphanumeric() || matches!(c, '-' | '+') => {
                Err(format!("{c:?} is part of numbers and cannot separate their digits"))
            }
            _ => Ok(()),
        }
    }
}

/// A code: a constant, or that of a field.
#[derive(Clone, Debug, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound = "C: Deserialize<'de>")]
pub(crate) struct CodeText<C> {
    pub(crate) is: Option<C>,
    pub(crate) field: Option<String>,
    /// What the field's codes are here. Without it they are taken as they
    /// stand, between `prefix` and `suffix`.
    #[serde(default = "BTreeMap::new")]
    pub(crate) codes: BTreeMap<String, C>,
    #[serde(default)]
    pub(crate) prefix: String,
    #[serde(default)]
    pub(crate) suffix: String,
    #[serde(default)]
    pub(crate) skip: Vec<Pattern>,
    /// Where the field is empty or not there.
    pub(crate) default: Option<C>,
}

impl<C> CodeText<C> {
    pub(crate) fn of(code: C) -> Self {
        Self {
            is: Some(code),
            field: None,
            codes: BTreeMap::new(),
            prefix: String::new(),
            suffix: String::new(),
            skip: Vec::new(),
            default: None,
        }
    }

    fn check(&self) -> Result<(), String> {
        one_of_field_and_is(self.field.is_some(), self.is.is_some())
    }
}

/// A power of ten by which figures are to be multiplied.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct MultText {
    pub(crate) is: Option<i8>,
    /// Holds the power (`6`), or a scale word (`MILLIONS`).
    pub(crate) field: Option<String>,
    #[serde(default)]
    pub(crate) codes: BTreeMap<String, i8>,
    /// Where the field is empty or not there.
    pub(crate) default: Option<i8>,
}

impl MultText {
    fn check(&self) -> Result<(), String> {
        one_of_field_and_is(self.field.is_some(), self.is.is_some())?;
        match self.is.iter().chain(&self.default).chain(self.codes.values()).find(|power| !(-15..=15).contains(*power))
        {
            Some(power) => Err(format!("is a power of ten from -15 to 15 (6 for millions), not {power}")),
            None => Ok(()),
        }
    }
}

/// One category of a breakdown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct BreakdownText {
    pub(crate) is: Option<String>,
    pub(crate) field: Option<String>,
    /// Several fields, whose codes are joined by `; `.
    #[serde(default)]
    pub(crate) fields: Vec<String>,
    /// What the field's codes are here; others are taken as they stand.
    #[serde(default)]
    pub(crate) codes: BTreeMap<String, String>,
    /// Codes that say that it is the total, and so of no category.
    #[serde(default)]
    pub(crate) total: Vec<Pattern>,
    #[serde(default)]
    pub(crate) skip: Vec<Pattern>,
    /// The field holds commodities of the Harmonized System in this revision.
    pub(crate) hs: Option<RevisionText>,
}

short!(BreakdownText, "a category, or a table with `field`, `fields` or `is`", |is| Self {
    is: Some(is),
    ..Self::default()
});

impl BreakdownText {
    fn check(&self) -> Result<(), String> {
        one_of(self.is.is_some(), self.field.is_some(), !self.fields.is_empty())
    }
}

/// Of which revision of the Harmonized System codes are.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct RevisionText {
    #[serde(skip)]
    is: Option<Revision>,
    pub(crate) field: Option<String>,
    #[serde(default)]
    codes: BTreeMap<String, Revision>,
}

impl RevisionText {
    /// The revision of a figure of this period, whose field holds this.
    pub(crate) fn of(&self, period: Period, held: Option<&str>) -> Option<HsRevision> {
        let revision = match &self.is {
            Some(revision) => *revision,
            None => match self.codes.get(held?) {
                Some(revision) => *revision,
                None => Revision::try_from(held?.to_owned()).ok()?,
            },
        };
        match revision {
            Revision::Is(revision) => Some(revision),
            Revision::InForce => period.year().map(HsRevision::in_force),
        }
    }

    fn check(&self) -> Result<(), String> {
        one_of_field_and_is(self.field.is_some(), self.is.is_some())
    }
}

/// SDMX `OBS_STATUS`: a constant, or that of a field.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct StatusText {
    pub(crate) is: Option<StatusCode>,
    pub(crate) field: Option<String>,
    #[serde(default)]
    pub(crate) codes: BTreeMap<String, StatusCode>,
    /// Codes of figures that are passed over as expected.
    #[serde(default)]
    pub(crate) skip: Vec<Pattern>,
}

short!(StatusText, "the name of a field, or a table with `field`, or `is`", |field| Self {
    field: Some(field),
    ..Self::default()
});

impl StatusText {
    fn check(&self) -> Result<(), String> {
        one_of_field_and_is(self.field.is_some(), self.is.is_some())
    }
}

/// What is added to a figure, or a text of an event.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct NoteText {
    pub(crate) is: Option<String>,
    pub(crate) field: Option<String>,
    /// Several fields, whose texts are joined by `; `.
    #[serde(default)]
    pub(crate) fields: Vec<String>,
    /// Stands before what the field holds.
    #[serde(default)]
    pub(crate) prefix: String,
}

short!(NoteText, "the name of a field, or a table with `field`, or `is`", |field| Self {
    field: Some(field),
    ..Self::default()
});

impl NoteText {
    /// The fields that it is of.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        self.field.iter().chain(&self.fields).map(String::as_str)
    }

    fn check(&self) -> Result<(), String> {
        one_of(self.is.is_some(), self.field.is_some(), !self.fields.is_empty())
    }
}

/// Which records are meant: by what fields hold.
pub(crate) type Conditions = BTreeMap<String, Condition>;

/// What a field is to hold, or not.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct Condition {
    #[serde(skip)]
    pub(crate) any: Vec<Pattern>,
    #[serde(default)]
    pub(crate) not: Several<Pattern>,
}

impl Condition {
    pub(crate) fn holds(&self, held: &str) -> bool {
        let among = self.any.is_empty() || self.any.iter().any(|p| p.fits(held));
        among && !self.not.iter().any(|p| p.fits(held))
    }
}

/// Something that happened or holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventText {
    pub(crate) kind: KindCode,
    pub(crate) when: Option<Conditions>,
    pub(crate) status: Option<CodeText<PlainCode>>,
    pub(crate) parties: Vec<PartyText>,
    pub(crate) organization: Option<NoteText>,
    pub(crate) title: Option<NoteText>,
    pub(crate) person: Option<NoteText>,
    pub(crate) signed: Option<TimeText>,
    pub(crate) from: Option<TimeText>,
    pub(crate) until: Option<TimeText>,
    #[serde(default)]
    pub(crate) attributes: BTreeMap<String, CodeText<String>>,
    pub(crate) quote: Option<NoteText>,
}

/// An area that takes part in an event, or several in one field.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartyText {
    pub(crate) role: RoleCode,
    pub(crate) area: AreaText,
    /// Between the areas where the field holds several.
    pub(crate) separator: Option<String>,
}

fn one_of(is: bool, field: bool, fields: bool) -> Result<(), String> {
    match (is, field, fields) {
        (true, false, false) | (false, true, false) | (false, false, true) => Ok(()),
        (false, false, false) => Err("says none of `field`, `fields` and `is`".to_owned()),
        _ => Err("says more than one of `field`, `fields` and `is`".to_owned()),
    }
}

fn one_of_field_and_is(field: bool, is: bool) -> Result<(), String> {
    match (field, is) {
        (true, false) | (false, true) => Ok(()),
        (true, true) => Err("says both `field` and `is`; it is one of the two".to_owned()),
        (false, false) => Err("says neither `field` nor `is`; it is one of the two".to_owned()),
    }
}
