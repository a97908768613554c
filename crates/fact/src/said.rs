//! What a text says in codes, for those who look into a claim; sentences are
//! the language's.

use std::fmt;

use crate::{Hedge, Printed, Relative, Said};

impl fmt::Display for Hedge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "plain",
            Self::About => "about",
            Self::Over => "over",
            Self::JustOver => "just over",
            Self::Nearly => "nearly",
            Self::Under => "under",
        })
    }
}

impl fmt::Display for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.hedge != Hedge::Plain {
            write!(f, "{} ", self.hedge)?;
        }
        write!(f, "{}", self.value.normalize())?;
        if let Some(to) = self.to {
            write!(f, " to {}", to.normalize())?;
        }
        write!(f, " {}", self.unit)
    }
}

impl fmt::Display for Relative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Now => f.write_str("now"),
            Self::ThisYear => f.write_str("this year"),
            Self::LastYear => f.write_str("last year"),
            Self::LastYears(n) => write!(f, "the last {n} years"),
        }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, items: &[T]) -> fmt::Result {
            items.iter().enumerate().try_for_each(|(i, item)| write!(f, "{}{item}", if i == 0 { "" } else { "; " }))
        }
        match self {
            Self::Area(area) => area.fmt(f),
            Self::Areas(areas) => list(f, areas),
            Self::Organizations(organizations) => list(f, organizations),
            Self::Commodities(commodities) => list(f, commodities),
            Self::Figure(printed) => printed.fmt(f),
            Self::Figures(figures) => list(f, figures),
            Self::Period(period) => period.fmt(f),
            Self::Relative(relative) => relative.fmt(f),
            Self::Rank(n) | Self::Count(n) => n.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::Texts(texts) => list(f, texts),
        }
    }
}

#[cfg(test)]
mod tests {
    use attache_model::unit;

    use super::*;

    #[test]
    fn what_is_said_prints_in_codes() {
        let printed = Printed {
            value: "1200000000.0".parse().unwrap(),
            to: None,
            step: 100_000_000.into(),
            hedge: Hedge::Over,
            unit: unit::USD,
        };
        assert_eq!(Said::Figure(printed).to_string(), "over 1200000000 USD");
        let range = Printed { hedge: Hedge::Plain, to: Some(1_300_000_000.into()), ..printed };
        assert_eq!(
            Said::Figures(vec![range, printed]).to_string(),
            "1200000000 to 1300000000 USD; over 1200000000 USD"
        );
        assert_eq!(Said::Relative(Relative::LastYears(5)).to_string(), "the last 5 years");
        assert_eq!(Said::Texts(vec!["a".to_owned(), "b".to_owned()]).to_string(), "a; b");
    }
}
