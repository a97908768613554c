//! Of which year a claim is, where the words beside it lend one or take it away.

use std::ops::Range;

use attache_fact::{RoleName, Said};
use attache_language::read::{Mention, Mentioned, Understood};
use attache_model::Period;

use super::{Around, shifted, with, without, year};
use crate::{
    compose::{self, MEASURED},
    trigger::{List, Triggers},
};

impl Around<'_> {
    /// The period of "for Rwanda in fiscal year 2017" is the amount's.
    pub(super) fn with_time_of_purpose(&self, understood: &mut Understood) {
        let span = |name: &str| understood.spans.iter().find(|(role, _)| *role == name).map(|(_, span)| span.clone());
        let (Some(purpose), None) = (span("purpose"), understood.claim.role("time")) else { return };
        let end = self
            .text
            .get(purpose.clone())
            .and_then(|words| words.find([',', ';', '(']))
            .map_or(purpose.end, |at| purpose.start + at);
        let within = shifted(&(purpose.start..end), self.start);
        let is_within = |mention: &&Mention| within.start <= mention.span.start && mention.span.end <= within.end;
        let period =
            self.mentions.iter().filter(is_within).find_map(|mention| Some((year(mention)?, mention.span.clone())));
        if let Some((period, span)) = period {
            understood.claim.roles.push(("time", Said::Period(period)));
            understood.spans.push(("time", span.start - self.start..span.end - self.start));
        }
    }

    /// Of "May 18, 2018" the year alone is no date of a claim.
    pub(super) fn without_cut_date(&self, understood: &mut Understood) {
        let is_cut = |(role, span): &(RoleName, Range<usize>)| {
            let is_year = matches!(understood.claim.role(role), Some(Said::Period(Period::Year(_))));
            let before = self.text.get(..span.start).and_then(|text| text.strip_suffix(", "));
            is_year && before.is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()))
        };
        let cut: Vec<RoleName> = understood.spans.iter().filter(|one| is_cut(one)).map(|(role, _)| *role).collect();
        without(understood, &cut);
    }

    /// The year of "smaller than the $3.5 billion of 2021" is not that of what is smaller.
    pub(super) fn without_year_of_compared(&self, understood: &mut Understood) {
        let span = |name: &str| understood.spans.iter().find(|(role, _)| *role == name).map(|(_, span)| span);
        let Some(time) = span("time").map(|span| shifted(span, self.start)) else { return };
        let own = MEASURED.iter().find_map(|role| span(role)).map(|span| shifted(span, self.start));
        let is_own_s = own.is_some_and(|own| own.end <= time.start && !self.has_figure(own.end..time.start));
        let is_compared =
            || compose::is_of_compared_figure(self.block, &self.sentence(), self.mentions, &time, self.language);
        if !is_own_s && is_compared() {
            without(understood, &["time"]);
        }
    }

    /// A year that is lent from a statement before is none, where another has been named since: "fell
    /// in 2020 and rose in 2021; inflation was 3.5 percent".
    pub(super) fn without_passed_year(&self, understood: &mut Understood) {
        let is_lent = !understood.spans.iter().any(|(role, _)| *role == "time");
        let (Some(Said::Period(lent @ Period::Year(_))), true) = (understood.claim.role("time"), is_lent) else {
            return;
        };
        let start = understood.spans.iter().map(|(_, span)| self.start + span.start).min().unwrap_or(self.start);
        let ahead = self.mentions.iter().filter(|mention| mention.span.end <= start);
        if ahead.filter_map(year).next_back().is_some_and(|last| last != *lent) {
            without(understood, &["time"]);
        }
    }

    /// What a sentence without a year tells of "that year" is of the one that was named last.
    pub(super) fn of_that_year(&self, understood: &mut Understood) {
        let is_yearly = attache_fact::find(understood.claim.kind).is_some_and(|kind| kind.states().contains("time"));
        let is_told = self.known.is_of_period && Triggers::of(self.language).is_of_that_year(self.text);
        if let (true, true, [period]) = (is_told, is_yearly, self.known.periods.as_slice())
            && understood.claim.role("time").is_none()
            && !self.mentions.iter().any(|mention| year(mention).is_some())
        {
            understood.claim.roles.push(("time", Said::Period(*period)));
        }
    }

    /// "In 2018 imports reached $352 million; in 2019 they were": the year is that of the next clause.
    pub(super) fn without_time_of_next_clause(&self, understood: &mut Understood) {
        let span = |name: &str| understood.spans.iter().find(|(role, _)| *role == name).map(|(_, span)| span.clone());
        let own = MEASURED.iter().find_map(|role| span(role)).zip(span("time"));
        let gap = own.and_then(|(own, time)| self.text.get(own.end..time.start));
        if gap.is_some_and(|gap| gap.contains([';', ':'])) {
            without(understood, &["time"]);
        }
    }

    /// A year that another part of the sentence lends, and that is of a comparison there, or the
    /// year before another one.
    pub(super) fn without_lent_year(&self, understood: &mut Understood) {
        let is_lent = !understood.spans.iter().any(|(role, _)| *role == "time");
        let is_short = self.text.len() <= compose::LONGEST;
        let lent = match understood.claim.role("time").filter(|_| is_lent && is_short) {
            Some(Said::Period(lent)) => lent,
            Some(Said::Relative(_)) if Triggers::of(self.language).is_previous(self.text) => {
                return without(understood, &["time"]);
            }
            _ => return,
        };
        let mut own = self.mentions.iter().filter(|mention| year(mention) == Some(*lent)).peekable();
        let is_compared = |mention: &Mention| {
            compose::is_of_comparison(self.block, &self.sentence(), self.mentions, &mention.span, self.language)
        };
        if own.peek().is_some() && own.all(is_compared) {
            without(understood, &["time"]);
        }
    }

    /// "Relations followed on August 6, and the embassy opened": the day is that of what came
    /// before.
    pub(super) fn without_date_of_part_before(&self, understood: &mut Understood) {
        let is_date = |role: RoleName| matches!(role, "date" | "signed" | "from" | "until");
        let dated = understood.spans.iter().filter(|(role, _)| is_date(role));
        let others = || understood.spans.iter().filter(|(role, _)| !is_date(role)).map(|(_, span)| span.start);
        let Some(first) = others().min() else { return };
        let is_before = |span: &Range<usize>| {
            let ahead = self.text.get(..span.start).unwrap_or_default();
            let gap = self.text.get(span.end..first.max(span.end)).unwrap_or_default();
            let joins = gap.split_once([',', ';']).and_then(|(_, rest)| rest.split_whitespace().next());
            span.end <= first
                && ahead.split_whitespace().count() > 1
                && joins.is_some_and(|word| List::Joining.has(word))
        };
        let before: Vec<RoleName> = dated.filter(|(_, span)| is_before(span)).map(|(role, _)| *role).collect();
        without(understood, &before);
    }

    /// "The year before" is before the year that was named last, and not before the
    /// document's.
    pub(super) fn of_year_before(&self, understood: &mut Understood) {
        let time = understood.spans.iter().find(|(role, _)| *role == "time").map(|(_, span)| span);
        let Some(time) = time.filter(|time| {
            let words = self.text.get((*time).clone()).unwrap_or_default();
            Triggers::of(self.language).is_previous(words)
        }) else {
            return;
        };
        // "20 percent more than the year before": of when that is, is not said.
        // "More than double the previous year's".
        let last = self.text.get(..time.start).unwrap_or_default().split_whitespace().next_back();
        // "A surplus of $606 million after a deficit the year before".
        let value = understood.spans.iter().find(|(role, span)| MEASURED.contains(role) && span.end <= time.start);
        let gap = value.and_then(|(_, value)| self.text.get(value.end..time.start)).unwrap_or_default();
        if gap.split_whitespace().count() > 1 && Triggers::of(self.language).goes_on_to_compared(gap) {
            without(understood, &["time"]);
            return;
        }
        // "From $5 billion in the previous year, while exports stood at": that of the figure before it.
        let own = understood.spans.iter().find(|(role, _)| MEASURED.contains(role)).map(|(_, span)| span.start);
        let is_behind_another = || {
            let start = time.start + self.start;
            self.mentions.iter().any(|mention| {
                let is_figure = matches!(mention.what, Mentioned::Figure(_)) && mention.span.end <= start;
                is_figure && self.block.get(mention.span.end..start).is_some_and(|gap| gap.trim().is_empty())
            })
        };
        if own.is_some_and(|own| time.end <= own) && is_behind_another() {
            without(understood, &["time"]);
            return;
        }
        if last.is_some_and(|word| List::Comparing.has(word) || List::Multiples.has(word)) {
            without(understood, &["time"]);
            return;
        }
        let before = time.start + self.start;
        let in_sentence = self.mentions.iter().filter(|mention| mention.span.end <= before);
        let named = in_sentence.filter_map(year).next_back();
        if let Some(period) = named.or(self.known.periods.first().copied()).and_then(|period| period.shifted(-1)) {
            *understood = with(understood, "time", Said::Period(period));
        }
    }
}
