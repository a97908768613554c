//! Holds the address and the numbers of a mission against those on record, which are written in
//! many ways: "2249 R St. NW" is "2249 R Street NW". Wrong is only what stands at the place of
//! another number: who has moved, or has a second house, has another address altogether.

use attache_model::fold;

use crate::compare::{Stand, is_spelling};

/// Words that addresses abbreviate, and their short forms.
const SHORT: &[(&str, &str)] = &[
    ("ave", "avenue"),
    ("av", "avenue"),
    ("avda", "avenida"),
    ("blvd", "boulevard"),
    ("bd", "boulevard"),
    ("dr", "drive"),
    ("fl", "floor"),
    ("pl", "place"),
    ("rd", "road"),
    ("sq", "square"),
    // As folded from "St".
    ("saint", "street"),
    ("nw", "northwest"),
    ("ne", "northeast"),
    ("sw", "southwest"),
    ("se", "southeast"),
];

/// Words that stand before a number and are left out as often.
const NUMBER: &[&str] = &["no", "nr", "number", "numero", "num", "n"];

/// What an address in a text says of that on record.
pub(crate) fn stand(said: &str, known: &str) -> Stand {
    let (said, known) = (tokens(said), tokens(known));
    let is_among = |word: &String, others: &[String]| others.iter().any(|other| is_one(word, other));
    let is_part = |some: &[String], all: &[String]| !some.is_empty() && some.iter().all(|word| is_among(word, all));
    if is_part(&said, &known) || is_part(&known, &said) {
        return Stand::Right;
    }
    let unknown: Vec<usize> = (0..said.len()).filter(|at| !is_among(&said[*at], &known)).collect();
    let is_wrong = match unknown.as_slice() {
        [one] => said.len() > 2 && is_told(&said[*one]) && is_in_place_of_another(&said, *one, &known),
        _ => false,
    };
    if is_wrong { Stand::Wrong } else { Stand::Vague }
}

/// Whether beside one of its neighbors the record has another number than the text.
fn is_in_place_of_another(said: &[String], at: usize, known: &[String]) -> bool {
    let place = |word: &String| {
        let mut places = (0..known.len()).filter(|place| is_one(word, &known[*place]));
        places.next().filter(|_| places.next().is_none())
    };
    let is_other = |word: Option<&String>| word.is_some_and(|word| is_told(word) && !said.contains(word));
    let before = at.checked_sub(1).and_then(|before| place(&said[before]));
    let behind = said.get(at + 1).and_then(place);
    is_other(before.and_then(|place| known.get(place + 1)))
        || is_other(behind.and_then(|place| known.get(place.checked_sub(1)?)))
}

/// Whether a word has one spelling alone: a number, or a street that is called by a letter.
fn is_told(word: &str) -> bool {
    word.len() == 1 || word.chars().any(|c| c.is_ascii_digit())
}

fn is_one(a: &str, b: &str) -> bool {
    a == b || (!is_told(a) && !is_told(b) && is_spelling(a, b))
}

/// The words of an address in their full forms.
fn tokens(address: &str) -> Vec<String> {
    // "N.W." is "NW", "No. 3" is "3", and so is "3rd".
    let folded = fold(&address.replace('.', ""));
    let words = folded.split(' ').filter(|word| !word.is_empty() && !NUMBER.contains(word));
    // "In", "la" and "DC" tell nothing.
    let is_short = |word: &String| word.len() == 2 && !is_told(word);
    let bare = |word: &str| match word.trim_end_matches(char::is_alphabetic) {
        number if !number.is_empty() && ["st", "nd", "rd", "th"].contains(&&word[number.len()..]) => number.to_owned(),
        _ => full(word),
    };
    words.map(bare).filter(|word| !is_short(word)).collect()
}

fn full(word: &str) -> String {
    SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, full)| full).to_owned()
}

/// What a number of a telephone in a text says of those on record.
pub(crate) fn number_stand(said: &str, known: &str) -> Stand {
    const FEWEST: usize = 6;
    const LAST: usize = 2;
    let digits = |text: &str| -> Vec<u8> { text.bytes().filter(u8::is_ascii_digit).collect() };
    let said = digits(said);
    if said.len() < FEWEST {
        return Stand::Vague;
    }
    // From the end, with the codes of country and area or without.
    let apart = |known: &[u8]| -> Vec<usize> {
        let pairs = said.iter().rev().zip(known.iter().rev()).enumerate();
        pairs.filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect()
    };
    let known = known.split([',', ';', '/']).map(digits).filter(|known| known.len() >= FEWEST);
    let nearest = known.map(|known| apart(&known)).min_by_key(Vec::len);
    match nearest.as_deref() {
        Some([]) => Stand::Right,
        // One office has several lines, which differ in their last digits.
        Some([.., first]) if *first < LAST => Stand::Vague,
        Some([_] | [_, _]) => Stand::Wrong,
        _ => Stand::Vague,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_many_ways() {
        let kenya = "2249 R St NW, Washington, DC 20008";
        for (said, known, expected) in [
            ("2249 R Street NW, Washington, DC 20008", kenya, Stand::Right),
            ("2249 R Street, N.W., Washington, D.C. 20008", "2249 R St NW, Washington, D.C. 20008", Stand::Right),
            ("2249 R Street NW in Washington", kenya, Stand::Right),
            ("2294 R Street NW, Washington, DC", kenya, Stand::Wrong),
            ("2249 S Street NW, Washington, DC 20008", kenya, Stand::Wrong),
            ("2249 R Street NW, Washington, DC 60008", kenya, Stand::Wrong),
            // It may have moved, or have another house.
            ("1616 P Street NW, Washington, DC 20036", kenya, Stand::Vague),
            ("2249 R Street NW, with 40 staff", kenya, Stand::Vague),
            ("United Nations Avenue, Nairobi", "P.O. Box 606 Village Market, 00621 Nairobi", Stand::Vague),
            (
                "Avenida Marginal 5647, Maputo",
                "Avenida Marginal nr 5467, Sommerschield, Distrito Municipal de KaMpfumo, Maputo",
                Stand::Wrong,
            ),
            ("Avda. Marginal, n.º 5467", "Avenida Marginal 5467, Maputo", Stand::Right),
            ("22nd February Street, Doha", "22 February Street, Al Luqta District, Doha", Stand::Right),
        ] {
            assert_eq!(stand(said, known), expected, "{said} and {known}");
        }
    }

    #[test]
    fn numbers_of_telephones() {
        let known = "[1] (202) 387-6101";
        assert_eq!(number_stand("202-387-6101", known), Stand::Right);
        assert_eq!(number_stand("+1 202 387 6101", known), Stand::Right);
        assert_eq!(number_stand("(202) 378-6101", known), Stand::Wrong);
        assert_eq!(number_stand("(202) 387-6102", known), Stand::Vague);
        assert_eq!(number_stand("(202) 462-3829", known), Stand::Vague);
        assert_eq!(number_stand("387 6101", "[1] (202) 387-6100, 387-6101"), Stand::Right);
        assert_eq!(number_stand("118", known), Stand::Vague);
    }
}
