//! What a check answers: the account of a document's numbers, a verdict for each
//! statement, and findings as a compiler gives them.

use std::{fmt, ops::Range};

use attache_fact::{Fact, RoleName, Said};
use attache_model::{Area, Code, Date, Language};

use crate::rule::{Rule, Severity};

/// A document, checked. Places are bytes of the document's source
/// ([`Prose::source`](attache_document::prose::Prose)).
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub context: Context,
    /// In the order of the text.
    pub statements: Vec<Judged>,
    /// Every number of the text, in its order.
    pub numbers: Vec<Number>,
    /// In the order of the text.
    pub findings: Vec<Finding>,
    /// Findings that the document or the settings suppress, with the reason.
    pub suppressed: Vec<(Finding, String)>,
}

/// What was taken to be the document's pair, day, author and language.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    pub about: Told<Vec<Area>>,
    pub author: Told<Option<Area>>,
    pub dated: Told<Option<Date>>,
    pub language: Told<Language>,
}

/// Something with how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<T> {
    pub it: T,
    pub by: By,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The options or the settings of the folder.
    Request,
    /// The document's metadata.
    Metadata,
    /// Its text: the title, a dateline, what it speaks of most.
    Text,
    Nothing,
}

/// A statement of the text, with what official figures say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    pub place: Range<usize>,
    /// The statement as it stands.
    pub text: String,
    /// The kind of fact that it was read as; open where nothing was.
    pub kind: Option<Code>,
    pub verdict: Verdict,
    /// Why, in a sentence.
    pub because: String,
    /// The figures that were looked at, the decisive one first.
    pub evidence: Vec<Evidence>,
    /// It was put together from what is mentioned, and not by a pattern.
    pub is_composed: bool,
    /// What it rests on, where it is supported.
    pub basis: Option<Basis>,
}

/// What a supported statement rests on, for those who bind its words to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    pub fact: Fact,
    /// The text names no time, so that the latest is meant.
    pub is_open: bool,
    /// The arguments of the fact's expression that the text gives.
    pub given: Vec<Code>,
    /// What the text says of the fact and is so, with the bytes of the source.
    pub said: Vec<(RoleName, Said, Range<usize>)>,
    /// Roles that hold too and have no words of their own: that something rose.
    pub unworded: Vec<RoleName>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    Supported,
    Contradicted,
    /// Right at the document's day or by an earlier release; superseded since.
    Outdated,
    /// Sources disagree, and the text is right by one of them.
    Disputed,
    NotCheckable(Unchecked),
}

/// Why something cannot be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unchecked {
    NoData,
    Ambiguous,
    Vague,
    Forecast,
    Opinion,
    /// One programme, region or sector out of a total.
    PartOfTotal,
    /// Only the document's own publisher says it.
    OwnSource,
    OutsideScope,
    /// It was not understood.
    NotUnderstood,
}

impl Verdict {
    pub fn name(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Contradicted => "contradicted",
            Self::Outdated => "outdated",
            Self::Disputed => "disputed",
            Self::NotCheckable(_) => "not checkable",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotCheckable(why) => write!(f, "not checkable: {}", why.name()),
            _ => f.write_str(self.name()),
        }
    }
}

impl Unchecked {
    pub fn name(self) -> &'static str {
        match self {
            Self::NoData => "no data",
            Self::Ambiguous => "ambiguous",
            Self::Vague => "vague",
            Self::Forecast => "forecast",
            Self::Opinion => "opinion",
            Self::PartOfTotal => "part of a total",
            Self::OwnSource => "own source only",
            Self::OutsideScope => "outside scope",
            Self::NotUnderstood => "not understood",
        }
    }
}

/// What a publisher says, down to its release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The expression that gives the fact again: `attache explain` shows its way.
    pub expression: String,
    /// The fact as a sentence, in the document's language.
    pub sentence: String,
    pub publisher: String,
    /// The title of the data.
    pub title: String,
    /// The release's identifier.
    pub release: String,
    /// The day on which it was published.
    pub published: Date,
    pub url: String,
    /// The SHA-256 of the publisher's file, in hexadecimal.
    pub hash: String,
}

/// A number that stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    pub place: Range<usize>,
    /// As it stands: "12.4", "third", "FY2021".
    pub text: String,
    pub account: Account,
}

/// What became of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// It belongs to a statement, by its place among [`Report::statements`].
    Statement(usize),
    /// It states nothing that could be checked.
    Exempt(Exempt),
}

/// Why a number is no statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Exempt {
    /// The document's own date, or one that frames a sentence without claiming anything.
    Date,
    /// Of a list, a section, a footnote, a page.
    Numbering,
    /// A telephone number, an address, a link, an e-mail address.
    Contact,
    /// Part of a name or a document's number: G20, Law 906, COVID-19.
    Name,
    /// In a citation or a list of sources.
    Citation,
    /// In a table's head or a heading.
    Heading,
}

impl Exempt {
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "dates of the document",
            Self::Numbering => "list numbers",
            Self::Contact => "telephones, addresses and links",
            Self::Name => "parts of names",
            Self::Citation => "citations",
            Self::Heading => "headings",
        }
    }
}

/// Something that is to be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub rule: Rule,
    pub severity: Severity,
    /// What is wrong, by itself.
    pub place: Range<usize>,
    /// "Bolivia's population was 12.3 million in 2023, not 15 million"
    pub message: String,
    /// What stands under the line: "12.3 million in 2023"
    pub label: String,
    /// Other places that belong to it, with what they say.
    pub others: Vec<(Range<usize>, String)>,
    pub notes: Vec<String>,
    pub help: Option<String>,
    pub evidence: Vec<Evidence>,
    pub fix: Option<Fix>,
    /// Its statement's place among [`Report::statements`].
    pub statement: Option<usize>,
}

/// What would make the text right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Replaced bytes of the source, in order, none overlapping another.
    pub edits: Vec<(Range<usize>, String)>,
    /// It follows from the figure alone: no hedge, verb or other sentence hangs on
    /// what is replaced.
    pub is_safe: bool,
}

impl Report {
    /// Whether any statement could be held against a figure.
    pub fn is_checked(&self) -> bool {
        self.statements.iter().any(|statement| !matches!(statement.verdict, Verdict::NotCheckable(_)))
    }

    /// How many numbers have each fate, by its name, in the order of first
    /// need: verdicts, then exemptions.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { numbers: self.numbers.len(), ..Tally::default() };
        for number in &self.numbers {
            let verdict = match number.account {
                Account::Statement(at) => self.statements.get(at).map(|statement| statement.verdict),
                Account::Exempt(why) => {
                    count(&mut tally.exempt, why);
                    continue;
                }
            };
            match verdict {
                Some(Verdict::Supported) => tally.supported += 1,
                Some(Verdict::Contradicted) => tally.contradicted += 1,
                Some(Verdict::Outdated) => tally.outdated += 1,
                Some(Verdict::Disputed) => tally.disputed += 1,
                Some(Verdict::NotCheckable(why)) => count(&mut tally.unchecked, why),
                None => count(&mut tally.unchecked, Unchecked::NotUnderstood),
            }
        }
        tally.exempt.sort_by_key(|(why, _)| *why);
        tally.unchecked.sort_by_key(|(why, _)| *why);
        tally
    }
}

fn count<T: PartialEq>(counts: &mut Vec<(T, usize)>, what: T) {
    match counts.iter_mut().find(|(known, _)| *known == what) {
        Some((_, n)) => *n += 1,
        None => counts.push((what, 1)),
    }
}

/// The account of a document's numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub numbers: usize,
    pub supported: usize,
    pub contradicted: usize,
    pub outdated: usize,
    pub disputed: usize,
    pub unchecked: Vec<(Unchecked, usize)>,
    pub exempt: Vec<(Exempt, usize)>,
}

impl Tally {
    pub fn not_checkable(&self) -> usize {
        self.unchecked.iter().map(|(_, n)| n).sum()
    }

    pub fn no_statement(&self) -> usize {
        self.exempt.iter().map(|(_, n)| n).sum()
    }
}

/// "47 numbers: 31 supported, 2 contradicted, 3 outdated, 1 disputed, 6 not
/// checkable (4 no data, 2 vague), 4 no statement (3 list numbers, 1 citation)"
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.numbers == 1 { "" } else { "s" };
        write!(f, "{} number{plural}", self.numbers)?;
        let mut separator = ": ";
        let listed = |names: &mut dyn Iterator<Item = (usize, &'static str)>| {
            names.map(|(n, name)| format!("{n} {name}")).collect::<Vec<_>>().join(", ")
        };
        let unchecked = listed(&mut self.unchecked.iter().map(|(why, n)| (*n, why.name())));
        let exempt = listed(&mut self.exempt.iter().map(|(why, n)| (*n, why.name())));
        let parts = [
            (self.supported, "supported", ""),
            (self.contradicted, "contradicted", ""),
            (self.outdated, "outdated", ""),
            (self.disputed, "disputed", ""),
            (self.not_checkable(), "not checkable", unchecked.as_str()),
            (self.no_statement(), "no statement", exempt.as_str()),
        ];
        for (n, name, which) in parts.into_iter().filter(|(n, ..)| *n > 0) {
            write!(f, "{separator}{n} {name}")?;
            if !which.is_empty() {
                write!(f, " ({which})")?;
            }
            separator = ", ";
        }
        Ok(())
    }
}
