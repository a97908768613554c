//! Since when somebody holds an office.

use std::ops::Range;

use attache_fact::{Claim, Said};
use attache_language::read::{Mention, Mentioned, Understood, When};
use attache_model::Code;

use super::{
    Composed, NEAR, Sentence,
    parties::{Named, Near},
};
use crate::trigger::{List, Measure, Trigger, Triggers, Words};

/// Kinds of who holds an office.
const OFFICES: [&str; 2] = ["leader", "chief-of-mission"];

impl Sentence<'_> {
    /// The beginning of the term of whom the text has just told: "He took over in July 2022".
    pub(super) fn term_of_topic(&self, date: &Mention, composed: &[Composed], words: &Words) -> Option<Composed> {
        let Mentioned::Period(When::At(period) | When::Since(period)) = date.what else { return None };
        let (end, topic) = self.topic(date.span.start, composed)?;
        let claim = &topic.claim;
        let is_open = claim.role("person").is_some() && !matches!(claim.role("since"), Some(Said::Period(_)));
        if !OFFICES.contains(&claim.kind.as_str()) || !is_open {
            return None;
        }
        let from = end.max(self.span.start);
        let is_between = |name: &Range<usize>| from <= name.start && name.end <= date.span.start;
        let triggers = Triggers::of(self.wordings.language());
        let ahead = self.text.get(from..date.span.start).unwrap_or_default();
        if !triggers.begins_before(words, &date.span, NEAR)
            || self.names().iter().any(is_between)
            || ahead.contains('(')
        {
            return None;
        }
        let mut roles = claim.roles.clone();
        roles.retain(|(role, _)| *role != "since");
        roles.push(("since", Said::Period(period)));
        let understood =
            Understood { claim: Claim { kind: claim.kind, roles }, spans: vec![("since", date.span.clone())] };
        Some(self.term(date.span.clone(), vec![understood], 1, words))
    }

    /// Who holds an office, by title, name and since when, whatever else the sentence tells:
    /// "President Ann Bee, in office since 1 March 2020, paid a visit".
    pub(super) fn terms(&self, composed: &[Composed], areas: &[Named<'_>], words: &Words) -> Vec<Composed> {
        let triggers = Triggers::of(self.wordings.language());
        let has_since = self.mentions.iter().any(|it| matches!(it.what, Mentioned::Period(When::Since(_))));
        let mut terms: Vec<Composed> = Vec::new();
        if !has_since {
            return terms;
        }
        let names = self.names();
        let is_title = |trigger: &&Trigger| {
            OFFICES.contains(&trigger.kind.as_str()) && trigger.measure == Measure::Person && !trigger.is_verb
        };
        for trigger in triggers.all.iter().filter(is_title) {
            for place in trigger.word_places(words) {
                let is_bygone = words.before(place.start).is_some_and(|word| List::Bygone.has(word));
                let is_right_behind = |name: &&Range<usize>| {
                    let gap = self.text.get(place.end..name.start);
                    gap.is_some_and(|gap| gap.chars().all(|c| c == ' ' || c == '.'))
                };
                let Some(name) = names.iter().find(is_right_behind).filter(|_| !is_bygone) else { continue };
                let since = self.mentions.iter().filter(|it| it.span.start >= name.end).find_map(|it| match it.what {
                    Mentioned::Period(When::Since(period)) => Some((period, it.span.clone())),
                    _ => None,
                });
                let since = since.filter(|(_, span)| self.is_apposed(name, span, &names, words));
                let Some((period, span)) = since else { continue };
                let is_told = |other: &Composed| other.span.start < span.end && name.start < other.span.end;
                if self.is_claimed(name) || self.is_claimed(&span) || composed.iter().chain(&terms).any(is_told) {
                    continue;
                }
                let (parties, even) = self.parties(&Near { trigger, place: &place, figure: name, areas, words });
                let person = self.text.get(name.clone()).unwrap_or_default().to_owned();
                let readings = parties.into_iter().map(|parties| {
                    let mut roles = vec![("person", Said::Text(person.clone())), ("since", Said::Period(period))];
                    roles.extend(trigger.office.iter().map(|office| ("office", Said::Text(office.clone()))));
                    roles.extend(parties.iter().map(|(role, area, _)| (*role, Said::Area(*area))));
                    let claim = Claim { kind: Code::new(&trigger.kind), roles };
                    Understood { claim, spans: vec![("person", name.clone()), ("since", span.clone())] }
                });
                let readings: Vec<Understood> = readings.collect();
                if !readings.is_empty() {
                    terms.push(self.term(place.start..span.end, readings, even, words));
                }
            }
        }
        terms
    }

    /// Whether since when stands behind a name, with nobody else between.
    fn is_apposed(&self, name: &Range<usize>, since: &Range<usize>, names: &[Range<usize>], words: &Words) -> bool {
        let gap = self.text.get(name.end..since.start).unwrap_or_default();
        let is_between = |other: &Range<usize>| name.end <= other.start && other.end <= since.start;
        words.between(name.end, since.start) <= NEAR
            && !gap.contains([';', ':'])
            && !gap.split_whitespace().any(|word| List::Joining.has(word))
            && !names.iter().any(is_between)
    }

    fn term(&self, span: Range<usize>, readings: Vec<Understood>, even: usize, words: &Words) -> Composed {
        let stance = self.stance(false, words, &span);
        Composed { span, readings, stance, is_unsure: true, even, known: self.known.clone() }
    }
}
