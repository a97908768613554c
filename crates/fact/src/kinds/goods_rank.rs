use attache_model::{Area, Decimal, Panel, Period, Selection, SeriesKey};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Value, kinds::goods, select,
};

/// The place of a country among another's partners in goods trade.
pub(super) struct GoodsRank;

/// What partners are ordered by.
#[derive(Clone, Copy)]
enum Flow {
    Exports,
    Imports,
    Total,
}

impl Flow {
    fn asked(args: &Args) -> Result<Self, Absent> {
        match args.get("flow").as_deref() {
            None | Some("total") => Ok(Self::Total),
            Some("exports") => Ok(Self::Exports),
            Some("imports") => Ok(Self::Imports),
            Some(other) => Err(Absent::BadArgument {
                argument: "flow",
                problem: format!("is one of exports, imports and total, not {other:?}"),
            }),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Exports => "exports",
            Self::Imports => "imports",
            Self::Total => "total",
        }
    }

    /// What a partner is called that stands in the order.
    fn partner_is(self) -> &'static str {
        match self {
            Self::Exports => "export market",
            Self::Imports => "source of imports",
            Self::Total => "trading partner",
        }
    }

    /// The flow with one partner in a year, and what it rests on.
    fn value(self, panel: &Panel, reporter: Area, partner: Area, time: Period) -> Option<(Decimal, Vec<Input>)> {
        let at = |indicator| panel.at(SeriesKey::of(reporter, indicator).with(partner), time);
        let observed = match self {
            Self::Exports => vec![at(goods::EXPORTS)?],
            Self::Imports => vec![at(goods::IMPORTS)?],
            Self::Total => vec![at(goods::EXPORTS)?, at(goods::IMPORTS)?],
        };
        let sum = observed.iter().try_fold(Decimal::ZERO, |sum, o| sum.checked_add(o.quantity()))?;
        Some((sum, observed.into_iter().map(Input::from).collect()))
    }
}

impl Kind for GoodsRank {
    fn id(&self) -> &'static str {
        "goods-rank"
    }

    fn states(&self) -> &'static str {
        "The place of a country among all partners of another in goods trade in a calendar year, by the latter's own \
         figures; groups of countries are not counted. `area` is the reporter and the partner that is ranked; `flow` \
         is `exports`, `imports` or `total` (the default). Roles: reporter, partner, flow, rank, of (how many \
         partners), time."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        goods::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (reporter, partner) = args.pair()?;
        let flow = Flow::asked(args)?;
        let key = SeriesKey::of(reporter, goods::EXPORTS).with(partner);
        let times: Vec<Period> =
            select::at_times(panel, key, args.time, select::is_year).iter().map(|o| o.time_period).collect();
        let partners: Vec<Area> = panel
            .keys(reporter, goods::EXPORTS)
            .filter(|k| k.breakdown.is_none())
            .filter_map(|k| k.counterpart_area)
            .filter(|a| a.is_present())
            .collect();
        let mut facts = Vec::new();
        for time in times {
            let Some((own, inputs)) = flow.value(panel, reporter, partner, time) else { continue };
            if own <= Decimal::ZERO {
                continue;
            }
            let (mut above, mut of, mut inputs) = (0, 1, inputs);
            for other in partners.iter().filter(|p| **p != partner) {
                let Some((value, rests_on)) = flow.value(panel, reporter, *other, time) else { continue };
                of += u32::from(value > Decimal::ZERO);
                above += u32::from(value > own);
                inputs.extend(rests_on);
            }
            let expression = Args::of(&[reporter, partner]).at(time).with("flow", flow.name());
            facts.push(
                Fact::new(
                    Expression::new(self.id(), expression),
                    Derivation::Computed { operation: Operation::Rank, inputs },
                )
                .with("reporter", Value::Area(reporter))
                .with("partner", Value::Area(partner))
                .with("flow", Value::Text(flow.partner_is().to_owned()))
                .with("rank", Value::Rank(above + 1))
                .with("of", Value::Count(of))
                .with("time", Value::Period(time)),
            );
        }
        if facts.is_empty() {
            return Err(Absent::no_data_but_by_us(args, goods::SOURCES));
        }
        Ok(facts)
    }
}
