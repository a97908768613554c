use attache_model::{Area, AreaKind, Code, Decimal, ObservationRef, Panel, Period, Selection, SeriesKey};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, RoleName, Time, Value,
    kinds::goods::{self, Flow},
    select::{self, Account},
};

/// The place of a country among another's partners in goods trade.
pub(super) struct GoodsRank;

/// Every country trades with more partners than these. A release that has fewer
/// was asked for a few pairs, and tells nothing of the order of all.
pub(super) const FEWEST: usize = 5;

impl Flow {
    /// What a partner is called that stands in the order.
    fn partner_is(self) -> &'static str {
        match self {
            Self::Exports => "export market",
            Self::Imports => "source of imports",
            Self::Total => "trading partner",
        }
    }

    /// The flow with one partner in a year as a source has it, and what it rests
    /// on: figures in one unit.
    fn value<'a>(self, of: Of<'a>, partner: Area, time: Time) -> Option<(Decimal, Code, Vec<ObservationRef<'a>>)> {
        let (mut sum, mut unit, mut rests_on) = (Decimal::ZERO, None, Vec::new());
        for indicator in self.indicators() {
            let observed = of.figures(*indicator, partner, time).pop()?;
            if *unit.get_or_insert(observed.unit) != observed.unit {
                return None;
            }
            sum = sum.checked_add(observed.quantity())?;
            rests_on.push(observed);
        }
        Some((sum, unit?, rests_on))
    }
}

/// The trade of a reporter as one source has it.
#[derive(Clone, Copy)]
struct Of<'a> {
    panel: &'a Panel,
    reporter: Area,
    source: Code,
}

impl<'a> Of<'a> {
    fn figures(self, indicator: Code, partner: Area, time: Time) -> Vec<ObservationRef<'a>> {
        let key = SeriesKey::of(self.reporter, indicator).with(partner);
        select::at_times(self.panel, key, time, |o| select::is_year(o) && o.release.source == self.source)
    }

    /// The years in which it has the flow with the partner, at the times asked
    /// for: of each the first of the flow's figures.
    fn years(self, flow: Flow, partner: Area, time: Time) -> Vec<ObservationRef<'a>> {
        let key = SeriesKey::of(self.reporter, flow.indicators()[0]).with(partner);
        let whole = |time| flow.value(self, partner, Time::Period(time)).is_some();
        let suits =
            |o: &ObservationRef<'_>| select::is_year(o) && o.release.source == self.source && whole(o.time_period);
        select::at_times(self.panel, key, time, suits)
    }

    /// The partner's place in a year, among how many of the region (of none, all), and what it
    /// rests on. `None` where it has none, or the source has too few to be all.
    fn place(self, flow: Flow, partner: Area, region: Option<Area>, time: Period) -> Option<(u32, u32, Vec<Input>)> {
        let time = Time::Period(time);
        let (own, unit, rests_on) = flow.value(self, partner, time)?;
        if own <= Decimal::ZERO {
            return None;
        }
        let mut inputs: Vec<Input> = rests_on.into_iter().map(Input::from).collect();
        let keys = self.panel.keys(self.reporter, flow.indicators()[0]).filter(|k| k.breakdown.is_none());
        let (mut above, mut of, mut listed) = (0, 1, 1);
        for other in keys.filter_map(|k| k.counterpart_area).filter(|a| *a != partner && is_partner(*a)) {
            let Some((value, _, rests_on)) = flow.value(self, other, time).filter(|(_, u, _)| *u == unit) else {
                continue;
            };
            listed += 1;
            if region.is_some_and(|region| !region.has_within(other)) {
                continue;
            }
            of += u32::from(value > Decimal::ZERO);
            above += u32::from(value > own);
            inputs.extend(rests_on.into_iter().map(Input::from));
        }
        (listed >= FEWEST).then_some((above + 1, of, inputs))
    }
}

/// A country or territory, of today or of its time, and no group of them.
pub(super) fn is_partner(area: Area) -> bool {
    matches!(area.kind(), AreaKind::Country | AreaKind::Territory | AreaKind::Predecessor)
}

/// Nobody tells of it. Who orders the partners of others than the United States
/// is not the Census Bureau.
fn absent(args: &Args) -> Absent {
    match args.area.first().map(|reporter| reporter.code()) {
        Some("US") => goods::absent(args),
        _ => Absent::no_data(&["comtrade", "imf-imts"]),
    }
}

impl Kind for GoodsRank {
    fn id(&self) -> &'static str {
        "goods-rank"
    }

    fn states(&self) -> &'static str {
        "The place of a country among all partners of another in goods trade in a calendar year, by the latter's own \
         figures; groups of countries are not counted. `area` is the reporter and the partner that is ranked; `flow` \
         is `exports`, `imports` or `total` (the default); `among` takes the partners of a region alone, as the United \
         Nations divide the world (M49): `South America`, `M49:005`; `source` takes one publisher's figures. Roles: \
         reporter, partner, flow, rank, of (how many partners), among (the region), time; publisher where a source is \
         named."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["flow", "among", "source"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["reporter", "partner"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        goods::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (reporter, partner) = args.pair()?;
        let flow = Flow::asked(args)?;
        goods::calendar_years(args)?;
        let region = select::region(args)?;
        if !is_partner(partner) || region.is_some_and(|region| !region.has_within(partner)) {
            return Err(Absent::NotApplicable);
        }
        let of = |source| Of { panel, reporter, source };
        let sources = select::sources(panel, SeriesKey::of(reporter, flow.indicators()[0]).with(partner));
        let told = select::accounts(&sources, args, |source, time| of(source).years(flow, partner, time), |year| *year);
        let fact = |year: &ObservationRef<'_>, source: Option<Code>| {
            let time = year.time_period;
            let (rank, among, inputs) = of(year.release.source).place(flow, partner, region, time)?;
            let mut args = Args::of(&[reporter, partner]).at(time).with("flow", flow.name()).by(source);
            if let Some(region) = region {
                args = args.with("among", region.code());
            }
            let derivation = Derivation::Computed { operation: Operation::Rank, inputs };
            let fact = Fact::new(Expression::new(self.id(), args), derivation)
                .with("reporter", Value::Area(reporter))
                .with("partner", Value::Area(partner))
                .with("flow", Value::Text(flow.partner_is().to_owned()))
                .with("rank", Value::Rank(rank))
                .with("of", Value::Count(among))
                .with_some("among", region.map(Value::Area))
                .with("time", Value::Period(time))
                .with_some("publisher", source.map(|_| goods::publisher(year)));
            Some(fact)
        };
        // Who does not trade has no place among those who do.
        let no_trade = told.iter().any(|account| account.it.quantity().is_zero());
        let facts: Vec<Fact> = told
            .into_iter()
            .filter_map(|Account { it, source, others }| {
                let told = fact(&it, source)?;
                let others = others.iter().filter_map(|(source, other)| fact(other, Some(*source)));
                let dissent = others.filter(|other| other.role("rank") != told.role("rank")).collect();
                Some(Fact { dissent, ..told })
            })
            .collect();
        match facts.is_empty() {
            false => Ok(facts),
            true if no_trade => Err(Absent::NotApplicable),
            true => Err(absent(args)),
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
    fn among_the_partners_of_a_region() {
        let published = "
            release census 2023-03-08 P T
            US exports-goods > CA 2022 = 9 USD
            US exports-goods > CN 2022 = 8 USD
            US exports-goods > BR 2022 = 3 USD
            US exports-goods > BO 2022 = 2 USD
            US exports-goods > PE 2022 = 1 USD";
        let rank = |among: &str| told_where(published, &format!("goods-rank?area=US,BO&flow=exports&among={among}"));
        assert_eq!(
            rank("South America"),
            ["reporter=US partner=BO flow=export market rank=2 of=3 among=M49:005 time=2022 (rank of 3)"]
        );
        assert_eq!(absent_where(published, "goods-rank?area=US,BO&flow=exports&among=Europe"), "does not arise");
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

    /// The order is by one publisher's figures, though another has more partners.
    #[test]
    fn no_order_mixes_publishers() {
        let published = "
            release census 2023-03-08 P T
            US exports-goods > BO 2022 = 2 USD
            US exports-goods > PE 2022 = 1 USD
            US exports-goods > AR 2022 = 0 USD
            US exports-goods > BR 2022 = 0 USD
            US exports-goods > CL 2022 = 0 USD
            release comtrade 2024-01-01 \"UN Statistics\" T
            US exports-goods > BO 2022 = 2 USD
            US exports-goods > PE 2022 = 3 USD
            US exports-goods > CN 2022 = 9 USD
            US exports-goods > CL 2022 = 1 USD
            US exports-goods > AR 2022 = 1 USD";
        assert_eq!(
            told_where(published, "goods-rank?area=US,BO&flow=exports"),
            ["reporter=US partner=BO flow=export market rank=1 of=2 time=2022 (rank of 5) / \
              reporter=US partner=BO flow=export market rank=3 of=5 time=2022 publisher=UN Statistics (rank of 5)"]
        );
    }

    /// Who asked the United Nations for one pair has no order of partners.
    #[test]
    fn a_few_partners_are_not_all() {
        let published = "
            release comtrade 2023-01-01 P T
            BO imports-goods > US 2022 = 2 USD
            BO imports-goods > CN 2022 = 1 USD";
        assert_eq!(
            absent_where(published, "goods-rank?area=BO,US&flow=imports"),
            "no data but from comtrade, imf-imts"
        );
    }

    #[test]
    fn a_state_of_its_time_counts() {
        let published = "
            release census 2023-03-08 P T
            US exports-goods > SUHH 1988 = 3 USD
            US exports-goods > BO 1988 = 2 USD
            US exports-goods > PE 1988 = 0 USD
            US exports-goods > CL 1988 = 0 USD
            US exports-goods > AR 1988 = 0 USD";
        let [rank] = told_where(published, "goods-rank?area=US,BO&flow=exports").try_into().unwrap();
        assert!(rank.contains("rank=2 of=2"), "{rank}");
    }

    #[test]
    fn by_the_first_one_s_figures_alone() {
        assert_eq!(absent("goods-rank?area=BO,US"), "no data but from comtrade, imf-imts");
        assert_eq!(absent("goods-rank?area=US,TD"), "no data but from census, comtrade, imf-imts");
        assert_eq!(
            absent("goods-rank?area=US,BO&flow=tourists"),
            "flow is one of exports, imports and total, not \"tourists\""
        );
    }
}
