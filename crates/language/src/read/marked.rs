//! Tests of reader: sentences in which what is to be found is marked.
//!
//! ```text
//! Exports grew {in 2022 = at 2022} to $3 billion.
//! ```
//!
//! Read from the left, the longest mention of each place, and no other, is to be
//! as marked. A line that begins with `#` is a remark.

use attache_model::Language;

use super::{
    mention::{Found, Mentioned, When},
    reader::Reader,
    token::Token,
};
use crate::Wordings;

/// The longest mentions of a text by their bytes, as a recogniser finds them.
pub(super) fn longest(
    text: &str,
    language: Language,
    find: impl Fn(&Reader, &[Token<'_>], usize, &mut Vec<Found>),
) -> Vec<(std::ops::Range<usize>, Mentioned)> {
    let reader = Wordings::in_language(language).reader();
    let tokens = reader.vocabulary.tokens(text);
    let (mut at, mut out) = (0, Vec::new());
    while at < tokens.len() {
        let mut found = Vec::new();
        find(reader, &tokens, at, &mut found);
        assert!(found.iter().all(|f| f.tokens.start == at && f.tokens.end > at && f.tokens.end <= tokens.len()));
        let longest = found.iter().map(|f| f.tokens.end).max();
        // Of several meanings, the first.
        if let Some(f) = found.into_iter().find(|f| Some(f.tokens.end) == longest) {
            out.push((tokens[at].span.start..tokens[f.tokens.end - 1].span.end, f.what));
        }
        at = longest.unwrap_or(at + 1);
    }
    out
}

/// Runs the cases of a file; how many mentions they mark.
pub(super) fn run(
    file: &str,
    cases: &str,
    language: Language,
    find: impl Fn(&Reader, &[Token<'_>], usize, &mut Vec<Found>),
) -> usize {
    let (mut marks, mut wrong) = (0, Vec::new());
    let cases = cases.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    for (i, line) in cases {
        let text = unmarked(line);
        let mut again = text.clone();
        for (span, what) in longest(&text, language, &find).into_iter().rev() {
            again.replace_range(span.clone(), &format!("{{{} = {}}}", &text[span], shown(&what)));
        }
        marks += line.matches('{').count();
        if again != line {
            wrong.push(format!("{file}:{}:\n  wanted {line}\n  found  {again}", i + 1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    marks
}

fn unmarked(line: &str) -> String {
    let mut parts = line.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (mark, rest) = part.split_once('}').expect("a mark is closed");
        text.push_str(mark.rsplit_once(" = ").expect("a mark says what it means").0);
        text.push_str(rest);
    }
    text
}

fn shown(what: &Mentioned) -> String {
    match what {
        Mentioned::Period(When::At(p)) => format!("at {p}"),
        Mentioned::Period(When::Since(p)) => format!("since {p}"),
        Mentioned::Period(When::By(p)) => format!("by {p}"),
        Mentioned::Period(When::Until(p)) => format!("until {p}"),
        Mentioned::Period(When::Relative(relative)) => format!("{relative:?}"),
        Mentioned::Rank(n) => format!("rank {n}"),
        Mentioned::Count(n) => format!("count {n}"),
        other => format!("{other:?}"),
    }
}
