use attache_model::{Panel, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, Value, kinds::goods};

/// Two-way trade in goods.
pub(super) struct GoodsTrade;

impl Kind for GoodsTrade {
    fn id(&self) -> &'static str {
        "goods-trade"
    }

    fn states(&self) -> &'static str {
        "Two-way trade in goods of a pair in a calendar year: exports plus imports as one of the two records them, US \
         dollars. `area` is the pair; the first's record is used, if it has one. Roles: a (the reporter), b, reporter, \
         value (the total), exports, imports (the reporter's), time."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        goods::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let goods::Record { reporter, partner, years } = goods::record(args, panel)?;
        let mut facts = Vec::new();
        for year in years {
            let (exports, imports) = (Quantity::of(year.exports), Quantity::of(year.imports));
            let Some(total) = exports.value.checked_add(imports.value) else { continue };
            let time = year.exports.time_period;
            facts.push(
                Fact::new(
                    Expression::new(self.id(), Args::of(&args.area).at(time)),
                    Derivation::Computed {
                        operation: Operation::Sum,
                        inputs: vec![Input::from(year.exports), Input::from(year.imports)],
                    },
                )
                .with("a", Value::Area(reporter))
                .with("b", Value::Area(partner))
                .with("reporter", Value::Area(reporter))
                .with("value", Value::Quantity(Quantity::new(total, exports.unit)))
                .with("exports", Value::Quantity(exports))
                .with("imports", Value::Quantity(imports))
                .with("time", Value::Period(time)),
            );
        }
        if facts.is_empty() { Err(Absent::no_data_but_of_us(args, goods::SOURCES)) } else { Ok(facts) }
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
        assert_eq!(told("goods-trade?area=BO,US&time=2022"), [trade]);
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
        assert_eq!(absent_where(published, "goods-trade?area=US,BO&time=2022"), "no data but from census");
    }

    #[test]
    fn absent() {
        assert_eq!(crate::told::absent("goods-trade?area=US,TD"), "no data but from census");
        assert_eq!(crate::told::absent("goods-trade?area=BO,BO"), "does not arise");
        assert_eq!(
            crate::told::absent("goods-trade?area=US,BO&time=FY2022/10"),
            "time is to be a calendar year, as 2022, not FY2022/10"
        );
    }
}
