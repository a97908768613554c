use attache_model::{Code, ObsStatus, ObservationRef, Panel, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Quantity, Value, select};

/// A plain series: one figure of one country.
///
/// The kind's name is the indicator's code, so that a series needs a line in
/// [`ALL`] and its wordings, and no code.
pub(super) struct Indicator {
    code: Code,
    states: &'static str,
}

macro_rules! plain {
    ($code:literal, $states:literal $(,)?) => {
        Indicator {
            code: Code::from_static($code),
            states: concat!($states, " `area` is the country. Roles: subject, value, time, estimated, prices, publisher (where `source` is named)."),
        }
    };
}

pub(super) static ALL: &[Indicator] = &[
    plain!("population", "The number of inhabitants of a country, persons."),
    plain!("population-growth-rate", "The yearly growth of the population, per cent."),
    plain!("birth-rate", "Births in a year per 1,000 inhabitants."),
    plain!("death-rate", "Deaths in a year per 1,000 inhabitants."),
    plain!(
        "net-migration-rate",
        "Those who came in a year less those who left, per 1,000 inhabitants: negative where more left."
    ),
    plain!("area-total", "The area of a country, land and inland water, square kilometres."),
    plain!("area-land", "The area of a country without inland water, square kilometres."),
    plain!("area-water", "The area of a country's inland water, square kilometres."),
    plain!("land-boundary-total", "The length of all borders of a country on land, kilometres."),
    plain!("coastline", "The length of a country's coast, kilometres: 0 where it has none."),
    plain!("median-age", "The median age of the population, years."),
    plain!("life-expectancy", "Life expectancy at birth, years."),
    plain!("infant-mortality-rate", "Deaths under one year of age per 1,000 live births."),
    plain!("maternal-mortality-ratio", "Deaths of mothers by childbirth or pregnancy per 100,000 live births."),
    plain!("fertility-rate", "Children born per woman."),
    plain!("literacy-rate", "The share of the population above a stated age that can read and write, per cent."),
    plain!("urban-population-share", "The share of the population that lives in cities, per cent."),
    plain!("internet-users-share", "The share of the population that uses the internet, per cent."),
    plain!("electricity-access-share", "The share of the population with access to electricity, per cent."),
    plain!("mobile-subscriptions", "Subscriptions to mobile telephones."),
    plain!("mobile-subscriptions-per-100", "Subscriptions to mobile telephones per 100 inhabitants."),
    plain!("airports", "Airports and airfields, as many as are seen from the air."),
    plain!("poverty-rate", "The share of the population below the national poverty line, per cent."),
    plain!("physician-density", "Physicians per 1,000 inhabitants."),
    plain!("health-expenditure-share-of-gdp", "Spending on health, public and private, per cent of GDP."),
    plain!("education-expenditure-share-of-gdp", "Public spending on education, per cent of GDP."),
    plain!("gini-index", "The Gini index of the distribution of family income, 0 to 100."),
    plain!("gdp-current", "Gross domestic product at the official exchange rate, current US dollars."),
    plain!("gdp-ppp-real", "Gross domestic product at purchasing power parity, constant US dollars of a stated year."),
    plain!("gdp-per-capita-ppp-real", "GDP per head at purchasing power parity, constant US dollars of a stated year."),
    plain!("gdp-growth-rate", "The growth of real GDP on the year before, per cent."),
    plain!("gdp-share-agriculture", "The share of agriculture in GDP, per cent."),
    plain!("gdp-share-industry", "The share of industry in GDP, per cent."),
    plain!("gdp-share-services", "The share of services in GDP, per cent."),
    plain!("inflation-rate", "The change of consumer prices on the year before, per cent."),
    plain!("unemployment-rate", "The share of the labor force without work, per cent."),
    plain!("youth-unemployment-rate", "The share of the labor force of 15 to 24 years without work, per cent."),
    plain!("labor-force", "Those who work or look for work, persons."),
    plain!("exports-goods-services", "Exports of goods and services to all countries, US dollars."),
    plain!("imports-goods-services", "Imports of goods and services from all countries, US dollars."),
    plain!("current-account-balance", "The balance of the current account, US dollars."),
    plain!("budget-revenues", "Revenues of the public budget, US dollars."),
    plain!("budget-expenditures", "Expenditures of the public budget, US dollars."),
    plain!("public-debt-share-of-gdp", "Public debt, per cent of GDP."),
    plain!("external-debt", "Debt owed to creditors abroad, US dollars."),
    plain!("reserves", "Reserves of foreign exchange and gold, US dollars."),
    plain!("exchange-rate", "The national currency per US dollar, on the average of a year."),
    plain!("remittances-share-of-gdp", "Personal remittances received, per cent of GDP."),
    plain!("military-expenditure-share-of-gdp", "Military expenditure, per cent of GDP."),
    plain!("co2-emissions", "Carbon dioxide emissions, tonnes."),
    plain!("forest-share", "The share of the land that is forest, per cent."),
];

/// Who would tell of any of them.
pub(super) const SOURCES: &[&str] = &["factbook", "worldbank"];

impl Kind for Indicator {
    fn id(&self) -> &'static str {
        self.code.as_str()
    }

    fn states(&self) -> &'static str {
        self.states
    }

    fn takes(&self) -> &'static [&'static str] {
        &["source"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::of_area(&args.area, &[self.code])]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let fact = |o: ObservationRef<'_>, source: Option<Code>| {
            let estimated = o.status == ObsStatus::Estimated;
            let args = Args::of(&[subject]).at(o.time_period).by(source);
            Fact::new(Expression::new(self.id(), args), Derivation::from(o))
                .with("subject", Value::Area(subject))
                .with("value", Value::Quantity(Quantity::of(o)))
                .with("time", Value::Period(o.time_period))
                .with_some("estimated", estimated.then(|| Value::Text("est.".to_owned())))
                .with_some("prices", o.note.map(|n| Value::Text(n.to_string())))
                .with_some("publisher", source.map(|_| Value::Text(o.release.publisher.clone())))
        };
        let facts =
            select::stated(panel, SeriesKey::of(subject, self.code), args, |_| true, select::of_one_measure, fact);
        if facts.is_empty() { Err(Absent::no_data(SOURCES)) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        specimen::Specimen,
        told::{absent, told, told_by, told_where},
    };

    #[test]
    fn the_latest_that_is_no_forecast() {
        assert_eq!(told("population?area=BO"), ["subject=BO value=12436103 PERSONS time=2025 estimated=est."]);
        assert_eq!(
            told("gdp-ppp-real?area=BO"),
            ["subject=BO value=122200000000 USD time=2024 estimated=est. prices=2021 dollars"]
        );
        assert_eq!(told("gdp-ppp-real?area=BO&time=2030"), ["subject=BO value=150000000000 USD time=2030"]);
    }

    #[test]
    fn several_are_told_oldest_first() {
        let both = told("population?area=BO&time=last:10");
        assert!(both[0].contains("time=2015") && both[1].contains("time=2025"), "{both:?}");
        assert_eq!(told("population?area=BO&time=last:1"), both[1..]);
    }

    #[test]
    fn a_figure_of_no_stated_period() {
        assert_eq!(told("area-total?area=BO"), ["subject=BO value=1098581 KM2 time=unstated"]);
    }

    #[test]
    fn a_revision_takes_the_place_of_what_it_revised() {
        let published = "
            release factbook 2024-01-01 P T
            BO inflation-rate 2023 = 2.5 PERCENT
            release factbook 2025-01-01 P T
            BO inflation-rate 2023 = 2.6 PERCENT";
        assert_eq!(told_where(published, "inflation-rate?area=BO"), ["subject=BO value=2.6 PERCENT time=2023"]);
        let panel = Specimen::read(published).panel().published_by("2024-12-31".parse().unwrap());
        assert_eq!(told_by(&panel, "inflation-rate?area=BO"), ["subject=BO value=2.5 PERCENT time=2023"]);
    }

    /// An edition that has no figure of 2024 any more has withdrawn it.
    #[test]
    fn the_latest_is_of_the_newest_edition() {
        let published = "
            release factbook 2024-01-01 P T
            BO inflation-rate 2024 = 9 PERCENT
            BO inflation-rate 2023 = 2.5 PERCENT
            release factbook 2025-01-01 P T
            BO inflation-rate 2023 = 2.6 PERCENT";
        assert_eq!(told_where(published, "inflation-rate?area=BO"), ["subject=BO value=2.6 PERCENT time=2023"]);
    }

    /// A release of one year alone, recorded later, withdraws no other year.
    #[test]
    fn a_release_of_an_earlier_year_withdraws_nothing() {
        let published = "
            release comtrade 2024-01-01 P T
            years 2022 2022
            BO inflation-rate 2022 = 9 PERCENT
            release comtrade 2024-02-01 P T
            years 2020 2021
            BO inflation-rate 2021 = 2.5 PERCENT";
        assert_eq!(told_where(published, "inflation-rate?area=BO"), ["subject=BO value=9 PERCENT time=2022"]);
    }

    /// Of one year, the publisher that comes first is told; the others where they
    /// differ and are measured alike.
    #[test]
    fn others_dissent() {
        let published = "
            release worldbank 2024-01-01 Bank T
            BO reserves 2022 = 5000123 USD
            BO gdp-ppp-real 2022 = 5 USD ; 2017 dollars
            release my-package 2025-01-01 Me T
            BO reserves 2022 = 6000123 USD
            BO gdp-ppp-real 2022 = 6 USD ; 2021 dollars";
        assert_eq!(
            told_where(published, "reserves?area=BO"),
            ["subject=BO value=5000123 USD time=2022 / subject=BO value=6000123 USD time=2022 publisher=Me"]
        );
        assert!(!told_where(published, "gdp-ppp-real?area=BO")[0].contains('/'));
    }

    #[test]
    fn absent_for_a_reason() {
        assert_eq!(absent("population?area=TD"), "no data but from factbook, worldbank");
        assert_eq!(absent("population?area=US,BO"), "area wants one country, got 2");
        assert_eq!(absent("population"), "area wants one country, got 0");
    }
}
