//! Publishers whose figures a text gives, and offices that publish a text, by the names that it
//! has for them.

use std::{ops::Range, sync::OnceLock};

use attache_model::{Area, Areas, fold};
use serde::Deserialize;

/// All that is known: `triggers/sources.toml`.
#[derive(Deserialize)]
struct Sources {
    /// Words that have a publisher's name and name none: "customs value".
    none: Vec<Name>,
    source: Vec<Source>,
}

/// A publisher, or several of whom no figures are kept here.
#[derive(Deserialize)]
pub(crate) struct Source {
    names: Vec<Name>,
    /// What releases call it; nothing where there are none.
    #[serde(default)]
    publisher: String,
    /// The series of others' publications that has its estimates.
    #[serde(default)]
    series: String,
}

impl Source {
    /// Those that a text names: no "census" is meant by the "Census Bureau".
    pub(crate) fn named_in(text: &str) -> Vec<&'static Self> {
        static SOURCES: OnceLock<Sources> = OnceLock::new();
        let read = || {
            toml::from_str(include_str!("../../triggers/sources.toml")).expect("a test reads the program's own words")
        };
        let sources: &'static Sources = SOURCES.get_or_init(read);
        let text = Text::new(text);
        let places = |names: &'static [Name]| names.iter().flat_map(|name| text.places(name)).collect::<Vec<_>>();
        let found: Vec<_> = sources.source.iter().map(|source| (source, places(&source.names))).collect();
        let all: Vec<Range<usize>> = found.iter().flat_map(|(_, at)| at.clone()).chain(places(&sources.none)).collect();
        let is_apart = |place: &Range<usize>| {
            !all.iter().any(|other| other != place && other.start <= place.start && place.end <= other.end)
        };
        let is_abbreviated = |source: &Source| source.names.iter().any(|name| text.has_capitals(name));
        let is_named = |(source, at): &(&Source, Vec<Range<usize>>)| is_abbreviated(source) || at.iter().any(is_apart);
        found.into_iter().filter(is_named).map(|(source, _)| source).collect()
    }

    /// Whether a release of this publisher is its own.
    pub(crate) fn is(&self, publisher: &str) -> bool {
        !self.publisher.is_empty() && publisher.contains(&self.publisher)
    }

    /// Whether it publishes nothing else.
    pub(crate) fn has_estimates_alone(&self) -> bool {
        self.publisher.is_empty() && !self.series.is_empty()
    }

    /// Whether a series has its estimates, whoever publishes it.
    pub(crate) fn estimates(&self, series: &str) -> bool {
        !self.series.is_empty() && self.series == series
    }
}

/// What somebody is called: in capitals as it stands, else as words without case and accents.
#[derive(Deserialize)]
#[serde(from = "String")]
enum Name {
    Capitals(String),
    /// With a space before and behind.
    Words(String),
}

impl From<String> for Name {
    fn from(name: String) -> Self {
        match name.chars().any(char::is_lowercase) {
            true => Self::Words(format!(" {} ", fold(&name))),
            false => Self::Capitals(name),
        }
    }
}

/// A text in which names are looked for.
struct Text<'a> {
    folded: String,
    words: Vec<&'a str>,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        let words = text.split(|c: char| !c.is_alphanumeric()).collect();
        Self { folded: format!(" {} ", fold(text)), words }
    }

    fn has(&self, name: &Name) -> bool {
        match name {
            Name::Words(words) => self.folded.contains(words.as_str()),
            Name::Capitals(_) => self.has_capitals(name),
        }
    }

    fn has_capitals(&self, name: &Name) -> bool {
        matches!(name, Name::Capitals(name) if self.words.contains(&name.as_str()))
    }

    /// Where a name in words stands in the folded text.
    fn places(&self, name: &Name) -> impl Iterator<Item = Range<usize>> {
        // Most names are in no text, which is seen sooner than where they are.
        let words = match name {
            Name::Words(words) if self.has(name) => Some(words),
            _ => None,
        };
        let found = words.into_iter().flat_map(|words| self.folded.match_indices(words.as_str()));
        found.map(|(at, words)| at..at + words.len())
    }
}

/// All that is known: `triggers/offices.toml`.
#[derive(Deserialize)]
struct Offices {
    office: Vec<Office>,
}

/// Offices of a country that publish about others.
#[derive(Deserialize)]
struct Office {
    country: String,
    names: Vec<Name>,
    #[serde(default)]
    missions: Vec<Name>,
}

impl Offices {
    fn known() -> &'static Self {
        static OFFICES: OnceLock<Offices> = OnceLock::new();
        let read = || {
            toml::from_str(include_str!("../../triggers/offices.toml")).expect("a test reads the program's own words")
        };
        OFFICES.get_or_init(read)
    }

    fn country(&self, is_its: impl Fn(&&Office) -> bool) -> Option<Area> {
        self.office.iter().find(is_its).and_then(|office| Areas::known(&office.country))
    }
}

/// The country of the office that a text names first of all that are known.
pub(crate) fn publishing_country(text: &str) -> Option<Area> {
    let text = Text::new(text);
    Offices::known().country(|office| office.names.iter().any(|name| text.has(name)))
}

/// The country of the embassy with whose name a line, or a part of it, begins: "U.S. Embassy Accra
/// — Commercial Service", and no "Meeting with the U.S. Embassy".
pub(crate) fn country_of_mission(line: &str) -> Option<Area> {
    let parts = line.split([',', '|', '·', '–', '—', ':']).flat_map(|part| part.split(" - "));
    let parts: Vec<String> = parts.map(|part| format!(" {} ", fold(part))).collect();
    let begins = |name: &Name| match name {
        Name::Words(name) => parts.iter().any(|part| part.starts_with(name.as_str())),
        Name::Capitals(name) => parts.iter().any(|part| part.trim_start().starts_with(&fold(name))),
    };
    Offices::known().country(|office| office.missions.iter().any(begins))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_publishers() {
        let named = |text: &str| Source::named_in(text).iter().map(|it| it.publisher.as_str()).collect::<Vec<_>>();
        assert_eq!(named("The World Bank puts it at 5 million."), ["World Bank"]);
        assert_eq!(
            named("El FMI la estima en 9.400 millones, y el INE en otros."),
            ["International Monetary Fund", ""]
        );
        assert_eq!(named("who it is, the IMFs do not say"), [""; 0]);
        assert_eq!(named("U.S. Census Bureau; imports at customs value"), ["U.S. Census Bureau"]);
        assert_eq!(named("the census of 2012, and customs"), [""]);
        assert_eq!(named("Selon la Banque mondiale et la CIA"), ["World Bank", "Central Intelligence Agency"]);
    }

    #[test]
    fn offices_are_of_a_country() {
        let country = |text: &str| publishing_country(text).map(Area::code);
        assert_eq!(country("Oficina de Información Diplomática. Madrid, febrero de 2021"), Some("ES"));
        assert_eq!(country("DFAT – Country brief"), Some("AU"));
        assert_eq!(country("Direction générale du Trésor"), Some("FR"));
        assert_eq!(country("The Ministry of Foreign Affairs"), None);
        assert_eq!(country_of_mission("American Embassy San José").map(Area::code), Some("US"));
        assert_eq!(country_of_mission("Embajada de España en Lima").map(Area::code), Some("ES"));
        assert_eq!(country_of_mission("U.S. TRADE OFFICE - AMERICAN EMBASSY SAN JOSE").map(Area::code), Some("US"));
        for line in ["The embassy of a friend", "Reunión con la Embajada de los Estados Unidos"] {
            assert_eq!(country_of_mission(line), None, "{line}");
        }
        let read: Offices = toml::from_str(include_str!("../../triggers/offices.toml")).unwrap();
        assert!(read.office.iter().all(|office| Areas::known(&office.country).is_some()));
    }
}
