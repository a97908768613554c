use attache_model::{Area, Panel, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Quantity, Value, kinds::partners};

/// The main export markets or sources of imports of a country.
pub(super) struct MainPartners;

impl Kind for MainPartners {
    fn id(&self) -> &'static str {
        "main-partners"
    }

    fn states(&self) -> &'static str {
        "The main export markets or sources of imports of a country with their shares, in order, as the newest edition \
         lists them, or as the newest that has `time` does. `area` is the country; `flow` is `exports` (the default) or `imports`. Roles: subject, flow, \
         partners, shares (per cent, one for each partner), time."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["flow"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        partners::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let flow = partners::Flow::asked(args)?;
        let (time, listed) =
            partners::listed(panel, subject, flow, args.time).ok_or(Absent::no_data(partners::SOURCES))?;
        let areas: Vec<Area> = listed.iter().filter_map(|o| o.key.counterpart_area).collect();
        let shares = listed.iter().map(|o| Quantity::of(*o)).collect();
        let expression = Args::of(&[subject]).at(time).with("flow", flow.name());
        Ok(vec![
            Fact::new(
                Expression::new(self.id(), expression),
                Derivation::StatedBy(listed.iter().map(|o| Input::from(*o)).collect()),
            )
            .with("subject", Value::Area(subject))
            .with("flow", Value::Text(flow.partner_is().to_owned()))
            .with("partners", Value::Areas(areas))
            .with("shares", Value::Quantities(shares))
            .with("time", Value::Period(time)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn as_the_newest_edition_lists_them() {
        assert_eq!(
            told("main-partners?area=BO"),
            ["subject=BO flow=export market partners=BR; IN; CN; AR; AE \
              shares=15 PERCENT; 13 PERCENT; 11 PERCENT; 11 PERCENT; 8 PERCENT time=2023"]
        );
        assert_eq!(
            told("main-partners?area=BO&flow=exports&time=2014"),
            ["subject=BO flow=export market partners=BR; US shares=28.5 PERCENT; 17.5 PERCENT time=2014"]
        );
    }

    #[test]
    fn absent() {
        assert_eq!(
            crate::told::absent("main-partners?area=BO&flow=total"),
            "flow is one of exports and imports, not \"total\""
        );
        assert_eq!(crate::told::absent("main-partners?area=BO&time=2020"), "no data but from factbook");
        assert_eq!(crate::told::absent("main-partners?area=US"), "no data but from factbook");
    }
}
