use attache_model::{Decimal, Observation};

/// The change from `before` to `after`, in per cent of `before`, rounded to
/// one decimal. `None` where `before` is zero or negative, or the result does
/// not fit.
///
/// ```
/// use attache_fact::growth;
/// assert_eq!(growth(110.into(), 100.into()), Some(10.into()));
/// assert_eq!(growth(1.into(), 0.into()), None);
/// ```
pub fn growth(after: Decimal, before: Decimal) -> Option<Decimal> {
    if before <= Decimal::ZERO {
        return None;
    }
    let change = after.checked_sub(before)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before)?;
    Some(change.round_dp_with_strategy(1, HALF_AWAY).normalize())
}

/// `part` in per cent of `whole`, rounded to one decimal. `None` where `whole`
/// is not positive.
pub fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    if whole <= Decimal::ZERO {
        return None;
    }
    let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    Some(share.round_dp_with_strategy(1, HALF_AWAY).normalize())
}

/// `above` divided by `below`, rounded to so many decimals. `None` where `below` is not
/// positive.
pub(crate) fn ratio(above: Decimal, below: Decimal, decimals: u32) -> Option<Decimal> {
    if below <= Decimal::ZERO {
        return None;
    }
    Some(above.checked_div(below)?.round_dp_with_strategy(decimals, HALF_AWAY).normalize())
}

const HALF_AWAY: rust_decimal::RoundingStrategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;

/// Half of the last printed digit's step, in the unit: how far the quantity
/// meant may lie from the one printed. Zeros at the end of a whole number count
/// as rounding, up to a tenth of it.
pub(crate) fn rounding(observation: &Observation) -> Decimal {
    let digits: String = observation.token.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let power = match digits.split_once('.') {
        Some((_, decimals)) => -i32::try_from(decimals.len()).unwrap_or(i32::MAX),
        None => i32::try_from(digits.len() - digits.trim_end_matches('0').len()).unwrap_or(0),
    };
    let power = power.saturating_add(observation.unit_mult.into()).clamp(-28, 28);
    let step = (0..power.abs()).try_fold(Decimal::ONE, |step, _| {
        if power < 0 { step.checked_div(Decimal::TEN) } else { step.checked_mul(Decimal::TEN) }
    });
    let half = step.unwrap_or(Decimal::MAX) / Decimal::TWO;
    half.min(observation.quantity().abs() / Decimal::TEN)
}

/// Whether two figures, each with its rounding, are one figure printed twice.
pub(crate) fn agree((a, a_rounding): (Decimal, Decimal), (b, b_rounding): (Decimal, Decimal)) -> bool {
    a.checked_sub(b).is_some_and(|gap| gap.abs() <= a_rounding.max(b_rounding))
}

#[cfg(test)]
mod tests {
    use attache_model::{Areas, Code, ObsStatus, Period, SeriesKey, unit};

    use super::*;

    fn printed(token: &str, unit_mult: i8) -> Observation {
        Observation {
            key: SeriesKey::of(Areas::find("BO").unwrap(), Code::from_static("exports-goods")),
            time_period: Period::Year(2022),
            token: token.into(),
            value: token.replace(',', "").parse().unwrap(),
            unit: unit::USD,
            unit_mult,
            status: ObsStatus::Normal,
            note: None,
        }
    }

    #[test]
    fn half_of_the_last_digit() {
        let cases = [
            ("643.8", 6, "50000"),
            ("643826640", 0, "5"),
            ("14.465", 9, "500000"),
            ("643,826,641", 0, "0.5"),
            ("12000", 3, "500000"),
            // Half a million would be half of it.
            ("1000000", 0, "100000"),
            ("0", 6, "0"),
        ];
        for (token, power, half) in cases {
            assert_eq!(rounding(&printed(token, power)).normalize().to_string(), half, "{token}");
        }
        // A multiplier that no parser lets through.
        assert!(rounding(&printed("5", 127)) > Decimal::ZERO);
    }

    #[test]
    fn one_figure_printed_twice() {
        let with = |token: &str, power| {
            let observation = printed(token, power);
            (observation.quantity(), rounding(&observation))
        };
        assert!(agree(with("643.8", 6), with("643826640", 0)));
        assert!(!agree(with("643.8", 6), with("643.9", 6)));
        assert!(!agree(with("643826640", 0), with("645826640", 0)));
    }
}
