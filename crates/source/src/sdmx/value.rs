//! The value of an observation: a number, text, or none.

use attache_model::Decimal;

use crate::{file::clip, number};

/// What stands as an observation's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'v> {
    /// `token` is the number as printed.
    Number { token: &'v str, value: Decimal },
    /// Nothing, `NaN` or `null`: the observation is there and has no value.
    Missing(&'v str),
    /// What is no number, or none that a decimal can hold.
    Text(&'v str),
}

/// How a message marks its decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Full,
    /// A comma will do, as in CSV files whose cells are separated by `;`.
    OrComma,
}

/// Digits beyond this are damage: a double printed in full has 309 at most, and
/// no statistic has as many.
const MAX_DIGITS: usize = 60;

impl<'v> Value<'v> {
    /// # Errors
    /// For what looks like a number and cannot be one.
    pub(super) fn read(printed: &'v str, point: Point) -> Result<Self, String> {
        let token = printed.trim();
        if token.is_empty() || ["nan", "-nan", "null"].iter().any(|none| token.eq_ignore_ascii_case(none)) {
            return Ok(Self::Missing(token));
        }
        if let Some(value) = number::decimal(token).or_else(|| number::scientific(token)) {
            return Ok(Self::Number { token, value });
        }
        if point == Point::OrComma
            && let Some(value) = with_comma(token)
        {
            return Ok(Self::Number { token, value });
        }
        let numeric = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E');
        if token.len() > MAX_DIGITS && token.bytes().all(numeric) {
            return Err(format!("is no plausible number: {} ({} characters)", clip(token, 20), token.len()));
        }
        Ok(Self::Text(token))
    }
}

/// `12,4`, where the comma is the only one and there is no point.
fn with_comma(token: &str) -> Option<Decimal> {
    let (whole, part) = token.split_once(',')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let plain = digits(whole.strip_prefix('-').unwrap_or(whole)) && digits(part);
    if plain { number::decimal(&format!("{whole}.{part}")) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str, point: Point) -> Option<(&str, String)> {
        match Value::read(text, point) {
            Ok(Value::Number { token, value }) => Some((token, value.to_string())),
            _ => None,
        }
    }

    #[test]
    fn tokens_stay_as_printed() {
        assert_eq!(number(" 40.3000 ", Point::Full), Some(("40.3000", "40.3000".to_owned())));
        assert_eq!(number("1.2E3", Point::Full), Some(("1.2E3", "1200".to_owned())));
        assert_eq!(number("-5.5e-3", Point::Full), Some(("-5.5e-3", "-0.0055".to_owned())));
        assert_eq!(number("12,4", Point::OrComma), Some(("12,4", "12.4".to_owned())));
        assert_eq!(number("12,4", Point::Full), None);
        assert_eq!(number("1,234,567", Point::OrComma), None);
    }

    #[test]
    fn missing_is_not_text_and_text_no_number() {
        for none in ["", "  ", "NaN", "nan", "null"] {
            assert!(matches!(Value::read(none, Point::Full), Ok(Value::Missing(_))), "{none}");
        }
        for text in ["INF", "1e400", "1e-400", "..", "yes", "1 000", "-"] {
            assert!(matches!(Value::read(text, Point::Full), Ok(Value::Text(_))), "{text}");
        }
    }

    #[test]
    fn a_thousand_digits_are_damage() {
        let said = Value::read(&"9".repeat(1_000), Point::Full).unwrap_err();
        assert_eq!(said, "is no plausible number: 99999999999999999999… (1000 characters)");
    }
}
