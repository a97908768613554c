use attache_model::{Area, Code, Decimal, ObservationRef, Panel, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, RoleName, Value, select};

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

    fn areas(&self) -> &'static [RoleName] {
        &["a", "b"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::with_all(&args.area, &[BORDER])]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (a, b) = args.pair()?;
        // Two countries without a common border have no such figure, and that is
        // no gap where the source that lists them all is at hand.
        let absent = || match panel.releases().any(|r| r.source == "factbook") {
            true => Absent::NotApplicable,
            false => Absent::no_data(&["factbook"]),
        };
        let parts = [(a, b), (b, a)].into_iter().find_map(|(x, y)| parts(panel, x, y)).ok_or_else(absent)?;
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
    if parts.iter().any(|o| o.key.breakdown.is_none()) {
        parts.retain(|o| o.key.breakdown.is_none());
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told, told_where};

    #[test]
    fn by_either_one_s_figure() {
        assert_eq!(told("land-border?area=BO,PE"), ["a=BO b=PE length=1212 KM"]);
        assert_eq!(told("land-border?area=PE,BO"), ["a=PE b=BO length=1212 KM"]);
    }

    #[test]
    fn stretches_are_added() {
        assert_eq!(told("land-border?area=CN,RU"), ["a=CN b=RU length=4179 KM (sum of 2)"]);
        let with_total = "
            release factbook 2026-01-22 P T
            RU land-boundary > CN unstated = 4,179 KM
            RU land-boundary:southeast > CN unstated = 4,133 KM
            RU land-boundary:south > CN unstated = 46 KM";
        assert_eq!(told_where(with_total, "land-border?area=RU,CN"), ["a=RU b=CN length=4179 KM"]);
    }

    #[test]
    fn no_border_is_no_gap_where_borders_are_listed() {
        assert_eq!(absent("land-border?area=US,BO"), "does not arise");
        assert_eq!(
            absent_where("release census 2023-03-08 P T", "land-border?area=US,BO"),
            "no data but from factbook"
        );
    }
}
