use attache_model::{Code, Decimal, ObsStatus, ObservationRef, Panel, Selection, SeriesKey, unit};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, Time, Value,
    arithmetic::ratio,
    select::{self, Account},
};

/// One series of a country by another, as one publisher has both.
pub(super) struct Ratio {
    id: &'static str,
    states: &'static str,
    above: Code,
    below: Code,
    /// Whether what is below is of no period of its own, so that its latest goes with
    /// any.
    is_below_timeless: bool,
    unit: Code,
    decimals: u32,
    /// Whose figures of the two do not belong together.
    not_of: Option<&'static str>,
    sources: &'static [&'static str],
}

pub(super) static DENSITY: Ratio = Ratio {
    id: "population-density",
    states: "How many people live on a square kilometre of a country's whole area, inland water with it: its \
             population by its area, to one decimal. `area` is the country; `source` takes one publisher's figures. \
             Roles: subject, value (persons per square kilometre), time (of the population), estimated; publisher \
             where a source is named.",
    above: Code::from_static("population"),
    below: Code::from_static("area-total"),
    is_below_timeless: true,
    unit: Code::from_static("PERSONS_PER_KM2"),
    decimals: 1,
    not_of: None,
    sources: &["factbook", "worldbank"],
};

pub(super) static GDP_PER_CAPITA: Ratio = Ratio {
    id: "gdp-per-capita",
    states: "Gross domestic product per inhabitant at the official exchange rate, current US dollars to the dollar: \
             GDP by the population of the same year, both by one publisher. Not of the Factbook, whose editions give \
             the two of different years. `area` is the country; `source` takes one publisher's figures. Roles: \
             subject, value, time, estimated; publisher where a source is named.",
    above: Code::from_static("gdp-current"),
    below: Code::from_static("population"),
    is_below_timeless: false,
    unit: unit::USD,
    decimals: 0,
    not_of: Some("factbook"),
    sources: &["worldbank"],
};

/// The two figures and what they give.
struct Both<'a> {
    above: ObservationRef<'a>,
    below: ObservationRef<'a>,
    value: Decimal,
}

impl Ratio {
    fn of<'a>(&self, panel: &'a Panel, args: &Args, source: Code, time: Time) -> Vec<Both<'a>> {
        let Some(&subject) = args.area.first().filter(|_| self.not_of.is_none_or(|it| source != it)) else {
            return Vec::new();
        };
        let by_source = |o: &ObservationRef<'_>| o.release.source == source;
        let at = |code, time| select::at_times(panel, SeriesKey::of(subject, code), time, by_source);
        let both = at(self.above, time).into_iter().filter_map(|above| {
            let same = at(self.below, Time::Period(above.time_period)).pop();
            let latest = || at(self.below, Time::Latest).pop().filter(|_| self.is_below_timeless);
            let below = same.or_else(latest)?;
            let value = ratio(above.quantity(), below.quantity(), self.decimals)?;
            Some(Both { above, below, value })
        });
        both.collect()
    }
}

impl Kind for Ratio {
    fn id(&self) -> &'static str {
        self.id
    }

    fn states(&self) -> &'static str {
        self.states
    }

    fn takes(&self) -> &'static [&'static str] {
        &["source"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::of_area(&args.area, &[self.above, self.below])]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let fact = |both: &Both<'_>, source: Option<Code>| {
            let Both { above, below, value } = *both;
            let estimated = above.status == ObsStatus::Estimated;
            let args = Args::of(&[subject]).at(above.time_period).by(source);
            let inputs = vec![Input::from(above), Input::from(below)];
            Fact::new(Expression::new(self.id, args), Derivation::Computed { operation: Operation::Ratio, inputs })
                .with("subject", Value::Area(subject))
                .with("value", Value::Quantity(Quantity::new(value, self.unit)))
                .with("time", Value::Period(above.time_period))
                .with_some("estimated", estimated.then(|| Value::Text("est.".to_owned())))
                .with_some("publisher", source.map(|_| Value::Text(above.release.publisher.clone())))
        };
        let sources = select::sources(panel, SeriesKey::of(subject, self.above));
        // The latest figure may be of a year in which the other is not there yet.
        let of = |source, time| match (time, self.of(panel, args, source, time)) {
            (Time::Latest, told) if told.is_empty() => {
                self.of(panel, args, source, Time::Last(u16::MAX)).pop().into_iter().collect()
            }
            (_, told) => told,
        };
        let told = select::accounts(&sources, args, of, |both| both.above);
        let facts = told.into_iter().map(|Account { it, source, others }| {
            let others = others.into_iter().filter(|(_, other)| other.value != it.value);
            let dissent = others.map(|(source, other)| fact(&other, Some(source))).collect();
            Fact { dissent, ..fact(&it, source) }
        });
        let facts: Vec<Fact> = facts.collect();
        if facts.is_empty() { Err(Absent::no_data(self.sources)) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told, told_where};

    #[test]
    fn people_by_the_area_of_no_year() {
        assert_eq!(
            told("population-density?area=BO"),
            ["subject=BO value=11.3 PERSONS_PER_KM2 time=2025 estimated=est. (ratio of 2)"]
        );
        assert_eq!(absent("population-density?area=TD"), "no data but from factbook, worldbank");
    }

    const BANK: &str = "
        release worldbank 2024-01-01 Bank T
        BO gdp-current 2022 = 44,008,282,877 USD
        BO gdp-current 2023 = 45,850 million USD
        BO population 2022 = 12,224,110 PERSONS";

    #[test]
    fn product_by_the_people_of_its_year() {
        assert_eq!(told_where(BANK, "gdp-per-capita?area=BO"), ["subject=BO value=3600 USD time=2022 (ratio of 2)"]);
        assert_eq!(absent_where(BANK, "gdp-per-capita?area=BO&time=2023"), "no data but from worldbank");
    }

    /// No publisher's product is divided by another's people, nor one edition's by
    /// another's.
    #[test]
    fn of_one_publisher_that_has_both() {
        let two = "
            release worldbank 2024-01-01 Bank T
            BO gdp-current 2022 = 44,008,282,877 USD
            release my-package 2024-01-01 Me T
            BO population 2022 = 12,224,110 PERSONS";
        assert_eq!(absent_where(two, "gdp-per-capita?area=BO"), "no data but from worldbank");
        let factbook = "
            release factbook 2024-01-01 P T
            BO gdp-current 2022 = 44,008,282,877 USD
            BO population 2022 = 12,224,110 PERSONS";
        assert_eq!(absent_where(factbook, "gdp-per-capita?area=BO"), "no data but from worldbank");
        assert_eq!(absent_where(factbook, "gdp-per-capita?area=BO&source=factbook"), "no data but from worldbank");
    }

    #[test]
    fn others_dissent() {
        let two = "
            release worldbank 2024-01-01 Bank T
            BO population 2025 = 12,581,843 PERSONS
            BO area-total 2022 = 1,098,580 KM2
            release factbook 2024-01-02 P T
            BO population 2025 = 12,036,103 PERSONS
            BO area-total unstated = 1,098,581 KM2";
        assert!(told_where(two, "population-density?area=BO")[0].contains(" / subject=BO value="));
    }
}
