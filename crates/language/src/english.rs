//! What names do in English.

use attache_model::{Area, Language};

use crate::{
    form::{Agreement, Form},
    morphology::Morphology,
};

pub(crate) const MORPHOLOGY: Morphology = Morphology { area, organization, noun, indefinite, agreement };

/// Adjectives that official documents prefer to the people's own.
const ADJECTIVES: &[(&str, &str)] = &[("US", "U.S.")];

/// Names that are plural without an article.
const PLURALS: &[&str] = &["Seychelles", "Comoros", "Maldives"];

/// Writes the area's name; whether English has the form.
fn area(area: Area, form: Option<&Form>, out: &mut String) -> bool {
    let name = area.name(Language::English);
    match form {
        Some(Form::Bare) => out.push_str(name),
        None => with_article(area, name, out),
        Some(Form::Possessive) => possessive(area, name, out),
        Some(Form::Adjective) => {
            let preferred = ADJECTIVES.iter().find(|(code, _)| *code == area.code()).map(|(_, adjective)| *adjective);
            match preferred.or_else(|| area.adjective(Language::English)) {
                Some(adjective) => out.push_str(adjective),
                None => possessive(area, name, out),
            }
        }
        Some(Form::Of) => {
            out.push_str("of ");
            with_article(area, name, out);
        }
        Some(Form::And) => {
            out.push_str("and ");
            with_article(area, name, out);
        }
        Some(Form::Toward) => {
            out.push_str("to ");
            with_article(area, name, out);
        }
        Some(Form::In) => {
            out.push_str("in ");
            with_article(area, name, out);
        }
        Some(_) => return false,
    }
    true
}

fn organization(name: &str, form: &Form, out: &mut String) -> bool {
    let before = match form {
        Form::The => "the ",
        Form::Of => "of the ",
        Form::Toward => "to the ",
        Form::In => "in the ",
        _ => return false,
    };
    out.push_str(before);
    out.push_str(name);
    true
}

fn noun(_: &str, form: &Form) -> Option<&'static str> {
    match form {
        Form::The => Some("the "),
        Form::Of => Some("of "),
        _ => None,
    }
}

/// A state is one to English, whatever its name.
fn agreement(_: Area) -> Agreement {
    Agreement { feminine: false, plural: false }
}

fn with_article(area: Area, name: &str, out: &mut String) {
    let article = area.article(Language::English);
    out.push_str(article);
    if !article.is_empty() {
        out.push(' ');
    }
    out.push_str(name);
}

fn possessive(area: Area, name: &str, out: &mut String) {
    with_article(area, name, out);
    let is_plural = !area.article(Language::English).is_empty() || name.ends_with("Islands") || PLURALS.contains(&name);
    out.push_str(if name.ends_with('s') && is_plural { "'" } else { "'s" });
}

/// "an" before the sound of a vowel.
fn indefinite(word: &str) -> &'static str {
    let lower = word.trim_start_matches(['"', '“', '(']).to_lowercase();
    // A vowel that sounds as "yoo" or "w", and an h that is not heard.
    const CONSONANT: &[&str] = &["uni", "use", "usu", "eu", "one", "once", "u.", "us "];
    const SILENT: &[&str] = &["hour", "honor", "honour", "heir", "honest"];
    let an = match lower.chars().next() {
        Some('a' | 'e' | 'i' | 'o' | 'u') => {
            !CONSONANT.iter().any(|c| lower.starts_with(c)) || lower.starts_with("unin") || lower.starts_with("unim")
        }
        _ => SILENT.iter().any(|s| lower.starts_with(s)),
    };
    if an { "an" } else { "a" }
}

#[cfg(test)]
mod tests {
    use attache_model::Areas;

    use super::*;

    fn written(code: &str, form: Option<&Form>) -> String {
        let mut out = String::new();
        assert!(area(Areas::find(code).unwrap(), form, &mut out));
        out
    }

    #[test]
    fn names() {
        let cases = [
            ("US", "the United States", "the United States'", "U.S."),
            ("BO", "Bolivia", "Bolivia's", "Bolivian"),
            ("NL", "the Netherlands", "the Netherlands'", "Dutch"),
            ("LA", "Laos", "Laos's", "Lao"),
            ("SC", "Seychelles", "Seychelles'", "Seychellois"),
            ("GB", "the United Kingdom", "the United Kingdom's", "British"),
            ("CD", "the Democratic Republic of the Congo", "the Democratic Republic of the Congo's", "Congolese"),
        ];
        for (code, plain, possessive, adjective) in cases {
            assert_eq!(written(code, None), plain);
            assert_eq!(written(code, Some(&Form::Possessive)), possessive);
            assert_eq!(written(code, Some(&Form::Adjective)), adjective);
        }
        assert_eq!(written("US", Some(&Form::Bare)), "United States");
        assert!(!area(Areas::find("US").unwrap(), Some(&Form::Largest), &mut String::new()));
    }

    #[test]
    fn articles() {
        for (word, article) in [
            ("embassy", "an"),
            ("legation", "a"),
            ("union", "a"),
            ("unincorporated", "an"),
            ("honorary consulate", "an"),
        ] {
            assert_eq!(indefinite(word), article, "{word}");
        }
    }
}
