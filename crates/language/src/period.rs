use std::fmt::Write;

use attache_model::Period;

use crate::{WordingError, form::Form, frame::Frame, grammar::Grammar, toml_file::Entry};

/// A frame for periods, and others for those kinds of them that want one of
/// their own: French says "en 2022", "au premier trimestre 2022" and "pendant
/// l'exercice 2022".
pub(crate) struct PeriodFrame {
    own: Vec<(&'static str, Frame)>,
    other: Frame,
}

impl Default for PeriodFrame {
    fn default() -> Self {
        Self { own: Vec::new(), other: Frame::read("{}") }
    }
}

impl PeriodFrame {
    const KINDS: [&'static str; 5] = ["day", "month", "quarter", "years", "fiscal"];

    /// One text, or a table of them by kind of period with `other`.
    pub(crate) fn read(entry: &Entry<'_>) -> Result<Self, WordingError> {
        if !entry.is_table() {
            return Ok(Self { own: Vec::new(), other: entry.frame(Some(1))? });
        }
        let mut own = Vec::new();
        for (name, frame) in entry.entries().filter(|(name, _)| *name != "other") {
            let kind = Self::KINDS.into_iter().find(|kind| *kind == name).ok_or_else(|| {
                frame.error(&format!("{name:?} is no kind of period"), &format!("kinds are {}", Self::KINDS.join(", ")))
            })?;
            own.push((kind, frame.frame(Some(1))?));
        }
        Ok(Self { own, other: entry.get("other")?.frame(Some(1))? })
    }

    fn write(&self, grammar: &Grammar, period: Period, out: &mut String) {
        self.of(period).write(out, |_, out| plain(grammar, period, false, out));
    }

    fn of(&self, period: Period) -> &Frame {
        let kind = match period {
            Period::Day(_) => "day",
            Period::Month { .. } => "month",
            Period::Quarter { .. } => "quarter",
            Period::Years { .. } => "years",
            Period::FiscalYear { .. } => "fiscal",
            Period::Year(_) | Period::TransitionQuarter1976 | Period::Unstated => "other",
        };
        self.own.iter().find(|(own, _)| *own == kind).map_or(&self.other, |(_, frame)| frame)
    }
}

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
            _ => p.in_period.write(grammar, period, out),
        },
        Some(Form::By) => match period {
            Period::Day(_) => p.by_day.write(out, |_, out| plain(grammar, period, false, out)),
            _ => p.by_end.write(grammar, period, out),
        },
        Some(Form::Since) => p.since.write(grammar, period, out),
        Some(Form::The) => p.the.write(grammar, period, out),
        Some(_) => return false,
    }
    true
}

/// From one period to another.
pub(crate) fn write_to(grammar: &Grammar, from: Period, to: Period, out: &mut String) {
    let p = &grammar.periods;
    p.to.write(out, |gap, out| match (gap, from, to) {
        (0, Period::Day(a), Period::Day(b)) if (a.year(), a.month()) == (b.year(), b.month()) => {
            p.to_first.of(from).write(out, |_, out| grammar.day_of_month(a.day(), out));
        }
        (0, Period::Day(a), Period::Day(b)) if a.year() == b.year() => {
            p.to_first.of(from).write(out, |_, out| grammar.day_of_year(a, out));
        }
        (0, ..) => p.to_first.write(grammar, from, out),
        _ => p.to_last.write(grammar, to, out),
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

    #[test]
    fn periods_in_spanish() {
        let cases = [
            ("2022", "2022", "en 2022", "desde 2022", "a finales de 2022"),
            (
                "FY2022/10",
                "año fiscal 2022",
                "en el año fiscal 2022",
                "desde el año fiscal 2022",
                "al cierre del año fiscal 2022",
            ),
            ("2023-01", "enero de 2023", "en enero de 2023", "desde enero de 2023", "a finales de enero de 2023"),
            (
                "1849-01-03",
                "3 de enero de 1849",
                "el 3 de enero de 1849",
                "desde el 3 de enero de 1849",
                "al 3 de enero de 1849",
            ),
            (
                "2023-Q3",
                "tercer trimestre de 2023",
                "en el tercer trimestre de 2023",
                "desde el tercer trimestre de 2023",
                "al final del tercer trimestre de 2023",
            ),
            ("2020/2025", "2020-2025", "de 2020 a 2025", "desde 2020-2025", "a finales de 2020-2025"),
            ("-0659", "660 a. C.", "en 660 a. C.", "desde 660 a. C.", "a finales de 660 a. C."),
        ];
        for (text, plain, within, since, by) in cases {
            let period = Value::Period(text.parse().unwrap());
            let written = ["", "in", "since", "by"].map(|form| spanish().value(&period, form));
            assert_eq!(written, [plain, within, since, by]);
        }
        let cases = [
            ("1963-10-22", "1963-10-24", "del 22 al 24 de octubre de 1963"),
            ("2019", "2022", "de 2019 a 2022"),
            ("FY1946/07", "FY2021/10", "del año fiscal 1946 al año fiscal 2021"),
            ("2001-06-06", "2012", "del 6 de junio de 2001 a 2012"),
        ];
        for (from, to, expected) in cases {
            let mut written = String::new();
            super::write_to(&spanish().grammar, from.parse().unwrap(), to.parse().unwrap(), &mut written);
            assert_eq!(written, expected);
        }
    }

    fn spanish() -> &'static Wordings {
        Wordings::in_language(attache_model::Language::Spanish)
    }
}
