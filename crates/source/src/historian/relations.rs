//! Articles on the United States' recognition of and relations with each
//! country, in TEI: a summary, and a timeline of headed entries.
//!
//! An event has the attribute `section`: `timeline` (a headline and its prose)
//! or `summary` (a sentence). The two can disagree, as on Bolivia (30 May 1848,
//! 3 January 1849), and both are given.
//!
//! # Quirks
//! 1. A headline is dated to the year, and `date/@when` repeats it; the day is
//!    in the prose ("on January 3, 1849"). It is taken where a sentence that
//!    speaks of the thing has it, and lies within the year. `date-from` =
//!    `prose` marks that.
//! 2. Some `@when` are wrong (Eritrea 1933 for 1993, South Sudan 1882 for
//!    2011). The headline's text counts.
//! 3. The ids of sections are written in many ways (`diplomatic-relations`,
//!    `diplomatic_relations`, `recongition`, `summaryy`).
//! 4. Some articles repeat another's entry word for word (those of the states
//!    of Germany and Italy on unification). An event is given once.
//! 5. Headlines of other things (wars, appointments, assassinations, trade) are
//!    kept as notes where they have a date.
//! 6. Some entries are of another country that has its own article (the German
//!    Democratic Republic in Germany's, Italy in Genoa's). Their recognition is
//!    that country's.
//! 7. A headline's year may not be the one in which its prose has the mission opened, raised or
//!    closed (Lithuania: 1922, and May 31, 1930). Both are given.

use std::collections::HashSet;

use attache_model::{Area, Code, Event, EventKind, Language, Party, Period, Role, Sink, Unparsed, fold};

use super::{
    Document, attribute, country,
    dates::{date_of, dates, day_within},
    documents,
    headline::{Claim, Direction, Section, claims, recognized},
    open, summary, unknown_area,
};
use crate::{
    About, File, Input, ParseError, Source,
    archive::members,
    area::united_states,
    file::clip,
    job::{Asked, BadOption, Job},
    xml::Element,
};

pub(crate) static RELATIONS: Relations = Relations;

pub(crate) struct Relations;

static ABOUT: About = About {
    id: "historian-relations",
    publisher: super::PUBLISHER,
    title: "A Guide to the United States’ History of Recognition, Diplomatic, and Consular Relations, by Country, since 1776",
    what: "When the United States recognized each country, established, broke and resumed relations, opened, raised and closed missions, since 1776.",
    files: "the repository HistoryAtState/rdcr as an archive, or its articles/*.xml",
    url: "https://github.com/HistoryAtState/rdcr",
    homepage: "https://history.state.gov/countries",
    licence: super::LICENCE,
    restricted: false,
    citation: "Office of the Historian, U.S. Department of State, A Guide to the United States’ History of Recognition, \
               Diplomatic, and Consular Relations, by Country, since 1776",
    redirects: super::REDIRECTS,
    ..About::EMPTY
};

impl Source for Relations {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&[])?;
        Ok(vec![Job::of("https://github.com/HistoryAtState/rdcr/archive/refs/heads/master.tar.gz")])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let documents = documents(input, &members, &["TEI"], sink)?;
        let name = match documents.as_slice() {
            [one] => format!("article on {}", short_title(&one.root)),
            many => format!("articles on {} countries", many.len()),
        };
        open(&name, None, sink)?;
        let mut given = HashSet::new();
        documents.iter().try_for_each(|document| Article::read(document, &mut given, sink))
    }
}

fn short_title(root: &Element) -> String {
    let titles = ["teiHeader", "fileDesc", "titleStmt"].iter().try_fold(root, |element, name| element.child(name));
    let short = titles.and_then(|t| t.all("title").find(|title| title.attribute("type") == Some("short")));
    short.map(|title| title.text(&[])).unwrap_or_default()
}

/// One country's article.
pub(super) struct Article<'a> {
    pub(super) file: &'a File<'a>,
    pub(super) us: Area,
    pub(super) area: Area,
    pub(super) title: String,
    /// What this article and those before gave (quirk 4).
    given: &'a mut HashSet<String>,
}

/// An entry of the timeline.
struct Entry<'e> {
    section: &'e str,
    headline: String,
    paragraphs: Vec<String>,
    pointer: String,
}

impl<'a> Article<'a> {
    fn read(document: &'a Document<'a>, given: &'a mut HashSet<String>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let (file, root) = (&document.file, &document.root);
        let stem = file.name().trim_end_matches(".xml");
        let title = short_title(root);
        let by_title = || crate::area::named(&title);
        let Some(area) = country::area("articles", stem).or_else(by_title) else {
            sink.unparsed(unknown_area(file, "/TEI", stem));
            return Ok(());
        };
        let mut article = Article { file, us: united_states(), area, title, given };
        let Some(body) = root.child("text").and_then(|text| text.child("body")) else {
            return Err(file.error("/TEI/text", "has no <body>"));
        };
        article.division(body, "", "/TEI/text/body", sink)
    }

    /// Reads what is in a division, which may hold others.
    fn division(
        &mut self,
        division: &Element,
        section: &str,
        pointer: &str,
        sink: &mut dyn Sink,
    ) -> Result<(), ParseError> {
        for (at, child) in division.all("div").enumerate() {
            let pointer = format!("{pointer}/div[{}]", at + 1);
            let section = child.attribute("xml:id").unwrap_or(section);
            match child.attribute("type") {
                Some("appendix") => continue,
                Some("timeline") => self.entry(&Entry::of(child, section, &pointer), sink)?,
                _ if section.starts_with("summary") => summary::read(self, child, &pointer, sink)?,
                _ => {}
            }
            self.division(child, section, &pointer, sink)?;
        }
        Ok(())
    }

    fn entry(&mut self, entry: &Entry<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let mut claims = claims(&entry.headline, Section::of(entry.section), &|word| self.is_theirs(word));
        let ours = self.area;
        if let Some(another) = self.of_another(&entry.headline) {
            claims.retain(|claim| claim.kind == EventKind::Recognition);
            self.area = another;
        }
        let result = self.claimed(entry, &claims, sink);
        self.area = ours;
        result
    }

    fn claimed(&mut self, entry: &Entry<'_>, claims: &[Claim], sink: &mut dyn Sink) -> Result<(), ParseError> {
        let periods = entry.periods();
        if periods.is_empty() {
            return self.undated(entry, claims, sink);
        }
        if claims.is_empty() && entry.headline.to_lowercase().starts_with("no ") {
            sink.unparsed(self.left_out(entry, "what did not happen", true));
            return Ok(());
        }
        for period in periods {
            if claims.is_empty() {
                let event =
                    Event::new(EventKind::Note, Code::from_static("noted"), self.parties(Role::Party, Role::Party));
                self.give(dated(event, period, None), entry, sink)?;
            }
            for claim in claims {
                for event in self.events(claim) {
                    let event = dated(event, period, Some((claim, &entry.paragraphs)));
                    let other = otherwise_dated(&event, claim, &entry.paragraphs);
                    self.give(event, entry, sink)?;
                    if let Some(other) = other {
                        self.give(other, entry, sink)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// An entry whose headline has no date, or which has no headline: the prose
    /// tells the date, or there is none.
    fn undated(&mut self, entry: &Entry<'_>, claims: &[Claim], sink: &mut dyn Sink) -> Result<(), ParseError> {
        let mut is_told = false;
        for claim in claims {
            let Some(period) = date_of(&entry.paragraphs, claim.told) else { continue };
            is_told = true;
            for mut event in self.events(claim) {
                event.from = Some(period);
                event.attributes.push(attribute("date-from", "prose"));
                self.give(event, entry, sink)?;
            }
        }
        if !is_told {
            let reason = if entry.headline.is_empty() { "entry without a headline" } else { "headline without a date" };
            // Essays ("Trade and Commerce") claim nothing.
            sink.unparsed(self.left_out(entry, reason, claims.is_empty() && !entry.headline.is_empty()));
        }
        Ok(())
    }

    fn left_out(&self, entry: &Entry<'_>, reason: &'static str, expected: bool) -> Unparsed {
        let text = if entry.headline.is_empty() { entry.prose() } else { entry.headline.clone() };
        Unparsed { place: self.file.place(&entry.pointer), reason, text: clip(&text, 120), expected }
    }

    /// The events of a claim, without dates: two where both did the same.
    pub(super) fn events(&self, claim: &Claim) -> Vec<Event> {
        let (ours, theirs) = match claim.kind {
            EventKind::Recognition => (Role::Subject, Role::Object),
            EventKind::Mission | EventKind::ConsularRelations => (Role::Sender, Role::Receiver),
            _ => (Role::Party, Role::Party),
        };
        let status = Code::from_static(claim.status);
        let event =
            |us, them| Event { title: claim.title.into(), ..Event::new(claim.kind, status, self.parties(us, them)) };
        match claim.direction {
            Direction::Mutual if ours == Role::Party => vec![event(ours, theirs)],
            Direction::Mutual => vec![event(ours, theirs), event(theirs, ours)],
            Direction::Ours => vec![event(ours, theirs)],
            Direction::Theirs => vec![event(theirs, ours)],
        }
    }

    fn parties(&self, us: Role, them: Role) -> Vec<Party> {
        vec![Party { role: us, area: self.us }, Party { role: them, area: self.area }]
    }

    /// Whether a word is the country's name or adjective.
    fn is_theirs(&self, word: &str) -> bool {
        let word = fold(word);
        let is = |name: &str| fold(name) == word;
        !word.is_empty()
            && (self.area.adjective(Language::English).is_some_and(is)
                || is(self.area.name(Language::English))
                || is(&self.title))
    }

    /// Quirk 6.
    fn of_another(&self, headline: &str) -> Option<Area> {
        let object = recognized(headline)?;
        let is_part_of_name = fold(&self.title).contains(&fold(object));
        crate::area::named(object).filter(|area| *area != self.area && country::has_article(*area) && !is_part_of_name)
    }

    fn give(&mut self, mut event: Event, entry: &Entry<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        if matches!(event.kind, EventKind::Agreement | EventKind::Note) {
            event.title = entry.headline.trim_end_matches('.').into();
        }
        if event.kind == EventKind::Agreement {
            event.signed = event.from.take();
            event.attributes.push(attribute("type", "treaty"));
        }
        event.attributes.push(attribute("section", "timeline"));
        event.attributes.push(attribute("headline", &entry.headline));
        event.quote = clip(&entry.prose(), 600).into();
        let said = format!("{:?} {} {} {:?} {:?}", event.kind, event.status, entry.headline, event.parties, event.from);
        if self.given.insert(said) {
            sink.event(event, self.file.place(&entry.pointer))?;
        }
        Ok(())
    }
}

/// The event on its day, or in its years.
fn dated(mut event: Event, period: Period, told: Option<(&Claim, &Vec<String>)>) -> Event {
    event.from = Some(period);
    if let (Period::Years { from, to }, true) = (period, lasts(&event)) {
        (event.from, event.until) = (Some(Period::Year(from)), Some(Period::Year(to)));
    }
    // Quirk 1.
    if let (Period::Year(_) | Period::Month { .. }, Some((claim, paragraphs))) = (period, told)
        && let Some(day) = day_within(paragraphs, period, claim.told)
    {
        event.from = Some(day);
        event.attributes.push(attribute("date-from", "prose"));
    }
    event
}

/// The same event on the day of its prose, where the headline has only a year, and another one:
/// quirk 7.
fn otherwise_dated(event: &Event, claim: &Claim, paragraphs: &[String]) -> Option<Event> {
    let Some(Period::Year(year)) = event.from.filter(|_| event.kind == EventKind::Mission) else { return None };
    let day = date_of(paragraphs, claim.told).filter(|day| matches!(day, Period::Day(_)))?;
    let mut other = Event { from: Some(day), ..event.clone() };
    other.attributes.push(attribute("date-from", "prose"));
    (day.year() != Some(year)).then_some(other)
}

/// Whether years from and to are when the thing began and ended.
fn lasts(event: &Event) -> bool {
    matches!(
        (event.kind, event.status.as_str()),
        (EventKind::ConsularRelations, "established") | (EventKind::DiplomaticRelations, "interrupted")
    )
}

impl<'e> Entry<'e> {
    fn of(division: &Element, section: &'e str, pointer: &str) -> Self {
        let headline = division.child("head").map(|head| head.text(&["figure"])).unwrap_or_default();
        let paragraphs = division.all("p").map(|p| p.text(&["figure"])).collect();
        Self { section, headline, paragraphs, pointer: pointer.to_owned() }
    }

    fn prose(&self) -> String {
        self.paragraphs.join(" ")
    }

    /// The headline's last date, with those joined to it: "1824 & 1849".
    fn periods(&self) -> Vec<Period> {
        let found = dates(&self.headline);
        let Some(last) = found.last() else { return Vec::new() };
        let mut periods = vec![last.period];
        for pair in found.windows(2).rev() {
            match self.headline.get(pair[0].at.end..pair[1].at.start).map(str::trim) {
                Some("&") => periods.push(pair[0].period),
                // "1795 to 1956", "1880 until 1915".
                Some("to" | "until") => {
                    if let (Period::Year(from), Period::Year(to)) = (pair[0].period, pair[1].period)
                        && from <= to
                    {
                        return vec![Period::Years { from, to }];
                    }
                    break;
                }
                _ => break,
            }
        }
        periods
    }
}
