use attache_model::{Code, ObservationRef, Panel, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Quantity, Value, select};

/// The highest point of a country.
pub(super) struct ElevationHighest;

const HIGHEST: Code = Code::from_static("elevation-highest");

impl Kind for ElevationHighest {
    fn id(&self) -> &'static str {
        HIGHEST.as_str()
    }

    fn states(&self) -> &'static str {
        "How high the highest point of a country is, metres above the sea, and what it is called in the publisher's \
         words. `area` is the country; `source` takes one publisher's figures. Roles: subject, value, point, time; \
         publisher where a source is named."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["source"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::of_area(&args.area, &[HIGHEST])]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let fact = |o: ObservationRef<'_>, source: Option<Code>| {
            let args = Args::of(&[subject]).at(o.time_period).by(source);
            Fact::new(Expression::new(self.id(), args), Derivation::from(o))
                .with("subject", Value::Area(subject))
                .with("value", Value::Quantity(Quantity::of(o)))
                .with_some("point", o.note.map(|note| Value::Text(note.to_string())))
                .with("time", Value::Period(o.time_period))
                .with_some("publisher", source.map(|_| Value::Text(o.release.publisher.clone())))
        };
        let key = SeriesKey::of(subject, HIGHEST);
        let facts = select::stated(panel, key, args, |_| true, select::of_one_unit, fact);
        if facts.is_empty() { Err(Absent::no_data(&["factbook"])) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, told};

    #[test]
    fn with_its_name() {
        assert_eq!(told("elevation-highest?area=BO"), ["subject=BO value=6542 M point=Nevado Sajama time=unstated"]);
        assert_eq!(absent("elevation-highest?area=TD"), "no data but from factbook");
    }
}
