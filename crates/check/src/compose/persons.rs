use std::ops::Range;

use attache_fact::{Claim, Said};
use attache_language::read::{Mentioned, Understood, When};
use attache_model::{Code, Language};

use super::{
    Composed, FURTHEST, Sentence,
    parties::{Named, Near},
};
use crate::trigger::{List, Measure, Trigger, Triggers, Words};

impl Sentence<'_> {
    /// Who holds an office, by a name that stands beside it.
    pub(super) fn persons(
        &self,
        placed: &[(&Trigger, Vec<Range<usize>>)],
        areas: &[Named<'_>],
        words: &Words,
    ) -> Vec<Composed> {
        let mut names = self.names();
        let is_nobody_s = |name: &Range<usize>| List::Pronouns.has(self.text.get(name.clone()).unwrap_or_default());
        names.retain(|name| !self.is_claimed(name) && !is_nobody_s(name));
        // "The Prime Minister's XIII match at Santos Stadium".
        let is_where = |name: &Range<usize>| words.before(name.start).is_some_and(|word| List::Places.has(word));
        names.retain(|name| !self.text.get(name.clone()).is_some_and(is_numeral) && !is_where(name));
        let triggers = Triggers::of(self.wordings.language());
        let begins = triggers.begins(words);
        let is_of_today = triggers.is_of_today(words) || self.is_label(words);
        let mut composed: Vec<Composed> = Vec::new();
        for (trigger, places) in
            placed.iter().filter(|(trigger, _)| matches!(trigger.measure, Measure::Person | Measure::Place))
        {
            // "King Charles Street" has no king.
            let is_of_street = |place: &Range<usize>| {
                let behind = self.text.get(place.end..self.span.end).unwrap_or_default();
                let mut name = behind.split_whitespace().take_while(|word| word.starts_with(char::is_uppercase));
                name.any(|word| List::Streets.has(word.trim_matches(|c: char| !c.is_alphanumeric())))
            };
            for place in places.iter().filter(|place| !self.is_claimed(place) && !is_of_street(place)) {
                let is_apart = |name: &&Range<usize>| name.end <= place.start || place.end <= name.start;
                // "Has represented Tallinn since 2021" is of somebody else.
                let is_person = |name: &&Range<usize>| {
                    trigger.measure != Measure::Person
                        || (!self.is_city(name) && (!trigger.is_verb || name.end <= place.start))
                };
                // "FCDO Correspondence, King Charles Street": right before a name a title is that one's.
                let next = self.text.get(place.end..self.span.end).and_then(|rest| rest.strip_prefix(' '));
                let heads_name = next.is_some_and(|next| next.starts_with(char::is_uppercase));
                let is_its = |name: &&Range<usize>| !heads_name || trigger.is_verb || place.end <= name.start;
                let nearest = names
                    .iter()
                    .filter(is_apart)
                    .filter(is_person)
                    .filter(is_its)
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
                    // "Re-elected on 24 April" is not since when.
                    .filter(|(_, span)| !words.before(span.start).is_some_and(|word| List::Reelected.has(word)))
                    .map(|(period, span)| {
                        let to_name = self.distance(words, name, span);
                        (to_name.min(self.distance(words, place, span)), period, span)
                    })
                    // Behind another name it is that one's, and in a part of its own nobody's.
                    .filter(|(distance, _, span)| {
                        let (from, to) = (name.end.min(span.end), name.start.max(span.start));
                        let is_between = |other: &Range<usize>| from <= other.start && other.end <= to;
                        let between = self.text.get(from..to).unwrap_or_default();
                        let joins = between.split_whitespace().any(|word| List::Joining.has(word));
                        // "Who won 62 per cent in the second round of 19 April" took office later.
                        let is_of_poll = words.within(&(from..to)).any(|word| List::Polls.has(word));
                        // "(since 2004) Head of government: ..." is another's.
                        let is_other_s = span.end <= place.start && place.end <= name.start;
                        *distance <= FURTHEST && !joins && !is_of_poll && !is_other_s && !names.iter().any(is_between)
                    })
                    .min_by_key(|(distance, ..)| *distance)
                    .map(|(_, period, span)| (period, span));
                let is_of_then = self.is_of_chronology()
                    || self.mentions.iter().any(|mention| matches!(mention.what, Mentioned::Period(When::At(_))));
                if trigger.measure == Measure::Person && !is_of_today && !begins {
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
                let (parties, even) = self.parties(&Near { trigger, place, figure: name, areas, words });
                let is_said = parties.first().is_some_and(|parties| parties.iter().any(|(.., span)| span.is_some()));
                let is_whose = is_said
                    || self.known.about.len() < 2
                    || trigger.kind == "chief-of-mission"
                    || self.is_holding(words, name, place);
                // "Ann Bee represents it to NATO and Joe Doe to the European Union".
                let is_behind_another =
                    |span: &Range<usize>| names.iter().any(|other| place.end <= other.start && other.end <= span.start);
                let told = parties.first().into_iter().flatten().filter_map(|(.., span)| span.as_ref());
                let is_another_s = told.into_iter().any(is_behind_another);
                let readings = parties.into_iter().map(|parties| {
                    let mut claim = Claim { kind, roles: roles.clone() };
                    claim.roles.extend(parties.iter().map(|(role, area, _)| (*role, Said::Area(*area))));
                    Understood { claim, spans: spans.clone() }
                });
                let readings: Vec<Understood> = readings.collect();
                if !readings.is_empty() {
                    let stance = self.stance(triggers.denies(words, place, name), words, name);
                    let is_unsure = match trigger.measure {
                        _ if self.is_label(words) => !self.is_named_in_full(words, name, place),
                        Measure::Place => !is_of_today || !is_said,
                        _ if is_another_s => true,
                        _ => {
                            let is_named = trigger.kind != "leader" || self.is_named_in_full(words, name, place);
                            !is_of_today || !is_whose || is_of_then || !is_named
                        }
                    };
                    let known = self.known.clone();
                    composed.push(Composed { span: start..end, readings, stance, is_unsure, even, known });
                }
            }
        }
        composed
    }

    /// Whether words say of a name in full that it holds the office today: "Prime Minister
    /// Ann Bee heads the government", "Ann Bee is president".
    fn is_holding(&self, words: &Words, name: &Range<usize>, office: &Range<usize>) -> bool {
        let triggers = Triggers::of(self.wordings.language());
        let end = name.end.max(office.end);
        let between = name.end.min(office.end)..name.start.max(office.start);
        let is_told = |within: &Range<usize>| words.within(within).any(|word| triggers.holds(word));
        let next = self.text.get(end..).and_then(|rest| rest.split_whitespace().next());
        let is_next = next.is_some_and(|word| triggers.holds(word));
        // Kings have names of their own in each language.
        let is_king = self.text.get(name.clone()).is_some_and(|name| {
            let last = name.split_whitespace().next_back().unwrap_or_default();
            last.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
        });
        !is_king && self.is_named_in_full(words, name, office) && (is_next || is_told(&between))
    }

    /// Whether the paragraph is an entry of a chronology, which a year heads.
    fn is_of_chronology(&self) -> bool {
        let digits = self.text.trim_start().chars().take_while(char::is_ascii_digit).count();
        digits == 4
    }

    /// Whether a name of several words stands beside its office.
    fn is_named_in_full(&self, words: &Words, name: &Range<usize>, office: &Range<usize>) -> bool {
        const NEAR: usize = 5;
        let count = self.text.get(name.clone()).unwrap_or_default().split_whitespace().count();
        count > 1 && self.distance(words, office, name) <= NEAR
    }

    /// Whether a name is that of a city and nothing else.
    pub(super) fn is_city(&self, name: &Range<usize>) -> bool {
        self.text.get(name.clone()).is_some_and(|name| self.wordings.code_of(name).is_some())
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
    pub(super) fn names(&self) -> Vec<Range<usize>> {
        let part = self.text.get(self.span.clone()).unwrap_or_default();
        let mut names: Vec<Range<usize>> = Vec::new();
        let mut run: Option<Range<usize>> = None;
        let mut at = 0;
        for piece in part.split_inclusive(char::is_whitespace) {
            let start = self.span.start + at;
            at += piece.len();
            let trimmed = piece.trim_end();
            let word = trimmed.trim_matches(|c: char| !c.is_alphanumeric());
            let offset = trimmed.find(word).unwrap_or_default();
            let span = start + offset..start + offset + word.len();
            let is_capital = word.starts_with(char::is_uppercase);
            if trimmed.starts_with('(') {
                names.extend(run.take());
            }
            let is_mentioned = self.mentions.iter().any(|mention| {
                let is_name = matches!(
                    mention.what,
                    Mentioned::Area { .. } | Mentioned::Areas(_) | Mentioned::Organization(_) | Mentioned::Period(_)
                );
                is_name && mention.span.start < span.end && span.start < mention.span.end
            });
            // "Since June 1".
            let is_before_number = || part.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            let is_dated = run.is_none() && trimmed == word && is_before_number();
            let goes_on = is_capital && !is_mentioned && !is_dated && !List::Titles.has(word);
            match &mut run {
                Some(known) if goes_on => known.end = span.end,
                Some(_) if List::Particles.has(word) => {}
                Some(known) => {
                    names.push(known.clone());
                    run = None;
                }
                None if goes_on => run = Some(span.clone()),
                None => {}
            }
            // A point behind an initial ends no name.
            let is_initial = trimmed.ends_with('.') && word.chars().count() == 1;
            let ends = !is_initial && trimmed.ends_with([',', '.', ';', ':', ')']);
            if ends && let Some(known) = run.take() {
                names.push(known);
            }
        }
        names.extend(run);
        // One word that begins the sentence may be any, and behind a preposition it is a place.
        let folded = Words::of(self.text, &self.span);
        let prepositions = &Triggers::of(self.wordings.language()).words;
        names.retain(|name| {
            const SHORTEST: usize = 4;
            let words = self.text.get(name.clone()).unwrap_or_default().split_whitespace().count();
            let is_place = folded
                .before(name.start)
                .is_some_and(|word| prepositions.within.iter().chain(&prepositions.to).any(|other| other == word));
            let text = self.text.get(name.clone()).unwrap_or_default();
            let is_institution = Triggers::of(self.wordings.language()).names_institution(text);
            let has_article =
                folded.before(name.start).is_some_and(|word| matches!(word, "the" | "a" | "an" | "la" | "les"));
            // "Ann Bee, a former minister of Finance".
            let is_office = folded.before_with_place(name.start).is_some_and(|(of, place)| {
                let title = folded.before(place.start);
                List::Of.has(of) && title.is_some_and(|title| List::Ministers.words().iter().any(|word| word == title))
            });
            let is_where = folded.before(name.start).is_some_and(|word| List::Within.has(word) || word == "from");
            name.len() >= SHORTEST
                && !is_institution
                && !has_article
                && !is_where
                && !is_office
                && (words >= 2 || is_double(text) || (name.start > self.span.start && !is_place))
        });
        names
    }
}

/// Whether a name is made of two: "Houphouët-Boigny".
fn is_double(name: &str) -> bool {
    name.split_once('-').is_some_and(|(_, second)| second.starts_with(char::is_uppercase))
}

/// Whether what was taken for a name begins with a Roman numeral: "the Prime Minister's XIII".
pub(crate) fn is_numeral(text: &str) -> bool {
    const SHORTEST: usize = 2;
    let first = text.split_whitespace().next().unwrap_or_default();
    first.len() >= SHORTEST && first.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}
