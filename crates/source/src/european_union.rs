//! The member states of the European Union, for lists that name it as one party.
//!
//! Source: Treaty on European Union, article 52, and the treaties of accession;
//! the United Kingdom left at the end of 31 January 2020.

use attache_model::{Area, Codelist, Date};

/// Member states, by when they acceded (to the European Economic Community
/// before 1993).
const ACCEDED: [(Date, &[&str]); 8] = [
    (Date::constant(1958, 1, 1), &["BE", "DE", "FR", "IT", "LU", "NL"]),
    (Date::constant(1973, 1, 1), &["DK", "IE", "GB"]),
    (Date::constant(1981, 1, 1), &["GR"]),
    (Date::constant(1986, 1, 1), &["ES", "PT"]),
    (Date::constant(1995, 1, 1), &["AT", "FI", "SE"]),
    (Date::constant(2004, 5, 1), &["CY", "CZ", "EE", "HU", "LT", "LV", "MT", "PL", "SI", "SK"]),
    (Date::constant(2007, 1, 1), &["BG", "RO"]),
    (Date::constant(2013, 7, 1), &["HR"]),
];
const LEFT: [(&str, Date); 1] = [("GB", Date::constant(2020, 1, 31))];

/// Who was a member on this day; without a day, who is one today.
pub(crate) fn members(on: Option<Date>) -> impl Iterator<Item = Area> {
    let had_left = move |code: &str| LEFT.iter().any(|(left, last)| *left == code && on.is_none_or(|day| *last < day));
    ACCEDED
        .iter()
        .filter(move |(acceded, _)| on.is_none_or(|day| *acceded <= day))
        .flat_map(|(_, codes)| codes.iter())
        .filter(move |code| !had_left(code))
        .filter_map(|code| Area::from_code(Codelist::Attache, code))
}

/// The Union itself, as a party.
pub(crate) fn itself() -> Option<Area> {
    Area::from_code(Codelist::Attache, "EU")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn membership_has_dates() {
        let count = |text: &str| members(text.parse().ok()).count();
        assert_eq!([count("1957-12-31"), count("1958-01-01"), count("2003-12-31")], [0, 6, 15]);
        assert_eq!([count("2013-07-01"), count("2020-01-31"), count("2020-02-01")], [28, 28, 27]);
        assert_eq!(members(None).count(), 27);
        assert!(itself().is_some());
    }
}
