use attache_model::{Area, Code, ObservationRef, Panel, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Quantity, RoleName, Value, kinds::goods, select};

/// Exports or imports of goods.
pub(super) struct GoodsFlow {
    id: &'static str,
    states: &'static str,
    exports: bool,
}

pub(super) static EXPORTS: GoodsFlow = GoodsFlow {
    id: "goods-exports",
    states: "Exports of goods from one country to another in a calendar year, US dollars. `area` is exporter and \
             importer. The exporter's record is used, else the importer's of its imports; \
             `source` takes one publisher's figures. Roles: exporter, importer, reporter (whose record it is), value, \
             time; publisher where a source is named.",
    exports: true,
};

pub(super) static IMPORTS: GoodsFlow = GoodsFlow {
    id: "goods-imports",
    states: "Imports of goods of one country from another in a calendar year, US dollars. `area` is importer and \
             exporter. The importer's record is used, else the exporter's of its exports; \
             `source` takes one publisher's figures. Roles: importer, exporter, reporter (whose record it is), value, \
             time; publisher where a source is named.",
    exports: false,
};

/// The first's record of its exports to the second, or its imports from it, and
/// the second's of the same trade.
pub(super) fn records(a: Area, b: Area, exports: bool) -> [SeriesKey; 2] {
    let (own, mirror) = if exports { (goods::EXPORTS, goods::IMPORTS) } else { (goods::IMPORTS, goods::EXPORTS) };
    [SeriesKey::of(a, own).with(b), SeriesKey::of(b, mirror).with(a)]
}

impl Kind for GoodsFlow {
    fn id(&self) -> &'static str {
        self.id
    }

    fn states(&self) -> &'static str {
        self.states
    }

    fn takes(&self) -> &'static [&'static str] {
        &["source"]
    }

    fn areas(&self) -> &'static [RoleName] {
        if self.exports { &["exporter", "importer"] } else { &["importer", "exporter"] }
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        goods::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (a, b) = args.pair()?;
        goods::calendar_years(args)?;
        let (exporter, importer) = if self.exports { (a, b) } else { (b, a) };
        let fact = |o: ObservationRef<'_>, source: Option<Code>| {
            let args = Args::of(&[a, b]).at(o.time_period).by(source);
            Fact::new(Expression::new(self.id, args), Derivation::from(o))
                .with("exporter", Value::Area(exporter))
                .with("importer", Value::Area(importer))
                .with("reporter", Value::Area(o.key.ref_area))
                .with("value", Value::Quantity(Quantity::of(o)))
                .with("time", Value::Period(o.time_period))
                .with_some("publisher", source.map(|_| goods::publisher(&o)))
        };
        for key in records(a, b, self.exports) {
            let facts = select::stated(panel, key, args, select::is_year, select::of_one_unit, fact);
            if !facts.is_empty() {
                return Ok(facts);
            }
        }
        Err(goods::absent(args))
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{told, told_where};

    #[test]
    fn one_flow_has_two_names() {
        let exports = "exporter=US importer=BO reporter=US value=519844609 USD time=2022";
        assert_eq!(told("goods-exports?area=US,BO"), [exports]);
        assert_eq!(told("goods-imports?area=BO,US&source=census"), [format!("{exports} publisher=U.S. Census Bureau")]);
        let imports = "exporter=BO importer=US reporter=US value=643826640 USD time=2022";
        assert_eq!(told("goods-imports?area=US,BO&time=2022"), [imports]);
        assert_eq!(
            told("goods-exports?area=BO,US&time=last:1&source=census"),
            [format!("{imports} publisher=U.S. Census Bureau")]
        );
    }

    #[test]
    fn ones_own_record_comes_before_the_mirror() {
        let both = "
            release comtrade 2023-01-01 P T
            US exports-goods > BO 2021 = 500 USD
            US exports-goods > BO 2022 = 510 USD
            BO imports-goods > US 2022 = 600 USD";
        assert_eq!(
            told_where(both, "goods-exports?area=US,BO"),
            ["exporter=US importer=BO reporter=US value=510 USD time=2022"]
        );
        assert_eq!(
            told_where(both, "goods-imports?area=BO,US"),
            ["exporter=US importer=BO reporter=BO value=600 USD time=2022"]
        );
        assert_eq!(
            told_where(both, "goods-imports?area=BO,US&time=2021"),
            ["exporter=US importer=BO reporter=US value=500 USD time=2021"]
        );
    }

    #[test]
    fn absent() {
        assert_eq!(
            crate::told::absent("goods-exports?area=US,BO&time=2022-03"),
            "time is to be a calendar year, as 2022, not 2022-03"
        );
        assert_eq!(
            crate::told::absent("goods-exports?area=US,BO&time=2019"),
            "no data but from census, comtrade, imf-imts"
        );
        assert_eq!(crate::told::absent("goods-exports?area=PE,TD"), "no data but from comtrade, imf-imts");
        assert_eq!(crate::told::absent("goods-imports?area=US"), "area wants two countries, got 1");
    }
}
