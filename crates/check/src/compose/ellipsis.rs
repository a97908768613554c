use attache_fact::{Claim, Printed, RoleName, Said};
use attache_language::read::{Mention, Mentioned, Naming, Understood};
use attache_model::{Code, unit};

use super::{Composed, FURTHEST, MEASURED, Named, SIGNS, Sentence, turned};
use crate::trigger::{List, Triggers, Words};

impl Sentence<'_> {
    /// A figure of which no word says what it is, after a claim of its measure: "India
    /// takes 17 % of exports, and Belgium 16 %".
    pub(super) fn spoken_on(
        &self,
        mention: &Mention,
        composed: &[Composed],
        areas: &[Named<'_>],
        words: &Words,
    ) -> Option<Composed> {
        let Mentioned::Figure(printed) = &mention.what else { return None };
        let (end, topic) = self.topic(mention.span.start, composed)?;
        // Of what the sentence before told one goes on at the beginning of the next.
        if end <= self.span.start && words.between(self.span.start, mention.span.start) > FURTHEST / 2 {
            return None;
        }
        // "A $140 million compact" is that of the compact.
        if words.before(mention.span.start).is_some_and(|word| List::Binding.has(word)) {
            return None;
        }
        let triggers = Triggers::of(self.wordings.language());
        let of_rank = of_rank(topic, printed);
        let clause = end.max(self.span.start)..self.next_figure(mention.span.end);
        let turned = if triggers.turns(words, &clause) { Some(turned(topic)?) } else { None };
        let topic = of_rank.as_ref().or(turned.as_ref()).unwrap_or(topic);
        let is_measure = |(role, said): &&(RoleName, Said)| match said {
            Said::Figure(other) => MEASURED.contains(role) && other.unit == printed.unit && printed.unit != unit::COUNT,
            _ => false,
        };
        let (measured, _) = *topic.claim.roles.iter().find(is_measure)?;
        let partner = match topic.claim.kind.as_str() {
            "partner-share" => Some("partner"),
            "land-border" => Some("b"),
            _ => None,
        };
        let is_new = |named: &&Named<'_>| {
            !topic.claim.roles.iter().any(|(_, said)| *said == Said::Area(named.area)) && named.how != Naming::People
        };
        let beside = areas.iter().filter(is_new).min_by_key(|named| named.span.start.abs_diff(mention.span.start));
        // Another partner, or else it is not of the same thing.
        if partner.is_some() != beside.is_some() && of_rank.is_none() {
            return None;
        }
        let is_before = triggers.is_of_year_before(words, &mention.span);
        let time = self.time(&mention.span, words);
        let is_of_another_time =
            is_before || time.is_some_and(|(period, _)| topic.claim.role("time") != Some(&Said::Period(period)));
        // Of the same thing in the same year there is one figure.
        let is_compared = triggers.is_compared_figure(words, &mention.span);
        if (is_compared && time.is_none()) || !(is_of_another_time || turned.is_some() || partner.is_some()) {
            return None;
        }
        let keeps = |role: RoleName| {
            let is_sign = SIGNS.contains(&role);
            !is_sign
                && role != "time"
                && role != "rank"
                && !MEASURED.contains(&role)
                && (Some(role) != partner || beside.is_none())
        };
        let mut roles: Vec<(RoleName, Said)> =
            topic.claim.roles.iter().filter(|(role, _)| keeps(role)).cloned().collect();
        let mut spans = vec![(measured, mention.span.clone())];
        roles.push((measured, Said::Figure(*printed)));
        if let Some((period, span)) = time {
            roles.push(("time", Said::Period(period)));
            spans.push(("time", span.clone()));
        }
        if let (Some(role), Some(named)) = (partner, beside) {
            roles.push((role, Said::Area(named.area)));
            spans.push((role, named.span.clone()));
        }
        let is_unsure = beside.is_none_or(|named| {
            let said = Said::Area(named.area);
            !self.is_beside_only(&said, &mention.span, areas)
        });
        Some(Composed {
            span: mention.span.clone(),
            readings: vec![Understood { claim: Claim { kind: topic.claim.kind, roles }, spans }],
            stance: self.stance(false, words),
            is_unsure,
            even: 1,
            known: self.known_of(is_before),
        })
    }

    /// Where the next figure stands, else the end of the sentence.
    fn next_figure(&self, after: usize) -> usize {
        self.figures().map(|mention| mention.span.start).find(|start| *start >= after).unwrap_or(self.span.end)
    }
}

/// A share beside an order is of the same partner and flow: "the first market, with
/// 15 % of its exports".
fn of_rank(topic: &Understood, printed: &Printed) -> Option<Understood> {
    if topic.claim.kind != "goods-rank" || printed.unit != unit::PERCENT {
        return None;
    }
    let mut roles: Vec<(RoleName, Said)> = Vec::new();
    for (role, said) in &topic.claim.roles {
        match *role {
            "reporter" => roles.push(("subject", said.clone())),
            "partner" | "flow" => roles.push((*role, said.clone())),
            _ => {}
        }
    }
    roles.push(("share", Said::Figure(*printed)));
    let kind = Code::from_static("partner-share");
    Some(Understood { claim: Claim { kind, roles }, spans: Vec::new() })
}
