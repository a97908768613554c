use attache_model::{Area, Code, Decimal, ObservationRef, Panel, Selection, SeriesKey};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, RoleName, Time, Value,
    kinds::{
        fdi,
        goods_rank::{FEWEST, is_partner},
    },
    select::{self, Account},
};

/// The place of a country among those that have invested in another.
pub(super) struct InvestorRank;

/// The investor's place among those of whom the figure's source has one of the
/// same period and unit, among how many, and what it rests on. `None` where it
/// holds nothing, or too few are listed to be all.
fn place(panel: &Panel, own: ObservationRef<'_>) -> Option<(u32, u32, Vec<Input>)> {
    let value = own.quantity();
    if value <= Decimal::ZERO {
        return None;
    }
    let host = own.key.ref_area;
    let beside = |investor: Area| {
        let key = SeriesKey::of(host, own.key.indicator).with(investor);
        let suits = |o: &ObservationRef<'_>| o.release.source == own.release.source && o.unit == own.unit;
        select::at_times(panel, key, Time::Period(own.time_period), suits).pop()
    };
    let keys = panel.keys(host, own.key.indicator).filter(|key| key.breakdown.is_none());
    let investors = keys.filter_map(|key| key.counterpart_area);
    let others = investors.filter(|area| Some(*area) != own.key.counterpart_area && is_partner(*area));
    let (mut above, mut of, mut inputs) = (0, 1, vec![Input::from(own)]);
    for other in others.filter_map(beside) {
        of += u32::from(other.quantity() > Decimal::ZERO);
        above += u32::from(other.quantity() > value);
        inputs.push(Input::from(other));
    }
    (inputs.len() >= FEWEST).then_some((above + 1, of, inputs))
}

impl Kind for InvestorRank {
    fn id(&self) -> &'static str {
        "investor-rank"
    }

    fn states(&self) -> &'static str {
        "The place of a country among all investors in another, by their stocks of direct investment as the host \
         records them; groups of countries are not counted, nor those that hold nothing. `area` is the host and the \
         investor that is ranked; `source` takes one publisher's figures. Roles: subject (the host), partner (the \
         investor), rank, of (how many investors), time; publisher where a source is named."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["source"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["subject", "partner"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::with_all(args.area.get(..1).unwrap_or_default(), &[fdi::STOCK_INWARD])]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (host, investor) = args.pair()?;
        if !is_partner(investor) {
            return Err(Absent::NotApplicable);
        }
        let key = SeriesKey::of(host, fdi::STOCK_INWARD).with(investor);
        let of_source = |source: Code, time| {
            select::at_times(panel, key, time, |o: &ObservationRef<'_>| o.release.source == source)
        };
        let told = select::accounts(&select::sources(panel, key), args, of_source, |o| *o);
        let holds_nothing = told.iter().any(|account| account.it.quantity() <= Decimal::ZERO);
        let fact = |own: ObservationRef<'_>, source: Option<Code>| {
            let (rank, of, inputs) = place(panel, own)?;
            let args = Args::of(&[host, investor]).at(own.time_period).by(source);
            let derivation = Derivation::Computed { operation: Operation::Rank, inputs };
            let fact = Fact::new(Expression::new(self.id(), args), derivation)
                .with("subject", Value::Area(host))
                .with("partner", Value::Area(investor))
                .with("rank", Value::Rank(rank))
                .with("of", Value::Count(of))
                .with("time", Value::Period(own.time_period))
                .with_some("publisher", source.map(|_| Value::Text(own.release.publisher.clone())));
            Some(fact)
        };
        let facts: Vec<Fact> = told
            .into_iter()
            .filter_map(|Account { it, source, others }| {
                let told = fact(it, source)?;
                let others = others.into_iter().filter_map(|(source, other)| fact(other, Some(source)));
                let dissent = others.filter(|other| other.role("rank") != told.role("rank")).collect();
                Some(Fact { dissent, ..told })
            })
            .collect();
        match facts.is_empty() {
            false => Ok(facts),
            // Who holds nothing has no place among those who do.
            true if holds_nothing => Err(Absent::NotApplicable),
            true => Err(Absent::no_data(&["imf-dip"])),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told, told_where};

    #[test]
    fn among_those_that_hold_something() {
        assert_eq!(told("investor-rank?area=BO,US"), ["subject=BO partner=US rank=3 of=5 time=2022 (rank of 6)"]);
        assert_eq!(absent("investor-rank?area=BO,AD"), "does not arise");
        assert_eq!(absent("investor-rank?area=BO,W00"), "does not arise");
    }

    #[test]
    fn a_few_are_not_all() {
        assert_eq!(absent("investor-rank?area=US,BO"), "no data but from imf-dip");
        assert_eq!(absent("investor-rank?area=BO"), "area wants two countries, got 1");
        assert_eq!(
            absent_where("release census 2023-03-08 P T", "investor-rank?area=US,BO"),
            "no data but from imf-dip"
        );
    }

    /// Figures of another source, unit or year are beside the point, and equal
    /// ones share a place.
    #[test]
    fn of_one_source_year_and_unit() {
        let published = "
            release imf-dip 2024-01-15 IMF T
            PE fdi-stock-inward > US 2022 = 50 USD
            PE fdi-stock-inward > ES 2022 = 90 USD
            PE fdi-stock-inward > GB 2022 = 50 USD
            PE fdi-stock-inward > CL 2022 = 20 USD
            PE fdi-stock-inward > BR 2022 = 10 USD
            PE fdi-stock-inward > CN 2022 = 900 EUR
            PE fdi-stock-inward > MX 2021 = 900 USD
            PE fdi-stock-inward > W00 2022 = 900 USD
            release a-bank 2024-02-15 \"A bank\" T
            PE fdi-stock-inward > US 2022 = 60 USD
            PE fdi-stock-inward > CA 2022 = 900 USD";
        assert_eq!(
            told_where(published, "investor-rank?area=PE,US"),
            ["subject=PE partner=US rank=2 of=5 time=2022 (rank of 5)"]
        );
        assert!(told_where(published, "investor-rank?area=PE,GB")[0].contains("rank=2 of=5"));
        assert_eq!(absent_where(published, "investor-rank?area=PE,US&source=a-bank"), "no data but from imf-dip");
    }
}
