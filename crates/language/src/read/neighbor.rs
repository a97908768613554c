//! What neighbouring statements of a sentence share: a clause leaves out what
//! the one before or behind it says.

use std::ops::Range;

use attache_fact::{Claim, RoleName, Said};

use super::{
    lattice::Lattice,
    reader::Reader,
    reading::{Match, Statement, Understood},
    role::owner_and_partner,
};

/// What a clause leaves open has the statement that it goes on from.
pub(super) fn going_on(from: &Claim, mut readings: Vec<Understood>) -> Vec<Understood> {
    for reading in &mut readings {
        // Whose flow it is, neighbours of two kinds lend one another.
        if from.kind != reading.claim.kind && owner_and_partner(&from.kind).is_some() {
            continue;
        }
        let open = from.roles.iter().filter(|(role, _)| reading.claim.role(role).is_none()).cloned();
        let open: Vec<(RoleName, Said)> = open.collect();
        reading.claim.roles.extend(open);
    }
    readings
}

/// Whether a clause of one kind goes on from a statement of another: of the same
/// kind, or imports from exports.
fn goes_on_from(reader: &Reader, before: usize, kind: usize) -> bool {
    let id = |kind: usize| reader.kinds.get(kind).map_or("", |k| k.id.as_str());
    before == kind
        || matches!(
            (id(before), id(kind)),
            ("goods-exports", "goods-imports")
                | ("goods-imports", "goods-exports")
                | ("exports-goods-services", "imports-goods-services")
                | ("gdp-current", "gdp-growth-rate")
                | ("goods-rank", "partner-share")
                | ("budget-revenues", "budget-expenditures")
        )
}

/// Drops what goes on from no statement of its kind right before it in the
/// sentence.
pub(super) fn keep_what_goes_on(reader: &Reader, lattice: &Lattice<'_>, groups: &mut Vec<Vec<Match>>) {
    let mut last: Option<(usize, Range<usize>)> = None;
    groups.retain_mut(|group| {
        let before = last.clone();
        group.retain(|one| {
            let goes_on_from = before.as_ref().is_some_and(|(kind, tokens)| {
                goes_on_from(reader, *kind, one.kind)
                    && tokens.end <= one.tokens.start + 1
                    && !(tokens.end..one.tokens.start).any(|at| lattice.ends_sentence(at))
            });
            !one.goes_on || goes_on_from
        });
        if let Some(first) = group.first() {
            last = Some((first.kind, first.tokens.clone()));
        }
        !group.is_empty()
    });
}

/// A clause that leaves open whose flow it is, or when, has it from its
/// neighbour of the same sort: "exports were $5 billion and imports $4 billion".
pub(super) fn inherit(statements: &mut [Statement]) {
    for at in 1..statements.len() {
        let (before, rest) = statements.split_at_mut(at);
        if let (Some(last), Some(next)) = (before.last(), rest.first_mut()) {
            lend(&last.readings[0].claim, next);
        }
    }
    for at in (1..statements.len()).rev() {
        let (before, rest) = statements.split_at_mut(at);
        if let (Some(last), Some(next)) = (before.last_mut(), rest.first()) {
            lend(&next.readings[0].claim, last);
        }
    }
}

/// "Brazil has 203 million inhabitants and a GDP of $2 trillion."
fn lend_subject(from: &Claim, to: &mut Statement) {
    let Some(subject) = from.role("subject").filter(|_| from.role("value").is_some()) else { return };
    for claim in to.readings.iter_mut().map(|reading| &mut reading.claim) {
        let is_series = attache_fact::is_plain_series(claim.kind);
        if !is_series {
            continue;
        }
        if claim.role("subject").is_none() {
            claim.roles.push(("subject", subject.clone()));
        }
        // Figures of one country side by side are of one year.
        if let (None, Some(time), true) =
            (claim.role("time"), from.role("time"), claim.role("subject") == Some(subject))
        {
            claim.roles.push(("time", time.clone()));
        }
    }
}

/// Beside the trade of a pair, "imports were" speaks of goods and of the pair.
pub(super) fn prefer_the_pair(statement: &mut Statement) {
    let first = statement.readings.first().map(|reading| &reading.claim);
    let is_open = first.is_some_and(|claim| {
        matches!(&*claim.kind, "exports-goods-services" | "imports-goods-services") && claim.role("subject").is_none()
    });
    let of_a_pair = |reading: &Understood| {
        let both = owner_and_partner(&reading.claim.kind);
        both.is_some_and(|(a, b)| reading.claim.role(a).is_some() && reading.claim.role(b).is_some())
    };
    if is_open && let Some(at) = statement.readings.iter().position(of_a_pair) {
        statement.readings.swap(0, at);
    }
}

fn lend(from: &Claim, to: &mut Statement) {
    let Some((owner, partner)) = owner_and_partner(&from.kind) else { return lend_subject(from, to) };
    for reading in &mut to.readings {
        let Some((own, other)) = owner_and_partner(&reading.claim.kind) else { continue };
        let is_open = |claim: &Claim, role| claim.role(role).is_none();
        for (theirs, ours) in [(owner, own), (partner, other), ("time", "time")] {
            if is_open(&reading.claim, ours)
                && let Some(said) = from.role(theirs)
                && !reading.claim.roles.iter().any(|(_, other)| other == said)
            {
                reading.claim.roles.push((ours, said.clone()));
            }
        }
    }
}
