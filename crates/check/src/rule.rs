//! The rules of which a finding breaks one. Their names read after "allow".

mod documentation;

use std::fmt;

/// How much a finding weighs. A folder's settings can give a rule another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// It is not told.
    Off,
    /// It is told, and the exit code does not know it.
    Note,
    Warning,
    Error,
}

impl Severity {
    pub const ALL: [Self; 4] = [Self::Off, Self::Note, Self::Warning, Self::Error];

    /// The severity with this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A rule, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    WrongValue,
    WrongDate,
    WrongParty,
    WrongDirection,
    RankOff,
    UnitMismatch,
    NoSuchFact,
    StaleFigure,
    Withdrawn,
    SourcesDisagree,
    LooseHedge,
    MissingPeriod,
    SumOff,
    PercentOff,
    DirectionOff,
    Inconsistent,
    UnusedSuppression,
}

/// What a rule is, for `attache rules`.
#[derive(Clone, Copy, Debug)]
pub struct Documentation {
    /// What a finding has where the settings say nothing.
    pub severity: Severity,
    /// What it finds, in a line.
    pub what: &'static str,
    /// Why it matters to those who answer for the text.
    pub why: &'static str,
    /// A sentence that breaks it, and what is said of it.
    pub example: [&'static str; 2],
    /// What to do about it, and what is done by itself.
    pub fix: &'static str,
}

impl Rule {
    pub const ALL: [Self; 17] = [
        Self::WrongValue,
        Self::WrongDate,
        Self::WrongParty,
        Self::WrongDirection,
        Self::RankOff,
        Self::UnitMismatch,
        Self::NoSuchFact,
        Self::StaleFigure,
        Self::Withdrawn,
        Self::SourcesDisagree,
        Self::LooseHedge,
        Self::MissingPeriod,
        Self::SumOff,
        Self::PercentOff,
        Self::DirectionOff,
        Self::Inconsistent,
        Self::UnusedSuppression,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::WrongValue => "wrong-value",
            Self::WrongDate => "wrong-date",
            Self::WrongParty => "wrong-party",
            Self::WrongDirection => "wrong-direction",
            Self::RankOff => "rank-off",
            Self::UnitMismatch => "unit-mismatch",
            Self::NoSuchFact => "no-such-fact",
            Self::StaleFigure => "stale-figure",
            Self::Withdrawn => "withdrawn",
            Self::SourcesDisagree => "sources-disagree",
            Self::LooseHedge => "loose-hedge",
            Self::MissingPeriod => "missing-period",
            Self::SumOff => "sum-off",
            Self::PercentOff => "percent-off",
            Self::DirectionOff => "direction-off",
            Self::Inconsistent => "inconsistent",
            Self::UnusedSuppression => "unused-suppression",
        }
    }

    /// The rule with this name.
    ///
    /// # Errors
    /// When no rule has it: with those that may be meant.
    pub fn find(name: &str) -> Result<Self, UnknownRule> {
        Self::ALL.into_iter().find(|rule| rule.name() == name).ok_or_else(|| {
            let likeness = |rule: &Self| strsim::jaro_winkler(name, rule.name());
            let nearest = Self::ALL.into_iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
            UnknownRule { name: name.to_owned(), nearest: nearest.filter(|rule| likeness(rule) > 0.75) }
        })
    }
}

/// A name that no rule has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    pub name: String,
    nearest: Option<Rule>,
}

impl UnknownRule {
    pub fn hint(&self) -> String {
        match self.nearest {
            Some(rule) => format!("did you mean {rule}?"),
            None => "`attache rules` lists the rules".to_owned(),
        }
    }
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no rule {:?}", self.name)
    }
}

impl std::error::Error for UnknownRule {}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Rule {
    /// What it weighs unless settings say otherwise.
    pub fn severity(self) -> Severity {
        self.documentation().severity
    }
}
