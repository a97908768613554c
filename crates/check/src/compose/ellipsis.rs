use std::ops::Range;

use attache_fact::{Claim, Printed, RoleName, Said};
use attache_language::read::{Mention, Mentioned, Naming, Understood};
use attache_model::{Area, Code, Period, unit};

use super::{Composed, FURTHEST, MEASURED, Named, SIGNS, Sentence, is_same_but_figure, turned};
use crate::trigger::{List, Trigger, Triggers, Words};

impl Sentence<'_> {
    /// Whether a figure goes on with a fall, no words having turned it: "fell by 1.0% in 2017 and by
    /// 1.6% in 2019".
    fn falls_on(
        &self,
        topic: &Understood,
        measured: RoleName,
        from: usize,
        figure: &Range<usize>,
        words: &Words,
    ) -> bool {
        const NEAR: usize = 2;
        let triggers = Triggers::of(self.wordings.language());
        let fell = matches!(topic.claim.role(measured), Some(Said::Figure(fell)) if fell.value.is_sign_negative());
        let departs = words.before(figure.start).is_some_and(|word| triggers.departs(word));
        let is_told = |(place, _): (Range<usize>, _)| {
            from <= place.start && words.between(figure.end, place.start.max(figure.end)) <= NEAR
        };
        fell && !departs && !triggers.directions(words).any(is_told)
    }

    /// A figure of which no word says what it is, after a claim of its measure: "India
    /// takes 17 % of exports, and Belgium 16 %".
    pub(super) fn spoken_on(
        &self,
        figure: &Range<usize>,
        what: &Mentioned,
        composed: &[Composed],
        placed: &[(&Trigger, Vec<Range<usize>>)],
        areas: &[Named<'_>],
        words: &Words,
    ) -> Option<Composed> {
        let Mentioned::Figure(printed) = what else { return None };
        let (end, topic) = self.topic(figure.start, composed)?;
        // Of what the sentence before told one goes on at the beginning of the next.
        // "The peak year was fiscal year 1979, with nearly $2.6 billion."
        let furthest = if topic.claim.kind.starts_with("aid-") { FURTHEST } else { FURTHEST / 2 };
        if end <= self.span.start && words.between(self.span.start, figure.start) > furthest {
            return None;
        }
        let is_compared = self.is_compared_figure(figure, words);
        // "A $140 million compact" is that of the compact; "frente a 140" is no such.
        if !is_compared && words.before(figure.start).is_some_and(|word| List::Binding.has(word)) {
            return None;
        }
        let triggers = Triggers::of(self.wordings.language());
        let is_sure = |other: &Composed| other.readings.first() != Some(topic) || (!other.is_unsure && other.even < 2);
        let is_doubtful = !composed.iter().all(is_sure);
        let of_partners = of_partners(topic, printed);
        let of_year = self.time(figure, words).and_then(|(period, _)| of_one_year(topic, period));
        let clause = end.max(self.span.start)..self.next_figure(figure.end);
        let turned = if triggers.turns(words, &clause) { Some(turned(topic)?) } else { None };
        let topic = of_partners.as_ref().or(of_year.as_ref()).or(turned.as_ref()).unwrap_or(topic);
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
        // Who was named before the topic was told is no other one's, but a partner.
        let beside = areas.iter().filter(is_new).filter(|named| partner.is_some() || named.span.start >= end);
        let bracketed = self.before_bracket(figure, areas).filter(|named| partner == Some("b") && is_new(named));
        let beside = bracketed.or_else(|| beside.min_by_key(|named| self.distance(words, named.span, figure)));
        // Another partner, or else it is not of the same thing.
        let has_partner = of_partners.is_some() && topic.claim.role("partner").is_some();
        if partner.is_some() != beside.is_some() && !has_partner {
            return None;
        }
        let time = self.time(figure, words);
        // "Up from $1.55 billion": in the year before, as a rule.
        let is_before = triggers.is_of_year_before(words, figure) || (is_compared && time.is_none());
        let is_of_another_time =
            is_before || time.is_some_and(|(period, _)| topic.claim.role("time") != Some(&Said::Period(period)));
        // Of the same thing in the same year there is one figure.
        if !(is_of_another_time || turned.is_some() || partner.is_some()) {
            return None;
        }
        let keeps = |role: RoleName| {
            let is_sign = SIGNS.contains(&role);
            !is_sign
                && role != "time"
                && role != "rank"
                && !MEASURED.contains(&role)
                && (Some(role) != partner || beside.is_none())
        };
        let mut roles: Vec<(RoleName, Said)> =
            topic.claim.roles.iter().filter(|(role, _)| keeps(role)).cloned().collect();
        // "Twice that which joins Ecuador to Colombia": of the two before, the one that is named anew.
        let is_again = |named: &&Named<'_>| {
            let is_between = end <= named.span.start && named.span.end <= figure.start;
            let is_own = topic.spans.iter().any(|(_, span)| span == named.span);
            is_between && !is_own && topic.claim.role("b") == Some(&Said::Area(named.area))
        };
        if let Some(again) =
            areas.iter().find(is_again).filter(|_| topic.claim.kind == "land-border" && beside.is_some())
            && let Some((_, said)) = roles.iter_mut().find(|(role, _)| *role == "a")
        {
            *said = Said::Area(again.area);
        }
        let mut spans = vec![(measured, figure.clone())];
        let falls_on = !is_compared && self.falls_on(topic, measured, end.max(self.span.start), figure, words);
        roles.push((measured, Said::Figure(if falls_on { printed.below_zero() } else { *printed })));
        if let Some((period, span)) = time {
            roles.push(("time", Said::Period(period)));
            spans.push(("time", span.clone()));
        }
        // A surplus may have become a deficit.
        if topic.claim.kind == "goods-balance" {
            roles.push(("size", Said::Text("size".to_owned())));
        }
        if let (Some(role), Some(named)) = (partner, beside) {
            roles.push((role, Said::Area(named.area)));
            spans.push((role, named.span.clone()));
        }
        let may_be_turned = self.turn_flow(&mut roles, end.max(self.span.start), figure, placed, words);
        // "Estonia sold most to Finland (13)": whose it is may have changed.
        let is_between = |named: &&Named<'_>| end <= named.span.start && named.span.end <= figure.start;
        let has_others =
            areas.iter().filter(is_between).filter(|named| !self.has_own_figure(named, figure)).count() > 1;
        // Of partners another sentence may tell those of another trade, unless it begins with one.
        let is_first = beside.is_some_and(|named| words.between(self.span.start, named.span.start) == 0);
        let is_of_before = partner.is_some() && end <= self.span.start && !is_first;
        // Of the year before one that another sentence names.
        let is_of_year_before = is_before && time.is_none() && self.years() != 1;
        // "China was the main source. The United States bought 10 percent": of the other trade.
        let opposite = topic.claim.roles.iter().find_map(|(role, said)| match said {
            Said::Text(flow) if *role == "flow" => way_of(flow),
            _ => None,
        });
        let opposite = opposite.map(|way| if way == Way::Out { List::Selling } else { List::Buying });
        let ahead = end.max(self.span.start)..figure.start;
        let is_of_other_trade = opposite.is_some_and(|verbs| words.within(&ahead).any(|word| verbs.has(word)));
        if is_of_other_trade && let Some((_, Said::Text(flow))) = roles.iter_mut().find(|(role, _)| *role == "flow") {
            *flow = if way_of(flow) == Some(Way::Out) { "imports" } else { "exports" }.to_owned();
        }
        // "It bought 25 percent of its exports, ahead of China (17)": of both, who is meant is open.
        let is_pronoun = |role: RoleName| {
            topic.spans.iter().any(|(name, span)| {
                let words = self.text.get(span.clone()).unwrap_or_default();
                *name == role && (List::Pronouns.has(words) || List::Possessives.has(words))
            })
        };
        let is_of_pronouns = is_pronoun("subject") && is_pronoun("partner");
        let is_unsure = is_compared
            || is_of_pronouns
            || is_of_other_trade
            || is_of_year_before
            || may_be_turned
            || has_others
            || is_doubtful
            || is_of_before
            || match beside {
                Some(named) => !self.is_beside_only(&Said::Area(named.area), figure, areas),
                None => of_year.is_none() || !self.is_one_year_s_aid(topic, end, placed),
            };
        let understood = Understood { claim: Claim { kind: topic.claim.kind, roles }, spans };
        let own = composed.iter().filter_map(|other| other.readings.first());
        let told = self.topics.iter().map(|(_, topic)| topic).chain(own);
        if !is_before && told.into_iter().any(|other| is_same_but_figure(other, &understood)) {
            return None;
        }
        let others = self.of_other_subjects(&understood);
        Some(Composed {
            span: figure.clone(),
            readings: std::iter::once(understood).chain(others).collect(),
            stance: self.stance(false, words, figure),
            is_unsure,
            even: 1,
            known: self.known_of(is_before),
        })
    }

    /// The share of a partner in the trade of the document's other countries, as whose it may be
    /// meant as well.
    fn of_other_subjects(&self, share: &Understood) -> Vec<Understood> {
        if share.claim.kind != "partner-share" {
            return Vec::new();
        }
        let is_in = |area: Area| share.claim.roles.iter().any(|(_, said)| *said == Said::Area(area));
        let others = self.known.about.iter().filter(|area| !is_in(**area));
        others
            .map(|area| {
                let mut other = share.clone();
                other.claim.roles.retain(|(role, _)| *role != "subject");
                other.claim.roles.push(("subject", Said::Area(*area)));
                other
            })
            .collect()
    }

    /// The same, behind one that tells of all aid since a year.
    pub(super) fn goes_on_of_aid(
        &self,
        figure: &Mention,
        composed: &[Composed],
        placed: &[(&Trigger, Vec<Range<usize>>)],
    ) -> bool {
        let topic = self.topic(figure.span.start, composed);
        topic.is_some_and(|(end, topic)| topic.claim.kind == "aid-since" && self.is_one_year_s_aid(topic, end, placed))
    }

    /// Whether a sentence gives one amount of one year, behind one that tells of the same aid.
    fn is_one_year_s_aid(&self, topic: &Understood, end: usize, placed: &[(&Trigger, Vec<Range<usize>>)]) -> bool {
        let periods = self.mentions.iter().filter(|mention| matches!(mention.what, Mentioned::Period(_)));
        let told = topic.claim.role("transaction");
        let is_other = |trigger: &Trigger| {
            trigger.transaction.as_ref().is_some_and(|other| told != Some(&Said::Text(other.clone())))
        };
        let is_alone = periods.count() == 1 && self.figures().count() == 1;
        end <= self.span.start && is_alone && !placed.iter().any(|(trigger, _)| is_other(trigger))
    }

    /// A further place in the order of the same two countries: "the 62nd largest export market and
    /// the 89th largest supplier", "the largest market in Africa and the 40th largest in the world".
    pub(super) fn further_rank(
        &self,
        mention: &Mention,
        composed: &[Composed],
        areas: &[Named<'_>],
        words: &Words,
    ) -> Option<Composed> {
        const FEW: usize = 3;
        const NEAR: usize = 5;
        let Mentioned::Rank(rank) = mention.what else { return None };
        let (end, topic) = self.topic(mention.span.start, composed)?;
        let gap = self.text.get(end..mention.span.start)?;
        let is_joined = gap.split_whitespace().any(|word| List::Joining.has(word)) || gap.trim_start().starts_with(',');
        let is_here = end > self.span.start && words.between(end, mention.span.start) <= FEW + 3;
        let is_party = |area| topic.claim.roles.iter().any(|(_, said)| *said == Said::Area(area));
        let is_within = |named: &Named<'_>| {
            let is_between = end <= named.span.start && named.span.end <= mention.span.start;
            named.is_said && is_between && !is_party(named.area)
        };
        if topic.claim.kind != "goods-rank" || !is_joined || !is_here || gap.contains([';', ':', '.']) {
            return None;
        }
        // "Of the United States in goods and the": of what the first place is.
        if areas.iter().any(is_within) && words.between(end, mention.span.start) > FEW {
            return None;
        }
        let triggers = Triggers::of(self.wordings.language());
        let ranks = triggers.all.iter().filter(|trigger| trigger.kind == "goods-rank");
        let places =
            ranks.flat_map(|trigger| trigger.word_places(words).into_iter().map(move |place| (trigger, place)));
        let behind = places.filter(|(_, place)| {
            let between = self.text.get(mention.span.end..place.start.max(mention.span.end)).unwrap_or("-");
            let is_near = words.between(mention.span.end, place.start) <= FEW && !between.contains([',', ';', '(']);
            place.start >= mention.span.end
                && is_near
                && !between.split_whitespace().any(|word| List::Joining.has(word))
        });
        let own = behind.min_by_key(|(_, place)| (place.start, std::cmp::Reverse(place.end)));
        let is_of_world = self.mentions.iter().any(|it| {
            let is_it =
                matches!(&it.what, Mentioned::Area { areas, .. } if areas.iter().any(|area| area.code() == "W00"));
            is_it && it.span.start >= mention.span.end && words.between(mention.span.end, it.span.start) <= NEAR
        });
        if own.is_none() && !is_of_world {
            return None;
        }
        let is_told = |role: RoleName| topic.spans.iter().any(|(name, _)| *name == role);
        let keeps = |role: RoleName| match role {
            "rank" | "among" => false,
            "flow" => own.is_none(),
            "time" => is_told(role),
            _ => true,
        };
        let mut roles: Vec<(RoleName, Said)> =
            topic.claim.roles.iter().filter(|(role, _)| keeps(role)).cloned().collect();
        roles.push(("rank", Said::Rank(rank)));
        let flow = own.as_ref().and_then(|(trigger, _)| trigger.flow.clone());
        roles.extend(flow.map(|flow| ("flow", Said::Text(flow))));
        let last = own.map_or(mention.span.end, |(_, place)| place.end);
        // Within the region of the first place, or among all?
        let is_open = topic.claim.role("among").is_some() && !is_of_world;
        let is_sure = |other: &Composed| other.readings.first() != Some(topic) || (!other.is_unsure && other.even < 2);
        // Of a year that another sentence names, or of whom no word says.
        let text = self.text.get(self.span.clone()).unwrap_or_default();
        let is_lent = !is_told("time") && (self.years() > 0 || triggers.is_of_that_year(text));
        let is_of_nobody = !is_told("reporter") && !is_told("partner");
        let is_unsure = is_open || is_lent || is_of_nobody || !composed.iter().all(is_sure);
        Some(Composed {
            span: mention.span.start..last,
            readings: vec![Understood {
                claim: Claim { kind: topic.claim.kind, roles },
                spans: vec![("rank", mention.span.clone())],
            }],
            stance: self.stance(false, words, &mention.span),
            is_unsure,
            even: 1,
            known: self.known.clone(),
        })
    }

    /// Turns the flow of a share where words say so between the claim that it goes on from and
    /// its figure: "On the import side it is Germany (15 percent)". Whether other words of the
    /// sentence may turn it as well.
    fn turn_flow(
        &self,
        roles: &mut [(RoleName, Said)],
        from: usize,
        figure: &Range<usize>,
        placed: &[(&Trigger, Vec<Range<usize>>)],
        words: &Words,
    ) -> bool {
        const NEAR: usize = 4;
        let told = roles.iter_mut().find_map(|(role, said)| match said {
            Said::Text(flow) if *role == "flow" => Some((way_of(flow)?, flow)),
            _ => None,
        });
        let Some((told, flow)) = told else { return false };
        // "And is by far the leading source of imports, at 49 percent": of the next figure.
        let is_of_next = |place: &Range<usize>| {
            let next = self.next_figure(place.end);
            place.start >= figure.end && next < self.span.end && words.between(place.end, next) <= NEAR
        };
        let places = placed.iter().flat_map(|(trigger, places)| places.iter().map(move |place| (*trigger, place)));
        let ways: Vec<(Way, &Range<usize>)> = places
            .filter(|(_, place)| !is_of_next(place))
            .filter_map(|(trigger, place)| Some((way(self.text, trigger, place)?, place)))
            .collect();
        let mut between = ways.iter().filter(|(_, place)| from <= place.start && place.end <= figure.start).peekable();
        if between.peek().is_some() && between.all(|(way, _)| *way != told) {
            *flow = if told == Way::Out { "imports" } else { "exports" }.to_owned();
        }
        ways.iter().any(|(way, _)| *way != told)
    }

    /// Where the next figure stands, else the end of the sentence.
    fn next_figure(&self, after: usize) -> usize {
        self.figures().map(|mention| mention.span.start).find(|start| *start >= after).unwrap_or(self.span.end)
    }
}

/// Which way goods go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Out,
    In,
}

fn way_of(flow: &str) -> Option<Way> {
    match flow {
        "exports" | "export market" => Some(Way::Out),
        "imports" | "source of imports" => Some(Way::In),
        _ => None,
    }
}

/// Which way goods go by a trigger's words; who buys or sells them may be either.
fn way(text: &str, trigger: &Trigger, place: &Range<usize>) -> Option<Way> {
    let begins = |stem: &str| text.get(place.clone()).unwrap_or_default().to_lowercase().starts_with(stem);
    match trigger.kind.as_str() {
        "goods-exports" => begins("export").then_some(Way::Out),
        "goods-imports" => begins("import").then_some(Way::In),
        _ => way_of(trigger.flow.as_deref()?),
    }
}

/// Whether the last words of a text for a flow are those of the other one: "of exports, and
/// provided 23 percent of imports".
pub(crate) fn turns_away(text: &str, within: &Range<usize>, flow: &str, triggers: &Triggers) -> bool {
    let words = Words::of(text, within);
    let places =
        triggers.all.iter().flat_map(|trigger| trigger.places(&words).into_iter().map(move |it| (trigger, it)));
    let ways = places.filter_map(|(trigger, place)| Some((place.end, way(text, trigger, &place)?)));
    let last = ways.max_by_key(|(end, _)| *end);
    last.zip(way_of(flow)).is_some_and(|((_, last), told)| last != told)
}

/// The aid of one year beside that of all since another one: "the largest annual amount was $166
/// million in fiscal year 1985".
fn of_one_year(topic: &Understood, period: Period) -> Option<Understood> {
    if topic.claim.kind != "aid-since" || !matches!(period, Period::Year(_) | Period::FiscalYear { .. }) {
        return None;
    }
    let keeps = |role: RoleName| matches!(role, "donor" | "recipient" | "transaction" | "value");
    let roles = topic.claim.roles.iter().filter(|(role, _)| keeps(role)).cloned().collect();
    Some(Understood { claim: Claim { kind: Code::from_static("aid-year"), roles }, spans: Vec::new() })
}

/// A share beside an order is of the same partner and flow, and one beside a list of
/// partners of another: "the first market, with 15 % of its exports".
fn of_partners(topic: &Understood, printed: &Printed) -> Option<Understood> {
    if !matches!(topic.claim.kind.as_str(), "goods-rank" | "main-partners") || printed.unit != unit::PERCENT {
        return None;
    }
    let mut roles: Vec<(RoleName, Said)> = Vec::new();
    for (role, said) in &topic.claim.roles {
        match *role {
            "reporter" => roles.push(("subject", said.clone())),
            "subject" | "partner" | "flow" | "time" => roles.push((*role, said.clone())),
            _ => {}
        }
    }
    roles.push(("share", Said::Figure(*printed)));
    let kind = Code::from_static("partner-share");
    Some(Understood { claim: Claim { kind, roles }, spans: Vec::new() })
}
