use std::{cmp::Reverse, collections::HashSet};

use crate::{WordingError, toml_file::Entry};

/// What a language calls the titles that sources give with a name.
#[derive(Default)]
pub(crate) struct Titles {
    /// As the source has it; of a man, of a woman. Longer ones come first.
    titles: Vec<(Box<str>, [Box<str>; 2])>,
    /// Given names of women who bear one of them, as the text begins with them.
    women: HashSet<Box<str>>,
}

impl Titles {
    pub(crate) fn read(entry: &Entry<'_>) -> Result<Self, WordingError> {
        let mut titles: Vec<(Box<str>, [Box<str>; 2])> = Vec::new();
        for (title, entry) in entry.get("title")?.entries() {
            let [man, woman] = match entry.text() {
                Ok(text) => [text, text],
                Err(_) => [entry.get("man")?.text()?, entry.get("woman")?.text()?],
            };
            titles.push((title.into(), [man.into(), woman.into()]));
        }
        titles.sort_by_key(|(title, _)| Reverse(title.len()));
        let women = entry.get("women")?.texts()?.iter().map(|e| Ok(e.text()?.into())).collect::<Result<_, _>>()?;
        Ok(Self { titles, women })
    }

    /// What stands before a name as its title.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.titles.iter().flat_map(|(_, words)| words).map(AsRef::as_ref)
    }

    /// The person with a title that the source gives beside the name, or within
    /// it. One that the language has no words for is left out where it stands
    /// beside, and left as it is within.
    pub(crate) fn titled(&self, title: Option<&str>, person: &str) -> String {
        let found = self.titles.iter().find_map(|(known, words)| match title {
            Some(title) => (title == &**known).then_some((words, person)),
            None => Some((words, person.strip_prefix(&**known)?.strip_prefix(' ')?)),
        });
        let mut out = String::with_capacity(person.len() + 16);
        let Some(([man, woman], bare)) = found else {
            name(person, &mut out);
            return out;
        };
        // Where the family name comes first, both are given: "Park Geun-hye".
        let mut ends = bare.match_indices(' ').map(|(at, _)| at).chain([bare.len()]);
        let is_woman = ends.by_ref().take(2).any(|end| self.women.contains(bare.get(..end).unwrap_or_default()));
        out.push_str(if is_woman { woman } else { man });
        out.push(' ');
        name(bare, &mut out);
        out
    }
}

/// A person's name as people read it, where the source sets the surname in
/// capitals, as the World Factbook does: "Rodrigo PAZ Pereira" is Rodrigo Paz
/// Pereira. Numerals after the first word stay ("King CHARLES III"), and so
/// do initials and what has no run of capitals.
pub(crate) fn name(text: &str, out: &mut String) {
    for (i, word) in text.split(' ').enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.contains('.') || (i > 0 && is_numeral(bare)) {
            out.push_str(word);
            continue;
        }
        let mut in_capitals = false;
        for c in word.chars() {
            if in_capitals && c.is_uppercase() {
                out.extend(c.to_lowercase());
            } else {
                out.push(c);
            }
            in_capitals = c.is_uppercase();
        }
    }
}

fn is_numeral(word: &str) -> bool {
    const NUMERALS: [&str; 23] = [
        "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
        "XVIII", "XIX", "XX", "XXI", "XXII", "XXIII", "I",
    ];
    NUMERALS.contains(&word)
}

#[cfg(test)]
mod tests {
    /// The title stands beside the name or before it, and agrees with the person
    /// as far as the name tells; one without words is left out, or as it is.
    #[test]
    fn titles_in_spanish() {
        let titles = &crate::Wordings::in_language(attache_model::Language::Spanish).titles;
        let cases = [
            (None, "President Víctor Paz Estenssoro", "el presidente Víctor Paz Estenssoro"),
            (None, "President Michelle Bachelet", "la presidenta Michelle Bachelet"),
            (None, "President Park Geun-hye", "la presidenta Park Geun-hye"),
            (None, "Vice President Adam Example", "el vicepresidente Adam Example"),
            (None, "Queen Juliana", "la reina Juliana"),
            (None, "Grand Vizier Example", "Grand Vizier Example"),
            (Some("secretary"), "Hillary Rodham Clinton", "la secretaria de Estado Hillary Rodham Clinton"),
            (Some("grand vizier"), "Adam EXAMPLE", "Adam Example"),
            (None, "President", "President"),
            (None, "", ""),
        ];
        for (title, person, expected) in cases {
            assert_eq!(titles.titled(title, person), expected);
        }
    }

    #[test]
    fn surnames_in_capitals() {
        let cases = [
            ("Rodrigo PAZ Pereira", "Rodrigo Paz Pereira"),
            ("XI Jinping", "Xi Jinping"),
            ("King CHARLES III", "King Charles III"),
            ("Shavkat MIRZIYOYEV", "Shavkat Mirziyoyev"),
            ("Mary McALEESE", "Mary McAleese"),
            ("Mohammad al-THANI", "Mohammad al-Thani"),
            ("Brian O'NEILL", "Brian O'Neill"),
            ("Robert S. Gelbard", "Robert S. Gelbard"),
            ("K.P. Sharma OLI", "K.P. Sharma Oli"),
            ("Ólafur Ragnar GRÍMSSON", "Ólafur Ragnar Grímsson"),
            ("", ""),
        ];
        for (text, expected) in cases {
            let mut out = String::new();
            super::name(text, &mut out);
            assert_eq!(out, expected);
        }
    }
}
