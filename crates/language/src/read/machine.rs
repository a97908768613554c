mod between;
mod beyond;
mod place;

use std::ops::Range;

use attache_fact::{RoleName, Said};
use attache_model::Code;

pub(crate) use self::between::Fits;
use self::place::is_owner;
use super::{
    lattice::Lattice,
    needs::Has,
    program::Adjunct,
    rule::{First, Program, Step},
};

/// Runs a program over a sentence from a place, onward or back.
///
/// It tries ways one after the other and remembers where it has been, so that
/// no step is taken twice from one place: its work is bounded by the program
/// and [`WINDOW`], whatever the text.
pub(crate) struct Machine<'m> {
    pub(crate) lattice: &'m Lattice<'m>,
    pub(crate) onward: bool,
    /// What may stand between the words.
    pub(crate) adjuncts: &'m [Adjunct],
    /// What stands on either side of each place, where that is known already.
    pub(crate) has: Option<&'m Has>,
    /// Where each adjunct leads to, found once for each place; without it none may stand.
    pub(crate) fits: Option<&'m Fits<'m>>,
    /// Whether the program is to end where a sentence does.
    pub(crate) to_the_edge: bool,
    /// Whether it looks for a wording of a class, which hangs together.
    pub(crate) in_class: bool,
    pub(crate) scratch: &'m mut Scratch,
}

/// Memory that runs share.
#[derive(Default)]
pub(crate) struct Scratch {
    been: Vec<u64>,
    stack: Vec<State>,
    kept: Vec<Kept>,
    /// How far from where it began the program can go.
    reach: usize,
}

/// Where a program arrived, and what it took on the way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arrival {
    pub(crate) at: usize,
    pub(crate) captures: Vec<Capture>,
    /// Words of the pattern that stand in the text.
    pub(crate) words: u32,
    /// What was passed over.
    pub(crate) passed: u32,
}

/// Something of the text that fills a role.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Capture {
    pub(crate) role: RoleName,
    pub(crate) what: Captured,
    pub(crate) tokens: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Captured {
    /// A mention, by number; the second of a pair, or the figures in the brackets
    /// of a list, fill the other role.
    Found {
        number: usize,
        with: Option<RoleName>,
    },
    Term(Code),
    Text,
    Texts,
    /// A day of the month in which the other role's date is.
    DayOf {
        number: usize,
        date: RoleName,
    },
    Said(Said),
    /// A period that stands between the words.
    Loose(usize),
}

#[derive(Clone, Copy)]
struct State {
    step: usize,
    at: usize,
    /// The last capture, in [`Scratch::kept`], from 1.
    kept: usize,
    words: u32,
    passed: u32,
    adjuncts: u32,
}

struct Kept {
    before: usize,
    capture: Capture,
}

/// So much it passes over on one way.
const MOST_PASSED: u32 = 7;
/// So far from where it began a program goes: behind a list of all that a
/// country is a member of.
const WINDOW: usize = 1_000;

const LONGEST_TEXT: usize = 60;
const LONGEST_GAP: usize = 8;

impl Machine<'_> {
    /// Whether the program fits from a place on.
    pub(crate) fn run(&mut self, program: &Program, from: usize) -> Option<Arrival> {
        self.clear(program, from);
        self.push(State { step: 0, at: from, kept: 0, words: 0, passed: 0, adjuncts: 0 });
        while let Some(state) = self.next(from, program) {
            match program.steps.get(state.step) {
                Some(step) => self.step(step, state, program.steps.len()),
                None if self.may_end(state.at) => return Some(self.arrival(state)),
                None => {}
            }
        }
        None
    }

    /// Every place where the program may end that begins at a token.
    pub(crate) fn every_end(&mut self, program: &Program, from: usize) -> Vec<usize> {
        let mut ends = Vec::new();
        self.clear(program, from);
        self.push(State { step: 0, at: from, kept: 0, words: 0, passed: 0, adjuncts: 0 });
        while let Some(state) = self.next(from, program) {
            match program.steps.get(state.step) {
                Some(step) => self.step(step, state, program.steps.len()),
                None => ends.push(state.at),
            }
        }
        ends
    }

    fn clear(&mut self, program: &Program, from: usize) {
        let reach = if self.onward { self.lattice.tokens.len().saturating_sub(from) } else { from }.min(WINDOW);
        self.scratch.reach = reach;
        let cells = (program.steps.len() + 1) * (reach + 1);
        self.scratch.been.clear();
        self.scratch.been.resize(cells.div_ceil(64), 0);
        self.scratch.stack.clear();
        self.scratch.kept.clear();
    }

    /// The next state that was not before.
    fn next(&mut self, from: usize, program: &Program) -> Option<State> {
        let reach = self.scratch.reach;
        while let Some(state) = self.scratch.stack.pop() {
            let distance = state.at.abs_diff(from);
            if distance > reach || state.step > program.steps.len() {
                continue;
            }
            let cell = state.step * (reach + 1) + distance;
            let (word, bit) = (cell / 64, 1_u64 << (cell % 64));
            if self.scratch.been[word] & bit == 0 {
                self.scratch.been[word] |= bit;
                return Some(state);
            }
        }
        None
    }

    fn step(&mut self, step: &Step, state: State, program_length: usize) {
        let next = State { step: state.step + 1, ..state };
        match step {
            Step::Any(ways) => {
                // A way leads nowhere whose words do not stand behind here, or that begins
                // with what does not stand here, unless something can be passed over before it.
                let words = self.lattice.words(state.at, self.onward);
                let behind = if self.in_class { self.behind_passes(state.at) } else { state.at };
                let mut passes = None;
                for way in ways.iter().rev().filter(|way| way.words & !words == 0) {
                    let may_begin = (state.at..=behind).any(|at| self.stands(way.first, at))
                        || !self.in_class
                            && self.has.is_none_or(|has| has.may_have(way.first, state.at, self.onward))
                            && *passes.get_or_insert_with(|| self.can_pass(state));
                    if may_begin {
                        self.push(State { step: way.step, ..state });
                    }
                }
            }
            Step::Jump(to) => self.push(State { step: *to, ..state }),
            Step::Fill(fill) => {
                let (role, said) = &**fill;
                let kept = self.keep(state, role, Captured::Said(said.clone()), state.at..state.at);
                self.push(State { kept, ..next });
            }
            Step::Gap => {
                for length in (0..=LONGEST_GAP).rev() {
                    if let Some(at) = self.over(state.at, length) {
                        self.push(State { at, ..next });
                    }
                }
            }
            Step::Class(class) => {
                self.pass(state, true);
                for length in self.lattice.class_at(*class, state.at, self.onward) {
                    if let Some(at) = self.lattice.moved(state.at, length, self.onward) {
                        let words = state.words + u32::try_from(length).unwrap_or(1);
                        self.push(State { at, words, ..next });
                    }
                }
            }
            Step::Word(symbol) => {
                self.pass(state, true);
                if self.lattice.token(state.at, self.onward).is_some_and(|token| token.symbol == *symbol)
                    && let Some(at) = self.lattice.moved(state.at, 1, self.onward)
                {
                    self.push(State { at, words: state.words + 1, ..next });
                }
            }
            Step::Place(place) => {
                // No comma stands between an owner and what it owns.
                self.pass(state, self.onward || !is_owner(&place.want));
                self.place(place, state, state.step + 1 == program_length);
            }
        }
    }

    /// Whether what a way begins with stands at a place.
    fn stands(&self, first: First, at: usize) -> bool {
        match first {
            First::Word(symbol) => self.lattice.token(at, self.onward).is_some_and(|token| token.symbol == symbol),
            First::Class(class) => self.lattice.has_class_at(class, at, self.onward),
            First::Anything => true,
        }
    }

    /// The place behind the words that change nothing, all that is passed over in a class.
    fn behind_passes(&self, at: usize) -> usize {
        at + (at..).take(MOST_PASSED as usize).take_while(|at| self.lattice.passes_at(*at)).count()
    }

    fn push(&mut self, state: State) {
        self.scratch.stack.push(state);
    }

    /// So many tokens on within the sentence.
    pub(super) fn over(&self, at: usize, length: usize) -> Option<usize> {
        let to = self.lattice.moved(at, length, self.onward)?;
        let (from, end) = if self.onward { (at, to) } else { (to, at) };
        self.lattice.is_one_sentence(from, end).then_some(to)
    }

    fn keep(&mut self, state: State, role: RoleName, what: Captured, tokens: Range<usize>) -> usize {
        self.scratch.kept.push(Kept { before: state.kept, capture: Capture { role, what, tokens } });
        self.scratch.kept.len()
    }

    /// The tokens from a place to another, whichever way.
    pub(super) fn between(&self, at: usize, to: usize) -> Range<usize> {
        if self.onward { at..to } else { to..at }
    }

    fn may_end(&self, at: usize) -> bool {
        if !self.to_the_edge {
            return true;
        }
        match self.onward {
            true => at >= self.lattice.tokens.len() || self.lattice.ends_sentence(at),
            false => at.checked_sub(1).is_none_or(|before| self.lattice.ends_sentence(before)),
        }
    }

    fn arrival(&self, state: State) -> Arrival {
        let mut captures = Vec::new();
        let mut at = state.kept;
        while let Some(kept) = at.checked_sub(1).and_then(|i| self.scratch.kept.get(i)) {
            captures.push(kept.capture.clone());
            at = kept.before;
        }
        if self.onward {
            captures.reverse();
        }
        Arrival { at: state.at, captures, words: state.words, passed: state.passed }
    }
}
