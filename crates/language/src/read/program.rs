//! Patterns as what the machine runs: made when they are first tried, since most
//! are not by any one text.

use std::sync::{Arc, OnceLock};

use super::{
    draft::{Choices, Node},
    needs::{Marks, Needs},
    rule::{First, Program, Step, Way},
    token::Symbol,
    trie::Trie,
};

/// The nodes of a rule, cut before the one that calls it up.
pub(crate) struct Cut {
    nodes: Box<[Node]>,
    at: usize,
    tried: OnceLock<Box<Tried>>,
}

/// What a rule is tried by.
struct Tried {
    needs: [Needs; 2],
    programs: OnceLock<[Program; 2]>,
    denies: OnceLock<bool>,
}

impl Cut {
    pub(crate) fn new(nodes: Box<[Node]>, at: usize) -> Self {
        Self { nodes, at, tried: OnceLock::new() }
    }

    fn tried(&self) -> &Tried {
        self.tried.get_or_init(|| {
            let (before, from) = self.nodes.split_at(self.at);
            let needs = [Needs::of(from), Needs::of(before)];
            Box::new(Tried { needs, programs: OnceLock::new(), denies: OnceLock::new() })
        })
    }

    /// What is needed from the word that calls the rule up on, and before it.
    pub(crate) fn needs(&self) -> &[Needs; 2] {
        &self.tried().needs
    }

    /// From the word that calls the rule up on, and back from before it.
    pub(crate) fn programs(&self) -> &[Program; 2] {
        self.tried().programs.get_or_init(|| {
            let (before, from) = self.nodes.split_at(self.at);
            [Program::of(from, true), Program::of(before, false)]
        })
    }

    /// Whether words that deny something are among its own: "is no longer in force".
    pub(crate) fn denies(&self, denials: &Trie<()>) -> bool {
        /// They are no more than that.
        const LONGEST: usize = 4;
        *self.tried().denies.get_or_init(|| {
            let mut words = Vec::new();
            own_words(&self.nodes, &mut words);
            let mut phrases = (1..=LONGEST).flat_map(|length| words.windows(length));
            phrases.any(|phrase| denials.get(phrase).next().is_some())
        })
    }
}

/// The words that stand in nodes, one after the other.
fn own_words(nodes: &[Node], words: &mut Vec<Symbol>) {
    for node in nodes {
        match node {
            Node::Word(word) => words.push(*word),
            Node::Any(choices) => choices.each.iter().for_each(|nodes| own_words(nodes, words)),
            _ => {}
        }
    }
}

/// What may stand between the words of a kind's patterns, in any order.
pub(crate) struct Adjunct {
    nodes: Box<[Node]>,
    made: OnceLock<Box<MadeAdjunct>>,
}

pub(crate) struct MadeAdjunct {
    pub(crate) onward: Program,
    pub(crate) back: Program,
    pub(crate) needs: Needs,
}

impl Adjunct {
    pub(crate) fn new(nodes: Box<[Node]>) -> Self {
        Self { nodes, made: OnceLock::new() }
    }

    pub(crate) fn made(&self) -> &MadeAdjunct {
        self.made.get_or_init(|| {
            let [onward, back] = [true, false].map(|onward| Program::of(&self.nodes, onward));
            Box::new(MadeAdjunct { onward, back, needs: Needs::of(&self.nodes) })
        })
    }
}

impl Program {
    /// The steps onward over nodes, or back from their last to their first.
    pub(crate) fn of(nodes: &[Node], onward: bool) -> Self {
        let mut program = Self::default();
        program.push_all(nodes, onward);
        program
    }

    /// The steps of one of several rows of nodes.
    pub(crate) fn of_any(choices: &Choices) -> Self {
        let mut program = Self::default();
        program.push_any(choices, true);
        program
    }

    fn push_all(&mut self, nodes: &[Node], onward: bool) {
        if onward {
            nodes.iter().for_each(|node| self.push(node, onward));
        } else {
            nodes.iter().rev().for_each(|node| self.push(node, onward));
        }
    }

    fn push(&mut self, node: &Node, onward: bool) {
        self.steps.push(match node {
            Node::Word(word) => Step::Word(*word),
            Node::Place(place) => Step::Place(Arc::clone(place)),
            Node::Fill(fill) => Step::Fill(Arc::clone(fill)),
            Node::Gap => Step::Gap,
            Node::Class(class) => Step::Class(*class),
            Node::Any(choices) => return self.push_any(choices, onward),
        });
    }

    fn push_any(&mut self, choices: &Choices, onward: bool) {
        // Where there is no choice, nothing is chosen.
        let [before @ .., last] = &*choices.each else { return };
        if before.is_empty() {
            return self.push_all(last, onward);
        }
        let any = self.steps.len();
        self.steps.push(Step::Gap);
        let (mut ways, mut ends) = (Vec::new(), Vec::new());
        for choice in &choices.each {
            let first = if onward { choice.first() } else { choice.last() };
            let first = first.map_or(First::Anything, First::of);
            ways.push(Way { step: self.steps.len(), first, words: words_among(choice) });
            self.push_all(choice, onward);
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
            Node::Class(class) => Self::Class(*class),
            _ => Self::Anything,
        }
    }
}

impl Needs {
    /// What nodes cannot do without.
    pub(crate) fn of(nodes: &[Node]) -> Self {
        let mut needs = Self::default();
        for node in nodes {
            match node {
                Node::Any(choices) => {
                    let one: Option<Vec<Marks>> =
                        choices.each.iter().map(|nodes| nodes.iter().find_map(Marks::of)).collect();
                    needs.one_of(&one.unwrap_or_default());
                }
                other => needs.one_of(Marks::of(other).as_slice()),
            }
        }
        needs
    }
}

impl Marks {
    /// What a node cannot do without.
    fn of(node: &Node) -> Option<Self> {
        match node {
            Node::Word(word) => Some(Self::word(*word)),
            Node::Class(class) => Some(Self::class(*class)),
            Node::Place(place) => Self::place(place),
            Node::Any(_) | Node::Fill(_) | Node::Gap => None,
        }
    }
}
