//! What names do in Spanish.
//!
//! An article that is part of the name is written with a capital and stays as
//! it is ("de El Salvador"); that of running text contracts ("del Reino Unido").

use attache_model::{Area, Language};

use crate::{
    form::{Agreement, Form},
    morphology::Morphology,
};

pub(crate) const MORPHOLOGY: Morphology = Morphology { area, organization, noun, indefinite, agreement };

/// Areas whose adjective tells nobody which of two is meant, or that have
/// agreed with others to be called by their name.
const BY_NAME: &[&str] = &["CD", "CG", "MK"];

/// Feminine names whose ending does not tell: by the first word.
const FEMININE: &[&str] = &["Honduras", "Filipinas", "Trinidad", "Islas"];

/// Organizations' first words that are feminine, or masculine, against their ending.
const FEMININE_WORDS: &[&str] = &["Corte", "Cumbre", "Ley", "Red"];
const MASCULINE_WORDS: &[&str] = &["Programa", "Sistema", "Benelux"];
const PLURAL_WORDS: &[&str] = &["Naciones", "Voluntarios", "Acuerdos", "Cinco", "BRICS"];

/// Names that stand without article, as those of firms do.
const WITHOUT_ARTICLE: &[&str] = &["Petrocaribe"];

/// Writes the area's name; whether Spanish has the form.
fn area(area: Area, form: Option<&Form>, out: &mut String) -> bool {
    let name = area.name(Language::Spanish);
    let article = area.article(Language::Spanish);
    match form {
        Some(Form::Bare) => out.push_str(name),
        None | Some(Form::The) => with_article(article, name, out),
        Some(Form::Of) => after("de", article, name, out),
        Some(Form::Toward) => after("a", article, name, out),
        Some(Form::In) => after("en", article, name, out),
        Some(Form::And) => {
            let first = if article.is_empty() { name } else { article };
            out.push_str(if sounds_as_i(first) { "e " } else { "y " });
            with_article(article, name, out);
        }
        Some(Form::Adjective) => adjective(area, Agreement { feminine: false, plural: false }, out),
        Some(Form::AdjectiveOf(agreement)) => adjective(area, *agreement, out),
        Some(_) => return false,
    }
    true
}

fn with_article(article: &str, name: &str, out: &mut String) {
    if !article.is_empty() {
        out.push_str(article);
        out.push(' ');
    }
    out.push_str(name);
}

/// After a preposition: "de" and "a" melt with "el".
fn after(preposition: &str, article: &str, name: &str, out: &mut String) {
    match (preposition, article) {
        ("de", "el") => with_article("del", name, out),
        ("a", "el") => with_article("al", name, out),
        _ => {
            out.push_str(preposition);
            out.push(' ');
            with_article(article, name, out);
        }
    }
}

/// Before this sound "y" is "e".
fn sounds_as_i(word: &str) -> bool {
    let lower = word.to_lowercase();
    let sound = lower.strip_prefix('h').unwrap_or(&lower);
    sound.starts_with(['i', 'í']) && !sound.starts_with("ie")
}

/// The adjective that agrees, or "de" and the name where there is none.
fn adjective(area: Area, agreement: Agreement, out: &mut String) {
    let inflected = area.adjective(Language::Spanish).filter(|_| !BY_NAME.contains(&area.code()));
    let at = usize::from(agreement.feminine) + 2 * usize::from(agreement.plural);
    match inflected.and_then(|forms| forms.split('/').nth(at)) {
        Some(form) => out.push_str(form),
        None => after("de", area.article(Language::Spanish), area.name(Language::Spanish), out),
    }
}

/// The article tells, else the name's first word. What has no article is one,
/// whatever its name: "Filipinas exporta".
fn agreement(area: Area) -> Agreement {
    match area.article(Language::Spanish) {
        "el" => Agreement { feminine: false, plural: false },
        "la" => Agreement { feminine: true, plural: false },
        "los" => Agreement { feminine: false, plural: true },
        "las" => Agreement { feminine: true, plural: true },
        _ => {
            let name = area.name(Language::Spanish);
            let first = name.split([' ', '-']).next().unwrap_or(name);
            Agreement { feminine: first.ends_with('a') || FEMININE.contains(&first), plural: false }
        }
    }
}

fn organization(name: &str, form: &Form, out: &mut String) -> bool {
    let article = organization_article(name);
    match form {
        Form::The => with_article(article, name, out),
        Form::Of => after("de", article, name, out),
        Form::Toward => after("a", article, name, out),
        Form::In => after("en", article, name, out),
        _ => return false,
    }
    true
}

fn organization_article(name: &str) -> &'static str {
    let first = name.split([' ', '-']).next().unwrap_or(name);
    if WITHOUT_ARTICLE.contains(&first) {
        return "";
    }
    match (is_feminine(first), PLURAL_WORDS.contains(&first)) {
        (true, false) => "la",
        (false, false) => "el",
        (false, true) => "los",
        (true, true) => "las",
    }
}

/// The gender of a noun by its ending.
fn is_feminine(noun: &str) -> bool {
    if FEMININE_WORDS.contains(&noun) || noun == "Naciones" {
        return true;
    }
    let ends = ["a", "ión", "dad", "tad"].iter().any(|ending| noun.ends_with(ending));
    ends && !MASCULINE_WORDS.contains(&noun)
}

fn noun(word: &str, form: &Form) -> Option<&'static str> {
    let first = word.split(' ').next().unwrap_or(word);
    match (form, is_feminine(first)) {
        (Form::The, true) => Some("la "),
        (Form::The, false) => Some("el "),
        (Form::Of, _) => Some("de "),
        _ => None,
    }
}

fn indefinite(word: &str) -> &'static str {
    let first = word.split(' ').next().unwrap_or(word);
    if is_feminine(first) { "una" } else { "un" }
}

#[cfg(test)]
mod tests {
    use attache_model::{Areas, Codelist, Organization};

    use super::*;

    fn written(code: &str, form: Option<&Form>) -> String {
        let mut out = String::new();
        let found = Area::from_code(Codelist::Attache, code).unwrap_or_else(|| Areas::find(code).unwrap());
        assert!(area(found, form, &mut out), "{code}");
        out
    }

    #[test]
    fn names() {
        // In running text; "de", "a" and "en"; as the second of two; feminine, plural.
        let cases = [
            (
                "US",
                "los Estados Unidos",
                "de los Estados Unidos",
                "a los Estados Unidos",
                "y los Estados Unidos",
                false,
                true,
            ),
            ("BO", "Bolivia", "de Bolivia", "a Bolivia", "y Bolivia", true, false),
            ("NL", "los Países Bajos", "de los Países Bajos", "a los Países Bajos", "y los Países Bajos", false, true),
            ("GB", "el Reino Unido", "del Reino Unido", "al Reino Unido", "y el Reino Unido", false, false),
            ("SV", "El Salvador", "de El Salvador", "a El Salvador", "y El Salvador", false, false),
            ("CI", "Costa de Marfil", "de Costa de Marfil", "a Costa de Marfil", "y Costa de Marfil", true, false),
            ("LB", "el Líbano", "del Líbano", "al Líbano", "y el Líbano", false, false),
            ("IN", "la India", "de la India", "a la India", "y la India", true, false),
            ("IL", "Israel", "de Israel", "a Israel", "e Israel", false, false),
            ("IT", "Italia", "de Italia", "a Italia", "e Italia", true, false),
            ("HT", "Haití", "de Haití", "a Haití", "y Haití", false, false),
            ("CY", "Chipre", "de Chipre", "a Chipre", "y Chipre", false, false),
            ("CU", "Cuba", "de Cuba", "a Cuba", "y Cuba", true, false),
            ("PH", "Filipinas", "de Filipinas", "a Filipinas", "y Filipinas", true, false),
            ("MV", "las Maldivas", "de las Maldivas", "a las Maldivas", "y las Maldivas", true, true),
            ("KM", "las Comoras", "de las Comoras", "a las Comoras", "y las Comoras", true, true),
            ("BS", "las Bahamas", "de las Bahamas", "a las Bahamas", "y las Bahamas", true, true),
            ("GM", "Gambia", "de Gambia", "a Gambia", "y Gambia", true, false),
            ("KP", "Corea del Norte", "de Corea del Norte", "a Corea del Norte", "y Corea del Norte", true, false),
            ("CA", "Canadá", "de Canadá", "a Canadá", "y Canadá", false, false),
            ("HN", "Honduras", "de Honduras", "a Honduras", "y Honduras", true, false),
            ("VA", "la Santa Sede", "de la Santa Sede", "a la Santa Sede", "y la Santa Sede", true, false),
            (
                "EH",
                "el Sáhara Occidental",
                "del Sáhara Occidental",
                "al Sáhara Occidental",
                "y el Sáhara Occidental",
                false,
                false,
            ),
            (
                "FK",
                "las Islas Malvinas",
                "de las Islas Malvinas",
                "a las Islas Malvinas",
                "y las Islas Malvinas",
                true,
                true,
            ),
            (
                "SUHH",
                "la Unión Soviética",
                "de la Unión Soviética",
                "a la Unión Soviética",
                "y la Unión Soviética",
                true,
                false,
            ),
            (
                "ZRCD",
                "la República Democrática del Congo",
                "de la República Democrática del Congo",
                "a la República Democrática del Congo",
                "y la República Democrática del Congo",
                true,
                false,
            ),
            ("YUCS", "Yugoslavia", "de Yugoslavia", "a Yugoslavia", "y Yugoslavia", true, false),
            (
                "TT",
                "Trinidad y Tobago",
                "de Trinidad y Tobago",
                "a Trinidad y Tobago",
                "y Trinidad y Tobago",
                true,
                false,
            ),
        ];
        for (code, plain, of, to, and, feminine, plural) in cases {
            assert_eq!(written(code, None), plain);
            assert_eq!(written(code, Some(&Form::Of)), of);
            assert_eq!(written(code, Some(&Form::Toward)), to);
            assert_eq!(written(code, Some(&Form::And)), and);
            assert_eq!(written(code, Some(&Form::In)), format!("en {plain}"));
            assert_eq!(agreement(Areas::find(code).unwrap()), Agreement { feminine, plural }, "{code}");
        }
        assert_eq!(written("US", Some(&Form::Bare)), "Estados Unidos");
        let possessive = area(Areas::find("US").unwrap(), Some(&Form::Possessive), &mut String::new());
        assert!(!possessive);
    }

    #[test]
    fn adjectives() {
        let cases = [
            ("US", "estadounidense", "estadounidense", "estadounidenses", "estadounidenses"),
            ("NL", "neerlandés", "neerlandesa", "neerlandeses", "neerlandesas"),
            ("DE", "alemán", "alemana", "alemanes", "alemanas"),
            ("CI", "marfileño", "marfileña", "marfileños", "marfileñas"),
            ("DO", "dominicano", "dominicana", "dominicanos", "dominicanas"),
            ("KR", "surcoreano", "surcoreana", "surcoreanos", "surcoreanas"),
            ("GQ", "ecuatoguineano", "ecuatoguineana", "ecuatoguineanos", "ecuatoguineanas"),
        ];
        for (code, masculine, feminine, masculines, feminines) in cases {
            let forms = [(false, false), (true, false), (false, true), (true, true)]
                .map(|(feminine, plural)| written(code, Some(&Form::AdjectiveOf(Agreement { feminine, plural }))));
            assert_eq!(forms, [masculine, feminine, masculines, feminines]);
        }
        let feminine = Form::AdjectiveOf(Agreement { feminine: true, plural: true });
        assert_eq!(written("CD", Some(&feminine)), "de la República Democrática del Congo");
        assert_eq!(written("MK", Some(&feminine)), "de Macedonia del Norte");
        assert_eq!(written("BQ", Some(&feminine)), "del Caribe Neerlandés");
    }

    /// Every area that is there today has a name, and an adjective in four forms
    /// where it has one at all.
    #[test]
    fn the_codelist_speaks_spanish() {
        for area in Areas::all().filter(|a| a.is_present()) {
            assert!(!area.name(Language::Spanish).is_empty(), "{area}");
            assert!(["", "el", "la", "los", "las"].contains(&area.article(Language::Spanish)), "{area}");
            if let Some(adjective) = area.adjective(Language::Spanish) {
                assert_eq!(adjective.split('/').count(), 4, "{area} {adjective}");
            }
        }
    }

    #[test]
    fn organizations() {
        let cases = [
            ("UN", "de las Naciones Unidas", "en las Naciones Unidas"),
            ("OAS", "de la Organización de los Estados Americanos", "en la Organización de los Estados Americanos"),
            ("IMF", "del Fondo Monetario Internacional", "en el Fondo Monetario Internacional"),
            ("ICCt", "de la Corte Penal Internacional", "en la Corte Penal Internacional"),
            ("WFP", "del Programa Mundial de Alimentos", "en el Programa Mundial de Alimentos"),
            (
                "SICA",
                "del Sistema de la Integración Centroamericana",
                "en el Sistema de la Integración Centroamericana",
            ),
            ("AU", "de la Unión Africana", "en la Unión Africana"),
            ("LAS", "de la Liga de los Estados Árabes", "en la Liga de los Estados Árabes"),
            ("Artemis Accords", "de los Acuerdos de Artemis", "en los Acuerdos de Artemis"),
            ("Petrocaribe", "de Petrocaribe", "en Petrocaribe"),
        ];
        for (code, of, within) in cases {
            let name = Organization::find(code).unwrap().name(Language::Spanish);
            let written = [Form::Of, Form::In].map(|form| {
                let mut out = String::new();
                assert!(organization(name, &form, &mut out));
                out
            });
            assert_eq!(written, [of, within]);
        }
    }

    #[test]
    fn indefinite_articles() {
        for (word, article) in [
            ("embajada", "una"),
            ("legación", "una"),
            ("consulado general", "un"),
            ("sección de intereses", "una"),
            ("tratado bilateral de inversión", "un"),
        ] {
            assert_eq!(indefinite(word), article, "{word}");
        }
    }
}
