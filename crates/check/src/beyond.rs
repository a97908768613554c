//! Why what was not understood could not be checked either: it is still to come, it is what
//! somebody holds or wants, or nobody's data that are kept here have the like.

use std::ops::Range;

use attache_document::prose::Block;
use attache_model::Language;

use crate::{
    report::Unchecked,
    trigger::{Triggers, Words},
};

/// No further from its number do words stand that say of what it is.
const NEAR: usize = 5;

/// Why a number in a sentence is not checked that no statement has.
pub(crate) fn why(block: &Block, sentence: &Range<usize>, number: &Range<usize>, language: Language) -> Unchecked {
    let triggers = Triggers::of(language);
    let words = Words::of(&block.text, sentence);
    if triggers.foretells(&words) {
        return Unchecked::Forecast;
    }
    if triggers.is_opinion(&words) {
        return Unchecked::Opinion;
    }
    let is_parted = |from: usize, to: usize| {
        block.text.get(from..to).is_some_and(|gap| gap.contains([',', ';', '(', ')', ':', '|']))
    };
    // "850 students", "students enrolled: 850".
    let is_of = |place: Range<usize>| match place.start >= number.end {
        true => words.between(number.end, place.start) <= NEAR && !is_parted(number.end, place.start),
        false => {
            let gap = place.end..number.start.max(place.end);
            words.between(gap.start, gap.end) <= NEAR
                && block.text.get(gap).is_some_and(|gap| !gap.contains([',', ';', '(', ')', '|']))
        }
    };
    match triggers.beyond_data(&words).any(is_of) {
        true => Unchecked::OutsideScope,
        false => Unchecked::NotUnderstood,
    }
}

/// The same in words.
pub(crate) fn because(why: Unchecked) -> &'static str {
    match why {
        Unchecked::Forecast => "it tells of what is still to come",
        Unchecked::Opinion => "it tells what somebody holds or wants",
        Unchecked::OutsideScope => {
            "of firms, students, programmes, troops, votes and the like none of the sources has figures"
        }
        _ => "what it states was not understood",
    }
}

#[cfg(test)]
mod tests {
    use attache_document::prose::{Format, Prose};

    use super::*;

    fn why_of(text: &str, number: &str, language: Language) -> Unchecked {
        let prose = Prose::read(text.as_bytes(), Format::Text).unwrap();
        let block = &prose.blocks[0];
        let at = block.text.find(number).unwrap();
        why(block, &(0..block.text.len()), &(at..at + number.len()), language)
    }

    #[test]
    fn of_what_no_data_are() {
        for (text, number, language) in [
            ("More than 8,500 Bangladeshi students were enrolled in the United States.", "8,500", Language::English),
            ("About 120 U.S. firms operate there.", "120", Language::English),
            ("Peace Corps volunteers in the country: 90.", "90", Language::English),
            ("Más de 5.000 voluntarios del Cuerpo de Paz han servido allí.", "5.000", Language::Spanish),
            ("Quelque 450 entreprises françaises y sont présentes.", "450", Language::French),
        ] {
            assert_eq!(why_of(text, number, language), Unchecked::OutsideScope, "{text}");
        }
    }

    #[test]
    fn what_is_to_come_or_held() {
        let why = |text, number| why_of(text, number, Language::English);
        assert_eq!(why("General elections will be held in 2029.", "2029"), Unchecked::Forecast);
        assert_eq!(why("We encourage all parties to keep to the accord of 1994.", "1994"), Unchecked::Opinion);
        assert_eq!(why("The canal measures 80 kilometers.", "80"), Unchecked::NotUnderstood);
        // Another number's.
        assert_eq!(why("The canal measures 80 kilometers, and 900 firms use it.", "80"), Unchecked::NotUnderstood);
    }
}
