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
fn beside<'a>(
    panel: &'a Panel,
    key: SeriesKey,
    own: ObservationRef<'_>,
    own_is_latest: bool,
) -> Option<ObservationRef<'a>> {
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

    fn takes(&self) -> &'static [&'static str] {
        &["of"]
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

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told, told_where};

    #[test]
    fn the_greatest_is_the_first() {
        assert_eq!(
            told("world-rank?area=BO&of=population"),
            ["subject=BO indicator=population rank=3 of=4 time=2025 (rank of 4)"]
        );
        assert_eq!(
            told("world-rank?area=BO&of=gdp-ppp-real&time=2023"),
            ["subject=BO indicator=gdp-ppp-real rank=2 of=2 time=2023 (rank of 2)"]
        );
    }

    /// A release of one year per country lists the latest of each; in one of
    /// many years, only figures of the same year compare.
    #[test]
    fn figures_of_different_years() {
        let published = "
            release worldbank 2023-09-19 P T
            BO population 2010 = 10 PERSONS
            BO population 2022 = 12 PERSONS
            PE population 2010 = 9 PERSONS
            PE population 2022 = 33 PERSONS
            AD population 2022 = 11 PERSONS
            TD population 2021 = 17 PERSONS
            TD population 2030 = 99 PERSONS forecast";
        let rank = |time: &str| told_where(published, &format!("world-rank?area=BO&of=population{time}")).remove(0);
        assert_eq!(rank(""), "subject=BO indicator=population rank=3 of=4 time=2022 (rank of 4)");
        assert_eq!(rank("&time=2010"), "subject=BO indicator=population rank=1 of=2 time=2010 (rank of 2)");
    }

    #[test]
    fn those_with_equal_figures_share_a_place() {
        let published = "
            release factbook 2026-01-22 P T
            BO area-total unstated = 5 KM2
            PE area-total unstated = 5.0 KM2
            AD area-total unstated = 3 KM2
            TD area-total unstated = 3 HA";
        let rank = |area: &str| told_where(published, &format!("world-rank?area={area}&of=area-total")).remove(0);
        assert!(rank("BO").contains("rank=1 of=3") && rank("PE").contains("rank=1 of=3"));
        assert!(rank("AD").contains("rank=3 of=3"));
        assert_eq!(absent_where(published, "world-rank?area=TD&of=area-total"), "no data but from factbook, worldbank");
    }

    #[test]
    fn absent_for_a_reason() {
        assert_eq!(absent("world-rank?area=W00&of=population"), "does not arise");
        assert_eq!(absent("world-rank?area=BO"), "of is missing: by which indicator, as of=population");
        assert_eq!(absent("world-rank?area=TD&of=population"), "no data but from factbook, worldbank");
    }
}
