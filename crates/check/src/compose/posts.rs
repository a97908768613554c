//! Who did what a date is of: paid a visit, or took up a post at the head of a mission.

use std::ops::Range;

use attache_fact::{Claim, Said};
use attache_language::read::{Mentioned, Naming, Understood, When};
use attache_model::{Area, Areas, Code, Period, fold};

use super::{
    Composed, FURTHEST, POST, Sentence,
    parties::{Named, Near},
};
use crate::{
    ask::sender_of,
    trigger::{List, Trigger, Triggers, Words},
};

/// Before whom credentials are presented, and at what, is told in no more words.
const LONGEST_AUDIENCE: usize = 12;

impl Sentence<'_> {
    /// Who paid the visit of a date: the name that stands before it last, and behind the
    /// date of another one.
    pub(super) fn visitor(&self, verb: &Range<usize>, date: &Range<usize>) -> Option<Range<usize>> {
        let dates = self
            .mentions
            .iter()
            .filter(|mention| mention.span.end <= date.start && matches!(mention.what, Mentioned::Period(_)));
        let from = dates.map(|mention| mention.span.end).max().unwrap_or(self.span.start);
        let mut names = self.names();
        // Right behind "to visit" is where one was.
        let goes = self.text.get(verb.clone()).is_some_and(|verb| List::Going.has(verb));
        let is_where = |name: &Range<usize>| goes && self.text.get(verb.end..name.start).is_some_and(|gap| gap == " ");
        // The "Shanghai Communiqué" came to nobody.
        let is_quoted = |name: &Range<usize>| {
            self.text.get(..name.start).is_some_and(|ahead| ahead.trim_end().ends_with(['“', '"', '«', '‘']))
        };
        names.retain(|name| from <= name.start && name.end <= date.start && !self.is_city(name) && !is_where(name));
        names.retain(|name| !is_quoted(name));
        // Of several one may be whom the visitor met, or where; before the verb it is who came.
        let ahead: Vec<&Range<usize>> = names.iter().filter(|name| name.end <= verb.start).collect();
        let name = match (ahead.as_slice(), names.as_slice()) {
            ([name], _) => *name,
            ([], [name]) => name,
            _ => return None,
        };
        let between = self.text.get(name.end..date.start)?;
        (!between.contains([';', '.', ':'])).then(|| name.clone())
    }

    /// Who paid the visit of a date before the verb, by title and name right behind this: "el 16
    /// de agosto de 2020, asistió el secretario de Estado Ann Bee".
    pub(super) fn visitor_behind(
        &self,
        verb: &Range<usize>,
        date: &Range<usize>,
        words: &Words,
    ) -> Option<Range<usize>> {
        const FURTHEST: usize = 5;
        if verb.start < date.end {
            return None;
        }
        let name = self.names().into_iter().find(|name| name.start >= verb.end)?;
        let gap = self.text.get(verb.end..name.start)?;
        // "Who in March 2007 met with President Ann Bee".
        let with = &Triggers::of(self.wordings.language()).words.with;
        let is_met = gap.split_whitespace().any(|word| with.contains(&fold(word)));
        let has_title = gap.split_whitespace().any(|word| List::Titles.has(word)) && !is_met;
        let is_near = words.between(verb.end, name.start) <= FURTHEST && !gap.contains([',', ';', '.', ':']);
        (has_title && is_near).then_some(name)
    }

    /// Who paid the visit of a date before the verb, where the sentence has one name alone behind a
    /// title, and that between the two: "In 2005 President Ann Bee became the first to visit".
    pub(super) fn visitor_between(
        &self,
        verb: &Range<usize>,
        date: &Range<usize>,
        words: &Words,
    ) -> Option<Range<usize>> {
        let names = self.names();
        let has_title = |name: &&Range<usize>| {
            let ahead = self.text.get(self.span.start..name.start).unwrap_or_default();
            ahead.split_whitespace().next_back().is_some_and(|word| List::Titles.has(word))
        };
        let is_between = |name: &&Range<usize>| date.end <= name.start && name.end <= verb.start;
        let mut titled = names.iter().filter(has_title).filter(is_between);
        let (name, None) = (titled.next()?, titled.next()) else { return None };
        let between = self.text.get(name.end..verb.start)?;
        let parts = |word: &str| List::Pronouns.has(word) || List::Joining.has(word);
        let is_subject = words.between(name.end, verb.start) <= FURTHEST
            && !between.contains([',', ';', '(', ':'])
            && !between.split_whitespace().any(parts);
        is_subject.then(|| name.clone())
    }

    /// Whom all know, and who has the title of secretary of state, came from the United States,
    /// whichever two countries the document tells of.
    pub(super) fn send_from_home(&self, readings: &mut Vec<Understood>) {
        let Some(first) = readings.first_mut() else { return };
        let span_of = |role: &str| first.spans.iter().find(|(said, _)| *said == role).map(|(_, span)| span);
        let home = sender_of(&first.claim).or_else(|| self.home_by_title(span_of("person")?));
        let (Some(home), None) = (home, span_of("visitor")) else { return };
        // "Met French President Ann Bee there": whose she is, is not where.
        let is_place = |span: &Range<usize>| {
            let mut of_person = self.mentions.iter().filter(|mention| mention.span.start == span.start);
            !of_person.any(|it| matches!(it.what, Mentioned::Area { how: Naming::Adjective | Naming::Possessive, .. }))
        };
        let host = match first.claim.role("host").filter(|_| span_of("host").is_some_and(is_place)) {
            Some(Said::Area(host)) => Some(*host),
            _ => self.told_of().find(|area| *area != home && self.known.author != Some(*area)),
        };
        let Some(host) = host.filter(|host| *host != home) else { return };
        first.claim.roles.retain(|(role, _)| !matches!(*role, "visitor" | "host"));
        first.claim.roles.extend([("visitor", Said::Area(home)), ("host", Said::Area(host))]);
        readings.truncate(1);
    }

    /// Who comes to Washington visits the United States: right behind the verb such a place is where one
    /// was.
    pub(super) fn receive_at_home(&self, readings: &mut Vec<Understood>, verb: &Range<usize>) {
        const FEW: usize = 4;
        const LONGEST: usize = 2;
        let Some(home) = Areas::known("US") else { return };
        let Some(first) = readings.first_mut() else { return };
        let behind = self.text.get(verb.end..self.span.end).unwrap_or_default();
        let behind: Vec<&str> = behind.split_whitespace().take(FEW).collect();
        // What stands further on is no place of this visit.
        let near = verb.end + behind.iter().map(|word| word.len() + 1).sum::<usize>();
        let is_elsewhere = first.spans.iter().any(|(role, span)| *role == "host" && span.start < near);
        let bare = |words: &[&str]| words.join(" ").trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let names = |length: usize| behind.windows(length).any(|words| List::SeatsAtHome.has(&bare(words)));
        if is_elsewhere || sender_of(&first.claim) == Some(home) || !(1..=LONGEST).any(names) {
            return;
        }
        // Behind the verb stands somebody else: "and returned for the summit with Japan".
        let is_ahead = first.spans.iter().any(|(role, span)| *role == "visitor" && span.end <= verb.start);
        let visitor = match first.claim.role("visitor").filter(|_| is_ahead) {
            Some(Said::Area(visitor)) => Some(*visitor),
            _ => self.told_of().find(|area| *area != home),
        };
        let Some(visitor) = visitor.filter(|visitor| *visitor != home) else { return };
        first.claim.roles.retain(|(role, _)| !matches!(*role, "visitor" | "host"));
        first.claim.roles.extend([("visitor", Said::Area(visitor)), ("host", Said::Area(home))]);
        readings.truncate(1);
    }

    /// Whose secretary of state somebody is before whose name the title stands, and no country.
    fn home_by_title(&self, name: &Range<usize>) -> Option<Area> {
        let ahead = self.text.get(self.span.start..name.start)?;
        Areas::known("US").filter(|_| is_of_state(ahead, self.text.get(name.clone()).unwrap_or_default()))
    }

    /// Who took up a post at the head of a mission, and when: "on 23 October 1882, when John
    /// Halderman presented his credentials".
    pub(super) fn posts(
        &self,
        placed: &[(&Trigger, Vec<Range<usize>>)],
        areas: &[Named<'_>],
        words: &Words,
    ) -> Vec<Composed> {
        let dates: Vec<(Period, &Range<usize>)> = self
            .mentions
            .iter()
            .filter_map(|mention| match mention.what {
                Mentioned::Period(When::At(period)) => Some((period, &mention.span)),
                _ => None,
            })
            .collect();
        let names = self.names();
        let mut composed: Vec<Composed> = Vec::new();
        for (trigger, places) in placed.iter().filter(|(trigger, _)| trigger.kind == POST) {
            // By credentials it is surer than by the office.
            let mut places: Vec<&Range<usize>> = places.iter().collect();
            places.sort_by_key(|place| !words.within(place).any(|word| List::Credentials.has(word)));
            for place in places {
                let Some(name) = self.office_holder(place, words) else { continue };
                // "On 2 May, when she presented": the day is that of both.
                let away = |date: &Range<usize>| {
                    let (from, to) = (place.end.min(date.end), place.start.max(date.start));
                    let is_parted = self.text.get(from..to.max(from)).is_none_or(|gap| gap.contains(';'));
                    words.between(from, to) + if is_parted { FURTHEST } else { 0 }
                };
                let near = dates.iter().filter(|(_, date)| away(date) <= FURTHEST);
                let Some((period, date)) = near.min_by_key(|(_, date)| away(date)).copied() else { continue };
                // Behind another name it is that one's.
                let between = name.end.min(date.end)..name.start.max(date.start);
                let is_between = |other: &Range<usize>| between.start <= other.start && other.end <= between.end;
                let is_sovereign_s =
                    |other: &Range<usize>| words.before(other.start).is_some_and(|word| List::Sovereigns.has(word));
                if names.iter().any(|other| is_between(other) && !is_sovereign_s(other)) {
                    continue;
                }
                let is_told = composed.iter().any(|other| other.span.start < name.end && name.start < other.span.end);
                if is_told {
                    continue;
                }
                let person = self.text.get(name.clone()).unwrap_or_default().to_owned();
                let (parties, even) = self.parties(&Near { trigger, place, figure: date, areas, words });
                let readings = parties.into_iter().map(|parties| {
                    let roles = vec![("date", Said::Period(period)), ("person", Said::Text(person.clone()))];
                    let mut claim = Claim { kind: Code::from_static(POST), roles };
                    claim.roles.extend(parties.iter().map(|(role, area, _)| (*role, Said::Area(*area))));
                    Understood { claim, spans: vec![("date", date.clone()), ("person", name.clone())] }
                });
                let start = name.start.min(place.start).min(date.start);
                composed.push(Composed {
                    span: start..name.end.max(place.end).max(date.end),
                    readings: readings.collect(),
                    stance: self.stance(Triggers::of(self.wordings.language()).denies(words, place, date), words, date),
                    is_unsure: !self.is_presentation(&name, place, date, words),
                    even,
                    known: self.known.clone(),
                });
            }
        }
        composed
    }

    /// Whether words can only mean that who is named presented credentials on a date: "Ann Bee
    /// presented her credentials on 2 May", "on 2 May, when Ann Bee presented her credentials".
    fn is_presentation(&self, name: &Range<usize>, place: &Range<usize>, date: &Range<usize>, words: &Words) -> bool {
        let is_of_credentials = words.within(place).any(|word| List::Credentials.has(word));
        let gap = |from: usize, to: usize| self.text.get(from..to.max(from)).unwrap_or_default();
        let joins = |gap: &str| gap.split_whitespace().any(|word| List::Joining.has(word));
        let is_plain = |from: usize, to: usize, most: usize| {
            let between = gap(from, to);
            words.between(from, to) <= most && !joins(between) && !between.contains([',', ';', ':', '(', '—', '–'])
        };
        // "Presented his credentials to President Ann Bee at a ceremony on 2 May".
        let is_before_sovereign = || {
            let to: Vec<&str> = gap(place.end, date.start).split_whitespace().take(3).collect();
            to.iter().skip(1).any(|word| List::Sovereigns.has(word))
                && is_plain(place.end, date.start, LONGEST_AUDIENCE)
        };
        let is_behind = date.start >= place.end && (is_plain(place.end, date.start, 3) || is_before_sovereign());
        let ahead = gap(date.end, name.start);
        // "28 June 1993 – Ann Bee presents her credentials", as an entry of a chronology.
        let is_entry = date.end <= name.start
            && gap(self.span.start, date.start).trim().is_empty()
            && matches!(ahead.trim(), "–" | "—" | ":" | "-");
        let has = |list: List| ahead.split_whitespace().any(|word| list.has(word.trim_matches(',')));
        // "On 2 May, the day on which Minister Ann Bee presented".
        let furthest = if has(List::Days) { 6 } else { 2 };
        let is_ahead = date.end <= name.start
            && (is_entry || has(List::When) || has(List::Days))
            && words.between(date.end, name.start.min(place.start)) <= furthest
            && !joins(ahead);
        // "Presented his credentials Minister Ann Bee".
        let has_title =
            || gap(place.end, name.start).split_whitespace().any(|word| List::Titles.has(word.trim_matches(',')));
        let is_named_behind = place.end <= name.start && is_plain(place.end, name.start, 4) && has_title();
        // "Ann Bee, the first ambassador, presented".
        let is_apposed = || {
            let between = gap(name.end, place.start).trim();
            let aside = between.strip_prefix(',').and_then(|rest| rest.strip_suffix(','));
            aside.is_some_and(|aside| {
                let is_plain = !joins(aside) && !aside.contains([',', ';', ':', '(', '—', '–']);
                let mut words = aside.split_whitespace();
                is_plain && words.clone().count() <= FURTHEST / 2 && words.any(|word| List::Titles.has(word))
            })
        };
        // "Ann Bee, who presented".
        let is_related = || {
            let who = gap(name.end, place.start).strip_prefix(',').and_then(|rest| rest.split_whitespace().next());
            let rest = name.end + 1;
            who.is_some_and(|who| List::Who.has(who)) && is_plain(rest.min(place.start), place.start, 5)
        };
        // "The first ambassador, Ann Bee, presented".
        let is_apposition = || {
            let start = name.end + usize::from(gap(name.end, place.start).starts_with(','));
            start > name.end
                && gap(self.span.start, name.start).trim_end().ends_with(',')
                && is_plain(start, place.start, 5)
        };
        let is_named_ahead = name.end <= place.start
            && (is_plain(name.end, place.start, 5) || is_apposed() || is_related() || is_apposition());
        is_of_credentials
            && (is_named_ahead && (is_behind || is_ahead) || is_named_behind && is_ahead && date.end <= place.start)
    }

    /// Who has a post, of the words for it: the name before them, else right behind. Before
    /// whom credentials were presented is somebody else.
    fn office_holder(&self, place: &Range<usize>, words: &Words) -> Option<Range<usize>> {
        const BEFORE: usize = 8;
        const BEHIND: usize = 4;
        let mut names = self.names();
        names.retain(|name| {
            let is_full = self.text.get(name.clone()).is_some_and(|name| name.contains(char::is_whitespace));
            is_full && !self.is_city(name) && !words.before(name.start).is_some_and(|word| List::Sovereigns.has(word))
        });
        let parted = |from: usize, to: usize| self.text.get(from..to).is_none_or(|gap| gap.contains([';', ':']));
        let before = names.iter().rfind(|name| name.end <= place.start);
        let before =
            before.filter(|name| words.between(name.end, place.start) <= BEFORE && !parted(name.end, place.start));
        let behind = names.iter().find(|name| name.start >= place.end);
        let behind =
            behind.filter(|name| words.between(place.end, name.start) <= BEHIND && !parted(place.end, name.start));
        // "As chargé d'affaires, with Ann Bee": nearer is whose post it is.
        let nearest = [before, behind].into_iter().flatten().min_by_key(|name| self.distance(words, place, name));
        nearest.cloned()
    }
}

/// Whether the title of the United States' secretary of state stands before a name: in full, or that of
/// a secretary before the name of one of state, since other secretaries travel too.
pub(crate) fn is_of_state(ahead: &str, name: &str) -> bool {
    const LENGTHS: [usize; 2] = [2, 3];
    let words: Vec<&str> = ahead.split_whitespace().collect();
    let is_title = |length: usize| {
        let title = words.len().checked_sub(length).and_then(|from| words.get(from..));
        title.is_some_and(|title| List::OfState.has(&title.join(" ")))
    };
    let is_secretary = words.last().is_some_and(|word| List::Secretaries.has(word));
    let surname = name.split_whitespace().next_back().unwrap_or_default();
    LENGTHS.into_iter().any(is_title) || is_secretary && List::SecretariesOfState.has(surname)
}
