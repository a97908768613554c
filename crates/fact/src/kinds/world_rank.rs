use attache_model::{Area, AreaSet, Code, CodeSet, Decimal, ObsStatus, ObservationRef, Panel, Selection, SeriesKey};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Value, kinds::indicator::SOURCES, select,
};

/// The place of a country among all, by an indicator.
pub(super) struct WorldRank;

fn indicator(args: &Args) -> Result<Code, Absent> {
    args.get("of").ok_or(Absent::BadArgument {
        argument: "of",
        problem: "is missing: by which indicator, as of=population".to_owned(),
    })
}

/// The figure of another area that stands beside the country's own in the same
/// release: of the same period or, where the release has the country's latest,
/// the other's latest.
fn beside<'a>(panel: &'a Panel, key: SeriesKey, own: ObservationRef<'_>, own_is_latest: bool) -> Option<ObservationRef<'a>> {
    let mut figures = in_release(panel, key, own);
    let latest = figures.clone().next().filter(|_| own_is_latest);
    figures.find(|o| o.time_period == own.time_period).or(latest).filter(|o| o.unit == own.unit)
}

/// A series as the figure's release has it, the latest period first.
fn in_release<'a>(
    panel: &'a Panel,
    key: SeriesKey,
    of: ObservationRef<'_>,
) -> impl Iterator<Item = ObservationRef<'a>> + Clone {
    let release = of.row.release;
    let mut figures: Vec<_> = panel.vintages(key).collect();
    figures.retain(|o| o.row.release == release && o.status != ObsStatus::Forecast);
    figures.into_iter().rev()
}

impl Kind for WorldRank {
    fn id(&self) -> &'static str {
        "world-rank"
    }

    fn states(&self) -> &'static str {
        "The place of a country among all countries and territories by an indicator, the greatest first, each with \
         its figure of the same period in the release that the country's own comes from, else its latest there. `area` is the country, `of` the \
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
        // A group of countries has no place among them.
        if !subject.is_present() {
            return Err(Absent::NotApplicable);
        }
        let key = SeriesKey::of(subject, indicator);
        let own = select::at_times(panel, key, args.time, |_| true);
        let own = own.last().copied().ok_or(Absent::no_data(SOURCES))?;
        let own_is_latest = in_release(panel, key, own).next().is_none_or(|latest| latest.row == own.row);
        let (mut above, mut of, mut inputs) = (0_u32, 1_u32, vec![Input::from(own)]);
        let value: Decimal = own.quantity();
        for area in panel.ref_areas_of(indicator).filter(|a: &Area| *a != subject && a.is_present()) {
            let Some(other) = beside(panel, SeriesKey::of(area, indicator), own, own_is_latest) else { continue };
            of += 1;
            above += u32::from(other.quantity() > value);
            inputs.push(Input::from(other));
        }
        if of < 2 {
            return Err(Absent::no_data(SOURCES));
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
