//! Further agreements, and further dates of one that has just been told of.

use std::ops::Range;

use attache_fact::{Claim, RoleName, Said};
use attache_language::read::{Mention, Mentioned, Naming, Understood, When};
use attache_model::{Area, Code};

use super::{
    Composed, Sentence,
    parties::{Named, Side},
};
use crate::{
    settle::DATES,
    trigger::{List, Trigger, Triggers, Words},
};

impl Sentence<'_> {
    /// A date of an agreement with another country than the one before, or another date of the
    /// same one: "in force since 2001, and with Pakistan, since 2005", "signed in 1994, has
    /// been in force since 1997".
    pub(super) fn further_agreement(
        &self,
        date: &Mention,
        composed: &[Composed],
        placed: &[(&Trigger, Vec<Range<usize>>)],
        areas: &[Named<'_>],
        words: &Words,
    ) -> Option<Composed> {
        const FURTHEST: usize = 6;
        let Mentioned::Period(When::At(period) | When::Since(period)) = date.what else { return None };
        let (end, topic) = self.topic(date.span.start, composed)?;
        if !matches!(topic.claim.kind.as_str(), "agreement" | "no-agreement") {
            return None;
        }
        let category = topic.claim.role("type")?;
        // "A convention on double taxation since 1996" is none of either type.
        let behind_topic = end.max(self.span.start)..date.span.start;
        if words.within(&behind_topic).any(|word| List::OtherAgreements.has(word)) {
            return None;
        }
        // What words of its own say is told by these.
        let is_ahead = |place: &Range<usize>| end <= place.start && place.end <= date.span.start;
        let own = placed.iter().filter(|(trigger, _)| trigger.kind == "agreement");
        if own.flat_map(|(_, places)| places).any(is_ahead) {
            return None;
        }
        let dates = self.mentions.iter().filter(|it| matches!(it.what, Mentioned::Period(_)));
        let before = dates.map(|it| it.span.end).filter(|end| *end <= date.span.start).max();
        let from = before.unwrap_or_default().max(end).max(self.span.start);
        let ahead = from..date.span.start;
        let is_with = |named: &&Named<'_>| {
            let is_within = ahead.start <= named.span.start && named.span.end <= ahead.end;
            let side = self.side(named, words);
            is_within && (matches!(side, Side::With | Side::From) || named.how == Naming::Of)
        };
        // "Germany (since 2000) and Denmark (signed in 2015, in force since 2016)".
        let opened = self.text.get(self.span.start..date.span.start).and_then(|ahead| ahead.rfind('('));
        let opened = opened.map(|at| self.span.start + at);
        let is_within = |at: usize| !self.text.get(at..date.span.start).unwrap_or_default().contains(')');
        let heads = |named: &&Named<'_>| {
            let gap = opened.filter(|at| is_within(*at)).and_then(|at| self.text.get(named.span.end..at));
            gap.is_some_and(|gap| gap.trim().is_empty())
        };
        let partner = areas.iter().find(heads).or_else(|| areas.iter().rfind(is_with));
        let is_here = end > self.span.start;
        // "It entered into force on January 12, 1994."
        let goes_on = words.behind(self.span.start, 1).any(|word| List::Again.has(word));
        let names_one = words.within(&(self.span.start..date.span.start)).any(|word| List::Agreements.has(word));
        let mut roles: Vec<(RoleName, Said)> = vec![("type", category.clone())];
        let far = match partner {
            Some(partner) if is_here || names_one => {
                let owner = self.owner_of(topic, partner.area, areas, words)?;
                roles.extend([("a", Said::Area(owner)), ("b", Said::Area(partner.area))]);
                words.between(partner.span.end, date.span.start)
            }
            None if (is_here || goes_on)
                && topic.claim.kind == "agreement"
                && !self.names_organization(topic, date) =>
            {
                let parties = topic.claim.roles.iter().filter(|(role, _)| matches!(*role, "a" | "b"));
                roles.extend(parties.cloned());
                words.between(end.max(self.span.start), date.span.start)
            }
            _ => return None,
        };
        let role = self.further_date(date, &ahead, topic, words)?;
        if far > FURTHEST || (partner.is_none() && topic.claim.role(role).is_some()) {
            return None;
        }
        roles.push((role, Said::Period(period)));
        let mut spans = vec![(role, date.span.clone())];
        spans.extend(partner.map(|partner| ("b", partner.span.clone())));
        let kind = Code::from_static("agreement");
        Some(Composed {
            span: partner.map_or(date.span.start, |partner| partner.span.start)..date.span.end,
            readings: vec![Understood { claim: Claim { kind, roles }, spans }],
            stance: self.stance(false, words, &date.span),
            // Which of two agreements a date is of, words told so shortly leave open.
            is_unsure: true,
            even: 1,
            known: self.known.clone(),
        })
    }

    /// "Turkey (agreement of 2007), the EFTA states (signed in 2016)": whose is the date then.
    fn names_organization(&self, topic: &Understood, date: &Mention) -> bool {
        let parties = topic.spans.iter().filter(|(role, _)| matches!(*role, "a" | "b"));
        let from = parties.map(|(_, span)| span.end).max().unwrap_or(self.span.start);
        let is_between = |mention: &&Mention| from <= mention.span.start && mention.span.end <= date.span.start;
        self.mentions.iter().filter(is_between).any(|mention| matches!(mention.what, Mentioned::Organization(_)))
    }

    /// Who has an agreement with another country, of the two of the one before: whose name is not
    /// that of with whom that one is, else whom the document tells of.
    fn owner_of(&self, topic: &Understood, partner: Area, areas: &[Named<'_>], words: &Words) -> Option<Area> {
        let is_party = |area: Area| {
            let is_it = |role| topic.claim.role(role) == Some(&Said::Area(area));
            area != partner && (is_it("a") || is_it("b"))
        };
        let named = areas.iter().filter(|named| is_party(named.area));
        let mut named =
            named.filter(|named| matches!(self.side(named, words), Side::None | Side::In)).map(|it| it.area);
        let told_of = || self.told_of().filter(|area| *area != partner);
        named.next_back().or_else(|| told_of().find(|area| is_party(*area))).or_else(|| told_of().next())
    }

    /// Which date of an agreement one is, by the words between it and the one before, else the
    /// same as that.
    fn further_date(
        &self,
        date: &Mention,
        ahead: &Range<usize>,
        topic: &Understood,
        words: &Words,
    ) -> Option<RoleName> {
        let dates = &Triggers::of(self.wordings.language()).dates;
        let is_ahead = |place: &Range<usize>| ahead.start <= place.start && place.end <= ahead.end;
        let said = dates.iter().filter(|dating| dating.places(words).any(|place| is_ahead(&place)));
        let said = said.filter_map(|dating| DATES.into_iter().find(|role| *role == dating.role)).next_back();
        let is_since = matches!(date.what, Mentioned::Period(When::Since(_)));
        let before = DATES.into_iter().find(|role| topic.claim.role(role).is_some());
        match said {
            // Nothing is signed since a time.
            Some("signed") | None if is_since => Some("from"),
            said => said.or(before),
        }
    }
}
