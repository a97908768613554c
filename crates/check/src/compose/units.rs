//! In what figures are measured.

use std::ops::Range;

use attache_fact::Printed;
use attache_language::read::{Mentioned, When};
use attache_model::{Code, Decimal, unit};

use super::Sentence;
use crate::trigger::{Measure, Trigger, Words};

/// The units of the figures before, which a bare number after them shares.
#[derive(Default)]
pub(super) struct Units {
    last: Option<Code>,
    /// The last amount of money.
    amount: Option<Printed>,
}

/// A number stands so few words behind what it counts.
const FEW_WORDS: usize = 4;

impl Sentence<'_> {
    /// Whether words for people stand right before a number.
    pub(super) fn counts_people(
        &self,
        placed: &[(&Trigger, Vec<Range<usize>>)],
        number: &Range<usize>,
        words: &Words,
    ) -> bool {
        let is_of_people = |place: &Range<usize>| {
            place.end <= number.start
                && words.between(place.end, number.start) <= FEW_WORDS
                && !self.has_figure(place.end..number.start)
        };
        placed
            .iter()
            .filter(|(trigger, _)| trigger.measure == Measure::People)
            .any(|(_, places)| places.iter().any(is_of_people))
    }
}

impl Units {
    /// The mention, a bare number in the unit and at the scale that it shares: "4,846 million
    /// in 2008, and 4,041 the other way".
    pub(super) fn lend(&mut self, what: &Mentioned, words: &str) -> Mentioned {
        let Mentioned::Figure(printed) = what else { return what.clone() };
        if printed.unit != unit::COUNT {
            self.last = Some(printed.unit);
            if unit::is_currency(printed.unit.as_str()) {
                self.amount = Some(*printed);
            }
            return what.clone();
        }
        let lent = match self.amount.filter(|_| printed.value > Decimal::ONE_HUNDRED) {
            // "1.37 million" has its own scale.
            Some(amount) => at_scale_of(&amount, printed, words.contains(char::is_alphabetic)),
            // "26 sq km, across nine atolls".
            None if !words.contains(|c: char| c.is_ascii_digit()) => None,
            None => self.last.map(|unit| Printed { unit, ..*printed }),
        };
        Mentioned::Figure(lent.unwrap_or(*printed))
    }
}

/// A bare number as an amount like another one, of which it leaves out the scale word, unless it
/// has one.
fn at_scale_of(amount: &Printed, bare: &Printed, is_scaled: bool) -> Option<Printed> {
    const MOST_TIMES: i64 = 30;
    let is_like = |value: Decimal| {
        let is_within = |a: Decimal, b: Decimal| b.checked_mul(MOST_TIMES.into()).is_some_and(|most| a.abs() <= most);
        is_within(value, amount.value.abs()) && is_within(amount.value, value.abs())
    };
    let scales = [Decimal::ONE, Decimal::ONE_THOUSAND, Decimal::from(1_000_000), Decimal::from(1_000_000_000)];
    let scales = if is_scaled { &scales[..1] } else { &scales[..] };
    scales.iter().find_map(|scale| {
        let value = bare.value.checked_mul(*scale).filter(|value| is_like(*value))?;
        let to = bare.to.and_then(|to| to.checked_mul(*scale));
        Some(Printed { value, to, step: bare.step.checked_mul(*scale)?, unit: amount.unit, ..*bare })
    })
}

/// What may measure a mention.
pub(super) fn measures(what: &Mentioned) -> Vec<Measure> {
    let of_unit = |code: Code| match code {
        _ if code == unit::PERCENT => vec![Measure::Percent],
        _ if code == unit::KM2 || code == "MI2" => vec![Measure::Area],
        _ if code == unit::KM || code == "MI" => vec![Measure::Length],
        _ if code == unit::HA => vec![Measure::Land],
        _ if code == unit::YEARS => vec![Measure::Years],
        _ if code == unit::PERSONS || code == unit::COUNT => vec![Measure::People],
        _ if unit::is_currency(code.as_str()) => vec![Measure::Money],
        _ => Vec::new(),
    };
    match what {
        // No country has so few people, and a bare number of four digits is a year.
        Mentioned::Figure(printed) if printed.unit == unit::COUNT && printed.value < Decimal::from(2_100) => Vec::new(),
        Mentioned::Figure(printed) => of_unit(printed.unit),
        Mentioned::Rank(_) => vec![Measure::Rank],
        Mentioned::Period(When::At(_) | When::Since(_) | When::By(_) | When::Until(_)) => vec![Measure::Date],
        _ => Vec::new(),
    }
}
