//! What neighbouring statements of a sentence share: a clause leaves out what
//! the one before or behind it says.

use std::ops::Range;

use attache_fact::{Claim, RoleName, Said};
use attache_model::Code;

use super::{
    lattice::Lattice,
    reader::Reader,
    reading::{Match, Statement, Understood},
    role::{has_like_sides, is_of_a_piece, owner_and_partner},
};

/// What a clause leaves open has the statement that it goes on from, and whose it is that one names.
pub(super) fn going_on(from: &Understood, mut readings: Vec<Understood>) -> Vec<Understood> {
    const OWNER: &str = "subject";
    for reading in &mut readings {
        let is_same = from.claim.kind == reading.claim.kind;
        // Whose flow it is, neighbours of two kinds lend one another.
        let is_lent = owner_and_partner(&from.claim.kind).is_some_and(|(owner, _)| owner != OWNER);
        if !is_same && is_lent {
            continue;
        }
        // Another kind has nothing else in common.
        let is_common = |role: RoleName| is_same || matches!(role, OWNER | "time");
        let is_open = |role: RoleName| is_common(role) && reading.claim.role(role).is_none();
        let open = from.claim.roles.iter().filter(|(role, _)| is_open(role)).cloned();
        let open: Vec<(RoleName, Said)> = open.collect();
        let named = from.spans.iter().filter(|(role, _)| *role == OWNER && is_open(role)).cloned();
        let named: Vec<(RoleName, Range<usize>)> = named.collect();
        reading.claim.roles.extend(open);
        reading.spans.extend(named);
    }
    readings
}

/// Whether a clause of one kind goes on from a statement of another: of the same
/// kind, imports from exports, or an observer from a member.
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
                | ("population", "population-growth-rate")
                | ("own-memberships", "membership-status")
                | ("membership-status", "own-memberships")
        )
        || [before, kind].into_iter().all(|kind| id(kind).starts_with("gdp-share-"))
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

/// A clause that leaves open whose flow it is, or when, has it from its
/// neighbour of the same sort: "exports were $5 billion and imports $4 billion".
pub(super) fn inherit(reader: &Reader, statements: &mut [Statement]) {
    for at in 1..statements.len() {
        let (before, rest) = statements.split_at_mut(at);
        if let (Some(last), Some(next)) = (before.last(), rest.first_mut()) {
            lend(reader, &last.readings[0].claim, next);
        }
    }
    for at in (1..statements.len()).rev() {
        let (before, rest) = statements.split_at_mut(at);
        if let (Some(last), Some(next)) = (before.last_mut(), rest.first()) {
            lend(reader, &next.readings[0].claim, last);
        }
    }
}

/// Whose a statement is and with whom, and whether it is a plain series: a
/// figure of one country.
fn sides(reader: &Reader, kind: Code) -> Option<(&'static str, &'static str, bool)> {
    if let Some((owner, partner)) = owner_and_partner(&kind) {
        return Some((owner, partner, false));
    }
    let is_series = reader.kinds.iter().any(|known| known.id == kind && known.has_figure);
    is_series.then_some(("subject", "_", true))
}

fn lend(reader: &Reader, from: &Claim, to: &mut Statement) {
    let Some((owner, partner, is_series)) = sides(reader, from.kind) else { return };
    for reading in &mut to.readings {
        let kind = reading.claim.kind;
        let alike = |(_, _, series): &(_, _, bool)| *series == is_series && is_of_a_piece(&from.kind, &kind);
        let Some((own, other, _)) = sides(reader, kind).filter(alike) else { continue };
        let only_time = has_like_sides(&from.kind) != has_like_sides(&kind);
        let is_open = |claim: &Claim, role| claim.role(role).is_none();
        // What is since when as well, where neither is said.
        let before = (from.kind == kind && is_open(&reading.claim, "time")).then_some(("before", "before"));
        let owners = [(owner, own), (partner, other)].into_iter().filter(|_| !only_time);
        for (theirs, ours) in before.into_iter().chain([("time", "time")]).chain(owners) {
            if ours != "_"
                && is_open(&reading.claim, ours)
                && let Some(said) = from.role(theirs)
                && !reading.claim.roles.iter().any(|(_, other)| other == said)
            {
                reading.claim.roles.push((ours, said.clone()));
            }
        }
    }
}
