use std::process::ExitCode;

use attache_engine::{Said, SaidFact, SayForm, SayRequest, language::Sentence};
use serde::Serialize;

use super::{engine, language};
use crate::{
    args::{Global, SayArgs},
    failure::{Failure, report},
};

/// The longest name of a form that the others are lined up with.
const FORM_WIDTH: usize = 10;

/// What was said, as JSON: within one schema, members are only added.
#[derive(Serialize)]
struct Answer<'a> {
    schema: &'static str,
    language: &'static str,
    said: Vec<Line<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<Absence<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    expression: String,
    form: &'a str,
    text: &'a str,
    roles: Vec<Role<'a>>,
}

/// Bytes of the text, and what they say in codes.
#[derive(Serialize)]
struct Role<'a> {
    role: &'a str,
    value: Option<String>,
    from: usize,
    to: usize,
}

#[derive(Serialize)]
struct Absence<'a> {
    why: &'a str,
    would_come_from: &'a [String],
}

pub(crate) fn run(global: &Global, args: SayArgs) -> Result<ExitCode, Failure> {
    let language = language(&args.lang)?;
    let mut words = args.words;
    words.extend(args.time.map(|time| format!("time={time}")));
    let all = args.form == "all";
    let form = if all { SayForm::All } else { SayForm::One(args.form) };
    let request = SayRequest { words, language, form, precision: args.precision, as_of: global.as_of()? };
    let said = engine(global)?.say(&request)?;
    if args.json {
        crate::say!("{}", as_json(language.tag(), &said)?);
    }
    match &said {
        Said::Facts(_) if args.json => {}
        Said::Facts(facts) => facts.iter().for_each(|fact| tell(fact, all)),
        Said::Absent { why, would_come_from } => {
            let sources = would_come_from.join(", ");
            let hint = if sources.is_empty() { sources } else { format!("sources that would have it: {sources}") };
            report("absent", why, &hint);
            return Ok(ExitCode::from(1));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(fact: &SaidFact, all: bool) {
    if all {
        crate::say!("{}", fact.fact.expression);
    }
    for (form, sentence) in &fact.wordings {
        match all {
            true => crate::say!("  {form:FORM_WIDTH$} {}", sentence.text),
            false => crate::say!("{}", sentence.text),
        }
    }
}

fn as_json(language: &'static str, said: &Said) -> Result<String, Failure> {
    let mut answer = Answer { schema: "attache-say/1", language, said: Vec::new(), absent: None };
    match said {
        Said::Facts(facts) => answer.said = facts.iter().flat_map(lines).collect(),
        Said::Absent { why, would_come_from } => answer.absent = Some(Absence { why, would_come_from }),
    }
    let failed = |error: serde_json::Error| Failure::new(format!("the answer cannot be written: {error}"), "");
    serde_json::to_string_pretty(&answer).map_err(failed)
}

fn lines(fact: &SaidFact) -> impl Iterator<Item = Line<'_>> {
    fact.wordings.iter().map(|(form, sentence)| Line {
        expression: fact.fact.expression.to_string(),
        form,
        text: &sentence.text,
        roles: roles(fact, sentence),
    })
}

fn roles<'a>(fact: &SaidFact, sentence: &'a Sentence) -> Vec<Role<'a>> {
    let role = |(name, range): &(&'a str, std::ops::Range<usize>)| Role {
        role: name,
        value: fact.fact.role(name).map(ToString::to_string),
        from: range.start,
        to: range.end,
    };
    sentence.roles.iter().map(role).collect()
}
