use attache_model::{Decimal, Panel, Selection, unit};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, Time, Value, growth,
    kinds::goods::{self, Year},
};

/// How trade in goods changed from the year before.
pub(super) struct GoodsGrowth;

impl Kind for GoodsGrowth {
    fn id(&self) -> &'static str {
        "goods-growth"
    }

    fn states(&self) -> &'static str {
        "The change of a pair's two-way trade in goods from the calendar year before, in per cent of it to one \
         decimal, by one publisher's figures of both years. `area` is the pair; `source` names the publisher. Roles: a \
         (the reporter), b, reporter, growth (without sign), one of rose, fell and flat, value (the total), before, \
         time; publisher where a source is named."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["source"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        goods::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let record = goods::record(args, panel)?;
        let (reporter, partner) = (record.reporter, record.partner);
        let total = |y: &Year<'_>| y.exports.quantity().checked_add(y.imports.quantity());
        let earlier = |year: &Year<'_>| {
            let before = Time::Period(year.exports.time_period.shifted(-1)?);
            let earlier = goods::years(panel, reporter, partner, year.source(), before).pop()?;
            (earlier.exports.unit == year.exports.unit).then_some(earlier)
        };
        let change = |year: &Year<'_>| growth(total(year)?, total(&earlier(year)?)?);
        let fact = |year: &Year<'_>, args: Args| {
            let (earlier, change) = (earlier(year)?, change(year)?);
            let direction = match change.cmp(&Decimal::ZERO) {
                std::cmp::Ordering::Greater => "rose",
                std::cmp::Ordering::Less => "fell",
                std::cmp::Ordering::Equal => "flat",
            };
            let inputs =
                [*year, earlier].iter().flat_map(|y| [Input::from(y.exports), Input::from(y.imports)]).collect();
            let derivation = Derivation::Computed { operation: Operation::Growth, inputs };
            let fact = Fact::new(Expression::new(self.id(), args), derivation)
                .with("a", Value::Area(reporter))
                .with("b", Value::Area(partner))
                .with("reporter", Value::Area(reporter))
                .with("growth", Value::Quantity(Quantity::new(change.abs(), unit::PERCENT)))
                .with(direction, Value::Text(direction.to_owned()))
                .with("value", Value::Quantity(Quantity::new(total(year)?, year.exports.unit)))
                .with("before", Value::Period(earlier.exports.time_period))
                .with("time", Value::Period(year.exports.time_period));
            Some(fact)
        };
        let facts = goods::facts(args, &record, fact, |a, b| {
            // Both are rounded to a tenth.
            change(a).zip(change(b)).is_some_and(|(a, b)| (a - b).abs() <= Decimal::new(1, 1))
        });
        let from_nothing = |year: &Year<'_>| earlier(year).is_some() && change(year).is_none();
        match facts.is_empty() {
            false => Ok(facts),
            true if record.years.iter().any(|account| from_nothing(&account.it)) => Err(Absent::NotApplicable),
            true => Err(goods::absent(args)),
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
        assert_eq!(told("goods-growth?area=BO,US&source=census&time=last:3").len(), 2);
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

    /// Two publishers, of one year each, give no growth between them.
    #[test]
    fn of_one_publisher_both_years() {
        let published = "
            release comtrade 2023-01-01 P T
            US exports-goods > BO 2021 = 100 USD
            US imports-goods > BO 2021 = 100 USD
            release census 2023-03-08 P T
            US exports-goods > BO 2022 = 150 USD
            US imports-goods > BO 2022 = 150 USD";
        assert_eq!(absent_where(published, "goods-growth?area=US,BO"), "no data but from census, comtrade, imf-imts");
    }

    #[test]
    fn from_nothing_there_is_no_growth() {
        assert_eq!(absent_where(THREE_YEARS, "goods-growth?area=US,BO&time=2021"), "does not arise");
        assert_eq!(
            absent_where(THREE_YEARS, "goods-growth?area=US,BO&time=2025"),
            "no data but from census, comtrade, imf-imts"
        );
        assert_eq!(absent("goods-growth?area=US,BO&time=2020"), "no data but from census, comtrade, imf-imts");
    }
}
