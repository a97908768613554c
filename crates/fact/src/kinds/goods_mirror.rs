use attache_model::{Panel, Selection};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, RoleName, Time, Value,
    arithmetic::share,
    kinds::{goods, goods_flow, partners::Flow},
    select,
};
use attache_model::unit;

/// A flow of goods as its two ends record it.
pub(super) struct GoodsMirror;

impl Kind for GoodsMirror {
    fn id(&self) -> &'static str {
        "goods-mirror"
    }

    fn states(&self) -> &'static str {
        "The partner's own record of a flow of goods, beside the reporter's of the same calendar year, US dollars. The \
         two differ by freight and insurance, goods in transit and coverage, and neither is the other's error. `area` \
         is the reporter and the partner; `flow` is the reporter's `exports` (the default) or `imports`. Each record \
         is by the publisher that comes first. Roles: exporter, importer, reporter, partner, flow, value (the \
         reporter's), mirror (the partner's), difference (without sign), share (the difference in per cent of the \
         reporter's), one of more, less and equal (the partner's, to the reporter's), time."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["flow"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["reporter", "partner"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        goods::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (reporter, partner) = args.pair()?;
        goods::calendar_years(args)?;
        let flow = Flow::asked(args)?;
        let exports = flow == Flow::Exports;
        let (exporter, importer) = if exports { (reporter, partner) } else { (partner, reporter) };
        let [own, mirror] = goods_flow::records(reporter, partner, exports);
        let mirror_at = |time| select::at_times(panel, mirror, Time::Period(time), select::is_year).pop();
        let both = |o: &attache_model::ObservationRef<'_>| {
            select::is_year(o) && mirror_at(o.time_period).is_some_and(|mirror| mirror.unit == o.unit)
        };
        let mut facts = Vec::new();
        for own in select::at_times(panel, own, args.time, both) {
            let Some(mirror) = mirror_at(own.time_period) else { continue };
            let (value, other) = (Quantity::of(own), Quantity::of(mirror));
            let Some(difference) = other.value.checked_sub(value.value) else { continue };
            let sign = match difference.cmp(&Default::default()) {
                std::cmp::Ordering::Greater => "more",
                std::cmp::Ordering::Less => "less",
                std::cmp::Ordering::Equal => "equal",
            };
            let derivation = Derivation::Computed {
                operation: Operation::Difference,
                inputs: vec![Input::from(mirror), Input::from(own)],
            };
            let expression = Args::of(&[reporter, partner]).at(own.time_period).with("flow", flow.name());
            let per_cent = share(difference.abs(), value.value).map(|share| Quantity::new(share, unit::PERCENT));
            facts.push(
                Fact::new(Expression::new(self.id(), expression), derivation)
                    .with("exporter", Value::Area(exporter))
                    .with("importer", Value::Area(importer))
                    .with("reporter", Value::Area(reporter))
                    .with("partner", Value::Area(partner))
                    .with("flow", Value::Text(flow.name().to_owned()))
                    .with("value", Value::Quantity(value))
                    .with("mirror", Value::Quantity(other))
                    .with("difference", Value::Quantity(Quantity::new(difference.abs(), value.unit)))
                    .with_some("share", per_cent.map(Value::Quantity))
                    .with(sign, Value::Text(sign.to_owned()))
                    .with("time", Value::Period(own.time_period)),
            );
        }
        // The Census Bureau has the one side alone.
        if facts.is_empty() { Err(Absent::no_data(&["comtrade", "imf-imts"])) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told_where};

    const BOTH: &str = "
        release census 2023-03-08 P T
        US exports-goods > BO 2021 = 500 USD
        US exports-goods > BO 2022 = 510 USD
        US imports-goods > BO 2022 = 700 USD
        release comtrade 2023-06-01 P T
        US exports-goods > BO 2022 = 511 USD
        BO imports-goods > US 2022 = 561 USD
        BO exports-goods > US 2022 = 700.0 USD";

    #[test]
    fn both_records_and_the_gap() {
        assert_eq!(
            told_where(BOTH, "goods-mirror?area=US,BO"),
            ["exporter=US importer=BO reporter=US partner=BO flow=exports value=510 USD mirror=561 USD \
              difference=51 USD share=10 PERCENT more=more time=2022 (difference of 2)"]
        );
        assert_eq!(
            told_where(BOTH, "goods-mirror?area=US,BO&flow=imports"),
            ["exporter=BO importer=US reporter=US partner=BO flow=imports value=700 USD mirror=700 USD \
              difference=0 USD share=0 PERCENT equal=equal time=2022 (difference of 2)"]
        );
        assert!(told_where(BOTH, "goods-mirror?area=BO,US&flow=imports")[0].contains("less=less"));
    }

    #[test]
    fn absent_where_one_side_is() {
        assert_eq!(absent_where(BOTH, "goods-mirror?area=US,BO&time=2021"), "no data but from comtrade, imf-imts");
        assert_eq!(absent("goods-mirror?area=US,BO&flow=up"), "flow is one of exports and imports, not \"up\"");
        assert_eq!(absent("goods-mirror?area=BO,BO"), "does not arise");
    }
}
