//! Patterns on their way to rules.

use super::{
    nodes::{Nodes, Row},
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
    marks: &'m [Symbol],
}

impl<'m> Rarity<'m> {
    /// `size` is that of the vocabulary.
    pub(crate) fn of(drafts: &[Draft], nodes: &Nodes, size: usize, marks: &'m [Symbol]) -> Self {
        const MARKS_LAST: u32 = 1 << 16;
        let mut costs = vec![0; size];
        let mut add = |word: &Symbol, more| {
            if let Some(cost) = costs.get_mut(word.number() as usize) {
                *cost += more;
            }
        };
        drafts.iter().flat_map(|draft| draft.calls(nodes)).for_each(|(_, words)| {
            words.iter().for_each(|word| add(word, 1));
        });
        marks.iter().for_each(|mark| add(mark, MARKS_LAST));
        Self { costs, marks }
    }

    fn is_mark(&self, word: Symbol) -> bool {
        self.marks.contains(&word)
    }

    /// What it costs to be called up by any of the words.
    fn cost(&self, words: &[Symbol]) -> u32 {
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

    /// The words that it may be called up by, and where.
    fn calls<'n>(&self, nodes: &'n Nodes) -> impl Iterator<Item = (u32, &'n [Symbol])> + use<'n> {
        (0..).zip(nodes.of(self.nodes)).filter_map(|(at, node)| Some((at, nodes.first_words(node)?)))
    }

    /// The rule, cut at the words that the fewest rules have, and those words.
    /// `None` where it has no word, or only marks around the source's own words:
    /// "{title}: {person}" is many a line that says something else.
    pub(crate) fn rule<'n>(self, nodes: &'n Nodes, rarity: &Rarity<'_>) -> Option<(Rule, &'n [Symbol])> {
        let (at, words) = self.calls(nodes).min_by_key(|(_, words)| rarity.cost(words))?;
        let has_text = nodes.has_text(self.nodes);
        if has_text && words.iter().all(|word| rarity.is_mark(*word)) {
            return None;
        }
        let is_whole = self.is_written && has_text;
        let (kind, is_written, goes_on) = (self.kind, self.is_written, self.goes_on);
        Some((Rule { kind, cut: Cut::new(self.nodes, at), is_whole, is_written, goes_on }, words))
    }
}
