//! Patterns as what the machine runs: made when they are first tried, since most
//! are not by any one text.

use std::sync::OnceLock;

use super::{
    needs::{Marks, Needs},
    nodes::{Node, Nodes, Row},
    rule::{First, Program, Step, Way},
    token::Symbol,
    trie::Trie,
};

/// The nodes of a rule, cut before the one that calls it up.
pub(crate) struct Cut {
    nodes: Row,
    at: u32,
    tried: OnceLock<Box<Tried>>,
}

/// What a rule is tried by.
struct Tried {
    needs: [Needs; 2],
    programs: OnceLock<[Program; 2]>,
    denies: OnceLock<bool>,
}

impl Cut {
    pub(crate) fn new(nodes: Row, at: u32) -> Self {
        Self { nodes, at, tried: OnceLock::new() }
    }

    fn tried(&self, nodes: &Nodes) -> &Tried {
        self.tried.get_or_init(|| {
            let (before, from) = self.nodes.cut(self.at);
            let needs = [Needs::of(nodes, from), Needs::of(nodes, before)];
            Box::new(Tried { needs, programs: OnceLock::new(), denies: OnceLock::new() })
        })
    }

    /// What is needed from the word that calls the rule up on, and before it.
    pub(crate) fn needs(&self, nodes: &Nodes) -> &[Needs; 2] {
        &self.tried(nodes).needs
    }

    /// From the word that calls the rule up on, and back from before it.
    pub(crate) fn programs(&self, nodes: &Nodes) -> &[Program; 2] {
        self.tried(nodes).programs.get_or_init(|| {
            let (before, from) = self.nodes.cut(self.at);
            [Program::of(nodes, from, true), Program::of(nodes, before, false)]
        })
    }

    /// Whether words that deny something are among its own: "is no longer in force".
    pub(crate) fn denies(&self, nodes: &Nodes, denials: &Trie<()>) -> bool {
        /// They are no more than that.
        const LONGEST: usize = 4;
        *self.tried(nodes).denies.get_or_init(|| {
            let mut words = Vec::new();
            own_words(nodes, self.nodes, &mut words);
            let mut phrases = (1..=LONGEST).flat_map(|length| words.windows(length));
            phrases.any(|phrase| denials.get(phrase).next().is_some())
        })
    }
}

/// The words that stand in a row, one after the other.
fn own_words(nodes: &Nodes, row: Row, words: &mut Vec<Symbol>) {
    for node in nodes.of(row) {
        match node {
            Node::Word(word) => words.push(*word),
            any => nodes.choices(*any).iter().for_each(|row| own_words(nodes, *row, words)),
        }
    }
}

/// What may stand between the words of a kind's patterns, in any order.
pub(crate) struct Adjunct {
    nodes: Row,
    made: OnceLock<Box<MadeAdjunct>>,
}

pub(crate) struct MadeAdjunct {
    pub(crate) onward: Program,
    pub(crate) back: Program,
    pub(crate) needs: Needs,
}

impl Adjunct {
    pub(crate) fn new(nodes: Row) -> Self {
        Self { nodes, made: OnceLock::new() }
    }

    pub(crate) fn made(&self, nodes: &Nodes) -> &MadeAdjunct {
        self.made.get_or_init(|| {
            let [onward, back] = [true, false].map(|onward| Program::of(nodes, self.nodes, onward));
            Box::new(MadeAdjunct { onward, back, needs: Needs::of(nodes, self.nodes) })
        })
    }
}

impl Program {
    /// The steps onward over a row of nodes, or back from its last to its first.
    fn of(nodes: &Nodes, row: Row, onward: bool) -> Self {
        let mut program = Self::default();
        program.push_all(nodes, row, onward);
        program
    }

    /// The steps of one of several rows of nodes.
    pub(crate) fn of_any(nodes: &Nodes, any: Node) -> Self {
        let mut program = Self::default();
        program.push_any(nodes, any, true);
        program
    }

    fn push_all(&mut self, nodes: &Nodes, row: Row, onward: bool) {
        let row = nodes.of(row).iter();
        if onward {
            row.for_each(|node| self.push(nodes, *node, onward));
        } else {
            row.rev().for_each(|node| self.push(nodes, *node, onward));
        }
    }

    fn push(&mut self, nodes: &Nodes, node: Node, onward: bool) {
        self.steps.extend(match node {
            Node::Word(word) => Some(Step::Word(word)),
            Node::Place(place) => nodes.place(place).cloned().map(Step::Place),
            Node::Fill(fill) => nodes.fill(fill).cloned().map(Step::Fill),
            Node::Gap => Some(Step::Gap),
            Node::Class(class) => Some(Step::Class(class as usize)),
            Node::Any(_) => return self.push_any(nodes, node, onward),
        });
    }

    fn push_any(&mut self, nodes: &Nodes, any: Node, onward: bool) {
        // Where there is no choice, nothing is chosen.
        let choices = nodes.choices(any);
        let [before @ .., last] = choices else { return };
        if before.is_empty() {
            return self.push_all(nodes, *last, onward);
        }
        let any = self.steps.len();
        self.steps.push(Step::Gap);
        let (mut ways, mut ends) = (Vec::new(), Vec::new());
        for row in choices {
            let choice = nodes.of(*row);
            let first = if onward { choice.first() } else { choice.last() };
            let first = first.map_or(First::Anything, First::of);
            ways.push(Way { step: self.steps.len(), first, words: words_among(choice) });
            self.push_all(nodes, *row, onward);
            ends.push(self.steps.len());
            self.steps.push(Step::Jump(0));
        }
        // The last one goes on by itself.
        self.steps.pop();
        ends.pop();
        let end = self.steps.len();
        ends.into_iter().for_each(|jump| self.steps[jump] = Step::Jump(end));
        self.steps[any] = Step::Any(ways.into());
    }
}

/// The words that stand in nodes outside of their choices, each as one bit.
fn words_among(nodes: &[Node]) -> u128 {
    let bit = |node: &Node| if let Node::Word(word) = node { word.bit() } else { 0 };
    nodes.iter().map(bit).fold(0, |words, bit| words | bit)
}

impl First {
    fn of(node: &Node) -> Self {
        match node {
            Node::Word(word) => Self::Word(*word),
            Node::Class(class) => Self::Class(*class as usize),
            _ => Self::Anything,
        }
    }
}

impl Needs {
    /// What a row of nodes cannot do without.
    fn of(nodes: &Nodes, row: Row) -> Self {
        let mut needs = Self::default();
        for node in nodes.of(row) {
            match node {
                Node::Any(_) => {
                    let first = |row: &Row| nodes.of(*row).iter().find_map(|node| Marks::of(nodes, *node));
                    let one: Option<Vec<Marks>> = nodes.choices(*node).iter().map(first).collect();
                    needs.one_of(&one.unwrap_or_default());
                }
                other => needs.one_of(Marks::of(nodes, *other).as_slice()),
            }
        }
        needs
    }
}

impl Marks {
    /// What a node cannot do without.
    fn of(nodes: &Nodes, node: Node) -> Option<Self> {
        match node {
            Node::Word(word) => Some(Self::word(word)),
            Node::Class(class) => Some(Self::class(class as usize)),
            Node::Place(place) => Self::place(nodes.place(place)?),
            Node::Any(_) | Node::Fill(_) | Node::Gap => None,
        }
    }
}
