use std::fmt;

use compact_str::CompactString;

use crate::{Area, Code, Organization, Period};

/// What kind of thing happened or holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// A state became independent. Parties: `subject`, and `from` where named.
    Independence,
    /// `subject` recognized `object` as a state (or its government).
    Recognition,
    /// Diplomatic relations of the parties were established, resumed,
    /// interrupted or severed (`status`).
    DiplomaticRelations,
    /// Consular relations or a consular post of `sender` in `receiver`.
    ConsularRelations,
    /// A mission of `sender` in `receiver` was opened, raised, lowered, moved
    /// or closed (`status`); `title` is its rank after the event.
    Mission,
    /// A person headed the mission of `sender` in `receiver`.
    ChiefOfMission,
    /// The address and numbers of a mission of `sender` in `receiver`.
    MissionAddress,
    /// A leader of `visitor` visited `host`.
    Visit,
    /// A treaty or agreement; `signed`, `from` (in force) and `until` (ended).
    Agreement,
    /// `subject` lets in goods of `object` at less than the usual duties, of its
    /// own accord; `title` is the scheme.
    TradePreference,
    /// `member` belongs to `organization`; the status says in what capacity.
    /// With the attribute `office`: it holds one there, for a term.
    Membership,
    /// A person is chief of state or head of government of `subject`.
    Leader,
    /// A national election of `subject` was or will be held.
    Election,
    /// Two areas share a land border (its length is an observation).
    Border,
    /// The capital of `subject`.
    Capital,
    /// A statement of the source that is kept as text and date only.
    Note,
}

impl EventKind {
    pub const ALL: [Self; 16] = [
        Self::Independence,
        Self::Recognition,
        Self::DiplomaticRelations,
        Self::ConsularRelations,
        Self::Mission,
        Self::ChiefOfMission,
        Self::MissionAddress,
        Self::Visit,
        Self::Agreement,
        Self::TradePreference,
        Self::Membership,
        Self::Leader,
        Self::Election,
        Self::Border,
        Self::Capital,
        Self::Note,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Independence => "independence",
            Self::Recognition => "recognition",
            Self::DiplomaticRelations => "diplomatic-relations",
            Self::ConsularRelations => "consular-relations",
            Self::Mission => "mission",
            Self::ChiefOfMission => "chief-of-mission",
            Self::MissionAddress => "mission-address",
            Self::Visit => "visit",
            Self::Agreement => "agreement",
            Self::TradePreference => "trade-preference",
            Self::Membership => "membership",
            Self::Leader => "leader",
            Self::Election => "election",
            Self::Border => "border",
            Self::Capital => "capital",
            Self::Note => "note",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// The part that a party has in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Subject,
    Object,
    From,
    Sender,
    Receiver,
    Visitor,
    Host,
    Member,
    /// One of parties that stand alike, as in a treaty.
    Party,
}

impl Role {
    pub const ALL: [Self; 9] = [
        Self::Subject,
        Self::Object,
        Self::From,
        Self::Sender,
        Self::Receiver,
        Self::Visitor,
        Self::Host,
        Self::Member,
        Self::Party,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Object => "object",
            Self::From => "from",
            Self::Sender => "sender",
            Self::Receiver => "receiver",
            Self::Visitor => "visitor",
            Self::Host => "host",
            Self::Member => "member",
            Self::Party => "party",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// An area and the part it has in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    pub role: Role,
    pub area: Area,
}

/// A named text that belongs to an event: `address`, `telephone`, `purpose`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attribute {
    pub name: Code,
    pub value: CompactString,
}

/// Something that happened or holds.
///
/// Dates are [`Period`]s of a day, month or year: the precision is the
/// source's. A date that the source does not give is `None`, which says nothing
/// about whether the thing began or ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub kind: EventKind,
    /// In a fixed order, so that equal events compare equal; one of several
    /// areas with the role `Party` stands in the order of the codelist.
    pub parties: Vec<Party>,
    pub organization: Option<Organization>,
    /// What is said of it, in the words of a small codelist a kind:
    /// `established`, `severed`, `in-force`, `terminated`, `observer`.
    pub status: Code,
    /// The name of the agreement, the rank of the mission, the office held.
    pub title: CompactString,
    /// The person, where there is one, as the source writes the name.
    pub person: CompactString,
    /// When it was signed, announced or appointed, where that differs from when it began.
    pub signed: Option<Period>,
    /// When it happened, began, or entered into force.
    pub from: Option<Period>,
    /// When it ended.
    pub until: Option<Period>,
    pub attributes: Vec<Attribute>,
    /// The source's own words, whitespace folded, for evidence.
    pub quote: CompactString,
}

impl Event {
    /// An event of this kind and status of these parties, with nothing else said.
    pub fn new(kind: EventKind, status: Code, mut parties: Vec<Party>) -> Self {
        parties.sort();
        parties.dedup();
        Self {
            kind,
            parties,
            organization: None,
            status,
            title: CompactString::default(),
            person: CompactString::default(),
            signed: None,
            from: None,
            until: None,
            attributes: Vec::new(),
            quote: CompactString::default(),
        }
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|a| a.name == name).map(|a| a.value.as_str())
    }

    pub fn party(&self, role: Role) -> Option<Area> {
        self.parties.iter().find(|p| p.role == role).map(|p| p.area)
    }

    pub fn involves(&self, area: Area) -> bool {
        self.parties.iter().any(|p| p.area == area)
    }

    /// The area that a row for `area` has as its `counterpart_area`: the other
    /// one of exactly two, else `None`.
    pub fn counterpart(&self, area: Area) -> Option<Area> {
        let mut others = self.parties.iter().map(|p| p.area).filter(|a| *a != area);
        let other = others.next()?;
        others.all(|a| a == other).then_some(other)
    }
}
