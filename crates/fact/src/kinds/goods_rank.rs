use attache_model::{Area, AreaKind, Code, Decimal, Panel, Period, Selection, SeriesKey, unit};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Value, kinds::goods, select};

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
        let years = select::at_times(panel, key, time, |o| select::is_year(o) && value(o.time_period).is_some());
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

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told, told_where};

    #[test]
    fn among_countries_and_not_groups() {
        assert_eq!(
            told("goods-rank?area=US,BO"),
            ["reporter=US partner=BO flow=trading partner rank=4 of=5 time=2022 (rank of 10)"]
        );
        assert_eq!(
            told("goods-rank?area=US,MX&flow=exports"),
            ["reporter=US partner=MX flow=export market rank=1 of=5 time=2022 (rank of 5)"]
        );
        assert_eq!(absent("goods-rank?area=US,W00"), "does not arise");
    }

    #[test]
    fn those_with_equal_trade_share_a_place() {
        let published = "
            release comtrade 2023-01-01 P T
            BO imports-goods > BR 2022 = 3 USD
            BO imports-goods > US 2022 = 2 USD
            BO imports-goods > CN 2022 = 2.0 USD
            BO imports-goods > PE 2022 = 1 USD
            BO imports-goods > AD 2022 = 0 USD";
        let rank =
            |partner: &str| told_where(published, &format!("goods-rank?area=BO,{partner}&flow=imports")).remove(0);
        assert_eq!(rank("US"), "reporter=BO partner=US flow=source of imports rank=2 of=4 time=2022 (rank of 5)");
        assert!(rank("CN").contains("rank=2 of=4"));
        assert!(rank("PE").contains("rank=4 of=4"));
        assert_eq!(absent_where(published, "goods-rank?area=BO,AD&flow=imports"), "does not arise");
    }

    #[test]
    fn a_state_of_its_time_counts() {
        let published = "
            release census 2023-03-08 P T
            US exports-goods > SUHH 1988 = 3 USD
            US exports-goods > BO 1988 = 2 USD";
        let [rank] = told_where(published, "goods-rank?area=US,BO&flow=exports").try_into().unwrap();
        assert!(rank.contains("rank=2 of=2"), "{rank}");
    }

    #[test]
    fn by_the_first_one_s_figures_alone() {
        assert_eq!(absent("goods-rank?area=BO,US"), "does not arise");
        assert_eq!(absent("goods-rank?area=US,TD"), "no data but from census");
        assert_eq!(
            absent("goods-rank?area=US,BO&flow=tourists"),
            "flow is one of exports, imports and total, not \"tourists\""
        );
    }
}
