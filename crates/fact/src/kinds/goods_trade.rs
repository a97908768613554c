use attache_model::{Panel, Selection};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, RoleName, Value,
    kinds::goods::{self, Year},
};

/// Two-way trade in goods.
pub(super) struct GoodsTrade;

impl Kind for GoodsTrade {
    fn id(&self) -> &'static str {
        "goods-trade"
    }

    fn states(&self) -> &'static str {
        "Two-way trade in goods of a pair in a calendar year: exports plus imports as one of the two records them, US \
         dollars. `area` is the pair; the first's record is used, if it has one; `source` takes one publisher's figures. \
         Roles: a (the reporter), b, reporter, value (the total), exports, imports (the reporter's), time; publisher \
         where a source is named."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["source"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["a", "b"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        goods::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let record = goods::record(args, panel)?;
        let fact = |year: &Year<'_>, args: Args| {
            let (exports, imports) = (Quantity::of(year.exports), Quantity::of(year.imports));
            let total = exports.value.checked_add(imports.value)?;
            let derivation = Derivation::Computed {
                operation: Operation::Sum,
                inputs: vec![Input::from(year.exports), Input::from(year.imports)],
            };
            let fact = Fact::new(Expression::new(self.id(), args), derivation)
                .with("a", Value::Area(record.reporter))
                .with("b", Value::Area(record.partner))
                .with("reporter", Value::Area(record.reporter))
                .with("value", Value::Quantity(Quantity::new(total, exports.unit)))
                .with("exports", Value::Quantity(exports))
                .with("imports", Value::Quantity(imports))
                .with("time", Value::Period(year.exports.time_period));
            Some(fact)
        };
        let facts = goods::facts(args, &record, fact, Year::have_one_total);
        if facts.is_empty() { Err(goods::absent(args)) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent_where, told, told_where};

    /// US$ 643,826,640 and 519,844,609.
    #[test]
    fn exports_and_imports_of_one_record() {
        let trade = "a=US b=BO reporter=US value=1163671249 USD exports=519844609 USD imports=643826640 USD time=2022 (sum of 2)";
        assert_eq!(told("goods-trade?area=US,BO"), [trade]);
        let mirror = "a=BO b=US reporter=BO value=1113555777 USD exports=511222333 USD imports=602333444 USD time=2022 (sum of 2)";
        assert_eq!(told("goods-trade?area=BO,US&time=2022"), [mirror]);
        assert_eq!(told("goods-trade?area=US,BO&time=last:2")[1], trade);
        assert_eq!(told("goods-trade?area=US,BO&time=last:10").len(), 3);
    }

    #[test]
    fn a_year_with_one_flow_alone_is_no_year_of_trade() {
        let published = "
            release comtrade 2023-01-01 P T
            US exports-goods > BO 2021 = 5 USD
            US imports-goods > BO 2021 = 6 USD
            US exports-goods > BO 2022 = 7 USD
            BO exports-goods > US 2019 = 1 USD
            BO imports-goods > US 2019 = 2 USD";
        let of_2021 = "a=US b=BO reporter=US value=11 USD exports=5 USD imports=6 USD time=2021 (sum of 2)";
        assert_eq!(told_where(published, "goods-trade?area=US,BO"), [of_2021]);
        assert_eq!(told_where(published, "goods-trade?area=US,BO&time=last:2"), [of_2021]);
        assert_eq!(
            told_where(published, "goods-trade?area=US,BO&time=2019"),
            ["a=BO b=US reporter=BO value=3 USD exports=1 USD imports=2 USD time=2019 (sum of 2)"]
        );
        assert_eq!(
            absent_where(published, "goods-trade?area=US,BO&time=2022"),
            "no data but from census, comtrade, imf-imts"
        );
    }

    const TWO_SOURCES: &str = "
        release census 2023-03-08 P T
        US exports-goods > BO 2021 = 5.0 million USD
        US imports-goods > BO 2021 = 6.0 million USD
        US exports-goods > BO 2022 = 7.0 million USD
        US imports-goods > BO 2022 = 8.0 million USD
        release comtrade 2024-01-01 \"UN Statistics\" T
        US exports-goods > BO 2020 = 1 million USD
        US imports-goods > BO 2020 = 2 million USD
        US exports-goods > BO 2021 = 5041000 USD
        US imports-goods > BO 2021 = 6041000 USD
        US exports-goods > BO 2022 = 7100000 USD
        US imports-goods > BO 2022 = 8000003 USD
        US exports-goods > BO 2023 = 9 million USD";

    /// The Census Bureau comes before the United Nations, whose newer figures
    /// differ in 2022, and in 2021 by no more than the Bureau rounds.
    #[test]
    fn of_two_publishers_one_is_told_and_the_other_dissents() {
        let un = "a=US b=BO reporter=US value=15100003 USD exports=7100000 USD imports=8000003 USD time=2022 \
                  publisher=UN Statistics (sum of 2)";
        assert_eq!(
            told_where(TWO_SOURCES, "goods-trade?area=US,BO"),
            [format!(
                "a=US b=BO reporter=US value=15000000 USD exports=7000000 USD imports=8000000 USD time=2022 (sum of 2) / {un}"
            )]
        );
        assert_eq!(told_where(TWO_SOURCES, "goods-trade?area=US,BO&source=comtrade"), [un]);
        assert!(!told_where(TWO_SOURCES, "goods-trade?area=US,BO&time=2021")[0].contains('/'));
        assert_eq!(
            absent_where(TWO_SOURCES, "goods-trade?area=US,BO&source=imf-imts"),
            "no data but from census, comtrade, imf-imts"
        );
    }

    /// The year that only the other has is told when it is asked for.
    #[test]
    fn years_in_a_row_are_of_one_publisher() {
        let all = told_where(TWO_SOURCES, "goods-trade?area=US,BO&time=last:10");
        assert_eq!(all.len(), 2, "{all:?}");
        assert!(told_where(TWO_SOURCES, "goods-trade?area=US,BO&time=2020")[0].contains("value=3000000 USD"));
    }

    /// Where the one who comes first has only old figures, the row is of who has
    /// the latest, and a year of both names its source.
    #[test]
    fn years_in_a_row_may_name_their_publisher() {
        let published = "
            release census 2022-03-08 P T
            US exports-goods > BO 2021 = 5 USD
            US imports-goods > BO 2021 = 6 USD
            release comtrade 2024-01-01 \"UN Statistics\" T
            US exports-goods > BO 2021 = 50 USD
            US imports-goods > BO 2021 = 60 USD
            US exports-goods > BO 2022 = 7 USD
            US imports-goods > BO 2022 = 8 USD";
        let [first, second] = told_where(published, "goods-trade?area=US,BO&time=last:10").try_into().unwrap();
        assert!(first.contains("value=110 USD") && first.contains("publisher=UN Statistics"), "{first}");
        assert!(second.contains("value=15 USD") && !second.contains("publisher"), "{second}");
        assert!(told_where(published, "goods-trade?area=US,BO&time=2021")[0].contains("value=11 USD"));
    }

    #[test]
    fn absent() {
        assert_eq!(crate::told::absent("goods-trade?area=US,TD"), "no data but from census, comtrade, imf-imts");
        assert_eq!(crate::told::absent("goods-trade?area=BO,BO"), "does not arise");
        assert_eq!(
            crate::told::absent("goods-trade?area=US,BO&time=FY2022/10"),
            "time is to be a calendar year, as 2022, not FY2022/10"
        );
    }
}
