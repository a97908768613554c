//! What the words of a reference say, and which words beside it hang on its figure.

use std::{collections::HashSet, ops::Range, sync::OnceLock};

use attache_fact::{Said, Value};
use attache_language::{
    Wordings,
    read::{Context, Mentioned, When},
};
use attache_model::{Language, fold};
use serde::Deserialize;

/// What words say, where they stand for a value of this sort.
pub(crate) fn said(text: &str, value: &Value, wordings: &Wordings) -> Option<Said> {
    let mentions = wordings.read(text, &Context::default()).mentions;
    let mut told = mentions.iter().map(|mention| &mention.what);
    match value {
        Value::Quantity(_) => told.find_map(|it| match it {
            Mentioned::Figure(printed) => Some(Said::Figure(*printed)),
            _ => None,
        }),
        Value::Quantities(_) => {
            let figures = told.filter_map(|it| match it {
                Mentioned::Figure(printed) => Some(*printed),
                _ => None,
            });
            Some(Said::Figures(figures.collect()))
        }
        Value::Period(_) => told.find_map(|it| match it {
            Mentioned::Period(When::At(period) | When::Since(period) | When::By(period)) => Some(Said::Period(*period)),
            _ => None,
        }),
        Value::Rank(_) => told.find_map(|it| match it {
            Mentioned::Rank(n) => Some(Said::Rank(*n)),
            _ => None,
        }),
        Value::Count(_) => told.find_map(|it| match it {
            Mentioned::Count(n) => Some(Said::Count(*n)),
            Mentioned::Figure(printed) => Some(Said::Figure(*printed)),
            _ => None,
        }),
        Value::Area(_) => told.find_map(|it| match it {
            Mentioned::Area { areas, .. } => areas.first().map(|area| Said::Area(*area)),
            _ => None,
        }),
        Value::Areas(_) => told.find_map(|it| match it {
            Mentioned::Areas(areas) => Some(Said::Areas(areas.clone())),
            Mentioned::Area { areas, .. } => areas.first().map(|area| Said::Areas(vec![*area])),
            _ => None,
        }),
        Value::Organizations(_) => told.find_map(|it| match it {
            Mentioned::Organizations(all) => Some(Said::Organizations(all.clone())),
            Mentioned::Organization(one) => Some(Said::Organizations(vec![*one])),
            _ => None,
        }),
        Value::Commodities(_) => told.find_map(|it| match it {
            Mentioned::Commodities(all) => Some(Said::Commodities(all.clone())),
            Mentioned::Commodity(one) => Some(Said::Commodities(vec![one.clone()])),
            _ => None,
        }),
        Value::Text(_) => Some(Said::Text(text.to_owned())),
        Value::Texts(_) => Some(Said::Texts(vec![text.to_owned()])),
    }
}

/// A word that may be true of one figure and false of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hanging {
    /// "rose", "grew", "higher".
    Up,
    /// "fell", "declined", "lower".
    Down,
    /// "record", "still", "for the third year running", "twice": of other figures and
    /// times too.
    Other,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    up: Vec<String>,
    down: Vec<String>,
    other: Vec<String>,
}

/// The lists of a language, folded.
struct Words {
    up: HashSet<String>,
    down: HashSet<String>,
    other: Vec<String>,
}

impl Words {
    fn of(language: Language) -> &'static Self {
        static ENGLISH: OnceLock<Words> = OnceLock::new();
        static SPANISH: OnceLock<Words> = OnceLock::new();
        static FRENCH: OnceLock<Words> = OnceLock::new();
        let (cell, text) = match language {
            Language::English => (&ENGLISH, include_str!("../words/en.toml")),
            Language::Spanish => (&SPANISH, include_str!("../words/es.toml")),
            Language::French => (&FRENCH, include_str!("../words/fr.toml")),
        };
        cell.get_or_init(|| {
            let lists: Lists = toml::from_str(text).expect("tests hold that the lists can be read");
            let folded = |all: Vec<String>| {
                all.into_iter().map(|phrase| {
                    let words: Vec<String> = pieces(&phrase).map(|(_, word)| fold(word)).collect();
                    words.join(" ")
                })
            };
            Words {
                up: folded(lists.up).collect(),
                down: folded(lists.down).collect(),
                other: folded(lists.other).collect(),
            }
        })
    }
}

/// The words of a sentence that hang on its figures, by bytes of the sentence; what
/// stands within `but` is not looked at.
pub(crate) fn hanging(sentence: &str, but: &[Range<usize>], language: Language) -> Vec<(Range<usize>, Hanging)> {
    let lists = Words::of(language);
    let mut found = Vec::new();
    let mut folded = String::from(" ");
    // For each byte of the folded sentence, the word that it is of.
    let mut words: Vec<(usize, Range<usize>)> = Vec::new();
    for (start, word) in pieces(sentence) {
        let range = start..start + word.len();
        if but.iter().any(|it| it.start < range.end && range.start < it.end) {
            folded.push_str("| ");
            continue;
        }
        let plain = fold(word);
        let which = match () {
            () if lists.up.contains(&plain) => Some(Hanging::Up),
            () if lists.down.contains(&plain) => Some(Hanging::Down),
            () => None,
        };
        found.extend(which.map(|which| (range.clone(), which)));
        words.push((folded.len(), range));
        folded.push_str(&plain);
        folded.push(' ');
    }
    for phrase in &lists.other {
        let wanted = format!(" {phrase} ");
        if let Some(at) = folded.find(&wanted) {
            let (from, to) = (at + 1, at + wanted.len() - 1);
            let of: Vec<&Range<usize>> =
                words.iter().filter(|(start, _)| (from..to).contains(start)).map(|(_, range)| range).collect();
            if let (Some(first), Some(last)) = (of.first(), of.last()) {
                found.push((first.start..last.end, Hanging::Other));
            }
        }
    }
    found.sort_by_key(|(range, _)| (range.start, range.end));
    found
}

/// A word of an English text that says of somebody who it is.
pub(crate) fn of_a_person(text: &str) -> Option<&str> {
    const WORDS: [&str; 9] = ["he", "she", "his", "her", "hers", "him", "himself", "herself", "woman"];
    pieces(text).map(|(_, word)| word).find(|word| WORDS.contains(&word.to_lowercase().as_str()))
}

/// The words of a text, with where they begin.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = |c: char| !c.is_alphanumeric() && c != '-' && c != '’' && c != '\'';
    let start_of = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    text.split(ends).filter(|part| !part.is_empty()).map(move |part| (start_of(part), part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_hang_on_figures_are_found() {
        let told = |sentence: &str, language| {
            let found = hanging(sentence, &[], language);
            found.into_iter().map(|(range, which)| (sentence[range].to_owned(), which)).collect::<Vec<_>>()
        };
        let word = |text: &str, which| (text.to_owned(), which);
        assert_eq!(
            told("Exports rose for the fifth year running, to a record $5 billion.", Language::English),
            [word("rose", Hanging::Up), word("year running", Hanging::Other), word("record", Hanging::Other),]
        );
        assert_eq!(
            told("Las exportaciones cayeron y siguen siendo inferiores.", Language::Spanish)[0],
            word("cayeron", Hanging::Down)
        );
        assert_eq!(
            told("Le PIB a reculé pour la première fois.", Language::French),
            [word("reculé", Hanging::Down), word("première fois", Hanging::Other)]
        );
        let bound = 3..7;
        assert!(hanging("It rose.", std::slice::from_ref(&bound), Language::English).is_empty());
        assert!(told("The population is 12 million.", Language::English).is_empty());
    }
}
