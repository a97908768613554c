//! By which signs a document tells surpluses from deficits: of balances that are told without
//! either word, those that others of the same two countries show to have the wrong sign.

use attache_fact::{Claim, Fit, Said};

use crate::{
    compare::has_unsaid_sign,
    draft::Statement,
    judge::Ruling,
    report::{Unchecked, Verdict},
    settle::Outcome,
};

/// The places of balances that have the size on record and the other sign than balances of the
/// document that are right: "2,443.4" and "2,816.7" of surpluses, and "-2,000.6" of another one.
pub(crate) fn turned<B>(told: &[(&Statement, B, Ruling)]) -> Vec<usize> {
    const ENOUGH: usize = 2;
    let balances = || {
        told.iter().enumerate().filter_map(|(place, (statement, _, ruling))| {
            let claim = &statement.readings.get(ruling.reading)?.understood.claim;
            let is_unsaid = ["deficit", "surplus", "size"].iter().all(|role| claim.role(role).is_none());
            (claim.kind == "goods-balance" && is_unsaid).then_some((place, claim, ruling))
        })
    };
    let is_shown = |claim: &Claim| {
        let is_same = |other: &Claim| ["reporter", "partner"].iter().all(|role| claim.role(role) == other.role(role));
        let right = balances().filter(|(_, other, ruling)| ruling.verdict == Verdict::Supported && is_same(other));
        right.count() >= ENOUGH
    };
    let is_turned = |claim: &Claim, ruling: &Ruling| match (&ruling.outcome, claim.role("value")) {
        (Outcome::Vague(fact), Some(Said::Figure(printed))) => {
            let is_its_size =
                fact.quantity("value").is_some_and(|known| printed.abs().fit(known.value.abs()) == Fit::Within);
            has_unsaid_sign(printed, claim, fact) && is_its_size
        }
        _ => false,
    };
    let open = balances().filter(|(.., ruling)| ruling.verdict == Verdict::NotCheckable(Unchecked::Vague));
    open.filter(|(_, claim, ruling)| is_turned(claim, ruling) && is_shown(claim)).map(|(place, ..)| place).collect()
}
