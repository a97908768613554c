//! Patterns on their way to rules.

use std::sync::Arc;

use attache_fact::{RoleName, Said};

use super::{
    class::ClassTable,
    program::Cut,
    rule::{Place, Rule, Want},
    token::Symbol,
};

/// A word of a pattern, or what else stands in one.
#[derive(Clone)]
pub(crate) enum Node {
    Word(Symbol),
    Place(Arc<Place>),
    Fill(Arc<(RoleName, Said)>),
    Gap,
    /// A wording of a class.
    Class(usize),
    Any(Arc<Choices>),
}

/// One of several rows of nodes, of which one may be empty: what may be missing
/// is itself or nothing.
pub(crate) struct Choices {
    pub(crate) each: Box<[Box<[Node]>]>,
    /// The words one of which they begin with; none where one may begin with
    /// something else.
    firsts: Option<Box<[Symbol]>>,
    has_text: bool,
}

impl Choices {
    pub(crate) fn of(each: Box<[Box<[Node]>]>, table: &ClassTable) -> Self {
        let some = || each.iter().filter(|nodes| !nodes.is_empty());
        let firsts = if each.is_empty() { None } else { first_of_each(some(), table) };
        let has_text = some().any(|nodes| has_text(nodes));
        Self { each, firsts, has_text }
    }

    /// One of several rows of words.
    pub(crate) fn of_words(each: impl Iterator<Item = Vec<Symbol>>, table: &ClassTable) -> Self {
        Self::of(each.map(|words| words.into_iter().map(Node::Word).collect()).collect(), table)
    }

    fn may_be_nothing(&self) -> bool {
        self.each.iter().any(|nodes| nodes.is_empty())
    }

    /// All words that one of them may begin with, as far as they begin with words.
    pub(crate) fn first_words(&self, table: &ClassTable) -> Vec<Symbol> {
        let mut words = Vec::new();
        for nodes in &self.each {
            let before = words.len();
            if first_of_all(nodes, table, &mut words).is_none() {
                words.truncate(before);
            }
        }
        words.sort_unstable();
        words.dedup();
        words
    }
}

impl Node {
    /// The words one of which it begins with; `None` where it may begin with
    /// something else, or be nothing.
    pub(crate) fn first_words<'n>(&'n self, table: &'n ClassTable) -> Option<&'n [Symbol]> {
        match self {
            Self::Word(word) => Some(std::slice::from_ref(word)),
            Self::Class(class) => table.classes.get(*class).map(|class| class.firsts.as_slice()),
            Self::Any(choices) if !choices.may_be_nothing() => choices.firsts.as_deref(),
            _ => None,
        }
    }
}

fn first_of_each<'n>(rows: impl Iterator<Item = &'n Box<[Node]>>, table: &ClassTable) -> Option<Box<[Symbol]>> {
    let mut words = Vec::new();
    for nodes in rows {
        first_of_all(nodes, table, &mut words)?;
    }
    Some(words.into())
}

/// Adds the words one of which nodes begin with, of which the first may be missing.
fn first_of_all(nodes: &[Node], table: &ClassTable, words: &mut Vec<Symbol>) -> Option<()> {
    for node in nodes {
        match node {
            Node::Fill(_) => {}
            Node::Any(choices) if choices.may_be_nothing() => words.extend_from_slice(choices.firsts.as_deref()?),
            other => {
                words.extend_from_slice(other.first_words(table)?);
                return Some(());
            }
        }
    }
    None
}

/// Whether a text in the source's words is among the nodes.
fn has_text(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Place(place) => matches!(place.want, Want::Text(_) | Want::Texts),
        Node::Any(choices) => choices.has_text,
        _ => false,
    })
}

/// The nodes of a pattern, and what becomes of them.
pub(crate) struct Draft {
    kind: usize,
    nodes: Box<[Node]>,
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
    pub(crate) fn of(drafts: &[Draft], table: &ClassTable, size: usize, marks: &'m [Symbol]) -> Self {
        const MARKS_LAST: u32 = 1 << 16;
        let mut costs = vec![0; size];
        let mut add = |word: &Symbol, more| {
            if let Some(cost) = costs.get_mut(word.number() as usize) {
                *cost += more;
            }
        };
        drafts.iter().flat_map(|draft| draft.calls(table)).for_each(|(_, words)| {
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
    pub(crate) fn new(kind: usize, nodes: Box<[Node]>, is_written: bool) -> Self {
        Self { kind, nodes, is_written, goes_on: false }
    }

    /// As one that only goes on from a statement of its kind.
    pub(crate) fn going_on(self) -> Self {
        Self { goes_on: true, ..self }
    }

    /// The words that it may be called up by, and where.
    fn calls<'n>(&'n self, table: &'n ClassTable) -> impl Iterator<Item = (usize, &'n [Symbol])> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| Some((at, node.first_words(table)?)))
    }

    /// The rule, cut at the words that the fewest rules have, and those words.
    /// `None` where it has no word, or only marks around the source's own words:
    /// "{title}: {person}" is many a line that says something else.
    pub(crate) fn rule(self, table: &ClassTable, rarity: &Rarity<'_>) -> Option<(Rule, Vec<Symbol>)> {
        let (at, words) = self.calls(table).min_by_key(|(_, words)| rarity.cost(words))?;
        let has_text = has_text(&self.nodes);
        if has_text && words.iter().all(|word| rarity.is_mark(*word)) {
            return None;
        }
        let words = words.to_vec();
        let is_whole = self.is_written && has_text;
        let (kind, is_written, goes_on) = (self.kind, self.is_written, self.goes_on);
        Some((Rule { kind, cut: Cut::new(self.nodes, at), is_whole, is_written, goes_on }, words))
    }
}
