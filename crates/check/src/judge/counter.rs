//! What one kind of fact says against a claim of another: agreements and their absence, members and
//! who only takes part.

use std::ops::Range;

use attache_fact::{Args, Fact, Said, Time, Value};
use attache_language::{
    Wordings,
    read::{Anaphor, Mention, Mentioned},
};
use attache_model::{AreaKind, Code, Organization, fold};

use super::Passage;
use crate::{
    draft::Meant,
    settle::{Case, Outcome},
    trigger::{List, Triggers},
};

/// That a state is no member of an organization which a text has it belong to: it takes part in
/// another capacity, or is not named by who names all that do.
pub(super) fn capacity(case: &Case<'_>, outcome: &Outcome, meant: &Meant, passage: &Passage<'_>) -> Option<Outcome> {
    let (Outcome::Vague(_), "own-memberships") = (outcome, case.kind.id()) else { return None };
    let Some(Said::Organizations(said)) = case.claim.role("organizations") else { return None };
    // Who takes part may do so without being a member, and who belongs to "NATO's Partnership for
    // Peace" or to "the EFTA-SACU agreement" too.
    let is_of_part = |span: &Range<usize>| {
        let own = passage.block.get(span.clone()).unwrap_or_default();
        let behind = passage.block.get(span.end..).unwrap_or_default();
        let is_next = |word: &str| List::Agreements.has(word.trim_matches(|c: char| !c.is_alphanumeric()));
        own.contains("'s")
            || own.contains("’s")
            || behind.starts_with(['\'', '’', '-', '–'])
            || behind.split_whitespace().next().is_some_and(is_next)
    };
    let takes_part = || passage.own.split(|c: char| !c.is_alphabetic()).any(|word| List::TakingPart.has(word));
    if meant.spans_of("organizations").any(is_of_part) || takes_part() {
        return None;
    }
    let kind = attache_fact::find(Code::from_static("membership-status"))?;
    let status = |organization: &Organization| {
        let args = Args::of(case.question.args.area.get(..1)?).with("organization", organization.code());
        kind.derive(&args, case.clocks.now).ok()?.pop()
    };
    // An associate is a member to some.
    let is_none = |fact: &Fact| match fact.role("status") {
        Some(Value::Text(status)) => {
            ["none", "observer", "partner", "dialogue-partner", "candidate"].contains(&status.as_str())
        }
        _ => false,
    };
    // "The OAS and Caricom (observer)".
    let in_brackets: Vec<Organization> =
        meant.spans_of("organizations").flat_map(|span| with_brackets(passage, span)).collect();
    let fact = said.iter().filter(|it| !in_brackets.contains(it)).filter_map(status).find(is_none)?;
    Some(Outcome::Wrong { fact: Box::new(fact), roles: vec!["status"] })
}

/// The organizations of a list behind which brackets say more.
fn with_brackets(passage: &Passage<'_>, span: &Range<usize>) -> Vec<Organization> {
    let own = passage.block.get(span.clone()).unwrap_or_default();
    let ahead = own.match_indices('(').filter_map(|(at, _)| own.get(..at));
    let last = |ahead: &str| match Wordings::in_language(passage.language).mentions(ahead).pop()?.what {
        Mentioned::Organization(it) => Some(it),
        Mentioned::Organizations(all) => all.last().copied(),
        _ => None,
    };
    ahead.filter_map(last).collect()
}

/// No list of agreements goes back further.
const LISTED_SINCE: i16 = 1950;

/// Agreements and their absence speak of one another.
pub(super) fn counter(case: &Case<'_>, meant: &Meant, passage: &Passage<'_>, span: &Range<usize>) -> Option<Outcome> {
    let other = match case.kind.id() {
        "no-agreement" => "agreement",
        "agreement" => "no-agreement",
        _ => return None,
    };
    let mut args: Args = case.question.args.clone();
    args.time = Time::Latest;
    // Of unions and regions the lists say little.
    if !args.area.iter().all(|area| matches!(area.kind(), AreaKind::Country | AreaKind::Territory)) {
        return None;
    }
    if case.kind.derive(&args, case.clocks.now).is_ok() {
        return None;
    }
    let told = attache_fact::find(Code::from_static(other))?.derive(&args, case.clocks.now).ok()?;
    let is_in_force =
        |fact: &Fact| matches!(fact.role("status"), Some(Value::Text(status)) if status.contains("force"));
    let fact =
        told.into_iter().find(|fact| other == "no-agreement" || (is_in_force(fact) && is_of_free_trade(fact)))?;
    // A list says nothing of what came after it, nor of whom the text does not name.
    if other == "no-agreement" {
        // "In force between the two sides".
        let is_both = |mention: &Mention| {
            let is_within = span.start <= mention.span.start && mention.span.end <= span.end;
            let words = passage.block.get(mention.span.clone()).unwrap_or_default();
            is_within && words.contains(' ') && mention.what == Mentioned::Anaphor(Anaphor::Pair)
        };
        let is_between_both = passage.mentions.iter().any(is_both);
        let named: Vec<&Range<usize>> = ["a", "b"].into_iter().flat_map(|role| meant.spans_of(role).take(1)).collect();
        let is_of_pair =
            case.clocks.pair.is_some_and(|pair| args.area.iter().chain(passage.named).all(|area| pair.contains(area)));
        let is_with_it = match named.as_slice() {
            [_, _] => true,
            // "A treaty with the United States" is the other one's of the two.
            [one] => {
                let ahead = passage.block.get(..one.start).unwrap_or_default();
                let mut words = ahead.split_whitespace().rev().skip_while(|word| List::Articles.has(word));
                let with = &Triggers::of(passage.language).words.with;
                is_of_pair && words.next().is_some_and(|word| with.contains(&fold(word)))
            }
            _ => is_of_pair && is_between_both,
        };
        if !is_with_it {
            return None;
        }
        let until = fact.period("until").and_then(|until| until.end())?;
        let said = ["signed", "from", "until", "time"].into_iter().find_map(|role| match case.claim.role(role) {
            Some(Said::Period(period)) => period.end(),
            _ => None,
        });
        let when = said.or(case.clocks.dated)?;
        if when.year() < LISTED_SINCE {
            return None;
        }
        if when > until {
            return Some(Outcome::Vague(Box::new(fact)));
        }
    }
    Some(Outcome::Wrong { fact: Box::new(fact), roles: vec!["type"] })
}

/// Whether an agreement is what a text calls a free trade agreement or an investment
/// treaty, and no association or protocol of many.
fn is_of_free_trade(fact: &Fact) -> bool {
    const LOOSE: [&str; 6] = ["Association", "Framework", "Protocol", "Cooperation", "Preference", "Partial Scope"];
    matches!(fact.role("title"), Some(Value::Text(title)) if !LOOSE.iter().any(|word| title.contains(word)))
}
