//! Shares of partners that one sentence tells are of one list: beside some that are, one that its
//! partner has not in that list is wrong, and of no other publisher.

use std::ops::Range;

use attache_document::prose::Block;
use attache_fact::{Args, Claim, Fact, Fit, Printed, Said, Time, Value};
use attache_language::read::{Anaphor, Mention, Mentioned, Stance};
use attache_model::{Area, Code, Decimal, unit};

use crate::{
    doubt::Doubt,
    draft::{Meant, Statement},
    judge::{Aside, Ruling},
    misfit::has_digits,
    report::{Unchecked, Verdict},
    settle::{Clocks, Outcome},
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
pub(crate) fn off_list(told: &[(&Statement, &Block, Ruling)], clocks: &Clocks<'_>) -> Vec<(usize, Outcome)> {
    let mut places = Vec::new();
    let mut first = 0;
    for sentence in told.chunk_by(|(a, ..), (b, ..)| a.sentence == b.sentence) {
        let shares = sentence.iter().enumerate();
        let shares = shares.filter_map(|(at, (statement, _, ruling))| Share::of(first + at, statement, ruling));
        let shares: Vec<Share<'_>> = shares.collect();
        let text = &sentence[0].1.text;
        let belied = |share: &Share<'_>| match share.meant().is_some_and(|meant| is_attached(meant, text)) {
            true if share.is_beside_list(&shares) => share.misfit().filter(|_| {
                // "The third supplier, after China (25 percent)": of both ways it may be.
                share.is_one_way(&shares) || share.misfits_other_way(clocks)
            }),
            true => share.misfit_of_time_beside(&shares, clocks),
            false => share.misfit_of_same(text, &shares, clocks),
        };
        let open = shares.iter().filter(|share| share.is_open());
        places.extend(open.filter_map(|share| Some((share.place, belied(share)?))));
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
        let shares =
            || sentence.iter().enumerate().filter_map(|(at, (it, _, ruling))| Share::of(first + at, it, ruling));
        let right: Vec<Share<'_>> = shares().filter(Share::is_right).collect();
        let text = &sentence[0].1.text;
        let ranked = shares().filter(Share::is_left_open);
        places.extend(ranked.filter_map(|share| {
            let fact = right.iter().find_map(|other| share.rank_belied_by(other, text))?;
            Some((share.place, Outcome::Wrong { fact: Box::new(fact), roles: vec!["rank"] }))
        }));
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

    fn meant(&self) -> Option<&'t Meant> {
        self.statement.readings.get(self.ruling.reading)
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
        let meant = self.meant()?;
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

    /// What is on record of the two, where this is their place in an order, and the share that another one
    /// gives them is that of another place: "is the third market: it took 26 percent", where who took 26
    /// percent is the first.
    fn rank_belied_by(&self, other: &Self, text: &str) -> Option<Fact> {
        let said = match (self.claim.role("rank"), self.claim.role("among")) {
            (Some(Said::Rank(said)), None) => *said,
            _ => return None,
        };
        let known = match (other.fact.role("rank"), other.fact.role("tied")) {
            (Some(Value::Rank(known)), None) => *known,
            _ => return None,
        };
        let is_timed = self.claim.role("time").is_some() && self.fact.period("time") != other.fact.period("time");
        // Whose place it is stands right before it.
        let meant = self.meant()?;
        let ends = meant.spans_of("partner").next().zip(meant.spans_of("rank").next());
        let gap = ends.and_then(|(partner, rank)| text.get(partner.end..rank.start))?;
        let is_beside = !gap.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | ':' | '(' | ')' | '.'));
        let is_same = self.fact.expression.args.area == other.fact.expression.args.area && self.flow() == other.flow();
        let is_share = other.printed().is_some() && has_digits(other.claim, 2);
        (is_beside && is_same && is_share && !is_timed && said != known).then(|| other.fact.clone())
    }

    fn is_open(&self) -> bool {
        let is_past = |doubt: &Doubt| matches!(doubt, Doubt::AnotherTime | Doubt::NextFigure);
        let is_doubted = matches!(&self.ruling.aside, Aside::Doubt(doubt) if !is_past(doubt));
        self.is_left_open() && !is_doubted
    }

    fn is_left_open(&self) -> bool {
        let is_open = matches!(self.ruling.verdict, Verdict::NotCheckable(Unchecked::Ambiguous | Unchecked::Vague));
        is_open && self.statement.stance == Stance::Asserted
    }

    fn is_right(&self) -> bool {
        matches!(self.ruling.verdict, Verdict::Supported | Verdict::Outdated)
    }

    fn is_one_way(&self, shares: &[Self]) -> bool {
        shares.iter().all(|other| other.flow() == self.flow())
    }

    /// Whether others of a sentence are right of the lists of the country and time of this one.
    fn is_beside_list(&self, shares: &[Self]) -> bool {
        let right: Vec<&Self> = shares.iter().filter(|other| other.is_right() && other.is_of_same(self)).collect();
        self.is_told_with(&right)
    }

    /// Whether those that are right tell of which list this one is.
    fn is_told_with(&self, right: &[&Self]) -> bool {
        const ENOUGH: usize = 2;
        let is_telling = right.len() >= ENOUGH || right.iter().any(|other| has_digits(other.claim, ENOUGH));
        is_telling || !right.is_empty() && has_digits(self.claim, ENOUGH)
    }

    /// What is on record of the time of the others of a sentence, which are right, where this one says no
    /// time and is another.
    fn misfit_of_time_beside(&self, shares: &[Self], clocks: &Clocks<'_>) -> Option<Outcome> {
        let subject = |share: &Self| share.fact.expression.args.area.first().copied();
        let is_beside = |other: &&Self| other.is_right() && subject(other) == subject(self);
        let right: Vec<&Self> = shares.iter().filter(is_beside).collect();
        let first = right.first().filter(|first| right.iter().all(|other| other.is_of_same(first)))?;
        if self.claim.role("time").is_some() || !self.is_told_with(&right) || !self.is_one_way(shares) {
            return None;
        }
        let flow = self.flow()?;
        let known = first.asked(&self.fact.expression.args.area, flow.as_str(), clocks)?;
        belies(&known, self.printed()?).then(|| Outcome::Wrong { fact: Box::new(known), roles: vec!["share"] })
    }

    /// Whether the partner has no such share of the country's trade the other way either.
    fn misfits_other_way(&self, clocks: &Clocks<'_>) -> bool {
        let other = match self.flow() {
            Some(flow) if flow.as_str() == "exports" => "imports",
            Some(flow) if flow.as_str() == "imports" => "exports",
            _ => return false,
        };
        let known = self.asked(&self.fact.expression.args.area, other, clocks);
        known.zip(self.printed()).is_some_and(|(fact, printed)| belies(&fact, printed))
    }

    /// What is on record of the partner of whom the sentence has told a right share just before, where
    /// this one goes on with it and is another: "It took 13 percent of the country's exports, ahead of
    /// Germany, and supplied 24 percent of its imports".
    fn misfit_of_same(&self, text: &str, shares: &[Self], clocks: &Clocks<'_>) -> Option<Outcome> {
        const FEW: usize = 3;
        let figure = self.statement.figure()?;
        let printed = self.printed()?;
        let ahead: Vec<&str> = text.get(..figure.start)?.split_whitespace().rev().take(FEW + 1).collect();
        let is_verb = |word: &&str| List::Selling.has(word) || List::Buying.has(word);
        let verb = ahead.iter().position(is_verb)?;
        if !ahead.get(verb + 1).is_some_and(|word| List::Joining.has(word)) {
            return None;
        }
        let is_before = |other: &&Self| other.statement.figure().is_some_and(|own| own.end <= figure.start);
        let same = shares.iter().find(is_before).filter(|other| other.is_right() && other.is_of_same(self))?;
        let flow = self.flow().filter(|flow| same.flow().as_ref() != Some(flow))?;
        let is_its = has_partner_before(same) && has_digits(same.claim, 2);
        let known = same.asked(&same.fact.expression.args.area, flow.as_str(), clocks)?;
        (is_its && belies(&known, printed)).then(|| Outcome::Wrong { fact: Box::new(known), roles: vec!["share"] })
    }

    /// What is on record of the trade of two countries one way, at the time of this share.
    fn asked(&self, areas: &[Area], flow: &str, clocks: &Clocks<'_>) -> Option<Fact> {
        let mut args = Args::of(areas).with("flow", flow);
        args.time = Time::Period(self.fact.period("time")?);
        attache_fact::find(self.fact.expression.kind)?.derive(&args, clocks.now).ok()?.into_iter().next()
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

/// Whether the partner's name stands before its share, and little else between them: "China with 8",
/// "Switzerland (8 %", "Argentina follows with 8.1 percent", "China, with 29 percent".
pub(crate) fn is_attached(meant: &Meant, text: &str) -> bool {
    const FEW: usize = 4;
    let gap = partner_and_share(meant).and_then(|(partner, share)| text.get(partner..share));
    gap.is_some_and(|gap| {
        let is_mark = |c: char| matches!(c, ',' | ';' | ':' | '.' | ')') || c.is_ascii_digit();
        let carried = gap.strip_prefix(',').filter(|rest| List::Carrying.has(rest.trim()));
        let gap = carried.unwrap_or(gap);
        // "China and Russia together provided 60 percent".
        let is_sum = gap.split_whitespace().any(|word| List::Together.has(word));
        gap.split_whitespace().count() <= FEW && !gap.contains(is_mark) && !is_sum
    })
}

/// Whether a partner has another share by more than rounding makes, or, where it is not listed, has less
/// than the least on the list.
fn belies(fact: &Fact, printed: &Printed) -> bool {
    let half = printed.step.checked_div(Decimal::TWO).unwrap_or_default();
    match fact.quantity("share") {
        Some(share) => printed.fit(share.value) != Fit::Within && (printed.value - share.value).abs() > printed.step,
        None => fact.quantity("least").is_some_and(|least| printed.value - half > least.value),
    }
}

/// Whether whom a share is of stands before it.
fn has_partner_before(share: &Share<'_>) -> bool {
    share.meant().is_some_and(|meant| partner_and_share(meant).is_some())
}

/// Where the name of a partner ends, and its share begins behind it.
fn partner_and_share(meant: &Meant) -> Option<(usize, usize)> {
    let (partner, share) = meant.spans_of("partner").next().zip(meant.spans_of("share").next())?;
    (partner.end <= share.start).then_some((partner.end, share.start))
}
