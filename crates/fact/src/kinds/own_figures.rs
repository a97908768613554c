use attache_model::{Code, ObservationRef, Panel, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Quantity, RoleName, Time, Value, select};

/// The figures that a user has added of a country, or of a pair.
pub(super) struct OwnFigures;

/// Before the indicators of a user's own data.
const PREFIX: Code = Code::from_static("own:");

/// Whether the arguments ask for the series.
fn is_asked(args: &Args, key: &SeriesKey) -> bool {
    let indicator = args.get("indicator").is_none_or(|name| own_name(key.indicator) == name.as_str());
    // Of one indicator without a category, the total is meant.
    let category = match args.get("category") {
        Some(category) => key.breakdown == Some(category),
        None => args.get("indicator").is_none() || key.breakdown.is_none(),
    };
    indicator && category
}

/// The code without its prefix.
fn own_name(indicator: Code) -> &'static str {
    indicator.as_str().strip_prefix(PREFIX.as_str()).unwrap_or(indicator.as_str())
}

/// What the release calls the series, else the codes.
fn label(o: &ObservationRef<'_>) -> String {
    let title = |code: Code| o.release.labels.iter().find(|(c, _)| *c == code).map(|(_, title)| title.as_str());
    let label = title(o.key.indicator).unwrap_or(own_name(o.key.indicator));
    match o.key.breakdown {
        Some(category) => format!("{label} ({})", title(category).unwrap_or(category.as_str())),
        None => label.to_owned(),
    }
}

impl Kind for OwnFigures {
    fn id(&self) -> &'static str {
        "own-figures"
    }

    fn states(&self) -> &'static str {
        "The latest figures that your own data packages have of a country or of a pair, a fact for each series. \
         `area` is the country, or the country and its partner; `indicator` (without `own:`) and `category` name one \
         series; `source` takes one package's figures. Roles: subject, partner, label (what the package calls it), \
         value, time; publisher where a source is named."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["indicator", "category", "source"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["subject", "partner"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::prefixed(&args.area, PREFIX)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (subject, partner) = match *args.area.as_slice() {
            [_, _] => args.pair().map(|(a, b)| (a, Some(b)))?,
            _ => (args.one()?, None),
        };
        let fact = |o: ObservationRef<'_>, source: Option<Code>| {
            let mut fixed = Args::of(&args.area).with("indicator", own_name(o.key.indicator)).by(source);
            if let Some(category) = o.key.breakdown {
                fixed = fixed.with("category", &category);
            }
            fixed.time = Time::Period(o.time_period);
            Fact::new(Expression::new(self.id(), fixed), Derivation::from(o))
                .with("subject", Value::Area(subject))
                .with_some("partner", partner.map(Value::Area))
                .with("label", Value::Text(label(&o)))
                .with("value", Value::Quantity(Quantity::of(o)))
                .with("time", Value::Period(o.time_period))
                .with_some("publisher", source.map(|_| Value::Text(o.release.publisher.clone())))
        };
        let keys = panel.keys_prefixed(subject, PREFIX);
        let asked = keys.filter(|key| key.counterpart_area == partner && is_asked(args, key));
        let facts: Vec<Fact> =
            asked.flat_map(|key| select::stated(panel, key, args, |_| true, select::of_one_measure, fact)).collect();
        // Nobody but the user would have them, so that none are missing.
        if facts.is_empty() { Err(Absent::NotApplicable) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent_where, told_where};

    const OWN: &str = "
        release ministry 2024-03-01 Ministry \"Our figures\"
        label own:scholarships \"Scholarships granted\"
        label women Women
        US own:scholarships > BO 2022 = 14 COUNT
        US own:scholarships > BO 2023 = 17 COUNT
        US own:scholarships:women > BO 2023 = 9 COUNT
        BO own:coca-area:legal-limit 2021 = 22000 HA
        BO own:coca-area 2022 = 29900 HA
        BO population 2022 = 5 PERSONS";

    #[test]
    fn the_latest_of_each_series() {
        assert_eq!(
            told_where(OWN, "own-figures?area=US,BO"),
            [
                "subject=US partner=BO label=Scholarships granted value=17 COUNT time=2023",
                "subject=US partner=BO label=Scholarships granted (Women) value=9 COUNT time=2023",
            ]
        );
        assert_eq!(
            told_where(OWN, "own-figures?area=BO"),
            [
                "subject=BO label=coca-area value=29900 HA time=2022",
                "subject=BO label=coca-area (legal-limit) value=22000 HA time=2021",
            ]
        );
    }

    #[test]
    fn one_series() {
        assert_eq!(told_where(OWN, "own-figures?area=US,BO&indicator=scholarships&time=last:5").len(), 2);
        assert_eq!(
            told_where(OWN, "own-figures?area=BO&indicator=coca-area&category=legal-limit"),
            ["subject=BO label=coca-area (legal-limit) value=22000 HA time=2021"]
        );
    }

    #[test]
    fn none() {
        assert_eq!(absent_where(OWN, "own-figures?area=BO,US"), "does not arise");
        assert_eq!(absent_where(OWN, "own-figures?area=US,BO,PE"), "area wants one country, got 3");
    }
}
