use std::ops::Range;

use attache_fact::{RoleName, Said};
use attache_model::Code;

use super::{
    lattice::Lattice,
    mention::{Anaphor, Mentioned, Naming, When},
    role::Sort,
    rule::{Adjunct, Place, Program, Stand, Step, Want},
    token::TokenKind,
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
    /// Whether the program is to end where a sentence does.
    pub(crate) to_the_edge: bool,
    pub(crate) scratch: &'m mut Scratch,
}

/// Memory that runs share.
#[derive(Default)]
pub(crate) struct Scratch {
    been: Vec<u64>,
    stack: Vec<State>,
    kept: Vec<Kept>,
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
}

struct Kept {
    before: usize,
    capture: Capture,
}

/// So far from where it began a program goes: behind a list of all that a
/// country is a member of.
const WINDOW: usize = 1_000;
/// So much it passes over on one way.
const MOST_PASSED: u32 = 7;
const LONGEST_TEXT: usize = 60;
const LONGEST_GAP: usize = 6;
/// So long a part in brackets or between commas may be that is passed over.
const LONGEST_ASIDE: usize = 14;

impl Machine<'_> {
    /// Whether the program fits from a place on.
    pub(crate) fn run(&mut self, program: &Program, from: usize) -> Option<Arrival> {
        let reach = if self.onward { self.lattice.tokens.len().saturating_sub(from) } else { from }.min(WINDOW);
        let cells = (program.steps.len() + 1) * (reach + 1);
        self.scratch.been.clear();
        self.scratch.been.resize(cells.div_ceil(64), 0);
        self.scratch.stack.clear();
        self.scratch.kept.clear();
        self.scratch.stack.push(State { step: 0, at: from, kept: 0, words: 0, passed: 0 });
        while let Some(state) = self.scratch.stack.pop() {
            let distance = state.at.abs_diff(from);
            if distance > reach {
                continue;
            }
            let cell = state.step * (reach + 1) + distance;
            let (word, bit) = (cell / 64, 1_u64 << (cell % 64));
            if self.scratch.been[word] & bit != 0 {
                continue;
            }
            self.scratch.been[word] |= bit;
            let Some(step) = program.steps.get(state.step) else {
                if self.may_end(state.at) {
                    return Some(self.arrival(state));
                }
                continue;
            };
            self.step(step, state);
        }
        None
    }

    fn step(&mut self, step: &Step, state: State) {
        let next = State { step: state.step + 1, ..state };
        match step {
            Step::Either(first, second) => {
                self.push(State { step: *second, ..state });
                self.push(State { step: *first, ..state });
            }
            Step::Jump(to) => self.push(State { step: *to, ..state }),
            Step::Fill(role, said) => {
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
            Step::Word(symbol) => {
                self.pass(state);
                if self.lattice.token(state.at, self.onward).is_some_and(|token| token.symbol == *symbol)
                    && let Some(at) = self.lattice.moved(state.at, 1, self.onward)
                {
                    self.push(State { at, words: state.words + 1, ..next });
                }
            }
            Step::Place(place) => {
                self.pass(state);
                self.place(place, state);
            }
        }
    }

    fn push(&mut self, state: State) {
        self.scratch.stack.push(state);
    }

    /// So many tokens on within the sentence.
    fn over(&self, at: usize, length: usize) -> Option<usize> {
        let to = self.lattice.moved(at, length, self.onward)?;
        let (from, to_) = if self.onward { (at, to) } else { (to, at) };
        (from..to_).all(|i| !self.lattice.ends_sentence(i)).then_some(to)
    }

    /// Whether so many tokens can be a text: of one sentence, but for the
    /// semicolons of a list.
    fn is_text(&self, at: usize, length: usize, what: &Captured) -> bool {
        let Some(to) = self.lattice.moved(at, length, self.onward) else { return false };
        let is_joint =
            |i: usize| *what == Captured::Texts && self.lattice.tokens.get(i).is_some_and(|token| token.text == ";");
        self.between(at, to).all(|i| !self.lattice.ends_sentence(i) || is_joint(i))
    }

    fn keep(&mut self, state: State, role: RoleName, what: Captured, tokens: Range<usize>) -> usize {
        self.scratch.kept.push(Kept { before: state.kept, capture: Capture { role, what, tokens } });
        self.scratch.kept.len()
    }

    /// The tokens from a place to another, whichever way.
    fn between(&self, at: usize, to: usize) -> Range<usize> {
        if self.onward { at..to } else { to..at }
    }

    fn place(&mut self, place: &Place, state: State) {
        let next = State { step: state.step + 1, ..state };
        let lattice = self.lattice;
        // What is pushed last is tried first: of what was found the longest.
        let mut ways: Vec<(usize, Captured)> = Vec::new();
        match &place.want {
            Want::Term(lookup) => {
                for number in lattice.terms_at(state.at, self.onward) {
                    let Some(term) = lattice.terms.get(number).filter(|term| term.lookup == lookup) else { continue };
                    ways.push((term.tokens.len(), Captured::Term(term.code)));
                }
            }
            Want::Text | Want::Texts => {
                let what = if place.want == Want::Texts { Captured::Texts } else { Captured::Text };
                let lengths = (1..=LONGEST_TEXT).take_while(|n| self.is_text(state.at, *n, &what));
                ways.extend(lengths.map(|length| (length, what.clone())));
                // A text ends where the rest fits, a list of them as late as it can.
                if what == Captured::Texts {
                    ways.reverse();
                }
            }
            want => {
                for number in lattice.found_at(state.at, self.onward) {
                    let Some(found) = lattice.found.get(number).filter(|found| takes(want, &found.what)) else {
                        continue;
                    };
                    let what = match want {
                        Want::DayOf => Captured::DayOf { number, date: place.with.unwrap_or(place.role) },
                        _ => Captured::Found { number, with: place.with },
                    };
                    ways.push((found.tokens.len(), what));
                }
            }
        }
        for (length, what) in ways.into_iter().rev() {
            let Some(at) = lattice.moved(state.at, length, self.onward) else { continue };
            let tokens = self.between(state.at, at);
            let kept = self.keep(state, place.role, what, tokens);
            self.push(State { at, kept, ..next });
        }
    }

    /// Goes on behind what may stand between the words: the least likely is
    /// pushed first.
    fn pass(&mut self, state: State) {
        if state.passed >= MOST_PASSED {
            return;
        }
        let passed = |by: u32| State { passed: state.passed + by, ..state };
        let lattice = self.lattice;
        let Some(token) = lattice.token(state.at, self.onward) else { return };
        // In the source's own words, brackets and what looks like a year are theirs:
        // "Argentina - Armenia BIT (1993)", "tel. 751-1069".
        if token.kind == TokenKind::Mark
            && !self.to_the_edge
            && let Some(at) = self.aside(state.at)
        {
            // A period in brackets belongs to what they stand in: "exports (2022): ...".
            let kept = match self.period_within(self.between(state.at, at)) {
                Some((number, tokens)) => self.keep(state, "time", Captured::Loose(number), tokens),
                None => state.kept,
            };
            self.push(State { at, kept, ..passed(2) });
        }
        let index = if self.onward { state.at } else { state.at.saturating_sub(1) };
        let is_theirs = self.to_the_edge && token.is_capital();
        if lattice.passes.get(index).is_some_and(|passes| *passes)
            && !is_theirs
            && let Some(at) = lattice.moved(state.at, 1, self.onward)
        {
            self.push(State { at, ..passed(1) });
        }
        let period = lattice.found_at(state.at, self.onward).find(|number| lattice.period(*number).is_some());
        if !self.to_the_edge
            && let Some(number) = period
            && let Some(at) = lattice.moved(state.at, lattice.found[number].tokens.len(), self.onward)
        {
            let tokens = self.between(state.at, at);
            let kept = self.keep(state, "time", Captured::Loose(number), tokens);
            self.push(State { at, kept, ..passed(1) });
        }
        for adjunct in self.adjuncts {
            self.adjunct(adjunct, state);
        }
    }

    fn adjunct(&mut self, adjunct: &Adjunct, state: State) {
        let program = if self.onward { &adjunct.onward } else { &adjunct.back };
        let mut scratch = Scratch::default();
        let fits = |step: &Step| match step {
            Step::Word(symbol) => self.lattice.token(state.at, self.onward).is_some_and(|t| t.symbol == *symbol),
            _ => true,
        };
        if !program.steps.first().is_some_and(fits) {
            return;
        }
        let mut machine = Machine {
            lattice: self.lattice,
            onward: self.onward,
            adjuncts: &[],
            to_the_edge: false,
            scratch: &mut scratch,
        };
        let Some(arrival) = machine.run(program, state.at).filter(|arrival| arrival.at != state.at) else { return };
        let mut kept = state.kept;
        for capture in arrival.captures {
            kept = self.keep(State { kept, ..state }, capture.role, capture.what, capture.tokens);
        }
        self.push(State { at: arrival.at, kept, words: state.words + arrival.words, ..state });
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

/// Whether what was found may fill the place.
fn takes(want: &Want, what: &Mentioned) -> bool {
    match (want, what) {
        (Want::Area(namings), Mentioned::Area { how, .. }) => namings.contains(how),
        (Want::Area(_), Mentioned::Anaphor(Anaphor::Country | Anaphor::Own)) => true,
        // One statement of each: "relations with Estonia and Latvia".
        (Want::Area(namings), Mentioned::Areas(_)) => namings.contains(&Naming::Name),
        (Want::Pair, Mentioned::Areas(areas)) => areas.len() == 2,
        (Want::Pair, Mentioned::Anaphor(Anaphor::Pair)) => true,
        (Want::Figure(measure), Mentioned::Figure(printed)) => measure.takes(printed.unit),
        (Want::Period(stand), Mentioned::Period(when)) => matches!(
            (stand, when),
            (_, When::At(_) | When::Relative(_))
                | (Stand::Since, When::Since(_))
                | (Stand::By, When::By(_) | When::Until(_))
        ),
        (Want::DayOf, Mentioned::Count(n)) => (1..=31).contains(n),
        (Want::Sort(Sort::Any), _) => true,
        (Want::Sort(Sort::Areas), Mentioned::Areas(_) | Mentioned::Area { .. }) => true,
        (Want::Sort(Sort::Organizations), Mentioned::Organizations(_) | Mentioned::Organization(_)) => true,
        (Want::Sort(Sort::Commodities), Mentioned::Commodities(_) | Mentioned::Commodity(_)) => true,
        (Want::Sort(Sort::Rank), Mentioned::Rank(_)) => true,
        (Want::Sort(Sort::Count), Mentioned::Count(_)) => true,
        _ => false,
    }
}
