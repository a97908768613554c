use std::{cell::RefCell, ops::Range, rc::Rc};

use attache_fact::{RoleName, Said};
use attache_model::{Code, Period};

use super::{
    lattice::Lattice,
    mention::{Anaphor, Found, Mentioned, Naming, When},
    needs::Has,
    own_words,
    program::Adjunct,
    role::{Sort, takes_code},
    rule::{First, Lookup, Measure, Place, Program, Stand, Step, Want},
    token::{Token, TokenKind},
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
    pub(crate) fits: Option<&'m Fits>,
    /// Whether the program is to end where a sentence does.
    pub(crate) to_the_edge: bool,
    /// Whether it looks for a wording of a class, which hangs together.
    pub(crate) in_class: bool,
    pub(crate) scratch: &'m mut Scratch,
}

/// Which kind's adjuncts, at which token, and whether onward from it.
type Standing = (usize, usize, bool);

/// The adjuncts of kinds that stand at places of a text, as far as they were
/// asked for.
pub(crate) struct Fits {
    pub(crate) has: Has,
    by_place: RefCell<foldhash::HashMap<Standing, Rc<[Arrival]>>>,
    scratch: RefCell<Scratch>,
}

impl Fits {
    pub(crate) fn of(lattice: &Lattice<'_>) -> Self {
        Self { has: Has::of(lattice), by_place: RefCell::default(), scratch: RefCell::default() }
    }
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

/// So far from where it began a program goes: behind a list of all that a
/// country is a member of.
const WINDOW: usize = 1_000;
/// So much it passes over on one way.
const MOST_PASSED: u32 = 7;
/// So many adjuncts stand on one way.
const MOST_ADJUNCTS: u32 = 6;
const LONGEST_TEXT: usize = 60;
const LONGEST_GAP: usize = 8;
/// So long a part in brackets or between commas may be that is passed over.
const LONGEST_ASIDE: usize = 14;
/// So many adjuncts and periods a statement has beyond its pattern.
const MOST_BEYOND: usize = 5;
const MOST_PASSED_BEYOND: usize = 2;

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
                // A way that begins with what does not stand here leads nowhere,
                // unless something can be passed over before it.
                let passes = !self.in_class && self.can_pass(state);
                for way in ways.iter().rev() {
                    if self.may_begin(way.first, state.at, passes) {
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

    /// Whether a way can begin at a place, or behind what is passed over there:
    /// in a class that is words that change nothing, elsewhere it may be anything.
    fn may_begin(&self, first: First, at: usize, passes: bool) -> bool {
        let stands = |at: usize| match first {
            First::Word(symbol) => self.lattice.token(at, self.onward).is_some_and(|token| token.symbol == symbol),
            First::Class(class) => self.lattice.has_class_at(class, at, self.onward),
            First::Anything => true,
        };
        let passes_by = |at: &usize| self.in_class && self.lattice.passes_at(*at);
        let passed = || (at..).take(MOST_PASSED as usize).take_while(passes_by).any(|at| stands(at + 1));
        stands(at) || passes && self.has.is_none_or(|has| has.may_have(first, at, self.onward)) || passed()
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
    pub(super) fn between(&self, at: usize, to: usize) -> Range<usize> {
        if self.onward { at..to } else { to..at }
    }

    fn place(&mut self, place: &Place, state: State, is_last: bool) {
        let next = State { step: state.step + 1, ..state };
        let lattice = self.lattice;
        // What is pushed last is tried first: of what was found the longest.
        let mut ways: Vec<(usize, Captured)> = Vec::new();
        match &place.want {
            Want::Term(lookup) => {
                for number in lattice.terms_at(state.at, self.onward) {
                    let Some(term) = lattice.terms.get(number).filter(|term| term.lookup == lookup) else { continue };
                    if *lookup == Lookup::Term && !takes_code(place.role, term.code.as_str()) {
                        continue;
                    }
                    ways.push((term.tokens.len(), Captured::Term(term.code)));
                }
            }
            Want::Text(_) | Want::Texts => {
                let what = if place.want == Want::Texts { Captured::Texts } else { Captured::Text };
                let lengths = (1..=LONGEST_TEXT).take_while(|n| self.is_text(state.at, *n, &what));
                let fits = |length: &usize| {
                    let at = if self.onward { state.at } else { state.at - length };
                    lattice
                        .tokens
                        .get(at..at + length)
                        .is_some_and(|tokens| own_words::fit(place, tokens, self.to_the_edge))
                        && (self.to_the_edge || place.role != "place" || !is_area(lattice, at, *length))
                };
                ways.extend(lengths.filter(fits).map(|length| (length, what.clone())));
                // What nothing stands behind is as long as can be, and so is a list.
                if what == Captured::Texts || !self.to_the_edge && (is_last || own_words::is_whole(place.role)) {
                    ways.reverse();
                }
            }
            want => {
                for number in lattice.found_at(state.at, self.onward) {
                    let Some(found) = lattice.found.get(number).filter(|found| takes(want, &found.what)) else {
                        continue;
                    };
                    let is_year = matches!(want, Want::Figure(_)) && lattice.is_year(found);
                    let is_other = matches!(want, Want::Figure(Measure::Of(_))) && lattice.is_of_something_else(found);
                    let hangs = is_owner(want) && (lattice.hangs(found) || self.is_apart(found));
                    if is_year || is_other || hangs || place.role == "before" && !is_one_time(&found.what) {
                        continue;
                    }
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

    /// Whether a name behind a comma has a figure of its own, and so owns nothing
    /// before it: "a fifth of imports, Brazil a sixth".
    fn is_apart(&self, found: &Found) -> bool {
        let passes = |at: &usize| self.lattice.passes.get(*at).is_some_and(|passes| *passes);
        let mut before = (0..found.tokens.start).rev().take_while(passes);
        self.onward
            && matches!(found.what, Mentioned::Area { how: Naming::Name, .. })
            && before.any(|at| self.lattice.tokens.get(at).is_some_and(|token| token.text == ","))
            && self.lattice.found_at(found.tokens.end, true).any(|number| {
                self.lattice.found.get(number).is_some_and(|next| matches!(next.what, Mentioned::Figure(_)))
            })
    }

    /// Goes on behind what may stand between the words: the least likely is
    /// pushed first.
    fn pass(&mut self, state: State, commas: bool) {
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
    fn can_pass(&mut self, state: State) -> bool {
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
        for arrival in self.fitting(state.at).iter() {
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

    /// The adjuncts that stand at a place, and what they took. It hangs on nothing
    /// else, so that it is found once.
    fn fitting(&self, at: usize) -> Rc<[Arrival]> {
        let Some(fits) = self.fits.filter(|_| !self.adjuncts.is_empty()) else { return Rc::default() };
        let place = (std::ptr::from_ref(self.adjuncts).addr(), at, self.onward);
        if let Some(known) = fits.by_place.borrow().get(&place) {
            return Rc::clone(known);
        }
        let arrivals = self.adjuncts.iter().filter_map(|adjunct| self.fits(adjunct, at, fits));
        let arrivals: Rc<[Arrival]> = arrivals.collect();
        fits.by_place.borrow_mut().insert(place, Rc::clone(&arrivals));
        arrivals
    }

    fn fits(&self, adjunct: &Adjunct, at: usize, fits: &Fits) -> Option<Arrival> {
        let adjunct = adjunct.made();
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

    /// What belongs to a statement and stands beyond its pattern: adjuncts and a
    /// period right behind it, "$2 billion *in 2021 to Peru*", or an adjunct at the
    /// head of the sentence, "*From Peru*, Spain imported ...".
    ///
    /// Only what fills roles that are still open is taken.
    pub(crate) fn beyond(&self, arrival: &mut Arrival, other: &[Capture], period: Option<RoleName>) {
        self.rest_of_text(arrival);
        for _ in 0..MOST_BEYOND {
            let is_taken = |role: RoleName| {
                let same = |taken: RoleName| taken == role || (taken == "time" && Some(role) == period);
                let fills = |c: &Capture| {
                    same(c.role) || matches!(c.what, Captured::Found { with: Some(with), .. } if same(with))
                };
                role != "_" && arrival.captures.iter().chain(other).any(fills)
            };
            let next = self.beyond_passes(arrival.at).find_map(|at| {
                let open = |a: &Arrival| !a.captures.iter().any(|c| is_taken(c.role) || self.is_no_text(c));
                let fitting = self.fitting(at);
                let fitting = fitting.iter().filter(|arrival| open(arrival));
                let adjunct = fitting.max_by_key(|arrival| (arrival.at.abs_diff(at), arrival.captures.len())).cloned();
                adjunct.or_else(|| self.period_beyond(at).filter(|_| self.onward && !is_taken(period.unwrap_or("_"))))
            });
            let Some(next) = next else { return };
            if !self.onward && next.at > 0 && !self.lattice.ends_sentence(next.at - 1) {
                return;
            }
            arrival.at = next.at;
            arrival.words += next.words;
            match self.onward {
                true => arrival.captures.extend(next.captures),
                false => drop(arrival.captures.splice(0..0, next.captures)),
            }
            self.rest_of_text(arrival);
        }
    }

    /// A text at the end of a pattern goes on to the end of its clause, or to the
    /// period or figure behind it.
    fn rest_of_text(&self, arrival: &mut Arrival) {
        let Some(text) = arrival.captures.last_mut().filter(|c| self.onward && c.what == Captured::Text) else {
            return;
        };
        if text.tokens.end != arrival.at {
            return;
        }
        let lattice = self.lattice;
        let goes_on = |at: &usize| {
            let ends = matches!(lattice.tokens.get(*at).map(|t| t.text), None | Some("," | ":" | ";" | "(" | ")"));
            !ends && !lattice.ends_sentence(*at) && !self.stands_out(*at)
        };
        let longest = text.tokens.start + LONGEST_TEXT;
        arrival.at = (arrival.at..longest).take_while(goes_on).last().map_or(arrival.at, |last| last + 1);
        text.tokens.end = arrival.at;
    }

    /// Whether a figure or period begins at a place.
    fn stands_out(&self, at: usize) -> bool {
        self.lattice.found_at(at, true).any(|number| {
            let found = self.lattice.found.get(number).map(|f| &f.what);
            matches!(found, Some(Mentioned::Figure(_) | Mentioned::Period(_)))
        })
    }

    fn is_no_text(&self, capture: &Capture) -> bool {
        let begins_with_digit = || {
            self.lattice
                .tokens
                .get(capture.tokens.start)
                .is_some_and(|t| t.text.starts_with(|c: char| c.is_ascii_digit()))
        };
        capture.what == Captured::Text && (self.stands_out(capture.tokens.start) || begins_with_digit())
    }

    /// The place, and those behind the next words that change nothing.
    fn beyond_passes(&self, at: usize) -> impl Iterator<Item = usize> {
        let passes = move |by: &usize| {
            let index = if self.onward { at.checked_add(*by) } else { at.checked_sub(by + 1) };
            index.is_some_and(|index| self.lattice.passes.get(index).is_some_and(|passes| *passes))
        };
        let passed = (0..MOST_PASSED_BEYOND).take_while(passes).count();
        (0..=passed).filter_map(move |by| self.lattice.moved(at, by, self.onward))
    }

    fn period_beyond(&self, at: usize) -> Option<Arrival> {
        let number = self
            .lattice
            .found_at(at, self.onward)
            .find(|number| matches!(self.lattice.period(*number), Some(When::At(_) | When::Relative(_))))?;
        let tokens = self.lattice.found.get(number)?.tokens.clone();
        let captures = vec![Capture { role: "time", what: Captured::Loose(number), tokens: tokens.clone() }];
        Some(Arrival { at: tokens.end, captures, words: 0, passed: 0 })
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

/// Whether an owner is wanted: "Bolivia's", "Bolivian".
fn is_owner(want: &Want) -> bool {
    matches!(want, Want::Area(namings) if namings.contains(&Naming::Possessive) && !namings.contains(&Naming::Of))
}

/// Whether it is one period and not a span, nor one that hangs on the text's day:
/// "the previous year" is the one before the figure's.
fn is_one_time(what: &Mentioned) -> bool {
    matches!(what, Mentioned::Period(When::At(period)) if !matches!(period, Period::Years { .. }))
}

/// Whether the tokens are the name of an area.
fn is_area(lattice: &Lattice<'_>, at: usize, length: usize) -> bool {
    lattice
        .found_at(at, true)
        .filter_map(|number| lattice.found.get(number))
        .any(|found| found.tokens.len() == length && matches!(found.what, Mentioned::Area { how: Naming::Name, .. }))
}

/// Whether what was found may fill the place.
fn takes(want: &Want, what: &Mentioned) -> bool {
    match (want, what) {
        (Want::Area(namings), Mentioned::Area { how, .. }) => namings.contains(how),
        (Want::Area(_), Mentioned::Anaphor(Anaphor::Country | Anaphor::Own)) => true,
        // One statement of each: "relations with Estonia and Latvia".
        (Want::Area(namings), Mentioned::Areas(_)) => **namings == [Naming::Name],
        (Want::EachArea, Mentioned::Areas(_)) => true,
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
