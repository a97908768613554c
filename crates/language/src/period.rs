use std::fmt::Write;

use attache_model::Period;

use crate::{form::Form, grammar::Grammar};

/// Writes the period; whether periods have the form.
pub(crate) fn write(grammar: &Grammar, period: Period, form: Option<&Form>, out: &mut String) -> bool {
    let p = &grammar.periods;
    match form {
        None => plain(grammar, period, false, out),
        Some(Form::Short) => plain(grammar, period, true, out),
        Some(Form::Year) => match period.year() {
            Some(y) => year(grammar, y, out),
            None => out.push_str(&p.unstated),
        },
        Some(Form::In) => match period {
            Period::Unstated => out.push_str(&p.unstated),
            Period::Day(_) => p.on_day.write(out, |_, out| plain(grammar, period, false, out)),
            Period::Years { from, to } => {
                p.in_years.write(out, |gap, out| year(grammar, if gap == 0 { from } else { to }, out));
            }
            _ => p.in_period.of(period).write(out, |_, out| plain(grammar, period, false, out)),
        },
        Some(Form::By) => match period {
            Period::Day(_) => p.by_day.write(out, |_, out| plain(grammar, period, false, out)),
            _ => p.by_end.of(period).write(out, |_, out| plain(grammar, period, false, out)),
        },
        Some(Form::Since) => p.since.of(period).write(out, |_, out| plain(grammar, period, false, out)),
        Some(_) => return false,
    }
    true
}

/// From one period to another.
pub(crate) fn write_to(grammar: &Grammar, from: Period, to: Period, out: &mut String) {
    let p = &grammar.periods;
    p.to.write(out, |gap, out| match (gap, from, to) {
        (0, Period::Day(a), Period::Day(b)) if (a.year(), a.month()) == (b.year(), b.month()) => {
            p.to_first.of(from).write(out, |_, out| {
                grammar.decimal(i64::from(a.day()).into(), out);
            });
        }
        (0, ..) => p.to_first.of(from).write(out, |_, out| plain(grammar, from, false, out)),
        _ => p.to_last.of(to).write(out, |_, out| plain(grammar, to, false, out)),
    });
}

fn plain(grammar: &Grammar, period: Period, short: bool, out: &mut String) {
    let p = &grammar.periods;
    match period {
        Period::Unstated => out.push_str(&p.unstated),
        Period::Day(day) => grammar.day(day, short, out),
        Period::Month { year, month } => grammar.month(year, month, short, out),
        Period::Quarter { year: of, quarter } => {
            let frame = if short { &p.quarter_short } else { &p.quarter };
            frame.write(out, |gap, out| match (gap, short) {
                (0, true) => out.push(char::from(b'0' + quarter.unsigned_abs())),
                (0, false) => grammar.ordinal_before(u32::from(quarter.unsigned_abs()), out),
                _ => year(grammar, of, out),
            });
        }
        Period::Year(y) => year(grammar, y, out),
        Period::Years { from, to } => {
            p.years.write(out, |gap, out| year(grammar, if gap == 0 { from } else { to }, out));
        }
        Period::FiscalYear { year: y, .. } => {
            let frame = if short { &p.fiscal_short } else { &p.fiscal };
            frame.write(out, |_, out| year(grammar, y, out));
        }
        Period::TransitionQuarter1976 => {
            out.push_str(if short { &p.transition_quarter_short } else { &p.transition_quarter });
        }
    }
}

/// A year, without grouping. Years before the common era are astronomical.
fn year(grammar: &Grammar, year: i16, out: &mut String) {
    // Writing to a String does not fail.
    if year > 0 {
        let _ = write!(out, "{year}");
    } else {
        grammar.periods.before_era.write(out, |_, out| {
            let _ = write!(out, "{}", 1 - i32::from(year));
        });
    }
}

#[cfg(test)]
mod tests {
    use attache_fact::Value;

    use crate::Wordings;

    #[test]
    fn periods() {
        let cases = [
            ("2022", "2022", "in 2022", "2022"),
            ("FY2022/10", "fiscal year 2022", "in fiscal year 2022", "FY 2022"),
            ("2023-01", "January 2023", "in January 2023", "Jan 2023"),
            ("1849-01-03", "3 January 1849", "on 3 January 1849", "3 Jan 1849"),
            ("2023-Q1", "the first quarter of 2023", "in the first quarter of 2023", "Q1 2023"),
            ("2020/2025", "2020–2025", "from 2020 to 2025", "2020–2025"),
            ("-0659", "660 BC", "in 660 BC", "660 BC"),
            ("unstated", "date not stated", "date not stated", "date not stated"),
        ];
        for (text, plain, within, short) in cases {
            let period = Value::Period(text.parse().unwrap());
            let written = ["", "in", "short"].map(|form| Wordings::english().value(&period, form));
            assert_eq!(written, [plain, within, short]);
        }
    }
}
