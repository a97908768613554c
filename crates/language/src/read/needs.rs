//! What a rule cannot do without, by which most are passed over untried.

use super::{
    lattice::Lattice,
    mention::Mentioned,
    role::Sort,
    rule::{Measure, Place, Want},
    token::Symbol,
};

/// What stands in a pattern outside of its optional parts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    words: Vec<Symbol>,
    /// Of each row one.
    one_of: Vec<Vec<Symbol>>,
    classes: Vec<usize>,
    sorts: u16,
}

/// What a text has of all that.
pub(crate) struct Has {
    words: foldhash::HashSet<Symbol>,
    classes: Vec<bool>,
    sorts: u16,
}

const AREA: u16 = 1;
const MONEY: u16 = 1 << 1;
const PERCENT: u16 = 1 << 2;
const FIGURE: u16 = 1 << 3;
const PERIOD: u16 = 1 << 4;
const RANK: u16 = 1 << 5;
const COUNT: u16 = 1 << 6;
const ORGANIZATION: u16 = 1 << 7;
const GOODS: u16 = 1 << 8;

impl Needs {
    pub(crate) fn word(&mut self, word: Symbol) {
        self.words.push(word);
    }

    pub(crate) fn one_of(&mut self, words: Vec<Symbol>) {
        self.one_of.push(words);
    }

    pub(crate) fn class(&mut self, class: usize) {
        self.classes.push(class);
    }

    pub(crate) fn place(&mut self, place: &Place) {
        self.sorts |= match &place.want {
            Want::Area(_) | Want::EachArea | Want::Pair | Want::Sort(Sort::Areas) => AREA,
            Want::Figure(Measure::Money) => MONEY,
            Want::Figure(Measure::Percent) => PERCENT,
            Want::Figure(_) => FIGURE,
            Want::Period(_) => PERIOD,
            Want::DayOf | Want::Sort(Sort::Count) => COUNT,
            Want::Sort(Sort::Rank) => RANK,
            Want::Sort(Sort::Organizations) => ORGANIZATION,
            Want::Sort(Sort::Commodities) => GOODS,
            Want::Sort(_) | Want::Term(_) | Want::Text(_) | Want::Texts => 0,
        };
    }
}

impl Has {
    pub(crate) fn of(lattice: &Lattice<'_>, classes: usize) -> Self {
        let sorts = lattice.found.iter().map(|found| sorts(&found.what)).fold(0, |all, sort| all | sort);
        let mut has = Self {
            words: lattice.tokens.iter().map(|token| token.symbol).collect(),
            classes: vec![false; classes],
            sorts,
        };
        for class in lattice.classes_there() {
            if let Some(is_there) = has.classes.get_mut(class) {
                *is_there = true;
            }
        }
        has
    }

    pub(crate) fn meets(&self, needs: &Needs) -> bool {
        needs.sorts & !self.sorts == 0
            && needs.classes.iter().all(|class| self.classes.get(*class).is_some_and(|is_there| *is_there))
            && needs.words.iter().all(|word| self.words.contains(word))
            && needs.one_of.iter().all(|words| words.iter().any(|word| self.words.contains(word)))
    }
}

fn sorts(what: &Mentioned) -> u16 {
    match what {
        Mentioned::Figure(printed) => {
            let measure = |measure: Measure, sort| if measure.takes(printed.unit) { sort } else { 0 };
            FIGURE | measure(Measure::Money, MONEY) | measure(Measure::Percent, PERCENT)
        }
        Mentioned::Period(_) => PERIOD,
        Mentioned::Area { .. } | Mentioned::Areas(_) | Mentioned::Anaphor(_) => AREA,
        Mentioned::Organization(_) | Mentioned::Organizations(_) => ORGANIZATION,
        Mentioned::Commodity(_) | Mentioned::Commodities(_) => GOODS,
        Mentioned::Rank(_) => RANK,
        Mentioned::Count(_) => COUNT,
    }
}
