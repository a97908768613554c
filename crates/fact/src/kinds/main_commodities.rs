use attache_model::{Code, ObservationRef, Panel, Selection};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Value,
    kinds::partners::{Flow, SOURCES},
    select,
};

/// The main goods that a country exports or imports.
pub(super) struct MainCommodities;

fn indicator(flow: Flow) -> Code {
    if flow == Flow::Exports { Code::from_static("export-commodity") } else { Code::from_static("import-commodity") }
}

impl Kind for MainCommodities {
    fn id(&self) -> &'static str {
        "main-commodities"
    }

    fn states(&self) -> &'static str {
        "The main goods that a country exports or imports, in order, in the words of the newest edition. `area` is the \
         country; `flow` is `exports` (the default) or `imports`. Roles: subject, flow, commodities, time."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["flow"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::of_area(&args.area, &[indicator(Flow::Exports), indicator(Flow::Imports)])]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let flow = Flow::asked(args)?;
        let keys =
            panel.keys(subject, indicator(flow)).filter(|k| k.counterpart_area.is_none() && k.breakdown.is_some());
        let all: Vec<ObservationRef<'_>> = keys.flat_map(|k| panel.vintages(k)).collect();
        let (time, mut listed) = select::newest_list(all, args.time).ok_or(Absent::no_data(SOURCES))?;
        listed.sort_by_key(|o| (o.value, o.row));
        let commodities = listed.iter().filter_map(|o| o.key.breakdown).map(|c| c.to_string()).collect();
        Ok(vec![
            Fact::new(
                Expression::new(self.id(), Args::of(&[subject]).at(time).with("flow", flow.name())),
                Derivation::StatedBy(listed.iter().map(|o| Input::from(*o)).collect()),
            )
            .with("subject", Value::Area(subject))
            .with("flow", Value::Text(flow.name().to_owned()))
            .with("commodities", Value::Texts(commodities))
            .with("time", Value::Period(time)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn in_the_order_of_the_edition() {
        assert_eq!(
            told("main-commodities?area=BO"),
            [
                "subject=BO flow=exports commodities=gold; natural gas; precious metal ore; zinc ore; soybean meal time=2023"
            ]
        );
        assert_eq!(
            told("main-commodities?area=BO&time=2014"),
            ["subject=BO flow=exports commodities=silver time=2014"]
        );
    }

    #[test]
    fn absent() {
        assert_eq!(crate::told::absent("main-commodities?area=BO&flow=imports"), "no data but from factbook");
        assert_eq!(
            crate::told::absent("main-commodities?area=BO&flow=up"),
            "flow is one of exports and imports, not \"up\""
        );
    }
}
