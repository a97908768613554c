use attache_model::{Panel, Selection};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, RoleName, Value,
    kinds::goods::{self, Year},
};

/// The balance of trade in goods.
pub(super) struct GoodsBalance;

impl Kind for GoodsBalance {
    fn id(&self) -> &'static str {
        "goods-balance"
    }

    fn states(&self) -> &'static str {
        "The balance of trade in goods of a pair in a calendar year: exports less imports as the reporter records \
         them, US dollars. `area` is the pair; the first's record is used, if it has one; `source` takes one \
         publisher's figures. Roles: reporter, partner, value (negative for a deficit), one of surplus, deficit and \
         balanced, time; publisher where a source is named."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["source"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["reporter", "partner"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        goods::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let record = goods::record(args, panel)?;
        let fact = |year: &Year<'_>, args: Args| {
            let (exports, imports) = (Quantity::of(year.exports), Quantity::of(year.imports));
            let balance = exports.value.checked_sub(imports.value)?;
            let sign = match balance.cmp(&Default::default()) {
                std::cmp::Ordering::Greater => "surplus",
                std::cmp::Ordering::Less => "deficit",
                std::cmp::Ordering::Equal => "balanced",
            };
            let derivation = Derivation::Computed {
                operation: Operation::Difference,
                inputs: vec![Input::from(year.exports), Input::from(year.imports)],
            };
            let fact = Fact::new(Expression::new(self.id(), args), derivation)
                .with("reporter", Value::Area(record.reporter))
                .with("partner", Value::Area(record.partner))
                .with("value", Value::Quantity(Quantity::new(balance, exports.unit)))
                .with(sign, Value::Text(sign.to_owned()))
                .with("time", Value::Period(year.exports.time_period));
            Some(fact)
        };
        let facts = goods::facts(args, &record, fact, Year::agree);
        if facts.is_empty() { Err(goods::absent(args)) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, told, told_where};

    #[test]
    fn surplus_and_deficit_of_the_reporter() {
        let [surplus, deficit] = told("goods-balance?area=US,BO&time=last:2").try_into().unwrap();
        let dissent = "reporter=US partner=BO value=57699408 USD surplus=surplus time=2021 publisher=UN Statistics Division \
                       (difference of 2)";
        assert_eq!(
            surplus,
            format!(
                "reporter=US partner=BO value=56798085 USD surplus=surplus time=2021 (difference of 2) / {dissent}"
            )
        );
        assert_eq!(deficit, "reporter=US partner=BO value=-123982031 USD deficit=deficit time=2022 (difference of 2)");
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
        assert_eq!(absent("goods-balance?area=US,TD"), "no data but from census, comtrade, imf-imts");
        assert_eq!(absent("goods-balance?area=PE,TD"), "no data but from comtrade, imf-imts");
    }
}
