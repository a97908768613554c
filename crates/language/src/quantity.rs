use attache_fact::{Hedge, Printed, Quantity};
use attache_model::{Decimal, unit::is_currency};
use rust_decimal::RoundingStrategy;

use crate::{form::Form, grammar::Grammar};

/// More digits than this after the point, and a figure with a scale word is
/// harder to read than one without.
const MOST_DECIMALS: u32 = 3;

const HALF_AWAY: RoundingStrategy = RoundingStrategy::MidpointAwayFromZero;

/// Writes the quantity; gives the form that quantities do not have, if one is
/// asked for.
///
/// The digits are the publisher's: a scale word moves the point and neither
/// drops nor adds a digit, unless a form asks for rounding.
pub(crate) fn write<'f>(
    grammar: &Grammar,
    quantity: Quantity,
    forms: impl Iterator<Item = &'f Form>,
    out: &mut String,
) -> Result<(), &'f Form> {
    let mut value = quantity.value.normalize();
    let (mut bare, mut plain, mut rounded, mut scaled_to) = (false, false, false, None);
    let mut hedge = Hedge::Plain;
    for form in forms {
        match form {
            Form::Absolute => value = value.abs(),
            Form::Bare => bare = true,
            Form::Plain => plain = true,
            Form::Round(digits) => {
                value = value.round_sf_with_strategy(*digits, HALF_AWAY).unwrap_or(value).normalize();
                rounded = true;
            }
            Form::Hedged(digits) => {
                let printed = Printed::rounded_on_purpose(value, *digits, quantity.unit);
                (value, hedge) = (printed.value, printed.hedge);
                rounded = true;
            }
            Form::Tenths => {
                value = tenths(grammar, value);
                rounded = true;
            }
            Form::Scaled(power) => scaled_to = Some(*power),
            other => return Err(other),
        }
    }
    if let Some(power) = scaled_to {
        in_table(grammar, value, power, out);
        return Ok(());
    }
    let style = Style { bare, plain, rounded };
    match grammar.hedge(hedge) {
        Some(frame) => frame.write(out, |_, out| measured(grammar, value, &quantity.unit, style, out)),
        None => measured(grammar, value, &quantity.unit, style, out),
    }
    Ok(())
}

/// What forms ask for beside the value.
#[derive(Clone, Copy)]
struct Style {
    bare: bool,
    plain: bool,
    rounded: bool,
}

/// The number, its scale word and its unit.
fn measured(grammar: &Grammar, value: Decimal, code: &str, style: Style, out: &mut String) {
    let Style { bare, plain, rounded } = style;
    if value.is_sign_negative() && !value.is_zero() {
        out.push_str(&grammar.minus);
    }
    let value = value.abs();
    let unit = grammar.unit(code);
    let in_words = !plain && (rounded || unit.map_or(is_currency(code), |u| u.in_words));
    // Fractions of a dollar in a figure of millions are a computer's, no publisher's.
    let noisy = in_words && !value.fract().is_zero() && value >= Decimal::from(1_000_000);
    let value = if noisy { value.round_sf_with_strategy(6, HALF_AWAY).unwrap_or(value).normalize() } else { value };
    let power = if in_words { scale_for(grammar, value) } else { None };
    let shifted = power.and_then(|p| shifted(value, p)).unwrap_or(value);
    let mut number = String::with_capacity(24);
    let mut category = grammar.decimal(shifted, &mut number);
    if let Some(frame) = power.and_then(|power| grammar.scale(power, category)) {
        let digits = std::mem::take(&mut number);
        frame.write(&mut number, |_, out| out.push_str(&digits));
        category = icu_plurals::PluralCategory::Other;
    }
    if bare {
        out.push_str(&number);
        return;
    }
    match unit {
        Some(unit) => unit.frame(category, power.is_some()).write(out, |_, out| out.push_str(&number)),
        None if is_currency(code) => {
            grammar.any_currency.write(out, |gap, out| out.push_str(if gap == 0 { code } else { &number }));
        }
        None => {
            let name = readable(grammar, code);
            grammar.any_unit.write(out, |gap, out| out.push_str(if gap == 0 { &number } else { &name }));
        }
    }
}

/// The value at the precision of [`Form::Tenths`].
fn tenths(grammar: &Grammar, value: Decimal) -> Decimal {
    let size = value.abs();
    // Where a thousand millions have no word of their own, as in Spanish, they
    // are whole millions.
    let of_billions = if grammar.scale_powers().any(|power| power == 9) { 8 } else { 6 };
    // From this power of ten on, in steps of that one.
    let steps = [(13, 11), (10, of_billions), (6, 5)];
    let step = steps.into_iter().find(|(from, _)| ten_to(*from).is_some_and(|least| size >= least));
    let rounded = match step.and_then(|(_, step)| ten_to(step)) {
        Some(step) => value.checked_div(step).and_then(|v| v.round_dp_with_strategy(0, HALF_AWAY).checked_mul(step)),
        None => value.round_sf_with_strategy(3, HALF_AWAY),
    };
    rounded.unwrap_or(value).normalize()
}

/// A number of millions and the like with one decimal, for columns.
fn in_table(grammar: &Grammar, value: Decimal, power: i16, out: &mut String) {
    let mut value = shifted(value, power).unwrap_or(value).round_dp_with_strategy(1, HALF_AWAY);
    value.rescale(1);
    if value.is_zero() {
        value.set_sign_positive(true);
    } else if value.is_sign_negative() {
        out.push_str(&grammar.minus);
    }
    grammar.decimal(value.abs(), out);
}

/// The scale word that the figure reads best with.
fn scale_for(grammar: &Grammar, value: Decimal) -> Option<i16> {
    let fitting = grammar
        .scale_powers()
        .filter(|power| *power > 3)
        .find(|power| shifted(Decimal::ONE, -*power).is_some_and(|least| value >= least))?;
    // "$1,163.7 million" reads better than "$1.1637 billion", and all digits
    // better than either where there are more.
    let powers = grammar.scale_powers().filter(|p| *p <= fitting && *p > 3).take(2);
    powers.into_iter().find(|power| shifted(value, *power).is_some_and(|v| v.normalize().scale() <= MOST_DECIMALS))
}

/// The value divided by a power of ten: the point moves, the digits stay.
fn shifted(value: Decimal, power: i16) -> Option<Decimal> {
    let mut value = value;
    match u32::try_from(i64::from(value.scale()) + i64::from(power)) {
        Ok(scale) => {
            value.set_scale(scale).ok()?;
            Some(value.normalize())
        }
        Err(_) => value.checked_mul(ten_to(power.unsigned_abs())?),
    }
}

fn ten_to(n: u16) -> Option<Decimal> {
    (0..n).try_fold(Decimal::ONE, |power, _| power.checked_mul(Decimal::TEN))
}

/// A unit that the language has no name for, from its code:
/// `NURSES_PER_10000` is "nurses per 10,000", `CLP_PER_USD` "CLP per USD".
fn readable(grammar: &Grammar, unit: &str) -> String {
    let words = |code: &str| {
        let mut words = String::new();
        for (i, word) in code.split('_').enumerate() {
            if i > 0 {
                words.push(' ');
            }
            match word.parse::<u32>() {
                Ok(n) => {
                    grammar.decimal(n.into(), &mut words);
                }
                // A currency is known by its code.
                Err(_) if is_currency(word) => words.push_str(word),
                Err(_) => words.push_str(&word.to_lowercase()),
            }
        }
        words
    };
    match unit.split_once("_PER_") {
        Some((above, below)) => {
            let mut out = String::new();
            grammar.any_per.write(&mut out, |gap, out| out.push_str(&words(if gap == 0 { above } else { below })));
            out
        }
        None => words(unit),
    }
}

#[cfg(test)]
mod tests {
    use attache_fact::Value;
    use attache_model::Code;

    use super::*;
    use crate::Wordings;

    #[test]
    fn quantities() {
        let cases = [
            ("643800000", "USD", "", "$643.8 million"),
            ("14465000000", "USD", "", "$14.465 billion"),
            ("1163700000", "USD", "", "$1,163.7 million"),
            ("1000000000", "USD", "", "$1 billion"),
            ("999999999", "USD", "", "$999,999,999"),
            ("440000", "USD", "", "$440,000"),
            ("-5200000", "USD", "", "-$5.2 million"),
            ("-5200000", "USD", "abs", "$5.2 million"),
            ("1163712345", "USD", "", "$1,163,712,345"),
            ("1163712345", "USD", "round3", "$1.16 billion"),
            ("999999", "USD", "round3", "$1 million"),
            ("1163712345", "USD", "millions", "1,163.7"),
            ("1163712345", "USD", "tenths", "$1,163.7 million"),
            ("643826640", "USD", "tenths", "$643.8 million"),
            ("-536754345678", "USD", "tenths", "-$536.8 billion"),
            ("9142234567", "USD", "tenths", "$9,142.2 million"),
            ("12345678901234", "USD", "tenths", "$12.3 trillion"),
            ("342567", "USD", "tenths", "$343,000"),
            ("1190000000", "USD", "hedged2", "nearly $1.2 billion"),
            ("1203000000", "USD", "hedged2", "just over $1.2 billion"),
            ("1163712345", "USD", "hedged2", "about $1.2 billion"),
            ("1163712345", "USD", "hedged3", "just over $1.16 billion"),
            ("1200000000", "USD", "hedged2", "$1.2 billion"),
            ("-1163712345", "USD", "abs|hedged2", "about $1.2 billion"),
            ("12436103", "PERSONS", "hedged2|bare", "about 12 million"),
            ("18.13", "PERCENT", "hedged2", "just over 18%"),
            ("0", "USD", "tenths", "$0"),
            ("-49999", "USD", "millions", "0.0"),
            ("-50000", "USD", "millions", "-0.1"),
            ("14465000000", "USD", "plain", "$14,465,000,000"),
            ("14465000000", "USD", "bare", "14.465 billion"),
            ("0", "USD", "", "$0"),
            ("0.05", "USD", "", "$0.05"),
            ("2500000", "BOB", "", "BOB 2.5 million"),
            ("12436103", "PERSONS", "", "12,436,103"),
            ("12436103", "PERSONS", "round3", "12.4 million"),
            ("18.1", "PERCENT", "", "18.1%"),
            ("-0.6", "PERCENT", "abs", "0.6%"),
            ("3403", "KM", "", "3,403 km"),
            ("3403", "KM", "bare", "3,403"),
            ("1", "YEARS", "", "1 year"),
            ("72.5", "YEARS", "", "72.5 years"),
            ("1.8", "CHILDREN_PER_WOMAN", "", "1.8 children per woman"),
            ("3.1", "NURSES_PER_10000", "", "3.1 nurses per 10,000"),
            ("7", "PATROL_BOATS", "", "7 patrol boats"),
            ("79228162514264337593543950335", "USD", "", "$79,228,162,514,264,337,593,543,950,335"),
        ];
        for (value, unit, form, expected) in cases {
            let quantity = Quantity::new(value.parse().unwrap(), Code::new(unit));
            assert_eq!(Wordings::english().value(&Value::Quantity(quantity), form), expected, "{value} {unit} {form}");
        }
    }

    /// Spanish counts thousands of millions, and what is counted by millions is
    /// "de dólares".
    #[test]
    fn quantities_in_spanish() {
        let cases = [
            ("643800000", "USD", "", "643,8 millones de dólares"),
            ("14465000000", "USD", "", "14.465 millones de dólares"),
            ("14465321000", "USD", "tenths", "14.465 millones de dólares"),
            ("1163712345", "USD", "tenths", "1163,7 millones de dólares"),
            ("1000000", "USD", "", "1 millón de dólares"),
            ("1000000000", "USD", "", "1000 millones de dólares"),
            ("12300000000000", "USD", "", "12,3 billones de dólares"),
            ("-5200000", "USD", "", "-5,2 millones de dólares"),
            ("440000", "USD", "", "440.000 dólares"),
            ("1", "USD", "", "1 dólar"),
            ("2000000", "USD", "plain", "2.000.000 de dólares"),
            ("2500000", "XAF", "", "2,5 millones XAF"),
            ("1163712345", "USD", "millions", "1163,7"),
            ("12436103", "PERSONS", "", "12.436.103 personas"),
            ("12436103", "PERSONS", "round3", "12,4 millones de personas"),
            ("18.1", "PERCENT", "", "18,1\u{a0}%"),
            ("3403", "KM", "", "3403\u{a0}km"),
            ("21606000", "T_CO2", "", "21,606 millones de toneladas de CO₂"),
            ("1.8", "CHILDREN_PER_WOMAN", "", "1,8 hijos por mujer"),
        ];
        for (value, unit, form, expected) in cases {
            let quantity = Value::Quantity(Quantity::new(value.parse().unwrap(), Code::new(unit)));
            let written = Wordings::in_language(attache_model::Language::Spanish).value(&quantity, form);
            assert_eq!(written, expected, "{value} {unit} {form}");
        }
    }
}
