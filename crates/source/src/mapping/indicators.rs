//! Which indicators a mapping may name.
//!
//! Figures of an indicator that fact kinds speak of stand beside those of all
//! other sources, so a code that is meant for one's own and happens to be (or
//! nearly to be) one of these would mix two things. Hence the prefix.

use super::text::nearest;

/// The indicators that fact kinds speak of, without a breakdown or partner
/// unless said.
pub const KNOWN: &[&str] = &[
    "aid-disbursements-net",
    "airports",
    "area-land",
    "area-total",
    "area-water",
    "birth-rate",
    "budget-expenditures",
    "budget-revenues",
    "co2-emissions",
    "coastline",
    "current-account-balance",
    "death-rate",
    // With a partner, as people-link documents.
    "dual-nationals-abroad",
    "dual-nationals-resident",
    "education-expenditure-share-of-gdp",
    "electricity-access-share",
    // The note is the point's name.
    "elevation-highest",
    // By group, the breakdown.
    "ethnic-group-share",
    // By currency, the breakdown.
    "exchange-rate",
    // With a partner.
    "exports-goods",
    // With a partner or without; the commodity is the breakdown.
    "exports-goods-by-commodity",
    "exports-goods-monthly",
    "exports-goods-services",
    "external-debt",
    "fdi-inflow",
    // With a partner or without.
    "fdi-stock-inward",
    "fdi-stock-outward",
    "fertility-rate",
    "forest-share",
    "gdp-current",
    "gdp-growth-rate",
    "gdp-per-capita-current",
    "gdp-per-capita-ppp-real",
    "gdp-ppp-real",
    "gdp-share-agriculture",
    "gdp-share-industry",
    "gdp-share-services",
    "gini-index",
    "health-expenditure-share-of-gdp",
    "imports-goods",
    "imports-goods-by-commodity",
    "imports-goods-monthly",
    "imports-goods-services",
    "infant-mortality-rate",
    "inflation-rate",
    "internet-users-share",
    "labor-force",
    "land-boundary-total",
    // By group, the breakdown.
    "language-share",
    // By chamber, the breakdown, where there are two.
    "legislature-seats",
    "legislature-women-share",
    "life-expectancy",
    "literacy-rate",
    "maternal-mortality-ratio",
    "median-age",
    "military-expenditure-share-of-gdp",
    "mobile-subscriptions",
    "mobile-subscriptions-per-100",
    "net-migration-rate",
    "physician-density",
    "population",
    "population-growth-rate",
    "poverty-rate",
    "public-debt-share-of-gdp",
    // By group, the breakdown.
    "religion-share",
    "remittances-share-of-gdp",
    "reserves",
    // With a partner, as people-link documents.
    "residents-abroad",
    "residents-from-abroad",
    "students-abroad",
    "students-from-abroad",
    "unemployment-rate",
    "urban-population-share",
    // With a partner, as people-link documents.
    "visitor-arrivals",
    "visitor-departures",
    "youth-unemployment-rate",
];

/// `own:` for what a user adds, `wdi:` for the World Bank's ids.
const PREFIXES: [&str; 2] = ["own:", "wdi:"];

/// # Errors
/// When the code is neither known nor one's own; what would do.
pub(crate) fn check(code: &str) -> Result<(), String> {
    if KNOWN.contains(&code) {
        return Ok(());
    }
    match PREFIXES.iter().find_map(|prefix| code.strip_prefix(prefix)) {
        Some(rest) if !rest.is_empty() && rest.len() <= 80 && rest.chars().all(is_plain) => Ok(()),
        Some(_) => Err(format!("{code:?} is no indicator; behind its prefix write letters, digits, -, . and _")),
        None => {
            let give = format!("ive one of your own the prefix own:, as own:{}", plain(code));
            match nearest(code, KNOWN) {
                Some(near) => {
                    Err(format!("{code:?} is no indicator that the program knows; did you mean {near:?}? G{give}"))
                }
                None => Err(format!("{code:?} is no indicator that the program knows; g{give}")),
            }
        }
    }
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')
}

/// The code as it might be written.
fn plain(code: &str) -> String {
    code.chars().take(40).map(|c| if is_plain(c) { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes_and_own_ones_will_do() {
        for code in ["population", "own:coca-cultivation", "wdi:SP.POP.TOTL"] {
            assert_eq!(check(code), Ok(()));
        }
        for code in ["", "own:", "own:a b", "Population", "un:population"] {
            assert!(check(code).is_err(), "{code}");
        }
    }

    #[test]
    fn the_list_is_in_order() {
        assert!(KNOWN.is_sorted());
    }
}
