//! Shares of partners that one sentence tells are of one list: beside some that are, one that its
//! partner has not in that list is wrong, and of no other publisher.

use attache_document::prose::Block;
use attache_fact::{Claim, Fact, Printed, Said};
use attache_language::read::Stance;
use attache_model::{Code, Decimal, unit};

use crate::{
    doubt::Doubt,
    draft::{Meant, Statement},
    judge::{Aside, Ruling},
    misfit::has_digits,
    report::{Unchecked, Verdict},
    settle::Outcome,
};

/// A share of a country's trade that a text gives to a partner.
struct Share<'t> {
    place: usize,
    statement: &'t Statement,
    ruling: &'t Ruling,
    claim: &'t Claim,
    fact: &'t Fact,
}

/// The places of shares that were left open and that the list of the shares beside them belies, with
/// what is on record: "ahead of India with 8 percent and Germany with 7", where India is not listed
/// and the least on the list is 7 percent.
pub(crate) fn off_list(told: &[(&Statement, &Block, Ruling)]) -> Vec<(usize, Outcome)> {
    let mut places = Vec::new();
    let mut first = 0;
    for sentence in told.chunk_by(|(a, ..), (b, ..)| a.sentence == b.sentence) {
        let shares = sentence.iter().enumerate();
        let shares = shares.filter_map(|(at, (statement, _, ruling))| Share::of(first + at, statement, ruling));
        let shares: Vec<Share<'_>> = shares.collect();
        let block = sentence[0].1;
        let open = shares.iter().filter(|share| share.is_open() && share.is_attached(&block.text));
        let off = open.filter(|share| share.is_of_list(&shares));
        places.extend(off.filter_map(|share| Some((share.place, share.misfit()?))));
        first += sentence.len();
    }
    places
}

impl<'t> Share<'t> {
    fn of(place: usize, statement: &'t Statement, ruling: &'t Ruling) -> Option<Self> {
        let claim = &statement.readings.get(ruling.reading)?.understood.claim;
        let (Outcome::Right { fact, .. }
        | Outcome::Superseded { was: fact, .. }
        | Outcome::Vague(fact)
        | Outcome::Wrong { fact, .. }) = &ruling.outcome
        else {
            return None;
        };
        let is_share = claim.kind == "partner-share" && fact.expression.args.get("flow").is_some();
        is_share.then_some(Self { place, statement, ruling, claim, fact })
    }

    fn printed(&self) -> Option<&'t Printed> {
        match self.claim.role("share") {
            Some(Said::Figure(printed)) if printed.to.is_none() => Some(printed),
            _ => None,
        }
    }

    fn is_open(&self) -> bool {
        let is_open = matches!(
            self.ruling.verdict,
            Verdict::NotCheckable(Unchecked::Ambiguous | Unchecked::Vague)
        );
        let is_doubted = matches!(&self.ruling.aside, Aside::Doubt(doubt) if *doubt != Doubt::AnotherTime);
        is_open && !is_doubted && self.statement.stance == Stance::Asserted
    }

    fn is_right(&self) -> bool {
        matches!(self.ruling.verdict, Verdict::Supported | Verdict::Outdated)
    }

    /// Whether the partner's name stands before its share, and little else between them: "China with
    /// 8", "Switzerland (8 %", "Argentina follows with 8.1 percent".
    fn is_attached(&self, text: &str) -> bool {
        const FEW: usize = 4;
        let Some(meant) = self.statement.readings.get(self.ruling.reading) else { return false };
        let gap = partner_and_share(meant).and_then(|(partner, share)| text.get(partner..share));
        gap.is_some_and(|gap| {
            let is_mark = |c: char| matches!(c, ',' | ';' | ':' | '.' | ')') || c.is_ascii_digit();
            gap.split_whitespace().count() <= FEW && !gap.contains(is_mark)
        })
    }

    /// Whether others of a sentence are right of the list that this one would be of, and all are of
    /// one way.
    fn is_of_list(&self, shares: &[Self]) -> bool {
        const ENOUGH: usize = 2;
        let is_one_way = shares.iter().all(|other| other.flow() == self.flow());
        let right: Vec<&Self> = shares.iter().filter(|other| other.is_right() && other.is_of_same(self)).collect();
        let is_telling = right.len() >= ENOUGH || right.iter().any(|other| has_digits(other.claim, ENOUGH));
        is_one_way && is_telling
    }

    fn flow(&self) -> Option<Code> {
        self.fact.expression.args.get("flow")
    }

    fn is_of_same(&self, other: &Self) -> bool {
        self.fact.expression.args.area.first() == other.fact.expression.args.area.first()
            && self.fact.period("time") == other.fact.period("time")
    }

    /// What is on record, where it is otherwise: another share of the partner, or, of one who is not
    /// listed, none that is as great.
    fn misfit(&self) -> Option<Outcome> {
        let printed = self.printed().filter(|printed| [unit::PERCENT, unit::COUNT].contains(&printed.unit))?;
        let is_wrong = match &self.ruling.outcome {
            Outcome::Wrong { roles, .. } => *roles == ["share"],
            Outcome::Vague(fact) => {
                let half = printed.step.checked_div(Decimal::TWO)?;
                fact.role("listed").is_some()
                    && fact.quantity("least").is_some_and(|least| printed.value - half > least.value)
            }
            _ => false,
        };
        is_wrong.then(|| Outcome::Wrong { fact: Box::new(self.fact.clone()), roles: vec!["share"] })
    }
}

/// Where the name of a partner ends, and its share begins behind it.
fn partner_and_share(meant: &Meant) -> Option<(usize, usize)> {
    let (partner, share) = meant.spans_of("partner").next().zip(meant.spans_of("share").next())?;
    (partner.end <= share.start).then_some((partner.end, share.start))
}
