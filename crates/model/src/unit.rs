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
