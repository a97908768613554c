use std::sync::OnceLock;

use foldhash::HashMap;

use super::{
    compile::{Classes, Compiler, Known, OfKind},
    lattice::Lattice,
    machine::{Machine, Scratch},
    nodes::{Node, Nodes},
    rule::{Measure, Program},
    token::{Symbol, Vocabulary},
};
use crate::pattern::{Part, Pattern};

/// A class of wordings, compiled once for all patterns that name it.
pub(crate) struct Class {
    /// One of its wordings.
    any: Node,
    /// Made when a text has a word that it may begin with.
    program: OnceLock<Program>,
}

/// The classes of a language, those first that others name.
#[derive(Default)]
pub(crate) struct ClassTable {
    /// Those of the classes, and of all that name them.
    pub(crate) nodes: Nodes,
    classes: Vec<Class>,
    by_name: HashMap<Box<str>, Named>,
    /// The classes that a word may begin a wording of.
    begun: HashMap<Symbol, Vec<usize>>,
}

/// What a name of a class stands for.
#[derive(Clone, Copy)]
pub(crate) enum Named {
    Class(Node),
    /// One whose wordings fill roles, which is another for each kind.
    Saying,
    /// There is none, or it names itself.
    Nothing,
}

impl ClassTable {
    /// What a name stands for; a class is compiled when it is first named.
    pub(crate) fn named(&mut self, name: &str, classes: &Classes, known: &mut Known) -> Named {
        if let Some(named) = self.by_name.get(name) {
            return *named;
        }
        let Some(patterns) = classes.get(name) else { return Named::Nothing };
        if says_something(patterns, classes, 0) {
            self.by_name.insert(name.into(), Named::Saying);
            return Named::Saying;
        }
        // As long as it is not finished.
        self.by_name.insert(name.into(), Named::Nothing);
        let none = |_: &str| &[][..];
        let kind = OfKind { id: "", at: 0, names: &[], measure: Measure::Any, form: &none };
        let any = Compiler::of(&kind, classes, self, known).one_of(patterns);
        Named::Class(self.add(name, any))
    }

    /// Whether it is the name of a class that is compiled.
    pub(crate) fn is_compiled(&self, name: &str) -> bool {
        matches!(self.by_name.get(name), Some(Named::Class(_)))
    }

    /// A class of its own, of what a kind is called.
    pub(crate) fn names_of(&mut self, kind: &str, names: &[&str], vocabulary: &mut Vocabulary) -> Node {
        let name = format!("names of {kind}");
        if let Some(Named::Class(known)) = self.by_name.get(name.as_str()) {
            return *known;
        }
        let any = self.nodes.any_of_words(names, vocabulary);
        self.add(&name, any)
    }

    fn add(&mut self, name: &str, any: Node) -> Node {
        let (number, class) = (self.classes.len(), self.nodes.add_class(any));
        for first in self.nodes.first_words(&class).unwrap_or_default() {
            let begun = self.begun.entry(*first).or_default();
            if begun.last() != Some(&number) {
                begun.push(number);
            }
        }
        self.classes.push(Class { any, program: OnceLock::new() });
        self.by_name.insert(name.into(), Named::Class(class));
        class
    }

    /// Every wording of a class in a sentence.
    pub(crate) fn find(&self, lattice: &mut Lattice<'_>, scratch: &mut Scratch) {
        // A class is numbered after those that it names, and what begins later
        // is found first, so that it is there when it is asked for.
        for at in (0..lattice.tokens.len()).rev() {
            let Some(begun) = lattice.tokens.get(at).and_then(|token| self.begun.get(&token.symbol)) else { continue };
            for class in begun {
                let Some(Class { any, program }) = self.classes.get(*class) else { continue };
                let program = program.get_or_init(|| Program::of_any(&self.nodes, *any));
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

/// Whether wordings of a class fill roles, or those of a class that they name.
/// Classes in classes go so deep and no deeper.
fn says_something(patterns: &[Pattern], classes: &Classes, depth: usize) -> bool {
    const DEEPEST: usize = 4;
    depth <= DEEPEST
        && patterns.iter().flat_map(|pattern| &pattern.all).any(|part| match part {
            Part::Fill(_) | Part::Guard(_) => true,
            Part::Hole(hole) => hole.role != "_",
            Part::Class(name) => classes.get(&**name).is_some_and(|inner| says_something(inner, classes, depth + 1)),
            _ => false,
        })
}
