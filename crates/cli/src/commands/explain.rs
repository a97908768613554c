use std::process::ExitCode;

use attache_engine::{Explanation, model::Language};

use super::engine;
use crate::{args::Global, failure::Failure};

/// A fact may rest on hundreds of rows; so many are shown.
const SHOWN: usize = 12;

pub(crate) fn run(global: &Global, expression: &str) -> Result<ExitCode, Failure> {
    let explanations = engine(global)?.explain(expression, Language::English, global.as_of()?)?;
    for explanation in &explanations {
        tell(explanation, "");
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(explanation: &Explanation, indent: &str) {
    println!("{indent}{}", explanation.sentence);
    println!("{indent}  fact      {}", explanation.fact.expression);
    for (name, value) in &explanation.fact.roles {
        println!("{indent}  role      {name} = {value}");
    }
    match &explanation.operation {
        Some(operation) => println!("{indent}  by        {operation} of {} rows:", explanation.evidence.len()),
        None => println!("{indent}  as published:"),
    }
    for evidence in explanation.evidence.iter().take(SHOWN) {
        let release = &evidence.release;
        println!("{indent}  - {}", evidence.says);
        println!("{indent}    release   {}, published {}{}", release.id, release.published,
            if release.published_is_given { " (date as given)" } else { "" });
        if let Some(row) = evidence.row {
            println!("{indent}    row       {row}");
            println!("{indent}    place     {}", evidence.place);
        }
        if let Some(excerpt) = &evidence.excerpt {
            println!("{indent}    reads     {}", marked(&excerpt.text, excerpt.read.clone()));
        }
        println!("{indent}    file      {} (SHA-256 {})", release.snapshot.file, release.snapshot.hash);
        println!("{indent}    from      {}, retrieved {}", release.snapshot.url, release.snapshot.retrieved);
        println!("{indent}    cite      {}", release.citation);
        println!("{indent}    licence   {}", release.licence);
    }
    if explanation.evidence.len() > SHOWN {
        println!("{indent}  … and {} rows more", explanation.evidence.len() - SHOWN);
    }
    if !explanation.dissent.is_empty() {
        println!("{indent}  otherwise:");
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
