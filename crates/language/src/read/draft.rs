//! Patterns on their way to rules.

use super::{
    nodes::{Node, Nodes, Row},
    program::Cut,
    rule::Rule,
    token::Symbol,
};

/// The nodes of a pattern, and what becomes of them.
pub(crate) struct Draft {
    kind: usize,
    nodes: Row,
    is_written: bool,
    goes_on: bool,
}

/// By which of several words rules are called up: the rarest.
pub(crate) struct Rarity<'m> {
    /// In how many places words could call up rules, by their numbers; marks in more
    /// than any word.
    costs: Vec<u32>,
    /// The same of the words that wordings of classes begin with.
    classes: Vec<u32>,
    marks: &'m [Symbol],
}

impl<'m> Rarity<'m> {
    /// `size` is that of the vocabulary.
    pub(crate) fn of(drafts: &[Draft], nodes: &Nodes, size: usize, marks: &'m [Symbol]) -> Self {
        const MARKS_LAST: u32 = 1 << 16;
        let mut rarity = Self { costs: vec![0; size], classes: vec![0; nodes.classes()], marks };
        for node in drafts.iter().flat_map(|draft| nodes.of(draft.nodes)) {
            match node {
                Node::Class(class) => rarity.classes[*class as usize] += 1,
                other => rarity.add(nodes.first_words(other).unwrap_or_default(), 1),
            }
        }
        for class in 0..rarity.classes.len() {
            rarity.add(nodes.class_words(class), rarity.classes[class]);
        }
        rarity.add(marks, MARKS_LAST);
        rarity.classes = (0..rarity.classes.len()).map(|class| rarity.cost_of_any(nodes.class_words(class))).collect();
        rarity
    }

    fn add(&mut self, words: &[Symbol], more: u32) {
        for word in words {
            if let Some(cost) = self.costs.get_mut(word.number() as usize) {
                *cost += more;
            }
        }
    }

    fn is_mark(&self, word: Symbol) -> bool {
        self.marks.contains(&word)
    }

    /// What it costs to be called up by what a node begins with, which are words.
    fn cost(&self, node: &Node, words: &[Symbol]) -> u32 {
        match node {
            Node::Class(class) => self.classes.get(*class as usize).copied().unwrap_or_default(),
            _ => self.cost_of_any(words),
        }
    }

    fn cost_of_any(&self, words: &[Symbol]) -> u32 {
        let cost = |word: &Symbol| self.costs.get(word.number() as usize).copied().unwrap_or_default();
        words.iter().map(cost).fold(0, u32::saturating_add)
    }
}

impl Draft {
    pub(crate) fn new(kind: usize, nodes: Row, is_written: bool) -> Self {
        Self { kind, nodes, is_written, goes_on: false }
    }

    /// As one that only goes on from a statement of its kind.
    pub(crate) fn going_on(self) -> Self {
        Self { goes_on: true, ..self }
    }

    /// The rule, cut at the words that the fewest rules have, and those words.
    /// `None` where it has no word, or only marks around the source's own words:
    /// "{title}: {person}" is many a line that says something else.
    pub(crate) fn rule<'n>(self, nodes: &'n Nodes, rarity: &Rarity<'_>) -> Option<(Rule, &'n [Symbol])> {
        let calls = (0..).zip(nodes.of(self.nodes)).filter_map(|(at, node)| Some((at, node, nodes.first_words(node)?)));
        let (at, _, words) = calls.min_by_key(|(_, node, words)| rarity.cost(node, words))?;
        let has_text = nodes.has_text(self.nodes);
        if has_text && words.iter().all(|word| rarity.is_mark(*word)) {
            return None;
        }
        let is_whole = self.is_written && has_text;
        let (kind, is_written, goes_on) = (self.kind, self.is_written, self.goes_on);
        Some((Rule { kind, cut: Cut::new(self.nodes, at), is_whole, is_written, goes_on }, words))
    }
}
