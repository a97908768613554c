//! Times that a text counts from a year it has named: "on April 15 of that year" is read as
//! "on April 15, 1942", and "two years later" as "in 1944".

use std::ops::Range;

use attache_document::prose::Block;
use attache_model::Language;

use crate::{
    spelled::Spelled,
    trigger::{List, Triggers, Words},
};

/// The block with the years in full; `None` where it counts none, or has named none before.
pub(crate) fn spelled_out(block: &Block, language: Language) -> Option<Block> {
    let text = block.text.as_str();
    let words = Words::of(text, &(0..text.len()));
    let triggers = Triggers::of(language);
    let mut counted: Vec<(Range<usize>, Count)> = triggers.counted_years(&words).collect();
    counted.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
    let mut spelled = Spelled::of(block);
    // What has been read, and the years that were counted in it.
    let mut end = 0;
    let mut told: Option<(usize, i16)> = None;
    for (place, count) in counted {
        if place.start < end {
            continue;
        }
        // "Two years earlier than planned", "tres años antes de su visita": from something else. An
        // amount of years earlier is so of its own year, which may stand anywhere.
        let is_earlier = matches!(count, Count::Alone(..0));
        if is_earlier && (!ends_clause(text, place.end) || has_amount(text, place.start)) {
            continue;
        }
        // "In 2002, the year after the conflict".
        let is_after =
            text.get(place.clone()).is_some_and(|own| List::Behind.has(own.rsplit(' ').next().unwrap_or(own)));
        if is_after && !ends_clause(text, place.end) {
            continue;
        }
        let named = last_year(text, &words, place.start);
        let named = match (named, told) {
            (Some((at, _)), Some(told)) if at < told.0 => Some(told),
            (named, told) => named.or(told),
        };
        let Some((_, named)) = named else { continue };
        let before = text.get(..place.start).unwrap_or_default();
        let (year, spelling) = match count {
            Count::Behind(by) => match triggers.ends_in_day(before) {
                Some(is_day) => (named + by, triggers.year_behind(named + by, is_day)),
                None => continue,
            },
            Count::Alone(by) => (named + by, triggers.year_alone(named + by)),
        };
        let begins = text.get(place.clone()).is_some_and(|own| own.starts_with(char::is_uppercase));
        let spelling = if begins { capitalized(&spelling) } else { spelling };
        let from = if matches!(count, Count::Behind(_)) { before.trim_end().len() } else { place.start };
        spelled.keep(end..from);
        spelled.instead(from..place.end, &spelling);
        end = place.end;
        told = Some((place.start, year));
    }
    told?;
    spelled.keep(end..text.len());
    Some(spelled.block)
}

/// A text that begins a sentence: without its capital, it would end none.
fn capitalized(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect()
}

/// So many years after the one that was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    /// Behind a day or a month.
    Behind(i16),
    Alone(i16),
}

/// Whether a clause ends at a place.
fn ends_clause(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start();
    !rest.starts_with(|c: char| c.is_alphanumeric())
}

/// Whether the sentence has another number than a year before a place.
fn has_amount(text: &str, before: usize) -> bool {
    const FURTHEST: usize = 400;
    let from = (before.saturating_sub(FURTHEST)..=before).find(|at| text.is_char_boundary(*at)).unwrap_or(before);
    let ahead = text.get(from..before).unwrap_or_default();
    let sentence = ahead.rsplit(". ").next().unwrap_or_default();
    let is_year = |word: &str| word.len() == 4 && word.chars().all(|c| c.is_ascii_digit());
    sentence
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.starts_with(|c: char| c.is_ascii_digit()) && !is_year(word))
}

/// The last year that a text names in digits not far before a place, with where it stands.
fn last_year(text: &str, words: &Words, before: usize) -> Option<(usize, i16)> {
    const FURTHEST: usize = 200;
    let mut at = before;
    for _ in 0..FURTHEST {
        let (word, span) = words.before_with_place(at)?;
        let is_of_number = |c: char| matches!(c, '.' | ',' | '$' | '€' | '£');
        let is_part = text.get(..span.start).is_some_and(|text| text.ends_with(is_of_number));
        let mut behind = text.get(span.end..).unwrap_or_default().chars();
        let goes_on = match behind.next() {
            Some('%') => true,
            Some('.' | ',') => behind.next().is_some_and(|c| c.is_ascii_digit()),
            _ => false,
        };
        let is_year = word.len() == 4 && !is_part && !goes_on;
        if let Some(year) = word.parse().ok().filter(|year: &i16| is_year && (1700..2100).contains(year)) {
            return Some((span.start, year));
        }
        at = span.start;
    }
    None
}

#[cfg(test)]
mod tests {
    use attache_document::prose::{Format, Prose};

    use super::*;

    fn read(language: Language, text: &str) -> Option<String> {
        let prose = Prose::read(text.as_bytes(), Format::Text).unwrap();
        spelled_out(&prose.blocks[0], language).map(|block| block.text)
    }

    #[test]
    fn years_are_counted_from_the_one_named_last() {
        use Language::{English, French, Spanish};
        for (language, text, spelled) in [
            (
                English,
                "Relations began in 1942. The embassy opened on April 15 of that year.",
                "Relations began in 1942. The embassy opened on April 15, 1942.",
            ),
            (
                English,
                "Signed in 2003, it took effect two years later, and in the following year lapsed.",
                "Signed in 2003, it took effect in 2005, and in 2006 lapsed.",
            ),
            (
                English,
                "It took effect in 2006; it was signed two years earlier.",
                "It took effect in 2006; it was signed in 2004.",
            ),
            (English, "It took effect in 2006, two years earlier than planned.", ""),
            (English, "It rose in May of the same year.", ""),
            (English, "It sold for $2000 a boat. Two years later it rose.", ""),
            (English, "In 1942 it was first of that year in all.", ""),
            (
                English,
                "Relations began in January 1987. The embassy opened in April of the following year.",
                "Relations began in January 1987. The embassy opened in April 1988.",
            ),
            (
                Spanish,
                "Se firmó en 1998. Entró en vigor el 6 de junio del año siguiente.",
                "Se firmó en 1998. Entró en vigor el 6 de junio de 1999.",
            ),
            (
                Spanish,
                "Se reconoció en 1849; la legación abrió el 3 de enero de ese mismo año y cerró al año siguiente.",
                "Se reconoció en 1849; la legación abrió el 3 de enero de 1849 y cerró en 1850.",
            ),
            (
                French,
                "Reconnu en 1960, il ouvrit une ambassade le 31 décembre de la même année, fermée deux ans plus tard.",
                "Reconnu en 1960, il ouvrit une ambassade le 31 décembre 1960, fermée en 1962.",
            ),
        ] {
            assert_eq!(read(language, text).unwrap_or_default(), spelled, "{text}");
        }
    }

    #[test]
    fn what_is_spelled_out_stands_where_the_words_stood() {
        let text = "In 1942 it began. Two years later it ended.";
        let prose = Prose::read(text.as_bytes(), Format::Text).unwrap();
        let block = spelled_out(&prose.blocks[0], Language::English).unwrap();
        let at = block.text.find("In 1944").unwrap();
        assert_eq!(&text[block.place(at..at + 7)], "Two years later");
        let at = block.text.find("ended").unwrap();
        assert_eq!(&text[block.place(at..at + 5)], "ended");
    }
}
