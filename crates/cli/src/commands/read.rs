use std::{
    io::{self, Read},
    ops::Range,
    process::ExitCode,
};

use attache_engine::{
    Error, ReadAnswer, ReadRequest,
    fact::Said,
    language::read::{Mention, Mentioned, Reading, Stance, Understood, When},
    model::{Area, Areas},
};
use serde::Serialize;

use super::{engine, language};
use crate::{
    args::{Global, ReadArgs},
    failure::Failure,
};

/// No claim was understood.
const NOT_UNDERSTOOD: u8 = 3;

/// Standard input, in place of a sentence.
const STANDARD_INPUT: &str = "-";

/// What was read, as JSON: within one schema, members are only added.
#[derive(Serialize)]
struct Answer<'a> {
    schema: &'static str,
    language: &'static str,
    text: &'a str,
    statements: Vec<Statement<'a>>,
    mentions: Vec<Spoken>,
}

#[derive(Serialize)]
struct Statement<'a> {
    from: usize,
    to: usize,
    stance: &'static str,
    /// The likeliest first.
    readings: Vec<OneReading<'a>>,
}

#[derive(Serialize)]
struct OneReading<'a> {
    kind: &'a str,
    roles: Vec<Role<'a>>,
}

#[derive(Serialize)]
struct Role<'a> {
    role: &'a str,
    value: String,
    /// Bytes of the text that say it: none, where the wording as a whole does.
    spans: Vec<[usize; 2]>,
}

/// Something that is mentioned; within a claim or not.
#[derive(Serialize)]
struct Spoken {
    what: &'static str,
    value: String,
    from: usize,
    to: usize,
}

pub(crate) fn run(global: &Global, args: &ReadArgs) -> Result<ExitCode, Failure> {
    let request = ReadRequest {
        sentence: sentence(&args.sentence)?,
        language: if args.lang == "auto" { None } else { Some(language(&args.lang)?) },
        about: args.about.iter().map(|name| area(name)).collect::<Result<_, _>>()?,
        author: args.author.as_deref().map(area).transpose()?,
    };
    let answer = engine(global)?.read(&request);
    match args.json {
        true => crate::say!("{}", as_json(&request.sentence, &answer)?),
        false => tell(&request.sentence, &answer.reading),
    }
    let understood = !answer.reading.statements.is_empty();
    Ok(if understood { ExitCode::SUCCESS } else { ExitCode::from(NOT_UNDERSTOOD) })
}

fn sentence(given: &str) -> Result<String, Failure> {
    if given != STANDARD_INPUT {
        return Ok(given.to_owned());
    }
    let mut text = String::new();
    let failed = |error: io::Error| Failure::new(format!("standard input: {error}"), "give a sentence in UTF-8");
    io::stdin().read_to_string(&mut text).map_err(failed)?;
    Ok(text.trim().to_owned())
}

fn area(name: &str) -> Result<Area, Failure> {
    Ok(Areas::find(name).map_err(Error::from)?)
}

fn tell(text: &str, reading: &Reading) {
    for statement in &reading.statements {
        for (at, understood) in statement.readings.iter().enumerate() {
            let or = if at == 0 { "" } else { "or " };
            let stance = match statement.stance {
                Stance::Asserted => "",
                Stance::Denied => " (denied)",
                Stance::Wavering => " (not asserted)",
            };
            crate::say!("{or}{}{stance}", understood.claim.kind);
            tell_roles(text, understood);
        }
    }
    let rest: Vec<&Mention> = reading.mentions.iter().filter(|mention| !is_claimed(reading, mention)).collect();
    if reading.statements.is_empty() {
        crate::tell!("no claim was understood");
    }
    if !rest.is_empty() {
        crate::say!("mentioned");
        let lines: Vec<[String; 3]> = rest
            .iter()
            .map(|m| [named(&m.what).to_owned(), shown(&m.what), quoted(text, [m.span.clone()].iter())])
            .collect();
        lined_up(&lines);
    }
}

fn tell_roles(text: &str, understood: &Understood) {
    let line = |(role, said): &(&'static str, Said)| {
        [(*role).to_owned(), said.to_string(), quoted(text, spans(understood, role))]
    };
    let lines: Vec<[String; 3]> = understood.claim.roles.iter().map(line).collect();
    lined_up(&lines);
}

/// Lines of three, the first two in columns.
fn lined_up(lines: &[[String; 3]]) {
    let width = |at: usize| lines.iter().filter_map(|l| l.get(at)).map(|t| t.chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    for [name, value, quote] in lines {
        let line = format!("  {name:first$}  {value:second$}  {quote}");
        crate::say!("{}", line.trim_end());
    }
}

fn spans<'u>(understood: &'u Understood, role: &'u str) -> impl Iterator<Item = &'u Range<usize>> {
    understood.spans.iter().filter(move |(name, _)| *name == role).map(|(_, span)| span)
}

fn quoted<'r>(text: &str, spans: impl Iterator<Item = &'r Range<usize>>) -> String {
    let quotes = spans.filter_map(|span| text.get(span.clone())).map(|words| format!("{words:?}"));
    quotes.collect::<Vec<_>>().join(" ")
}

/// Whether the mention says something in a claim's likeliest reading.
fn is_claimed(reading: &Reading, mention: &Mention) -> bool {
    let first = reading.statements.iter().filter_map(|s| s.readings.first());
    let mut spans = first.flat_map(|understood| &understood.spans);
    spans.any(|(_, span)| span.start < mention.span.end && mention.span.start < span.end)
}

/// What sort of thing is mentioned.
fn named(what: &Mentioned) -> &'static str {
    match what {
        Mentioned::Figure(_) => "figure",
        Mentioned::Period(_) => "period",
        Mentioned::Area { .. } | Mentioned::Areas(_) => "area",
        Mentioned::Organization(_) | Mentioned::Organizations(_) => "organization",
        Mentioned::Commodity(_) | Mentioned::Commodities(_) => "commodity",
        Mentioned::Rank(_) => "rank",
        Mentioned::Count(_) => "count",
        Mentioned::Anaphor(_) => "stands-for",
    }
}

/// It, in codes.
fn shown(what: &Mentioned) -> String {
    fn list<T: ToString>(items: &[T]) -> String {
        items.iter().map(T::to_string).collect::<Vec<_>>().join("; ")
    }
    match what {
        Mentioned::Figure(printed) => printed.to_string(),
        Mentioned::Period(When::At(period)) => period.to_string(),
        Mentioned::Period(When::Since(period)) => format!("since {period}"),
        Mentioned::Period(When::By(period)) => format!("by {period}"),
        Mentioned::Period(When::Until(period)) => format!("until {period}"),
        Mentioned::Period(When::Relative(relative)) => relative.to_string(),
        Mentioned::Area { areas, .. } => areas.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or "),
        Mentioned::Areas(areas) => list(areas),
        Mentioned::Organization(organization) => organization.to_string(),
        Mentioned::Organizations(organizations) => list(organizations),
        Mentioned::Commodity(commodity) => commodity.to_string(),
        Mentioned::Commodities(commodities) => list(commodities),
        Mentioned::Rank(n) | Mentioned::Count(n) => n.to_string(),
        Mentioned::Anaphor(anaphor) => format!("{anaphor:?}").to_lowercase(),
    }
}

fn one_reading(understood: &Understood) -> OneReading<'_> {
    let role = |(role, said): &(&'static str, Said)| Role {
        role,
        value: said.to_string(),
        spans: spans(understood, role).map(|span| [span.start, span.end]).collect(),
    };
    OneReading { kind: &understood.claim.kind, roles: understood.claim.roles.iter().map(role).collect() }
}

fn as_json(text: &str, answer: &ReadAnswer) -> Result<String, Failure> {
    let statements = answer.reading.statements.iter().map(|statement| Statement {
        from: statement.span.start,
        to: statement.span.end,
        stance: match statement.stance {
            Stance::Asserted => "asserted",
            Stance::Denied => "denied",
            Stance::Wavering => "wavering",
        },
        readings: statement.readings.iter().map(one_reading).collect(),
    });
    let mentions = answer.reading.mentions.iter().map(|mention| Spoken {
        what: named(&mention.what),
        value: shown(&mention.what),
        from: mention.span.start,
        to: mention.span.end,
    });
    let answer = Answer {
        schema: "attache-read/1",
        language: answer.language.tag(),
        text,
        statements: statements.collect(),
        mentions: mentions.collect(),
    };
    let failed = |error: serde_json::Error| Failure::new(format!("the answer cannot be written: {error}"), "");
    serde_json::to_string_pretty(&answer).map_err(failed)
}
