use foldhash::HashMap;

use super::{
    compile::{Classes, Compiler, Draft, OfKind},
    lattice::Lattice,
    machine::{Machine, Scratch},
    rule::{Measure, Program},
    token::{Symbol, Vocabulary},
};

/// A class of wordings, compiled once for all patterns that name it.
pub(crate) struct Class {
    program: Program,
    /// The words that its wordings begin with.
    pub(crate) firsts: Vec<Symbol>,
}

/// The classes of a language, those first that others name.
#[derive(Default)]
pub(crate) struct ClassTable {
    pub(crate) classes: Vec<Class>,
    by_name: HashMap<Box<str>, usize>,
    /// Whether wordings of a class fill roles.
    pub(super) says_something: HashMap<Box<str>, bool>,
    /// The classes that a word may begin a wording of.
    begun: HashMap<Symbol, Vec<usize>>,
}

impl ClassTable {
    /// The number of a class, compiled when it is first named; `None` where
    /// there is no such class, or it names itself.
    pub(crate) fn named(&mut self, name: &str, classes: &Classes, vocabulary: &mut Vocabulary) -> Option<usize> {
        if let Some(known) = self.by_name.get(name) {
            return (*known != UNFINISHED).then_some(*known);
        }
        let patterns = classes.get(name)?;
        self.by_name.insert(name.into(), UNFINISHED);
        let none = |_: &str| &[][..];
        let kind = OfKind { id: "", at: 0, names: &[], measure: Measure::Any, form: &none };
        let mut compiler = Compiler { vocabulary, classes, table: self, is_written: false };
        let draft = compiler.choices(patterns, &kind);
        Some(self.add(name, &draft))
    }

    /// A class of its own, of what a kind is called.
    pub(crate) fn names_of(&mut self, kind: &str, names: &[&str], vocabulary: &mut Vocabulary) -> usize {
        let name = format!("names of {kind}");
        if let Some(known) = self.by_name.get(name.as_str()) {
            return *known;
        }
        let draft = Draft::of_words(names.iter().map(|name| vocabulary.intern_all(name)).collect());
        self.add(&name, &draft)
    }

    fn add(&mut self, name: &str, draft: &Draft) -> usize {
        let number = self.classes.len();
        let firsts = draft.first_words(self);
        for first in &firsts {
            let begun = self.begun.entry(*first).or_default();
            if begun.last() != Some(&number) {
                begun.push(number);
            }
        }
        self.classes.push(Class { program: draft.program(), firsts });
        self.by_name.insert(name.into(), number);
        number
    }

    /// Every wording of a class in a sentence.
    pub(crate) fn find(&self, lattice: &mut Lattice<'_>, scratch: &mut Scratch) {
        // A class is numbered after those that it names, and what begins later
        // is found first, so that it is there when it is asked for.
        for at in (0..lattice.tokens.len()).rev() {
            let Some(begun) = lattice.tokens.get(at).and_then(|token| self.begun.get(&token.symbol)) else { continue };
            for class in begun {
                let Some(Class { program, .. }) = self.classes.get(*class) else { continue };
                let mut machine = Machine {
                    lattice,
                    onward: true,
                    adjuncts: &[],
                    has: None,
                    fits: None,
                    to_the_edge: false,
                    in_class: true,
                    scratch,
                };
                let ends = machine.every_end(program, at);
                ends.into_iter().for_each(|end| lattice.add_class(*class, at, end));
            }
        }
    }
}

const UNFINISHED: usize = usize::MAX;
