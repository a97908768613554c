//! Who has a surplus in trade with whom, where no figure says how large it is: "the United States has
//! a large surplus in goods with Paraguay".

use std::ops::Range;

use attache_fact::{Claim, RoleName, Said};
use attache_language::read::{Mention, Mentioned, Naming, Understood, When};
use attache_model::{Area, Code, Period, unit};

use super::{
    Composed, Sentence,
    parties::{Named, Side},
};
use crate::trigger::{Trigger, Triggers, Words};

/// Between who has it and the words for it are no more words,
const FEW: usize = 8;

/// and between these and with whom it is.
const FEW_TO_PARTNER: usize = 6;

const BALANCE: &str = "goods-balance";

impl Sentence<'_> {
    /// The balances of which a sentence tells the sign, and no size.
    pub(super) fn balances(
        &self,
        placed: &[(&Trigger, Vec<Range<usize>>)],
        composed: &[Composed],
        areas: &[Named<'_>],
        words: &Words,
    ) -> Vec<Composed> {
        let is_balance = |understood: &Understood| understood.claim.kind == BALANCE;
        let said = self.topics.iter().filter(|(place, _)| place.end > self.span.start);
        let mut told = said.map(|(_, topic)| topic).chain(composed.iter().filter_map(|one| one.readings.first()));
        if told.any(is_balance) {
            return Vec::new();
        }
        let signed = placed.iter().filter_map(|(trigger, places)| Some((*trigger, sign_of(trigger)?, places)));
        let places = signed.flat_map(|(trigger, sign, places)| places.iter().map(move |it| (trigger, sign, it)));
        places.filter_map(|(trigger, sign, place)| self.balance(trigger, sign, place, areas, words)).take(1).collect()
    }

    fn balance(
        &self,
        trigger: &Trigger,
        sign: RoleName,
        place: &Range<usize>,
        areas: &[Named<'_>],
        words: &Words,
    ) -> Option<Composed> {
        let is_amount = |mention: &Mention| match &mention.what {
            Mentioned::Figure(printed) => unit::is_currency(printed.unit.as_str()) || printed.unit == unit::PERCENT,
            _ => false,
        };
        // A figure of the sentence may be that of the balance.
        if self.is_claimed(place) || self.mentions.iter().any(is_amount) {
            return None;
        }
        let triggers = Triggers::of(self.wordings.language());
        let reporter = areas.iter().rfind(|named| named.span.end <= place.start)?;
        let gap = self.text.get(reporter.span.end..place.start)?;
        let is_subject = matches!(reporter.how, Naming::Name | Naming::Possessive)
            && reporter.is_said
            && self.side(reporter, words) == Side::None
            && words.between(reporter.span.end, place.start) <= FEW
            && !gap.contains([';', ':', '(']);
        let partner = areas.iter().find(|named| {
            named.span.start >= place.end
                && self.side(named, words) == Side::With
                && words.between(place.end, named.span.start) <= FEW_TO_PARTNER
        });
        let told_of = self.known.about.iter().copied().find(|area| *area != reporter.area);
        let is_of_trade = partner.is_some() || triggers.says_goods(self.text.get(self.span.clone())?);
        let other: Area = partner.map(|partner| partner.area).or(told_of)?;
        let is_of_pair = [reporter.area, other].iter().any(|area| self.known.about.contains(area));
        if !is_subject || !is_of_trade || !is_of_pair || other == reporter.area {
            return None;
        }
        let mut roles: Vec<(RoleName, Said)> = vec![
            (sign, Said::Text(sign.to_owned())),
            ("reporter", Said::Area(reporter.area)),
            ("partner", Said::Area(other)),
        ];
        let mut spans = vec![(sign, place.clone()), ("reporter", reporter.span.clone())];
        spans.extend(partner.map(|partner| ("partner", partner.span.clone())));
        let mut periods = self.mentions.iter().filter_map(|mention| match mention.what {
            Mentioned::Period(When::At(period @ Period::Year(_))) => Some((period, true, &mention.span)),
            Mentioned::Period(When::Since(period)) => Some((period, false, &mention.span)),
            Mentioned::Period(_) => Some((Period::Unstated, false, &mention.span)),
            _ => None,
        });
        match (periods.next(), periods.next()) {
            (None, _) => {}
            (Some((period, true, span)), None) => {
                roles.push(("time", Said::Period(period)));
                spans.push(("time", span.clone()));
            }
            // "Every year since 2008" is of the last one too, of which alone it proves nothing.
            (Some((period, false, span)), None) if period != Period::Unstated => {
                let last = self.known.dated?.year() - 1;
                roles.extend([("time", Said::Period(Period::Year(last))), ("since", Said::Period(period))]);
                spans.push(("since", span.clone()));
            }
            _ => return None,
        }
        let is_denied = triggers.denies(words, place, place);
        let end = partner.map_or(place.end, |partner| partner.span.end);
        Some(Composed {
            span: reporter.span.start..end.max(place.end),
            readings: vec![Understood { claim: Claim { kind: Code::new(&trigger.kind), roles }, spans }],
            stance: self.stance(is_denied, words, place),
            is_unsure: false,
            even: 1,
            known: self.known.clone(),
        })
    }
}

/// The sign that a trigger's words say of a balance.
fn sign_of(trigger: &Trigger) -> Option<RoleName> {
    let has = |sign: &str| trigger.kind == BALANCE && trigger.sets.iter().any(|set| set == sign);
    ["surplus", "deficit"].into_iter().find(|sign| has(sign))
}
