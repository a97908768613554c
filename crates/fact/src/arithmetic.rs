use attache_model::Decimal;

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

const HALF_AWAY: rust_decimal::RoundingStrategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
