//! What a denial makes of a verdict: "is not a member of the European Union".

use std::ops::Range;

use attache_fact::{Fact, Said, names_all_members};
use attache_language::read::Mentioned;

use crate::{
    compare::Comparison,
    draft::{Meant, Statement},
    judge::{Passage, Ruling},
    report::{Unchecked, Verdict},
    settle::{Clocks, Outcome},
    trigger::{List, Triggers},
};

/// Where the figures bear out what is denied, it is contradicted; that they do not proves little,
/// but of an organization of which all members are named.
pub(crate) fn denied(statement: &Statement, ruling: Ruling, passage: &Passage<'_>, clocks: &Clocks<'_>) -> Ruling {
    let meant = statement.readings.get(ruling.reading);
    let is_membership = meant.is_some_and(|meant| is_denied_membership(meant, passage));
    let is_against = |fact: &Fact| {
        let was_so = || meant.is_some_and(|meant| was_so_then(meant, &ruling, clocks));
        // "The one with India is not among them: signed in 2001".
        let is_label = || passage.own.contains(':');
        (fact.expression.kind == "agreement" && !is_label()) || (is_membership && was_so())
    };
    let (verdict, outcome) = match (&ruling.outcome, ruling.verdict) {
        (Outcome::Right { fact, .. }, Verdict::Supported) if is_against(fact) => (Verdict::Contradicted, None),
        // That it is in no list, or takes part in another capacity.
        (Outcome::Wrong { fact, .. }, _) if is_membership && fact.expression.kind == "membership-status" => {
            let comparison = Comparison::default();
            (Verdict::Supported, Some(Outcome::Right { fact: fact.clone(), comparison }))
        }
        (_, Verdict::NotCheckable(why)) => (Verdict::NotCheckable(why), None),
        _ => (Verdict::NotCheckable(Unchecked::Ambiguous), None),
    };
    Ruling { verdict, outcome: outcome.unwrap_or_else(|| ruling.outcome.clone()), ..ruling }
}

/// Whether a text says of a state that it names that it is no member of one organization of which
/// all members are named. Of several, of founding members and of a part of an organization the
/// words say less.
fn is_denied_membership(meant: &Meant, passage: &Passage<'_>) -> bool {
    let claim = &meant.understood.claim;
    let is_listed = match (claim.role("organizations"), claim.role("subject")) {
        (Some(Said::Organizations(said)), Some(Said::Area(state))) => {
            matches!(said.as_slice(), [one] if names_all_members(*one, *state))
        }
        _ => false,
    };
    let is_named = |span: &&Range<usize>| {
        let mut names = passage.mentions.iter().filter(|it| matches!(it.what, Mentioned::Area { .. }));
        names.any(|name| name.span.start < span.end && span.start < name.span.end)
    };
    let subject = meant.spans_of("subject").find(is_named);
    let (Some(subject), Some(organization)) = (subject, meant.spans_of("organizations").next()) else { return false };
    let Some(between) = passage.block.get(subject.end..organization.start) else { return false };
    let behind = passage.block.get(organization.end..).unwrap_or_default();
    // "Of the EU or NATO", "of the EU's Schengen area".
    let next = behind.split_whitespace().next().unwrap_or_default();
    let goes_on = behind.starts_with(['\'', '’']) || next.starts_with(char::is_uppercase) || List::Or.has(next);
    let has = |list: List| between.split(|c: char| !c.is_alphabetic()).any(|word| list.has(word));
    claim.kind == "own-memberships"
        && is_listed
        && !between.contains([',', '(', ';'])
        && Triggers::of(passage.language).says_no(between)
        && !has(List::Founding)
        && !has(List::Restricting)
        && !goes_on
}

/// Whether a claim held by what had been published on the document's day: who joined since was
/// none then.
fn was_so_then(meant: &Meant, ruling: &Ruling, clocks: &Clocks<'_>) -> bool {
    let panel = clocks.then.as_ref().unwrap_or(clocks.now);
    let args = ruling.question.as_ref().map(|question| &question.args);
    let told = meant.kind.zip(args).and_then(|(kind, args)| kind.derive(args, panel).ok()).unwrap_or_default();
    told.iter().any(|fact| Comparison::of(&meant.understood.claim, fact, &["subject"]).holds())
}
