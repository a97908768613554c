//! How long each border of a list of neighbours is.

use std::ops::Range;

use attache_fact::{Claim, Printed, Said};
use attache_language::read::{Mention, Mentioned, Stance, Understood};
use attache_model::{Code, Decimal, unit};

use super::{
    Composed, Sentence,
    parties::{Named, Side},
};
use crate::{compare::measured_as, trigger::Words};

impl Sentence<'_> {
    /// The lengths that stand behind the names of neighbours: "bordered by Brazil (3,403 km) and
    /// Peru (1,212 km)".
    pub(super) fn borders(&self) -> Vec<Composed> {
        let lists = self.topics.iter().filter(|(place, topic)| {
            let is_list = matches!(topic.claim.kind.as_str(), "land-neighbors" | "land-boundary-total");
            is_list && place.start >= self.span.start && !place.is_empty()
        });
        let mut borders = Vec::new();
        for (place, topic) in lists {
            // "7,252 km of land borders with five countries: Brazil (3,403 km), Peru (1,212 km)",
            // "Boundaries: Brazil, 1,050 km.; Argentina, 541 km."
            let is_parted = self.text.get(place.end..self.span.end).is_some_and(|rest| rest.contains(';'));
            let is_of_names = topic.claim.kind == "land-neighbors" && !is_parted;
            let end = if is_of_names { place.end } else { self.span.end };
            let is_within = |mention: &&Mention| place.start <= mention.span.start && mention.span.end <= end;
            let within: Vec<&Mention> = self.mentions.iter().filter(is_within).collect();
            borders.extend(within.windows(2).filter_map(|pair| match pair {
                [neighbor, length] => self.border(topic, neighbor, length, is_parted),
                _ => None,
            }));
        }
        borders
    }

    /// The lengths behind one of all borders, each with whom it is told to be: "of its 8,082
    /// kilometers of land borders, 4,630 are shared with China and 3,452 with Russia".
    pub(super) fn shared_borders<'c>(
        &'c self,
        composed: &'c [Composed],
        areas: &[Named<'_>],
        words: &Words,
    ) -> Vec<Composed> {
        let composed_first = |one: &'c Composed| Some((one.span.end, one.readings.first()?));
        let told = self.topics.iter().filter(|(place, _)| place.start >= self.span.start && !place.is_empty());
        let told = told.map(|(place, topic)| (place.end, topic)).chain(composed.iter().filter_map(composed_first));
        let total = told.into_iter().find(|(_, first)| first.claim.kind == "land-boundary-total");
        let Some((end, total)) = total else { return Vec::new() };
        let is_told = |mention: &Mention| {
            composed.iter().any(|one| one.span.start <= mention.span.start && mention.span.end <= one.span.end)
        };
        let lengths =
            self.mentions.iter().filter(|it| end <= it.span.start && !self.is_claimed(&it.span) && !is_told(it));
        lengths.filter_map(|length| self.shared_border(total, length, areas, words)).collect()
    }

    fn shared_border(
        &self,
        total: &Understood,
        length: &Mention,
        areas: &[Named<'_>],
        words: &Words,
    ) -> Option<Composed> {
        const FEW: usize = 4;
        let Mentioned::Figure(printed) = &length.what else { return None };
        // A number of two digits may be one of years.
        let is_bare = printed.unit == unit::COUNT && printed.value >= Decimal::ONE_HUNDRED;
        let in_km = if is_bare { Some(Printed { unit: unit::KM, ..*printed }) } else { measured_as(printed, unit::KM) };
        let in_km = in_km.filter(|_| is_bare || printed.unit != unit::COUNT)?;
        let with = areas.iter().find(|named| named.span.start >= length.span.end)?;
        let gap = self.text.get(length.span.end..with.span.start)?;
        let is_its = self.side(with, words) == Side::With
            && words.between(length.span.end, with.span.start) <= FEW
            && !gap.contains(|c: char| matches!(c, ';' | '(' | ':') || c.is_ascii_digit());
        let mut roles = vec![("b", Said::Area(with.area)), ("length", Said::Figure(in_km))];
        roles.extend(total.claim.role("subject").map(|subject| ("a", subject.clone())));
        let spans = vec![("b", with.span.clone()), ("length", length.span.clone())];
        is_its.then(|| Composed {
            span: length.span.start..with.span.end,
            readings: vec![Understood { claim: Claim { kind: Code::from_static("land-border"), roles }, spans }],
            stance: Stance::Asserted,
            is_unsure: false,
            even: 1,
            known: self.known.clone(),
        })
    }

    /// Whether words go on to the one neighbour with whom a border is, or come from it: "with South
    /// Africa alone it shares 1,969 kilometers of frontier".
    pub(super) fn is_with_one(&self, place: &Range<usize>, areas: &[Named<'_>], words: &Words) -> bool {
        const FEW: usize = 2;
        areas.iter().any(|named| {
            let is_next = named.span.start >= place.end && words.between(place.end, named.span.start) <= FEW;
            let ahead = self.text.get(named.span.end..place.start);
            let is_of_clause = ahead.is_some_and(|ahead| !ahead.contains(", ") && !ahead.contains([';', ':']));
            (is_next || is_of_clause) && self.side(named, words) == Side::With
        })
    }

    fn border(&self, topic: &Understood, neighbor: &Mention, length: &Mention, is_parted: bool) -> Option<Composed> {
        let (Mentioned::Area { areas, .. }, Mentioned::Figure(printed)) = (&neighbor.what, &length.what) else {
            return None;
        };
        let is_told = |(_, topic): &(Range<usize>, Understood)| {
            topic.spans.iter().any(|(role, span)| *role == "length" && *span == length.span)
        };
        if self.topics.iter().any(is_told) {
            return None;
        }
        let gap = self.text.get(neighbor.span.end..length.span.start)?.trim();
        let is_length = measured_as(printed, unit::KM).is_some() && printed.unit != unit::COUNT;
        let is_beside = matches!(gap, "" | "(" | ":" | "–" | "—" | "-") || gap == "," && is_parted;
        if !is_length || !is_beside {
            return None;
        }
        // Nobody tells a border to the meter: "2,659 km" has thousands, whatever the language.
        let thousand = Decimal::ONE_THOUSAND;
        let printed = &match printed.step == Decimal::new(1, 3) {
            true => Printed { value: printed.value * thousand, step: printed.step * thousand, ..*printed },
            false => *printed,
        };
        let mut roles = vec![("b", Said::Area(*areas.first()?)), ("length", Said::Figure(*printed))];
        roles.extend(topic.claim.role("subject").map(|subject| ("a", subject.clone())));
        let spans = vec![("b", neighbor.span.clone()), ("length", length.span.clone())];
        let claim = Claim { kind: Code::from_static("land-border"), roles };
        let is_closed = gap == "(" && self.text.get(length.span.end..).is_some_and(|rest| rest.starts_with(')'));
        Some(Composed {
            span: neighbor.span.start..length.span.end + usize::from(is_closed),
            readings: vec![Understood { claim, spans }],
            stance: Stance::Asserted,
            is_unsure: false,
            even: 1,
            known: self.known.clone(),
        })
    }
}
