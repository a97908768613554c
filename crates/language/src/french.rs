//! What names do in French.
//!
//! The codelist gives a name its article; what follows from it is here:
//! contraction and elision ("du Pérou", "d'Haïti"), where one is ("en Bolivie",
//! "aux Pays-Bas", "à Cuba"), gender where the article does not tell it.

use attache_model::{Area, Language};

use crate::{
    form::{Agreement, Form},
    morphology::Morphology,
};

pub(crate) const MORPHOLOGY: Morphology = Morphology { area, organization, noun, indefinite, agreement };

/// Names without article that are feminine; the others are masculine.
const FEMININE: &[&str] = &[
    "Andorre",
    "Anguilla",
    "Antigua-et-Barbuda",
    "Aruba",
    "Ceylan",
    "Chypre",
    "Cuba",
    "Guernesey",
    "Haïti",
    "Jersey",
    "Malte",
    "Maurice",
    "Mayotte",
    "Nauru",
    "Niue",
    "Sainte-Hélène",
    "Sainte-Lucie",
    "Singapour",
    "Taïwan",
    "Terre-Neuve",
];

/// First words of names that the article leaves open, and that are masculine
/// in spite of their "e" or of being plural.
const MASCULINE: &[&str] = &["Antarctique", "Empire", "Émirats", "États", "États-Unis", "pays", "Pays-Bas", "petits"];

/// Names without article that one is in as in those with one ("en Israël").
const EN: &[&str] = &["Andorre", "Haïti", "Israël"];

/// Islands with "la" that one is on ("à la Barbade").
const A_LA: &[&str] = &["Barbade", "Dominique", "Grenade", "Réunion", "Trinité-et-Tobago"];

/// First words of names that one is within ("dans l'Union européenne").
const DANS: &[&str] = &[
    "Amériques",
    "bande",
    "Caraïbes",
    "Confédération",
    "Duché",
    "Empire",
    "État",
    "États",
    "Fédération",
    "Grand-duché",
    "monde",
    "océan",
    "pays",
    "petits",
    "Royaume",
    "Terres",
    "Territoire",
    "Union",
    "zone",
    "Zone",
];

/// First words with an h that lets no vowel fall before it.
const ASPIRATED: &[&str] = &[
    "Haut-Commissariat",
    "Hesse",
    "Hesse-Cassel",
    "Honduras",
    "Hong",
    "Hongrie",
    "haricots",
    "harnais",
    "homards",
    "houblon",
    "houille",
];

/// Areas whose adjective does not tell them: two states share it, or it is a
/// city's.
const OF_RATHER: &[&str] = &["CD", "CG", "VA"];

/// Writes the area's name; whether French has the form.
fn area(area: Area, form: Option<&Form>, out: &mut String) -> bool {
    let (article, name) = (area.article(Language::French), area.name(Language::French));
    match form {
        Some(Form::Bare) => out.push_str(name),
        None | Some(Form::The) => with_article(article, name, out),
        Some(Form::And) => {
            out.push_str("et ");
            with_article(article, name, out);
        }
        Some(Form::Of) => of(article, name, out),
        Some(Form::Toward) => toward(article, name, out),
        Some(Form::In) => within(area, out),
        Some(Form::Adjective) => adjective(area, Agreement { feminine: false, plural: false }, out),
        Some(Form::AdjectiveOf(agreement)) => adjective(area, *agreement, out),
        Some(_) => return false,
    }
    true
}

fn with_article(article: &str, name: &str, out: &mut String) {
    out.push_str(article);
    if !article.is_empty() && !article.ends_with('\'') {
        out.push(' ');
    }
    out.push_str(name);
}

fn of(article: &str, name: &str, out: &mut String) {
    match article {
        "le" => out.push_str("du "),
        "les" => out.push_str("des "),
        "" if elides(name) => out.push_str("d'"),
        _ => {
            out.push_str("de ");
            return with_article(article, name, out);
        }
    }
    out.push_str(name);
}

/// To whom or what something is given.
fn toward(article: &str, name: &str, out: &mut String) {
    match article {
        "le" => out.push_str("au "),
        "les" => out.push_str("aux "),
        _ => {
            out.push_str("à ");
            return with_article(article, name, out);
        }
    }
    out.push_str(name);
}

/// Where something is or goes.
fn within(area: Area, out: &mut String) {
    let (article, name) = (area.article(Language::French), area.name(Language::French));
    let first = first_word(name);
    if first == "Saint-Siège" {
        out.push_str("auprès ");
        return of(article, name, out);
    }
    if DANS.contains(&first) {
        out.push_str("dans ");
        with_article(article, name, out);
        return;
    }
    match article {
        "" if EN.contains(&name) => out.push_str("en "),
        "l'" if first == "Île" => return toward(article, name, out),
        "l'" => out.push_str("en "),
        "la" if !A_LA.contains(&name) => out.push_str("en "),
        _ => return toward(article, name, out),
    }
    out.push_str(name);
}

/// The adjective as it agrees; where there is none, whose it is ("du Pérou").
fn adjective(area: Area, Agreement { feminine, plural }: Agreement, out: &mut String) {
    let known = area.adjective(Language::French).filter(|_| !OF_RATHER.contains(&area.code()));
    match known.and_then(|forms| forms.split('/').nth(usize::from(feminine) + 2 * usize::from(plural))) {
        // The codelist has masculine, feminine, and their plurals.
        Some(adjective) => out.push_str(adjective),
        None => of(area.article(Language::French), area.name(Language::French), out),
    }
}

fn agreement(area: Area) -> Agreement {
    let (article, name) = (area.article(Language::French), area.name(Language::French));
    let first = first_word(name);
    let feminine = match article {
        "la" => true,
        "le" => false,
        "les" => !MASCULINE.contains(&first),
        "l'" => first == "Union" || (first.ends_with('e') && !MASCULINE.contains(&first)),
        _ => FEMININE.contains(&name),
    };
    Agreement { feminine, plural: article == "les" }
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

/// Whether "de" and "le" lose their vowel before the word.
fn elides(word: &str) -> bool {
    let first = word.chars().next().and_then(|c| c.to_lowercase().next());
    match first {
        Some('a' | 'e' | 'i' | 'o' | 'u' | 'é' | 'è' | 'ê' | 'î' | 'ô' | 'â' | 'œ') => true,
        Some('h') => !ASPIRATED.contains(&first_word(word)),
        _ => false,
    }
}

/// First words of names of organizations that are feminine.
const FEMININE_BODIES: &[&str] = &[
    "Agence",
    "Alliance",
    "Assemblée",
    "Association",
    "Autorité",
    "Banque",
    "Chambre",
    "Charte",
    "Commission",
    "Communauté",
    "Confédération",
    "Conférence",
    "Convention",
    "Convention-cadre",
    "Coopération",
    "Cour",
    "Entité",
    "Force",
    "Fédération",
    "Initiative",
    "Ligue",
    "Loi",
    "Mission",
    "Nouvelle",
    "OPEP",
    "Opération",
    "Organisation",
    "Société",
    "Union",
    "Zone",
];

/// First words of names of organizations that are plural.
const PLURAL_BODIES: &[&str] = &["Accords", "BRICS", "Cinq", "Nations", "Volontaires"];

/// Names of organizations that take no article.
const BODIES_WITHOUT_ARTICLE: &[&str] = &["AUKUS", "Petrocaribe"];

fn organization(name: &str, form: &Form, out: &mut String) -> bool {
    let first = first_word(name);
    let article = match first {
        _ if BODIES_WITHOUT_ARTICLE.contains(&first) => "",
        _ if PLURAL_BODIES.contains(&first) => "les",
        _ if elides(first) => "l'",
        _ if FEMININE_BODIES.contains(&first) => "la",
        _ => "le",
    };
    match form {
        Form::The => with_article(article, name, out),
        Form::Of => of(article, name, out),
        Form::Toward => toward(article, name, out),
        _ => return false,
    }
    true
}

/// First words of terms that are feminine.
const FEMININE_TERMS: &[&str] =
    &["ambassade", "chancellerie", "convention", "délégation", "légation", "mission", "section"];

fn is_feminine(words: &str) -> bool {
    FEMININE_TERMS.contains(&first_word(words))
}

fn noun(words: &str, form: &Form) -> Option<&'static str> {
    match form {
        Form::The if elides(words) => Some("l'"),
        Form::The if is_feminine(words) => Some("la "),
        Form::The => Some("le "),
        Form::Of if elides(words) => Some("d'"),
        Form::Of => Some("de "),
        _ => None,
    }
}

fn indefinite(words: &str) -> &'static str {
    if is_feminine(words) { "une" } else { "un" }
}

#[cfg(test)]
mod tests {
    use attache_model::Areas;

    use super::*;

    /// "m" or "f", and "p" where the name is plural.
    #[test]
    fn gender_and_number() {
        let cases = [
            ("m", "PE CD:no BR IR AF AO AZ EC IQ UG UY UZ SZ IL DJ OM MC BH KI MG SM HK OTXX AQ"),
            ("f", "BO FR CI DE AR AL EG ER ET IS IT IE UA EE SA ZA ID CU HT CY MT SG TW AD NR CD CG DO IM EU SUHH"),
            ("mp", "US NL AE PSXX M49:199 M49:722"),
            ("fp", "PH MV KM FJ SC BS MH SB BM FK ANHH HAXX M49:029"),
        ];
        for (expected, codes) in cases {
            for code in codes.split(' ').filter(|code| !code.ends_with(":no")) {
                let Agreement { feminine, plural } = agreement(Areas::find(code).unwrap());
                let found = format!("{}{}", if feminine { "f" } else { "m" }, if plural { "p" } else { "" });
                assert_eq!(found, expected, "{code}");
            }
        }
    }

    /// No name is written with a hole in it, and every article is one of four.
    #[test]
    fn every_area_has_a_name_and_an_article_that_fits() {
        for area in Areas::all() {
            let (article, name) = (area.article(Language::French), area.name(Language::French));
            assert!(!name.is_empty(), "{area}");
            assert!(["", "le", "la", "l'", "les"].contains(&article), "{area}: {article}");
            assert!(article != "l'" || elides(name), "{area}: l' before {name}");
            assert!(!matches!(article, "le" | "la") || !elides(name), "{area}: {article} before {name}");
            if let Some(adjective) = area.adjective(Language::French) {
                assert_eq!(adjective.split('/').count(), 4, "{area}: {adjective}");
            }
        }
    }
}
