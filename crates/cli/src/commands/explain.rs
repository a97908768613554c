use std::process::ExitCode;

use attache_engine::{Explanation, model::Language};

use super::engine;
use crate::{args::Global, failure::Failure};

pub(crate) fn run(global: &Global, expression: &str) -> Result<ExitCode, Failure> {
    let explanations = engine(global)?.explain(expression, Language::English, global.as_of()?)?;
    for explanation in &explanations {
        tell(explanation, "");
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(explanation: &Explanation, indent: &str) {
    crate::say!("{indent}{}", explanation.sentence);
    crate::say!("{indent}  fact      {}", explanation.fact.expression);
    for (name, value) in &explanation.fact.roles {
        crate::say!("{indent}  role      {name} = {value}");
    }
    match &explanation.operation {
        Some(operation) => crate::say!("{indent}  by        {operation} of {} rows:", explanation.rows),
        None => crate::say!("{indent}  as published:"),
    }
    for evidence in &explanation.evidence {
        let release = &evidence.release;
        crate::say!("{indent}  - {}", evidence.says);
        crate::say!(
            "{indent}    release   {}, published {}{}",
            release.id,
            release.published,
            if release.published_is_given { " (date as given)" } else { "" }
        );
        if let Some(row) = evidence.row {
            crate::say!("{indent}    row       {row}");
            crate::say!("{indent}    place     {}", evidence.place);
        }
        if let Some(excerpt) = &evidence.excerpt {
            crate::say!("{indent}    reads     {}", marked(&excerpt.text, excerpt.read.clone()));
        }
        crate::say!("{indent}    file      {} (SHA-256 {})", release.snapshot.file, release.snapshot.hash);
        crate::say!("{indent}    from      {}, retrieved {}", release.snapshot.url, release.snapshot.retrieved);
        crate::say!("{indent}    cite      {}", release.citation);
        crate::say!("{indent}    licence   {}", release.licence);
        for caveat in &evidence.caveats {
            crate::say!("{indent}    caution   {} <{}>", caveat.text(Language::English), caveat.reference);
        }
    }
    match explanation.rows.saturating_sub(explanation.evidence.len()) {
        0 => {}
        1 => crate::say!("{indent}  … and 1 row more"),
        more => crate::say!("{indent}  … and {more} rows more"),
    }
    if !explanation.dissent.is_empty() {
        crate::say!("{indent}  otherwise:");
    }
    for other in &explanation.dissent {
        tell(other, &format!("{indent}    "));
    }
}

/// The text around what was read, which stands between guillemets.
fn marked(text: &str, read: Option<std::ops::Range<usize>>) -> String {
    let around = 120;
    let Some(read) = read else { return text.chars().take(2 * around).collect() };
    let before: Vec<char> = text[..read.start].chars().rev().take(around).collect();
    let after: String = text[read.end..].chars().take(around).collect();
    format!("{}»{}«{after}", before.into_iter().rev().collect::<String>(), &text[read])
}
