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

/// The same figure in that of its source's releases of the day which tells of most
/// areas: a file of a few countries is no list of all.
fn widest<'a>(panel: &'a Panel, key: SeriesKey, own: ObservationRef<'a>) -> ObservationRef<'a> {
    let is_like = |o: &ObservationRef<'_>| {
        (o.release.source, o.release.published, o.unit) == (own.release.source, own.release.published, own.unit)
    };
    let alike = panel.vintages_at(key, own.time_period).filter(is_like);
    alike.max_by_key(|o| o.release.extent.areas).unwrap_or(own)
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
        "The place of a country among all countries and territories by an indicator, the greatest first, each with its \
         figure of the same period in the release that the country's own comes from, else its latest there. `area` is \
         the country, `of` the indicator; `among` takes those of a region alone, as the United Nations divide the world \
         (M49): `South America`, `M49:005`. Roles: subject, indicator, rank, of, among (the region), time."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["of", "among"]
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
        let among = select::region(args)?;
        // A group of countries has no place among them, nor who is elsewhere.
        if !subject.is_present() || among.is_some_and(|region| !region.has_within(subject)) {
            return Err(Absent::NotApplicable);
        }
        let key = SeriesKey::of(subject, indicator);
        let own = select::at_times(panel, key, args.time, |_| true);
        let own = own.last().map(|own| widest(panel, key, *own)).ok_or(Absent::no_data(SOURCES))?;
        let own_is_latest = in_release(panel, key, own).next().is_none_or(|latest| latest.row == own.row);
        let (mut above, mut of, mut inputs) = (0_u32, 1_u32, vec![Input::from(own)]);
        let value: Decimal = own.quantity();
        let is_other = |a: &Area| *a != subject && a.is_present() && among.is_none_or(|region| region.has_within(*a));
        for area in panel.ref_areas_of(indicator).filter(is_other) {
            let Some(other) = beside(panel, SeriesKey::of(area, indicator), own, own_is_latest) else { continue };
            of += 1;
            above += u32::from(other.quantity() > value);
            inputs.push(Input::from(other));
        }
        if of < 2 {
            return Err(Absent::no_data(SOURCES));
        }
        let mut expression = Args::of(&[subject]).at(own.time_period).with("of", &indicator);
        if let Some(region) = among {
            expression = expression.with("among", region.code());
        }
        let derivation = Derivation::Computed { operation: Operation::Rank, inputs };
        Ok(vec![
            Fact::new(Expression::new(self.id(), expression), derivation)
                .with("subject", Value::Area(subject))
                .with("indicator", Value::Text(indicator.to_string()))
                .with("rank", Value::Rank(above + 1))
                .with("of", Value::Count(of))
                .with_some("among", among.map(Value::Area))
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

    #[test]
    fn among_those_of_a_region() {
        assert_eq!(
            told("world-rank?area=BO&of=population&among=South+America"),
            ["subject=BO indicator=population rank=2 of=2 among=M49:005 time=2025 (rank of 2)"]
        );
        assert_eq!(told("world-rank?area=US&of=population&among=the+Americas").len(), 1);
        assert_eq!(absent("world-rank?area=AD&of=population&among=South+America"), "does not arise");
        assert_eq!(
            absent("world-rank?area=BO&of=population&among=PE"),
            "among is to be a region of the United Nations' M49, as South America, not \"PE\""
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
