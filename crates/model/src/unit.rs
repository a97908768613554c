//! Units of measure (SDMX `UNIT_MEASURE`).
//!
//! A unit is a [`Code`]; these are the ones that the program itself speaks of.
//! A publisher's further units (`BBL_D`, `T_CO2`) are codes of the same shape:
//! upper case, ISO 4217 for currencies, `_PER_` between numerator and
//! denominator. A multiplier is never part of a unit: it is `unit_mult`.

use crate::Code;

pub const USD: Code = Code::from_static("USD");
pub const EUR: Code = Code::from_static("EUR");
/// Per hundred.
pub const PERCENT: Code = Code::from_static("PERCENT");
pub const PERSONS: Code = Code::from_static("PERSONS");
pub const YEARS: Code = Code::from_static("YEARS");
pub const KM: Code = Code::from_static("KM");
pub const M: Code = Code::from_static("M");
pub const KM2: Code = Code::from_static("KM2");
pub const HA: Code = Code::from_static("HA");
/// Metric tonnes.
pub const TONNES: Code = Code::from_static("T");
/// A count of things that have no unit of their own.
pub const COUNT: Code = Code::from_static("COUNT");
/// A place in an order, 1 the first.
pub const RANK: Code = Code::from_static("RANK");
/// A currency that its word does not tell, as "pesos" (ISO 4217).
pub const UNKNOWN_CURRENCY: Code = Code::from_static("XXX");
/// A pure number: an index or a ratio.
pub const RATIO: Code = Code::from_static("RATIO");

/// Whether a unit is a currency: three letters (ISO 4217), and none of the further
/// units that are written so.
///
/// ```
/// use attache_model::unit::is_currency;
/// assert!(is_currency("USD") && !is_currency("GWH") && !is_currency("KM2"));
/// ```
pub fn is_currency(unit: &str) -> bool {
    const OTHERS: [&str; 8] = ["BBL", "BTU", "DWT", "GRT", "GWH", "KWH", "TEU", "TWH"];
    unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase()) && !OTHERS.contains(&unit)
}

/// Whether a unit is the end of another, which says of what: `PER_1000` of
/// `BIRTHS_PER_1000`.
///
/// ```
/// use attache_model::unit::is_told_in_part;
/// assert!(is_told_in_part("PER_1000", "BIRTHS_PER_1000"));
/// assert!(is_told_in_part("PER_1000", "DEATHS_PER_1000_LIVE_BIRTHS"));
/// assert!(!is_told_in_part("PER_1000", "DEATHS_PER_100000_LIVE_BIRTHS"));
/// assert!(is_told_in_part("T", "T_CO2"));
/// ```
pub fn is_told_in_part(unit: &str, whole: &str) -> bool {
    let behind = whole.find(unit).and_then(|at| whole.get(at + unit.len()..));
    let is_of_tonnes = TONNES == unit && whole.starts_with("T_");
    is_of_tonnes
        || (unit.starts_with("PER_") && behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('_')))
}
