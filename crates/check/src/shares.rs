//! Shares of partners that one sentence tells are of one list: beside some that are, one that its
//! partner has not in that list is wrong, and of no other publisher.

use std::ops::Range;

use attache_document::prose::Block;
use attache_fact::{Claim, Fact, Printed, Said, Value};
use attache_language::read::{Anaphor, Mention, Mentioned, Stance};
use attache_model::{Code, Decimal, unit};

use crate::{
    doubt::Doubt,
    draft::{Meant, Statement},
    judge::{Aside, Ruling},
    misfit::has_digits,
    report::{Unchecked, Verdict},
    settle::Outcome,
    trigger::List,
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

/// Where ranks stand that shares right beside them belie, with what is on record: "the second supplier,
/// with 14 percent", where who has 14 percent is the first.
pub(crate) fn misplaced<'d>(
    told: &[(&Statement, &Block, Ruling)],
    mentions: impl Fn(usize) -> &'d [Mention],
) -> Vec<(usize, Outcome)> {
    let mut places = Vec::new();
    let mut first = 0;
    for sentence in told.chunk_by(|(a, ..), (b, ..)| a.sentence == b.sentence) {
        let mentions = mentions(sentence[0].0.sentence);
        for (at, (statement, block, ruling)) in sentence.iter().enumerate() {
            let Some(share) = Share::of(first + at, statement, ruling).filter(Share::is_right) else { continue };
            let Some(rank) = share.misplacing(&block.text, mentions) else { continue };
            // The words for the place may make a statement of their own.
            let is_of_rank = |(other, ..): &(&Statement, &Block, Ruling)| {
                other.span.start <= rank.start
                    && rank.end <= other.span.end
                    && other.readings.iter().any(|meant| meant.spans_of("rank").any(|span| *span == rank))
            };
            let own = sentence.iter().position(is_of_rank);
            let is_right = |at: usize| {
                matches!(sentence[at].2.verdict, Verdict::Supported | Verdict::Outdated | Verdict::Disputed)
            };
            let place = first + own.unwrap_or(at);
            if own.is_none_or(|own| own == at || !is_right(own)) {
                places.push((place, Outcome::Wrong { fact: Box::new(share.fact.clone()), roles: vec!["rank"] }));
            }
        }
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

    /// The words for another place in the order than the share's own, right before it or behind.
    fn misplacing(&self, text: &str, mentions: &[Mention]) -> Option<Range<usize>> {
        const FEW: usize = 6;
        let meant = self.statement.readings.get(self.ruling.reading)?;
        let share = meant.spans_of("share").next()?;
        let known = match self.fact.role("rank") {
            Some(Value::Rank(rank)) if self.fact.role("tied").is_none() => *rank,
            _ => return None,
        };
        let subject = self.fact.expression.args.area.first();
        // "10 percent of Kenya's imports in 2023, the second largest share".
        let is_its = |mention: &Mention| match &mention.what {
            Mentioned::Area { areas, .. } => areas.first() == subject,
            Mentioned::Period(_) | Mentioned::Anaphor(Anaphor::Country) => true,
            _ => false,
        };
        let is_beside = |rank: &Range<usize>| {
            let (from, to) = (rank.end.min(share.end), rank.start.max(share.start));
            let own = mentions.iter().filter(|it| from <= it.span.start && it.span.end <= to && is_its(it));
            let mut gap = String::new();
            let mut at = from;
            for mention in own {
                gap.push_str(text.get(at..mention.span.start).unwrap_or_default());
                at = at.max(mention.span.end);
            }
            gap.push_str(text.get(at..to).unwrap_or_default());
            let words: Vec<&str> =
                gap.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
            let is_plain = words.iter().all(|word| List::Placing.has(word) || List::Trade.has(word));
            words.len() <= FEW && is_plain && !gap.contains([';', ':', '.'])
        };
        let mut ranks = mentions.iter().filter_map(|mention| match mention.what {
            Mentioned::Rank(said) if is_beside(&mention.span) => Some((said, &mention.span)),
            _ => None,
        });
        let (said, span) = ranks.next()?;
        // "Germany at 11 percent and France at 7 percent in second and third place".
        let is_one_of_two = mentions.iter().any(|other| {
            let (from, to) = (other.span.end.min(span.end), other.span.start.max(span.start));
            let gap = text.get(from..to).unwrap_or_default();
            matches!(other.what, Mentioned::Rank(_)) && other.span != *span && List::Joining.has(gap.trim())
        });
        (said != known && ranks.next().is_none() && !is_one_of_two).then(|| span.clone())
    }

    fn is_open(&self) -> bool {
        let is_open = matches!(self.ruling.verdict, Verdict::NotCheckable(Unchecked::Ambiguous | Unchecked::Vague));
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
        is_one_way && (is_telling || !right.is_empty() && has_digits(self.claim, ENOUGH))
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
