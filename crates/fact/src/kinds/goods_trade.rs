use attache_model::{Panel, Selection};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, Value, kinds::goods,
};

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
