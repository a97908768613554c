use attache_fact::{Claim, RoleName, Said};
use attache_language::read::{Mention, Mentioned, Naming, Understood};
use attache_model::unit;

use super::{Composed, MEASURED, Named, SIGNS, Sentence};
use crate::trigger::{Triggers, Words};

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
        let own = composed.iter().filter_map(|one| Some((one.span.end, one.readings.first()?)));
        let before = self.topics.iter().map(|(end, topic)| (*end, topic)).chain(own);
        let (_, topic) = before.filter(|(end, _)| *end <= mention.span.start).max_by_key(|(end, _)| *end)?;
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
        if partner.is_some() != beside.is_some() {
            return None;
        }
        let is_before = Triggers::of(self.wordings.language()).is_of_year_before(words, &mention.span);
        let time = self.time(&mention.span).filter(|_| !is_before);
        let keeps = |role: RoleName| {
            let is_sign = SIGNS.contains(&role);
            !is_sign && role != "time" && role != "rank" && !MEASURED.contains(&role) && Some(role) != partner
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
        Some(Composed {
            span: mention.span.clone(),
            readings: vec![Understood { claim: Claim { kind: topic.claim.kind, roles }, spans }],
            stance: self.stance(false, words),
            is_unsure: false,
            even: 1,
            known: self.known_of(is_before),
        })
    }
}
