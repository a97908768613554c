//! The words of an item: labels, headings, bounds, and what only looks like them.

use std::ops::Range;

use attache_model::Code;

use super::Reader;
use crate::{
    date::MONTHS,
    factbook::{number::Number, stated::stated},
};

impl Reader<'_> {
    /// Moves all but the last part of "a - b: c" into the heading.
    pub(super) fn headings(&self, label: &mut String, heading: &mut Vec<String>) {
        let mut parts = if self.names { vec![std::mem::take(label)] } else { parts_of(label) };
        *label = clean(&parts.pop().unwrap_or_default());
        let parts: Vec<String> = parts.iter().map(|p| clean(p)).filter(|p| !p.is_empty()).collect();
        // "seats by party - PS 24, Aleksa and Dritan - Count Bravely 11": the dash is the party's.
        if heading.last().is_some_and(|h| is_measure(h))
            && !parts.is_empty()
            && !parts.iter().chain([&*label]).any(|p| holds_measure(p))
        {
            *label = format!("{} - {label}", parts.join(" - "));
            return;
        }
        let (Some(first), old) = (parts.first(), heading.first()) else { return };
        // "Senate - percent of vote by party - ...; seats by party - ...": the chamber stays.
        let kept = old.filter(|o| is_measure(first) && !is_measure(o)).cloned();
        *heading = kept.into_iter().chain(parts).collect();
    }

    pub(super) fn words_outside(&self, part: Range<usize>, parens: &[Range<usize>]) -> String {
        let mut words = String::new();
        let mut at = part.start;
        for paren in parens {
            words.push_str(&self.text[at..paren.start]);
            words.push(' ');
            at = paren.end;
        }
        words.push_str(&self.text[at..part.end]);
        clean(&fold_spaces(&words))
    }

    /// The label before a number: its parentheses stay unless they only say
    /// what a place or language is.
    pub(super) fn label(&mut self, part: Range<usize>, parens: &[Range<usize>], remarks: &mut Vec<String>) -> String {
        let mut words = String::new();
        let mut at = part.start;
        for paren in parens {
            words.push_str(&self.text[at..paren.start]);
            let inside = self.text[paren.start + 1..paren.end - 1].trim();
            if let Some(s) = stated(inside) {
                self.leading = Some((s.period, s.status));
            } else if inside.starts_with("official") || inside.contains("capital") {
                // Spanish is one language, official or not.
            } else if inside.len() <= 60 && !inside.contains(|c: char| c.is_ascii_digit()) {
                words.push_str(&self.text[paren.clone()]);
            } else {
                remarks.push(inside.to_owned());
            }
            at = paren.end;
        }
        words.push_str(&self.text[at..part.end]);
        let words = fold_spaces(&words);
        clean_start(words.trim_end_matches([' ', '-', '–', ':', ',', '='])).to_owned()
    }
}

/// Whether a heading says what is counted, not whose.
pub(super) fn is_measure(heading: &str) -> bool {
    let lower = heading.to_ascii_lowercase();
    ["percent", "seat", "composition", "vote", "number of"].iter().any(|m| lower.starts_with(m))
}

fn holds_measure(heading: &str) -> bool {
    let lower = heading.to_ascii_lowercase();
    ["percent", "seat", "composition", "vote", "women", "men", "round", "total"].iter().any(|m| lower.contains(m))
}

/// Splits a label at dashes and colons outside its parentheses.
fn parts_of(label: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let (mut depth, mut from) = (0usize, 0);
    for (at, c) in label.char_indices() {
        let rest = &label[at..];
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 || at < from => {}
            _ => {
                if let Some(mark) =
                    [" - ", " – ", ": ", " -"].iter().find(|m| rest.starts_with(**m)).filter(|m| m.len() > 2 || at > 0)
                {
                    parts.push(label[from..at].to_owned());
                    from = at + mark.len();
                }
            }
        }
    }
    parts.push(label.get(from..).unwrap_or_default().to_owned());
    parts
}

/// Words that only say of what a percentage is.
pub(super) fn base_words(words: &str) -> String {
    let lower = words.to_ascii_lowercase();
    let base = ["of ", "annual ", "national budget", "population", "per ", "gdp", "in the "]
        .iter()
        .any(|b| lower.starts_with(b));
    if base { String::new() } else { clean(words) }
}

/// What makes a number a bound, at the end of the words before it.
const BOUNDS: [(&str, Option<&str>); 21] = [
    ("less than", Some("less than")),
    ("fewer than", Some("less than")),
    ("more than", Some("more than")),
    ("greater than", Some("more than")),
    ("at least", Some("at least")),
    ("up to", Some("up to")),
    ("over", Some("more than")),
    ("under", Some("less than")),
    ("nearly", Some("nearly")),
    ("approximately", Some("about")),
    ("approx.", Some("about")),
    ("about", Some("about")),
    ("roughly", Some("about")),
    ("around", Some("about")),
    ("estimated", None),
    ("est.", None),
    ("an estimated", None),
    ("some", Some("about")),
    ("<", Some("less than")),
    (">", Some("more than")),
    ("~", Some("about")),
];

/// The words before a number without those that make it a bound.
pub(super) fn bound(before: &str) -> (&str, Option<&'static str>) {
    let trimmed = before.trim_end();
    for (word, bound) in BOUNDS {
        let Some(at) = trimmed.len().checked_sub(word.len()) else { continue };
        if trimmed.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(word)) {
            let head = &trimmed[..at];
            if !word.starts_with(char::is_alphabetic) || !head.ends_with(char::is_alphanumeric) {
                return (head, bound);
            }
        }
    }
    (before, None)
}

/// Words after which four digits are a year of a sentence.
const BEFORE_YEARS: [&str; 18] = [
    "in",
    "since",
    "from",
    "until",
    "by",
    "of",
    "early",
    "late",
    "during",
    "before",
    "after",
    "between",
    "to",
    "through",
    "ca",
    "established",
    "adopted",
    "as",
];

/// A year or a day in a sentence, not a figure.
pub(super) fn is_date_like(text: &str, number: &Number, unit: Option<Code>, from: usize) -> bool {
    if number.currency.is_some() || unit.is_some() || number.to.is_some() {
        return false;
    }
    let digits = &text[number.digits.clone()];
    let before = text[from..number.span.start].trim_end();
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    let after: String = text[number.digits.end..].trim_start().chars().take(12).collect();
    let after = after.to_ascii_lowercase();
    if digits.len() == 4 && ["18", "19", "20"].iter().any(|century| digits.starts_with(century)) {
        // "Afghanistan's 2004 Constitution"
        let amid = before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic);
        return amid || MONTHS.contains(&last.as_str()) || BEFORE_YEARS.contains(&last.as_str());
    }
    let month = |m: &str| after.strip_prefix(m).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    digits.len() <= 2 && MONTHS.iter().any(|m| month(m))
}

pub(super) fn is_note(item: &str) -> bool {
    let Some(rest) = item.get(..4).filter(|h| h.eq_ignore_ascii_case("note")).map(|_| &item[4..]) else { return false };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == 's');
    rest.starts_with([':', '-', '–', '—', ';'])
}

fn clean(words: &str) -> String {
    clean_start(words.trim().trim_end_matches([' ', '-', '–', ':', ',', '=', '.', '*'])).to_owned()
}

/// A label without the words that only join it to what is before.
fn clean_start(words: &str) -> &str {
    let mut rest = words.trim_start_matches([' ', '-', '–', ':', ',', '=', '.', '*', '\'']);
    for word in
        ["and ", "includes ", "including ", "include ", "of which ", "with ", "plus ", "there are ", "there is "]
    {
        if rest.get(..word.len()).is_some_and(|h| h.eq_ignore_ascii_case(word)) {
            rest = rest[word.len()..].trim_start();
        }
    }
    if ["and", "includes", "including", "of which", "there are", "plus", "NA", "est", "N"].contains(&rest) {
        ""
    } else {
        rest
    }
}

pub(super) fn fold_spaces(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}
