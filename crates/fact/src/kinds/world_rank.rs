use attache_model::{Area, AreaSet, Code, CodeSet, Decimal, ObservationRef, Panel, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Value, select};

/// The place of a country among all, by an indicator.
pub(super) struct WorldRank;

fn indicator(args: &Args) -> Result<Code, Absent> {
    args.get("of").ok_or(Absent::BadArgument {
        argument: "of",
        problem: "is missing: by which indicator, as of=population".to_owned(),
    })
}

/// An area's figure of the latest period in the release.
fn in_release<'a>(panel: &'a Panel, key: SeriesKey, of: ObservationRef<'_>) -> Option<ObservationRef<'a>> {
    panel.vintages(key).rev().find(|o| o.row.release == of.row.release)
}

impl Kind for WorldRank {
    fn id(&self) -> &'static str {
        "world-rank"
    }

    fn states(&self) -> &'static str {
        "The place of a country among all countries and territories by an indicator, the greatest first, each with \
         its latest figure in the release that the country's own comes from. `area` is the country, `of` the \
         indicator. Roles: subject, indicator, rank, of, time."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![Selection::Observations {
            ref_area: AreaSet::All,
            counterpart_area: None,
            indicator: CodeSet::only(args.get("of")),
        }]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let indicator = indicator(args)?;
        let own = select::at_times(panel, SeriesKey::of(subject, indicator), args.time, |_| true);
        let own = own.last().copied().ok_or(Absent::no_data(&["factbook"]))?;
        let (mut above, mut of, mut inputs) = (0_u32, 1_u32, vec![Input::from(own)]);
        let value: Decimal = own.quantity();
        for area in panel.ref_areas_of(indicator).filter(|a: &Area| *a != subject && a.is_present()) {
            let Some(other) = in_release(panel, SeriesKey::of(area, indicator), own) else { continue };
            if other.unit != own.unit {
                continue;
            }
            of += 1;
            above += u32::from(other.quantity() > value);
            inputs.push(Input::from(other));
        }
        if of < 2 {
            return Err(Absent::no_data(&["factbook"]));
        }
        Ok(vec![
            Fact::new(
                Expression::new(self.id(), Args::of(&[subject]).at(own.time_period).with("of", &indicator)),
                Derivation::Computed { operation: Operation::Rank, inputs },
            )
            .with("subject", Value::Area(subject))
            .with("indicator", Value::Text(indicator.to_string()))
            .with("rank", Value::Rank(above + 1))
            .with("of", Value::Count(of))
            .with("time", Value::Period(own.time_period)),
        ])
    }
}
