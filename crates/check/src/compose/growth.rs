//! Of what a change is, and over which years.

use std::ops::Range;

use attache_fact::{Claim, RoleName, Said};
use attache_language::read::{Mentioned, Understood, When};
use attache_model::{Code, Period, unit};

use super::{Composed, NEAR, SIGNS, Sentence, parties::Near, time::is_compared};
use crate::trigger::{List, Trigger, Triggers, Words};

/// What may grow in trade.
const FLOWS: [&str; 4] = ["exports", "imports", "balance", "total"];

impl Sentence<'_> {
    /// Whether an economy is said to have shrunk by a figure.
    pub(super) fn is_shrinking(&self, place: &Range<usize>, figure: &Range<usize>, words: &Words) -> bool {
        let triggers = Triggers::of(self.wordings.language());
        let (from, to) = (place.start.min(figure.start), place.end.max(figure.start));
        // "Shrank slightly in 2020, bounced back by 7.6%".
        let is_ahead = |it: &Range<usize>| from <= it.start && it.end <= figure.start;
        let rose = triggers.directions(words).filter(|(it, role)| *role == "rose" && is_ahead(it));
        let from = rose.map(|(it, _)| it.end).max().unwrap_or(from);
        !words.within(figure).any(|word| word.starts_with('-'))
            && triggers.is_shrinking(self.text.get(from..to).unwrap_or_default())
    }

    /// Whether words of growth are of the flow that the sentence before told of: "They were up
    /// 79 percent from 2012".
    pub(super) fn is_growth_of_topic(&self, trigger: &Trigger, words: &Words) -> bool {
        let told = self.topics.last().and_then(|(_, topic)| flow(topic));
        trigger.kind == "goods-growth"
            && told.is_some_and(|(flow, _)| trigger.flow.as_deref() == Some(flow))
            && self.goes_on(words)
    }

    /// Whether words tell what befell the relations of which the sentence before told: "They were
    /// resumed in 1974".
    pub(super) fn is_of_relations(&self, trigger: &Trigger, words: &Words) -> bool {
        let told = self.topics.last().is_some_and(|(_, topic)| topic.claim.kind.starts_with("relations-"));
        trigger.kind == "relations-history" && told && self.goes_on(words)
    }

    /// Whether the sentence begins with a word for what the one before told of.
    fn goes_on(&self, words: &Words) -> bool {
        words.within(&self.span).next().is_some_and(|word| List::Theirs.has(word))
    }

    /// Whether a change is that of an amount before it of which nothing is claimed.
    pub(super) fn is_of_untold(&self, near: &Near<'_>, composed: &[Composed]) -> bool {
        let mut before = self.mentions.iter().filter(|mention| mention.span.end <= near.figure.start);
        let amount = before
            .rfind(|it| matches!(&it.what, Mentioned::Figure(printed) if unit::is_currency(printed.unit.as_str())));
        let is_told = |span: &Range<usize>| {
            let own = composed.iter().any(|one| one.span.start <= span.start && span.end <= one.span.end);
            own || self.is_claimed(span)
        };
        amount.is_some_and(|amount| !is_told(&amount.span))
    }

    /// Of a flow that the sentence has just given: "bought goods worth 943 million,
    /// down by a third".
    pub(super) fn growth_of_topic(
        &self,
        near: &Near<'_>,
        what: &Mentioned,
        composed: &[Composed],
    ) -> Option<Understood> {
        let &Near { trigger, place, figure, words, .. } = near;
        let Mentioned::Figure(printed) = what else { return None };
        if trigger.kind != "goods-growth" {
            return None;
        }
        // "Exports fell by 13 per cent to 337 million" is one statement.
        let around = self.topics.iter().find(|(place, _)| place.start < figure.start && figure.end < place.end);
        let (end, topic) = match around {
            Some((_, topic)) => (figure.start, topic),
            None => self.topic(figure.start, composed)?,
        };
        let is_named_after = trigger.also_places(words).any(|also| also.start >= end && also.end <= figure.start);
        let is_far = words.between(end, figure.start) > NEAR || self.has_figure(end..figure.start);
        let (flow, ends) = flow(topic)?;
        // "Up 58 percent from 2021 and up 18 percent from 2012": one change and then another.
        let is_again = topic.claim.kind == "goods-growth";
        let is_of_other_year = || self.years_of_growth(figure, words).iter().any(|(role, ..)| *role == "before");
        if is_again && !is_of_other_year() {
            return None;
        }
        let is_of_before = end <= self.span.start && !self.goes_on(words);
        if is_of_before || is_named_after || is_far {
            return None;
        }
        let mut roles: Vec<(RoleName, Said)> =
            vec![("growth", Said::Figure(*printed)), ("flow", Said::Text(flow.into()))];
        let mut spans = vec![("growth", figure.clone())];
        for set in SIGNS.iter().filter(|role| trigger.sets.iter().any(|set| set == *role)) {
            roles.push((set, Said::Text((*set).to_owned())));
            spans.push((set, place.clone()));
        }
        for sign in ["surplus", "deficit"] {
            roles.extend(topic.claim.role(sign).map(|said| (sign, said.clone())));
        }
        let areas = ["a", "b"].into_iter().zip(ends);
        roles.extend(areas.filter_map(|(role, end)| Some((role, topic.claim.role(end)?.clone()))));
        let years = self.years_of_growth(figure, words);
        if !years.iter().any(|(role, ..)| *role == "time")
            && let Some(time) = topic.claim.role("time")
        {
            roles.push(("time", time.clone()));
        }
        for (role, period, span) in years {
            roles.push((role, Said::Period(period)));
            spans.push((role, span.clone()));
        }
        Some(Understood { claim: Claim { kind: Code::from_static("goods-growth"), roles }, spans })
    }

    /// Whose a flow is and with whom, where the same sentence has just told the other one of the
    /// two and names nobody since: "U.S. exports to Panama were $10 billion, and imports $432
    /// million".
    pub(super) fn ends_of_other_flow(&self, near: &Near<'_>, composed: &[Composed]) -> Option<[(RoleName, Said); 2]> {
        let &Near { trigger, place, figure, areas, .. } = near;
        let [own, other] = match trigger.kind.as_str() {
            "goods-exports" => ["exporter", "importer"],
            "goods-imports" => ["importer", "exporter"],
            _ => return None,
        };
        let (end, topic) = self.topic(place.start.min(figure.start), composed)?;
        let (told, ends) = flow(topic)?;
        let is_other = matches!((told, own), ("exports", "importer") | ("imports", "exporter"));
        let names_somebody = areas.iter().any(|named| named.span.start >= end && named.span.end <= figure.end);
        if end <= self.span.start || !is_other || names_somebody {
            return None;
        }
        let [owner, partner] = ends.map(|role| topic.claim.role(role).cloned());
        Some([(own, owner?), (other, partner?)])
    }

    /// From which year to which something grew, as far as the sentence says: "from 2012
    /// to 2022", "in 2022 on 2012", "since 2019".
    pub(super) fn years_of_growth(
        &self,
        figure: &Range<usize>,
        words: &Words,
    ) -> Vec<(RoleName, Period, &Range<usize>)> {
        // "Up 18 percent from 2012": a year by itself is a number.
        let years = self.mentions.iter().filter_map(|mention| match mention.what {
            Mentioned::Period(When::At(period) | When::Since(period)) => Some((period, &mention.span)),
            _ => Some((self.bare_year(mention)?, &mention.span)),
        });
        let mut range = years.clone().filter(|(period, _)| matches!(period, Period::Years { .. }));
        if let Some((Period::Years { from, to }, span)) = range.next() {
            return vec![("before", Period::Year(from), span), ("time", Period::Year(to), span)];
        }
        let is_before = |span: &Range<usize>| is_compared(self.text, span);
        let before = years.filter(|(period, span)| matches!(period, Period::Year(_)) && is_before(span));
        let before = before.min_by_key(|(_, span)| self.away(figure, span));
        let time = self.time_of(figure, false, words);
        let before = before.map(|(period, span)| ("before", period, span));
        before.into_iter().chain(time.map(|(period, span)| ("time", period, span))).collect()
    }

    /// How far a figure is from the word beside which its trigger is one, the nearer
    /// before it.
    pub(super) fn away_from_also(&self, trigger: &Trigger, words: &Words, figure: &Range<usize>) -> usize {
        trigger.also_places(words).map(|place| self.distance(words, &place, figure)).min().unwrap_or_default()
    }
}

/// Of which flow a claim is, and whose it is and with whom.
fn flow(topic: &Understood) -> Option<(&'static str, [RoleName; 2])> {
    let told = match topic.claim.role("flow") {
        Some(Said::Text(flow)) => FLOWS.into_iter().find(|known| known == flow),
        _ => Some("total"),
    };
    match topic.claim.kind.as_str() {
        "goods-growth" => Some((told?, ["a", "b"])),
        "goods-exports" => Some(("exports", ["exporter", "importer"])),
        "goods-imports" => Some(("imports", ["importer", "exporter"])),
        "goods-balance" => Some(("balance", ["reporter", "partner"])),
        _ => None,
    }
}
