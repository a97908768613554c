//! Who is named beside a day, whatever the verb: where both are on record, and not of each other, one
//! of the two is wrong.

use std::ops::Range;

use attache_fact::{Claim, RoleName, Said};
use attache_language::read::{Mentioned, Understood, When};
use attache_model::{Area, Areas, Code, Period};

use super::{Composed, NEAR, POST, Sentence, posts::is_of_state};
use crate::trigger::{List, Triggers, Words};

/// Between a name and its day are no more words.
const FURTHEST: usize = 12;

const VISIT: &str = "visit-latest";

pub(crate) const LEADER: &str = "leader";

impl Sentence<'_> {
    /// The names with the days beside them of which nothing is claimed, as those of visitors, of
    /// heads of missions and of leaders: what these are, only the record can tell.
    pub(crate) fn named_days(&self, claimed: &[Range<usize>]) -> Vec<Composed> {
        let days = self.mentions.iter().filter_map(|mention| match mention.what {
            Mentioned::Period(When::At(day @ Period::Day(_))) => Some((day, &mention.span)),
            _ => None,
        });
        let is_claimed = |span: &Range<usize>| claimed.iter().any(|it| it.start < span.end && span.start < it.end);
        let free: Vec<(Period, &Range<usize>)> = days.filter(|(_, span)| !is_claimed(span)).collect();
        if free.is_empty() {
            return Vec::new();
        }
        let words = Words::of(self.text, &self.span);
        let names = self.names();
        let mut all = Vec::new();
        let is_near = |name: &Range<usize>, date: &Range<usize>| self.is_of_day(name, date, &words);
        for (day, date) in free {
            let beside = names.iter().filter(|name| !self.is_city(name) && !is_claimed(name));
            let nearest = beside.min_by_key(|name| self.distance(&words, name, date));
            let mut add = |name: &Range<usize>, kind, pairs| {
                all.extend(self.beside_day(name, (day, date), kind, pairs, &words));
            };
            if let Some(name) = nearest.filter(|name| is_near(name, date)) {
                let office = self.office_of(name);
                if office.is_some() {
                    add(name, VISIT, self.travels(self.text.get(name.clone()).unwrap_or_default(), office));
                }
                if self.is_in_full(name) && self.tells_of_mission(&words) {
                    add(name, POST, self.missions());
                }
            }
            // "Hakainde Hichilema, of the United Party for National Development, took office on".
            if self.tells_of_term(date, &words) {
                let ahead = names.iter().filter(|name| name.end <= date.start && is_near(name, date));
                for name in ahead.filter(|name| self.is_in_full(name)) {
                    let about = self.known.about.iter();
                    add(name, LEADER, about.map(|area| vec![("subject", *area)]).collect());
                }
            }
        }
        all
    }

    fn is_in_full(&self, name: &Range<usize>) -> bool {
        self.text.get(name.clone()).is_some_and(|name| name.contains(char::is_whitespace))
    }

    /// What a name beside a day would claim of parties, each pair of which it may be of.
    fn beside_day(
        &self,
        name: &Range<usize>,
        (day, date): (Period, &Range<usize>),
        kind: &'static str,
        pairs: Vec<Vec<(RoleName, Area)>>,
        words: &Words,
    ) -> Option<Composed> {
        let role = if kind == LEADER { "since" } else { "date" };
        let person = self.text.get(name.clone()).unwrap_or_default();
        let readings = pairs.into_iter().map(|parties| {
            let mut roles = vec![("person", Said::Text(person.to_owned())), (role, Said::Period(day))];
            roles.extend(parties.into_iter().map(|(role, area)| (role, Said::Area(area))));
            let spans = vec![("person", name.clone()), (role, date.clone())];
            Understood { claim: Claim { kind: Code::from_static(kind), roles }, spans }
        });
        let readings: Vec<Understood> = readings.collect();
        let is_denied = Triggers::of(self.wordings.language()).denies(words, name, date);
        (!readings.is_empty()).then(|| Composed {
            span: name.start.min(date.start)..name.end.max(date.end),
            even: readings.len(),
            readings,
            stance: self.stance(is_denied, words, date),
            is_unsure: true,
            known: self.known.clone(),
        })
    }

    /// Whether a day stands so near a name that it is of the one whom that names.
    fn is_of_day(&self, name: &Range<usize>, date: &Range<usize>, words: &Words) -> bool {
        let (from, to) = (name.end.min(date.end), name.start.max(date.start));
        let gap = self.text.get(from..to.max(from)).unwrap_or_default();
        let is_between = |it: &Range<usize>| from <= it.start && it.end <= to;
        let has_another =
            self.mentions.iter().any(|it| matches!(it.what, Mentioned::Period(_)) && is_between(&it.span));
        words.between(from, to) <= FURTHEST && !gap.contains([';', ':']) && !has_another
    }

    /// The office whose title stands right before a name, of those whose journeys are on record.
    fn office_of(&self, name: &Range<usize>) -> Option<Office> {
        let ahead = self.text.get(self.span.start..name.start)?;
        let person = self.text.get(name.clone())?;
        if is_of_state(ahead, person) {
            return Some(Office::OfState);
        }
        let last = ahead.split_whitespace().next_back()?;
        let surname = person.split_whitespace().next_back().unwrap_or_default();
        let is_titled = List::Presidents.has(last) || List::Ministers.has(last);
        let is_known = person.contains(char::is_whitespace) && List::Travellers.has(surname);
        (is_titled || is_known).then_some(Office::Head)
    }

    /// Who may have come to whom: whom all know, from the United States; others to it.
    fn travels(&self, person: &str, office: Option<Office>) -> Vec<Vec<(RoleName, Area)>> {
        let Some(home) = Areas::known("US") else { return Vec::new() };
        let is_from_home = office == Some(Office::OfState)
            || person.split(|c: char| !c.is_alphabetic()).any(|name| List::Travellers.has(name));
        let others = self.known.about.iter().copied().filter(|area| *area != home);
        let parties = |other: Area| match is_from_home {
            true => vec![("visitor", home), ("host", other)],
            false => vec![("visitor", other), ("host", home)],
        };
        others.map(parties).collect()
    }

    fn missions(&self) -> Vec<Vec<(RoleName, Area)>> {
        let Some(home) = Areas::known("US") else { return Vec::new() };
        let others = self.known.about.iter().copied().filter(|area| *area != home);
        others.map(|other| vec![("sender", home), ("receiver", other)]).collect()
    }

    /// Whether a sentence has words for a mission or its head.
    fn tells_of_mission(&self, words: &Words) -> bool {
        let triggers = Triggers::of(self.wordings.language());
        let is_of_mission =
            |kind: &str| matches!(kind, POST | "chief-of-mission" | "mission-opened" | "mission-raised");
        triggers.all.iter().any(|it| is_of_mission(&it.kind) && !it.word_places(words).is_empty())
    }

    /// Whether a term begins with a date, and is no deputy's.
    fn tells_of_term(&self, date: &Range<usize>, words: &Words) -> bool {
        let triggers = Triggers::of(self.wordings.language());
        let text = self.text.get(self.span.clone()).unwrap_or_default();
        triggers.begins_before(words, date, NEAR) && !triggers.tells_of_deputy(text)
    }
}

/// An office all of whose journeys between two countries are on record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Office {
    /// The United States' secretary of state.
    OfState,
    /// A head of state or of government.
    Head,
}
