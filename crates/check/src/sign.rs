//! By which signs a document tells surpluses from deficits: of balances that have a sign or none,
//! and neither word, those that others of the same two countries show to have the wrong one.

use std::collections::HashMap;

use attache_document::prose::{Block, BlockKind};
use attache_fact::{Claim, Fact, Fit, Said};
use attache_model::Area;

use crate::{
    compare::has_unsaid_sign,
    draft::Statement,
    judge::{Aside, Ruling},
    report::{Unchecked, Verdict},
    settle::Outcome,
};

/// The places of balances that have the size on record and the other sign than balances of the
/// document that are right, with what is on record: "2,443.4" and "2,816.7" of surpluses, and
/// "-2,000.6" of another one.
pub(crate) fn turned(told: &[(&Statement, &Block, Ruling)]) -> Vec<(usize, Fact)> {
    const ENOUGH: usize = 2;
    let balances = || {
        told.iter().enumerate().filter_map(|(place, (statement, block, ruling))| {
            let claim = &statement.readings.get(ruling.reading)?.understood.claim;
            let is_unsaid = ["deficit", "surplus", "size"].iter().all(|role| claim.role(role).is_none());
            // Of the cells of a table the label says what their signs do.
            let is_told = is_unsaid || block.kind == BlockKind::Item;
            (claim.kind == "goods-balance" && is_told).then_some((place, claim, ruling))
        })
    };
    // Of each two countries how many balances are right, and whether one is below zero.
    let mut right: HashMap<[Option<Area>; 2], (usize, bool)> = HashMap::new();
    for (_, claim, _) in balances().filter(|(.., ruling)| ruling.verdict == Verdict::Supported) {
        let (count, has_deficit) = right.entry(parties(claim)).or_default();
        *count += 1;
        *has_deficit |= is_negative(claim);
    }
    // That what has no sign is a surplus, only a deficit with one shows.
    let is_shown = |claim: &Claim| {
        let shown = right.get(&parties(claim));
        shown.is_some_and(|(count, has_deficit)| *count >= ENOUGH && (*has_deficit || is_negative(claim)))
    };
    let is_open = |ruling: &Ruling| match ruling.verdict {
        Verdict::NotCheckable(Unchecked::Vague) => true,
        Verdict::NotCheckable(Unchecked::Ambiguous) => !matches!(ruling.aside, Aside::Doubt(_)),
        _ => false,
    };
    let open = balances().filter(|(_, claim, ruling)| is_open(ruling) && is_shown(claim));
    open.filter_map(|(place, claim, ruling)| Some((place, of_other_sign(claim, &ruling.outcome)?.clone()))).collect()
}

/// Whose balance it is, and with whom.
fn parties(claim: &Claim) -> [Option<Area>; 2] {
    ["reporter", "partner"].map(|role| match claim.role(role) {
        Some(Said::Area(area)) => Some(*area),
        _ => None,
    })
}

/// Whether a balance is told below zero, by a sign or by the label of its cell.
fn is_negative(claim: &Claim) -> bool {
    let is_below = matches!(claim.role("value"), Some(Said::Figure(printed)) if printed.value.is_sign_negative());
    is_below || claim.role("deficit").is_some()
}

/// The balance on record, where a claim has its size and the other sign.
fn of_other_sign<'o>(claim: &Claim, outcome: &'o Outcome) -> Option<&'o Fact> {
    let Some(Said::Figure(printed)) = claim.role("value") else { return None };
    let fact = match outcome {
        Outcome::Vague(fact) if has_unsaid_sign(printed, claim, fact) => fact,
        Outcome::Wrong { fact, roles } if roles.iter().all(|role| matches!(*role, "surplus" | "deficit")) => fact,
        _ => return None,
    };
    let known = fact.quantity("value")?;
    (printed.abs().fit(known.value.abs()) == Fit::Within).then_some(fact)
}
