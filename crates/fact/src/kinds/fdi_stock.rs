use attache_model::{Code, Panel, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Quantity, Value, select};

/// The stock of foreign direct investment in a country, or of its own abroad.
pub(super) struct FdiStock;

const SOURCES: &[&str] = &["factbook"];

impl Kind for FdiStock {
    fn id(&self) -> &'static str {
        "fdi-stock"
    }

    fn states(&self) -> &'static str {
        "The stock of foreign direct investment, US dollars: in a country (`direction=inward`, the default) or of it \
         abroad (`outward`), from or in all countries together. `area` is the country. Roles: subject, direction, \
         value, time."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        let indicators = ["fdi-stock-inward", "fdi-stock-outward"].map(Code::from_static);
        vec![select::of_area(&args.area, &indicators)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let (direction, indicator) = match args.get("direction").as_deref() {
            None | Some("inward") => ("inward", Code::from_static("fdi-stock-inward")),
            Some("outward") => ("outward", Code::from_static("fdi-stock-outward")),
            Some(other) => {
                return Err(Absent::BadArgument {
                    argument: "direction",
                    problem: format!("is inward or outward, not {other:?}"),
                });
            }
        };
        let observations = select::at_times(panel, SeriesKey::of(subject, indicator), args.time, |_| true);
        if observations.is_empty() {
            return Err(Absent::no_data(SOURCES));
        }
        let fact = |o: attache_model::ObservationRef<'_>| {
            let expression = Args::of(&[subject]).at(o.time_period).with("direction", direction);
            Fact::new(Expression::new(self.id(), expression), Derivation::from(o))
                .with("subject", Value::Area(subject))
                .with("direction", Value::Text(direction.to_owned()))
                .with("value", Value::Quantity(Quantity::of(o)))
                .with("time", Value::Period(o.time_period))
        };
        Ok(observations.into_iter().map(fact).collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn in_the_country_unless_abroad_is_asked() {
        let inward = "subject=BO direction=inward value=12310000000 USD time=2017";
        assert_eq!(told("fdi-stock?area=BO"), [inward]);
        assert_eq!(told("fdi-stock?area=BO&direction=inward&time=2017"), [inward]);
    }

    #[test]
    fn absent() {
        assert_eq!(crate::told::absent("fdi-stock?area=BO&direction=outward"), "no data but from factbook");
        assert_eq!(crate::told::absent("fdi-stock?area=BO&direction=up"), "direction is inward or outward, not \"up\"");
    }
}
