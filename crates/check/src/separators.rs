//! How a document writes its numbers, where its language is written both ways: "1,285,216" and
//! "57.9" in Mexico and Peru, "1.285.216" and "57,9" in Spain.

use attache_document::prose::Block;
use attache_model::Language;

/// So many numbers at least show which way a document writes them.
const FEWEST: usize = 2;

/// The blocks as the language's own way has their numbers, byte for byte as long, where the
/// document writes them the other way round throughout.
pub(crate) fn in_own_way(blocks: Vec<Block>, language: Language) -> Vec<Block> {
    let is_open = matches!(language, Language::Spanish);
    let shown = blocks.iter().flat_map(|block| numbers(&block.text)).filter_map(|(_, number)| way(number));
    let (turned, own): (Vec<Way>, Vec<Way>) = shown.partition(|way| *way == Way::PointForDecimals);
    if !is_open || turned.len() < FEWEST || !own.is_empty() {
        return blocks;
    }
    let turn = |block: Block| {
        let mut text = String::with_capacity(block.text.len());
        let mut end = 0;
        for (start, number) in numbers(&block.text) {
            text.push_str(&block.text[end..start]);
            text.extend(number.chars().map(|c| match c {
                ',' => '.',
                '.' => ',',
                c => c,
            }));
            end = start + number.len();
        }
        text.push_str(&block.text[end..]);
        Block { text, ..block }
    };
    blocks.into_iter().map(turn).collect()
}

/// Whether a text shows by its numbers that it writes them one way throughout, so that a mark before
/// three digits parts thousands: beside "5,2 %" and "3,1 %", "13.853 mil millones" are no 13.9.
pub(crate) fn is_written_one_way(text: &str) -> bool {
    let (points, commas): (Vec<Way>, Vec<Way>) =
        numbers(text).filter_map(|(_, number)| way(number)).partition(|way| *way == Way::PointForDecimals);
    points.len().max(commas.len()) >= FEWEST && points.len().min(commas.len()) == 0
}

/// What stands before the decimals of a number, and between its thousands.
#[derive(PartialEq, Eq)]
enum Way {
    PointForDecimals,
    CommaForDecimals,
}

/// Which way a number is written, if it shows that: with one mark it has other digits than three
/// behind it, or the mark twice; with both the last one is before the decimals.
fn way(number: &str) -> Option<Way> {
    let point = |is_decimal: bool| if is_decimal { Way::PointForDecimals } else { Way::CommaForDecimals };
    let last = number.rfind([',', '.'])?;
    let (before, after) = (&number[..last], &number[last + 1..]);
    let is_point = number[last..].starts_with('.');
    match (before.contains(','), before.contains('.')) {
        (false, false) if after.len() == 3 => None,
        // A day and a month, a section.
        (false, false) if is_point && (before.len() > 3 || after.len() > 2) => None,
        (false, false) => Some(point(is_point)),
        (true, true) => None,
        (has_comma, _) if has_comma != is_point => (after.len() == 3).then(|| point(!is_point)),
        _ => Some(point(is_point)),
    }
}

/// The numbers of a text that have points or commas within, with where each begins.
fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(|c: char| c.is_ascii_digit())?;
        let run = text.get(start..)?;
        let number = run[..run.find(|c| !is_part(c)).unwrap_or(run.len())].trim_end_matches([',', '.']);
        at = start + number.len();
        Some((start, number))
    })
    .filter(|(_, number)| number.contains([',', '.']))
}

#[cfg(test)]
mod tests {
    use attache_document::prose::{Format, Prose};

    use super::*;

    fn turned(text: &str, language: Language) -> String {
        let prose = Prose::read(text.as_bytes(), Format::Text).unwrap();
        in_own_way(prose.blocks, language).into_iter().map(|block| block.text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_document_is_written_one_way() {
        let text = "Superficie: 1,285,216 km2. Inflación: 5.2%. Frontera: 2,659 km. Comercio: 1,234.5.";
        let own = "Superficie: 1.285.216 km2. Inflación: 5,2%. Frontera: 2.659 km. Comercio: 1.234,5.";
        assert_eq!(turned(text, Language::Spanish), own);
        assert_eq!(turned(own, Language::Spanish), own);
        assert_eq!(turned(text, Language::English), text);
    }

    #[test]
    fn numbers_show_by_which_way_they_are_written() {
        assert!(is_written_one_way("Inflación: 5,2%. Frontera: 2.659 km. Comercio: 1.234,5."));
        assert!(is_written_one_way("Inflación: 5.2%. Comercio: 1,234.5."));
        assert!(!is_written_one_way("Inflación: 5,2%. Frontera: 2.659 km."));
        assert!(!is_written_one_way("Inflación: 5,2% y 3.1%. Comercio: 1.234,5."));
    }

    #[test]
    fn what_shows_nothing_or_both_is_left() {
        for text in [
            "Frontera: 2,659 km, 339 km y 1,200.",
            "Área: 1,285,216 km2. Inflación: 5,2% y 3.1%.",
            "El 18.10.2023 a las 12.30",
        ] {
            assert_eq!(turned(text, Language::Spanish), text);
        }
    }
}
