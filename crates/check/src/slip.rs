//! Slips: a figure or a date that is another one with a digit, a scale word or a part
//! changed. What differs so from a figure on record is that figure, written wrongly.

use attache_fact::{Claim, Fact, Fit, Hedge, Printed, RoleName, Said, Value};
use attache_model::{Date, Decimal, Period, unit};

use crate::{
    certain::names_in_full,
    misfit::{figure, has_digits},
};

/// Whether all in which a claim differs from a fact are slips of what the fact has, so
/// that it cannot but mean it.
pub(crate) fn is_evident(claim: &Claim, fact: &Fact, roles: &[RoleName]) -> bool {
    const FEWEST_DIGITS: usize = 3;
    const SHORTEST_TERM: u16 = 4;
    let is_timed = matches!(fact.period("time"), None | Some(Period::Unstated)) || claim.role("time").is_some();
    let is_slip = |role: &RoleName| match (claim.role(role), fact.role(role)) {
        (Some(Said::Period(Period::Day(said))), Some(Value::Period(Period::Day(known)))) => {
            // Terms begin on the same day every few years, and much else on the first of January.
            let is_recent = said.year().abs_diff(known.year()) < SHORTEST_TERM && said.day() != 1;
            let is_year_alike = is_recent || are_years_alike(said.year(), known.year());
            said.day() == known.day() && is_year_alike && (said.month() == known.month() || said.year() == known.year())
        }
        (Some(Said::Figure(_)), Some(_)) => figure(claim, fact, role).is_some_and(|(printed, actual)| {
            let away = (printed.value - actual).abs();
            // A bare number of a few has its scale word elsewhere.
            let is_bare = unit::is_currency(printed.unit.as_str()) && printed.value.abs() < Decimal::ONE_THOUSAND;
            let is_far = printed.step.checked_mul(Decimal::TEN).is_some_and(|few| away >= few);
            let is_digit = is_far && is_digit_apart(&printed, actual, FEWEST_DIGITS);
            is_timed && !is_bare && (is_digit || has_a_digit_more(&printed, actual) || has_digits_of(&printed, actual))
        }),
        // As much as it was, in the other direction.
        (Some(Said::Text(_)), None) if matches!(*role, "rose" | "fell") => {
            const FEW_DIGITS: usize = 2;
            let growth = figure(claim, fact, "growth");
            (is_timed || has_digits(claim, FEW_DIGITS))
                && growth.is_some_and(|(printed, actual)| printed.abs().fit(actual.abs()) == Fit::Within)
        }
        // Another took office on the very day, or somebody named in full in the very month.
        (Some(Said::Text(_)), Some(_)) if *role == "person" => match (claim.role("since"), fact.period("since")) {
            (Some(Said::Period(said @ Period::Day(_))), Some(known)) => *said == known,
            (Some(Said::Period(said @ Period::Month { .. })), Some(known)) => {
                said.contains(known) && names_in_full(claim, "person")
            }
            _ => false,
        },
        _ => false,
    };
    !roles.is_empty() && roles.iter().all(is_slip)
}

/// Whether all in which a claim differs from a fact are slips of it, be they evident or by another
/// scale word or sign.
pub(crate) fn is_of(claim: &Claim, fact: &Fact, roles: &[RoleName]) -> bool {
    const FEWEST_DIGITS: usize = 2;
    let is_turned = |printed: &Printed, actual: Decimal| {
        printed.value.is_sign_negative() != actual.is_sign_negative() && printed.abs().fit(actual.abs()) == Fit::Within
    };
    let is_slip = |role: &RoleName| {
        figure(claim, fact, role)
            .is_some_and(|(printed, actual)| has_other_scale_word(&printed, actual) || is_turned(&printed, actual))
    };
    is_evident(claim, fact, roles) || !roles.is_empty() && has_digits(claim, FEWEST_DIGITS) && roles.iter().all(is_slip)
}

/// Whether a figure of one country, or a change, has the size on record, of more than one digit, and
/// goes the other way: a deficit of as much as the surplus, a rise by as much as it fell.
pub(crate) fn is_turned(claim: &Claim, fact: &Fact, roles: &[RoleName]) -> bool {
    const FEWEST_DIGITS: usize = 2;
    let is_as_much = |role: RoleName| {
        figure(claim, fact, role).is_some_and(|(printed, actual)| printed.abs().fit(actual.abs()) == Fit::Within)
    };
    let is_other_sign = || {
        figure(claim, fact, "value").is_some_and(|(printed, actual)| {
            printed.value.is_sign_negative() != actual.is_sign_negative() && !actual.is_zero()
        })
    };
    has_digits(claim, FEWEST_DIGITS)
        && match roles {
            ["value"] => fact.expression.args.area.len() == 1 && is_other_sign() && is_as_much("value"),
            ["rose"] | ["fell"] => is_as_much("growth"),
            _ => false,
        }
}

/// Whether the two numbers, to all their digits, differ in one digit or in two
/// that are exchanged: no other publisher has such a figure.
pub(crate) fn is_misprint(printed: &Printed, actual: Decimal) -> bool {
    const FEWEST_DIGITS: usize = 4;
    is_digit_apart(printed, actual, FEWEST_DIGITS)
}

/// The same, of so many digits at least.
fn is_digit_apart(printed: &Printed, actual: Decimal, fewest: usize) -> bool {
    let (Some(said), Some(known)) = (digits(printed, printed.value), digits(printed, actual)) else { return false };
    let is_of_sign = printed.value.is_sign_negative() == actual.is_sign_negative();
    is_of_sign
        && said.trim_end_matches('0').len() >= fewest
        && are_digits_alike(&said, &known)
        && !is_hardly_off(printed, actual)
}

/// Whether a figure is so near another that a second source may have it so: 196,712 and 196,722.
pub(crate) fn is_hardly_off(printed: &Printed, actual: Decimal) -> bool {
    let away = (printed.value.abs() - actual.abs()).abs();
    away.checked_mul(Decimal::ONE_HUNDRED).is_some_and(|away| away < actual.abs())
}

/// The digits of a value as precise as a figure is printed.
fn digits(printed: &Printed, value: Decimal) -> Option<String> {
    match printed.step.is_zero() {
        true => Some(value.abs().normalize().to_string().replace('.', "")),
        false => Some(value.abs().checked_div(printed.step)?.round().normalize().to_string()),
    }
}

/// Whether one of two figures is the other with a first digit put before it, as "13.2" for
/// "3.2".
fn has_a_digit_more(printed: &Printed, actual: Decimal) -> bool {
    const FEWEST_DIGITS: usize = 2;
    let Some((said, known)) = digits(printed, printed.value).zip(digits(printed, actual)) else { return false };
    let is_of_sign = printed.value.is_sign_negative() == actual.is_sign_negative();
    let (short, long) = if said.len() < known.len() { (&said, &known) } else { (&known, &said) };
    is_of_sign && short.len() >= FEWEST_DIGITS && long.len() == short.len() + 1 && long.ends_with(short.as_str())
}

/// Whether a figure has the digits of another, and a point elsewhere or another scale.
pub(crate) fn has_digits_of(printed: &Printed, actual: Decimal) -> bool {
    is_scaled_by(
        printed,
        actual,
        &[Decimal::TEN, Decimal::ONE_HUNDRED, Decimal::ONE_THOUSAND, Decimal::from(1_000_000)],
    )
}

/// Whether it has them at the scale of another word: "million" for "billion".
pub(crate) fn has_other_scale_word(printed: &Printed, actual: Decimal) -> bool {
    is_scaled_by(printed, actual, &[Decimal::ONE_THOUSAND, Decimal::from(1_000_000)])
}

/// Whether a bound is just below a figure at the scale of another word: "exceeded $3
/// million", where it was 3,026 million.
pub(crate) fn is_just_over_at_other_scale(printed: &Printed, actual: Decimal) -> bool {
    const JUST: Decimal = Decimal::from_parts(115, 0, 0, false, 2);
    let bound = printed.value.abs().checked_mul(Decimal::ONE_THOUSAND);
    bound.is_some_and(|bound| bound <= actual && bound.checked_mul(JUST).is_some_and(|most| actual <= most))
}

fn is_scaled_by(printed: &Printed, actual: Decimal, scales: &[Decimal]) -> bool {
    let (said, known) = (printed.value.abs(), actual.abs());
    if said.is_zero() || known.is_zero() {
        return false;
    }
    let steps = said.checked_div(printed.step).unwrap_or_default();
    if steps.trunc() < Decimal::TEN {
        return false;
    }
    scales.iter().any(|scale| {
        let scaled = |value: Decimal, step: Decimal| {
            let printed = Printed { value, step, hedge: Hedge::Plain, ..*printed };
            printed.fit(known) == Fit::Within
        };
        let up = said.checked_mul(*scale).zip(printed.step.checked_mul(*scale));
        let down = said.checked_div(*scale).zip(printed.step.checked_div(*scale));
        up.is_some_and(|(value, step)| scaled(value, step)) || down.is_some_and(|(value, step)| scaled(value, step))
    })
}

/// Whether a figure is nearly another one in thousands or millions of it, as "million" for
/// "billion" makes it; editions differ in the last digits.
pub(crate) fn is_of_other_scale_word(printed: &Printed, actual: Decimal) -> bool {
    let (said, known) = (printed.value.abs(), actual.abs());
    [Decimal::ONE_THOUSAND, Decimal::from(1_000_000)].iter().any(|scale| {
        let is_near = |value: Option<Decimal>| {
            let allowed = known.checked_div(Decimal::TEN);
            value.zip(allowed).is_some_and(|(value, allowed)| (value - known).abs() <= allowed)
        };
        is_near(said.checked_mul(*scale)) || is_near(said.checked_div(*scale))
    })
}

/// Whether all dates that differ are slips; what is no date is none.
pub(crate) fn are_dates_slips(claim: &Claim, fact: &Fact, roles: &[RoleName]) -> bool {
    roles.iter().all(|role| match (claim.role(role), fact.role(role)) {
        (Some(Said::Period(said)), Some(Value::Period(known))) => is_date_slip(*said, *known),
        _ => true,
    })
}

/// Whether of two dates one is the other with one part changed: another month, another
/// year with one other digit. Days of one event differ by a few between sources, and
/// so do years.
pub(crate) fn is_date_slip(said: Period, known: Period) -> bool {
    const FEW_DAYS: u8 = 7;
    const FEW_YEARS: u16 = 2;
    let parts = |period: Period| match period {
        Period::Day(day) => (Some(day.year()), Some(day.month()), Some(day.day())),
        Period::Month { year, month } => (Some(year), Some(month), None),
        other => (other.year(), None, None),
    };
    let (a, b) = (parts(said), parts(known));
    let differ = |a: Option<i8>, b: Option<i8>| a.zip(b).is_some_and(|(a, b)| a != b);
    let years = a.0.zip(b.0).filter(|(a, b)| a != b);
    match (years, differ(a.1, b.1), differ(a.2, b.2)) {
        // The rest is the same, to the month at least.
        (Some(_), false, false) if a.1.is_some() && b.1.is_some() => true,
        (Some((a, b)), false, false) => a.abs_diff(b) > FEW_YEARS && are_years_alike(a, b),
        // Of what took weeks one source has the month in which it began, and another the next.
        (None, true, false) => {
            let is_day = a.2.is_some() && b.2.is_some();
            is_day || a.1.zip(b.1).is_some_and(|(a, b)| a.abs_diff(b) > 1)
        }
        (None, false, true) => a.2.zip(b.2).is_some_and(|(a, b)| a.abs_diff(b) > FEW_DAYS),
        _ => false,
    }
}

/// Whether two days lie some months apart at most: who takes an office is elected or appointed,
/// arrives and is sworn in one after the other.
pub(crate) fn are_months_apart(a: Date, b: Date) -> bool {
    const MOST_DAYS: i32 = 8 * 30;
    a.until(b).is_ok_and(|span| span.get_days().abs() <= MOST_DAYS)
}

/// Whether two years differ in one digit, in the order of two, or by a decade.
pub(crate) fn are_years_alike(a: i16, b: i16) -> bool {
    a.abs_diff(b) == 10 || are_digits_alike(&a.to_string(), &b.to_string())
}

/// Whether as many digits differ in one, or in two that are exchanged.
fn are_digits_alike(a: &str, b: &str) -> bool {
    let apart: Vec<(u8, u8)> = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).collect();
    a.len() == b.len()
        && match apart.as_slice() {
            [_] => true,
            [(a, b), (c, d)] => a == d && b == c,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(number: &str, power: u32) -> Printed {
        Printed::in_digits(number.parse().unwrap(), power, unit::USD).unwrap()
    }

    #[test]
    fn digits_at_another_scale() {
        let actual = Decimal::from(11_430_000_000_i64);
        assert!(has_digits_of(&printed("11.4", 6), actual));
        assert!(!has_digits_of(&printed("12.4", 6), actual));
        // A single digit is that of many.
        assert!(!has_digits_of(&printed("1", 7), actual));
    }

    #[test]
    fn a_slip_changes_one_part_of_a_date() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        for (said, known, is_slip) in [
            ("1959-02-18", "1949-02-18", true),
            ("1949-03-18", "1949-02-18", true),
            ("1949-02-28", "1949-02-18", true),
            // Days of one event, and its years, differ between sources.
            ("1811-05-15", "1811-05-14", false),
            ("1974", "1973-09-24", false),
            ("1835", "1825-08-06", true),
            // Another event.
            ("1867", "1839", false),
            ("1942-01-04", "1942-03-31", false),
            ("1993-12", "1991-12-25", true),
            ("1849", "1849-01-03", false),
            ("1995-07", "1995-08-05", false),
            ("1995-03", "1995-08-05", true),
        ] {
            assert_eq!(is_date_slip(period(said), period(known)), is_slip, "{said} for {known}");
        }
    }
}
