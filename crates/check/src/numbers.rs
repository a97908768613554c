//! The account of a document's numbers: none is passed over.

use std::ops::Range;

use attache_document::prose::{Block, BlockKind};
use attache_language::read::{Mention, Mentioned, When};
use attache_model::{Date, Period, fold, plain};

use crate::{draft::Draft, report::Exempt, trigger::List};

/// A number of a block, before its account.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// Bytes of the block's text.
    pub(crate) span: Range<usize>,
    pub(crate) period: Option<Period>,
}

/// The numbers of a block: what its sentences mention, and every other run with a
/// digit in it.
pub(crate) fn numbers(block: &Block, mentions: &[&Mention]) -> Vec<Found> {
    let text = block.text.as_str();
    let mut found: Vec<Found> = Vec::new();
    for mention in mentions {
        let words = text.get(mention.span.clone()).unwrap_or_default();
        let has_digit = words.contains(|c: char| c.is_numeric());
        let period = match mention.what {
            Mentioned::Period(When::At(period) | When::Since(period) | When::By(period) | When::Until(period)) => {
                Some(period)
            }
            _ => None,
        };
        let counts = match mention.what {
            Mentioned::Figure(_) | Mentioned::Rank(_) => true,
            Mentioned::Count(_) | Mentioned::Period(_) => has_digit,
            _ => false,
        };
        // "COVID-19" is a name.
        let before = text.get(..mention.span.start).unwrap_or_default();
        let is_joined = before.strip_suffix('-').is_some_and(|before| before.ends_with(char::is_alphabetic));
        if counts && !is_joined && !List::Small.has(words.trim()) {
            found.push(Found { span: trimmed(text, &mention.span), period });
        }
    }
    found.sort_by_key(|one| one.span.start);
    let mentioned = found.len();
    for span in runs(text) {
        let part = |at: usize| {
            let after = found[..mentioned].partition_point(|known| known.span.start <= at);
            after.checked_sub(1).is_none_or(|last| found[last].span.end <= at)
        };
        let rest = text.get(span.clone()).unwrap_or_default().char_indices().map(|(at, c)| (span.start + at, c));
        // What no mention has of it: of "11th-13th" the second.
        let rest: Vec<(usize, char)> = rest.filter(|(at, _)| part(*at)).collect();
        // Of "CO₂" it is none.
        let is_digit = |c: char| c.is_numeric() && !('₀'..='₉').contains(&c);
        let digits: Vec<usize> = rest.iter().filter(|(_, c)| is_digit(*c)).map(|(at, _)| *at).collect();
        if let (Some(first), Some((last, c))) = (digits.first(), rest.last()) {
            let start = if rest.len() == span.len() { span.start } else { *first };
            found.push(Found { span: start..last + c.len_utf8(), period: None });
        }
    }
    found.sort_by_key(|one| one.span.start);
    found
}

/// Without the preposition before a period: from the first digit, where a word
/// stands before it, up to the last.
fn trimmed(text: &str, span: &Range<usize>) -> Range<usize> {
    let words = text.get(span.clone()).unwrap_or_default();
    let start = words.len() - words.trim_start().len();
    span.start + start..span.start + words.trim_end_matches(|c: char| c.is_whitespace() || c == '-').len()
}

/// Runs of letters, digits and what joins them, that have a digit.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = None;
    let joins =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '/' | ':' | '@' | '_' | '%' | '\'' | '’');
    let ends = text.char_indices().chain(std::iter::once((text.len(), ' ')));
    for (at, c) in ends {
        match start {
            None if c.is_alphanumeric() => start = Some(at),
            Some(from) if !joins(c) => {
                let run = text.get(from..at).unwrap_or_default();
                let end = from + run.trim_end_matches(['.', ',', ':', '-', '\'', '’', '/']).len();
                if run.contains(|c: char| c.is_numeric()) {
                    runs.push(from..end);
                }
                start = None;
            }
            _ => {}
        }
    }
    runs
}

/// Whether what stands under a heading are sources, of which it names nothing else: "Notes and
/// references", but not "Reference: Republic of Tajikistan", nor "Sources of growth".
pub(crate) fn names_sources(heading: &str) -> bool {
    let heading = fold(heading);
    let heading = heading.trim().trim_end_matches(':');
    let words = || List::Sources.words().iter();
    let is_of_sources = |word: &str| {
        let is_one = words().flat_map(|phrase| phrase.split(' ')).any(|other| other == word);
        is_one || List::Joining.has(word) || List::Listed.has(word)
    };
    let begins = words().any(|word| heading == *word || heading.starts_with(&format!("{word} ")));
    begins && heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(is_of_sources)
}

/// The groups of a telephone number before its last have no more characters.
const LONGEST_TELEPHONE: usize = 16;

/// Why a number that no statement has states nothing; `None` where it might.
pub(crate) fn exempt(block: &Block, number: &Found, is_cited: bool, dated: Option<Date>) -> Option<Exempt> {
    let text = block.text.as_str();
    let words = text.get(number.span.clone()).unwrap_or_default();
    let before = text.get(..number.span.start).unwrap_or_default();
    let after = text.get(number.span.end..).unwrap_or_default();
    let start = plain(head(text));
    let last_word = before.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    if before.trim().is_empty() && after.starts_with(['.', ')', ']']) && words.len() <= 3 {
        return Some(Exempt::Numbering);
    }
    if before.ends_with('[') && after.starts_with(']') {
        return Some(Exempt::Numbering);
    }
    // A year heads a column.
    let is_year = words.len() == 4 && words.bytes().all(|c| c.is_ascii_digit());
    let is_head = is_year && matches!(block.kind, BlockKind::Cell { row: 0, .. }) && text.trim() == words;
    if is_head || matches!(block.kind, BlockKind::Heading(_)) {
        return Some(Exempt::Heading);
    }
    if is_cited || block.kind == BlockKind::Note {
        return Some(Exempt::Citation);
    }
    let cites = |word: &String| start.trim_start_matches(['*', '_', '(']).starts_with(&format!("{word}:"));
    if List::Citing.words().iter().any(cites) {
        return Some(Exempt::Citation);
    }
    let is_link = words.contains('@') || words.contains("www.") || words.contains("://") || before.ends_with("://");
    let is_telephone = {
        let digits = words.chars().filter(char::is_ascii_digit).count();
        let is_of_digits = words.chars().all(|c| !c.is_alphabetic() && !matches!(c, '%' | '.' | ',' | '$' | '€'));
        // "+44 20 5550 0147" is one number of several groups.
        let ahead = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-'));
        let is_of_groups = ahead.ends_with('+') && before.len() - ahead.len() <= LONGEST_TELEPHONE;
        (digits >= 7 && words.contains('-') && !words.contains(',')) || (is_of_groups && is_of_digits)
    };
    let is_near = |list: List| {
        // A word that is cut is none: "st" of "largest".
        let start = before.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
        let near = before.get(start..).unwrap_or_default();
        let near = if start > 0 { near.split_once(' ').map_or("", |(_, words)| words) } else { near };
        let end = after.char_indices().nth(30).map_or(after.len(), |(at, _)| at);
        let beyond = after.get(..end).unwrap_or_default();
        let beyond = if end < after.len() { beyond.rsplit_once(' ').map_or("", |(words, _)| words) } else { beyond };
        [near, beyond].iter().any(|text| text.split(|c: char| !c.is_alphanumeric()).any(|word| list.has(word)))
    };
    if is_link
        || is_telephone
        || (number.period.is_none() && is_near(List::Contact) && !words.contains(['$', '%', '€']))
    {
        return Some(Exempt::Contact);
    }
    if number.period == dated.map(Period::Day) && number.period.is_some() {
        return Some(Exempt::Date);
    }
    if number.period.is_some() && is_dateline(text) {
        return Some(Exempt::Date);
    }
    let has_letter = words.contains(char::is_alphabetic);
    let is_joined = has_letter
        && !words.contains(char::is_whitespace)
        && number.period.is_none()
        && !is_ordinal(words)
        && !words.to_lowercase().starts_with("us$");
    if List::Naming.has(last_word) || (is_joined && words.chars().next().is_some_and(char::is_uppercase)) {
        return Some(Exempt::Name);
    }
    None
}

fn is_ordinal(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["st", "nd", "rd", "th", "º", "ª", "er", "e", "o", "a"]
        .iter()
        .any(|end| lower.strip_suffix(end).is_some_and(|digits| digits.chars().all(|c| c.is_ascii_digit())))
}

/// The beginning of a text, as far as it can name a source.
fn head(text: &str) -> &str {
    let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// A line that is a date and little else.
fn is_dateline(text: &str) -> bool {
    text.split_whitespace().nth(7).is_none() && !text.trim_end().ends_with('.')
}

/// The words of a block's statements, so that the statement of a number is found.
pub(crate) struct Owners {
    /// Bytes of the block's text with the statement's place among all, by where they
    /// begin.
    spans: Vec<(Range<usize>, usize)>,
    /// The furthest end of the spans up to each.
    ends: Vec<usize>,
}

impl Owners {
    pub(crate) fn of(draft: &Draft, block: usize) -> Self {
        let mut spans: Vec<(Range<usize>, usize)> = Vec::new();
        for at in draft.statements_of(block) {
            let first = draft.statements.get(at).and_then(|statement| statement.readings.first());
            let said = first.into_iter().flat_map(|meant| &meant.understood.spans);
            // Titles are held against records by their words: "the treaty, signed four years ago".
            let said = said.filter(|(role, _)| *role != "title");
            spans.extend(said.map(|(_, span)| (span.clone(), at)));
        }
        spans.sort_by_key(|(span, at)| (span.start, *at));
        let furthest = |end: &mut usize, (span, _): &(Range<usize>, usize)| {
            *end = span.end.max(*end);
            Some(*end)
        };
        let ends = spans.iter().scan(0, furthest).collect();
        Self { spans, ends }
    }

    /// The statement whose words for one thing have a number in common with least besides: of a
    /// list of neighbours with their lengths, the one of the length.
    pub(crate) fn owner(&self, number: &Found) -> Option<usize> {
        let before = self.spans.partition_point(|(span, _)| span.start < number.span.end);
        let near = (0..before).rev().take_while(|at| self.ends[*at] > number.span.start);
        let owning = near.map(|at| &self.spans[at]).filter(|(span, _)| span.end > number.span.start);
        owning.min_by_key(|(span, statement)| (span.len(), *statement)).map(|(_, statement)| *statement)
    }
}
