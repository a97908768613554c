//! Figures as publishers write them.

use attache_model::Decimal;

use super::{
    held::Misfit,
    record::{NumberFormat, Record},
    schema::ValueText,
};
use crate::{file::clip, number};

/// What stands for no figure where the mapping names nothing.
const MISSING: [&str; 6] = ["", "NA", "N/A", "NaN", "..", "…"];

impl ValueText {
    /// The figure's token and value; `None` where there is none.
    pub(crate) fn read(&self, record: &dyn Record, field: &str) -> Result<Option<(String, Decimal)>, Misfit> {
        let text = record.field(field).unwrap_or_default().trim();
        let missing = match &self.missing {
            Some(missing) => text.is_empty() || missing.iter().any(|m| m == text),
            None => MISSING.contains(&text),
        };
        if missing {
            return Ok(None);
        }
        let known = record.number_format(field);
        let format = NumberFormat {
            decimal: self.decimal.unwrap_or(known.decimal),
            thousands: self.thousands.or(known.thousands),
            bare: known.bare,
        };
        let read = format.read(text).ok_or_else(|| no_number(field, text, format))?;
        if self.zero_is_missing && read.1.is_zero() {
            return Ok(None);
        }
        match self.digits {
            None => Ok(Some(read)),
            // A printed binary float: the noise behind its 15 digits goes.
            Some(_) => read
                .1
                .to_string()
                .parse()
                .ok()
                .and_then(number::of_float)
                .map(Some)
                .ok_or_else(|| no_number(field, text, format)),
        }
    }
}

fn no_number(field: &str, text: &str, format: NumberFormat) -> Misfit {
    let hint = match (text.contains(','), text.contains('.'), format) {
        (true, _, NumberFormat { decimal: '.', thousands: None, .. }) => {
            "where a comma groups digits or stands before the tenths, say so: value = { field = \"...\", thousands = \
             \",\" } or decimal = \",\""
        }
        (_, true, NumberFormat { decimal: ',', thousands: None, .. }) => {
            "where a point groups digits, say so: value = { field = \"...\", decimal = \",\", thousands = \".\" }"
        }
        _ => "what stands where there is no figure is named as `missing`, as in missing = [\"n.a.\"]",
    };
    Misfit::new(field, format!("is no number: {:?}", clip(text, 60)), hint)
}

impl NumberFormat {
    /// The token as printed, and its value.
    pub(crate) fn read(&self, text: &str) -> Option<(String, Decimal)> {
        let printed = if self.bare { text } else { self.bared(text) };
        let mut plain = String::with_capacity(printed.len());
        let mut after_decimal = false;
        for c in printed.chars() {
            match c {
                _ if c == self.decimal => {
                    after_decimal = true;
                    plain.push('.');
                }
                // Groups stand before the tenths alone.
                _ if Some(c) == self.thousands && !after_decimal => {}
                // A space that groups is often one that does not break.
                '\u{a0}' | '\u{202f}' if self.thousands == Some(' ') && !after_decimal => {}
                '\u{2212}' => plain.push('-'),
                '.' => return None,
                _ => plain.push(c),
            }
        }
        let value = match plain.split_once(['e', 'E']) {
            None => number::decimal(&plain)?,
            Some(_) if plain.len() < 40 => number::decimal(&Decimal::from_scientific(&plain).ok()?.to_string())?,
            Some(_) => return None,
        };
        Some((printed.to_owned(), value))
    }

    /// What is left without what stands around the number.
    fn bared<'t>(&self, text: &'t str) -> &'t str {
        text.trim_matches(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '+' | '\u{2212}') || c == self.decimal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_the_publishers_ways() {
        let plain = NumberFormat::default();
        let english = NumberFormat { thousands: Some(','), ..plain };
        let german = NumberFormat { decimal: ',', thousands: Some('.'), bare: true };
        let french = NumberFormat { decimal: ',', thousands: Some(' '), bare: true };
        let money = NumberFormat { bare: false, ..english };
        let cases = [
            (plain, "1098581", "1098581"),
            (plain, "-0.5", "-0.5"),
            (plain, "\u{2212}3", "-3"),
            (plain, "1.5E6", "1500000"),
            (plain, "2e-3", "0.002"),
            (english, "1,098,581.5", "1098581.5"),
            (german, "1.098.581,5", "1098581.5"),
            (french, "1\u{a0}098\u{202f}581,5", "1098581.5"),
            (french, "1 098", "1098"),
            (money, "$1,200 m", "1200"),
            (money, "95%", "95"),
        ];
        for (format, text, expected) in cases {
            let (token, value) = format.read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(value.to_string(), expected, "{text}");
            assert!(text.contains(&token), "{text} {token}");
        }
        for text in ["1,098", "1.2.3", "", "-", "e", "1e999999999", "1e", "x1", "95%", "1 000"] {
            assert_eq!(plain.read(text), None, "{text}");
        }
        assert_eq!(german.read("1.5.x"), None);
        assert_eq!(NumberFormat { thousands: None, ..german }.read("1.5"), None);
        assert_eq!(english.read("1.5,000"), None);
    }
}
