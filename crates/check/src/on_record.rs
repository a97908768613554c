//! Days of what befell two states of which a text tells otherwise, however its words are put together:
//! "the embassy was closed on November 10, 1976", where it was in 1973, and "remains in force after its
//! renewal of 22 March 2017", of an agreement that ended then. The day of one of few events beside a
//! word for it is no chance.

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
    slip::are_years_alike,
    trigger::{Force, List, Triggers, Words},
};

/// By the words of which kind a sentence tells of which.
const TOLD_BY: [(&str, &[&str]); 5] = [
    ("recognition", &["recognition"]),
    ("relations-established", &["relations-established", "relations-history"]),
    ("mission-opened", &["mission-opened", "mission-raised", "mission-history"]),
    ("independence", &["independence"]),
    ("agreement", &["agreement"]),
];

const AGREEMENT: &str = "agreement";

/// The types of agreements that lists of many states are of.
const TYPES: [&str; 2] = ["investment", "trade"];

/// What states did by a treaty.
const BY_TREATY: [&str; 3] = [AGREEMENT, "recognition", "relations-established"];

/// What happened so few years before a document, on the day of what befell so many years before, is its
/// anniversary.
const RECENT: i16 = 2;
const LONG: i16 = 10;

/// A year that has other digits is at most so many off where it stands for the right one.
const NEAR: u16 = 20;

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
            let days = days(it);
            let block = draft.blocks.get(it.block).filter(|block| block.kind != BlockKind::Note);
            let (Some(block), false) = (block, days.is_empty() || it.span.len() > compose::LONGEST) else { continue };
            // "April 21, 1947. The United States recognizes Nepal."
            let next = draft.sentences.get(sentence + 1).filter(|next| next.block == it.block);
            let next = next.filter(|_| matches!(days.as_slice(), [(day, _)] if is_all(day, it, &block.text)));
            let teller = next.unwrap_or(it);
            let told = told(draft, sentence, teller, &block.text);
            let text = block.text.get(told.clone()).unwrap_or_default();
            let kinds = kinds(text, &Words::of(&block.text, &told), language);
            for (span, day) in days {
                let clause = if next.is_some() { teller.span.clone() } else { clause_of(&span, it, &block.text) };
                let asked = asked_of(&kinds, &draft.context.about.it, teller, &clause, &span);
                all.extend((!asked.is_empty()).then_some(Self { sentence, span, day, asked }));
            }
        }
        all
    }

    pub(crate) fn needs(&self) -> impl Iterator<Item = Selection> {
        self.asked.iter().flat_map(|(kind, args)| kind.needs(args))
    }
}

/// The days that a sentence names: "recognition goes back to January 25, 1836".
fn days(sentence: &Sentence) -> Vec<(Range<usize>, Date)> {
    let days = sentence.mentions.iter().filter_map(|mention| match mention.what {
        Mentioned::Period(When::At(day) | When::Since(day) | When::By(day) | When::Until(day)) => match day {
            Period::Day(day) => Some((mention.span.clone(), day)),
            _ => None,
        },
        _ => None,
    });
    days.collect()
}

/// The words that tell of what a day is: those of the sentence, and of the one before it, of which
/// "it was concluded on July 2, 1997" goes on.
fn told(draft: &Draft, sentence: usize, teller: &Sentence, text: &str) -> Range<usize> {
    let first = text.get(teller.span.clone()).and_then(|text| text.split_whitespace().next());
    let goes_on = first.is_some_and(|word| List::Again.has(word));
    let before = sentence.checked_sub(1).and_then(|before| draft.sentences.get(before));
    let before = before.filter(|before| before.block == teller.block && goes_on);
    before.map_or(teller.span.start, |before| before.span.start)..teller.span.end
}

/// What a day is asked of: of those whom the document is about, where its clause names no others; of an
/// agreement, with who is named last before it ("China since July 2014 and Canada since December 2016").
fn asked_of(
    kinds: &[&'static dyn Kind],
    about: &[Area],
    teller: &Sentence,
    clause: &Range<usize>,
    day: &Range<usize>,
) -> Vec<(&'static dyn Kind, Args)> {
    let ahead = areas_within(&(clause.start..day.start), teller);
    let other = ahead.iter().rfind(|area| !about.contains(area));
    let agreements = kinds.iter().filter(|kind| kind.id() == AGREEMENT);
    let with_other = agreements.flat_map(|kind| other.into_iter().flat_map(|other| asked(*kind, about, &[*other])));
    let is_plain = areas_within(clause, teller).iter().all(|area| about.contains(area));
    let own = kinds.iter().filter(|_| is_plain).flat_map(|kind| asked(*kind, about, about));
    with_other.chain(own).collect()
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

/// The countries that a sentence names within a part of it.
fn areas_within(part: &Range<usize>, sentence: &Sentence) -> Vec<Area> {
    let is_in = |mention: &&Mention| part.start <= mention.span.start && mention.span.end <= part.end;
    let mentions: Vec<Mention> = sentence.mentions.iter().filter(is_in).cloned().collect();
    areas_of(&mentions)
}

/// What is asked of a kind: of those whom a document is about, and of what each of them has with others.
fn asked(kind: &'static dyn Kind, about: &[Area], others: &[Area]) -> Vec<(&'static dyn Kind, Args)> {
    const MOST: usize = 3;
    if about.len() > MOST {
        return Vec::new();
    }
    if kind.areas().len() == 1 {
        return about.iter().map(|area| (kind, Args::of(&[*area]))).collect();
    }
    let pairs = about.iter().flat_map(|a| others.iter().filter(move |b| *b != a).map(move |b| [*a, *b]));
    // Of two who stand alike one way round is enough.
    let place = |area: &Area| about.iter().position(|it| it == area).unwrap_or(about.len());
    let pairs = pairs.filter(|[a, b]| kind.areas() != ["a", "b"] || place(a) < place(b));
    if kind.id() != AGREEMENT {
        return pairs.map(|pair| (kind, Args::of(&pair))).collect();
    }
    pairs.flat_map(|pair| TYPES.map(|category| (kind, Args::of(&pair).with("type", category)))).collect()
}

/// What the record tells of a day otherwise than a text.
enum Otherwise {
    /// It was in another year.
    Year(RoleName, Period),
    /// An agreement ended on it, of which the text has that it goes on.
    Ended,
    /// An agreement was signed on it, and came into force, of which the text has that it did not.
    Signed,
    /// An agreement came into force on it, of which the text has that it ended.
    Began,
}

/// The days that nothing else has settled and of which the record tells otherwise, each with how it is
/// ruled.
pub(crate) fn told_otherwise(
    draft: &Draft,
    judged: &[Judged],
    clocks: &Clocks<'_>,
    language: Language,
) -> Vec<(Statement, Ruling)> {
    let mut judged: Vec<&Judged> = judged.iter().collect();
    judged.sort_by_key(|one| one.place.start);
    let told = draft.days.iter().filter_map(|dated| {
        let block = draft.block(dated.sentence)?;
        let place = block.place(dated.span.clone());
        let sentence = block.place(draft.sentences.get(dated.sentence)?.span.clone());
        // Those of its sentence.
        let before = |at: usize| judged.partition_point(|one| one.place.start < at);
        let of_sentence = judged.get(before(sentence.start)..before(place.end))?;
        let of_day = of_sentence.iter().filter(|one| one.place.start <= place.start && place.end <= one.place.end);
        let is_supported = of_day.clone().any(|one| one.verdict == Verdict::Supported);
        let mut settled = of_day.filter(|one| !matches!(one.verdict, Verdict::NotCheckable(_) | Verdict::Supported));
        if settled.next().is_some() {
            return None;
        }
        dated.told_otherwise(draft, clocks, Triggers::of(language), is_supported)
    });
    told.collect()
}

impl Dated {
    /// How the record tells of the day otherwise; of one that it bears out, only of what became of an
    /// agreement on it.
    fn told_otherwise(
        &self,
        draft: &Draft,
        clocks: &Clocks<'_>,
        triggers: &Triggers,
        is_supported: bool,
    ) -> Option<(Statement, Ruling)> {
        let block = draft.block(self.sentence)?;
        let sentence = draft.sentences.get(self.sentence)?;
        let text = block.text.get(sentence.span.clone())?;
        if clocks.dated.is_some_and(|dated| self.day > dated) {
            return None;
        }
        let told = self.told_of_agreement(&block.text, sentence, triggers);
        if is_supported && !(told.lasts || told.never_was || told.ended) {
            return None;
        }
        let (kind, fact, otherwise) = match self.step_of_agreement(clocks) {
            Some(known) => known.against(told, clocks)?,
            None if is_supported => return None,
            None => self.of_another_year(clocks)?,
        };
        let (role, said) = match otherwise {
            Otherwise::Year(_, date) if self.is_anniversary(date, sentence, text, clocks) => return None,
            Otherwise::Year(role, _) => (role, Said::Period(Period::Day(self.day))),
            Otherwise::Ended => ("status", Said::Text("in-force".to_owned())),
            Otherwise::Signed => ("status", Said::Text("signed".to_owned())),
            Otherwise::Began => ("until", Said::Period(Period::Day(self.day))),
        };
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

    /// Whether a text may tell of a day because it is that of a year long before: "on 25 June 2025 the
    /// country celebrated", "on 7 August 1963, three years to the day after 7 August 1960".
    fn is_anniversary(&self, date: Period, sentence: &Sentence, text: &str, clocks: &Clocks<'_>) -> bool {
        let text = fold(text);
        let is_named = List::NationalDays.words().iter().any(|day| text.contains(day.as_str()));
        let is_recent = clocks.dated.is_some_and(|dated| dated.year() - self.day.year() <= RECENT);
        let is_long = date.year().is_some_and(|year| self.day.year() - year >= LONG);
        let is_date =
            |what: &Mentioned| matches!(what, Mentioned::Period(When::At(it) | When::Since(it)) if *it == date);
        is_named || is_recent && is_long || sentence.mentions.iter().any(|mention| is_date(&mention.what))
    }

    /// What the words around a day say of an agreement; nothing, where none may be meant.
    fn told_of_agreement(&self, text: &str, sentence: &Sentence, triggers: &Triggers) -> Told {
        if !self.asked.iter().any(|(kind, _)| kind.id() == AGREEMENT) {
            return Told::default();
        }
        let part = |range: Range<usize>| text.get(range).unwrap_or_default();
        let behind = part(self.span.end..sentence.span.end).split(';').next().unwrap_or_default();
        let denied = triggers.in_force(behind, &Words::of(behind, &(0..behind.len())));
        let denied = denied.filter(|(_, force)| *force == Force::IsNot);
        let names_another = |gap: &str| gap.split(|c: char| !c.is_alphabetic()).any(|word| List::Agreements.has(word));
        Told {
            lasts: triggers.lasts_in_force(part(sentence.span.clone())),
            never_was: denied.is_some_and(|(place, _)| !names_another(behind.get(..place.start).unwrap_or_default())),
            ended: triggers.ends_on(part(sentence.span.start..self.span.start)),
        }
    }

    /// The step that an agreement took on this day, where only one did.
    fn step_of_agreement(&self, clocks: &Clocks<'_>) -> Option<Step> {
        let day = Period::Day(self.day);
        let agreements = self.asked.iter().filter(|(kind, _)| kind.id() == AGREEMENT);
        let told = agreements.flat_map(|(kind, args)| {
            let told = kind.derive(args, clocks.now).unwrap_or_default();
            told.into_iter().map(|fact| (*kind, fact))
        });
        let mut steps = told.filter_map(|(kind, fact)| {
            let role = DATES.into_iter().find(|role| fact.period(role) == Some(day))?;
            Some(Step { kind, fact, role })
        });
        let step = steps.next()?;
        steps.next().is_none().then_some(step)
    }

    /// What is on record of this day of another year, where nothing is of this one.
    fn of_another_year(&self, clocks: &Clocks<'_>) -> Option<Found> {
        let day = Period::Day(self.day);
        // Of two days many years apart neither is a slip of the other.
        let may_be_slip = |year: i16| year.abs_diff(self.day.year()) <= NEAR || are_years_alike(year, self.day.year());
        let is_same = |date: Period| match date {
            Period::Day(date) => {
                (date.month(), date.day()) == (self.day.month(), self.day.day()) && may_be_slip(date.year())
            }
            _ => false,
        };
        let mut found = None;
        for (kind, args) in &self.asked {
            let told = kind.derive(args, clocks.now).unwrap_or_default();
            // Of which the day may be, whatever it is of.
            let contains = |fact: &Fact| dates(fact).any(|(_, date)| date.contains(day));
            let is_known = told.iter().any(|fact| contains(fact) || fact.dissent.iter().any(contains));
            // What other states agreed is nothing to these.
            if is_known && kind.id() != AGREEMENT {
                return None;
            }
            for fact in told.into_iter().filter(|_| !is_known && found.is_none()) {
                let same = dates(&fact).find(|(_, date)| is_same(*date));
                if let Some((role, date)) = same {
                    found = Some((*kind, fact, Otherwise::Year(role, date)));
                    break;
                }
            }
        }
        found
    }
}

/// What is on record, and how a text tells otherwise.
type Found = (&'static dyn Kind, Fact, Otherwise);

/// What a text says of an agreement.
#[derive(Clone, Copy, Default)]
struct Told {
    /// It goes on being in force.
    lasts: bool,
    /// It was signed on the day, and has not come into force.
    never_was: bool,
    /// It ended on the day.
    ended: bool,
}

/// What became of an agreement on a day.
struct Step {
    kind: &'static dyn Kind,
    fact: Fact,
    role: RoleName,
}

impl Step {
    fn against(self, told: Told, clocks: &Clocks<'_>) -> Option<Found> {
        const DAYS: i32 = 31;
        let Self { kind, fact, role } = self;
        let was_in_force = || {
            let from = fact.period("from").and_then(Period::end);
            let is_before =
                |from: Date| clocks.dated.is_none_or(|day| from.until(day).is_ok_and(|it| it.get_days() > DAYS));
            from.is_some_and(is_before)
        };
        let otherwise = match role {
            "until" if told.lasts => Otherwise::Ended,
            "signed" if told.never_was && was_in_force() => Otherwise::Signed,
            "from" if told.ended => Otherwise::Began,
            _ => return None,
        };
        Some((kind, fact, otherwise))
    }
}

/// The dates of a fact, by their roles.
fn dates(fact: &Fact) -> impl Iterator<Item = (RoleName, Period)> {
    std::iter::once("date").chain(DATES).filter_map(|role| Some((role, fact.period(role)?)))
}
