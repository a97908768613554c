use attache_model::{Area, AreaKind, Code, Decimal, Panel, Period, Selection, SeriesKey, unit};

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

    /// The series that it is the sum of.
    fn indicators(self) -> &'static [Code] {
        match self {
            Self::Exports => &[goods::EXPORTS],
            Self::Imports => &[goods::IMPORTS],
            Self::Total => &[goods::EXPORTS, goods::IMPORTS],
        }
    }

    /// The flow with one partner in a year, US dollars, and what it rests on.
    fn value(self, panel: &Panel, reporter: Area, partner: Area, time: Period) -> Option<(Decimal, Vec<Input>)> {
        let (mut sum, mut inputs) = (Decimal::ZERO, Vec::new());
        for indicator in self.indicators() {
            let observed = panel.at(SeriesKey::of(reporter, *indicator).with(partner), time)?;
            if observed.unit != unit::USD {
                return None;
            }
            sum = sum.checked_add(observed.quantity())?;
            inputs.push(Input::from(observed));
        }
        Some((sum, inputs))
    }
}

/// A country or territory, of today or of its time, and no group of them.
fn is_partner(area: Area) -> bool {
    matches!(area.kind(), AreaKind::Country | AreaKind::Territory | AreaKind::Predecessor)
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
        let time = goods::calendar_years(args)?;
        if !is_partner(partner) {
            return Err(Absent::NotApplicable);
        }
        let first = flow.indicators()[0];
        let value = |time| flow.value(panel, reporter, partner, time);
        let key = SeriesKey::of(reporter, first).with(partner);
        let years =
            select::at_times(panel, key, time, |o| select::is_year(o) && value(o.time_period).is_some());
        let partners: Vec<Area> = panel
            .keys(reporter, first)
            .filter(|k| k.breakdown.is_none())
            .filter_map(|k| k.counterpart_area)
            .filter(|a| is_partner(*a))
            .collect();
        let mut facts = Vec::new();
        for time in years.iter().map(|o| o.time_period) {
            let Some((own, mut inputs)) = value(time) else { continue };
            // Who does not trade has no place among those who do.
            if own <= Decimal::ZERO {
                continue;
            }
            let (mut above, mut of) = (0, 1);
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
        match facts.is_empty() {
            false => Ok(facts),
            true if !years.is_empty() => Err(Absent::NotApplicable),
            true => Err(Absent::no_data_but_by_us(args, goods::SOURCES)),
        }
    }
}
