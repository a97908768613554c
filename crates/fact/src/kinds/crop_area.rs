use attache_model::{Area, Code, ObsStatus, ObservationRef, Panel, Period, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Quantity, Value, select};

/// The area under coca bush or opium poppy.
pub(super) struct CropArea;

/// A crop, and where its areas stand.
struct Crop {
    name: &'static str,
    /// UNODC's estimates.
    official: Code,
    /// A data package's figures, whose breakdown says whose estimate each is.
    own: Code,
    /// A data package's figure of what the law allows.
    limit: Code,
    /// The countries that UNODC surveys each year, or nearly.
    surveyed: &'static [&'static str],
}

static CROPS: [Crop; 2] = [
    Crop {
        name: "coca",
        official: Code::from_static("coca-cultivation-area"),
        own: Code::from_static("own:coca-cultivation-area"),
        limit: Code::from_static("own:coca-legal-limit"),
        surveyed: &["BO", "CO", "PE"],
    },
    Crop {
        name: "opium-poppy",
        official: Code::from_static("opium-poppy-cultivation-area"),
        own: Code::from_static("own:opium-poppy-cultivation-area"),
        limit: Code::from_static("own:opium-poppy-legal-limit"),
        surveyed: &["AF", "CO", "LA", "MM", "MX"],
    },
];

/// The series of UNODC.
const UNODC: &str = "unodc";
const MINIMUM: Code = Code::from_static("minimum");
const MAXIMUM: Code = Code::from_static("maximum");

impl Crop {
    fn asked(args: &Args) -> Result<&'static Self, Absent> {
        let problem = |problem: String| Absent::BadArgument { argument: "crop", problem };
        let name = args.get("crop").ok_or_else(|| problem("is missing: crop=coca or crop=opium-poppy".to_owned()))?;
        let known = CROPS.iter().find(|crop| crop.name == name.as_str());
        known.ok_or_else(|| problem(format!("is coca or opium-poppy, not {:?}", name.as_str())))
    }

    /// Whose estimates there are, UNODC's first, each by the first of the places
    /// where it stands.
    fn series(&self, panel: &Panel, subject: Area) -> Vec<(Code, SeriesKey)> {
        let official = SeriesKey::of(subject, self.official);
        let has_official = panel.vintages(official).next().is_some();
        let official = has_official.then_some((Code::from_static(UNODC), official));
        // What does not say whose estimate it is has no place here.
        let own = panel.keys(subject, self.own).filter_map(|key| Some((key.breakdown?, key)));
        let own = own.filter(|(series, _)| *series != UNODC || !has_official);
        official.into_iter().chain(own).collect()
    }
}

/// An estimate, with what else is known of that year.
struct Estimate<'a> {
    figure: ObservationRef<'a>,
    /// The least and the most that it may be, by the same release.
    bounds: Option<[ObservationRef<'a>; 2]>,
    /// What the law allowed then.
    limit: Option<ObservationRef<'a>>,
}

impl<'a> Estimate<'a> {
    fn of(figure: ObservationRef<'a>, crop: &Crop, panel: &'a Panel) -> Self {
        let bound = |bound: Code| {
            let key = SeriesKey { breakdown: Some(bound), ..figure.key };
            let mut same = panel.vintages_at(key, figure.time_period).filter(|o| o.row.release == figure.row.release);
            same.next_back().filter(|o| select::of_one_unit(o, &figure))
        };
        let bounds = if figure.key.breakdown.is_none() { bound(MINIMUM).zip(bound(MAXIMUM)) } else { None };
        // The limit last set before the year's end.
        let end = figure.time_period.end();
        let limits = panel.vintages(SeriesKey::of(figure.key.ref_area, crop.limit));
        let mut set = limits.filter(|o| o.time_period.start().is_some_and(|start| end.is_some_and(|end| start <= end)));
        let limit = set.rfind(|o| select::of_one_unit(o, &figure));
        Self { figure, bounds: bounds.map(|(least, most)| [least, most]), limit }
    }

    fn inputs(&self) -> Vec<Input> {
        let further = self.bounds.into_iter().flatten().chain(self.limit);
        std::iter::once(self.figure).chain(further).map(Input::from).collect()
    }
}

impl Kind for CropArea {
    fn id(&self) -> &'static str {
        "crop-area"
    }

    fn states(&self) -> &'static str {
        "The area under coca bush or opium poppy, hectares, and what the law allows, where a data package says it. \
         `area` is the country; `crop` is `coca` or `opium-poppy`; `series` names whose estimate, as `unodc` or \
         `us-government`, which are never mixed: without it, one fact for each series. Estimates of others than UNODC \
         and limits are those of data packages (`own:coca-cultivation-area` with the series as breakdown, \
         `own:coca-legal-limit`). Roles: subject, crop, series, value, least, most (bounds of the estimate), estimated, \
         time, limit, limit_time, publisher (where `source` is named)."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["crop", "series", "source"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        let indicators: Vec<Code> = CROPS.iter().flat_map(|crop| [crop.official, crop.own, crop.limit]).collect();
        vec![select::of_area(&args.area, &indicators)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let crop = Crop::asked(args)?;
        let mut facts = Vec::new();
        for (series, key) in crop.series(panel, subject) {
            if args.get("series").is_some_and(|asked| asked != series) {
                continue;
            }
            let fact = |figure: ObservationRef<'_>, source: Option<Code>| {
                let estimate = Estimate::of(figure, crop, panel);
                let fixed = Args::of(&[subject]).with("crop", crop.name).with("series", &series);
                let fixed = fixed.at(figure.time_period).by(source);
                let derivation = match estimate.inputs().as_slice() {
                    [one] => Derivation::Stated(*one),
                    several => Derivation::StatedBy(several.to_vec()),
                };
                let quantity = |o: ObservationRef<'_>| Value::Quantity(Quantity::of(o));
                let [least, most] = estimate.bounds.map_or([None; 2], |bounds| bounds.map(Some));
                let estimated = figure.status == ObsStatus::Estimated;
                Fact::new(Expression::new(self.id(), fixed), derivation)
                    .with("subject", Value::Area(subject))
                    .with("crop", Value::Text(crop.name.to_owned()))
                    .with("series", Value::Text(series.to_string()))
                    .with("value", quantity(figure))
                    .with_some("least", least.map(quantity))
                    .with_some("most", most.map(quantity))
                    .with_some("estimated", estimated.then(|| Value::Text("est.".to_owned())))
                    .with("time", Value::Period(figure.time_period))
                    .with_some("limit", estimate.limit.map(quantity))
                    .with_some("limit_time", estimate.limit.map(|o| Value::Period(o.time_period)))
                    .with_some("publisher", source.map(|_| Value::Text(figure.release.publisher.clone())))
            };
            let dated = |o: &ObservationRef<'_>| o.time_period != Period::Unstated;
            facts.extend(select::stated(panel, key, args, dated, select::of_one_measure, fact));
        }
        match (facts.is_empty(), crop.surveyed.contains(&subject.code())) {
            (false, _) => Ok(facts),
            (true, true) => Err(Absent::no_data(&["unodc-crops"])),
            // Nearly all countries have none.
            (true, false) => Err(Absent::NotApplicable),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, expressions, told, told_where};

    #[test]
    fn each_publisher_s_estimate_is_its_own_series() {
        assert_eq!(
            told("crop-area?area=BO&crop=coca"),
            [
                "subject=BO crop=coca series=unodc value=29911 HA least=27111 HA most=32222 HA estimated=est. time=2022 \
                 limit=22111 HA limit_time=2017",
                "subject=BO crop=coca series=us-government value=37666 HA time=2022 limit=22111 HA limit_time=2017",
            ]
        );
        assert_eq!(
            told("crop-area?area=BO&crop=coca&series=us-government&time=2021"),
            ["subject=BO crop=coca series=us-government value=39777 HA time=2021 limit=22111 HA limit_time=2017"]
        );
        assert_eq!(
            expressions("crop-area?area=BO&crop=coca")[1],
            "crop-area?area=BO&crop=coca&series=us-government&time=2022"
        );
    }

    /// Where UNODC's own figures are not at hand, a package that copies them is.
    #[test]
    fn a_package_stands_in_for_unodc() {
        let published = "
            release my-package 2024-01-01 Me T
            CO own:coca-cultivation-area:unodc 2021 = 204000 HA
            CO own:coca-cultivation-area 2021 = 1 HA
            CO own:coca-legal-limit 2022 = 2 HA";
        assert_eq!(
            told_where(published, "crop-area?area=CO&crop=coca&time=last:3"),
            ["subject=CO crop=coca series=unodc value=204000 HA time=2021"]
        );
        assert_eq!(absent_where(published, "crop-area?area=CO&crop=opium-poppy"), "no data but from unodc-crops");
    }

    #[test]
    fn absent_for_a_reason() {
        assert_eq!(absent("crop-area?area=PE&crop=coca"), "no data but from unodc-crops");
        assert_eq!(absent("crop-area?area=US&crop=coca"), "does not arise");
        assert_eq!(absent("crop-area?area=BO"), "crop is missing: crop=coca or crop=opium-poppy");
        assert_eq!(absent("crop-area?area=BO&crop=hemp"), "crop is coca or opium-poppy, not \"hemp\"");
        assert_eq!(absent("crop-area?area=US,BO&crop=coca"), "area wants one country, got 2");
    }
}
