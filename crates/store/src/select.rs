//! The selections of a query, as one kind of table is asked them.
//!
//! Each selection has a bit; a set of bits says which of them a value would
//! satisfy, and is looked up once for each distinct value rather than each row.

use std::{collections::HashMap, hash::Hash};

use attache_model::{Area, AreaSet, Code, CodeSet, EventKind, Party, Query, Selection};

/// A set of selections.
#[derive(Debug)]
pub(crate) struct Bits(Box<[u64]>);

impl Bits {
    fn none(selections: usize) -> Self {
        Self(vec![0; selections.div_ceil(64)].into())
    }

    fn add(&mut self, selection: usize) {
        self.0[selection / 64] |= 1 << (selection % 64);
    }

    /// Whether a selection is in all three.
    pub(crate) fn meets(&self, second: &Self, third: &Self) -> bool {
        self.0.iter().zip(&second.0).zip(&third.0).any(|((a, b), c)| a & b & c != 0)
    }

    /// Whether a selection is in both.
    pub(crate) fn shares(&self, other: &Self) -> bool {
        self.common(other).next().is_some()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    fn common(&self, other: &Self) -> impl Iterator<Item = usize> {
        let words = self.0.iter().zip(&other.0).map(|(a, b)| a & b).enumerate();
        words.flat_map(|(at, word)| (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit))
    }
}

/// The selections that each value of a dimension satisfies.
struct Dimension<K> {
    named: HashMap<K, Bits>,
    other: Bits,
}

impl<K: Copy + Eq + Hash> Dimension<K> {
    /// Of the values that each selection takes; `None` is all of them.
    fn of(sets: &[Option<&[K]>]) -> Self {
        let mut named: HashMap<K, Bits> = HashMap::new();
        let mut other = Bits::none(sets.len());
        for key in sets.iter().copied().flatten().flatten() {
            named.entry(*key).or_insert_with(|| Bits::none(sets.len()));
        }
        for (selection, set) in sets.iter().enumerate() {
            match set {
                Some(keys) => keys.iter().for_each(|key| {
                    named.entry(*key).and_modify(|bits| bits.add(selection));
                }),
                None => {
                    other.add(selection);
                    named.values_mut().for_each(|bits| bits.add(selection));
                }
            }
        }
        Self { named, other }
    }

    fn at(&self, key: K) -> &Bits {
        self.named.get(&key).unwrap_or(&self.other)
    }
}

fn areas(set: &AreaSet) -> Option<&[Area]> {
    match set {
        AreaSet::All => None,
        AreaSet::Only(areas) => Some(areas),
    }
}

/// The codes that the set names; `None` is all of them.
fn codes(set: &CodeSet) -> Option<&[Code]> {
    match set {
        CodeSet::All => None,
        CodeSet::Only(codes) => Some(codes),
        CodeSet::Prefixed(_) => Some(&[]),
    }
}

/// The selections that each code satisfies: those that name it, and those that
/// name what it begins with.
struct Codes {
    named: Dimension<Code>,
    /// The longest first.
    prefixed: Vec<(Code, Bits)>,
}

impl Codes {
    fn of(sets: &[&CodeSet]) -> Self {
        let named: Vec<Option<&[Code]>> = sets.iter().map(|set| codes(set)).collect();
        let mut named = Dimension::of(&named);
        let mut prefixes: Vec<Code> = Vec::new();
        for (selection, set) in sets.iter().enumerate() {
            let CodeSet::Prefixed(prefix) = set else { continue };
            prefixes.push(*prefix);
            let begin_so = named.named.iter_mut().filter(|(code, _)| set.contains(**code));
            begin_so.for_each(|(_, bits)| bits.add(selection));
        }
        prefixes.sort_by_key(|prefix| (std::cmp::Reverse(prefix.len()), *prefix));
        prefixes.dedup();
        let bits = |prefix: &Code| {
            let mut bits = Bits::none(sets.len());
            let all = sets.iter().enumerate().filter(|(_, set)| !matches!(set, CodeSet::Only(_)));
            all.filter(|(_, set)| set.contains(*prefix)).for_each(|(selection, _)| bits.add(selection));
            bits
        };
        Self { prefixed: prefixes.iter().map(|prefix| (*prefix, bits(prefix))).collect(), named }
    }

    fn at(&self, code: Code) -> &Bits {
        let begins = |(prefix, _): &&(Code, Bits)| code.starts_with(prefix.as_str());
        let prefixed = || self.prefixed.iter().find(begins).map(|(_, bits)| bits);
        self.named.named.get(&code).or_else(prefixed).unwrap_or(&self.named.other)
    }
}

/// What is asked of observations.
pub(crate) struct ObservationSelections {
    ref_area: Dimension<Area>,
    counterpart: Dimension<Area>,
    no_counterpart: Bits,
    indicator: Codes,
    /// Areas that selections name.
    pub(crate) areas: AreaSet,
    /// Indicators that selections ask for of every area, a set a selection.
    pub(crate) everywhere: Vec<CodeSet>,
}

impl ObservationSelections {
    pub(crate) fn of(query: &Query) -> Option<Self> {
        let parts = query.selections.iter().filter_map(|selection| match selection {
            Selection::Observations { ref_area, counterpart_area, indicator } => {
                Some((areas(ref_area), counterpart_area.as_ref(), indicator))
            }
            Selection::Events { .. } => None,
        });
        let parts: Vec<_> = parts.collect();
        if parts.is_empty() {
            return None;
        }
        let ref_areas: Vec<Option<&[Area]>> = parts.iter().map(|(areas, ..)| *areas).collect();
        let counterparts: Vec<_> = parts.iter().map(|(_, set, _)| set.map_or(Some(&[][..]), areas)).collect();
        let indicators: Vec<&CodeSet> = parts.iter().map(|(.., codes)| *codes).collect();
        let mut no_counterpart = Bits::none(parts.len());
        for (selection, _) in parts.iter().enumerate().filter(|(_, part)| part.1.is_none()) {
            no_counterpart.add(selection);
        }
        let everywhere = parts.iter().filter(|(areas, ..)| areas.is_none()).map(|(.., codes)| (*codes).clone());
        let everywhere = everywhere.collect();
        Some(Self {
            ref_area: Dimension::of(&ref_areas),
            counterpart: Dimension::of(&counterparts),
            no_counterpart,
            indicator: Codes::of(&indicators),
            areas: AreaSet::only(ref_areas.iter().flatten().copied().flatten().copied()),
            everywhere,
        })
    }

    /// Whether a selection asks for the indicator of every area.
    pub(crate) fn asks_everywhere(&self, indicator: Code) -> bool {
        self.everywhere.iter().any(|codes| codes.contains(indicator))
    }

    pub(crate) fn ref_area(&self, area: Area) -> &Bits {
        self.ref_area.at(area)
    }

    pub(crate) fn counterpart(&self, area: Option<Area>) -> &Bits {
        area.map_or(&self.no_counterpart, |area| self.counterpart.at(area))
    }

    pub(crate) fn indicator(&self, code: Code) -> &Bits {
        self.indicator.at(code)
    }
}

/// What is asked of events.
pub(crate) struct EventSelections<'q> {
    kind: Dimension<EventKind>,
    area: Dimension<Area>,
    /// With whom, for each selection.
    with: Vec<Option<&'q AreaSet>>,
    /// Selections of every area, for events of none.
    of_all: Bits,
    /// Areas that selections name.
    pub(crate) areas: AreaSet,
    /// Kinds that selections ask for of every area.
    pub(crate) everywhere: Vec<EventKind>,
}

impl<'q> EventSelections<'q> {
    pub(crate) fn of(query: &'q Query) -> Option<Self> {
        let parts = query.selections.iter().filter_map(|selection| match selection {
            Selection::Events { kind, area, with } => Some((kind, areas(area), with.as_ref())),
            Selection::Observations { .. } => None,
        });
        let parts: Vec<_> = parts.collect();
        if parts.is_empty() {
            return None;
        }
        let kinds: Vec<_> = parts.iter().map(|(kind, ..)| Some(std::slice::from_ref(*kind))).collect();
        let sets: Vec<Option<&[Area]>> = parts.iter().map(|(_, areas, _)| *areas).collect();
        let mut of_all = Bits::none(parts.len());
        for (selection, _) in parts.iter().enumerate().filter(|(_, part)| part.1.is_none() && part.2.is_none()) {
            of_all.add(selection);
        }
        Some(Self {
            kind: Dimension::of(&kinds),
            area: Dimension::of(&sets),
            with: parts.iter().map(|(.., with)| *with).collect(),
            of_all,
            areas: AreaSet::only(sets.iter().flatten().copied().flatten().copied()),
            everywhere: parts.iter().filter(|(_, areas, _)| areas.is_none()).map(|(kind, ..)| **kind).collect(),
        })
    }

    pub(crate) fn kind(&self, kind: EventKind) -> &Bits {
        self.kind.at(kind)
    }

    pub(crate) fn area(&self, area: Area) -> &Bits {
        self.area.at(area)
    }

    /// Whether a selection takes an event of the parties, by its row for `area`.
    pub(crate) fn take(&self, kind: &Bits, area_bits: &Bits, area: Area, parties: &[Party]) -> bool {
        let other = |set: &AreaSet| parties.iter().any(|p| p.area != area && set.contains(p.area));
        kind.common(area_bits).any(|selection| self.with[selection].is_none_or(other))
    }

    /// Whether a selection takes an event in which no area takes part.
    pub(crate) fn take_without_area(&self, kind: &Bits) -> bool {
        kind.common(&self.of_all).next().is_some()
    }
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
        let all = |indicator| Selection::Observations { ref_area: AreaSet::All, counterpart_area: None, indicator };
        selections.push(all(codes("area")));
        let mut query = Query { selections, ..Query::default() };
        let wanted = ObservationSelections::of(&query).unwrap();
        let takes = |of: &str, with: Option<&str>, code: &'static str| {
            let code = wanted.indicator(Code::from_static(code));
            wanted.ref_area(area(of)).meets(code, wanted.counterpart(with.map(area)))
        };
        assert!(takes("US", Some("BO"), "exports") && takes("BO", None, "population"));
        assert!(!takes("US", Some("BO"), "population") && !takes("US", None, "exports"));
        assert!(!takes("BO", None, "exports") && !takes("BO", Some("US"), "exports"));
        assert!(takes("BO", None, "area") && takes("FR", None, "area") && !takes("FR", Some("US"), "area"));
        assert_eq!(wanted.areas, AreaSet::only(["US", "BO", "PE"].map(area)));
        assert_eq!(wanted.everywhere, [codes("area")]);
        query.selections.push(all(CodeSet::All));
        let wanted = ObservationSelections::of(&query).unwrap();
        assert_eq!(wanted.everywhere, [codes("area"), CodeSet::All]);
        assert!(
            wanted
                .indicator(Code::from_static("never met"))
                .meets(wanted.ref_area(area("FR")), wanted.counterpart(None))
        );
    }

    #[test]
    fn codes_may_be_asked_for_by_how_they_begin() {
        let of = |indicator| Selection::Observations {
            ref_area: AreaSet::only([area("BO")]),
            counterpart_area: None,
            indicator,
        };
        let prefix = |prefix: &'static str| CodeSet::Prefixed(Code::from_static(prefix));
        let own = CodeSet::only([Code::from_static("own:b"), Code::from_static("population")]);
        let sets = [prefix("own:"), prefix("own:a-"), own];
        let query = Query { selections: sets.map(of).to_vec(), ..Query::default() };
        let wanted = ObservationSelections::of(&query).unwrap();
        let selections = |code: &'static str| -> Vec<usize> {
            let bits = wanted.indicator(Code::from_static(code));
            bits.common(bits).collect()
        };
        assert_eq!(selections("own:a-1"), [0, 1]);
        assert_eq!(selections("own:b"), [0, 2]);
        assert_eq!(selections("own:c"), [0]);
        assert_eq!(selections("population"), [2]);
        assert!(selections("own").is_empty() && selections("area").is_empty());
    }

    #[test]
    fn with_asks_for_another_party() {
        let pair = AreaSet::only([area("US"), area("BO")]);
        let visits = Selection::Events { kind: EventKind::Visit, area: pair.clone(), with: Some(pair) };
        let query = Query { selections: vec![visits], ..Query::default() };
        let wanted = EventSelections::of(&query).unwrap();
        let takes = |of: &str, parties: &[&str]| {
            let parties: Vec<Party> = parties.iter().map(|p| Party { role: Role::Party, area: area(p) }).collect();
            wanted.take(wanted.kind(EventKind::Visit), wanted.area(area(of)), area(of), &parties)
        };
        assert!(takes("US", &["US", "BO", "PE"]));
        assert!(!takes("US", &["US", "PE"]));
        assert!(!takes("PE", &["US", "BO", "PE"]));
        assert!(!wanted.take_without_area(wanted.kind(EventKind::Visit)));
    }
}
