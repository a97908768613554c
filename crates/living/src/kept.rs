//! What references without words of their own state: kept by their questions, so that
//! the same document is written from a lock as it was from a store.

use std::{cell::RefCell, collections::BTreeSet, ops::Range};

use attache_document::{
    template::Presentation,
    written::{Note, Source},
};
use attache_fact::Expression;
use attache_model::{Decimal, Language, Period};
use attache_sheet::supply::{Ask, Cited, Drawn, Lack, Point, Statement, Supply};
use serde::{Deserialize, Serialize};

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Kept {
    /// The expression that was asked, or, of a role, the fact's own.
    pub fact: String,
    pub ask: Question,
    /// Role, form and precision; of a chart its roles.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub form: String,
    pub language: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub says: Vec<KeptStatement>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<KeptChart>,
    /// Why nothing is stated, with the sources that would have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lacks: Option<KeptLack>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    Statements,
    Role,
    Chart,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KeptStatement {
    pub(crate) of: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    value: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    figures: Vec<Range<usize>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    begins: Option<String>,
    from: Vec<KeptCitation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    dissent: Vec<KeptStatement>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptCitation {
    /// The release's name.
    release: String,
    what: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<KeptNote>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptNote {
    text: String,
    #[serde(default)]
    url: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptChart {
    unit: String,
    series: Vec<KeptSeries>,
    from: Vec<KeptCitation>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptSeries {
    name: String,
    points: Vec<KeptPoint>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptPoint {
    label: String,
    value: String,
    text: String,
    of: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum KeptLack {
    NoData(Vec<String>),
    NotApplicable,
}

impl Kept {
    pub(crate) fn key(&self) -> (&str, Question, &str, &str) {
        (&self.fact, self.ask, &self.form, &self.language)
    }

    /// What is stated, each statement and the chart by itself.
    pub fn stated(&self) -> impl Iterator<Item = Stated<'_>> {
        let says = self.says.iter().map(Telling::Statement);
        let drawn = self.drawn.iter().map(Telling::Chart);
        says.chain(drawn).map(|telling| Stated { kept: self, telling })
    }
}

/// One of the things that a reference without words states.
#[derive(Clone, Copy, Debug)]
pub struct Stated<'a> {
    pub(crate) kept: &'a Kept,
    pub(crate) telling: Telling<'a>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Telling<'a> {
    Statement(&'a KeptStatement),
    Chart(&'a KeptChart),
}

impl<'a> Stated<'a> {
    /// How it is called: the expression that gives it alone.
    pub fn id(&self) -> &'a str {
        match self.telling {
            Telling::Statement(statement) => &statement.of,
            Telling::Chart(_) => &self.kept.fact,
        }
    }

    /// What is printed: a statement's words; of a chart what it draws.
    pub fn text(&self) -> &'a str {
        match self.telling {
            Telling::Statement(statement) => &statement.text,
            Telling::Chart(_) => &self.kept.form,
        }
    }

    /// The names of the releases that it rests on, and its dissents, each once.
    pub fn releases(&self) -> BTreeSet<&'a str> {
        let citations: Vec<&KeptCitation> = match self.telling {
            Telling::Statement(statement) => {
                let dissents = statement.dissent.iter().flat_map(|it| &it.from);
                statement.from.iter().chain(dissents).collect()
            }
            Telling::Chart(chart) => chart.from.iter().collect(),
        };
        citations.into_iter().map(|it| it.release.as_str()).collect()
    }
}

/// A supply whose answers are kept.
pub struct Recorder<'a> {
    supply: &'a dyn Supply,
    kept: RefCell<Vec<Kept>>,
    releases: RefCell<Vec<String>>,
    /// The sources that were at hand.
    at_hand: RefCell<Vec<String>>,
}

/// What was kept of a supply.
pub(crate) struct Recorded {
    pub(crate) kept: Vec<Kept>,
    /// The names of the releases that are cited.
    pub(crate) releases: Vec<String>,
    pub(crate) at_hand: Vec<String>,
}

impl<'a> Recorder<'a> {
    pub fn new(supply: &'a dyn Supply) -> Self {
        let (kept, releases, at_hand) = Default::default();
        Self { supply, kept, releases, at_hand }
    }

    pub(crate) fn into_kept(self) -> Recorded {
        let mut kept = self.kept.into_inner();
        kept.sort_by(|a, b| a.key().cmp(&b.key()));
        kept.dedup_by(|a, b| a.key() == b.key());
        let mut at_hand = self.at_hand.into_inner();
        at_hand.sort();
        at_hand.dedup();
        Recorded { kept, releases: self.releases.into_inner(), at_hand }
    }

    fn citations(&self, cited: &[Cited]) -> Vec<KeptCitation> {
        let citations = cited.iter().map(|cited| {
            let Source { release, .. } = self.supply.source(cited.source);
            let mut releases = self.releases.borrow_mut();
            if !releases.contains(&release) {
                releases.push(release.clone());
            }
            let note = |id: &usize| {
                let Note { text, url } = self.supply.note(*id);
                KeptNote { text, url }
            };
            KeptCitation { release, what: cited.what.clone(), notes: cited.notes.iter().map(note).collect() }
        });
        citations.collect()
    }

    pub(crate) fn statement(&self, it: &Statement) -> KeptStatement {
        KeptStatement {
            of: it.fact.to_string(),
            text: it.text.clone(),
            value: it.value.clone(),
            figures: it.figures.clone(),
            time: it.time.map(|time| time.to_string()),
            begins: it.begins.map(|day| day.to_string()),
            from: self.citations(&it.citations),
            dissent: it.dissent.iter().map(|it| self.statement(it)).collect(),
        }
    }

    pub(crate) fn drawn(&self, it: &Drawn) -> KeptChart {
        KeptChart {
            unit: it.unit.clone(),
            series: it.series.iter().map(|(name, points)| series(name, points)).collect(),
            from: self.citations(&it.citations),
        }
    }

    fn keep(&self, fact: &Expression, ask: Question, form: String, language: Language, lack: Option<&Lack>) -> Kept {
        let lacks = lack.and_then(|lack| match lack {
            Lack::NoData { would_come_from } => Some(KeptLack::NoData(would_come_from.clone())),
            Lack::NotApplicable => Some(KeptLack::NotApplicable),
            // These end the writing.
            Lack::UnknownKind | Lack::Refused { .. } => None,
        });
        let (fact, language) = (fact.to_string(), language.tag().to_owned());
        Kept { fact, ask, form, language, says: Vec::new(), drawn: None, lacks }
    }
}

impl Supply for Recorder<'_> {
    fn answer(&self, ask: &Ask<'_>) -> Result<Vec<Statement>, Lack> {
        let answer = self.supply.answer(ask);
        let form = ask.presentation.to_string();
        let mut kept = self.keep(ask.expression, Question::Statements, form, ask.language, answer.as_ref().err());
        kept.says = answer.iter().flatten().map(|it| self.statement(it)).collect();
        self.kept.borrow_mut().push(kept);
        answer
    }

    fn role(&self, of: &Statement, presentation: &Presentation, language: Language) -> Result<Option<Statement>, Lack> {
        let answer = self.supply.role(of, presentation, language);
        let mut kept = self.keep(&of.fact, Question::Role, presentation.to_string(), language, answer.as_ref().err());
        kept.says = answer.iter().flatten().map(|it| self.statement(it)).collect();
        self.kept.borrow_mut().push(kept);
        answer
    }

    fn chart(&self, expression: &Expression, roles: &[String], language: Language) -> Result<Option<Drawn>, Lack> {
        let answer = self.supply.chart(expression, roles, language);
        let mut kept = self.keep(expression, Question::Chart, roles.join(", "), language, answer.as_ref().err());
        kept.drawn = answer.iter().flatten().next().map(|drawn| self.drawn(drawn));
        self.kept.borrow_mut().push(kept);
        answer
    }

    fn source(&self, id: usize) -> Source {
        self.supply.source(id)
    }

    fn note(&self, id: usize) -> Note {
        self.supply.note(id)
    }

    fn is_at_hand(&self, source: &str) -> bool {
        let is_so = self.supply.is_at_hand(source);
        if is_so {
            self.at_hand.borrow_mut().push(source.to_owned());
        }
        is_so
    }
}

fn series(name: &str, points: &[Point]) -> KeptSeries {
    let points = points.iter().map(|point| KeptPoint {
        label: point.label.clone(),
        value: point.value.to_string(),
        text: point.text.clone(),
        of: point.fact.to_string(),
    });
    KeptSeries { name: name.to_owned(), points: points.collect() }
}

/// Where what was kept is told again: releases and notes by their numbers.
pub(crate) trait Numbers {
    fn of_release(&self, name: &str) -> Option<usize>;
    fn of_note(&self, note: Note) -> usize;
}

impl KeptStatement {
    /// Without the notes on its figures, which no release has.
    pub(crate) fn without_notes(&self) -> Self {
        let dissent = self.dissent.iter().map(Self::without_notes).collect();
        Self { from: without_notes(&self.from), dissent, ..self.clone() }
    }

    /// As it was stated; `None` where what was kept is damaged.
    pub(crate) fn told(&self, handle: usize, numbers: &dyn Numbers) -> Option<Statement> {
        Some(Statement {
            fact: self.of.parse().ok()?,
            text: self.text.clone(),
            value: self.value.clone(),
            figures: self.figures.iter().filter(|it| self.text.get((*it).clone()).is_some()).cloned().collect(),
            time: self.time.as_deref().map(str::parse::<Period>).transpose().ok()?,
            begins: self.begins.as_deref().map(str::parse).transpose().ok()?,
            citations: told(&self.from, numbers)?,
            dissent: self.dissent.iter().map(|it| it.told(handle, numbers)).collect::<Option<_>>()?,
            handle,
        })
    }
}

impl KeptChart {
    /// As [`KeptStatement::without_notes`].
    pub(crate) fn without_notes(&self) -> Self {
        Self { from: without_notes(&self.from), ..self.clone() }
    }

    pub(crate) fn told(&self, numbers: &dyn Numbers) -> Option<Drawn> {
        let series = self.series.iter().map(|series| {
            let points = series.points.iter().map(|point| {
                let (label, text) = (point.label.clone(), point.text.clone());
                Some(Point { label, value: point.value.parse::<Decimal>().ok()?, text, fact: point.of.parse().ok()? })
            });
            Some((series.name.clone(), points.collect::<Option<_>>()?))
        });
        Some(Drawn {
            unit: self.unit.clone(),
            series: series.collect::<Option<_>>()?,
            citations: told(&self.from, numbers)?,
        })
    }
}

fn without_notes(from: &[KeptCitation]) -> Vec<KeptCitation> {
    from.iter().map(|it| KeptCitation { notes: Vec::new(), ..it.clone() }).collect()
}

impl KeptLack {
    pub(crate) fn told(&self) -> Lack {
        match self {
            Self::NoData(sources) => Lack::NoData { would_come_from: sources.clone() },
            Self::NotApplicable => Lack::NotApplicable,
        }
    }
}

fn told(from: &[KeptCitation], numbers: &dyn Numbers) -> Option<Vec<Cited>> {
    let citations = from.iter().map(|it| {
        let note = |note: &KeptNote| numbers.of_note(Note { text: note.text.clone(), url: note.url.clone() });
        Some(Cited {
            source: numbers.of_release(&it.release)?,
            what: it.what.clone(),
            notes: it.notes.iter().map(note).collect(),
        })
    });
    citations.collect()
}
