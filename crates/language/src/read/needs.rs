//! What a rule cannot do without, by which most are passed over untried.

use super::{
    lattice::Lattice,
    mention::{Anaphor, Mentioned, Naming},
    role::Sort,
    rule::{First, Measure, Place, Want},
    token::Symbol,
};

/// Words, classes and sorts of mentions, each as one bit, which it may have in
/// common with others: what has not the bit has not the thing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Marks {
    words: u128,
    classes: u128,
    sorts: u32,
}

/// What stands in a part of a pattern outside of its optional parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Needs {
    /// Each of them is needed.
    all: Marks,
    /// Of each some.
    some: Vec<Marks>,
}

/// What a text has from each of its tokens on, and before it.
pub(crate) struct Has {
    onward: Vec<Marks>,
    back: Vec<Marks>,
}

const MONEY: u32 = 1;
const PERCENT: u32 = 1 << 1;
const FIGURE: u32 = 1 << 2;
const PERIOD: u32 = 1 << 3;
const RANK: u32 = 1 << 4;
const COUNT: u32 = 1 << 5;
const ORGANIZATION: u32 = 1 << 6;
const GOODS: u32 = 1 << 7;
const AREAS: u32 = 1 << 8;
const PAIR: u32 = 1 << 9;
const ANAPHOR: u32 = 1 << 10;
/// The first of as many bits as there are namings.
const AREA: u32 = 1 << 16;
const NAMINGS: [Naming; 7] =
    [Naming::Name, Naming::Possessive, Naming::Of, Naming::To, Naming::In, Naming::Adjective, Naming::People];

impl Marks {
    pub(crate) fn word(word: Symbol) -> Self {
        Self { words: word.bit(), ..Self::default() }
    }

    pub(crate) fn class(class: usize) -> Self {
        Self { classes: 1 << (class % u128::BITS as usize), ..Self::default() }
    }

    /// What may fill a place; `None` where anything may.
    pub(crate) fn place(place: &Place) -> Option<Self> {
        let sorts = match &place.want {
            Want::Area(namings) => {
                let named = NAMINGS.iter().enumerate().filter(|(_, naming)| namings.contains(naming));
                named.fold(ANAPHOR | AREAS, |sorts, (at, _)| sorts | AREA << at)
            }
            Want::EachArea => AREAS,
            Want::Pair => AREAS | PAIR,
            Want::Sort(Sort::Areas) => (0..NAMINGS.len()).fold(AREAS, |sorts, at| sorts | AREA << at),
            Want::Figure(Measure::Money) => MONEY,
            Want::Figure(Measure::Percent) => PERCENT,
            Want::Figure(_) => FIGURE,
            Want::Period(_) => PERIOD,
            Want::DayOf | Want::Sort(Sort::Count) => COUNT,
            Want::Sort(Sort::Rank) => RANK,
            Want::Sort(Sort::Organizations) => ORGANIZATION,
            Want::Sort(Sort::Commodities) => GOODS,
            Want::Sort(_) | Want::Term(_) | Want::Text(_) | Want::Texts => return None,
        };
        Some(Self { sorts, ..Self::default() })
    }

    fn mention(what: &Mentioned) -> Self {
        let sorts = match what {
            Mentioned::Figure(printed) => {
                let measure = |measure: Measure, sort| if measure.takes(printed.unit) { sort } else { 0 };
                FIGURE | measure(Measure::Money, MONEY) | measure(Measure::Percent, PERCENT)
            }
            Mentioned::Period(_) => PERIOD,
            Mentioned::Area { how, .. } => NAMINGS.iter().position(|naming| naming == how).map_or(0, |at| AREA << at),
            Mentioned::Areas(_) => AREAS,
            Mentioned::Anaphor(Anaphor::Pair) => PAIR,
            Mentioned::Anaphor(_) => ANAPHOR,
            Mentioned::Organization(_) | Mentioned::Organizations(_) => ORGANIZATION,
            Mentioned::Commodity(_) | Mentioned::Commodities(_) => GOODS,
            Mentioned::Rank(_) => RANK,
            Mentioned::Count(_) => COUNT,
        };
        Self { sorts, ..Self::default() }
    }

    fn add(&mut self, other: &Self) {
        self.words |= other.words;
        self.classes |= other.classes;
        self.sorts |= other.sorts;
    }

    fn has_all(&self, needed: &Self) -> bool {
        needed.words & !self.words == 0 && needed.classes & !self.classes == 0 && needed.sorts & !self.sorts == 0
    }

    fn has_some(&self, needed: &Self) -> bool {
        needed.words & self.words != 0 || needed.classes & self.classes != 0 || needed.sorts & self.sorts != 0
    }
}

impl Needs {
    /// One of these is needed.
    pub(crate) fn one_of(&mut self, marks: &[Marks]) {
        match marks {
            [] => {}
            [one] if one.sorts == 0 => self.all.add(one),
            several => {
                let mut some = Marks::default();
                several.iter().for_each(|one| some.add(one));
                self.some.push(some);
            }
        }
    }

    fn met_by(&self, has: &Marks) -> bool {
        has.has_all(&self.all) && self.some.iter().all(|some| has.has_some(some))
    }
}

impl Has {
    pub(crate) fn of(lattice: &Lattice<'_>) -> Self {
        let places = lattice.tokens.len() + 1;
        let words = |onward| {
            let places = (0..places).map(move |at| lattice.words(at, onward));
            places.map(|words| Marks { words, ..Marks::default() }).collect::<Vec<Marks>>()
        };
        let (mut onward, mut back) = (words(true), words(false));
        let mut add = |start: usize, end: usize, marks: &Marks| {
            if let (Some(onward), Some(back)) = (onward.get_mut(start), back.get_mut(end)) {
                onward.add(marks);
                back.add(marks);
            }
        };
        for (class, start, end) in lattice.classes_there() {
            add(start, end, &Marks::class(class));
        }
        for found in lattice.found {
            add(found.tokens.start, found.tokens.end, &Marks::mention(&found.what));
        }
        for at in 1..places {
            let before = back[at - 1];
            back[at].add(&before);
            let after = onward[places - at];
            onward[places - at - 1].add(&after);
        }
        Self { onward, back }
    }

    /// Whether what a way begins with may stand from a place on, or before it.
    pub(crate) fn may_have(&self, first: First, at: usize, onward: bool) -> bool {
        let marks = match first {
            First::Word(word) => Marks::word(word),
            First::Class(class) => Marks::class(class),
            First::Anything => return true,
        };
        let has = if onward { self.onward.get(at) } else { self.back.get(at) };
        has.is_some_and(|has| has.has_all(&marks))
    }

    /// Whether what is needed stands from a place on, or before it.
    pub(crate) fn meets(&self, needs: &Needs, at: usize, onward: bool) -> bool {
        let has = if onward { self.onward.get(at) } else { self.back.get(at) };
        has.is_some_and(|has| needs.met_by(has))
    }
}
