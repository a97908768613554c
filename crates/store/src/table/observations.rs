use std::{collections::HashMap, ops::Range, sync::LazyLock};

use arrow_array::{Int8Array, RecordBatch, StringArray};
use arrow_schema::SchemaRef;
use attache_model::{Area, Areas, Code, CodeSet, Decimal, ObsStatus, Observation, Period, Place, SeriesKey};
use compact_str::CompactString;
use parquet::errors::ParquetError;

use super::{
    Encoded, Tail,
    columns::{self, Layout, Shape, VALUE, Words},
    writer::{Columns, area_starts},
};
use crate::{
    StoreError,
    manifest::Table,
    objects::Objects,
    select::{Bits, ObservationSelections},
};

/// The columns of a table of observations.
///
/// `value` is there for SQL; what is read back is the token, or `value_text`
/// where the token does not read as the value.
pub(super) const LAYOUT: &Layout = &[
    ("ref_area", Shape::Words),
    ("indicator", Shape::Words),
    ("counterpart_area", Shape::Words),
    ("breakdown", Shape::Words),
    ("time_period", Shape::Words),
    ("period_start", Shape::Day),
    ("period_end", Shape::Day),
    ("token", Shape::Text),
    ("value", Shape::Value),
    ("value_text", Shape::Text),
    ("unit", Shape::Words),
    ("unit_mult", Shape::Power),
    ("obs_status", Shape::Words),
    ("note", Shape::Words),
    ("member", Shape::Words),
    ("pointer", Shape::Text),
    ("span_start", Shape::Number),
    ("span_end", Shape::Number),
];

const KEYS: [&str; 3] = ["ref_area", "indicator", "counterpart_area"];
const FIGURES: [&str; 8] =
    ["breakdown", "time_period", "token", "value_text", "unit", "unit_mult", "obs_status", "note"];

/// The table of a release's observations, sorted by series and period; those
/// alike stay in the order in which the parser gave them.
pub(crate) fn encode_observations(mut rows: Vec<(Observation, Place)>) -> Result<Encoded, ParquetError> {
    rows.sort_by(|(a, _), (b, _)| {
        let key = |o: &Observation| {
            let SeriesKey { ref_area, indicator, counterpart_area, breakdown } = o.key;
            (ref_area.code(), indicator, counterpart_area.map(Area::code), breakdown)
        };
        key(a).cmp(&key(b)).then_with(|| a.time_period.cmp(&b.time_period))
    });
    let periods: Vec<CompactString> = rows.iter().map(|(o, _)| period_text(o.time_period)).collect();
    let exact: Vec<Option<CompactString>> = rows.iter().map(|(o, _)| value_text(o)).collect();
    let observations = || rows.iter().map(|(o, _)| o);
    let mut table = Columns::new();
    table.keys("ref_area", observations().map(|o| Some(o.key.ref_area.code())));
    table.keys("indicator", observations().map(|o| Some(o.key.indicator.as_str())));
    table.keys("counterpart_area", observations().map(|o| o.key.counterpart_area.map(Area::code)));
    table.texts("breakdown", observations().map(|o| o.key.breakdown.map(Code::as_str)));
    table.texts("time_period", periods.iter().map(|p| Some(p.as_str())));
    table.days("period_start", observations().map(|o| o.time_period.start()));
    table.days("period_end", observations().map(|o| o.time_period.end()));
    table.texts("token", observations().map(|o| Some(o.token.as_str())));
    table.decimals("value", VALUE, observations().map(|o| at_scale(o.value, VALUE)))?;
    table.texts("value_text", exact.iter().map(Option::as_deref));
    table.texts("unit", observations().map(|o| Some(o.unit.as_str())));
    table.powers("unit_mult", observations().map(|o| o.unit_mult));
    table.texts("obs_status", observations().map(|o| Some(o.status.code())));
    table.texts("note", observations().map(|o| o.note.map(Code::as_str)));
    push_places(&mut table, || rows.iter().map(|(_, p)| p));
    table.write(area_starts(observations().map(|o| o.key.ref_area.code())))
}

pub(super) fn push_places<'a, I: Iterator<Item = &'a Place>>(table: &mut Columns, places: impl Fn() -> I) {
    let some = |text: &'a CompactString| (!text.is_empty()).then_some(text.as_str());
    table.texts("member", places().map(|p| some(&p.member)));
    table.texts("pointer", places().map(|p| some(&p.pointer)));
    table.numbers("span_start", places().map(|p| p.span.as_ref().map(|s| s.start)));
    table.numbers("span_end", places().map(|p| p.span.as_ref().map(|s| s.end)));
}

pub(super) fn period_text(period: Period) -> CompactString {
    compact_str::format_compact!("{period}")
}

/// The number that a token reads as: its digits and point, thousands
/// separated by commas.
fn read_token(token: &str) -> Option<Decimal> {
    if token.contains(',') { Decimal::from_str_exact(&token.replace(',', "")) } else { Decimal::from_str_exact(token) }
        .ok()
}

/// The value as text, where its token does not read as just that.
fn value_text(observation: &Observation) -> Option<CompactString> {
    let Observation { token, value, .. } = observation;
    let same = |read: Decimal| {
        read == *value && read.scale() == value.scale() && read.is_sign_negative() == value.is_sign_negative()
    };
    (!read_token(token).is_some_and(same)).then(|| compact_str::format_compact!("{value}"))
}

/// The digits of a decimal at a fixed scale, rounded where it has more; `None`
/// where they do not fit.
fn at_scale(value: Decimal, (precision, scale): (u8, i8)) -> Option<i128> {
    let value = value.round_dp(scale.unsigned_abs().into());
    let power = 10_i128.pow(scale.unsigned_abs() as u32 - value.scale());
    value.mantissa().checked_mul(power).filter(|v| v.unsigned_abs() < 10_u128.pow(precision.into()))
}

pub(crate) fn open_observations<'a>(objects: &'a Objects, table: &Table) -> Result<Tail<'a>, StoreError> {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| columns::schema(LAYOUT));
    Tail::open(objects, table, SchemaRef::clone(&SCHEMA))
}

/// The observations within a part of a table that the selections take, with
/// their rows.
pub(crate) fn read_observations(
    tail: &Tail,
    wanted: &ObservationSelections,
    bounds: &Range<usize>,
    mut each: impl FnMut(Observation, u32),
) -> Result<(), StoreError> {
    let mut ranges = tail.rows_of(&wanted.areas)?;
    match &wanted.everywhere {
        CodeSet::All => ranges.push(bounds.clone()),
        CodeSet::Only(codes) if codes.is_empty() => {}
        codes => ranges.extend(columns::rows_with(tail, "indicator", std::slice::from_ref(bounds), |text| {
            codes.contains(Code::new(text))
        })?),
    }
    let ranges = columns::joined(ranges, bounds);
    read_observation_rows(tail, &ranges, Some(wanted), |row, observation| {
        each(observation, row);
        Ok(())
    })
}

/// Each observation in the ranges that the selections take, with its row.
pub(crate) fn read_observation_rows(
    tail: &Tail,
    ranges: &[Range<usize>],
    wanted: Option<&ObservationSelections>,
    mut each: impl FnMut(u32, Observation) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let columns = [&KEYS[..], &FIGURES].concat();
    tail.read(&columns, ranges, |batch, numbers| {
        let keys = Keys::of(tail, batch, wanted)?;
        let figures = Figures::of(tail, batch)?;
        for (at, row) in numbers.iter().enumerate() {
            if let Some(key) = keys.at(tail, at)? {
                each(*row, figures.at(tail, at, key)?)?;
            }
        }
        Ok(())
    })
}

/// The columns by which rows are selected, with the selections that each value
/// satisfies.
struct Keys<'b> {
    ref_area: Words<'b, (Area, Option<&'b Bits>)>,
    indicator: Words<'b, (Code, Option<&'b Bits>)>,
    counterpart_area: Words<'b, (Area, Option<&'b Bits>)>,
    no_counterpart: Option<&'b Bits>,
}

impl<'b> Keys<'b> {
    fn of(
        tail: &'b Tail,
        batch: &'b RecordBatch,
        wanted: Option<&'b ObservationSelections>,
    ) -> Result<Self, StoreError> {
        let ref_area = move |text: &str| {
            let area = known_area(tail, text)?;
            Ok((area, wanted.map(|w| w.ref_area(area))))
        };
        let indicator = move |text: &str| {
            let code = Code::new(text);
            Ok((code, wanted.map(|w| w.indicator(code))))
        };
        let counterpart_area = move |text: &str| {
            let area = known_area(tail, text)?;
            Ok((area, wanted.map(|w| w.counterpart(Some(area)))))
        };
        Ok(Self {
            ref_area: Words::new(tail, batch, "ref_area", ref_area)?,
            indicator: Words::new(tail, batch, "indicator", indicator)?,
            counterpart_area: Words::new(tail, batch, "counterpart_area", counterpart_area)?,
            no_counterpart: wanted.map(|w| w.counterpart(None)),
        })
    }

    /// The row's key without its breakdown, if a selection takes the row.
    fn at(&self, tail: &Tail, row: usize) -> Result<Option<SeriesKey>, StoreError> {
        let (indicator, indicator_bits) = self.indicator.required(tail, row)?;
        if indicator_bits.is_some_and(Bits::is_empty) {
            return Ok(None);
        }
        let (area, area_bits) = self.ref_area.required(tail, row)?;
        let (counterpart, counterpart_bits) = match self.counterpart_area.at(row)? {
            Some((area, bits)) => (Some(area), bits),
            None => (None, self.no_counterpart),
        };
        let taken = match (area_bits, indicator_bits, counterpart_bits) {
            (Some(a), Some(b), Some(c)) => a.meets(b, c),
            _ => true,
        };
        Ok(taken.then_some(SeriesKey { counterpart_area: counterpart, ..SeriesKey::of(area, indicator) }))
    }
}

/// The columns of what is said.
struct Figures<'b> {
    breakdown: Words<'b, Code>,
    time_period: Words<'b, Period>,
    token: &'b StringArray,
    value_text: &'b StringArray,
    unit: Words<'b, Code>,
    unit_mult: &'b Int8Array,
    status: Words<'b, ObsStatus>,
    note: Words<'b, Code>,
}

impl<'b> Figures<'b> {
    fn of(tail: &'b Tail, batch: &'b RecordBatch) -> Result<Self, StoreError> {
        let code = |text: &str| Ok(Code::new(text));
        let period = |text: &str| text.parse::<Period>().map_err(|e| tail.newer(e));
        let status = |text: &str| ObsStatus::from_code(text).ok_or_else(|| tail.newer(format!("status {text:?}")));
        Ok(Self {
            breakdown: Words::new(tail, batch, "breakdown", code)?,
            time_period: Words::new(tail, batch, "time_period", period)?,
            token: columns::texts(tail, batch, "token")?,
            value_text: columns::texts(tail, batch, "value_text")?,
            unit: Words::new(tail, batch, "unit", code)?,
            unit_mult: columns::powers(tail, batch, "unit_mult")?,
            status: Words::new(tail, batch, "obs_status", status)?,
            note: Words::new(tail, batch, "note", code)?,
        })
    }

    fn at(&self, tail: &Tail, row: usize, key: SeriesKey) -> Result<Observation, StoreError> {
        let token = columns::text(self.token, row).ok_or_else(|| columns::lacks(tail, "token"))?;
        let value = match columns::text(self.value_text, row) {
            Some(text) => Decimal::from_str_exact(text).ok(),
            None => read_token(token),
        };
        Ok(Observation {
            key: SeriesKey { breakdown: self.breakdown.at(row)?, ..key },
            time_period: self.time_period.required(tail, row)?,
            token: CompactString::from(token),
            value: value.ok_or_else(|| columns::lacks(tail, "value"))?,
            unit: self.unit.required(tail, row)?,
            unit_mult: self.unit_mult.value(row),
            status: self.status.required(tail, row)?,
            note: self.note.at(row)?,
        })
    }
}

pub(super) fn known_area(tail: &Tail, code: &str) -> Result<Area, StoreError> {
    // Spares the folding of case that a person's spelling needs.
    static AREAS: LazyLock<HashMap<&str, Area>> = LazyLock::new(|| Areas::all().map(|a| (a.code(), a)).collect());
    AREAS.get(code).copied().ok_or_else(|| tail.newer(format!("{code:?} is no area of the codelist")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_enough_unless_it_reads_otherwise() {
        let observation = |token: &str, value: &str| Observation {
            key: SeriesKey::of(attache_model::Areas::find("BO").unwrap(), Code::from_static("x")),
            time_period: Period::Unstated,
            token: token.into(),
            value: value.parse().unwrap(),
            unit: Code::from_static("USD"),
            unit_mult: 0,
            status: ObsStatus::Normal,
            note: None,
        };
        for (token, value, expected) in [
            ("1,098,581", "1098581", None),
            ("14.465", "14.465", None),
            ("-0.50", "-0.50", None),
            ("0.50", "0.5", Some("0.5")),
            ("642,3", "642.3", Some("642.3")),
            ("½", "0.5", Some("0.5")),
            ("", "0", Some("0")),
            ("79228162514264337593543950335", "79228162514264337593543950335", None),
            ("0.0000000000000000000000000001", "0.0000000000000000000000000001", None),
        ] {
            assert_eq!(value_text(&observation(token, value)).as_deref(), expected, "{token}");
        }
    }

    #[test]
    fn the_value_for_sql_is_rounded_to_its_scale() {
        let at = |text: &str| at_scale(text.parse().unwrap(), VALUE);
        assert_eq!(at("1.5"), Some(15_000_000_000));
        assert_eq!(at("-0.00000000005"), Some(0));
        assert_eq!(at("79228162514264337593543950335"), None);
    }
}
