//! Claims that no pattern gave: put together from what a sentence mentions, by the
//! words of each kind that stand near.
//!
//! A figure is taken by the nearest trigger of its measure in its clause; the areas
//! are those that stand nearest with the prepositions of their roles, else the
//! country spoken of and the other of the document's pair. What is put together so
//! is less sure than what a pattern says, and its verdicts are more careful.

mod ellipsis;
mod parties;
mod persons;

use std::ops::Range;

use attache_fact::{Claim, Printed, Relative, RoleName, Said};
use attache_language::{
    Wordings,
    read::{Mention, Mentioned, Stance, Understood, When},
};
use attache_model::{Area, Code, Decimal, Period, unit};

use crate::{
    ask::Known,
    trigger::{Dating, List, Measure, Trigger, Triggers, Words},
};
use parties::{Named, Near};

/// A sentence that is to be composed from.
pub(crate) struct Sentence<'a> {
    /// Of the block.
    pub(crate) text: &'a str,
    /// Bytes of the block's text, as are the mentions'.
    pub(crate) span: Range<usize>,
    pub(crate) mentions: &'a [Mention],
    /// Bytes that statements have claimed.
    pub(crate) claimed: &'a [Range<usize>],
    /// Bytes of whole statements, whose words are no other figure's.
    pub(crate) told: &'a [Range<usize>],
    pub(crate) known: &'a Known,
    /// The country that "it" stands for.
    pub(crate) named: Option<Area>,
    /// What was claimed last before each place of the sentence, with where that
    /// ends: of it an ellipsis speaks on. What the sentence before claimed ends
    /// at its beginning.
    pub(crate) topics: Vec<(usize, Understood)>,
    pub(crate) wordings: &'a Wordings,
}

/// A statement that was put together.
pub(crate) struct Composed {
    pub(crate) span: Range<usize>,
    /// The likeliest first.
    pub(crate) readings: Vec<Understood>,
    pub(crate) stance: Stance,
    /// It may be about something else: that it fits supports it, and that it does
    /// not proves nothing.
    pub(crate) is_unsure: bool,
    /// So many of the readings are equally likely.
    pub(crate) even: usize,
    /// What the document says beyond the sentence, for this figure.
    pub(crate) known: Known,
}

/// What words may say of the sign of a figure.
const SIGNS: [RoleName; 4] = ["deficit", "surplus", "rose", "fell"];

/// The roles of what a claim measures.
const MEASURED: [RoleName; 4] = ["value", "share", "length", "growth"];

/// The longest sentence, in bytes.
const LONGEST: usize = 3_000;

/// A trigger is no further from its figure than so many words.
const FURTHEST: usize = 14;

/// And no further than so many, where what it says is to be held against it.
const NEAR: usize = 7;

/// Where no other figure stands between the two.
const FURTHEST_ALONE: usize = 20;

impl Sentence<'_> {
    /// All that can be put together, in the order of the text. A sentence that is
    /// longer than any is prose of no kind, and nothing is composed of it.
    pub(crate) fn compose(&self) -> Vec<Composed> {
        if self.span.len() > LONGEST {
            return Vec::new();
        }
        let triggers = Triggers::of(self.wordings.language());
        let words = Words::of(self.text, &self.span);
        let placed: Vec<(&Trigger, Vec<Range<usize>>)> = triggers
            .all
            .iter()
            .map(|trigger| (trigger, trigger.places(&words)))
            .filter(|(_, places)| !places.is_empty())
            .collect();
        if placed.is_empty() && self.topics.is_empty() {
            return Vec::new();
        }
        let areas = self.areas();
        let mut composed: Vec<Composed> = Vec::new();
        let mut units = Units::default();
        for mention in self.mentions.iter().filter(|mention| !self.is_claimed(&mention.span)) {
            let what = units.lend(&mention.what);
            let measures = measures(&what);
            let other = self.other_thing(&measures, &words, &mention.span);
            let nearest = placed
                .iter()
                .filter(|(trigger, _)| measures.contains(&trigger.measure))
                .flat_map(|(trigger, places)| places.iter().map(move |place| (*trigger, place)))
                .filter(|(_, place)| !self.is_told_apart(place, &mention.span))
                .map(|(trigger, place)| (self.distance(&words, place, &mention.span), trigger, place))
                .filter(|(distance, _, place)| {
                    let is_alone = place.end <= mention.span.start && !self.has_figure(place.end..mention.span.start);
                    *distance <= if is_alone { FURTHEST_ALONE } else { FURTHEST }
                })
                .min_by_key(|(distance, trigger, _)| (*distance, self.away_from_also(trigger, &words, &mention.span)))
                .filter(|(distance, ..)| other.is_none_or(|other| *distance < other));
            let Some((_, trigger, place)) = nearest else {
                if other.is_some() {
                    continue;
                }
                composed.extend(self.spoken_on(mention, &composed, &areas, &words));
                continue;
            };
            let near = Near { trigger, place, figure: &mention.span, areas: &areas, words: &words };
            composed.extend(self.of_figure(&near, mention, &what, &composed));
        }
        composed.extend(self.persons(&placed, &areas, &words));
        composed
    }

    /// What a mention and the words that measure it claim together.
    fn of_figure(
        &self,
        near: &Near<'_>,
        mention: &Mention,
        what: &Mentioned,
        composed: &[Composed],
    ) -> Option<Composed> {
        let &Near { trigger, place, words, .. } = near;
        let triggers = Triggers::of(self.wordings.language());
        // What another is compared with is of a time that the text must say.
        let is_compared = triggers.is_compared_figure(words, &mention.span);
        if is_compared && self.time(&mention.span, true, words).is_none() {
            return None;
        }
        if trigger.kind == "goods-growth" && self.is_of_untold(near, composed) {
            return None;
        }
        let (readings, even) = match self.growth_of_topic(near, what, composed) {
            Some(growth) => (vec![growth], 1),
            None => self.readings(near, mention, what),
        };
        let first = readings.first()?;
        let said = self.topics.iter().filter(|(end, _)| *end > self.span.start).map(|(_, topic)| topic);
        let own = composed.iter().filter_map(|other| other.readings.first());
        if own.chain(said).any(|other| is_same_but_figure(other, first)) {
            return None;
        }
        let is_denied = triggers.denies(words, place, &mention.span);
        let is_before = triggers.is_of_year_before(words, &mention.span);
        let is_unsure = match trigger.measure {
            Measure::Date => !self.is_sure(near, Some(first)),
            // The year before one that another sentence names.
            _ if is_before && first.claim.role("time").is_none() && self.years() != 1 => true,
            _ => self.is_loose(near, first),
        };
        Some(Composed {
            span: place.start.min(mention.span.start)..place.end.max(mention.span.end),
            stance: self.stance(is_denied, words),
            is_unsure,
            even,
            known: self.known_of(is_before),
            readings,
        })
    }

    /// How many years the sentence names.
    fn years(&self) -> usize {
        let mut years: Vec<Period> = self
            .mentions
            .iter()
            .filter_map(|mention| match mention.what {
                Mentioned::Period(When::At(period @ (Period::Year(_) | Period::FiscalYear { .. }))) => Some(period),
                _ => None,
            })
            .collect();
        years.sort_unstable();
        years.dedup();
        years.len()
    }

    /// Whether a figure may be of something else than its words say: then that it fits
    /// supports it, and that it does not proves nothing.
    fn is_loose(&self, near: &Near<'_>, first: &Understood) -> bool {
        let &Near { trigger, figure, areas, words, .. } = near;
        // "In seven years" it is the sum of them.
        let is_years =
            |mention: &Mention| matches!(&mention.what, Mentioned::Figure(figure) if figure.unit == unit::YEARS);
        let is_sum = trigger.measure == Measure::Money && self.mentions.iter().any(is_years);
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
        let is_of_topic = first.claim.role("flow").is_some() && trigger.flow.is_none();
        let is_of_nothing = trigger.kind == "goods-growth" && !is_of_topic && !trigger.also_places(words).any(grew);
        let is_anybody_s = partner.is_some_and(|partner| !self.is_beside_only(partner, figure, areas));
        is_sum
            || is_vague
            || is_timeless
            || is_anybody_s
            || is_of_nothing
            || !self.is_tight(near, words)
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
        let count = words.between(from, to);
        let is_near = count <= if is_behind { BEHIND } else { NEAR };
        let parts = |word: &str| List::Joining.has(word) || List::When.has(word);
        let is_parted = between.contains([',', ';', '(', ')', '—', '–']) || between.split_whitespace().any(parts);
        self.is_label(words) || (is_near && !is_parted && !self.has_figure(from..to))
    }

    /// Whether a partner stands beside its share, or is the only one who is named.
    fn is_beside_only(&self, partner: &Said, figure: &Range<usize>, areas: &[Named<'_>]) -> bool {
        let is_it = |named: &&Named<'_>| Said::Area(named.area) == *partner;
        let is_other = |named: &Named<'_>| !self.known.about.contains(&named.area) && !is_it(&named);
        let gap = |named: &Named<'_>| match named.span.end <= figure.start {
            true => self.text.get(named.span.end..figure.start),
            false => self.text.get(figure.end..named.span.start),
        };
        let is_short = |gap: &str| gap.split_whitespace().count() <= 1 && !gap.contains([',', ';', '.']);
        // Of "China and Vietnam supply" it is neither's.
        let is_alone = |named: &&Named<'_>| areas.iter().filter(|other| other.span == named.span).count() == 1;
        let is_beside = areas.iter().filter(is_it).filter(is_alone).filter_map(gap).any(is_short);
        is_beside || !areas.iter().any(is_other)
    }

    /// Whether a date can be no other than that of the words beside it, and of whom
    /// it is told.
    fn is_sure(&self, near: &Near<'_>, first: Option<&Understood>) -> bool {
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
        if trigger.kind != "agreement" && self.mentions.iter().filter(is_year).count() > 1 {
            return false;
        }
        // Where nobody else is named, it is of whom the document tells.
        let is_known = |named: &Named<'_>| self.known.about.contains(&named.area);
        let is_whose = areas.iter().all(is_known) || first.is_some_and(names_an_area);
        !trigger.weak && is_whose && self.is_date_of(&dated, figure, words)
    }

    /// How the sentence stands to what is composed of it.
    fn stance(&self, is_denied: bool, words: &Words) -> Stance {
        match is_denied {
            _ if Triggers::of(self.wordings.language()).foretells(words) => Stance::Wavering,
            true => Stance::Denied,
            false => Stance::Asserted,
        }
    }

    /// What is known for a figure; one of the year before the one spoken of is of
    /// that alone.
    fn known_of(&self, is_before: bool) -> Known {
        if !is_before {
            return self.known.clone();
        }
        let in_sentence = self.mentions.iter().rev().find_map(|mention| match mention.what {
            Mentioned::Period(When::At(period @ (Period::Year(_) | Period::FiscalYear { .. }))) => Some(period),
            _ => None,
        });
        let period = in_sentence.or(self.known.periods.first().copied()).and_then(|period| period.shifted(-1));
        Known { is_of_period: true, periods: period.into_iter().collect(), ..self.known.clone() }
    }

    /// Whether a date can only be that of the words: in their clause, near, and the
    /// nearest to them.
    fn is_date_of(&self, words_at: &Range<usize>, date: &Range<usize>, words: &Words) -> bool {
        const NEAR: usize = 7;
        let triggers = Triggers::of(self.wordings.language());
        let (from, to) = (words_at.end.min(date.end), words_at.start.max(date.start));
        let between = self.text.get(from..to.max(from)).unwrap_or_default();
        let is_apart = between.contains([',', ';', '(', '—', '–']) && words_at.end <= date.start;
        let others = self.mentions.iter().filter(|mention| matches!(mention.what, Mentioned::Period(_)));
        let nearest = others.map(|mention| self.distance(words, words_at, &mention.span)).min();
        !is_apart
            && words.between(from, to) <= NEAR
            && nearest == Some(self.distance(words, words_at, date))
            && !triggers.parts(words, words_at, date)
    }

    /// Whether words are of a statement to which what stands elsewhere does not belong.
    fn is_told_apart(&self, words: &Range<usize>, figure: &Range<usize>) -> bool {
        let has = |told: &Range<usize>, span: &Range<usize>| told.start <= span.start && span.end <= told.end;
        let is_behind = words.start >= figure.end;
        is_behind && self.told.iter().any(|told| has(told, words) && !has(told, figure))
    }

    fn is_claimed(&self, span: &Range<usize>) -> bool {
        self.claimed.iter().any(|claimed| claimed.start < span.end && span.start < claimed.end)
    }

    fn has_figure(&self, within: Range<usize>) -> bool {
        let mut figures = self.mentions.iter().filter(|mention| matches!(mention.what, Mentioned::Figure(_)));
        figures.any(|mention| within.start <= mention.span.start && mention.span.end <= within.end)
    }

    /// In words, and further where a clause ends between.
    fn distance(&self, words: &Words, trigger: &Range<usize>, figure: &Range<usize>) -> usize {
        let (from, to) = if trigger.end <= figure.start {
            (trigger.end, figure.start)
        } else {
            (figure.end.min(trigger.start), trigger.start.max(figure.end))
        };
        let between = self.text.get(from..to).unwrap_or_default();
        let stops = between.matches([';', '—', '–']).count() * 8 + between.matches(',').count() * 2;
        let is_behind = trigger.start > figure.start;
        let parts = |word: &str| List::Joining.has(word) || List::When.has(word);
        let joins = is_behind && between.split_whitespace().any(parts);
        words.between(from, to) + stops + usize::from(is_behind) * 2 + usize::from(joins) * 8
    }

    /// What the words and a mention near them may claim, the likeliest first, and how
    /// many of these are equally likely.
    fn readings(&self, near: &Near<'_>, mention: &Mention, what: &Mentioned) -> (Vec<Understood>, usize) {
        let &Near { trigger, place, words, .. } = near;
        let mut roles: Vec<(RoleName, Said)> = Vec::new();
        let mut spans: Vec<(RoleName, Range<usize>)> = Vec::new();
        let mut add = |role: RoleName, said: Said, span: Option<&Range<usize>>| {
            roles.push((role, said));
            spans.extend(span.map(|span| (role, span.clone())));
        };
        let value = match trigger.kind.as_str() {
            "partner-share" => "share",
            "land-border" => "length",
            "goods-growth" => "growth",
            _ => "value",
        };
        // Whom a balance favours has a surplus.
        let signs = [["deficit".to_owned()], ["surplus".to_owned()]];
        let sets = match self.favoured(near) {
            Some((_, is_for)) => signs[usize::from(is_for)].as_slice(),
            None => trigger.sets.as_slice(),
        };
        match what {
            Mentioned::Figure(printed) => {
                add(value, Said::Figure(signed(*printed, trigger, sets)), Some(&mention.span))
            }
            Mentioned::Rank(n) => add("rank", Said::Rank(*n), Some(&mention.span)),
            Mentioned::Period(When::At(period) | When::Since(period) | When::By(period) | When::Until(period)) => {
                let Some(role) = self.date_role(trigger, &mention.span, words) else { return (Vec::new(), 0) };
                add(role, Said::Period(*period), Some(&mention.span));
            }
            _ => return (Vec::new(), 0),
        }
        for set in sets {
            let Some(role) = SIGNS.iter().find(|role| *role == set) else { continue };
            add(role, Said::Text(set.clone()), Some(place));
        }
        let codes: [(RoleName, &Option<String>); 5] = [
            ("flow", &trigger.flow),
            ("crop", &trigger.crop),
            ("type", &trigger.category),
            ("office", &trigger.office),
            ("transaction", &trigger.transaction),
        ];
        for (role, code) in codes {
            if let Some(code) = code {
                add(role, Said::Text(code.clone()), None);
            }
        }
        let triggers = Triggers::of(self.wordings.language());
        let is_before =
            triggers.is_of_year_before(words, &mention.span) || triggers.is_compared_figure(words, &mention.span);
        if trigger.kind == "goods-growth" {
            for (role, period, span) in self.years_of_growth(&mention.span, words) {
                add(role, Said::Period(period), Some(span));
            }
        } else if trigger.measure != Measure::Date
            && let Some((period, span)) = self.time(&mention.span, is_before, words)
        {
            add("time", Said::Period(period), Some(span));
        }
        let kind = Code::new(&trigger.kind);
        let (parties, even) = self.parties(near);
        let other = match trigger.kind.as_str() {
            "goods-exports" => Some("goods-imports"),
            "goods-imports" => Some("goods-exports"),
            _ => None,
        };
        let turned: Vec<Understood> = parties
            .first()
            .zip(other)
            .map(|(parties, other)| {
                let exchanged = |role: RoleName| if role == "exporter" { "importer" } else { "exporter" };
                let areas = parties.iter().map(|(role, area, _)| (exchanged(role), Said::Area(*area)));
                let roles = roles.iter().cloned().chain(areas).collect();
                Understood { claim: Claim { kind: Code::from_static(other), roles }, spans: spans.clone() }
            })
            .into_iter()
            .collect();
        let readings = parties.into_iter().map(|parties| {
            let mut claim = Claim { kind, roles: roles.clone() };
            let mut spans = spans.clone();
            for (role, area, span) in parties {
                claim.roles.push((role, Said::Area(area)));
                spans.extend(span.map(|span| (role, span)));
            }
            Understood { claim, spans }
        });
        (readings.chain(turned).collect(), even)
    }

    /// How far from a figure a word stands for what no kind is of: "debt", "budget".
    fn other_thing(&self, measures: &[Measure], words: &Words, figure: &Range<usize>) -> Option<usize> {
        let places = Triggers::of(self.wordings.language()).others(measures, words);
        let distances = places.map(|place| self.distance(words, &place, figure));
        distances.filter(|distance| *distance <= FURTHEST).min()
    }

    /// How far a figure is from the word beside which its trigger is one, the nearer
    /// before it.
    fn away_from_also(&self, trigger: &Trigger, words: &Words, figure: &Range<usize>) -> usize {
        trigger.also_places(words).map(|place| self.distance(words, &place, figure)).min().unwrap_or_default()
    }

    /// What was claimed last before a place, with where that ends.
    fn topic<'t>(&'t self, before: usize, composed: &'t [Composed]) -> Option<(usize, &'t Understood)> {
        let own = composed.iter().filter_map(|one| Some((one.span.end, one.readings.first()?)));
        let topics = self.topics.iter().map(|(end, topic)| (*end, topic)).chain(own);
        topics.filter(|(end, _)| *end <= before).max_by_key(|(end, _)| *end)
    }

    /// Whether a change is that of an amount before it of which nothing is claimed.
    fn is_of_untold(&self, near: &Near<'_>, composed: &[Composed]) -> bool {
        let before = self.mentions.iter().filter(|mention| mention.span.end <= near.figure.start);
        let amount =
            before.filter(|it| matches!(&it.what, Mentioned::Figure(printed) if is_money(printed.unit))).last();
        let is_told = |span: &Range<usize>| {
            let own = composed.iter().any(|one| one.span.start <= span.start && span.end <= one.span.end);
            own || self.is_claimed(span)
        };
        amount.is_some_and(|amount| !is_told(&amount.span))
    }

    /// Of a flow that the sentence has just given: "bought goods worth 943 million,
    /// down by a third".
    fn growth_of_topic(&self, near: &Near<'_>, what: &Mentioned, composed: &[Composed]) -> Option<Understood> {
        let &Near { trigger, place, figure, words, .. } = near;
        let Mentioned::Figure(printed) = what else { return None };
        if trigger.kind != "goods-growth" {
            return None;
        }
        let (end, topic) = self.topic(figure.start, composed)?;
        let is_named_after = trigger.also_places(words).any(|also| also.start >= end && also.end <= figure.start);
        let is_far = words.between(end, figure.start) > NEAR || self.has_figure(end..figure.start);
        let (flow, ends) = match topic.claim.kind.as_str() {
            "goods-exports" => ("exports", ["exporter", "importer"]),
            "goods-imports" => ("imports", ["importer", "exporter"]),
            _ => return None,
        };
        if end <= self.span.start || is_named_after || is_far {
            return None;
        }
        let mut roles: Vec<(RoleName, Said)> =
            vec![("growth", Said::Figure(*printed)), ("flow", Said::Text(flow.into()))];
        let mut spans = vec![("growth", figure.clone())];
        for set in SIGNS.iter().filter(|role| trigger.sets.iter().any(|set| set == *role)) {
            roles.push((set, Said::Text((*set).to_owned())));
            spans.push((set, place.clone()));
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

    /// From which year to which something grew, as far as the sentence says: "from 2012
    /// to 2022", "in 2022 on 2012", "since 2019".
    fn years_of_growth(&self, figure: &Range<usize>, words: &Words) -> Vec<(RoleName, Period, &Range<usize>)> {
        let years = self.mentions.iter().filter_map(|mention| match mention.what {
            Mentioned::Period(When::At(period) | When::Since(period)) => Some((period, &mention.span)),
            _ => None,
        });
        let mut range = years.clone().filter(|(period, _)| matches!(period, Period::Years { .. }));
        if let Some((Period::Years { from, to }, span)) = range.next() {
            return vec![("before", Period::Year(from), span), ("time", Period::Year(to), span)];
        }
        let is_before = |span: &Range<usize>| is_compared(self.text, span);
        let before = years.filter(|(period, span)| matches!(period, Period::Year(_)) && is_before(span));
        let before = before.min_by_key(|(_, span)| self.away(figure, span));
        let time = self.time(figure, false, words);
        let before = before.map(|(period, span)| ("before", period, span));
        before.into_iter().chain(time.map(|(period, span)| ("time", period, span))).collect()
    }

    /// The word that says which date of an agreement a period is, and where it stands.
    fn dating(&self, span: &Range<usize>, words: &Words) -> Option<(&'static Dating, Range<usize>)> {
        let dates = &Triggers::of(self.wordings.language()).dates;
        let places = dates.iter().flat_map(|dating| dating.places(words).map(move |place| (dating, place)));
        places.min_by_key(|(_, place)| self.distance(words, place, span))
    }

    /// Which date of its kind a period is; `None` where it can be none.
    fn date_role(&self, trigger: &Trigger, span: &Range<usize>, words: &Words) -> Option<RoleName> {
        if trigger.kind != "agreement" {
            let is_since =
                |mention: &&Mention| mention.span == *span && matches!(mention.what, Mentioned::Period(When::Since(_)));
            // A visit is on a day.
            let is_visit = trigger.kind == "visit-latest" && self.mentions.iter().any(|it| is_since(&it));
            return (!is_visit).then_some("date");
        }
        match self.dating(span, words)?.0.role.as_str() {
            "signed" => Some("signed"),
            "from" => Some("from"),
            "until" => Some("until"),
            _ => None,
        }
    }

    /// The period of a figure: the one that stands right behind it, else the nearest
    /// of its sentence that is not another figure's, and that it is not compared with.
    fn time(&self, figure: &Range<usize>, is_before: bool, words: &Words) -> Option<(Period, &Range<usize>)> {
        let triggers = Triggers::of(self.wordings.language());
        let is_previous = |span: &Range<usize>| triggers.is_previous(self.text.get(span.clone()).unwrap_or_default());
        let periods: Vec<(Period, &Range<usize>)> = self
            .mentions
            .iter()
            .filter_map(|mention| match mention.what {
                Mentioned::Period(When::At(period) | When::By(period)) => Some((period, &mention.span)),
                Mentioned::Period(When::Relative(relative)) if !is_previous(&mention.span) => {
                    Some((self.relative(relative)?, &mention.span))
                }
                Mentioned::Period(When::Since(period @ Period::Year(_))) if is_before => Some((period, &mention.span)),
                _ => None,
            })
            .collect();
        let is_compared = |span: &Range<usize>| is_compared(self.text, span) && !self.goes_on_with_when(span, figure);
        let own = periods.iter().find(|(_, span)| self.is_right_behind(figure, span));
        let fits = |(_, span): &&(Period, &Range<usize>)| {
            is_compared(span) == is_before
                && !self.is_aside(span, figure)
                && !self.is_of_compared(span, figure, words)
                && !self.heads_another(span, figure)
        };
        let nearest = || periods.iter().filter(fits).min_by_key(|(_, span)| self.away(figure, span));
        own.filter(|(_, span)| is_before || !is_compared(span)).or_else(nearest).copied()
    }

    /// "Last year" and "this year", by the document's day.
    fn relative(&self, relative: Relative) -> Option<Period> {
        let year = self.known.dated?.year();
        match relative {
            Relative::LastYear => Some(Period::Year(year - 1)),
            Relative::ThisYear => Some(Period::Year(year)),
            Relative::LastYears(_) | Relative::Now => None,
        }
    }

    /// "Less than in 2021, when 180 million was obligated": the year is the figure's.
    fn goes_on_with_when(&self, period: &Range<usize>, figure: &Range<usize>) -> bool {
        let between = self.text.get(period.end..figure.start).unwrap_or_default();
        let first = between.trim_start_matches([',', ' ']).split(char::is_whitespace).next();
        first.is_some_and(|word| List::When.has(word)) && !between.contains([';', '.'])
    }

    /// Whether a period has another figure in parentheses behind it: "in 2017 (1.5
    /// billion)".
    fn heads_another(&self, period: &Range<usize>, figure: &Range<usize>) -> bool {
        let is_figure = |mention: &&Mention| matches!(mention.what, Mentioned::Figure(_)) && mention.span != *figure;
        let mut others = self.mentions.iter().filter(is_figure);
        others.any(|other| self.text.get(period.end..other.span.start).is_some_and(|gap| gap.trim() == "("))
    }

    /// Whether a period is that of a figure with which this one is compared: "up from
    /// $370 million in 2019".
    fn is_of_compared(&self, period: &Range<usize>, figure: &Range<usize>, words: &Words) -> bool {
        let triggers = Triggers::of(self.wordings.language());
        let is_compared =
            |span: &Range<usize>| triggers.is_of_year_before(words, span) || triggers.is_compared_figure(words, span);
        let is_figure = |mention: &&Mention| matches!(mention.what, Mentioned::Figure(_)) && mention.span != *figure;
        let mut others = self.mentions.iter().filter(is_figure);
        others.any(|other| self.is_right_behind(&other.span, period) && is_compared(&other.span))
    }

    /// Whether a period stands with another figure between parentheses, and this figure
    /// outside of them.
    fn is_aside(&self, period: &Range<usize>, figure: &Range<usize>) -> bool {
        let open = self.text.get(self.span.start..period.start).and_then(|text| text.rfind('('));
        let close = self.text.get(period.end..self.span.end).and_then(|text| text.find(')'));
        let (Some(open), Some(close)) = (open, close) else { return false };
        let aside = self.span.start + open..period.end + close;
        let is_within = |span: &Range<usize>| aside.start <= span.start && span.end <= aside.end;
        let measures = |mention: &&Mention| matches!(mention.what, Mentioned::Figure(_) | Mentioned::Rank(_));
        let is_closed = self.text.get(aside.start..period.start).is_some_and(|text| text.contains(')'));
        !is_closed
            && !is_within(figure)
            && self.mentions.iter().filter(measures).any(|mention| is_within(&mention.span))
    }

    /// Whether a period hangs on a figure before it, as "of 2020" in "$12 billion of 2020".
    fn is_right_behind(&self, figure: &Range<usize>, period: &Range<usize>) -> bool {
        let between = self.text.get(figure.end..period.start);
        between.is_some_and(|text| text.split_whitespace().count() <= 1 && !text.contains([',', ';', '.', ':', '—']))
    }

    /// Bytes between a figure and a period; more, where another figure has the period
    /// or the period stands behind in a part of its own.
    fn away(&self, figure: &Range<usize>, period: &Range<usize>) -> usize {
        const ANOTHER: usize = 50;
        let is_figure = |mention: &&Mention| matches!(mention.what, Mentioned::Figure(_)) && mention.span != *figure;
        let is_owned = self.mentions.iter().filter(is_figure).any(|other| self.is_right_behind(&other.span, period));
        let is_behind = period.start >= figure.end;
        let (from, to) = if is_behind { (figure.end, period.start) } else { (period.end, figure.start) };
        let between = self.text.get(from..to.max(from)).unwrap_or_default();
        let joins = between.split_whitespace().any(|word| List::Joining.has(word)) || between.contains(';');
        between.len() + ANOTHER * (usize::from(is_owned) + usize::from(is_behind && joins))
    }

    /// Whether the sentence is a label with its value: "Chief of state: ...".
    fn is_label(&self, words: &Words) -> bool {
        const LONGEST: usize = 16;
        let text = self.text.get(self.span.clone()).unwrap_or_default();
        text.contains(": ") && words.between(self.span.start, self.span.end) <= LONGEST
    }
}

/// Whether two claims say of the same thing two figures; what one leaves open is no
/// difference.
fn is_same_but_figure(a: &Understood, b: &Understood) -> bool {
    let is_figure = |said: &Said| matches!(said, Said::Figure(_));
    let has_figure = |claim: &Claim| claim.roles.iter().any(|(_, said)| is_figure(said));
    let is_same = |(role, said): &(RoleName, Said)| {
        let other = b.claim.role(role);
        is_figure(said) || other == Some(said) || (other.is_none() && matches!(said, Said::Area(_)))
    };
    let has_time = |claim: &Claim| claim.role("time").is_some();
    a.claim.kind == b.claim.kind
        && has_figure(&a.claim)
        && has_figure(&b.claim)
        && has_time(&a.claim) == has_time(&b.claim)
        && a.claim.roles.iter().all(is_same)
}

/// Whether an area is only where something else lies: "Santa Cruz, in Bolivia".
pub(crate) fn is_where(text: &str, area: &Range<usize>) -> bool {
    let before = text.get(..area.start).unwrap_or_default().trim_end();
    let words = text.get(area.clone()).unwrap_or_default();
    let is_in = |word: &str| List::Within.has(word);
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let own = words.split_whitespace().next().unwrap_or_default();
    let ahead = before.strip_suffix(last).unwrap_or_default().trim_end();
    (is_in(last) && ahead.ends_with(',')) || (is_in(own) && before.ends_with(','))
}

/// Whether a period is what a figure is compared with: "than in 2021", "on 2021".
pub(crate) fn is_compared(text: &str, period: &Range<usize>) -> bool {
    let words = text.get(period.clone()).unwrap_or_default();
    let before = text.get(..period.start).unwrap_or_default().trim_end();
    let own = words.split_whitespace().next().filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_comparing = |word: &str| List::Comparing.has(word);
    is_comparing(own.unwrap_or(last)) || (own.is_some_and(|own| List::Within.has(own)) && is_comparing(last))
}

/// A figure whose sign the trigger's words have.
fn signed(printed: Printed, trigger: &Trigger, sets: &[String]) -> Printed {
    if sets.iter().any(|set| set == "deficit") && trigger.kind == "goods-balance" {
        printed.below_zero()
    } else {
        printed
    }
}

/// The units of the figures before, which a bare number after them shares.
#[derive(Default)]
struct Units {
    last: Option<Code>,
    /// Of the last amount of money.
    amount: Option<Code>,
}

impl Units {
    /// The mention, a bare number in the unit that it shares.
    fn lend(&mut self, what: &Mentioned) -> Mentioned {
        let Mentioned::Figure(printed) = what else { return what.clone() };
        if printed.unit != unit::COUNT {
            self.last = Some(printed.unit);
            if is_money(printed.unit) {
                self.amount = Some(printed.unit);
            }
            return what.clone();
        }
        let shared = if printed.value > Decimal::ONE_HUNDRED { self.amount } else { self.last };
        Mentioned::Figure(Printed { unit: shared.unwrap_or(printed.unit), ..*printed })
    }
}

fn is_money(code: Code) -> bool {
    code.as_str().len() == 3 && code.chars().all(|c| c.is_ascii_uppercase()) && code != unit::KM2
}

/// What may measure a mention.
fn measures(what: &Mentioned) -> Vec<Measure> {
    let of_unit = |code: Code| match code {
        _ if code == unit::PERCENT => vec![Measure::Percent],
        _ if code == unit::KM2 => vec![Measure::Area],
        _ if code == unit::KM => vec![Measure::Length],
        _ if code == unit::HA => vec![Measure::Land],
        _ if code == unit::YEARS => vec![Measure::Years],
        _ if code == unit::PERSONS || code == unit::COUNT => vec![Measure::People],
        _ if is_money(code) => vec![Measure::Money],
        _ => Vec::new(),
    };
    match what {
        // No country has so few people, and a bare number of four digits is a year.
        Mentioned::Figure(printed) if printed.unit == unit::COUNT && printed.value < Decimal::from(2_100) => Vec::new(),
        Mentioned::Figure(printed) => of_unit(printed.unit),
        Mentioned::Rank(_) => vec![Measure::Rank],
        Mentioned::Period(When::At(_) | When::Since(_) | When::By(_) | When::Until(_)) => vec![Measure::Date],
        _ => Vec::new(),
    }
}
