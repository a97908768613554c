use jiff::{Timestamp, civil::Date};

use crate::{Area, Code, EventKind};

/// Which areas a selection is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AreaSet {
    All,
    /// Sorted, no doubles.
    Only(Vec<Area>),
}

impl AreaSet {
    pub fn only(areas: impl IntoIterator<Item = Area>) -> Self {
        let mut areas: Vec<Area> = areas.into_iter().collect();
        areas.sort();
        areas.dedup();
        Self::Only(areas)
    }

    pub fn contains(&self, area: Area) -> bool {
        match self {
            Self::All => true,
            Self::Only(areas) => areas.binary_search(&area).is_ok(),
        }
    }
}

/// Which codes (indicators) a selection is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeSet {
    All,
    /// Sorted, no doubles.
    Only(Vec<Code>),
    /// Those that begin with this, as `own:`.
    Prefixed(Code),
}

impl CodeSet {
    pub fn only(codes: impl IntoIterator<Item = Code>) -> Self {
        let mut codes: Vec<Code> = codes.into_iter().collect();
        codes.sort();
        codes.dedup();
        Self::Only(codes)
    }

    pub fn contains(&self, code: Code) -> bool {
        match self {
            Self::All => true,
            Self::Only(codes) => codes.binary_search(&code).is_ok(),
            Self::Prefixed(prefix) => code.starts_with(prefix.as_str()),
        }
    }
}

/// A part of what is asked of a store. What any selection takes is in the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Figures whose `ref_area` and `counterpart_area` lie in the sets.
    Observations {
        ref_area: AreaSet,
        /// `None`: only figures without a counterpart.
        counterpart_area: Option<AreaSet>,
        indicator: CodeSet,
    },
    /// Events of the kind in which an area of the first set takes part and, if
    /// a second set is given, one of that too.
    Events { kind: EventKind, area: AreaSet, with: Option<AreaSet> },
}

/// What is asked of a store, and as of when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub selections: Vec<Selection>,
    /// Only what publishers had published by the end of this day.
    pub published_by: Option<Date>,
    /// Only what this store had recorded by then.
    pub known_by: Option<Timestamp>,
}
