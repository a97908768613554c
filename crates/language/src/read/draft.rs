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
    words: Vec<u32>,
    /// The same of sets of words.
    sets: Vec<u32>,
    marks: &'m [Symbol],
}

impl<'m> Rarity<'m> {
    /// `size` is that of the vocabulary.
    pub(crate) fn of(drafts: &[Draft], nodes: &Nodes, size: usize, marks: &'m [Symbol]) -> Self {
        const MARKS_LAST: u32 = 1 << 16;
        let mut rarity = Self { words: vec![0; size], sets: vec![0; nodes.sets().count()], marks };
        for node in drafts.iter().flat_map(|draft| nodes.of(draft.nodes)) {
            match node {
                Node::Word(word) => rarity.add(*word, 1),
                other => nodes.first_set(other).into_iter().for_each(|set| rarity.sets[set as usize] += 1),
            }
        }
        for (set, words) in nodes.sets().enumerate() {
            let places = rarity.sets[set];
            words.iter().for_each(|word| rarity.add(*word, places));
        }
        marks.iter().for_each(|mark| rarity.add(*mark, MARKS_LAST));
        rarity.sets = nodes.sets().map(|words| rarity.cost_of_any(words)).collect();
        rarity
    }

    fn add(&mut self, word: Symbol, places: u32) {
        if let Some(cost) = self.words.get_mut(word.number() as usize) {
            *cost += places;
        }
    }

    fn is_mark(&self, word: Symbol) -> bool {
        self.marks.contains(&word)
    }

    /// What it costs to be called up by what a node begins with; `None` where that
    /// may be no word.
    fn cost(&self, node: &Node, nodes: &Nodes) -> Option<u32> {
        match node {
            Node::Word(word) => self.words.get(word.number() as usize).copied(),
            other => self.sets.get(nodes.first_set(other)? as usize).copied(),
        }
    }

    fn cost_of_any(&self, words: &[Symbol]) -> u32 {
        let cost = |word: &Symbol| self.words.get(word.number() as usize).copied().unwrap_or_default();
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
        let calls =
            (0..).zip(nodes.of(self.nodes)).filter_map(|(at, node)| Some((at, node, rarity.cost(node, nodes)?)));
        let (at, node, _) = calls.min_by_key(|(.., cost)| *cost)?;
        let words = nodes.first_words(node)?;
        let has_text = nodes.has_text(self.nodes);
        if has_text && words.iter().all(|word| rarity.is_mark(*word)) {
            return None;
        }
        let is_whole = self.is_written && has_text;
        let (kind, is_written, goes_on) = (self.kind, self.is_written, self.goes_on);
        Some((Rule { kind, cut: Cut::new(self.nodes, at), is_whole, is_written, goes_on }, words))
    }
}
