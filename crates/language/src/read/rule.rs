use std::sync::Arc;

use attache_fact::{RoleName, Said};
use attache_model::{Code, unit as units};

use super::{mention::Naming, program::Cut, role::Sort, token::Symbol};

/// A pattern as it is read: words and places of what fills roles, cut at a word
/// that calls it up.
pub(crate) struct Rule {
    /// Its kind, by its place among all.
    pub(crate) kind: usize,
    pub(crate) cut: Cut,
    /// It is a sentence from end to end: it has texts in the source's words,
    /// whose ends nothing else shows.
    pub(crate) is_whole: bool,
    /// Facts are written so.
    pub(crate) is_written: bool,
    /// It goes on from a statement of its kind, and says none by itself.
    pub(crate) goes_on: bool,
}

/// The steps of the machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Program {
    pub(crate) steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    Word(Symbol),
    Place(Arc<Place>),
    /// What the words say of a role without naming it.
    Fill(Arc<(RoleName, Said)>),
    /// A few tokens of any sort.
    Gap,
    /// A wording of a class.
    Class(usize),
    /// One of several ways, those before being preferred.
    Any(Box<[Way]>),
    Jump(usize),
}

/// A way that a program may go on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Way {
    pub(crate) step: usize,
    pub(crate) first: First,
    /// The words that it cannot do without, each as one of so many bits.
    pub(crate) words: u128,
}

/// What a way begins with, by which most are passed over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum First {
    Word(Symbol),
    Class(usize),
    Anything,
}

/// Where something fills a role.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) role: RoleName,
    pub(crate) want: Want,
    /// The role of the second of a pair, or of the figures in brackets of a list.
    pub(crate) with: Option<RoleName>,
}

/// What a place takes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Want {
    Area(&'static [Naming]),
    /// A list of areas, of each of which the statement is.
    EachArea,
    /// Two areas, or a word for both.
    Pair,
    Figure(Measure),
    Period(Stand),
    /// A word of the language for a code, or a kind by one of its forms.
    Term(Lookup),
    /// The source's own words; one of these among them, where there are any.
    Text(Arc<[Symbol]>),
    /// Several of them, with the language's joints between.
    Texts,
    /// A day of the month that the other role gives.
    DayOf,
    Sort(Sort),
}

/// How codes are called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Lookup {
    Term,
    /// By a form of the kind: its noun or label.
    OfKind(Box<str>),
}

/// How a claim is to stand to a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    At,
    Since,
    By,
}

/// What a kind's figures measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    Any,
    Money,
    Percent,
    /// So many of a unit, which may go without saying.
    Of(Code),
    /// So many of a unit that is said.
    Said(Code),
}

impl Measure {
    /// As wordings say it: `money`, `percent`, or a unit.
    pub(crate) fn read(text: &str) -> Self {
        match text {
            "money" => Self::Money,
            "percent" => Self::Percent,
            unit => Self::Of(Code::new(unit)),
        }
    }

    pub(crate) fn takes(self, unit: Code) -> bool {
        let is_percent = matches!(unit.as_str(), "PERCENT" | "PERCENT_PER_YEAR");
        match self {
            Self::Any => true,
            Self::Money => units::is_currency(unit.as_str()),
            Self::Percent => is_percent,
            // "17 per 1,000 people" of what, the kind says.
            Self::Of(own) => {
                is_measured_alike(own, unit) || unit == "COUNT" || units::is_told_in_part(unit.as_str(), own.as_str())
            }
            Self::Said(own) => is_measured_alike(own, unit),
        }
    }
}

/// Whether a unit is a kind's own, or converts into it.
fn is_measured_alike(own: Code, unit: Code) -> bool {
    let is_other = matches!(
        (own.as_str(), unit.as_str()),
        ("KM2", "MI2" | "HA") | ("KM", "MI") | ("T_CO2", "T" | "TONS") | ("M", "FT")
    );
    unit == own || is_other
}
