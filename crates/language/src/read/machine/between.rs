//! What may stand between the words of a pattern, and what it says.

use std::{cell::RefCell, ops::Range, rc::Rc};

use super::{Arrival, Capture, Captured, MOST_PASSED, Machine, Scratch, State};
use crate::read::{
    lattice::Lattice,
    needs::Has,
    nodes::Nodes,
    program::Adjunct,
    rule::Step,
    token::{Token, TokenKind},
};

/// So many adjuncts stand on one way.
const MOST_ADJUNCTS: u32 = 6;
/// So long a part in brackets or between commas may be that is passed over.
const LONGEST_ASIDE: usize = 14;

/// Which kind's adjuncts, at which token, and whether onward from it.
type Standing = (usize, usize, bool);

/// The adjuncts of kinds that stand at places of a text, as far as they were
/// asked for.
pub(crate) struct Fits<'r> {
    nodes: &'r Nodes,
    pub(crate) has: Has,
    by_place: RefCell<foldhash::HashMap<Standing, Option<Rc<[Arrival]>>>>,
    scratch: RefCell<Scratch>,
}

impl<'r> Fits<'r> {
    pub(crate) fn of(lattice: &Lattice<'_>, nodes: &'r Nodes) -> Self {
        Self { nodes, has: Has::of(lattice), by_place: RefCell::default(), scratch: RefCell::default() }
    }
}

impl Machine<'_> {
    /// Goes on behind what may stand between the words: the least likely is
    /// pushed first.
    pub(super) fn pass(&mut self, state: State, commas: bool) {
        if state.passed >= MOST_PASSED {
            return;
        }
        let passed = |by: u32| State { passed: state.passed + by, ..state };
        let lattice = self.lattice;
        let Some(token) = lattice.token(state.at, self.onward) else { return };
        if self.in_class {
            self.pass_word(state);
            return;
        }
        if token.kind == TokenKind::Mark && token.text == "," && !commas {
            return;
        }
        // In the source's own words, brackets and what looks like a year are theirs:
        // "Argentina - Armenia BIT (1993)", "tel. 751-1069".
        if token.kind == TokenKind::Mark
            && !self.to_the_edge
            && let Some(at) = self.aside(state.at)
        {
            // A period in brackets belongs to what they stand in: "exports (2022): ...".
            // Between commas it does by itself: another clause has its own.
            let aside = self.between(state.at, at);
            let brackets = matches!(token.text, "(" | ")");
            let length = aside.len();
            let is_of_both = |tokens: &Range<usize>| brackets || tokens.len() + 2 >= length;
            let kept = match self.period_within(aside).filter(|(_, tokens)| is_of_both(tokens)) {
                Some((number, tokens)) => self.keep(state, "time", Captured::Loose(number), tokens),
                None => state.kept,
            };
            self.push(State { at, kept, ..passed(2) });
        }
        self.pass_word(state);
        let period = lattice.found_at(state.at, self.onward).find(|number| lattice.period(*number).is_some());
        if !self.to_the_edge
            && let Some(number) = period
            && let Some(at) = lattice.moved(state.at, lattice.found[number].tokens.len(), self.onward)
        {
            let tokens = self.between(state.at, at);
            let kept = self.keep(state, "time", Captured::Loose(number), tokens);
            self.push(State { at, kept, ..passed(1) });
        }
        self.adjuncts(state);
    }

    /// Whether [`Self::pass`] leads anywhere.
    pub(super) fn can_pass(&mut self, state: State) -> bool {
        let stacked = self.scratch.stack.len();
        self.pass(state, true);
        let can = self.scratch.stack.len() > stacked;
        self.scratch.stack.truncate(stacked);
        can
    }

    /// Goes on behind a word that changes nothing.
    fn pass_word(&mut self, state: State) {
        let index = if self.onward { state.at } else { state.at.saturating_sub(1) };
        let is_theirs = self.to_the_edge && self.lattice.token(state.at, self.onward).is_some_and(Token::is_capital);
        if self.lattice.passes.get(index).is_some_and(|passes| *passes)
            && !is_theirs
            && let Some(at) = self.lattice.moved(state.at, 1, self.onward)
        {
            self.push(State { at, passed: state.passed + 1, ..state });
        }
    }

    /// Goes on behind the adjuncts that stand at a place.
    fn adjuncts(&mut self, state: State) {
        if state.adjuncts >= MOST_ADJUNCTS {
            return;
        }
        let fitting = self.fitting(state.at);
        for arrival in fitting.iter().flat_map(|all| all.iter()) {
            if arrival.captures.iter().any(|c| self.is_no_text(c)) {
                continue;
            }
            let mut kept = state.kept;
            for Capture { role, what, tokens } in &arrival.captures {
                kept = self.keep(State { kept, ..state }, role, what.clone(), tokens.clone());
            }
            let (words, adjuncts) = (state.words + arrival.words, state.adjuncts + 1);
            self.push(State { at: arrival.at, kept, words, adjuncts, ..state });
        }
    }

    /// The adjuncts that stand at a place, and what they took; `None` where there are
    /// none. It hangs on nothing else, so that it is found once.
    pub(super) fn fitting(&self, at: usize) -> Option<Rc<[Arrival]>> {
        let fits = self.fits.filter(|_| !self.adjuncts.is_empty())?;
        let place = (std::ptr::from_ref(self.adjuncts).addr(), at, self.onward);
        if let Some(known) = fits.by_place.borrow().get(&place) {
            return known.clone();
        }
        let arrivals: Vec<Arrival> = self.adjuncts.iter().filter_map(|adjunct| self.fits(adjunct, at, fits)).collect();
        let arrivals = (!arrivals.is_empty()).then(|| arrivals.into());
        fits.by_place.borrow_mut().insert(place, arrivals.clone());
        arrivals
    }

    fn fits(&self, adjunct: &Adjunct, at: usize, fits: &Fits<'_>) -> Option<Arrival> {
        let adjunct = adjunct.made(fits.nodes);
        let program = if self.onward { &adjunct.onward } else { &adjunct.back };
        let may_begin = |step: &Step| match step {
            Step::Word(symbol) => self.lattice.token(at, self.onward).is_some_and(|t| t.symbol == *symbol),
            Step::Class(class) => self.lattice.has_class_at(*class, at, self.onward),
            _ => true,
        };
        if !fits.has.meets(&adjunct.needs, at, self.onward) || !program.steps.first().is_some_and(may_begin) {
            return None;
        }
        let (lattice, onward) = (self.lattice, self.onward);
        let scratch = &mut fits.scratch.borrow_mut();
        let has = Some(&fits.has);
        let mut machine =
            Machine { lattice, onward, adjuncts: &[], has, fits: None, to_the_edge: false, in_class: false, scratch };
        machine.run(program, at).filter(|arrival| arrival.at != at)
    }

    /// The other side of a part in brackets, or between commas or dashes.
    fn aside(&self, at: usize) -> Option<usize> {
        let opens = self.lattice.token(at, self.onward)?.text;
        let closes: &[&str] = match (opens, self.onward) {
            ("(", true) => &[")"],
            (")", false) => &["("],
            (",", _) => &[","],
            ("–" | "—", _) => &["–", "—"],
            _ => return None,
        };
        (2..LONGEST_ASIDE).find_map(|length| {
            let end = self.over(at, length)?;
            let last = if self.onward { end.checked_sub(1)? } else { end };
            closes.contains(&self.lattice.tokens.get(last)?.text).then_some(end)
        })
    }

    fn period_within(&self, tokens: Range<usize>) -> Option<(usize, Range<usize>)> {
        tokens.into_iter().find_map(|at| {
            let number = self.lattice.found_at(at, true).find(|number| self.lattice.period(*number).is_some())?;
            Some((number, self.lattice.found.get(number)?.tokens.clone()))
        })
    }
}
