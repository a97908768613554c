use attache_model::{Area, Code, Decimal, ObservationRef, Panel, Period, Selection, SeriesKey, unit};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, RoleName, Time, Value, growth,
    kinds::{
        goods::{self, Flow},
        goods_flow,
    },
    select,
};

/// Whose change is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Flow(Flow),
    /// What the exports are more than the imports, or less.
    Balance,
}

impl Of {
    /// What the arguments ask for.
    fn asked(args: &Args) -> Result<Self, Absent> {
        match args.get("flow").as_deref() {
            Some("balance") => Ok(Self::Balance),
            Some("total" | "exports" | "imports") | None => Flow::asked(args).map(Self::Flow),
            Some(other) => Err(Absent::BadArgument {
                argument: "flow",
                problem: format!("is one of exports, imports, total and balance, not {other:?}"),
            }),
        }
    }

    /// What the argument and the role name; nothing for the total.
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Flow(Flow::Total) => None,
            Self::Flow(flow) => Some(flow.name()),
            Self::Balance => Some("balance"),
        }
    }
}

/// How trade in goods changed from the year before, or since another one.
pub(super) struct GoodsGrowth;

/// A record of a pair's trade: the series of which it is the sum, or the first less the second,
/// and who is named first.
struct Record {
    series: Vec<SeriesKey>,
    of: Of,
    a: Area,
    b: Area,
}

impl Record {
    /// Of both flows the first one's record comes first, and it is named first;
    /// of one, the first is the one whose exports or imports they are, whoever
    /// records them.
    fn of(of: Of, a: Area, b: Area) -> [Self; 2] {
        let both = |a, b| {
            let indicators = Flow::Total.indicators().iter();
            Self { series: indicators.map(|indicator| SeriesKey::of(a, *indicator).with(b)).collect(), of, a, b }
        };
        match of {
            Of::Flow(Flow::Total) | Of::Balance => [both(a, b), both(b, a)],
            Of::Flow(flow) => {
                goods_flow::records(a, b, flow == Flow::Exports).map(|key| Self { series: vec![key], of, a, b })
            }
        }
    }

    /// The years that a source has whole, at the times asked for.
    fn years<'a>(&self, panel: &'a Panel, source: Code, time: Time) -> Vec<Year<'a>> {
        let of_source = |o: &ObservationRef<'_>| select::is_year(o) && o.release.source == source;
        let whole = |lead: &ObservationRef<'_>| -> Option<Vec<ObservationRef<'a>>> {
            let figure =
                |key: &SeriesKey| select::at_times(panel, *key, Time::Period(lead.time_period), of_source).pop();
            self.series.iter().map(|key| figure(key).filter(|o| o.unit == lead.unit)).collect()
        };
        let Some(first) = self.series.first() else { return Vec::new() };
        let leads = select::at_times(panel, *first, time, |o| of_source(o) && whole(o).is_some());
        leads.into_iter().filter_map(|lead| Some(Year { lead, of: self.of, figures: whole(&lead)? })).collect()
    }
}

/// A year's trade by a record, as one source has it.
struct Year<'a> {
    lead: ObservationRef<'a>,
    of: Of,
    figures: Vec<ObservationRef<'a>>,
}

impl Year<'_> {
    fn total(&self) -> Option<Decimal> {
        match (self.of, self.figures.as_slice()) {
            (Of::Balance, [exports, imports]) => exports.quantity().checked_sub(imports.quantity()),
            (Of::Balance, _) => None,
            (Of::Flow(_), figures) => figures.iter().try_fold(Decimal::ZERO, |sum, o| sum.checked_add(o.quantity())),
        }
    }
}

/// The change of an amount, of a balance by how much larger or smaller the surplus or the deficit
/// became; `None` where one became the other.
fn change(to: Decimal, from: Decimal, of: Of) -> Option<Decimal> {
    match of {
        Of::Balance if to.is_sign_negative() != from.is_sign_negative() => None,
        Of::Balance => growth(to.abs(), from.abs()),
        Of::Flow(_) => growth(to, from),
    }
}

/// The year that the arguments compare with, where they name one.
fn since(args: &Args) -> Result<Option<Period>, Absent> {
    let Some(since) = args.get("since") else { return Ok(None) };
    match since.as_str().parse() {
        Ok(year @ Period::Year(_)) => Ok(Some(year)),
        _ => Err(Absent::BadArgument {
            argument: "since",
            problem: format!("is to be a calendar year, as 2012, not {:?}", since.as_str()),
        }),
    }
}

impl Kind for GoodsGrowth {
    fn id(&self) -> &'static str {
        "goods-growth"
    }

    fn states(&self) -> &'static str {
        "The change of a pair's trade in goods from the calendar year before, or since an earlier one, in per cent of \
         it to one decimal, by one publisher's figures of both years. `area` is the pair; `flow` is `total` (two-way \
         trade, the default), the first's `exports` to the second or `imports` from it, or its `balance`, where that \
         was a surplus or a deficit in both years; `since` is the year to compare with, where that is not the one \
         before; `source` names the publisher. Roles: a (of two-way trade and the balance the reporter, else whose \
         exports or imports they are), b, reporter, flow (where it is not the total), surplus or deficit (of a \
         balance), growth (without sign), change (the same in money), one of rose, fell and flat, value (of the later \
         year, without sign), before, time; publisher where a source is named."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["flow", "since", "source"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["a", "b"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        goods::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (a, b) = args.pair()?;
        let of = Of::asked(args)?;
        let since = since(args)?;
        goods::calendar_years(args)?;
        let accounts = |record: Record| {
            let sources = record.series.first().map(|first| select::sources(panel, *first)).unwrap_or_default();
            let of_source = |source, time| record.years(panel, source, time);
            let accounts = select::accounts(&sources, args, of_source, |year| year.lead);
            (!accounts.is_empty()).then_some((record, accounts))
        };
        let told = Record::of(of, a, b).into_iter().find_map(accounts);
        let (record, accounts) = told.ok_or_else(|| goods::absent(args))?;
        let earlier = |year: &Year<'_>| {
            let before = since.or_else(|| year.lead.time_period.shifted(-1))?;
            if before.end() >= year.lead.time_period.start() {
                return None;
            }
            let earlier = record.years(panel, year.lead.release.source, Time::Period(before)).pop()?;
            (earlier.lead.unit == year.lead.unit).then_some(earlier)
        };
        let fact = |year: &Year<'_>, source: Option<Code>| {
            let earlier = earlier(year)?;
            let total = year.total()?;
            let before = earlier.total()?;
            let change = change(total, before, of)?;
            let grown = total.checked_sub(before)?;
            let direction = match change.cmp(&Decimal::ZERO) {
                std::cmp::Ordering::Greater => "rose",
                std::cmp::Ordering::Less => "fell",
                std::cmp::Ordering::Equal => "flat",
            };
            let mut expression = Args::of(&args.area).at(year.lead.time_period).by(source);
            if let Some(name) = of.name() {
                expression = expression.with("flow", name);
            }
            let sign = match of {
                Of::Balance if total.is_sign_negative() => Some("deficit"),
                Of::Balance => Some("surplus"),
                Of::Flow(_) => None,
            };
            if let Some(since) = since {
                expression = expression.with("since", &since.to_string());
            }
            let inputs = year.figures.iter().chain(&earlier.figures).map(|o| Input::from(*o)).collect();
            let derivation = Derivation::Computed { operation: Operation::Growth, inputs };
            let fact = Fact::new(Expression::new(self.id(), expression), derivation)
                .with("a", Value::Area(record.a))
                .with("b", Value::Area(record.b))
                .with("reporter", Value::Area(year.lead.key.ref_area))
                .with_some("flow", of.name().map(|name| Value::Text(name.to_owned())))
                .with("growth", Value::Quantity(Quantity::new(change.abs(), unit::PERCENT)))
                .with("change", Value::Quantity(Quantity::new(grown.abs(), year.lead.unit)))
                .with(direction, Value::Text(direction.to_owned()))
                .with("value", Value::Quantity(Quantity::new(total.abs(), year.lead.unit)))
                .with("before", Value::Period(earlier.lead.time_period))
                .with("time", Value::Period(year.lead.time_period))
                .with_some("publisher", source.map(|_| goods::publisher(&year.lead)));
            let fact = match sign {
                Some(sign) => fact.with(sign, Value::Text(sign.to_owned())),
                None => fact,
            };
            Some((change, fact))
        };
        let facts: Vec<Fact> = accounts
            .iter()
            .filter_map(|account| {
                let (change, told) = fact(&account.it, account.source)?;
                let others = account.others.iter().filter_map(|(source, year)| fact(year, Some(*source)));
                // Both are rounded to a tenth.
                let others = others.filter(|(other, _)| (change - *other).abs() > Decimal::new(1, 1));
                Some(Fact { dissent: others.map(|(_, fact)| fact).collect(), ..told })
            })
            .collect();
        let from_nothing = |year: &Year<'_>| {
            let before = earlier(year).and_then(|earlier| earlier.total());
            before.is_some_and(|before| match of {
                // A surplus became a deficit, or the other way round.
                Of::Balance => year.total().is_some_and(|total| change(total, before, of).is_none()),
                Of::Flow(_) => before <= Decimal::ZERO,
            })
        };
        match facts.is_empty() {
            false => Ok(facts),
            true if accounts.iter().any(|account| from_nothing(&account.it)) => Err(Absent::NotApplicable),
            true => Err(goods::absent(args)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told, told_where};

    #[test]
    fn in_per_cent_of_the_year_before() {
        let rose = "a=US b=BO reporter=US growth=11.1 PERCENT change=116049536 USD rose=rose value=1163671249 USD before=2021 time=2022 (growth of 4)";
        assert_eq!(told("goods-growth?area=US,BO"), [rose]);
        // 2020 has no year before it.
        assert_eq!(told("goods-growth?area=BO,US&source=census&time=last:3").len(), 2);
    }

    const THREE_YEARS: &str = "
        release census 2023-03-08 P T
        US exports-goods > BO 2020 = 0 USD
        US imports-goods > BO 2020 = 0 USD
        US exports-goods > BO 2021 = 100 USD
        US imports-goods > BO 2021 = 100 USD
        US exports-goods > BO 2022 = 100 USD
        US imports-goods > BO 2022 = 99.95 USD
        US exports-goods > BO 2023 = 50 USD
        US imports-goods > BO 2023 = 49.9 USD
        US exports-goods > BO 2025 = 1 USD
        US imports-goods > BO 2025 = 1 USD";

    #[test]
    fn fell_or_stood() {
        assert_eq!(
            told_where(THREE_YEARS, "goods-growth?area=US,BO&time=2023"),
            [
                "a=US b=BO reporter=US growth=50 PERCENT change=100.05 USD fell=fell value=99.9 USD before=2022 time=2023 (growth of 4)"
            ]
        );
        assert_eq!(
            told_where(THREE_YEARS, "goods-growth?area=US,BO&time=2022"),
            [
                "a=US b=BO reporter=US growth=0 PERCENT change=0.05 USD flat=flat value=199.95 USD before=2021 time=2022 (growth of 4)"
            ]
        );
    }

    /// Whose exports or imports they are is named first, though the other
    /// recorded them.
    #[test]
    fn of_one_flow() {
        assert_eq!(
            told("goods-growth?area=US,BO&flow=exports"),
            [
                "a=US b=BO reporter=US flow=exports growth=5.9 PERCENT change=32365290 USD fell=fell value=519844609 USD before=2021 \
              time=2022 (growth of 2)"
            ]
        );
        let mirror = "
            release comtrade 2023-01-01 P T
            BO imports-goods > PE 2021 = 200 USD
            BO imports-goods > PE 2022 = 250 USD";
        assert_eq!(
            told_where(mirror, "goods-growth?area=PE,BO&flow=exports"),
            [
                "a=PE b=BO reporter=BO flow=exports growth=25 PERCENT change=50 USD rose=rose value=250 USD before=2021 time=2022 \
              (growth of 2)"
            ]
        );
        assert_eq!(absent_where(mirror, "goods-growth?area=PE,BO"), "no data but from comtrade, imf-imts");
        assert_eq!(
            absent("goods-growth?area=US,BO&flow=tourists"),
            "flow is one of exports, imports, total and balance, not \"tourists\""
        );
    }

    #[test]
    fn of_a_balance_of_one_sign() {
        let published = "
            release census 2023-03-08 P T
            US exports-goods > BO 2020 = 300 USD
            US imports-goods > BO 2020 = 100 USD
            US exports-goods > BO 2021 = 100 USD
            US imports-goods > BO 2021 = 300 USD
            US exports-goods > BO 2022 = 150 USD
            US imports-goods > BO 2022 = 300 USD";
        assert_eq!(
            told_where(published, "goods-growth?area=US,BO&flow=balance&time=2022"),
            [
                "a=US b=BO reporter=US flow=balance growth=25 PERCENT change=50 USD fell=fell value=150 USD before=2021 time=2022 \
              deficit=deficit (growth of 4)"
            ]
        );
        assert_eq!(absent_where(published, "goods-growth?area=US,BO&flow=balance&time=2021"), "does not arise");
    }

    #[test]
    fn since_a_year_that_is_named() {
        assert_eq!(
            told("goods-growth?area=US,BO&since=2020&flow=imports"),
            [
                "a=US b=BO reporter=US flow=imports growth=69.5 PERCENT change=263997088 USD rose=rose value=643826640 USD before=2020 \
              time=2022 (growth of 2)"
            ]
        );
        // 2020 itself is not since 2020.
        assert_eq!(told("goods-growth?area=US,BO&since=2020&time=last:3").len(), 2);
        assert_eq!(absent("goods-growth?area=US,BO&since=2022"), "no data but from census, comtrade, imf-imts");
        assert_eq!(
            absent("goods-growth?area=US,BO&since=2020-03"),
            "since is to be a calendar year, as 2012, not \"2020-03\""
        );
    }

    /// Two publishers, of one year each, give no growth between them.
    #[test]
    fn of_one_publisher_both_years() {
        let published = "
            release comtrade 2023-01-01 P T
            US exports-goods > BO 2021 = 100 USD
            US imports-goods > BO 2021 = 100 USD
            release census 2023-03-08 P T
            US exports-goods > BO 2022 = 150 USD
            US imports-goods > BO 2022 = 150 USD";
        assert_eq!(absent_where(published, "goods-growth?area=US,BO"), "no data but from census, comtrade, imf-imts");
    }

    #[test]
    fn from_nothing_there_is_no_growth() {
        assert_eq!(absent_where(THREE_YEARS, "goods-growth?area=US,BO&time=2021"), "does not arise");
        assert_eq!(
            absent_where(THREE_YEARS, "goods-growth?area=US,BO&time=2025"),
            "no data but from census, comtrade, imf-imts"
        );
        assert_eq!(absent("goods-growth?area=US,BO&time=2020"), "no data but from census, comtrade, imf-imts");
    }
}
