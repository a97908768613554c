use attache_model::{Area, Code, ObservationRef, Panel, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Quantity, RoleName, Value, select};

/// Foreign direct investment: what has been invested, or what is in a year.
pub(super) struct Fdi {
    id: &'static str,
    states: &'static str,
    inward: Code,
    outward: Code,
    /// Who would tell of a country, of a pair with the United States, and of
    /// another one.
    sources: [&'static [&'static str]; 3],
}

/// What others hold in a country.
pub(super) const STOCK_INWARD: Code = Code::from_static("fdi-stock-inward");

pub(super) static STOCK: Fdi = Fdi {
    id: "fdi-stock",
    states: "The stock of foreign direct investment, US dollars. `area` is a country, or a pair. Of a country: what \
             all others hold in it (`direction=inward`, the default) or it in all others (`outward`). Of a pair: what \
             the first holds in the second, by the first's record of its investment abroad, else the second's of that \
             from abroad. `source` takes one publisher's figures. Roles: subject and direction, or investor, host and \
             reporter (whose record it is); value, time, basis (of valuation, where the publisher says it); publisher \
             where a source is named.",
    inward: STOCK_INWARD,
    outward: Code::from_static("fdi-stock-outward"),
    sources: [&["factbook"], &["bea-direct-investment", "imf-dip"], &["imf-dip"]],
};

pub(super) static FLOW: Fdi = Fdi {
    id: "fdi-flow",
    states: "Foreign direct investment in a period, US dollars; negative where more was withdrawn. `area` is a \
             country, or a pair. Of a country: from all others into it (`direction=inward`, the default) or out of it \
             (`outward`). Of a pair: from the first into the second, by the first's record, else the second's. \
             `source` takes one publisher's figures. Roles: subject and direction, or investor, host and reporter \
             (whose record it is); value, time, basis (of valuation, where the publisher says it); publisher where a \
             source is named.",
    inward: Code::from_static("fdi-flow-inward"),
    outward: Code::from_static("fdi-flow-outward"),
    sources: [&["worldbank"], &["bea-direct-investment"], &[]],
};

impl Fdi {
    fn of_country(&self, subject: Area, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (direction, indicator) = match args.get("direction").as_deref() {
            None | Some("inward") => ("inward", self.inward),
            Some("outward") => ("outward", self.outward),
            Some(other) => {
                return Err(Absent::BadArgument {
                    argument: "direction",
                    problem: format!("is inward or outward, not {other:?}"),
                });
            }
        };
        let fact = |o: ObservationRef<'_>, source: Option<Code>| {
            let args = Args::of(&[subject]).at(o.time_period).with("direction", direction).by(source);
            Fact::new(Expression::new(self.id, args), Derivation::from(o))
                .with("subject", Value::Area(subject))
                .with("direction", Value::Text(direction.to_owned()))
        };
        let facts = told(panel, SeriesKey::of(subject, indicator), args, fact);
        if facts.is_empty() { Err(Absent::no_data(self.sources[0])) } else { Ok(facts) }
    }

    fn of_pair(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (investor, host) = args.pair()?;
        if args.get("direction").is_some() {
            return Err(Absent::BadArgument {
                argument: "direction",
                problem: "is of one country; of two, the first invests in the second".to_owned(),
            });
        }
        let fact = |o: ObservationRef<'_>, source: Option<Code>| {
            let args = Args::of(&[investor, host]).at(o.time_period).by(source);
            Fact::new(Expression::new(self.id, args), Derivation::from(o))
                .with("investor", Value::Area(investor))
                .with("host", Value::Area(host))
                .with("reporter", Value::Area(o.key.ref_area))
        };
        let records = [(investor, self.outward, host), (host, self.inward, investor)];
        let records = records.map(|(of, indicator, with)| SeriesKey::of(of, indicator).with(with));
        let told = records.into_iter().map(|key| told(panel, key, args, fact)).find(|facts| !facts.is_empty());
        told.ok_or_else(|| Absent::no_data_of_pair(args, self.sources[1], self.sources[2]))
    }
}

/// The facts of a series, with what those of a country and of a pair share.
fn told<'a>(
    panel: &'a Panel,
    key: SeriesKey,
    args: &Args,
    fact: impl Fn(ObservationRef<'a>, Option<Code>) -> Fact,
) -> Vec<Fact> {
    select::stated(
        panel,
        key,
        args,
        |_| true,
        select::of_one_measure,
        |o, source| {
            fact(o, source)
                .with("value", Value::Quantity(Quantity::of(o)))
                .with("time", Value::Period(o.time_period))
                .with_some("basis", o.note.map(|note| Value::Text(note.to_string())))
                .with_some("publisher", source.map(|_| Value::Text(o.release.publisher.clone())))
        },
    )
}

impl Kind for Fdi {
    fn id(&self) -> &'static str {
        self.id
    }

    fn states(&self) -> &'static str {
        self.states
    }

    fn takes(&self) -> &'static [&'static str] {
        &["direction", "source"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["investor", "host"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        match *args.area.as_slice() {
            [a, b] => {
                vec![select::of_pair(&[a, b], &[self.outward]), select::of_pair(&[b, a], &[self.inward])]
            }
            _ => vec![select::of_area(&args.area, &[self.inward, self.outward])],
        }
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        match *args.area.as_slice() {
            [_, _] => self.of_pair(args, panel),
            _ => self.of_country(args.one()?, args, panel),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, told, told_where};

    #[test]
    fn in_the_country_unless_abroad_is_asked() {
        let inward = "subject=BO direction=inward value=12310000000 USD time=2017";
        assert_eq!(told("fdi-stock?area=BO"), [inward]);
        assert_eq!(told("fdi-stock?area=BO&direction=inward&time=2017"), [inward]);
    }

    const PAIR: &str = "
        release bea-direct-investment 2023-07-20 \"Bureau of Economic Analysis\" T
        US fdi-stock-outward > BO 2021 = 500 million USD ; historical-cost basis
        US fdi-stock-outward > BO 2022 = 510 million USD ; historical-cost basis
        US fdi-flow-outward > BO 2022 = -7 million USD
        release imf-dip 2024-01-15 IMF T
        US fdi-stock-outward > BO 2022 = 498.5 million USD
        BO fdi-stock-inward > US 2022 = 620 million USD
        BO fdi-stock-inward > PE 2022 = 40 million USD";

    #[test]
    fn of_a_pair_the_investor_s_record_comes_first() {
        assert_eq!(
            told_where(PAIR, "fdi-stock?area=US,BO"),
            ["investor=US host=BO reporter=US value=510000000 USD time=2022 basis=historical-cost basis"]
        );
        assert_eq!(
            told_where(PAIR, "fdi-stock?area=PE,BO"),
            ["investor=PE host=BO reporter=BO value=40000000 USD time=2022"]
        );
        assert_eq!(
            told_where(PAIR, "fdi-flow?area=US,BO"),
            ["investor=US host=BO reporter=US value=-7000000 USD time=2022"]
        );
        assert_eq!(
            told_where(PAIR, "fdi-stock?area=US,BO&source=imf-dip"),
            ["investor=US host=BO reporter=US value=498500000 USD time=2022 publisher=IMF"]
        );
    }

    #[test]
    fn absent_for_a_reason() {
        assert_eq!(absent("fdi-stock?area=BO&direction=outward"), "no data but from factbook");
        assert_eq!(absent("fdi-stock?area=BO&direction=up"), "direction is inward or outward, not \"up\"");
        assert_eq!(absent("fdi-stock?area=US,PE"), "no data but from bea-direct-investment, imf-dip");
        assert_eq!(absent("fdi-stock?area=PE,TD"), "no data but from imf-dip");
        assert_eq!(absent("fdi-flow?area=PE,TD"), "no data");
        assert_eq!(absent("fdi-flow?area=PE"), "no data but from worldbank");
        assert_eq!(
            absent("fdi-stock?area=US,BO&direction=inward"),
            "direction is of one country; of two, the first invests in the second"
        );
        assert_eq!(absent("fdi-stock"), "area wants one country, got 0");
    }
}
