use attache_model::{Panel, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, Value, kinds::goods};

/// The balance of trade in goods.
pub(super) struct GoodsBalance;

impl Kind for GoodsBalance {
    fn id(&self) -> &'static str {
        "goods-balance"
    }

    fn states(&self) -> &'static str {
        "The balance of trade in goods of a pair in a calendar year: exports less imports as the reporter records \
         them, US dollars. `area` is the pair; the first's record is used, if it has one. Roles: reporter, partner, \
         value (negative for a deficit), one of surplus, deficit and balanced, time."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        goods::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let goods::Record { reporter, partner, years } = goods::record(args, panel)?;
        let mut facts = Vec::new();
        for year in years {
            let (exports, imports) = (Quantity::of(year.exports), Quantity::of(year.imports));
            let Some(balance) = exports.value.checked_sub(imports.value) else { continue };
            let time = year.exports.time_period;
            let sign = match balance.cmp(&Default::default()) {
                std::cmp::Ordering::Greater => "surplus",
                std::cmp::Ordering::Less => "deficit",
                std::cmp::Ordering::Equal => "balanced",
            };
            facts.push(
                Fact::new(
                    Expression::new(self.id(), Args::of(&args.area).at(time)),
                    Derivation::Computed {
                        operation: Operation::Difference,
                        inputs: vec![Input::from(year.exports), Input::from(year.imports)],
                    },
                )
                .with("reporter", Value::Area(reporter))
                .with("partner", Value::Area(partner))
                .with("value", Value::Quantity(Quantity::new(balance, exports.unit)))
                .with(sign, Value::Text(sign.to_owned()))
                .with("time", Value::Period(time)),
            );
        }
        if facts.is_empty() { Err(Absent::no_data_but_of_us(args, goods::SOURCES)) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, told, told_where};

    #[test]
    fn surplus_and_deficit_of_the_reporter() {
        assert_eq!(
            told("goods-balance?area=BO,US&time=last:2"),
            [
                "reporter=US partner=BO value=56798085 USD surplus=surplus time=2021 (difference of 2)",
                "reporter=US partner=BO value=-123982031 USD deficit=deficit time=2022 (difference of 2)",
            ]
        );
    }

    #[test]
    fn neither() {
        let published = "
            release census 2023-03-08 P T
            US exports-goods > BO 2022 = 1.0 million USD
            US imports-goods > BO 2022 = 1000 thousand USD";
        assert_eq!(
            told_where(published, "goods-balance?area=US,BO"),
            ["reporter=US partner=BO value=0 USD balanced=balanced time=2022 (difference of 2)"]
        );
        assert_eq!(absent("goods-balance?area=US,TD"), "no data but from census");
        assert_eq!(absent("goods-balance?area=PE,TD"), "no data");
    }
}
