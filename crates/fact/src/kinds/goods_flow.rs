use attache_model::{Panel, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Quantity, Value, kinds::goods, select};

/// Exports or imports of goods.
pub(super) struct GoodsFlow {
    id: &'static str,
    states: &'static str,
    exports: bool,
}

pub(super) static EXPORTS: GoodsFlow = GoodsFlow {
    id: "goods-exports",
    states: "Exports of goods from one country to another in a calendar year, US dollars. `area` is exporter and \
             importer. The exporter's record is used, else the importer's of its imports. Roles: exporter, importer, \
             reporter (whose record it is), value, time.",
    exports: true,
};

pub(super) static IMPORTS: GoodsFlow = GoodsFlow {
    id: "goods-imports",
    states: "Imports of goods of one country from another in a calendar year, US dollars. `area` is importer and \
             exporter. The importer's record is used, else the exporter's of its exports. Roles: importer, exporter, \
             reporter (whose record it is), value, time.",
    exports: false,
};

impl Kind for GoodsFlow {
    fn id(&self) -> &'static str {
        self.id
    }

    fn states(&self) -> &'static str {
        self.states
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        goods::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (a, b) = args.pair()?;
        let time = goods::calendar_years(args)?;
        let (own, mirror) = if self.exports { (goods::EXPORTS, goods::IMPORTS) } else { (goods::IMPORTS, goods::EXPORTS) };
        let (exporter, importer) = if self.exports { (a, b) } else { (b, a) };
        let records = [(a, SeriesKey::of(a, own).with(b)), (b, SeriesKey::of(b, mirror).with(a))];
        for (reporter, key) in records {
            let observations = select::at_times(panel, key, time, select::is_year);
            if observations.is_empty() {
                continue;
            }
            return Ok(observations
                .into_iter()
                .map(|o| {
                    Fact::new(Expression::new(self.id, Args::of(&[a, b]).at(o.time_period)), Derivation::from(o))
                        .with("exporter", Value::Area(exporter))
                        .with("importer", Value::Area(importer))
                        .with("reporter", Value::Area(reporter))
                        .with("value", Value::Quantity(Quantity::of(o)))
                        .with("time", Value::Period(o.time_period))
                })
                .collect());
        }
        Err(Absent::no_data_but_of_us(args, goods::SOURCES))
    }
}
