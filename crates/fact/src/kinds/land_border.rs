use attache_model::{Code, Panel, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Quantity, Time, Value, select};

const BORDER: Code = Code::from_static("land-boundary");

/// The land border of two countries.
pub(super) struct LandBorder;

impl Kind for LandBorder {
    fn id(&self) -> &'static str {
        "land-border"
    }

    fn states(&self) -> &'static str {
        "The length of the land border of two countries, kilometres, by the first one's figure, else the second's. \
         `area` is the pair. Roles: a, b, length."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::with_all(&args.area, &[BORDER])]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (a, b) = args.pair()?;
        let length = [(a, b), (b, a)]
            .into_iter()
            .find_map(|(x, y)| select::at_times(panel, SeriesKey::of(x, BORDER).with(y), Time::Latest, |_| true).pop())
            // Two countries without a common border have no such figure, and that is no gap.
            .ok_or(Absent::NotApplicable)?;
        Ok(vec![
            Fact::new(Expression::new(self.id(), Args::of(&[a, b])), Derivation::from(length))
                .with("a", Value::Area(a))
                .with("b", Value::Area(b))
                .with("length", Value::Quantity(Quantity::of(length))),
        ])
    }
}
