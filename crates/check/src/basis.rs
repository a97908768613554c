//! The expression by which a fact is asked for again: no more said than what tells it
//! from others, so that it goes on to give the fact that takes its place.

use std::ops::Range;

use attache_document::prose::Block;
use attache_fact::{Args, Expression, Time, Value};
use attache_model::{Code, Panel};

use crate::{
    ask::When,
    compare::Comparison,
    draft::Meant,
    judge::Ruling,
    report::{Basis, Verdict},
    settle::Outcome,
    trigger::List,
};

/// What a supported statement rests on.
pub(crate) fn of(meant: &Meant, block: &Block, ruling: &Ruling) -> Option<Basis> {
    let fact = match (ruling.verdict, &ruling.outcome) {
        (Verdict::Supported, Outcome::Right { fact, .. }) => fact,
        (Verdict::Supported, Outcome::Superseded { was, .. }) => was,
        _ => return None,
    };
    let claim = &meant.understood.claim;
    let key = meant.kind?.areas();
    let Comparison { right, loose, .. } = Comparison::of(claim, fact, key);
    let holds = |role: &str| right.iter().chain(&loose).any(|it| *it == role);
    let spans = meant.understood.spans.iter().filter(|(role, _)| holds(role) && *role != "time");
    let said = spans.filter_map(|(role, span)| {
        let span = if *role == "person" { with_given_names(meant, block, span) } else { span.clone() };
        Some((*role, claim.role(role)?.clone(), block.place(span)))
    });
    let said = said.collect();
    let has_words = |role: &str| meant.understood.spans.iter().any(|(name, _)| *name == role);
    let unworded = right.iter().copied().filter(|role| !has_words(role)).collect();
    // A date that is told is one event's, whatever happens later.
    let is_of_event = fact.period("time").is_none();
    let tells_when = matches!(fact.expression.args.time, Time::Period(time)
        if fact.roles.iter().any(|(role, value)| holds(role) && *value == Value::Period(time)));
    let question = ruling.question.as_ref();
    let is_open = if is_of_event { !tells_when } else { question.is_some_and(|it| it.when == When::Open) };
    let given = question.into_iter().flat_map(|it| it.args.names()).collect();
    Some(Basis { fact: fact.as_ref().clone(), is_open, given, said, unworded })
}

/// A name with what was taken for a title before it and is none: "Dina Boluarte".
fn with_given_names(meant: &Meant, block: &Block, name: &Range<usize>) -> Range<usize> {
    let title = meant.spans_of("title").find(|title| title.end <= name.start);
    let is_name = |title: &Range<usize>| {
        let text = block.text.get(title.clone()).unwrap_or_default();
        let between = block.text.get(title.end..name.start).unwrap_or_default();
        between == " " && !text.split_whitespace().any(|word| List::Titles.has(word))
    };
    title.filter(|title| is_name(title)).map_or(name.clone(), |title| title.start..name.end)
}

/// Arguments that say who or what somebody or something is now.
const PASSING: [&str; 2] = ["person", "title"];

impl Basis {
    /// The shortest expression that gives this fact alone, with what the text gives, of the latest time where the
    /// text names none; after later releases it gives what has taken its place.
    pub fn expression(&self, panel: &Panel) -> Expression {
        let whole = &self.fact.expression;
        let Some(kind) = attache_fact::find(whole.kind) else { return whole.clone() };
        let (given, mut names): (Vec<Code>, Vec<Code>) = whole.args.names().partition(|name| self.given.contains(name));
        names.sort_by_key(|name| PASSING.contains(&name.as_str()));
        let gives = |args: &Args| {
            let told = kind.derive(args, panel);
            told.is_ok_and(
                |facts| matches!(facts.as_slice(), [one] if one.expression == *whole && one.roles == self.fact.roles),
            )
        };
        let mut chosen: Vec<u32> = (0..1 << names.len().min(8)).collect();
        chosen.sort_by_key(|set| (set.count_ones(), *set));
        let of = |set: u32, time: Time| {
            let mut args = Args::of(&whole.args.area);
            args.time = time;
            let taken = names.iter().enumerate().filter(|(at, _)| set & 1 << at != 0).map(|(_, name)| name);
            given.iter().chain(taken).fold(args, |args, name| match whole.args.get(name) {
                Some(value) => args.with(name, &value),
                None => args,
            })
        };
        let times = [Time::Latest, whole.args.time].into_iter().skip(usize::from(!self.is_open));
        let candidates = times.flat_map(|time| chosen.iter().map(move |set| (*set, time)));
        let args = candidates.map(|(set, time)| of(set, time)).find(gives);
        Expression { kind: whole.kind, args: args.unwrap_or_else(|| whole.args.clone()) }
    }
}
