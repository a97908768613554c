//! Whether a flow that a sentence gives went up or down, where no figure says by how
//! much: "at $520 million, were down on 2021".

use std::ops::Range;

use attache_fact::{Claim, RoleName, Said};
use attache_language::read::{Mention, Mentioned, Understood};
use attache_model::{Code, Period, unit};

use super::{Composed, Sentence, is_of_compared_figure};
use crate::{
    draft::year,
    trigger::{List, Triggers, Words},
};

/// No further behind a figure, or before it, do words say which way it went,
const NEAR: usize = 4;

/// and no further before one that is reached.
const NEAR_END: usize = 7;

impl Sentence<'_> {
    /// The directions of the flows that are given, of each at most one.
    pub(super) fn directions(&self, composed: &[Composed], words: &Words) -> Vec<Composed> {
        let own = composed.iter().filter_map(|one| one.readings.first());
        let said = self.topics.iter().filter(|(place, _)| place.end > self.span.start).map(|(_, topic)| topic);
        let flows: Vec<&Understood> = own.chain(said).collect();
        // What has its change told is not told again.
        let has_change = |flow: &Understood| {
            let name = way(flow).map(|(name, _)| name);
            let is_its = |told: &Understood| match told.claim.role("flow") {
                Some(Said::Text(told)) => Some(told.as_str()) == name,
                _ => true,
            };
            flows.iter().any(|told| told.claim.kind == "goods-growth" && is_its(told))
        };
        flows.iter().filter(|flow| !has_change(flow)).filter_map(|flow| self.direction(flow, words)).collect()
    }

    fn direction(&self, flow: &Understood, words: &Words) -> Option<Composed> {
        let (name, ends) = way(flow)?;
        let (_, figure) = flow.spans.iter().find(|(role, _)| *role == "value")?;
        let triggers = Triggers::of(self.wordings.language());
        let (place, sign) = told_of(figure, self.text, self.mentions, words, triggers)?;
        let before = self.compared_year(&place);
        // "Narrowed from the $10 billion of 2013": of which year it is itself, that does not say.
        let is_from_figure = |other: &Mention| {
            let gap = self.text.get(place.end..other.span.start).unwrap_or("-");
            other.span.start >= place.end
                && self.is_compared_figure(&other.span, words)
                && gap.split_whitespace().count() <= NEAR
        };
        if before.is_none() && self.others(figure).any(is_from_figure) {
            return None;
        }
        // "Exports, at $520 million, were up on 2021".
        let after = before.and_then(|(before, _)| before.shifted(1));
        let known = match self.known.periods.as_slice() {
            [one] if self.years() <= 1 => Some(*one),
            _ => None,
        };
        let time = match flow.claim.role("time") {
            Some(Said::Period(time)) => *time,
            Some(_) => return None,
            None => after.or(known)?,
        };
        if !matches!(time, Period::Year(_)) {
            return None;
        }
        // "Slipped to $9.8 billion, from $10.7 billion in 2018".
        let told = flow.spans.iter().find(|(role, _)| *role == "time");
        if told.is_some_and(|(_, told)| self.has_figure(figure.end..told.start.max(figure.end))) {
            return None;
        }
        // "Our deficit, $123.5 million in 2021, more than doubled": from that year on.
        let ends_aside = |told: &Range<usize>| {
            let ahead = self.text.get(self.span.start..figure.start).unwrap_or_default();
            let behind = self.text.get(told.end..place.start).unwrap_or_default();
            ahead.trim_end().ends_with(',') && behind.starts_with(',')
        };
        if before.is_none() && told.is_some_and(|(_, told)| ends_aside(told)) {
            return None;
        }
        // "Narrowed from the $10 billion of 2013": of the other one's year.
        let language = self.wordings.language();
        let is_compared = |told: &Range<usize>| {
            is_of_compared_figure(self.text, &self.span, self.mentions, told, language)
                || self.others(figure).any(|other| self.is_right_behind(&other.span, told))
        };
        if told.is_some_and(|(_, told)| is_compared(told)) {
            return None;
        }
        let mut roles: Vec<(RoleName, Said)> = vec![
            ("flow", Said::Text(name.to_owned())),
            (sign, Said::Text(sign.to_owned())),
            ("time", Said::Period(time)),
        ];
        roles.extend(before.map(|(period, _)| ("before", Said::Period(period))));
        for sign in ["surplus", "deficit"] {
            roles.extend(flow.claim.role(sign).map(|said| (sign, said.clone())));
        }
        let areas = ["a", "b"].into_iter().zip(ends);
        roles.extend(areas.filter_map(|(role, end)| Some((role, flow.claim.role(end)?.clone()))));
        let end = before.map_or(place.end, |(_, span)| span.end);
        Some(Composed {
            span: place.start..end.max(place.end),
            readings: vec![Understood {
                claim: Claim { kind: Code::from_static("goods-growth"), roles },
                spans: vec![(sign, place.clone())],
            }],
            stance: self.stance(false, words, &place),
            is_unsure: false,
            even: 1,
            known: self.known.clone(),
        })
    }

    /// The year right behind words, with which they compare.
    fn compared_year(&self, place: &Range<usize>) -> Option<(Period, &Range<usize>)> {
        // The year has the last of the words: "up on 2021".
        let behind =
            self.mentions.iter().filter(|mention| mention.span.end > place.end && mention.span.start > place.start);
        let is_next = |span: &Range<usize>| {
            let gap = self.text.get(place.end..span.start.max(place.end));
            gap.is_some_and(|gap| gap.split_whitespace().count() <= 1 && !gap.contains(','))
        };
        behind.filter(|mention| is_next(&mention.span)).find_map(|mention| Some((year(mention)?, &mention.span)))
    }
}

/// Which flow a claim gives, and the roles of whom it is between.
fn way(flow: &Understood) -> Option<(&'static str, [RoleName; 2])> {
    match flow.claim.kind.as_str() {
        "goods-exports" => Some(("exports", ["exporter", "importer"])),
        "goods-imports" => Some(("imports", ["importer", "exporter"])),
        "goods-trade" => Some(("total", ["a", "b"])),
        "goods-balance" => Some(("balance", ["reporter", "partner"])),
        _ => None,
    }
}

/// Which way words right beside a figure say that it went, where they agree.
pub(crate) fn told_of(
    figure: &Range<usize>,
    text: &str,
    mentions: &[Mention],
    words: &Words,
    triggers: &Triggers,
) -> Option<(Range<usize>, RoleName)> {
    let is_its = |place: &Range<usize>| is_of_figure(place, figure, text, mentions, words, triggers);
    let mut beside = triggers.directions(words).filter(|(place, _)| is_its(place));
    let first = beside.next()?;
    beside.all(|(_, sign)| sign == first.1).then_some(first)
}

/// Whether words stand right beside a figure, and no other one nearer to them.
fn is_of_figure(
    place: &Range<usize>,
    figure: &Range<usize>,
    text: &str,
    mentions: &[Mention],
    words: &Words,
    triggers: &Triggers,
) -> bool {
    // From what something fell is not what fell.
    let is_from = text.get(place.clone()).and_then(|own| own.split_whitespace().next_back());
    let is_departure = words.before(figure.start).is_some_and(|word| triggers.departs(word))
        || is_from.is_some_and(|word| triggers.departs(word));
    let is_behind = place.start >= figure.end;
    let gap = if is_behind { figure.end..place.start } else { place.end..figure.start.max(place.end) };
    let between = text.get(gap.clone()).unwrap_or_default();
    let joins = between.split_whitespace().any(|word| List::Joining.has(word));
    // "Widened by nearly half, to $6.9 billion", "fell again, reaching $5 billion".
    let is_reached = !is_behind
        && between.split_whitespace().any(|word| List::Reaching.has(word))
        && between.matches(',').count() <= 1;
    let is_parted = joins
        || between.contains([';', '(', ')', '—', '–', ':'])
        || (!is_behind && between.contains(',') && !is_reached);
    let figures = || mentions.iter().filter(|mention| matches!(mention.what, Mentioned::Figure(_)));
    // By how much does not part them.
    let is_part = |mention: &Mention| matches!(&mention.what, Mentioned::Figure(by) if by.unit == unit::PERCENT);
    let mut within = figures().filter(|mention| gap.start <= mention.span.start && mention.span.end <= gap.end);
    let has_figure = within.any(|mention| !(is_reached && is_part(mention)));
    let furthest = if is_reached { NEAR_END } else { NEAR };
    // What goes on to another figure is that one's: "$2 billion, up 5 percent", "rose to $3 billion".
    let is_of_next = is_behind
        // "Having leapt to $769 million in 2019, dropped back to".
        && (words.behind(place.end, 2).any(|word| List::Reaching.has(word))
            || figures().any(|other| {
                let is_other = other.span != *figure && other.span.start >= place.end;
                is_other && words.between(place.end, other.span.start) == 0
            }));
    words.between(gap.start, gap.end) <= furthest && !is_parted && !has_figure && !is_of_next && !is_departure
}
