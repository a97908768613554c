//! Claims that no pattern gave: put together from what a sentence mentions, by the
//! words of each kind that stand near.
//!
//! A figure is taken by the nearest trigger of its measure in its clause; the areas
//! are those that stand nearest with the prepositions of their roles, else the
//! country spoken of and the other of the document's pair. What is put together so
//! is less sure than what a pattern says, and its verdicts are more careful.

use std::ops::Range;

use attache_fact::{Claim, Printed, RoleName, Said};
use attache_language::{
    Wordings,
    read::{Anaphor, Mention, Mentioned, Naming, Understood, When},
};
use attache_model::{Area, Code, Decimal, Language, Period, unit};

use crate::{
    ask::Known,
    trigger::{Dating, Measure, Prepositions, Trigger, Triggers, Words},
};

/// A sentence that is to be composed from.
pub(crate) struct Sentence<'a> {
    /// Of the block.
    pub(crate) text: &'a str,
    /// Bytes of the block's text, as are the mentions'.
    pub(crate) span: Range<usize>,
    pub(crate) mentions: &'a [Mention],
    /// Bytes that statements have claimed.
    pub(crate) claimed: &'a [Range<usize>],
    pub(crate) known: &'a Known,
    /// The country that "it" stands for.
    pub(crate) named: Option<Area>,
    /// What was claimed last before each place of the sentence, with where that
    /// ends: of it an ellipsis speaks on. What the sentence before claimed ends
    /// at its beginning.
    pub(crate) topics: Vec<(usize, Understood)>,
    pub(crate) wordings: &'a Wordings,
}

/// An area as a sentence has it.
#[derive(Clone, Copy, Debug)]
struct Named<'a> {
    area: Area,
    span: &'a Range<usize>,
    how: Naming,
    is_said: bool,
}

/// A statement that was put together.
pub(crate) struct Composed {
    pub(crate) span: Range<usize>,
    /// The likeliest first.
    pub(crate) readings: Vec<Understood>,
    pub(crate) is_denied: bool,
    /// It may be about something else: that it fits supports it, and that it does
    /// not proves nothing.
    pub(crate) is_unsure: bool,
    /// So many of the readings are equally likely.
    pub(crate) even: usize,
    /// What the document says beyond the sentence, for this figure.
    pub(crate) known: Known,
}

/// Who fills the areas of a claim, with where it is said.
type Parties = Vec<(RoleName, Area, Option<Range<usize>>)>;

/// What words may say of the sign of a figure.
const SIGNS: [RoleName; 4] = ["deficit", "surplus", "rose", "fell"];

/// The roles of what a claim measures.
const MEASURED: [RoleName; 4] = ["value", "share", "length", "growth"];

/// Of so many areas all pairs are looked at.
const MOST_NAMED: usize = 4;

/// A trigger is no further from its figure than so many words.
const FURTHEST: usize = 14;

impl Sentence<'_> {
    /// All that can be put together, in the order of the text.
    pub(crate) fn compose(&self) -> Vec<Composed> {
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
        let mut lent: Option<Printed> = None;
        for mention in self.mentions.iter().filter(|mention| !self.is_claimed(&mention.span)) {
            let measures = measures(&mention.what, lent.as_ref());
            if let Mentioned::Figure(printed) = &mention.what
                && printed.unit != unit::COUNT
            {
                lent = Some(*printed);
            }
            let nearest = placed
                .iter()
                .filter(|(trigger, _)| measures.contains(&trigger.measure))
                .flat_map(|(trigger, places)| places.iter().map(move |place| (*trigger, place)))
                .map(|(trigger, place)| (self.distance(&words, place, &mention.span), trigger, place))
                .filter(|(distance, ..)| *distance <= FURTHEST)
                .min_by_key(|(distance, ..)| *distance);
            let Some((_, trigger, place)) = nearest else {
                composed.extend(self.spoken_on(mention, &composed, &areas, &words));
                continue;
            };
            let figure = match (&mention.what, &lent) {
                (Mentioned::Figure(printed), Some(other)) if printed.unit == unit::COUNT => {
                    Mentioned::Figure(Printed { unit: other.unit, ..*printed })
                }
                (what, _) => what.clone(),
            };
            let (readings, even) = self.readings(trigger, place, mention, &figure, &areas, &words, &triggers.words);
            if !readings.is_empty() {
                let span = place.start.min(mention.span.start)..place.end.max(mention.span.end);
                let is_denied = triggers.denies(&words, place) || triggers.denies(&words, &mention.span);
                let is_before = triggers.is_of_year_before(&words, &mention.span);
                let dating = self.dating(&mention.span, &words).map(|(_, place)| place);
                let dated = dating.filter(|_| trigger.kind == "agreement").unwrap_or_else(|| place.clone());
                let is_said = |understood: &Understood| {
                    let says = |(_, said): &(RoleName, Said)| matches!(said, Said::Area(_));
                    let named = understood.claim.roles.iter().filter(|role| says(role)).map(|(role, _)| *role);
                    let is_spanned = |role: &RoleName| understood.spans.iter().any(|(other, _)| other == role);
                    named.filter(is_spanned).count() > 0
                };
                // Where nobody else is named, it is of whom the document tells.
                let is_known = |named: &Named<'_>| self.known.about.contains(&named.area);
                let is_whose = areas.iter().all(is_known) || readings.first().is_some_and(is_said);
                let is_sure = !trigger.weak && is_whose && self.is_date_of(&dated, &mention.span, &words);
                let is_unsure = trigger.measure == Measure::Date && !is_sure && !self.is_label(&words);
                composed.push(Composed { span, readings, is_denied, is_unsure, even, known: self.known_of(is_before) });
            }
        }
        composed.extend(self.persons(&placed, &areas, &words));
        composed
    }

    /// A figure of which no word says what it is, after a claim of its measure: "and
    /// imports of copper; Belgium 16 %".
    fn spoken_on(
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
            is_denied: false,
            is_unsure: false,
            even: 1,
            known: self.known_of(is_before),
        })
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

    fn is_claimed(&self, span: &Range<usize>) -> bool {
        self.claimed.iter().any(|claimed| claimed.start < span.end && span.start < claimed.end)
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
        let behind = usize::from(trigger.start > figure.start) * 2;
        words.between(from, to) + stops + behind
    }

    fn areas(&self) -> Vec<Named<'_>> {
        let mut areas = Vec::new();
        for mention in self.mentions {
            let span = &mention.span;
            match &mention.what {
                Mentioned::Area { areas: meant, how } => {
                    let known = meant.iter().find(|area| self.known.about.contains(area)).or(meant.first());
                    areas.extend(known.map(|area| Named { area: *area, span, how: *how, is_said: true }));
                }
                Mentioned::Areas(all) => {
                    areas.extend(all.iter().map(|area| Named { area: *area, span, how: Naming::Name, is_said: true }));
                }
                Mentioned::Anaphor(Anaphor::Own) => {
                    let own =
                        self.known.author.map(|area| Named { area, span, how: Naming::Possessive, is_said: false });
                    areas.extend(own);
                }
                Mentioned::Anaphor(Anaphor::Country) => {
                    let meant = self.named.or(self.known.about.last().copied());
                    let how = if is_possessive(self.text.get(span.clone()).unwrap_or_default()) {
                        Naming::Possessive
                    } else {
                        Naming::Name
                    };
                    areas.extend(meant.map(|area| Named { area, span, how, is_said: false }));
                }
                _ => {}
            }
        }
        areas
    }

    #[expect(clippy::too_many_arguments, reason = "a claim is put together from all of them")]
    fn readings(
        &self,
        trigger: &Trigger,
        place: &Range<usize>,
        mention: &Mention,
        what: &Mentioned,
        areas: &[Named<'_>],
        words: &Words,
        prepositions: &Prepositions,
    ) -> (Vec<Understood>, usize) {
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
        match what {
            Mentioned::Figure(printed) => add(value, Said::Figure(signed(*printed, trigger)), Some(&mention.span)),
            Mentioned::Rank(n) => add("rank", Said::Rank(*n), Some(&mention.span)),
            Mentioned::Period(When::At(period) | When::Since(period) | When::By(period) | When::Until(period)) => {
                let Some(role) = self.date_role(trigger, &mention.span, words) else { return (Vec::new(), 0) };
                add(role, Said::Period(*period), Some(&mention.span));
            }
            _ => return (Vec::new(), 0),
        }
        for set in &trigger.sets {
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
        let is_before = Triggers::of(self.wordings.language()).is_of_year_before(words, &mention.span);
        if trigger.measure != Measure::Date
            && !is_before
            && let Some((period, span)) = self.time(&mention.span)
        {
            add("time", Said::Period(period), Some(span));
        }
        let kind = Code::new(&trigger.kind);
        let (parties, even) = self.parties(trigger, place, &mention.span, areas, words, prepositions);
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

    /// The word that says which date of an agreement a period is, and where it stands.
    fn dating(&self, span: &Range<usize>, words: &Words) -> Option<(&'static Dating, Range<usize>)> {
        let dates = &Triggers::of(self.wordings.language()).dates;
        let places = dates.iter().flat_map(|dating| dating.places(words).map(move |place| (dating, place)));
        places.min_by_key(|(_, place)| self.distance(words, place, span))
    }

    /// Which date of its kind a period is; `None` where it can be none.
    fn date_role(&self, trigger: &Trigger, span: &Range<usize>, words: &Words) -> Option<RoleName> {
        if trigger.kind != "agreement" {
            return Some("date");
        }
        match self.dating(span, words)?.0.role.as_str() {
            "signed" => Some("signed"),
            "from" => Some("from"),
            "until" => Some("until"),
            _ => None,
        }
    }

    /// The period of a figure: the one that stands nearest in its sentence.
    fn time(&self, figure: &Range<usize>) -> Option<(Period, &Range<usize>)> {
        let away = |span: &Range<usize>| {
            if span.end <= figure.start { figure.start - span.end } else { span.start.saturating_sub(figure.end) }
        };
        let periods = self.mentions.iter().filter_map(|mention| match mention.what {
            Mentioned::Period(When::At(period)) if !is_compared(self.text, &mention.span) => {
                Some((period, &mention.span))
            }
            _ => None,
        });
        periods.min_by_key(|(_, span)| away(span))
    }

    /// Who fills the kind's areas, the likeliest first.
    fn parties(
        &self,
        trigger: &Trigger,
        place: &Range<usize>,
        figure: &Range<usize>,
        areas: &[Named<'_>],
        words: &Words,
        prepositions: &Prepositions,
    ) -> (Vec<Parties>, usize) {
        let none = || (Vec::new(), 0);
        let Some(kind) = attache_fact::find(Code::new(&trigger.kind)) else { return none() };
        let said = |named: &Named<'_>| named.is_said.then(|| named.span.clone());
        let away = |named: &Named<'_>, from: &Range<usize>| {
            let (a, b) = (named.span, from);
            let between = if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) };
            between
        };
        let role = |named: &Named<'_>| side(named, words, prepositions);
        match kind.areas() {
            [one] => {
                // Whose it is stands before, or hangs on it behind.
                // From whom somebody became independent is not whose independence it is.
                let is_from = |named: &Named<'_>| {
                    let is_of = matches!(role(named), Side::From) || named.how == Naming::Of;
                    trigger.kind == "independence" && is_of && !self.known.about.contains(&named.area)
                };
                let areas: Vec<Named<'_>> = areas.iter().copied().filter(|named| !is_from(named)).collect();
                let before = areas.iter().filter(|named| named.span.start < place.start.max(figure.start));
                let is_compared = |named: &&Named<'_>| {
                    words.before(named.span.start).is_some_and(|word| matches!(word, "as" | "than" | "que"))
                };
                let nearest = before
                    .min_by_key(|named| (role(named) == Side::From && named.how == Naming::Name, away(named, place)))
                    .or_else(|| {
                        areas.iter().filter(|named| !is_compared(named)).find(|named| named.how != Naming::People)
                    });
                let mut meant: Vec<(Area, Option<Range<usize>>)> =
                    nearest.map(|named| (named.area, said(named))).into_iter().collect();
                let is_said = !meant.is_empty();
                let is_person = trigger.measure == Measure::Person;
                let about = self.known.about.iter().rev().copied().enumerate();
                let about = about.filter(|(place, _)| *place == 0 || is_person).map(|(_, area)| area);
                for area in about.chain(self.named) {
                    if !meant.iter().any(|(other, _)| *other == area) {
                        meant.push((area, None));
                    }
                }
                // A name or a date fits nobody else by chance.
                let is_sure = matches!(trigger.measure, Measure::Person | Measure::Date);
                let even = if is_sure && !is_said { meant.len() } else { 1 };
                (meant.into_iter().map(|(area, span)| vec![(*one, area, span)]).collect(), even)
            }
            [first, second] => {
                let is_even = *first == "a";
                let in_clause: Vec<&Named<'_>> = {
                    let mut near: Vec<&Named<'_>> = areas.iter().collect();
                    near.sort_by_key(|named| away(named, place).min(away(named, figure)));
                    near
                };
                let owner = in_clause.iter().find(|named| {
                    let is_before = named.span.end <= place.start;
                    let is_own = matches!(named.how, Naming::Possessive | Naming::Adjective);
                    // "El déficit boliviano", "les exportations de la Suisse".
                    let is_behind = named.span.start >= place.end
                        && words.between(place.end, named.span.start) == 0
                        && matches!(named.how, Naming::Adjective | Naming::Of);
                    is_behind || (is_own && is_before) || (role(named) == Side::None && is_before)
                });
                let is_inward = trigger.kind == "goods-imports"
                    || trigger.flow.as_deref().is_some_and(|flow| flow.contains("import"));
                let sides = if is_inward { [Side::From, Side::With] } else { [Side::To, Side::With] };
                let partner = in_clause
                    .iter()
                    .find(|named| sides.contains(&role(named)) && owner.is_none_or(|owner| owner.area != named.area));
                let subject = self.known.about.last().copied().or(self.named);
                let (owner, partner) = match trigger.kind.as_str() {
                    // "The United States is Bolivia's fifth market": the owner is the possessor.
                    "goods-rank" | "partner-share" => {
                        // The possessor stands beside the words: "Bolivia's exports", "exports of Bolivia".
                        let own = in_clause.iter().find(|named| {
                            let is_beside = |far: usize| match named.span.end <= place.start {
                                true => words.between(named.span.end, place.start) <= far,
                                false => words.between(place.end, named.span.start) <= 1,
                            };
                            match named.how {
                                Naming::Possessive | Naming::Adjective => is_beside(3),
                                Naming::Of => named.span.start >= place.end && is_beside(0),
                                _ => role(named) == Side::From && named.span.start >= place.end && is_beside(0),
                            }
                        });
                        // Of two that are named, the one that the document tells of is the owner.
                        let is_about = |named: &&&Named<'_>| self.known.about.contains(&named.area);
                        let mut told_of = in_clause.iter().filter(is_about);
                        let own = own.or_else(|| match (told_of.next(), told_of.next()) {
                            (Some(one), None) if in_clause.iter().any(|named| named.area != one.area) => Some(one),
                            _ => None,
                        });
                        let is_other = |named: &&&Named<'_>| match own {
                            Some(own) => own.area != named.area,
                            None => subject != Some(named.area),
                        };
                        let other = in_clause
                            .iter()
                            .filter(is_other)
                            .min_by_key(|named| self.distance(words, named.span, figure));
                        if own.is_none()
                            && let (Some(area), Some(other)) = (subject, other)
                        {
                            return (vec![vec![(*first, area, None), (*second, other.area, said(other))]], 1);
                        }
                        (own, other)
                    }
                    _ => (owner, partner),
                };
                let is_ranked = matches!(trigger.kind.as_str(), "goods-rank" | "partner-share");
                // Of several that are named, those behind a figure are each with the subject.
                let is_listed = trigger.kind == "land-border";
                let other_of = |area: Area| {
                    let near = in_clause.iter().filter(|_| !is_listed).map(|named| (named.area, said(named)));
                    let first = areas.first().filter(|_| is_listed).map(|named| (named.area, said(named)));
                    let about = self.known.about.iter().rev().map(|area| (*area, None));
                    near.chain(first.filter(|(other, _)| self.known.about.contains(other)))
                        .chain(subject.map(|area| (area, None)))
                        .chain(about)
                        .find(|(other, _)| *other != area)
                };
                let (owner, partner) = match is_listed {
                    true => {
                        let beside = in_clause.iter().filter(|named| role(named) == Side::With);
                        let beside = beside.min_by_key(|named| away(named, figure)).copied();
                        let partner = beside.or(partner.copied()).or(in_clause.first().copied());
                        (None, partner)
                    }
                    false => (owner.copied(), partner.copied()),
                };
                let pair = match (owner, partner) {
                    (Some(a), Some(b)) => Some(((a.area, said(a)), (b.area, said(b)))),
                    (Some(a), None) => other_of(a.area).map(|other| ((a.area, said(a)), other)),
                    (None, Some(b)) => other_of(b.area).map(|other| (other, (b.area, said(b)))),
                    (None, None) => match in_clause.as_slice() {
                        [one, ..] => other_of(one.area).map(|other| match self.known.author == Some(one.area) {
                            true => ((one.area, said(one)), other),
                            false => (other, (one.area, said(one))),
                        }),
                        [] => match self.known.about.as_slice() {
                            [a, b, ..] => Some(((*a, None), (*b, None))),
                            _ => None,
                        },
                    },
                };
                let Some((a, b)) = pair else { return none() };
                let turned = vec![(*first, b.0, b.1.clone()), (*second, a.0, a.1.clone())];
                let straight = vec![(*first, a.0, a.1), (*second, b.0, b.1)];
                let mut all = vec![straight];
                let is_told = owner.is_some() || partner.is_some();
                if !is_even && (is_ranked || !is_told) {
                    all.push(turned);
                }
                // Other pairs of those who are named: that one of them fits forbids to contradict.
                let mut named: Vec<Area> = areas.iter().map(|named| named.area).collect();
                named.extend(&self.known.about);
                named.sort_unstable();
                named.dedup();
                named.truncate(MOST_NAMED);
                for (i, one) in named.iter().enumerate() {
                    for (j, other) in named.iter().enumerate() {
                        let is_new = i != j
                            && (!is_even || i < j)
                            && !all.iter().any(|parties| {
                                let of: Vec<Area> = parties.iter().map(|(_, area, _)| *area).collect();
                                let is_same = of == [*one, *other] || (is_even && of == [*other, *one]);
                                is_same || (is_told && !is_ranked && of == [*other, *one])
                            });
                        if is_new {
                            all.push(vec![(*first, *one, None), (*second, *other, None)]);
                        }
                    }
                }
                (all, 1)
            }
            _ => none(),
        }
    }

    /// Who holds an office, by a name that stands beside it.
    fn persons(&self, placed: &[(&Trigger, Vec<Range<usize>>)], areas: &[Named<'_>], words: &Words) -> Vec<Composed> {
        let prepositions = &Triggers::of(self.wordings.language()).words;
        let names = self.names();
        let triggers = Triggers::of(self.wordings.language());
        let begins = triggers.begins(words);
        let is_of_today = triggers.is_of_today(words) || self.is_label(words);
        let mut composed: Vec<Composed> = Vec::new();
        for (trigger, places) in
            placed.iter().filter(|(trigger, _)| matches!(trigger.measure, Measure::Person | Measure::Place))
        {
            for place in places.iter().filter(|place| !self.is_claimed(place)) {
                let nearest = names
                    .iter()
                    .map(|name| (self.distance(words, place, name), name))
                    .filter(|(distance, _)| *distance <= FURTHEST / 2)
                    .min_by_key(|(distance, _)| *distance);
                let Some((_, name)) = nearest else { continue };
                if composed.iter().any(|other| other.span.start < name.end && name.start < other.span.end) {
                    continue;
                }
                let text = self.text.get(name.clone()).unwrap_or_default().to_owned();
                let (role, said) = match trigger.measure {
                    Measure::Place => match self.city(name) {
                        Some(city) => ("names", Said::Texts(vec![city])),
                        None => continue,
                    },
                    _ => ("person", Said::Text(text)),
                };
                let mut roles = vec![(role, said)];
                let mut spans = vec![(role, name.clone())];
                if let Some(office) = &trigger.office {
                    roles.push(("office", Said::Text(office.clone())));
                }
                let since = self
                    .mentions
                    .iter()
                    .filter_map(|mention| match mention.what {
                        Mentioned::Period(When::Since(period)) => Some((period, &mention.span)),
                        Mentioned::Period(When::At(period)) if begins => Some((period, &mention.span)),
                        _ => None,
                    })
                    .map(|(period, span)| {
                        let to_name = self.distance(words, name, span);
                        (to_name.min(self.distance(words, place, span)), period, span)
                    })
                    .filter(|(distance, ..)| *distance <= FURTHEST)
                    .min_by_key(|(distance, ..)| *distance)
                    .map(|(_, period, span)| (period, span));
                let is_of_then =
                    self.mentions.iter().any(|mention| matches!(mention.what, Mentioned::Period(When::At(_))));
                if trigger.measure == Measure::Person && !is_of_today && (!begins || is_of_then && !begins) {
                    continue;
                }
                let mut end = name.end.max(place.end);
                let mut start = name.start.min(place.start);
                if let Some((period, span)) = since.filter(|(_, span)| !self.is_claimed(span)) {
                    roles.push(("since", Said::Period(period)));
                    spans.push(("since", span.clone()));
                    end = end.max(span.end);
                    start = start.min(span.start);
                }
                let kind = Code::new(&trigger.kind);
                let (parties, even) = self.parties(trigger, place, name, areas, words, prepositions);
                let is_said = parties.first().is_some_and(|parties| parties.iter().any(|(.., span)| span.is_some()));
                let is_whose = is_said || self.known.about.len() < 2 || trigger.kind == "chief-of-mission";
                let readings = parties.into_iter().map(|parties| {
                    let mut claim = Claim { kind, roles: roles.clone() };
                    claim.roles.extend(parties.iter().map(|(role, area, _)| (*role, Said::Area(*area))));
                    Understood { claim, spans: spans.clone() }
                });
                let readings: Vec<Understood> = readings.collect();
                if !readings.is_empty() {
                    let is_denied = Triggers::of(self.wordings.language()).denies(words, place);
                    let is_unsure = match trigger.measure {
                        Measure::Place => !self.is_label(words) && !(is_of_today && is_said),
                        _ => !is_of_today || !is_whose || is_of_then,
                    };
                    let known = self.known.clone();
                    composed.push(Composed { span: start..end, readings, is_denied, is_unsure, even, known });
                }
            }
        }
        composed
    }

    /// Whether the sentence is a label with its value: "Chief of state: ...".
    fn is_label(&self, words: &Words) -> bool {
        const LONGEST: usize = 16;
        let text = self.text.get(self.span.clone()).unwrap_or_default();
        text.contains(": ") && words.between(self.span.start, self.span.end) <= LONGEST
    }

    /// The city that a name begins, as sources call it: other languages have names
    /// of their own for some, of several words.
    fn city(&self, name: &Range<usize>) -> Option<String> {
        const LONGEST: usize = 4;
        let rest = self.text.get(name.start..self.span.end)?;
        let ends = rest.match_indices(char::is_whitespace).map(|(at, _)| at).chain([rest.len()]).take(LONGEST);
        let mut spans: Vec<&str> = ends.filter_map(|end| rest.get(..end)).collect();
        spans.reverse();
        let code = spans.iter().find_map(|span| {
            let bare = span.trim_end_matches([',', ';', ')', ':']);
            self.wordings.code_of(bare).or_else(|| self.wordings.code_of(bare.trim_end_matches('.')))
        });
        let text = || self.text.get(name.clone()).map(str::to_owned);
        match code {
            Some(code) => Some(code.to_string()),
            None => text().filter(|_| self.wordings.language() == Language::English),
        }
    }

    /// Runs of words with capitals that are no area, organization or title.
    fn names(&self) -> Vec<Range<usize>> {
        const PARTICLES: [&str; 16] =
            ["de", "del", "da", "dos", "al", "el", "bin", "ben", "bint", "van", "von", "la", "le", "ibn", "der", "y"];
        let part = self.text.get(self.span.clone()).unwrap_or_default();
        let mut names: Vec<Range<usize>> = Vec::new();
        let mut run: Option<(Range<usize>, usize)> = None;
        let mut at = 0;
        for piece in part.split_inclusive(char::is_whitespace) {
            let start = self.span.start + at;
            at += piece.len();
            let trimmed = piece.trim_end();
            let word = trimmed.trim_matches(|c: char| !c.is_alphanumeric());
            let offset = trimmed.find(word).unwrap_or_default();
            let span = start + offset..start + offset + word.len();
            let is_capital = word.starts_with(char::is_uppercase);
            let is_mentioned = self.mentions.iter().any(|mention| {
                let is_name = matches!(
                    mention.what,
                    Mentioned::Area { .. } | Mentioned::Areas(_) | Mentioned::Organization(_) | Mentioned::Period(_)
                );
                is_name && mention.span.start < span.end && span.start < mention.span.end
            });
            let goes_on = is_capital && !is_mentioned && !is_title(word);
            match &mut run {
                Some((known, capitals)) if goes_on => {
                    known.end = span.end;
                    *capitals += 1;
                }
                Some(_) if PARTICLES.contains(&word) => {}
                Some((known, capitals)) => {
                    if *capitals >= 1 && known.len() > 3 {
                        names.push(known.clone());
                    }
                    run = None;
                }
                None if goes_on => run = Some((span.clone(), 1)),
                None => {}
            }
            let ends = trimmed.ends_with([',', '.', ';', ':', ')']);
            if ends && let Some((known, _)) = run.take() {
                names.push(known);
            }
        }
        names.extend(run.map(|(known, _)| known));
        // One word that begins the sentence may be any, and behind a preposition it is a place.
        let folded = Words::of(self.text, &self.span);
        let prepositions = &Triggers::of(self.wordings.language()).words;
        names.retain(|name| {
            let words = self.text.get(name.clone()).unwrap_or_default().split_whitespace().count();
            let is_place = folded
                .before(name.start)
                .is_some_and(|word| prepositions.within.iter().chain(&prepositions.to).any(|other| other == word));
            let text = self.text.get(name.clone()).unwrap_or_default();
            let institutions = &Triggers::of(self.wordings.language()).institutions;
            let is_institution = text.split_whitespace().any(|word| institutions.iter().any(|other| other == word));
            let has_article =
                folded.before(name.start).is_some_and(|word| matches!(word, "the" | "a" | "an" | "la" | "les"));
            !is_institution && !has_article && (words >= 2 || (name.start > self.span.start && !is_place))
        });
        names
    }
}

/// Titles and words that are written with capitals beside names.
fn is_title(word: &str) -> bool {
    const TITLES: [&str; 45] = [
        "President",
        "Prime",
        "Minister",
        "King",
        "Queen",
        "Emir",
        "Sultan",
        "Ambassador",
        "Head",
        "Chargé",
        "Charge",
        "Washington",
        "State",
        "Government",
        "Chancellor",
        "Embassy",
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "The",
        "Presidente",
        "Presidenta",
        "Primer",
        "Primera",
        "Ministro",
        "Ministra",
        "Rey",
        "Reina",
        "Embajador",
        "Embajadora",
        "El",
        "La",
        "Jefe",
        "Estado",
        "Gobierno",
        "Président",
        "Présidente",
        "Premier",
        "Première",
        "Ministre",
        "Roi",
        "Chef",
        "Ambassadeur",
        "Le",
    ];
    TITLES.contains(&word)
}

/// On which side of a flow an area stands, by the preposition before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    To,
    From,
    With,
    In,
    None,
}

fn side(named: &Named<'_>, words: &Words, prepositions: &Prepositions) -> Side {
    match named.how {
        Naming::Of => return Side::From,
        Naming::To => return Side::To,
        Naming::In => return Side::In,
        Naming::Possessive | Naming::Adjective => return Side::None,
        Naming::Name | Naming::People => {}
    }
    let Some(before) = words.before(named.span.start) else { return Side::None };
    let is = |list: &[String]| list.iter().any(|word| word == before);
    if is(&prepositions.to) {
        Side::To
    } else if is(&prepositions.from) {
        Side::From
    } else if is(&prepositions.with) {
        Side::With
    } else if is(&prepositions.within) {
        Side::In
    } else {
        Side::None
    }
}

/// Whether a period is what a figure is compared with: "than in 2021", "on 2021".
pub(crate) fn is_compared(text: &str, period: &Range<usize>) -> bool {
    const COMPARING: [&str; 9] = ["on", "than", "from", "que", "frente", "contre", "respecto", "rapport", "since"];
    let words = text.get(period.clone()).unwrap_or_default();
    let before = text.get(..period.start).unwrap_or_default().trim_end();
    let own = words.split_whitespace().next().filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_comparing = |word: &str| COMPARING.contains(&word.to_lowercase().as_str());
    is_comparing(own.unwrap_or(last)) || (own.is_some_and(|own| matches!(own, "in" | "en")) && is_comparing(last))
}

fn is_possessive(words: &str) -> bool {
    matches!(words.to_lowercase().as_str(), "its" | "their" | "his" | "her" | "su" | "sus" | "son" | "sa" | "ses")
}

/// A figure whose sign the trigger's words have.
fn signed(printed: Printed, trigger: &Trigger) -> Printed {
    if trigger.sets.iter().any(|set| set == "deficit") && trigger.kind == "goods-balance" {
        printed.below_zero()
    } else {
        printed
    }
}

/// What may measure a mention; a bare number after a measured one shares its unit.
fn measures(what: &Mentioned, lent: Option<&Printed>) -> Vec<Measure> {
    let of_unit = |code: Code| {
        let money = code.as_str().len() == 3 && code.chars().all(|c| c.is_ascii_uppercase()) && code != unit::KM2;
        match code {
            _ if code == unit::PERCENT => vec![Measure::Percent],
            _ if code == unit::KM2 => vec![Measure::Area],
            _ if code == unit::KM => vec![Measure::Length],
            _ if code == unit::HA => vec![Measure::Land],
            _ if code == unit::YEARS => vec![Measure::Years],
            _ if code == unit::PERSONS => vec![Measure::People],
            _ if money => vec![Measure::Money],
            _ => Vec::new(),
        }
    };
    match what {
        // A bare number of four digits is a year rather than people.
        Mentioned::Figure(printed)
            if printed.unit == unit::COUNT
                && (Decimal::ONE_THOUSAND..Decimal::from(2_100)).contains(&printed.value) =>
        {
            Vec::new()
        }
        Mentioned::Figure(printed) if printed.unit == unit::COUNT => match lent {
            Some(lent) => of_unit(lent.unit),
            None => vec![Measure::People],
        },
        Mentioned::Figure(printed) => of_unit(printed.unit),
        Mentioned::Rank(_) => vec![Measure::Rank],
        Mentioned::Period(When::At(_) | When::Since(_) | When::By(_) | When::Until(_)) => vec![Measure::Date],
        _ => Vec::new(),
    }
}
