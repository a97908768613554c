//! What patterns are made of on their way to rules, those of all patterns in one
//! place.

use std::{ops::Range, sync::Arc};

use attache_fact::{RoleName, Said};

use super::{
    rule::{Place, Want},
    token::{Symbol, Vocabulary},
};

/// A word of a pattern, or what else stands in one, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Word(Symbol),
    Place(u32),
    Fill(u32),
    Gap,
    /// A wording of a class.
    Class(u32),
    Any(u32),
}

/// Things that stand in a row, from one to before another.
#[derive(Clone, Copy, Default)]
pub(crate) struct Row {
    start: u32,
    end: u32,
}

impl Row {
    fn of(start: usize, end: usize) -> Self {
        Self { start: number(start), end: number(end) }
    }

    fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// What stands before one of its things, and from that on.
    pub(crate) fn cut(self, at: u32) -> (Self, Self) {
        let at = (self.start + at).min(self.end);
        (Self { end: at, ..self }, Self { start: at, ..self })
    }
}

/// One of several rows of nodes, of which one may be empty: what may be missing
/// is itself or nothing.
struct Choices {
    each: Row,
    may_be_nothing: bool,
    /// The words one of which they begin with; none where one may begin with
    /// something else, or be nothing.
    firsts: Option<u32>,
    has_text: bool,
}

/// The nodes of all patterns of a language.
#[derive(Default)]
pub(crate) struct Nodes {
    nodes: Vec<Node>,
    rows: Vec<Row>,
    choices: Vec<Choices>,
    places: Vec<Arc<Place>>,
    fills: Vec<Arc<(RoleName, Said)>>,
    /// The words that the wordings of each class begin with.
    classes: Vec<u32>,
    /// The words one of which something begins with.
    sets: Vec<Row>,
    firsts: Vec<Symbol>,
    /// Memory for the words that something begins with.
    words: Vec<Symbol>,
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Adds a thing, and gives its number.
fn add<T>(things: &mut Vec<T>, thing: T) -> u32 {
    things.push(thing);
    number(things.len() - 1)
}

impl Nodes {
    pub(crate) fn add_place(&mut self, place: Place) -> Node {
        Node::Place(add(&mut self.places, Arc::new(place)))
    }

    pub(crate) fn add_fill(&mut self, role: RoleName, said: Said) -> Node {
        Node::Fill(add(&mut self.fills, Arc::new((role, said))))
    }

    /// A row of its own.
    pub(crate) fn add_row(&mut self, nodes: impl IntoIterator<Item = Node>) -> Row {
        let start = self.nodes.len();
        self.nodes.extend(nodes);
        Row::of(start, self.nodes.len())
    }

    /// One of several rows of nodes.
    pub(crate) fn any(&mut self, each: &[&[Node]]) -> Node {
        let start = self.rows.len();
        for nodes in each {
            let row = self.add_row(nodes.iter().copied());
            self.rows.push(row);
        }
        self.choose(start)
    }

    /// One of several rows.
    pub(crate) fn any_row(&mut self, each: &[Row]) -> Node {
        let start = self.rows.len();
        self.rows.extend_from_slice(each);
        self.choose(start)
    }

    /// One of several texts of words.
    pub(crate) fn any_of_words(&mut self, texts: &[&str], vocabulary: &mut Vocabulary) -> Node {
        let start = self.rows.len();
        for text in texts {
            let row = self.add_row(vocabulary.interned(text).map(Node::Word));
            self.rows.push(row);
        }
        self.choose(start)
    }

    /// One of the last rows.
    fn choose(&mut self, start: usize) -> Node {
        let each = Row::of(start, self.rows.len());
        let rows = &self.rows[each.range()];
        let may_be_nothing = rows.iter().any(|row| row.is_empty());
        let has_text = rows.iter().any(|row| self.has_text(*row));
        let firsts = if may_be_nothing || rows.is_empty() { None } else { self.add_firsts(each) };
        Node::Any(add(&mut self.choices, Choices { each, may_be_nothing, firsts, has_text }))
    }

    fn add_firsts(&mut self, each: Row) -> Option<u32> {
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        let are_words = self.first_of_each(each, &mut words).is_some();
        let firsts = are_words.then(|| self.add_set(&words));
        self.words = words;
        firsts
    }

    fn add_set(&mut self, words: &[Symbol]) -> u32 {
        let start = self.firsts.len();
        self.firsts.extend_from_slice(words);
        add(&mut self.sets, Row::of(start, self.firsts.len()))
    }

    /// A class, by one of its wordings.
    pub(crate) fn add_class(&mut self, wordings: Node) -> Node {
        let mut words = Vec::new();
        for row in self.choices(wordings) {
            let before = words.len();
            if self.first_of_all(*row, &mut words).is_none() {
                words.truncate(before);
            }
        }
        words.sort_unstable();
        words.dedup();
        let firsts = self.add_set(&words);
        Node::Class(add(&mut self.classes, firsts))
    }

    pub(crate) fn place(&self, number: u32) -> Option<&Arc<Place>> {
        self.places.get(number as usize)
    }

    pub(crate) fn fill(&self, number: u32) -> Option<&Arc<(RoleName, Said)>> {
        self.fills.get(number as usize)
    }

    pub(crate) fn of(&self, row: Row) -> &[Node] {
        self.nodes.get(row.range()).unwrap_or_default()
    }

    /// The rows one of which a node is.
    pub(crate) fn choices(&self, node: Node) -> &[Row] {
        let Node::Any(choices) = node else { return &[] };
        let each = self.choices.get(choices as usize).map(|choices| choices.each.range());
        each.and_then(|each| self.rows.get(each)).unwrap_or_default()
    }

    /// The words one of which a node begins with; `None` where it may begin with
    /// something else, or be nothing.
    pub(crate) fn first_words<'n>(&'n self, node: &'n Node) -> Option<&'n [Symbol]> {
        match node {
            Node::Word(word) => Some(std::slice::from_ref(word)),
            other => self.firsts.get(self.sets.get(self.first_set(other)? as usize)?.range()),
        }
    }

    /// The number of the words one of which a class or choice begins with.
    pub(crate) fn first_set(&self, node: &Node) -> Option<u32> {
        match node {
            Node::Class(class) => self.classes.get(*class as usize).copied(),
            Node::Any(choices) => self.choices.get(*choices as usize)?.firsts,
            _ => None,
        }
    }

    /// The words of each set, by its number.
    pub(crate) fn sets(&self) -> impl Iterator<Item = &[Symbol]> {
        self.sets.iter().map(|words| self.firsts.get(words.range()).unwrap_or_default())
    }

    fn first_of_each(&self, rows: Row, words: &mut Vec<Symbol>) -> Option<()> {
        let rows = self.rows.get(rows.range()).unwrap_or_default();
        rows.iter().filter(|row| !row.is_empty()).try_for_each(|row| self.first_of_all(*row, words))
    }

    /// Adds the words one of which a row begins with, of which the first may be missing.
    fn first_of_all(&self, row: Row, words: &mut Vec<Symbol>) -> Option<()> {
        for node in self.of(row) {
            match node {
                Node::Fill(_) => continue,
                Node::Any(choices) => {
                    let choices = self.choices.get(*choices as usize)?;
                    if choices.may_be_nothing {
                        self.first_of_each(choices.each, words)?;
                        continue;
                    }
                }
                _ => {}
            }
            words.extend_from_slice(self.first_words(node)?);
            return Some(());
        }
        None
    }

    /// Whether a text in the source's words is among the nodes of a row.
    pub(crate) fn has_text(&self, row: Row) -> bool {
        self.of(row).iter().any(|node| match node {
            Node::Place(place) => {
                self.place(*place).is_some_and(|place| matches!(place.want, Want::Text(_) | Want::Texts))
            }
            Node::Any(choices) => self.choices.get(*choices as usize).is_some_and(|choices| choices.has_text),
            _ => false,
        })
    }
}
