use attache_model::{Decimal, Panel, Selection, unit};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, Time, Value, growth, kinds::goods,
};

/// How trade in goods changed from the year before.
pub(super) struct GoodsGrowth;

impl Kind for GoodsGrowth {
    fn id(&self) -> &'static str {
        "goods-growth"
    }

    fn states(&self) -> &'static str {
        "The change of a pair's two-way trade in goods from the calendar year before, in per cent of it to one \
         decimal. `area` is the pair. Roles: a (the reporter), b, reporter, growth (without sign), one of rose, fell \
         and flat, value (the total), before, time."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        goods::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let goods::Record { reporter, partner, years } = goods::record(args, panel)?;
        let mut before_was_nothing = false;
        let mut facts = Vec::new();
        for year in years {
            let time = year.exports.time_period;
            let Some(before) = time.shifted(-1) else { continue };
            let earlier = goods::years(panel, reporter, partner, Time::Period(before));
            let Some(earlier) = earlier.first() else { continue };
            let total = |y: &goods::Year<'_>| y.exports.quantity().checked_add(y.imports.quantity());
            let (Some(now), Some(then)) = (total(&year), total(earlier)) else { continue };
            let Some(change) = growth(now, then) else {
                before_was_nothing = true;
                continue;
            };
            let direction = match change.cmp(&Decimal::ZERO) {
                std::cmp::Ordering::Greater => "rose",
                std::cmp::Ordering::Less => "fell",
                std::cmp::Ordering::Equal => "flat",
            };
            let inputs =
                [year, *earlier].iter().flat_map(|y| [Input::from(y.exports), Input::from(y.imports)]).collect();
            facts.push(
                Fact::new(
                    Expression::new(self.id(), Args::of(&args.area).at(time)),
                    Derivation::Computed { operation: Operation::Growth, inputs },
                )
                .with("a", Value::Area(reporter))
                .with("b", Value::Area(partner))
                .with("reporter", Value::Area(reporter))
                .with("growth", Value::Quantity(Quantity::new(change.abs(), unit::PERCENT)))
                .with(direction, Value::Text(direction.to_owned()))
                .with("value", Value::Quantity(Quantity::new(now, year.exports.unit)))
                .with("before", Value::Period(before))
                .with("time", Value::Period(time)),
            );
        }
        match facts.is_empty() {
            false => Ok(facts),
            true if before_was_nothing => Err(Absent::NotApplicable),
            true => Err(Absent::no_data_but_of_us(args, goods::SOURCES)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told, told_where};

    #[test]
    fn in_per_cent_of_the_year_before() {
        let rose = "a=US b=BO reporter=US growth=11.1 PERCENT rose=rose value=1163671249 USD before=2021 time=2022 (growth of 4)";
        assert_eq!(told("goods-growth?area=US,BO"), [rose]);
        // 2020 has no year before it.
        assert_eq!(told("goods-growth?area=BO,US&time=last:3").len(), 2);
    }

    const THREE_YEARS: &str = "
        release census 2023-03-08 P T
        US exports-goods > BO 2020 = 0 USD
        US imports-goods > BO 2020 = 0 USD
        US exports-goods > BO 2021 = 100 USD
        US imports-goods > BO 2021 = 100 USD
        US exports-goods > BO 2022 = 100 USD
        US imports-goods > BO 2022 = 99.95 USD
        US exports-goods > BO 2023 = 50 USD
        US imports-goods > BO 2023 = 49.9 USD
        US exports-goods > BO 2025 = 1 USD
        US imports-goods > BO 2025 = 1 USD";

    #[test]
    fn fell_or_stood() {
        assert_eq!(
            told_where(THREE_YEARS, "goods-growth?area=US,BO&time=2023"),
            ["a=US b=BO reporter=US growth=50 PERCENT fell=fell value=99.9 USD before=2022 time=2023 (growth of 4)"]
        );
        assert_eq!(
            told_where(THREE_YEARS, "goods-growth?area=US,BO&time=2022"),
            ["a=US b=BO reporter=US growth=0 PERCENT flat=flat value=199.95 USD before=2021 time=2022 (growth of 4)"]
        );
    }

    #[test]
    fn from_nothing_there_is_no_growth() {
        assert_eq!(absent_where(THREE_YEARS, "goods-growth?area=US,BO&time=2021"), "does not arise");
        assert_eq!(absent_where(THREE_YEARS, "goods-growth?area=US,BO&time=2025"), "no data but from census");
        assert_eq!(absent("goods-growth?area=US,BO&time=2020"), "no data but from census");
    }
}
