//! Publishers whose figures a text gives, by the names that it has for them.

use std::sync::OnceLock;

use attache_model::fold;
use serde::Deserialize;

/// All that is known: `triggers/sources.toml`.
#[derive(Deserialize)]
struct Sources {
    source: Vec<Source>,
}

/// A publisher, or several of whom no figures are kept here.
#[derive(Deserialize)]
pub(crate) struct Source {
    /// In capitals as they stand, else as words without case and accents.
    names: Vec<String>,
    /// What releases call it; nothing where there are none.
    #[serde(default)]
    publisher: String,
    /// The series of others' publications that has its estimates.
    #[serde(default)]
    series: String,
}

impl Source {
    /// Those that a text names.
    pub(crate) fn named_in(text: &str) -> Vec<&'static Self> {
        static SOURCES: OnceLock<Sources> = OnceLock::new();
        let read = || {
            toml::from_str(include_str!("../../triggers/sources.toml")).expect("a test reads the program's own words")
        };
        let sources: &'static Sources = SOURCES.get_or_init(read);
        let folded = format!(" {} ", fold(text));
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        let is_named = |name: &String| match name.chars().any(char::is_lowercase) {
            true => folded.contains(&format!(" {name} ")),
            false => words.contains(&name.as_str()),
        };
        sources.source.iter().filter(|source| source.names.iter().any(is_named)).collect()
    }

    /// Whether a release of this publisher is its own.
    pub(crate) fn is(&self, publisher: &str) -> bool {
        !self.publisher.is_empty() && publisher.contains(&self.publisher)
    }

    /// Whether a series has its estimates, whoever publishes it.
    pub(crate) fn estimates(&self, series: &str) -> bool {
        !self.series.is_empty() && self.series == series
    }
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
        assert_eq!(named("Selon la Banque mondiale et la CIA"), ["World Bank", "Central Intelligence Agency"]);
    }
}
