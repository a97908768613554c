use compact_str::CompactString;
use rust_decimal::Decimal;

use crate::{Area, Code, Period, ReleaseIx};

/// What a series is about: the dimensions of an observation without its time.
///
/// The partner of a bilateral figure is a dimension of its own
/// (`counterpart_area`) and never part of the indicator's name. Keys sort by
/// their fields in order, so that all partners of an area for one indicator lie
/// side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesKey {
    /// Whose figure it is: the country described, the reporter of a trade flow,
    /// the recipient's donor.
    pub ref_area: Area,
    /// What is measured, as `population` or `exports-goods`. A series that a
    /// publisher has by months beside its years is an indicator of its own
    /// (`exports-goods-monthly`): SDMX's dimension `FREQ`.
    pub indicator: Code,
    /// The partner, where the figure is about a pair.
    pub counterpart_area: Option<Area>,
    /// One category of a breakdown: `female`, `urban`, `Roman Catholic`.
    /// `None` is the total.
    pub breakdown: Option<Code>,
}

impl SeriesKey {
    pub const fn of(ref_area: Area, indicator: Code) -> Self {
        Self { ref_area, counterpart_area: None, indicator, breakdown: None }
    }

    pub const fn with(self, counterpart: Area) -> Self {
        Self { counterpart_area: Some(counterpart), ..self }
    }

    pub const fn by(self, breakdown: Code) -> Self {
        Self { breakdown: Some(breakdown), ..self }
    }
}

/// SDMX `OBS_STATUS` (codelist CL_OBS_STATUS), the codes met so far, and a mark
/// of the program's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObsStatus {
    /// `A`: nothing particular is said of it.
    #[default]
    Normal,
    /// `E`: the publisher's estimate ("est.").
    Estimated,
    /// `P`: expected to be revised; a period that is not complete yet.
    Provisional,
    /// `F`: a forecast or projection ("proj.").
    Forecast,
    /// `B`: not comparable with the period before.
    Break,
    /// `_D`, which is no code of SDMX's: the publisher has deleted the figure in
    /// this release. Token empty, value 0; a [`Panel`](crate::Panel) shows
    /// neither it nor what the source had said before.
    Withdrawn,
}

impl ObsStatus {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Normal => "A",
            Self::Estimated => "E",
            Self::Provisional => "P",
            Self::Forecast => "F",
            Self::Break => "B",
            Self::Withdrawn => "_D",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Normal, Self::Estimated, Self::Provisional, Self::Forecast, Self::Break, Self::Withdrawn]
            .into_iter()
            .find(|s| s.code() == code)
    }
}

/// One published number.
///
/// `token` is the number as the publisher printed it (`"1,098,581"`,
/// `"14.465"`), without unit or scale word; for a spreadsheet's binary float,
/// its 15 significant digits. `value` is the same number read as a decimal.
/// The quantity meant is `value` × 10^`unit_mult` in `unit`: "$14.465 billion"
/// is token `14.465`, multiplier 9, unit `USD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    pub key: SeriesKey,
    pub time_period: Period,
    pub token: CompactString,
    pub value: Decimal,
    pub unit: Code,
    /// Power of ten.
    pub unit_mult: i8,
    pub status: ObsStatus,
    /// What the publisher adds to this very figure ("in 2021 dollars").
    pub note: Option<Code>,
}

impl Observation {
    /// The quantity in its unit: the value with the multiplier applied.
    /// Saturates at the largest decimal, which no parser lets through.
    pub fn quantity(&self) -> Decimal {
        scaled(self.value, self.unit_mult)
    }
}

fn scaled(value: Decimal, unit_mult: i8) -> Decimal {
    let mut scaled = value;
    let shift = i64::from(value.scale()) - i64::from(unit_mult);
    if let Ok(scale @ 0..=28) = u32::try_from(shift) {
        // Exact: the digits stay, the point moves.
        if scaled.set_scale(scale).is_ok() {
            return scaled.normalize();
        }
    }
    let power = (0..unit_mult.unsigned_abs()).try_fold(Decimal::ONE, |p, _| p.checked_mul(Decimal::TEN));
    match (power, unit_mult < 0) {
        (Some(p), false) => value.checked_mul(p),
        (Some(p), true) => value.checked_div(p),
        (None, _) => None,
    }
    .unwrap_or(Decimal::MAX)
    .normalize()
}

/// The row of a release's table that an observation or event was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row {
    pub release: ReleaseIx,
    pub row: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_point_moves_by_the_multiplier() {
        let cases = [
            ("14.465", 9, "14465000000"),
            ("642.3", 6, "642300000"),
            ("5", -2, "0.05"),
            ("0", 9, "0"),
            ("-1.5", 0, "-1.5"),
        ];
        for (value, mult, expected) in cases {
            assert_eq!(scaled(value.parse().unwrap(), mult).to_string(), expected);
        }
    }

    #[test]
    fn an_absurd_multiplier_does_not_panic() {
        assert_eq!(scaled(Decimal::ONE, 127), Decimal::MAX);
        assert_eq!(scaled(Decimal::ONE, -128), Decimal::MAX);
    }
}
