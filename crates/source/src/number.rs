//! Published numbers: the token as printed and its value as a decimal.

use attache_model::Decimal;

/// No official figure is as large as this, in any unit; what is larger is damage.
const ABSURD: Decimal = Decimal::from_parts(0, 0, 54_210, false, 0); // some 10^24

/// The value of a number in plain digits, with a point and a sign where it has
/// one. Digits beyond the 28 that a decimal holds are rounded off.
pub(crate) fn decimal(token: &str) -> Option<Decimal> {
    let digits = token.strip_prefix(['-', '+']).unwrap_or(token);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if !plain || !digits.bytes().any(|b| b.is_ascii_digit()) || digits.len() > 60 {
        return None;
    }
    token.parse().ok().filter(|value: &Decimal| value.abs() < ABSURD)
}

/// The value of a number whose thousands may be set apart, by commas or spaces
/// (`1,098,581`, `30 900`), as [`decimal`] gives it.
pub(crate) fn grouped(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let is_separator = |c: char| matches!(c, ',' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    let mut groups = whole.split(is_separator);
    let mut plain = groups.next()?.to_owned();
    for group in groups {
        if group.len() != 3 || !group.bytes().all(|b| b.is_ascii_digit()) || plain.len() > 60 {
            return None;
        }
        plain.push_str(group);
    }
    // "1098,581" is no grouping.
    let lead = whole.split(is_separator).next()?.trim_start_matches(['-', '+']);
    if whole.contains(is_separator) && !(1..=3).contains(&lead.len()) {
        return None;
    }
    if let Some(fraction) = fraction {
        plain.push('.');
        plain.push_str(fraction);
    }
    decimal(&plain)
}

/// The value of a number with a power of ten, as programs print doubles:
/// `1.2E+3`. `None` too where it is so small that a decimal would hold a zero.
pub(crate) fn scientific(token: &str) -> Option<Decimal> {
    let (digits, power) = token.split_once(['e', 'E'])?;
    let power = power.strip_prefix('+').unwrap_or(power);
    decimal(digits)?;
    let value = Decimal::from_scientific(&format!("{digits}e{power}")).ok().filter(|value| value.abs() < ABSURD)?;
    let zero = digits.bytes().all(|b| matches!(b, b'0' | b'.' | b'-' | b'+'));
    (zero || !value.is_zero()).then(|| value.normalize())
}

/// A binary float as the decimal that a person typed or a program printed: its
/// 15 significant digits, which is what a double holds for sure (and what
/// Excel shows). `379.82955200000004` is 379.829552.
pub(crate) fn of_float(float: f64) -> Option<(String, Decimal)> {
    if !float.is_finite() {
        return None;
    }
    // 14 digits after the first one, correctly rounded.
    let scientific = format!("{float:.14e}");
    let value = Decimal::from_scientific(&scientific).ok().filter(|value| value.abs() < ABSURD)?.normalize();
    // What is too small for a decimal would turn into a false zero.
    (float == 0.0 || !value.is_zero()).then(|| (value.to_string(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_noise_goes_and_digits_stay() {
        let cases = [
            (379.82955200000004, "379.829552"),
            (4918.842350999999, "4918.842351"),
            (180_549.800_000_000_02, "180549.8"),
            (0.0, "0"),
            (-2.5, "-2.5"),
            (643.826_64, "643.82664"),
            (1e15, "1000000000000000"),
        ];
        for (float, token) in cases {
            assert_eq!(of_float(float).unwrap(), (token.to_owned(), token.parse().unwrap()));
        }
    }

    #[test]
    fn thousands_may_be_set_apart() {
        for (text, value) in [("30,900", "30900"), ("-1 098 581.5", "-1098581.5"), ("154000", "154000"), ("0.4", "0.4")]
        {
            assert_eq!(grouped(text).unwrap().to_string(), value);
        }
        for text in ["", ",", "1,2", "1098,581", "1,,000", "1,000,", "5 - 7", "1,0000", "12a", ".5,000", ",500"] {
            assert_eq!(grouped(text), None, "{text}");
        }
    }

    #[test]
    fn powers_of_ten_are_read() {
        for (token, value) in [("1.2E+3", "1200"), ("-5e-2", "-0.05"), ("0e0", "0"), ("+1.50E1", "15")] {
            assert_eq!(scientific(token).map(|v| v.to_string()).as_deref(), Some(value), "{token}");
        }
        for token in ["1e400", "1e-400", "1e25", "e5", "1e", "1e5e5", "1,2e3", "1"] {
            assert_eq!(scientific(token), None, "{token}");
        }
    }

    #[test]
    fn absurd_numbers_are_none() {
        for float in [f64::NAN, f64::INFINITY, 1e300, 1e-300] {
            assert_eq!(of_float(float), None, "{float}");
        }
        for token in ["", "-", ".", "1e5", "1_000", "1,000", "NaN", "9999999999999999999999999999", "1.2.3", "¹"] {
            assert_eq!(decimal(token), None, "{token}");
        }
        assert_eq!(decimal("-2150000").unwrap().to_string(), "-2150000");
        assert_eq!(decimal("3521418059.923445").unwrap().to_string(), "3521418059.923445");
    }
}
