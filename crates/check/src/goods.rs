//! Holds the goods that a text says a country mainly trades against those that are listed:
//! people name them in words of their own, so that only what has nothing in common with any
//! of the list is wrong.

use std::ops::RangeInclusive;

use attache_fact::{Commodity, Said};
use attache_language::{
    Wordings,
    read::{Mention, Mentioned},
};
use attache_model::{HsCode, Language};

use crate::compare::Stand;

/// Chapters of the Harmonized System of which the one is called what the other is, or made
/// of it, a group a line.
const KIN: &[&[u8]] = &[
    &[1, 2, 4, 5, 16, 41, 51],
    &[3, 16, 23],
    &[6, 7, 8, 20],
    &[9, 21],
    &[10, 11, 19, 22, 23],
    &[12, 15, 23],
    &[17, 22],
    &[18],
    &[24],
    &[25, 26, 28, 31, 68, 69, 70],
    &[26, 71],
    &[26, 72, 73],
    &[26, 74, 75, 76, 78, 79, 80, 81, 82, 83],
    &[27, 29, 39],
    &[28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38],
    &[39, 40],
    &[41, 42, 43, 64],
    &[44, 45, 46, 47, 48, 49, 94],
    &[50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63],
    &[84, 85, 90, 91, 95],
    &[84, 86, 87, 88, 89],
    &[93],
    &[97],
];

/// Headings of ores that many call by the chapter of their metal.
const ORES: &[(&str, &str)] = &[
    ("2601", "72"),
    ("2603", "74"),
    ("2604", "75"),
    ("2605", "8105"),
    ("2606", "76"),
    ("2607", "78"),
    ("2608", "79"),
    ("2609", "80"),
    ("2616", "71"),
];

/// Words of lists for goods of many chapters.
const GENERIC: &[(&str, RangeInclusive<u8>)] = &[
    ("food", 1..=24),
    ("agricult", 1..=24),
    ("animal", 1..=5),
    ("vegetable", 6..=15),
    ("raw material", 1..=83),
    ("mineral", 25..=83),
    ("metal", 26..=83),
    ("chemical", 28..=40),
    ("hydrocarbon", 27..=29),
    ("energy", 27..=27),
    ("equipment", 84..=90),
    ("electric", 84..=85),
    ("manufact", 16..=96),
    ("goods", 16..=96),
    ("handicraft", 42..=97),
    ("reexport", 1..=97),
    ("re-export", 1..=97),
];

/// How goods that a text names stand to a list in its publisher's words. Of one or two those
/// are meant that head it.
pub(crate) fn stand(said: &[Commodity], listed: &[String]) -> Stand {
    const FEW: usize = 2;
    const FEWEST_LISTED: usize = 3;
    let first = if said.len() <= FEW { said.len() } else { listed.len() };
    let codes: Vec<Vec<HsCode>> = listed.iter().map(|text| codes(text)).collect();
    let is_listed = |one: &Commodity| codes.iter().take(first).flatten().any(|code| is_part(code, &one.code));
    if said.iter().all(is_listed) {
        return Stand::Right;
    }
    let is_telling = codes.iter().filter(|codes| !codes.is_empty()).count() >= FEWEST_LISTED;
    match is_telling && !may_be(said, listed) {
        true => Stand::Wrong,
        false => Stand::Vague,
    }
}

/// Whether any of some goods may be what a list calls by a name of its own.
pub(crate) fn may_be(said: &[Commodity], listed: &[String]) -> bool {
    listed.iter().any(|text| {
        let (words, known) = (text.to_lowercase(), codes(text));
        let generic: Vec<_> = GENERIC.iter().filter(|(word, _)| words.contains(word)).collect();
        said.iter().any(|one| {
            let is_generic =
                || generic.iter().any(|(_, range)| chapter(&one.code).is_none_or(|it| range.contains(&it)));
            known.iter().any(|code| is_kin(code, &one.code)) || is_generic()
        })
    })
}

/// Whether goods of two codes are the same, or the ones a part of the others, or a metal and its
/// ore.
fn is_part(a: &HsCode, b: &HsCode) -> bool {
    let begins = |a: &str, b: &str| a.starts_with(b) || b.starts_with(a);
    let is_ore =
        |a: &HsCode, b: &HsCode| ORES.iter().any(|(ore, metal)| a.digits() == *ore && b.digits().starts_with(metal));
    begins(a.digits(), b.digits()) || is_ore(a, b) || is_ore(b, a)
}

/// The goods that a text names, by their codes; `None` where one of them has none.
pub(crate) fn named(said: &Said) -> Option<Vec<Commodity>> {
    match said {
        Said::Commodities(said) => Some(said.clone()),
        Said::Texts(names) => {
            let codes = |name: &String| {
                let mut all = Language::ALL.into_iter().map(|language| codes_in(language, name));
                all.find(|codes| !codes.is_empty())
            };
            let codes = names.iter().map(codes).collect::<Option<Vec<_>>>()?;
            Some(codes.into_iter().flatten().map(|code| Commodity { code, label: None }).collect())
        }
        _ => None,
    }
}

fn codes(text: &str) -> Vec<HsCode> {
    codes_in(Language::English, text)
}

fn codes_in(language: Language, text: &str) -> Vec<HsCode> {
    let of = |mention: Mention| match mention.what {
        Mentioned::Commodity(one) => vec![one.code],
        Mentioned::Commodities(all) => all.into_iter().map(|one| one.code).collect(),
        _ => Vec::new(),
    };
    Wordings::in_language(language).mentions(text).into_iter().flat_map(of).collect()
}

/// Whether goods of two codes may be called the same.
fn is_kin(a: &HsCode, b: &HsCode) -> bool {
    let (Some(a), Some(b)) = (chapter(a), chapter(b)) else { return true };
    a == b || KIN.iter().any(|group| group.contains(&a) && group.contains(&b))
}

fn chapter(code: &HsCode) -> Option<u8> {
    code.digits().get(..2).and_then(|digits| digits.parse().ok())
}

#[cfg(test)]
mod tests {
    use attache_model::HsRevision;

    use super::*;

    fn stands(said: &[&str], listed: &[&str]) -> Stand {
        let good = |digits: &&str| Commodity { code: HsCode::new(HsRevision::Hs2022, digits).unwrap(), label: None };
        let listed: Vec<String> = listed.iter().map(|text| (*text).to_owned()).collect();
        stand(&said.iter().map(good).collect::<Vec<_>>(), &listed)
    }

    #[test]
    fn in_words_of_ones_own() {
        let chile = ["copper ore", "refined copper", "fish", "carbonates", "pitted fruits"];
        let bolivia = ["gold", "natural gas", "zinc ore", "soybean meal"];
        for (said, listed, expected) in [
            (&["74"][..], &chile[..], Stand::Right),
            (&["2709", "2701"], &chile, Stand::Wrong),
            (&["7403", "74"], &chile, Stand::Right),
            (&["7108", "2711"], &bolivia, Stand::Right),
            // Zinc is no more than third.
            (&["79"], &bolivia, Stand::Vague),
            (&["0901"], &bolivia, Stand::Wrong),
            (&["0901", "7108"], &bolivia, Stand::Vague),
            (&["62", "87"], &bolivia, Stand::Wrong),
            (
                &["8703", "88"],
                &["gold", "mineral ores", "natural gas", "soybeans and soy products", "tin"],
                Stand::Wrong,
            ),
            (&["62"], &["gold", "textile goods"], Stand::Vague),
            (&["62"], &["gold", "foodstuffs", "coffee", "manufactures"], Stand::Vague),
        ] {
            assert_eq!(stands(said, listed), expected, "{said:?} of {listed:?}");
        }
    }
}
