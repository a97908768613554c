//! Days of what befell two states to which a text gives another year: "the embassy was closed on
//! November 10, 1976", where it was in 1973. However its words are put together, the day and month of
//! one of few events beside a word for it are no chance.

use std::ops::Range;

use attache_document::prose::BlockKind;
use attache_fact::{Args, Claim, Fact, Kind, RoleName, Said};
use attache_language::read::{Mention, Mentioned, Stance, Understood, When};
use attache_model::{Area, Code, Date, Language, Period, Selection, fold};

use crate::{
    compose,
    draft::{Draft, Meant, Sentence, Statement, areas_of},
    judge::{Aside, Ruling},
    kin::Standing,
    report::{Judged, Verdict},
    settle::{Clocks, DATES, Outcome},
    trigger::{List, Triggers, Words},
};

/// By the words of which kind a sentence tells of which.
const TOLD_BY: [(&str, &[&str]); 5] = [
    ("recognition", &["recognition"]),
    ("relations-established", &["relations-established", "relations-history"]),
    ("mission-opened", &["mission-opened", "mission-raised", "mission-history"]),
    ("independence", &["independence"]),
    ("agreement", &["agreement"]),
];

/// What states did by a treaty.
const BY_TREATY: [&str; 3] = ["agreement", "recognition", "relations-established"];

/// What happened so few years before a document, on the day of what befell so many years before, is its
/// anniversary.
const RECENT: i16 = 2;
const LONG: i16 = 10;

/// A day that a sentence with words for such an event names, and what it may be the day of.
pub(crate) struct Dated {
    sentence: usize,
    /// Bytes of the block's text.
    span: Range<usize>,
    day: Date,
    asked: Vec<(&'static dyn Kind, Args)>,
}

impl Dated {
    /// The days of a document beside words for what befalls states.
    pub(crate) fn of(draft: &Draft, language: Language) -> Vec<Self> {
        let mut all = Vec::new();
        for (sentence, it) in draft.sentences.iter().enumerate() {
            let days = it.mentions.iter().filter_map(|mention| match mention.what {
                Mentioned::Period(When::At(Period::Day(day)) | When::Since(Period::Day(day))) => {
                    Some((mention.span.clone(), day))
                }
                // "Recognition goes back to January 25, 1836".
                Mentioned::Period(When::By(Period::Day(day)) | When::Until(Period::Day(day))) => {
                    Some((mention.span.clone(), day))
                }
                _ => None,
            });
            let days: Vec<(Range<usize>, Date)> = days.collect();
            let block = draft.blocks.get(it.block).filter(|block| block.kind != BlockKind::Note);
            let (Some(block), false) = (block, days.is_empty() || it.span.len() > compose::LONGEST) else { continue };
            // "April 21, 1947. The United States recognizes Nepal."
            let next = draft.sentences.get(sentence + 1).filter(|next| next.block == it.block);
            let next = next.filter(|_| matches!(days.as_slice(), [(day, _)] if is_all(day, it, &block.text)));
            let teller = next.unwrap_or(it);
            let text = block.text.get(teller.span.clone()).unwrap_or_default();
            let kinds = kinds(text, &Words::of(&block.text, &teller.span), language);
            for (span, day) in days {
                let clause = if next.is_some() { teller.span.clone() } else { clause_of(&span, it, &block.text) };
                let is_in = |mention: &&Mention| clause.start <= mention.span.start && mention.span.end <= clause.end;
                let named: Vec<Mention> = teller.mentions.iter().filter(is_in).cloned().collect();
                let named = areas_of(&named);
                let asked = kinds.iter().flat_map(|kind| asked(*kind, &draft.context.about.it, &named));
                let asked: Vec<(&'static dyn Kind, Args)> = asked.collect();
                all.extend((!asked.is_empty()).then_some(Self { sentence, span, day, asked }));
            }
        }
        all
    }

    pub(crate) fn needs(&self) -> impl Iterator<Item = Selection> {
        self.asked.iter().flat_map(|(kind, args)| kind.needs(args))
    }
}

/// Whether a sentence says nothing but a day.
fn is_all(day: &Range<usize>, sentence: &Sentence, text: &str) -> bool {
    let is_bare = |range: Range<usize>| text.get(range).is_some_and(|rest| !rest.contains(char::is_alphanumeric));
    is_bare(sentence.span.start..day.start) && is_bare(day.end..sentence.span.end)
}

/// The words between the marks around a day.
fn clause_of(day: &Range<usize>, sentence: &Sentence, text: &str) -> Range<usize> {
    const MARKS: [char; 5] = [',', ';', ':', '(', ')'];
    let ahead = text.get(sentence.span.start..day.start).unwrap_or_default();
    let behind = text.get(day.end..sentence.span.end).unwrap_or_default();
    let from = ahead.rfind(MARKS).map_or(sentence.span.start, |at| sentence.span.start + at + 1);
    let to = behind.find(MARKS).map_or(sentence.span.end, |at| day.end + at);
    from..to
}

/// Of which kinds a sentence tells by its words.
fn kinds(text: &str, words: &Words, language: Language) -> Vec<&'static dyn Kind> {
    let triggers = Triggers::of(language);
    let has_words_of = |kind: &str| triggers.all.iter().any(|it| it.kind == kind && !it.word_places(words).is_empty());
    let told = TOLD_BY.iter().filter(|(by, _)| has_words_of(by)).flat_map(|(_, kinds)| *kinds);
    let by_treaty =
        BY_TREATY.iter().filter(|_| text.split(|c: char| !c.is_alphabetic()).any(|it| List::Treaty.has(it)));
    let mut all: Vec<&str> = told.chain(by_treaty).copied().collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().filter_map(|kind| attache_fact::find(Code::from_static(kind))).collect()
}

/// What is asked of a kind: of those whom a document is about, where no others are named.
fn asked(kind: &'static dyn Kind, about: &[Area], named: &[Area]) -> Vec<(&'static dyn Kind, Args)> {
    const MOST: usize = 3;
    if about.len() > MOST || !named.iter().all(|area| about.contains(area)) {
        return Vec::new();
    }
    let of = |areas: &[Area]| (kind, Args::of(areas));
    match kind.areas().len() {
        1 => about.iter().map(|area| of(&[*area])).collect(),
        _ => {
            let pairs = about.iter().flat_map(|a| about.iter().filter(move |b| *b != a).map(move |b| [*a, *b]));
            pairs.map(|pair| of(&pair)).collect()
        }
    }
}

/// The days that nothing else has settled and that are on record of another year, each with how it is
/// ruled.
pub(crate) fn in_another_year(draft: &Draft, judged: &[Judged], clocks: &Clocks<'_>) -> Vec<(Statement, Ruling)> {
    let dated = draft.days.iter().filter(|dated| !is_settled(dated, draft, judged));
    dated.filter_map(|dated| dated.in_another_year(draft, clocks)).collect()
}

fn is_settled(dated: &Dated, draft: &Draft, judged: &[Judged]) -> bool {
    let Some(block) = draft.block(dated.sentence) else { return true };
    let place = block.place(dated.span.clone());
    let is_of_day = |one: &&Judged| one.place.start <= place.start && place.end <= one.place.end;
    judged.iter().filter(is_of_day).any(|one| !matches!(one.verdict, Verdict::NotCheckable(_)))
}

impl Dated {
    fn in_another_year(&self, draft: &Draft, clocks: &Clocks<'_>) -> Option<(Statement, Ruling)> {
        let block = draft.block(self.sentence)?;
        let sentence = draft.sentences.get(self.sentence)?;
        let text = fold(block.text.get(sentence.span.clone())?);
        let is_anniversary = List::NationalDays.words().iter().any(|day| text.contains(day.as_str()));
        if is_anniversary || clocks.dated.is_some_and(|dated| self.day > dated) {
            return None;
        }
        let (kind, fact, role, date) = self.known_in_another_year(clocks)?;
        // "On 25 June 2025 the country celebrated fifty years".
        let years = |day: Date| clocks.dated.map(|dated| dated.year() - day.year());
        if years(self.day).is_some_and(|years| years <= RECENT)
            && date.year().is_some_and(|of| self.day.year() - of >= LONG)
        {
            return None;
        }
        // "On 7 August 1963, three years to the day after 7 August 1960".
        let is_told =
            |what: &Mentioned| matches!(what, Mentioned::Period(When::At(it) | When::Since(it)) if *it == date);
        if sentence.mentions.iter().any(|mention| is_told(&mention.what)) {
            return None;
        }
        let said = Said::Period(Period::Day(self.day));
        let claim = Claim { kind: fact.expression.kind, roles: vec![(role, said)] };
        let understood = Understood { claim, spans: vec![(role, self.span.clone())] };
        let statement = Statement {
            sentence: self.sentence,
            span: self.span.clone(),
            stance: Stance::Asserted,
            readings: vec![Meant { understood, standing: Standing::First, kind: Some(kind), questions: Vec::new() }],
            is_composed: true,
            is_unsure: false,
            names_another: false,
        };
        let ruling = Ruling {
            verdict: Verdict::Contradicted,
            reading: 0,
            outcome: Outcome::Wrong { fact: Box::new(fact), roles: vec![role] },
            aside: Aside::Nothing,
            question: None,
            is_withheld: false,
        };
        Some((statement, ruling))
    }

    /// What is on record of this day of another year, where nothing is of this one.
    fn known_in_another_year(&self, clocks: &Clocks<'_>) -> Option<(&'static dyn Kind, Fact, RoleName, Period)> {
        let is_same = |date: Period| match date {
            Period::Day(day) => (day.month(), day.day()) == (self.day.month(), self.day.day()),
            _ => false,
        };
        let mut found = None;
        for (kind, args) in &self.asked {
            for fact in kind.derive(args, clocks.now).unwrap_or_default() {
                // Of which the day may be, whatever it is of.
                let is_known = |fact: &Fact| dates(fact).any(|(_, date)| date.contains(Period::Day(self.day)));
                if is_known(&fact) || fact.dissent.iter().any(is_known) {
                    return None;
                }
                let same = dates(&fact).find(|(_, date)| is_same(*date));
                if let (Some((role, date)), None) = (same, &found) {
                    found = Some((*kind, fact, role, date));
                }
            }
        }
        found
    }
}

/// The dates of a fact, by their roles.
fn dates(fact: &Fact) -> impl Iterator<Item = (RoleName, Period)> {
    std::iter::once("date").chain(DATES).filter_map(|role| Some((role, fact.period(role)?)))
}
