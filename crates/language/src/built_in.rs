//! The wordings that are compiled in. A file of wordings is registered here,
//! and nowhere else.

use attache_model::Language;

/// A file, with what the build script has made of it.
pub(crate) struct File {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
    pub(crate) items: &'static [u8],
    pub(crate) decoded: &'static str,
}

/// The files of a language.
pub(crate) struct Files {
    pub(crate) grammar: File,
    pub(crate) units: File,
    pub(crate) words: File,
    /// How people say what the kinds state, beside the wordings that are written.
    pub(crate) read: &'static [File],
    pub(crate) classes: File,
    pub(crate) figures: File,
    pub(crate) periods: File,
    pub(crate) ranks: File,
    pub(crate) names: File,
    /// What the language calls things that sources name in English.
    pub(crate) terms: File,
    pub(crate) kinds: &'static [File],
}

macro_rules! file {
    ($language:literal, $name:literal) => {
        File {
            name: concat!("wordings/", $language, "/", $name, ".toml"),
            text: include_str!(concat!("../wordings/", $language, "/", $name, ".toml")),
            items: include_bytes!(concat!(env!("OUT_DIR"), "/wordings/", $language, "/", $name, ".items")),
            decoded: include_str!(concat!(env!("OUT_DIR"), "/wordings/", $language, "/", $name, ".decoded")),
        }
    };
}

macro_rules! files {
    ($language:literal) => {
        Files {
            grammar: file!($language, "grammar"),
            units: file!($language, "units"),
            words: file!($language, "words"),
            read: &[
                file!($language, "read/relations"),
                file!($language, "read/missions"),
                file!($language, "read/visits"),
                file!($language, "read/aid"),
                file!($language, "read/trade"),
                file!($language, "read/partners"),
                file!($language, "read/investment"),
                file!($language, "read/agreements"),
                file!($language, "read/memberships"),
                file!($language, "read/government"),
                file!($language, "read/geography"),
                file!($language, "read/indicators"),
                file!($language, "read/crops"),
                file!($language, "read/people"),
                file!($language, "read/groups"),
            ],
            classes: file!($language, "classes"),
            figures: file!($language, "figures"),
            periods: file!($language, "periods"),
            ranks: file!($language, "ranks"),
            names: file!($language, "names"),
            terms: file!($language, "terms"),
            kinds: &[
                file!($language, "relations"),
                file!($language, "missions"),
                file!($language, "visits"),
                file!($language, "aid"),
                file!($language, "trade"),
                file!($language, "partners"),
                file!($language, "investment"),
                file!($language, "agreements"),
                file!($language, "memberships"),
                file!($language, "government"),
                file!($language, "geography"),
                file!($language, "indicators"),
                file!($language, "own"),
                file!($language, "crops"),
                file!($language, "elections"),
                file!($language, "offices"),
                file!($language, "preferences"),
                file!($language, "investors"),
                file!($language, "people"),
                file!($language, "groups"),
            ],
        }
    };
}

pub(crate) fn files(language: Language) -> Files {
    match language {
        Language::English => files!("en"),
        Language::Spanish => files!("es"),
        Language::French => files!("fr"),
    }
}
