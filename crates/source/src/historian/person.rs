//! Names of chiefs of mission, who stand in the lists as ids.
//!
//! # Quirks
//! 1. A name stands in a file of its own (`people/a/appleton-john.xml`), which
//!    an archive of the whole repository has and an archive of the lists not.
//!    Without it the name is written from the id, `surname-given-names`: accents
//!    and inner capitals are lost ("Obrien"), and the event is marked so.
//! 2. Ids of namesakes end in a number (`irwin-john-nichol2`).
//! 3. An id does not tell where a surname of two words ends. Those that are
//!    known are listed here.

use std::collections::HashMap;

use crate::xml::Element;

/// Names by id, from the files of people.
#[derive(Default)]
pub(super) struct People(HashMap<String, String>);

impl People {
    pub(super) fn add(&mut self, person: &Element) {
        let part = |name: &str| person.text_at(&["persName", name]);
        let mut name = format!("{} {}", part("forename"), part("surname"));
        let generation = part("genName");
        if !generation.is_empty() {
            name.push_str(", ");
            name.push_str(&generation);
        }
        if !part("surname").is_empty() {
            self.0.insert(person.text_at(&["id"]), name.trim().to_owned());
        }
    }

    /// The name, and whether it was written from the id.
    pub(super) fn name(&self, id: &str) -> (String, bool) {
        match self.0.get(id) {
            Some(name) => (name.clone(), false),
            None => (from_id(id), true),
        }
    }
}

/// Quirk 3: surnames of two words, as written.
static DOUBLE: &[(&str, &str)] = &[
    ("abercrombie-winstanley", "Abercrombie-Winstanley"),
    ("arreaga-rodas", "Arreaga Rodas"),
    ("bailly-blanchard", "Bailly-Blanchard"),
    ("barks-ruggles", "Barks-Ruggles"),
    ("bridgewater-awkward", "Bridgewater-Awkward"),
    ("des-portes", "Des Portes"),
    ("ely-raphel", "Ely-Raphel"),
    ("furuta-toy", "Furuta-Toy"),
    ("gfoeller-volkoff", "Gfoeller-Volkoff"),
    ("girard-dicarlo", "Girard-diCarlo"),
    ("hennessey-niland", "Hennessey-Niland"),
    ("kennedy-minott", "Kennedy-Minott"),
    ("moseley-braun", "Moseley Braun"),
    ("owens-kirkpatrick", "Owens-Kirkpatrick"),
    ("palmer-robie", "Palmer-Robie"),
    ("reed-rowe", "Reed-Rowe"),
    ("strausz-hupe", "Strausz-Hupé"),
    ("syptak-ramnath", "Syptak-Ramnath"),
    ("thomas-greenfield", "Thomas-Greenfield"),
];

/// Words that begin a surname and do not make one alone.
const PARTICLES: [&str; 6] = ["de", "la", "le", "van", "von", "du"];

fn from_id(id: &str) -> String {
    let id = id.trim_end_matches(|c: char| c.is_ascii_digit());
    if let Some((double, written)) =
        DOUBLE.iter().find(|(d, _)| id.strip_prefix(d).is_some_and(|rest| rest.starts_with('-')))
    {
        return format!("{} {written}", given(&id[double.len() + 1..]));
    }
    let (stem, generation) = match id.rsplit_once('-') {
        Some((stem, "jr")) => (stem, ", Jr."),
        Some((stem, "sr")) => (stem, ", Sr."),
        Some((stem, "ii")) => (stem, " II"),
        Some((stem, "iii")) => (stem, " III"),
        _ => (id, ""),
    };
    let Some((first, rest)) = stem.split_once('-') else { return word(stem) };
    match rest.split_once('-') {
        Some((second, rest)) if PARTICLES.contains(&first) => {
            format!("{} {} {}{generation}", given(rest), word(first), word(second))
        }
        _ => format!("{} {}{generation}", given(rest), word(first)),
    }
}

fn given(words: &str) -> String {
    words.split('-').map(word).collect::<Vec<_>>().join(" ")
}

/// "john" is John, "h" is H., "mcclung" is McClung, "de" stays.
fn word(text: &str) -> String {
    match text.strip_prefix("mc") {
        Some(rest) if !rest.is_empty() => format!("Mc{}", capital(rest)),
        _ if text.len() == 1 => format!("{}.", capital(text)),
        _ if PARTICLES.contains(&text) => text.to_owned(),
        _ => capital(text),
    }
}

/// With a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|c| c.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_from_the_id() {
        let cases = [
            ("appleton-john", "John Appleton"),
            ("miller-horace-h", "Horace H. Miller"),
            ("mcclung-alexander-keith", "Alexander Keith McClung"),
            ("boal-pierre-de-lagarde", "Pierre de Lagarde Boal"),
            ("anderson-ollie-palmer-jr", "Ollie Palmer Anderson, Jr."),
            ("riley-robert-annan-iii", "Robert Annan Riley III"),
            ("irwin-john-nichol2", "John Nichol Irwin"),
            ("van-buren-martin", "Martin van Buren"),
            ("abercrombie-winstanley-gina-k", "Gina K. Abercrombie-Winstanley"),
            ("thomas-greenfield-linda", "Linda Thomas-Greenfield"),
            ("thomas-harry-keels", "Harry Keels Thomas"),
            ("madonna", "Madonna"),
            ("", ""),
        ];
        for (id, name) in cases {
            assert_eq!(from_id(id), name);
        }
    }
}
