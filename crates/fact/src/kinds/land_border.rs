use attache_model::{Area, Code, Decimal, ObservationRef, Panel, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, Value, select};

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
        // Two countries without a common border have no such figure, and that is no gap.
        let parts = [(a, b), (b, a)].into_iter().find_map(|(x, y)| parts(panel, x, y)).ok_or(Absent::NotApplicable)?;
        let length = parts.iter().try_fold(Decimal::ZERO, |sum, o| sum.checked_add(o.quantity()));
        let length = Quantity::new(length.ok_or(Absent::NotApplicable)?, parts[0].unit);
        let derivation = match parts.as_slice() {
            [whole] => Derivation::from(*whole),
            parts => {
                let inputs = parts.iter().map(|o| Input::from(*o)).collect();
                Derivation::Computed { operation: Operation::Sum, inputs }
            }
        };
        Ok(vec![
            Fact::new(Expression::new(self.id(), Args::of(&[a, b])), derivation)
                .with("a", Value::Area(a))
                .with("b", Value::Area(b))
                .with("length", Value::Quantity(length)),
        ])
    }
}

/// The figures of one country's border with another in the newest release that
/// has any: one, or one for each stretch (China and Russia).
fn parts<'a>(panel: &'a Panel, x: Area, y: Area) -> Option<Vec<ObservationRef<'a>>> {
    let keys = panel.keys(x, BORDER).filter(|key| key.counterpart_area == Some(y));
    let mut parts: Vec<ObservationRef<'a>> = keys.flat_map(|key| panel.vintages(key)).collect();
    let newest = parts.iter().max_by_key(|o| (o.release.published, o.release.recorded))?.row.release;
    parts.retain(|o| o.row.release == newest);
    Some(parts)
}
