//! What a row's label says: country, part of the estimate, footnotes (quirks 3
//! and 5).

use attache_model::{Area, AreaKind};

use super::Bound;
use crate::area;

/// A label, taken apart.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Label {
    pub(super) area: Option<Area>,
    pub(super) bound: Option<Bound>,
    /// Remarks in parentheses that are neither.
    pub(super) remark: String,
    /// Letters of footnotes.
    pub(super) footnotes: Vec<char>,
}

/// The name of a region (quirk 6).
pub(super) fn is_region(text: &str) -> bool {
    area::named(text).is_some_and(|area| area.kind() == AreaKind::Aggregate)
}

/// The name of a total (quirk 6).
pub(super) fn is_total(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["total", "subtotal", "sub-total", "global", "world"].iter().any(|word| lower.trim_start().starts_with(word))
        || lower.trim_end().ends_with("total")
}

pub(super) fn bound(text: &str) -> Option<Bound> {
    let lower = text.trim().to_lowercase();
    let lower = lower.strip_suffix("estimate").or_else(|| lower.strip_suffix("bound")).unwrap_or(&lower).trim();
    match lower {
        "best" | "point" | "mean" | "central" => Some(Bound::Best),
        "minimum" | "min" | "min." | "lower" | "low" => Some(Bound::Minimum),
        "maximum" | "max" | "max." | "upper" | "high" => Some(Bound::Maximum),
        "gross" | "gross cultivation" => Some(Bound::Gross),
        _ => None,
    }
}

/// Reads "Myanmar a (best estimate)", "Bolivia (Plurinational State of)",
/// "Colombia (net cultivation) b,c", "minimum".
pub(super) fn read(text: &str) -> Label {
    let mut label = Label::default();
    let mut rest = text.trim();
    // What is whole a name is one, whatever letters and parentheses are in it.
    while !rest.is_empty() {
        label.area = area::named(rest).filter(|area| area.kind() != AreaKind::Aggregate);
        if label.area.is_some() {
            return label;
        }
        if let Some(found) = bound(rest) {
            label.bound = Some(found);
            return label;
        }
        let Some(shorter) = without_last(rest, &mut label) else { break };
        rest = shorter;
    }
    label
}

/// The text without what it ends with: a footnote's letters or parentheses,
/// which the label takes.
fn without_last<'t>(text: &'t str, label: &mut Label) -> Option<&'t str> {
    if let Some(open) = text.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        let inner = &text[open + 1..text.len() - 1];
        if let Some(letters) = letters(inner) {
            label.footnotes.extend(letters);
        } else if let Some(found) = bound(inner) {
            label.bound = Some(found);
        } else if label.remark.is_empty() {
            label.remark = inner.trim().to_owned();
        }
        return Some(text[..open].trim_end());
    }
    let (before, last) = text.rsplit_once([' ', '\u{a0}'])?;
    label.footnotes.extend(letters(last)?);
    Some(before.trim_end())
}

/// The letters of "a", "b,c", "*".
fn letters(text: &str) -> Option<Vec<char>> {
    let parts: Vec<&str> = text.split([',', ' ']).filter(|part| !part.is_empty()).collect();
    let letter = |part: &&str| {
        let mut chars = part.chars();
        chars.next().filter(|c| (c.is_ascii_lowercase() || *c == '*') && chars.next().is_none())
    };
    let letters: Vec<char> = parts.iter().map(letter).collect::<Option<_>>()?;
    (!letters.is_empty()).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_taken_apart() {
        let said = |text: &str| {
            let label = read(text);
            let footnotes: String = label.footnotes.iter().collect();
            (label.area.map(Area::code), label.bound, label.remark, footnotes)
        };
        let none = String::new;
        for (text, area, bound, remark, footnotes) in [
            ("Bolivia (Plurinational State of)", Some("BO"), None, "", ""),
            ("Bolivia (Plurinational State of) a", Some("BO"), None, "", "a"),
            ("Myanmar a (best estimate)", Some("MM"), Some(Bound::Best), "", "a"),
            ("Lao People's Democratic Republic a,b", Some("LA"), None, "", "ab"),
            ("Peru(c)", Some("PE"), None, "", "c"),
            ("Colombia (net cultivation) b", Some("CO"), None, "net cultivation", "b"),
            ("Colombia (gross cultivation)", Some("CO"), Some(Bound::Gross), "", ""),
            ("minimum", None, Some(Bound::Minimum), "", ""),
            ("Upper bound", None, Some(Bound::Maximum), "", ""),
            ("SOUTH-EAST ASIA", None, None, "", ""),
        ] {
            assert_eq!(said(text), (area, bound, remark.to_owned(), footnotes.to_owned()), "{text}");
        }
        assert_eq!(said("()").2, none());
        assert!(is_total("Subtotal (best estimate)") && is_total("Global total") && !is_total("Peru"));
    }
}
