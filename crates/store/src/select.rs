//! The selections of a query, as one kind of table is asked them.
//!
//! Each selection has a bit; a set of bits says which of them a value would
//! satisfy, and is found once for each distinct value rather than each row.

use std::rc::Rc;

use attache_model::{Area, AreaSet, Code, CodeSet, EventKind, Party, Query, Selection};

/// A set of selections.
#[derive(Clone, Debug)]
pub(crate) struct Bits(Rc<[u64]>);

impl Bits {
    fn of(members: impl Iterator<Item = bool>) -> Self {
        let mut words = Vec::new();
        for (index, member) in members.enumerate() {
            if index % 64 == 0 {
                words.push(0);
            }
            words[index / 64] |= u64::from(member) << (index % 64);
        }
        Self(words.into())
    }

    /// Whether a selection is in all three.
    pub(crate) fn meets(&self, second: &Self, third: &Self) -> bool {
        self.0.iter().zip(second.0.iter()).zip(third.0.iter()).any(|((a, b), c)| a & b & c != 0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    fn common(&self, other: &Self) -> impl Iterator<Item = usize> {
        let words = self.0.iter().zip(other.0.iter()).map(|(a, b)| a & b);
        words.enumerate().flat_map(|(at, word)| (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit))
    }
}

/// What is asked of observations.
pub(crate) struct ObservationSelections<'q>(Vec<(&'q AreaSet, Option<&'q AreaSet>, &'q CodeSet)>);

impl<'q> ObservationSelections<'q> {
    pub(crate) fn of(query: &'q Query) -> Option<Self> {
        let part = |selection: &'q Selection| match selection {
            Selection::Observations { ref_area, counterpart_area, indicator } => {
                Some((ref_area, counterpart_area.as_ref(), indicator))
            }
            Selection::Events { .. } => None,
        };
        let parts: Vec<_> = query.selections.iter().filter_map(part).collect();
        (!parts.is_empty()).then_some(Self(parts))
    }

    /// The areas whose rows have to be looked at.
    pub(crate) fn areas(&self) -> AreaSet {
        union(self.0.iter().map(|(areas, ..)| *areas))
    }

    pub(crate) fn ref_area(&self, area: Area) -> Bits {
        Bits::of(self.0.iter().map(|(areas, ..)| areas.contains(area)))
    }

    pub(crate) fn counterpart(&self, area: Option<Area>) -> Bits {
        let takes = |set: Option<&AreaSet>| match (set, area) {
            (None, None) => true,
            (Some(set), Some(area)) => set.contains(area),
            _ => false,
        };
        Bits::of(self.0.iter().map(|(_, counterpart, _)| takes(*counterpart)))
    }

    pub(crate) fn indicator(&self, code: Code) -> Bits {
        Bits::of(self.0.iter().map(|(.., codes)| codes.contains(code)))
    }
}

/// What is asked of events.
pub(crate) struct EventSelections<'q>(Vec<(EventKind, &'q AreaSet, Option<&'q AreaSet>)>);

impl<'q> EventSelections<'q> {
    pub(crate) fn of(query: &'q Query) -> Option<Self> {
        let part = |selection: &'q Selection| match selection {
            Selection::Events { kind, area, with } => Some((*kind, area, with.as_ref())),
            Selection::Observations { .. } => None,
        };
        let parts: Vec<_> = query.selections.iter().filter_map(part).collect();
        (!parts.is_empty()).then_some(Self(parts))
    }

    pub(crate) fn areas(&self) -> AreaSet {
        union(self.0.iter().map(|(_, areas, _)| *areas))
    }

    pub(crate) fn kind(&self, kind: EventKind) -> Bits {
        Bits::of(self.0.iter().map(|(k, ..)| *k == kind))
    }

    pub(crate) fn area(&self, area: Area) -> Bits {
        Bits::of(self.0.iter().map(|(_, areas, _)| areas.contains(area)))
    }

    /// Whether a selection takes an event of the parties, by its row for `area`.
    pub(crate) fn take(&self, kind: &Bits, area_bits: &Bits, area: Area, parties: &[Party]) -> bool {
        let other = |set: &AreaSet| parties.iter().any(|p| p.area != area && set.contains(p.area));
        kind.common(area_bits).any(|index| self.0[index].2.is_none_or(other))
    }

    /// Whether a selection takes an event in which no area takes part.
    pub(crate) fn take_without_area(&self, kind: &Bits) -> bool {
        kind.common(kind).any(|index| matches!(self.0[index], (_, AreaSet::All, None)))
    }
}

fn union<'q>(mut sets: impl Iterator<Item = &'q AreaSet>) -> AreaSet {
    let all = sets.try_fold(Vec::new(), |mut areas, set| match set {
        AreaSet::All => None,
        AreaSet::Only(only) => {
            areas.extend(only.iter().copied());
            Some(areas)
        }
    });
    all.map_or(AreaSet::All, AreaSet::only)
}

#[cfg(test)]
mod tests {
    use super::*;
    use attache_model::{Areas, Role};

    fn area(name: &str) -> Area {
        Areas::find(name).unwrap()
    }

    #[test]
    fn each_selection_is_met_on_its_own() {
        let codes = |code: &'static str| CodeSet::only([Code::from_static(code)]);
        let observations = |of: &str, with: Option<AreaSet>, code| Selection::Observations {
            ref_area: AreaSet::only([area(of)]),
            counterpart_area: with,
            indicator: codes(code),
        };
        // More than a word of bits.
        let mut selections = vec![observations("PE", None, "other"); 70];
        selections.push(observations("US", Some(AreaSet::only([area("BO")])), "exports"));
        selections.push(observations("BO", None, "population"));
        let query = Query { selections, ..Query::default() };
        let wanted = ObservationSelections::of(&query).unwrap();
        let takes = |of: &str, with: Option<&str>, code: &'static str| {
            let code = wanted.indicator(Code::from_static(code));
            wanted.ref_area(area(of)).meets(&code, &wanted.counterpart(with.map(area)))
        };
        assert!(takes("US", Some("BO"), "exports") && takes("BO", None, "population"));
        assert!(!takes("US", Some("BO"), "population") && !takes("US", None, "exports"));
        assert!(!takes("BO", None, "exports") && !takes("BO", Some("US"), "exports"));
        assert_eq!(wanted.areas(), AreaSet::only(["US", "BO", "PE"].map(area)));
    }

    #[test]
    fn with_asks_for_another_party() {
        let pair = AreaSet::only([area("US"), area("BO")]);
        let visits = Selection::Events { kind: EventKind::Visit, area: pair.clone(), with: Some(pair) };
        let query = Query { selections: vec![visits], ..Query::default() };
        let wanted = EventSelections::of(&query).unwrap();
        let takes = |of: &str, parties: &[&str]| {
            let parties: Vec<Party> = parties.iter().map(|p| Party { role: Role::Party, area: area(p) }).collect();
            wanted.take(&wanted.kind(EventKind::Visit), &wanted.area(area(of)), area(of), &parties)
        };
        assert!(takes("US", &["US", "BO", "PE"]));
        assert!(!takes("US", &["US", "PE"]));
        assert!(!takes("PE", &["US", "BO", "PE"]));
    }
}
