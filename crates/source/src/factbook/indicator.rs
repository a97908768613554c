//! What a field of the Factbook measures: its indicator code through all the
//! names it has had.

use attache_model::{Code, unit};

use super::stated::period;

/// Field names as slugs (`field/part`), and the indicator that they are.
///
/// A field that is not here has its own slug as indicator, with its part, so
/// that a field of a coming edition needs no change here.
const NAMES: &[(&str, &str)] = &[
    ("population", "population"),
    ("population-growth-rate", "population-growth-rate"),
    ("area/total", "area-total"),
    ("area/land", "area-land"),
    ("area/water", "area-water"),
    ("land-boundaries/total", "land-boundary-total"),
    ("land-boundaries/border-countries", "land-boundary"),
    ("land-boundaries/regional-borders", "regional-boundary"),
    ("coastline", "coastline"),
    ("elevation/highest-point", "elevation-highest"),
    ("elevation/lowest-point", "elevation-lowest"),
    ("elevation/mean-elevation", "elevation-mean"),
    ("elevation/elevation-extremes", "elevation-extremes"),
    ("elevation-extremes/highest-point", "elevation-highest"),
    ("elevation-extremes/lowest-point", "elevation-lowest"),
    ("median-age", "median-age"),
    ("birth-rate", "birth-rate"),
    ("death-rate", "death-rate"),
    ("net-migration-rate", "net-migration-rate"),
    ("urbanization/urban-population", "urban-population-share"),
    ("urbanization/rate-of-urbanization", "urbanization-rate"),
    ("life-expectancy-at-birth", "life-expectancy"),
    ("infant-mortality-rate", "infant-mortality-rate"),
    ("maternal-mortality-ratio", "maternal-mortality-ratio"),
    ("maternal-mortality-rate", "maternal-mortality-ratio"),
    ("total-fertility-rate", "fertility-rate"),
    ("literacy", "literacy-rate"),
    ("population-below-poverty-line", "poverty-rate"),
    ("gini-index-coefficient-distribution-of-family-income", "gini-index"),
    ("distribution-of-family-income-gini-index", "gini-index"),
    ("unemployment-rate", "unemployment-rate"),
    ("youth-unemployment-rate-ages-15-24", "youth-unemployment-rate"),
    ("unemployment-youth-ages-15-24", "youth-unemployment-rate"),
    ("labor-force", "labor-force"),
    ("inflation-rate-consumer-prices", "inflation-rate"),
    ("real-gdp-purchasing-power-parity", "gdp-ppp-real"),
    ("gdp-purchasing-power-parity", "gdp-ppp-real"),
    ("real-gdp-per-capita", "gdp-per-capita-ppp-real"),
    ("gdp-per-capita-ppp", "gdp-per-capita-ppp-real"),
    ("gdp-official-exchange-rate", "gdp-current"),
    ("real-gdp-growth-rate", "gdp-growth-rate"),
    ("gdp-real-growth-rate", "gdp-growth-rate"),
    ("gdp-composition-by-sector-of-origin/agriculture", "gdp-share-agriculture"),
    ("gdp-composition-by-sector-of-origin/industry", "gdp-share-industry"),
    ("gdp-composition-by-sector-of-origin/services", "gdp-share-services"),
    ("exports", "exports-goods"),
    ("imports", "imports-goods"),
    ("exports-partners", "export-partner-share"),
    ("imports-partners", "import-partner-share"),
    ("exports-commodities", "export-commodity"),
    ("imports-commodities", "import-commodity"),
    ("agricultural-products", "agricultural-product"),
    ("agriculture-products", "agricultural-product"),
    ("current-account-balance", "current-account-balance"),
    ("public-debt", "public-debt-share-of-gdp"),
    ("debt-external", "external-debt"),
    ("external-debt", "external-debt"),
    ("reserves-of-foreign-exchange-and-gold", "reserves"),
    ("budget/revenues", "budget-revenues"),
    ("budget/expenditures", "budget-expenditures"),
    ("budget-surplus-or-deficit", "budget-balance-share-of-gdp"),
    ("taxes-and-other-revenues", "taxes-and-other-revenues-share-of-gdp"),
    ("stock-of-direct-foreign-investment-at-home", "fdi-stock-inward"),
    ("stock-of-direct-foreign-investment-abroad", "fdi-stock-outward"),
    ("remittances", "remittances-share-of-gdp"),
    ("exchange-rates", "exchange-rate"),
    ("exchange-rates/currency", "exchange-rate"),
    ("military-expenditures", "military-expenditure-share-of-gdp"),
    ("military-and-security-service-personnel-strengths", "military-personnel"),
    ("internet-users/total", "internet-users"),
    ("internet-users", "internet-users"),
    ("internet-users/percent-of-population", "internet-users-share"),
    ("telephones-mobile-cellular", "mobile-subscriptions"),
    ("telephones-mobile-cellular/total", "mobile-subscriptions"),
    ("telephones-mobile-cellular/total-subscriptions", "mobile-subscriptions"),
    ("telephones-mobile-cellular/subscriptions-per-100-inhabitants", "mobile-subscriptions-per-100"),
    ("telephones-fixed-lines", "fixed-line-subscriptions"),
    ("telephones-fixed-lines/total-subscriptions", "fixed-line-subscriptions"),
    ("telephones-fixed-lines/subscriptions-per-100-inhabitants", "fixed-line-subscriptions-per-100"),
    ("broadband-fixed-subscriptions/total", "broadband-subscriptions"),
    ("broadband-fixed-subscriptions/subscriptions-per-100-inhabitants", "broadband-subscriptions-per-100"),
    ("carbon-dioxide-emissions/total-emissions", "co2-emissions"),
    ("carbon-dioxide-emissions", "co2-emissions"),
    ("carbon-dioxide-emissions-from-consumption-of-energy", "co2-emissions"),
    ("electricity-access/electrification-total-population", "electricity-access-share"),
    ("electricity-access/electrification-urban-areas", "electricity-access-share/urban"),
    ("electricity-access/electrification-rural-areas", "electricity-access-share/rural"),
    ("electricity-access/population-without-electricity", "population-without-electricity"),
    ("electricity-production", "electricity-production"),
    ("crude-oil-production", "crude-oil-production"),
    ("petroleum/total-petroleum-production", "total-petroleum-production"),
    ("petroleum/crude-oil-estimated-reserves", "crude-oil-proved-reserves"),
    ("petroleum/refined-petroleum-consumption", "refined-petroleum-products-consumption"),
    ("natural-gas/proven-reserves", "natural-gas-proved-reserves"),
    ("natural-gas-production", "natural-gas-production"),
    ("land-use/forest", "forest-share"),
    ("land-use/agricultural-land", "agricultural-land-share"),
    ("land-use/agricultural-land-arable-land", "agricultural-land-share/arable land"),
    ("land-use/agricultural-land-permanent-crops", "agricultural-land-share/permanent crops"),
    ("land-use/agricultural-land-permanent-pasture", "agricultural-land-share/permanent pasture"),
    ("land-use/arable-land-permanent-crops-permanent-pasture", "agricultural-land-share"),
    ("land-use/other", "other-land-share"),
    ("age-structure", "age-share"),
    ("religions", "religion-share"),
    ("ethnic-groups", "ethnic-group-share"),
    ("languages", "language-share"),
    ("refugees-and-internally-displaced-persons/refugees-country-of-origin", "refugees"),
    ("refugees-and-internally-displaced-persons/refugees", "refugees"),
    ("refugees-and-internally-displaced-persons/idps", "internally-displaced-persons"),
    ("refugees-and-internally-displaced-persons/stateless-persons", "stateless-persons"),
    ("physicians-density", "physician-density"),
    ("health-expenditures", "health-expenditure-share-of-gdp"),
    ("current-health-expenditure", "health-expenditure-share-of-gdp"),
    ("health-expenditure/health-expenditure-as-percent-of-gdp", "health-expenditure-share-of-gdp"),
    ("education-expenditures", "education-expenditure-share-of-gdp"),
    ("education-expenditure/education-expenditure-percent-gdp", "education-expenditure-share-of-gdp"),
    ("tobacco-use", "tobacco-use"),
    ("major-urban-areas-population", "urban-area-population"),
    ("capital/geographic-coordinates", "capital"),
    ("geographic-coordinates", ""),
    ("airports/total", "airports"),
    ("merchant-marine/total", "merchant-marine"),
    ("merchant-marine/by-type", "merchant-marine"),
    ("national-heritage/total-world-heritage-sites", "world-heritage-sites"),
    ("suffrage", "voting-age"),
    ("legislative-branch/number-of-seats", "legislature-seats"),
    ("legislative-branch-lower-chamber/number-of-seats", "legislature-seats/lower chamber"),
    ("legislative-branch-upper-chamber/number-of-seats", "legislature-seats/upper chamber"),
    ("legislative-branch/percentage-of-women-in-chamber", "legislature-women-share"),
    ("legislative-branch-lower-chamber/percentage-of-women-in-chamber", "legislature-women-share/lower chamber"),
    ("legislative-branch-upper-chamber/percentage-of-women-in-chamber", "legislature-women-share/upper chamber"),
    ("legislative-branch/term-in-office", "legislature-term"),
    ("legislative-branch-lower-chamber/term-in-office", "legislature-term/lower chamber"),
    ("legislative-branch-upper-chamber/term-in-office", "legislature-term/upper chamber"),
    ("legislative-branch/parties-elected-and-seats-per-party", "party-seats"),
    ("legislative-branch-lower-chamber/parties-elected-and-seats-per-party", "party-seats/lower chamber"),
    ("legislative-branch-upper-chamber/parties-elected-and-seats-per-party", "party-seats/upper chamber"),
];

/// Parts of a field that are categories of one indicator, not indicators.
const BREAKDOWNS: &[&str] =
    &["total", "total-population", "total-number", "male", "female", "urban", "rural", "males", "females"];

/// Fields whose parts are all categories of one indicator.
const BROKEN_DOWN: &[&str] = &[
    "sex-ratio",
    "age-structure",
    "airports-with-paved-runways",
    "airports-with-unpaved-runways",
    "exchange-rates",
    "median-age",
    "religions",
    "ethnic-groups",
    "languages",
];

/// What an indicator's figures count where the text names no unit.
const UNITS: &[(&str, Code)] = &[
    ("population", unit::PERSONS),
    ("labor-force", unit::PERSONS),
    ("refugees", unit::PERSONS),
    ("stateless-persons", unit::PERSONS),
    ("internally-displaced-persons", unit::PERSONS),
    ("internet-users", unit::PERSONS),
    ("military-personnel", unit::PERSONS),
    ("military-deployments", unit::PERSONS),
    ("urban-area-population", unit::PERSONS),
    ("manpower-", unit::PERSONS),
    ("age-population", unit::PERSONS),
    ("hiv-aids-people", unit::PERSONS),
    ("hiv-aids-deaths", unit::PERSONS),
    ("population-without-electricity", unit::PERSONS),
    ("child-labor-children", unit::PERSONS),
    ("gini-index", unit::RATIO),
    ("dependency-ratios", unit::RATIO),
    ("sex-ratio", unit::RATIO),
    ("gross-reproduction-rate", unit::RATIO),
    ("mobile-subscriptions-per-100", Code::from_static("SUBSCRIPTIONS_PER_100")),
    ("fixed-line-subscriptions-per-100", Code::from_static("SUBSCRIPTIONS_PER_100")),
    ("broadband-subscriptions-per-100", Code::from_static("SUBSCRIPTIONS_PER_100")),
    ("budget-revenues", unit::USD),
    ("budget-expenditures", unit::USD),
    ("life-expectancy", unit::YEARS),
    ("median-age", unit::YEARS),
    ("school-life-expectancy-primary-to-tertiary-education", unit::YEARS),
    ("roadways", unit::KM),
    ("roadways-", unit::KM),
    ("railways", unit::KM),
    ("railways-", unit::KM),
    ("pipelines", unit::KM),
    ("waterways", unit::KM),
    ("area-total", unit::KM2),
    ("area-land", unit::KM2),
    ("area-water", unit::KM2),
    ("coal-", Code::from_static("T")),
    ("death-rate", Code::from_static("DEATHS_PER_1000")),
    ("birth-rate", Code::from_static("BIRTHS_PER_1000")),
    ("hiv-aids-adult-prevalence-rate", unit::PERCENT),
    ("mother-s-mean-age", unit::YEARS),
    ("voting-age", unit::YEARS),
    ("exchange-rate", Code::from_static("LCU_PER_USD")),
    ("major-lakes", unit::KM2),
    ("major-watersheds", unit::KM2),
    ("major-rivers", unit::KM),
    ("land-boundary", unit::KM),
    ("ports-and-terminals-container", Code::from_static("TEU")),
    ("election-seats", Code::from_static("SEATS")),
    ("party-seats", Code::from_static("SEATS")),
    ("legislature-seats", Code::from_static("SEATS")),
    ("election-vote-share", unit::PERCENT),
    ("annual-freight-traffic", Code::from_static("T_KM")),
];

/// What a path of field names measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measured {
    pub(super) indicator: String,
    pub(super) breakdown: Vec<String>,
}

/// The indicator of a field and its parts (the section left out).
pub(super) fn measured(names: &[&str]) -> Measured {
    let Some((field, parts)) = names.split_first() else {
        return Measured { indicator: String::new(), breakdown: Vec::new() };
    };
    let field = slug(without_period(field));
    let mut indicator = field.clone();
    let mut breakdown = Vec::new();
    let mut keyed = field.clone();
    for part in parts {
        let name = without_period(part);
        let part = slug(name);
        if part.is_empty() || part == field || keyed.ends_with(&format!("/{part}")) {
            continue;
        }
        if let Some((_, category)) = name.split_once(": ").filter(|(_, c)| BREAKDOWNS.contains(&slug(c).as_str())) {
            // "improved: urban"
            let whole = slug(name.split(": ").next().unwrap_or_default());
            keyed = format!("{keyed}/{whole}");
            indicator = format!("{indicator}-{whole}");
            category_of(category, &mut breakdown);
        } else if BROKEN_DOWN.contains(&field.as_str())
            || (BREAKDOWNS.contains(&part.as_str()) && lookup(&format!("{keyed}/{part}")).is_none())
        {
            category_of(name, &mut breakdown);
        } else {
            keyed = format!("{keyed}/{part}");
            // "Health expenditure / Health expenditure (as % of GDP)"
            indicator = if part.starts_with(&indicator) { part } else { format!("{indicator}-{part}") };
        }
    }
    if let Some(known) = lookup(&keyed).or_else(|| lookup(&indicator)) {
        let mut known = known.split('/');
        indicator = known.next().unwrap_or_default().to_owned();
        let mut whole: Vec<String> = known.map(str::to_owned).collect();
        whole.append(&mut breakdown);
        breakdown = whole;
    }
    Measured { indicator, breakdown }
}

fn category_of(name: &str, breakdown: &mut Vec<String>) {
    let name = name.trim();
    match slug(name).as_str() {
        "total" | "total-population" | "total-number" | "currency" => {}
        _ => breakdown.push(name.to_owned()),
    }
}

fn lookup(key: &str) -> Option<&'static str> {
    NAMES.iter().find(|(name, _)| *name == key).map(|(_, indicator)| *indicator)
}

/// The unit of an indicator's figures where the text names none.
pub(super) fn unit_of(indicator: &str) -> Code {
    UNITS
        .iter()
        .filter(|(name, _)| {
            indicator == *name
                || (indicator.starts_with(name)
                    && (name.ends_with('-') || !matches!(*name, "population" | "refugees" | "internet-users")))
        })
        .max_by_key(|(name, _)| name.len())
        .map_or(unit::COUNT, |(_, unit)| *unit)
}

/// A field name without the period at its end: `Exports 2022`,
/// `Debt - external 31 December 2017`.
pub(super) fn without_period(name: &str) -> &str {
    let name = name.trim();
    let mut cut = name;
    for (at, _) in name.match_indices(' ').rev().take(3) {
        if period(&name[at + 1..]).is_some_and(|(_, rest)| rest.is_empty()) {
            cut = name[..at].trim_end_matches([' ', '-', ',']);
        }
    }
    cut
}

/// Lower case words joined by hyphens, `%` as `percent`.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars() {
        if c.is_alphanumeric() || c == '%' {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            match c {
                '%' => slug.push_str("percent"),
                c => slug.extend(c.to_lowercase()),
            }
        } else {
            gap = true;
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str]) -> (String, String) {
        let m = measured(names);
        (m.indicator, m.breakdown.join("/"))
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn one_indicator_through_its_names() {
        assert_eq!(of(&["Area", "total "]), pair("area-total", ""));
        assert_eq!(of(&["Exports", "Exports 2022"]), pair("exports-goods", ""));
        assert_eq!(of(&["GDP - real growth rate"]), pair("gdp-growth-rate", ""));
        assert_eq!(of(&["Real GDP growth rate", "Real GDP growth rate 2024"]), pair("gdp-growth-rate", ""));
        assert_eq!(of(&["Debt - external", "Debt - external 31 December 2017"]), pair("external-debt", ""));
        assert_eq!(of(&["Life expectancy at birth", "total population"]), pair("life-expectancy", ""));
        assert_eq!(of(&["Life expectancy at birth", "female"]), pair("life-expectancy", "female"));
        assert_eq!(
            of(&["Military expenditures", "Military Expenditures 2023"]),
            pair("military-expenditure-share-of-gdp", "")
        );
    }

    #[test]
    fn parts_and_categories() {
        assert_eq!(of(&["Drinking water source", "improved: urban"]), pair("drinking-water-source-improved", "urban"));
        assert_eq!(of(&["Drinking water source", "improved"]), pair("drinking-water-source-improved", ""));
        assert_eq!(of(&["Sex ratio", "0-14 years"]), pair("sex-ratio", "0-14 years"));
        assert_eq!(of(&["Electricity", "consumption"]), pair("electricity-consumption", ""));
        assert_eq!(of(&["Electricity - consumption"]), pair("electricity-consumption", ""));
        assert_eq!(of(&["Land use", "agricultural land: arable land"]), pair("agricultural-land-share", "arable land"));
    }

    #[test]
    fn a_field_not_seen_before_is_its_own_indicator() {
        assert_eq!(of(&["Lunar bases", "crew", "female"]), pair("lunar-bases-crew", "female"));
        assert_eq!(unit_of("lunar-bases-crew"), unit::COUNT);
    }
}
