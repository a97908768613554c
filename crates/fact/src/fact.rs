use std::fmt;

use attache_model::{
    Area, Code, Decimal, EventKind, EventRef, HsCode, ObsStatus, ObservationRef, Organization, Period, ReleaseIx, Row,
    SeriesKey,
};

use crate::Expression;

/// The name of a part that something has in a statement: `exporter`, `value`.
/// Wordings speak of roles by these names.
pub type RoleName = &'static str;

/// A number with its unit, the multiplier applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub value: Decimal,
    pub unit: Code,
    /// Said by the publisher to be an estimate, a forecast or provisional.
    pub status: ObsStatus,
}

impl Quantity {
    pub fn new(value: Decimal, unit: Code) -> Self {
        Self { value, unit, status: ObsStatus::Normal }
    }

    pub fn of(observation: ObservationRef<'_>) -> Self {
        Self { value: observation.quantity(), unit: observation.unit, status: observation.status }
    }
}

/// Goods of one code, with what the publisher of the figures calls them, if it
/// does. What people call them is the language's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commodity {
    pub code: HsCode,
    pub label: Option<String>,
}

impl fmt::Display for Commodity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.code.fmt(f)
    }
}

/// What fills a role.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Area(Area),
    Areas(Vec<Area>),
    Organizations(Vec<Organization>),
    Commodities(Vec<Commodity>),
    Quantity(Quantity),
    /// One for each of the things that another role lists.
    Quantities(Vec<Quantity>),
    Period(Period),
    /// A place in an order, 1 the first.
    Rank(u32),
    /// How many.
    Count(u32),
    /// A name, title or address in the source's own words.
    Text(String),
    Texts(Vec<String>),
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value.normalize(), self.unit)
    }
}

/// The value in codes, for those who look into a fact; sentences are the
/// language's.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, items: &[T]) -> fmt::Result {
            items.iter().enumerate().try_for_each(|(i, item)| write!(f, "{}{item}", if i == 0 { "" } else { "; " }))
        }
        match self {
            Self::Area(area) => area.fmt(f),
            Self::Areas(areas) => list(f, areas),
            Self::Organizations(organizations) => list(f, organizations),
            Self::Commodities(commodities) => list(f, commodities),
            Self::Quantity(quantity) => quantity.fmt(f),
            Self::Quantities(quantities) => list(f, quantities),
            Self::Period(period) => period.fmt(f),
            Self::Rank(n) | Self::Count(n) => n.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::Texts(texts) => list(f, texts),
        }
    }
}

/// What a derived fact was computed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Sum,
    /// The first input less the second.
    Difference,
    /// The change from the second input to the first, in per cent of the second.
    Growth,
    /// The first input in per cent of the second.
    Share,
    /// The first input divided by the second.
    Ratio,
    /// The place of the first input among all, the greatest first.
    Rank,
    /// How many inputs there are.
    Count,
    /// What stands in every one of the inputs.
    Common,
    /// Nothing fits in a release that declares to cover it.
    Absence,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sum => "sum",
            Self::Difference => "difference",
            Self::Growth => "growth",
            Self::Share => "share",
            Self::Ratio => "ratio",
            Self::Rank => "rank",
            Self::Count => "count",
            Self::Common => "in common",
            Self::Absence => "absence under declared coverage",
        })
    }
}

/// Something published that a fact rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    Observation {
        key: SeriesKey,
        time_period: Period,
        row: Row,
    },
    Event {
        kind: EventKind,
        row: Row,
    },
    /// The release's declared coverage.
    Coverage {
        kind: EventKind,
        release: ReleaseIx,
    },
}

impl Input {
    pub fn release(self) -> ReleaseIx {
        match self {
            Self::Observation { row, .. } | Self::Event { row, .. } => row.release,
            Self::Coverage { release, .. } => release,
        }
    }
}

impl From<ObservationRef<'_>> for Input {
    fn from(o: ObservationRef<'_>) -> Self {
        Self::Observation { key: o.key, time_period: o.time_period, row: o.row }
    }
}

impl From<EventRef<'_>> for Input {
    fn from(e: EventRef<'_>) -> Self {
        Self::Event { kind: e.kind, row: e.row }
    }
}

/// How a fact follows from what was published.
#[derive(Clone, Debug, PartialEq)]
pub enum Derivation {
    /// It is published as it stands.
    Stated(Input),
    /// It is published as it stands, by several rows together.
    StatedBy(Vec<Input>),
    /// It was computed.
    Computed { operation: Operation, inputs: Vec<Input> },
}

impl Derivation {
    pub fn inputs(&self) -> &[Input] {
        match self {
            Self::Stated(input) => std::slice::from_ref(input),
            Self::StatedBy(inputs) | Self::Computed { inputs, .. } => inputs,
        }
    }
}

impl<T: Into<Input>> From<T> for Derivation {
    fn from(input: T) -> Self {
        Self::Stated(input.into())
    }
}

/// One statement that follows from a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The expression that gives this very fact again, every argument fixed.
    pub expression: Expression,
    /// What fills each role; a role that is not here is open or does not apply.
    pub roles: Vec<(RoleName, Value)>,
    pub derivation: Derivation,
    /// Other sources, or other places of the same source, say otherwise: the
    /// facts that they state.
    pub dissent: Vec<Fact>,
}

impl Fact {
    pub fn new(expression: Expression, derivation: impl Into<Derivation>) -> Self {
        Self { expression, roles: Vec::new(), derivation: derivation.into(), dissent: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, role: RoleName, value: Value) -> Self {
        self.roles.push((role, value));
        self
    }

    /// Fills the role where there is something to fill it with.
    #[must_use]
    pub fn with_some(self, role: RoleName, value: Option<Value>) -> Self {
        match value {
            Some(value) => self.with(role, value),
            None => self,
        }
    }

    pub fn role(&self, name: &str) -> Option<&Value> {
        self.roles.iter().find(|(n, _)| *n == name).map(|(_, v)| v)
    }

    pub fn quantity(&self, name: &str) -> Option<Quantity> {
        match self.role(name) {
            Some(Value::Quantity(q)) => Some(*q),
            _ => None,
        }
    }

    pub fn period(&self, name: &str) -> Option<Period> {
        match self.role(name) {
            Some(Value::Period(p)) => Some(*p),
            _ => None,
        }
    }
}
