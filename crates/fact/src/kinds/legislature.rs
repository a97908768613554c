use attache_model::{Code, ObservationRef, Panel, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, Value, select};

/// A figure of a country's legislature, or of each of its two chambers.
pub(super) struct Legislature {
    series: Code,
    states: &'static str,
    /// Whether both chambers together are a figure too.
    is_summed: bool,
}

pub(super) static SEATS: Legislature = Legislature {
    series: Code::from_static("legislature-seats"),
    states: "How many seats the legislature of a country has: of one with two chambers, each of these and both \
             together. `area` is the country; `chamber` is `lower chamber`, `upper chamber` or `both chambers`, and \
             nothing for a legislature of one. Roles: subject, chamber, value, time.",
    is_summed: true,
};

pub(super) static WOMEN: Legislature = Legislature {
    series: Code::from_static("legislature-women-share"),
    states: "The share of women in the legislature of a country, or in each of its two chambers, per cent. `area` is \
             the country; `chamber` is `lower chamber` or `upper chamber`, and nothing for a legislature of one. \
             Roles: subject, chamber, value, time.",
    is_summed: false,
};

const CHAMBERS: [&str; 2] = ["lower chamber", "upper chamber"];
const BOTH: &str = "both chambers";

impl Kind for Legislature {
    fn id(&self) -> &'static str {
        self.series.as_str()
    }

    fn states(&self) -> &'static str {
        self.states
    }

    fn takes(&self) -> &'static [&'static str] {
        &["chamber"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::of_area(&args.area, &[self.series])]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let is_whole = |chamber: Option<Code>| chamber.is_none_or(|name| CHAMBERS.contains(&name.as_str()));
        let keys = panel.keys(subject, self.series).filter(|key| is_whole(key.breakdown));
        let all = keys.flat_map(|key| panel.vintages(key)).collect();
        // What editions of another shape of the legislature had is no figure beside.
        let listed = select::newest_list(all, args.time).map(|(_, listed)| listed).unwrap_or_default();
        let of = |chamber: Option<&str>| listed.iter().find(|o| o.key.breakdown.as_deref() == chamber).copied();
        let stated = |o: ObservationRef<'_>, chamber: Option<&str>| {
            let fixed = Args::of(&[subject]).at(o.time_period);
            let fixed = chamber.map_or(fixed.clone(), |chamber| fixed.with("chamber", chamber));
            Fact::new(Expression::new(self.id(), fixed), Derivation::from(o))
                .with("subject", Value::Area(subject))
                .with_some("chamber", chamber.map(|chamber| Value::Text(chamber.to_owned())))
                .with("value", Value::Quantity(Quantity::of(o)))
                .with("time", Value::Period(o.time_period))
        };
        let chambers: Vec<(&str, ObservationRef<'_>)> =
            CHAMBERS.iter().filter_map(|name| Some((*name, of(Some(name))?))).collect();
        let mut facts: Vec<Fact> = chambers.iter().map(|(name, o)| stated(*o, Some(name))).collect();
        if facts.is_empty() {
            facts.extend(of(None).map(|o| stated(o, None)));
        }
        if let ([(_, lower), (_, upper)], true) = (chambers.as_slice(), self.is_summed)
            && let Some(sum) = lower.quantity().checked_add(upper.quantity())
        {
            let inputs = vec![Input::from(*lower), Input::from(*upper)];
            let fixed = Args::of(&[subject]).at(lower.time_period).with("chamber", BOTH);
            let derivation = Derivation::Computed { operation: Operation::Sum, inputs };
            let both = Fact::new(Expression::new(self.id(), fixed), derivation)
                .with("subject", Value::Area(subject))
                .with("chamber", Value::Text(BOTH.to_owned()))
                .with("value", Value::Quantity(Quantity::new(sum, lower.unit)))
                .with("time", Value::Period(lower.time_period));
            facts.push(both);
        }
        if let Some(asked) = args.get("chamber") {
            facts.retain(|fact| matches!(fact.role("chamber"), Some(Value::Text(text)) if *text == *asked));
        }
        if facts.is_empty() { Err(Absent::no_data(&["factbook"])) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, told, told_where};

    #[test]
    fn each_chamber_and_both() {
        assert_eq!(
            told("legislature-seats?area=BO"),
            [
                "subject=BO chamber=lower chamber value=130 SEATS time=unstated",
                "subject=BO chamber=upper chamber value=36 SEATS time=unstated",
                "subject=BO chamber=both chambers value=166 SEATS time=unstated (sum of 2)",
            ]
        );
        assert_eq!(
            told("legislature-women-share?area=BO&chamber=upper%20chamber"),
            ["subject=BO chamber=upper chamber value=58.3 PERCENT time=unstated"]
        );
        assert_eq!(absent("legislature-seats?area=TD"), "no data but from factbook");
    }

    #[test]
    fn of_one_chamber() {
        let peru = "
            release factbook 2024-01-01 P T
            PE legislature-seats unstated = 130 SEATS";
        assert_eq!(told_where(peru, "legislature-seats?area=PE"), ["subject=PE value=130 SEATS time=unstated"]);
    }
}
