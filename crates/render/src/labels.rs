//! The few words that a renderer adds, and how dates and counts are written.

use attache_model::{Date, Language};

/// The words around a document, in its language.
#[derive(Debug)]
pub(crate) struct Labels {
    pub contents: &'static str,
    /// The author's own.
    pub notes: &'static str,
    pub sources: &'static str,
    pub source: &'static str,
    pub published: &'static str,
    pub date_given: &'static str,
    pub retrieved: &'static str,
    pub licence: &'static str,
    pub file: &'static str,
    pub release: &'static str,
    pub all_figures: &'static str,
    pub show_figures: &'static str,
    pub cited_for: &'static str,
    pub caveat: &'static str,
    pub caveats: &'static str,
    pub missing: &'static str,
    pub missing_intro: &'static str,
    pub available_from: &'static str,
    pub more: &'static str,
    /// What stands after a label, and between the things of a list.
    pub colon: &'static str,
    pub apart: &'static str,
    months: [&'static str; 12],
    group: &'static str,
    point: &'static str,
    language: Language,
}

pub(crate) const fn labels(language: Language) -> &'static Labels {
    match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
        Language::French => &FRENCH,
    }
}

static ENGLISH: Labels = Labels {
    contents: "Contents",
    notes: "Notes",
    sources: "Sources",
    source: "Source",
    published: "Published",
    date_given: "date as given at import",
    retrieved: "Retrieved",
    licence: "Licence",
    file: "Citation and file",
    release: "Release",
    all_figures: "All figures",
    show_figures: "Figures of the chart",
    cited_for: "Cited for",
    caveat: "Caution",
    caveats: "Cautions",
    missing: "Not in this sheet",
    missing_intro: "No data are available on the following; possible sources are given where they are known.",
    available_from: "available from",
    more: "and more",
    colon: ": ",
    apart: "; ",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    group: ",",
    point: ".",
    language: Language::English,
};

static SPANISH: Labels = Labels {
    contents: "Contenido",
    notes: "Notas",
    sources: "Fuentes",
    source: "Fuente",
    published: "Publicado el",
    date_given: "fecha indicada al importar",
    retrieved: "Consultado el",
    licence: "Licencia",
    file: "Cita y archivo",
    release: "Edición",
    all_figures: "Todas las cifras",
    show_figures: "Cifras del gráfico",
    cited_for: "Citado para",
    caveat: "Advertencia",
    caveats: "Advertencias",
    missing: "No figura en esta ficha",
    missing_intro: "No hay datos disponibles sobre lo siguiente; cuando se conoce una fuente que podría proporcionarlos, se indica.",
    available_from: "disponible en",
    more: "y más",
    colon: ": ",
    apart: "; ",
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    group: ".",
    point: ",",
    language: Language::Spanish,
};

static FRENCH: Labels = Labels {
    contents: "Sommaire",
    notes: "Notes",
    sources: "Sources",
    source: "Source",
    published: "Publié le",
    date_given: "date indiquée à l'importation",
    retrieved: "Consulté le",
    licence: "Licence",
    file: "Référence et fichier",
    release: "Édition",
    all_figures: "Tous les chiffres",
    show_figures: "Chiffres du graphique",
    cited_for: "Citée pour",
    caveat: "Attention",
    caveats: "Mises en garde",
    missing: "Éléments absents de cette fiche",
    missing_intro: "Cette fiche ne contient pas les données suivantes\u{202f}; la source où les chercher est indiquée lorsqu'elle est connue.",
    available_from: "source possible\u{a0}:",
    more: "etc.",
    colon: "\u{a0}: ",
    apart: "\u{202f}; ",
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    group: "\u{202f}",
    point: ",",
    language: Language::French,
};

impl Labels {
    /// A date as people write it: "20 November 2026".
    pub(crate) fn date(&self, date: Date) -> String {
        let month =
            usize::try_from(date.month() - 1).ok().and_then(|m| self.months.get(m)).copied().unwrap_or_default();
        match (self.language, date.day()) {
            (Language::Spanish, day) => format!("{day} de {month} de {}", date.year()),
            (Language::French, 1) => format!("1er {month} {}", date.year()),
            (_, day) => format!("{day} {month} {}", date.year()),
        }
    }

    /// A number on an axis, with `decimals` digits after the point.
    pub(crate) fn number(&self, value: f64, decimals: usize) -> String {
        let plain = format!("{:.decimals$}", value.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut written = String::from(if value < 0.0 { "−" } else { "" });
        // Spanish leaves four digits together.
        let grouped = whole.len() > if self.language == Language::Spanish { 4 } else { 3 };
        for (at, digit) in whole.chars().enumerate() {
            if grouped && at > 0 && (whole.len() - at).is_multiple_of(3) {
                written.push_str(self.group);
            }
            written.push(digit);
        }
        if !fraction.is_empty() {
            written.push_str(self.point);
            written.push_str(fraction);
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_follow_the_language() {
        let date: Date = "1849-01-03".parse().unwrap();
        let [english, spanish, french] = Language::ALL.map(labels);
        assert_eq!(english.date(date), "3 January 1849");
        assert_eq!(spanish.date(date), "3 de enero de 1849");
        assert_eq!(french.date("2026-07-01".parse().unwrap()), "1er juillet 2026");
        assert_eq!(english.number(-1234.5, 1), "−1,234.5");
        assert_eq!(spanish.number(1200.0, 0), "1200");
        assert_eq!(spanish.number(12000.0, 0), "12.000");
        assert_eq!(french.number(1200.0, 0), "1\u{202f}200");
    }
}
