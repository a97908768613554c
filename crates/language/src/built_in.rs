//! The wordings that are compiled in. A file of wordings is registered here,
//! and nowhere else.

use attache_model::Language;

/// The files of a language.
pub(crate) struct Files {
    pub(crate) grammar: (&'static str, &'static str),
    pub(crate) units: (&'static str, &'static str),
    pub(crate) words: (&'static str, &'static str),
    pub(crate) kinds: &'static [(&'static str, &'static str)],
}

macro_rules! file {
    ($language:literal, $name:literal) => {
        (
            concat!("wordings/", $language, "/", $name, ".toml"),
            include_str!(concat!("../wordings/", $language, "/", $name, ".toml")),
        )
    };
}

macro_rules! files {
    ($language:literal: $($name:literal)*) => {
        Files {
            grammar: file!($language, "grammar"),
            units: file!($language, "units"),
            words: file!($language, "words"),
            kinds: &[$(file!($language, $name)),*],
        }
    };
}

pub(crate) fn files(language: Language) -> Option<Files> {
    match language {
        Language::English => Some(files!("en":
            "relations"
            "missions"
            "visits"
            "aid"
            "trade"
            "partners"
            "investment"
            "agreements"
            "memberships"
            "government"
            "geography"
            "indicators"
            "own"
            "crops"
        )),
        Language::Spanish | Language::French => None,
    }
}
