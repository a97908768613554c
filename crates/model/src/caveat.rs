use crate::{Area, AreaSet, Code, CodeSet, Language, Period, SeriesKey};

/// A known defect of official series: what is wrong with them, for a reader, and
/// who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caveat {
    pub id: String,
    /// In English, Spanish and French; empty where there is none.
    pub texts: [String; 3],
    /// The page that tells of it.
    pub reference: String,
    /// Of which series: whose, of what, and as which sources publish it.
    pub areas: AreaSet,
    pub indicators: CodeSet,
    pub sources: CodeSet,
    /// The first and the last year of which it holds.
    pub years: (Option<i16>, Option<i16>),
}

impl Caveat {
    /// In the language, else in English.
    pub fn text(&self, language: Language) -> &str {
        match self.texts[language as usize].as_str() {
            "" => &self.texts[0],
            text => text,
        }
    }

    fn is_on(&self, key: &SeriesKey, period: Period, source: Code) -> bool {
        let (from, until) = self.years;
        let of_years = period
            .year()
            .is_none_or(|year| from.is_none_or(|from| from <= year) && until.is_none_or(|until| year <= until));
        let of_area = |area: Area| self.areas.contains(area);
        of_years
            && (of_area(key.ref_area) || key.counterpart_area.is_some_and(of_area))
            && self.indicators.contains(key.indicator)
            && self.sources.contains(source)
    }
}

/// The caveats that travel with figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caveats(Vec<Caveat>);

impl Caveats {
    pub fn new(caveats: Vec<Caveat>) -> Self {
        Self(caveats)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those on a figure of the series, of this period, by this source.
    pub fn on(&self, key: &SeriesKey, period: Period, source: Code) -> Vec<&Caveat> {
        self.0.iter().filter(|caveat| caveat.is_on(key, period, source)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Areas;

    #[test]
    fn on_what_it_is_said_of() {
        let area = |name: &str| Areas::find(name).unwrap();
        let caveats = Caveats::new(vec![Caveat {
            id: "gdp-of-multinationals".to_owned(),
            texts: ["GDP is larger than what stays.".to_owned(), String::new(), "Le PIB dépasse.".to_owned()],
            reference: "https://example.org".to_owned(),
            areas: AreaSet::only([area("IE")]),
            indicators: CodeSet::only([Code::from_static("gdp-current")]),
            sources: CodeSet::All,
            years: (Some(2015), None),
        }]);
        let on = |of: &str, indicator: &'static str, year: i16| {
            let key = SeriesKey::of(area(of), Code::from_static(indicator));
            caveats.on(&key, Period::Year(year), Code::from_static("worldbank")).len()
        };
        assert_eq!((on("IE", "gdp-current", 2020), on("IE", "gdp-current", 2014)), (1, 0));
        assert_eq!((on("BO", "gdp-current", 2020), on("IE", "population", 2020)), (0, 0));
        let key = SeriesKey::of(area("US"), Code::from_static("gdp-current")).with(area("IE"));
        let [caveat] = caveats.on(&key, Period::Unstated, Code::from_static("x"))[..] else { panic!("none") };
        assert_eq!(caveat.text(Language::Spanish), caveat.text(Language::English));
        assert!(caveat.text(Language::French).starts_with("Le PIB"));
    }
}
