//! In what figures are measured.

use attache_fact::Printed;
use attache_language::read::{Mentioned, When};
use attache_model::{Code, Decimal, unit};

use crate::trigger::Measure;

/// The units of the figures before, which a bare number after them shares.
#[derive(Default)]
pub(super) struct Units {
    last: Option<Code>,
    /// Of the last amount of money.
    amount: Option<Code>,
}

impl Units {
    /// The mention, a bare number in the unit that it shares.
    pub(super) fn lend(&mut self, what: &Mentioned) -> Mentioned {
        let Mentioned::Figure(printed) = what else { return what.clone() };
        if printed.unit != unit::COUNT {
            self.last = Some(printed.unit);
            if unit::is_currency(printed.unit.as_str()) {
                self.amount = Some(printed.unit);
            }
            return what.clone();
        }
        let shared = if printed.value > Decimal::ONE_HUNDRED { self.amount } else { self.last };
        Mentioned::Figure(Printed { unit: shared.unwrap_or(printed.unit), ..*printed })
    }
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
