//! Whether what is composed can be about nothing else, so that what it does not fit
//! is wrong.

use std::ops::Range;

use attache_fact::{RoleName, Said};
use attache_language::read::{Mention, Mentioned, Naming, Understood, When};
use attache_model::{plain, unit};

use super::{
    NEAR, Sentence, is_where,
    parties::{Named, Near},
};
use crate::trigger::{List, Measure, Triggers, Words};

impl Sentence<'_> {
    /// Whether a date can be no other than that of the words beside it, and of whom
    /// it is told.
    pub(super) fn is_sure(&self, near: &Near<'_>, first: Option<&Understood>) -> bool {
        let &Near { trigger, place, figure, areas, words } = near;
        if self.is_label(words) {
            return true;
        }
        let dating = self.dating(figure, words).map(|(_, place)| place);
        let dated = dating.filter(|_| trigger.kind == "agreement").unwrap_or_else(|| place.clone());
        let names_an_area = |understood: &Understood| {
            let is_area = |(role, said): &(RoleName, Said)| {
                matches!(said, Said::Area(_)) && understood.spans.iter().any(|(other, _)| other == role)
            };
            understood.claim.roles.iter().any(is_area)
        };
        // Of several dates any may be that of something else.
        let is_year = |mention: &&Mention| matches!(mention.what, Mentioned::Period(When::At(_) | When::Since(_)));
        let is_open = |mention: &&Mention| mention.span == *figure || !self.is_claimed(&mention.span);
        if trigger.kind != "agreement" && self.mentions.iter().filter(is_year).filter(is_open).count() > 1 {
            return false;
        }
        // Where nobody else is named, it is of whom the document tells.
        let is_known = |named: &Named<'_>| self.known.about.contains(&named.area);
        let is_whose = areas.iter().all(is_known) || first.is_some_and(names_an_area);
        // "No treaty with Madagascar, though France (whose treaty is in force since 2005)".
        let is_of_claim = |named: &Named<'_>| {
            first.is_some_and(|first| first.claim.roles.iter().any(|(_, said)| *said == Said::Area(named.area)))
        };
        let within = dated.start.min(place.start)..figure.start;
        let is_between = |named: &&Named<'_>| within.start <= named.span.start && named.span.end <= within.end;
        let has_another =
            trigger.kind == "agreement" && areas.iter().filter(is_between).any(|named| !is_of_claim(named));
        // "Signed in 2002, but no investment treaty".
        let behind = self.text.get(figure.end..place.start.max(figure.end)).unwrap_or_default();
        let is_of_next = behind
            .split_once([',', ';'])
            .and_then(|(_, rest)| rest.split_whitespace().next())
            .is_some_and(|word| List::Joining.has(word));
        !trigger.weak && is_whose && !is_of_next && !has_another && self.is_date_of(&dated, figure, words)
    }

    /// Whether a figure may be of something else than its words say: then that it fits
    /// supports it, and that it does not proves nothing.
    pub(super) fn is_loose(&self, near: &Near<'_>, first: &Understood) -> bool {
        let &Near { trigger, figure, areas, words, .. } = near;
        // "In seven years" it is the sum of them.
        let is_years =
            |mention: &Mention| matches!(&mention.what, Mentioned::Figure(figure) if figure.unit == unit::YEARS);
        // "From Fiscal Year 2012 through FY 2020".
        let is_until = |mention: &Mention| matches!(mention.what, Mentioned::Period(When::Until(_)));
        let is_sum = trigger.measure == Measure::Money && self.mentions.iter().any(|it| is_years(it) || is_until(it));
        // "Almost half" of what, the words must say.
        let is_in_words = !self.text.get(figure.clone()).unwrap_or_default().contains(|c: char| c.is_ascii_digit());
        let is_of_flow = matches!(trigger.kind.as_str(), "partner-share" | "goods-growth");
        let is_vague = trigger.measure == Measure::Percent && is_in_words && !is_of_flow;
        // Of several years named, none of which is said to be the figure's.
        let is_timeless = first.claim.role("time").is_none() && self.years() > 1;
        let is_of_partner = matches!(trigger.kind.as_str(), "partner-share" | "goods-rank");
        let partner = first.claim.role("partner").filter(|_| is_of_partner);
        // What grew is named beside it.
        let grew = |also: Range<usize>| {
            let between = also.end.min(figure.start)..figure.start;
            also.end <= figure.start && words.between(between.start, between.end) <= NEAR && !self.has_figure(between)
        };
        // "80 percent of these purchases" may be anything's part of them.
        let is_unnamed = trigger.kind == "partner-share" && !first.spans.iter().any(|(role, _)| *role == "partner");
        let is_of_topic = first.claim.role("flow").is_some() && trigger.flow.is_none();
        let is_of_nothing = trigger.kind == "goods-growth" && !is_of_topic && !trigger.also_places(words).any(grew);
        let is_anybody_s = partner.is_some_and(|partner| !self.is_beside_only(partner, figure, areas));
        // Whose partner it is, the text says beside the words or by what it is about.
        let owner = areas.iter().find(|named| first.claim.role("subject") == Some(&Said::Area(named.area)));
        let is_owner_s = owner.is_none_or(|owner| {
            let is_own = matches!(owner.how, Naming::Possessive | Naming::Adjective | Naming::Of);
            is_own || self.known.about.last() == Some(&owner.area)
        });
        // A year in brackets behind another figure is that one's; that behind another balance too:
        // "a surplus of $234 million in 2021, it became a deficit of $158 million".
        let is_of_balance = trigger.kind == "goods-balance";
        let is_lent = first.spans.iter().any(|(role, time)| {
            // "55.9 million (2022 estimate), of which 29.5 percent".
            const REMARK: usize = 16;
            let rest = self.text.get(time.end..).and_then(|rest| rest.split_once(')'));
            let is_remark = |remark: &str| {
                remark.len() <= REMARK && !remark.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | ',' | ';'))
            };
            let is_closed = rest.is_some_and(|(remark, _)| is_remark(remark));
            *role == "time"
                && (is_closed || is_of_balance)
                && self.others(figure).any(|other| self.is_right_behind(&other.span, time))
        });
        is_sum
            || is_lent
            || (is_of_partner && !is_owner_s)
            || (trigger.kind == "partner-share" && Triggers::of(self.wordings.language()).changes(words, figure))
            || is_vague
            || is_unnamed
            || is_timeless
            || is_anybody_s
            || is_of_nothing
            || !(self.is_tight(near, words) || self.is_partner_s(near, partner) || self.is_contrasted(near, words))
            || areas.iter().any(|named| is_where(self.text, named.span))
    }

    /// Whether the words stand right beside the figure, with nothing between that could
    /// have it be another's; a label has its value anywhere.
    fn is_tight(&self, near: &Near<'_>, words: &Words) -> bool {
        const BEHIND: usize = 2;
        let &Near { place, figure, .. } = near;
        let is_behind = place.start >= figure.end;
        let (from, to) = if is_behind { (figure.end, place.start) } else { (place.end, figure.start) };
        let between = self.text.get(from..to.max(from)).unwrap_or_default();
        // "Imports from Jamaica, mostly of alumina and spirits, reached $806 million": what stands
        // between commas parts nothing.
        let aside = between.find(',').zip(between.rfind(',')).filter(|(open, close)| !is_behind && open < close);
        let aside = aside.map(|(open, close)| from + open..from + close + 1).filter(|aside| {
            let is_short = words.between(from, aside.start) <= BEHIND && words.between(aside.end, to) <= BEHIND;
            is_short && !self.has_figure(aside.clone())
        });
        let left = |from: usize, to: usize| self.text.get(from..to).unwrap_or_default();
        // "At $5.8 billion, goods trade in 2022 was the highest on record".
        let is_fronted =
            is_behind && between.starts_with(',') && List::Fronting.has(left(self.span.start, figure.start).trim());
        let (between, count) = match aside {
            Some(aside) => (
                format!("{}{}", left(from, aside.start), left(aside.end, to)),
                words.between(from, aside.start) + words.between(aside.end, to),
            ),
            None => (between.to_owned(), words.between(from, to)),
        };
        let between = if is_fronted { between.trim_start_matches(',') } else { between.as_str() };
        let is_near = count <= if is_behind { BEHIND } else { NEAR };
        let parts = |word: &str| List::Joining.has(word) || List::When.has(word);
        // "The first supplier, with 22 percent" is one thing.
        let carried = between.rsplit_once(',').filter(|(_, rest)| {
            let mut words = rest.split_whitespace();
            words.next().is_some_and(|word| List::Carrying.has(word)) && words.count() <= 2
        });
        let between = carried.map_or(between, |(before, _)| before);
        let is_parted = between.contains([',', ';', '(', ')', '—', '–']) || between.split_whitespace().any(parts);
        // "Exports 7.8 billion, imports 6.5": the words behind are the next figure's.
        let is_next_s = is_behind && between.contains([',', ';']);
        (self.is_label(words) && !is_next_s) || (is_near && !is_parted && !self.has_figure(from..to))
    }

    /// Whether a figure is told beside another of its unit, with which it is compared, and has
    /// a period of its own: "$831 million in 2020 after $590 million in 2019".
    fn is_contrasted(&self, near: &Near<'_>, words: &Words) -> bool {
        let &Near { place, figure, .. } = near;
        let unit = |mention: &Mention| match &mention.what {
            Mentioned::Figure(printed) => Some(printed.unit),
            _ => None,
        };
        let own = self.mentions.iter().find(|mention| mention.span == *figure).and_then(unit);
        let between: Vec<&Mention> =
            self.others(figure).filter(|it| place.end <= it.span.start && it.span.end <= figure.start).collect();
        let is_timed = self.time(figure, words).is_some_and(|(_, span)| self.is_right_behind(figure, span));
        matches!(between.as_slice(), [one] if unit(one) == own) && is_timed && self.is_compared_figure(figure, words)
    }

    /// Whether a share is its partner's alone, right beside which it stands, by words of
    /// the same part of the sentence: "ahead of the Emirates with 18 per cent".
    fn is_partner_s(&self, near: &Near<'_>, partner: Option<&Said>) -> bool {
        let &Near { trigger, place, figure, areas, .. } = near;
        let between = self.text.get(place.end.min(figure.end)..figure.start.max(place.start)).unwrap_or_default();
        // "A customer and China (13 %) a supplier".
        // "Of exports, while China (24 %) was the main source of imports".
        let is_next = between.split_whitespace().next().is_some_and(|word| List::Joining.has(word))
            || between.split_whitespace().any(|word| List::Contrasts.has(word));
        let is_share = trigger.kind == "partner-share" && !is_next && !between.contains([';', '—', '–']);
        let is_its_share = is_share && partner.is_some_and(|partner| self.is_beside(partner, figure, areas));
        is_its_share || (trigger.kind == "goods-rank" && partner.is_some_and(|partner| self.has_rank(near, partner)))
    }

    /// Whether a partner has a place in the order that words before it tell of, and nobody
    /// else is named: "As a source of American imports, Bangladesh stood in 17th place".
    fn has_rank(&self, near: &Near<'_>, partner: &Said) -> bool {
        const FURTHEST: usize = 3;
        let &Near { place, figure, areas, words, .. } = near;
        let is_it = |named: &&Named<'_>| Said::Area(named.area) == *partner;
        let others = areas.iter().filter(|named| !is_it(named));
        let is_between = |named: &&Named<'_>| place.end <= named.span.start && named.span.end <= figure.start;
        let own = areas.iter().filter(is_it).find(is_between);
        let is_known = |named: &Named<'_>| self.known.about.contains(&named.area);
        own.is_some_and(|own| {
            let gap = self.text.get(own.span.end..figure.start).unwrap_or_default();
            let ahead = self.text.get(place.end..own.span.start).unwrap_or_default();
            words.between(own.span.end, figure.start) <= FURTHEST
                && words.between(place.end, own.span.start) <= FURTHEST
                && !gap.contains([',', ';', '('])
                && !ahead.contains([';', '('])
                && !self.has_figure(place.end..figure.start)
        }) && others.into_iter().all(is_known)
    }

    /// Whether a partner stands beside its share, or is the only one who is named.
    pub(super) fn is_beside_only(&self, partner: &Said, figure: &Range<usize>, areas: &[Named<'_>]) -> bool {
        let is_other =
            |named: &Named<'_>| !self.known.about.contains(&named.area) && Said::Area(named.area) != *partner;
        self.is_beside(partner, figure, areas) || !areas.iter().any(is_other)
    }

    /// Whether a partner stands beside its share.
    fn is_beside(&self, partner: &Said, figure: &Range<usize>, areas: &[Named<'_>]) -> bool {
        let is_it = |named: &&Named<'_>| Said::Area(named.area) == *partner;
        let gap = |named: &Named<'_>| match named.span.end <= figure.start {
            true => self.text.get(named.span.end..figure.start),
            false => self.text.get(figure.end..named.span.start),
        };
        // "28 percent came from Italy".
        let prepositions = &Triggers::of(self.wordings.language()).words;
        let comes = |gap: &str| {
            let mut words = gap.split_whitespace().map(plain);
            let last = words.next_back();
            let is_one = |list: &[String]| last.as_ref().is_some_and(|last| list.contains(last));
            words.count() == 1 && (is_one(&prepositions.from) || is_one(&prepositions.to))
        };
        let is_short =
            |gap: &str| (gap.split_whitespace().count() <= 1 || comes(gap)) && !gap.contains([',', ';', '.']);
        // Of "China and Vietnam supply" it is neither's.
        let is_alone = |named: &&Named<'_>| areas.iter().filter(|other| other.span == named.span).count() == 1;
        areas.iter().filter(is_it).filter(is_alone).filter_map(gap).any(is_short)
    }

    /// Whether a date can only be that of the words: in their clause, near, and the
    /// nearest to them.
    fn is_date_of(&self, words_at: &Range<usize>, date: &Range<usize>, words: &Words) -> bool {
        let triggers = Triggers::of(self.wordings.language());
        let (from, to) = (words_at.end.min(date.end), words_at.start.max(date.start));
        let between = self.text.get(from..to.max(from)).unwrap_or_default();
        let is_apart = between.contains([',', ';', '(', '—', '–']);
        let others = self.mentions.iter().filter(|mention| matches!(mention.what, Mentioned::Period(_)));
        let nearest = others.map(|mention| self.distance(words, words_at, &mention.span)).min();
        !is_apart
            && words.between(from, to) <= NEAR
            && nearest == Some(self.distance(words, words_at, date))
            && !triggers.parts(words, words_at, date)
    }
}
