//! What a sentence says aside, so that it may be read without it: "Horacio Cartes, of the Colorado
//! Party, has governed since".

use std::ops::Range;

use attache_language::read::{Mention, Mentioned, Naming};

use crate::compose;

/// No paragraph of prose is longer, in bytes.
const LONGEST: usize = 20_000;

/// A block's text with blanks for what stands in a sentence of it in brackets, and for the first part
/// between two commas, where these have no number and name no country: a part of a list is none.
pub(super) fn without_asides(block: &str, sentence: &Range<usize>, mentions: &[Mention]) -> Option<String> {
    if block.len() > LONGEST || sentence.len() > compose::LONGEST {
        return None;
    }
    let text = block.get(sentence.clone())?;
    let placed = |part: Range<usize>| sentence.start + part.start..sentence.start + part.end;
    let is_aside = |part: &Range<usize>| is_aside(block, part, mentions);
    let brackets = text.match_indices('(').filter_map(|(at, _)| Some(at..at + text.get(at..)?.find(')')? + 1));
    let mut parts: Vec<Range<usize>> = brackets.map(placed).filter(is_aside).collect();
    parts.extend(commas(text).map(placed).find(is_aside));
    if parts.is_empty() {
        return None;
    }
    let mut plain = block.to_owned();
    for part in parts {
        plain.replace_range(part.clone(), &" ".repeat(part.len()));
    }
    Some(plain)
}

/// The parts between two commas that follow one another, with these.
fn commas(text: &str) -> impl Iterator<Item = Range<usize>> {
    let places: Vec<usize> = text.match_indices(", ").map(|(at, _)| at).collect();
    (1..places.len()).map(move |next| places[next - 1]..places[next] + 1)
}

fn is_aside(text: &str, part: &Range<usize>, mentions: &[Mention]) -> bool {
    const JOINING: [&str; 7] = ["and ", "or ", "y ", "e ", "o ", "et ", "ou "];
    const MOST: usize = 9;
    let inner = text.get(part.clone()).unwrap_or_default();
    let behind = text.get(part.end..).unwrap_or_default().trim_start();
    let is_list =
        JOINING.iter().any(|joining| behind.starts_with(joining) || inner[1..].trim_start().starts_with(joining));
    let names = |mention: &Mention| {
        let is_name = match &mention.what {
            Mentioned::Area { how, .. } => *how != Naming::Adjective,
            Mentioned::Areas(_) | Mentioned::Organizations(_) | Mentioned::Figure(_) | Mentioned::Period(_) => true,
            _ => false,
        };
        is_name && part.start <= mention.span.start && mention.span.end <= part.end
    };
    let words = inner.split_whitespace().count();
    let fewest = if inner.starts_with('(') { 1 } else { 2 };
    (fewest..=MOST).contains(&words)
        && !is_list
        && !inner.contains(|c: char| c.is_ascii_digit() || matches!(c, ';' | ':' | '.'))
        && !mentions.iter().any(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asides() {
        let plain = |text: &str| {
            let plain = without_asides(text, &(0..text.len()), &[]);
            plain.map(|plain| plain.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        assert_eq!(
            plain("Horacio Cartes, del Partido Colorado, gobierna desde 2013.").as_deref(),
            Some("Horacio Cartes gobierna desde 2013.")
        );
        assert_eq!(
            plain("President Pohamba (SWAPO) has governed since 2015.").as_deref(),
            Some("President Pohamba has governed since 2015.")
        );
        for text in [
            "Exports of copper, gold, and zinc fell by 4%.",
            "Trade (2015) fell, to $3 million, from 2014.",
            "Trade fell, by 3 percent, in 2015.",
            "It exports oil, natural gas, and copper in 2015.",
        ] {
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
