use std::{borrow::Cow, collections::HashMap, sync::OnceLock};

use attache_fact::{Hedge, Printed, RoleName, Said};
use attache_model::{Area, Code, Codelist};

use super::{
    class::ClassTable,
    mention::Naming,
    needs::{Marks, Needs},
    role::{Sort, sort},
    rule::{Adjunct, First, Lookup, Measure, Place, Program, Rule, Stand, Step, Want, Way},
    token::{Symbol, Vocabulary},
    trie::Trie,
};
use crate::{
    form::Form,
    pattern::{Guard, Hole, Part, Pattern},
};

const NAME: &[Naming] = &[Naming::Name];
/// "U.S. exports", "Bolivia's exports" and "Bolivia exports" are of one owner.
const OWNER: &[Naming] = &[Naming::Possessive, Naming::Adjective, Naming::Name];
/// "des exportations de la Grenade", where an area has no adjective.
const ADJECTIVE: &[Naming] = &[Naming::Possessive, Naming::Adjective, Naming::Name, Naming::Of];
const OF: &[Naming] = &[Naming::Of];
const TO: &[Naming] = &[Naming::To];
const IN: &[Naming] = &[Naming::In];
const PEOPLE: &[Naming] = &[Naming::People];
/// In the middle of a compound: "U.S.-Bolivian".
const ANY: &[Naming] =
    &[Naming::Name, Naming::Possessive, Naming::Adjective, Naming::Of, Naming::To, Naming::In, Naming::People];

/// A pattern on its way to a rule.
#[derive(Clone, Debug)]
enum Node {
    Word(Symbol),
    Place(Place),
    Fill(RoleName, Said),
    Gap,
    /// A wording of a class.
    Class(usize),
    /// One of several; what may be missing is itself or nothing.
    Any(Vec<Vec<Node>>),
}

/// The nodes of a pattern, and what becomes of them.
pub(crate) struct Draft {
    kind: usize,
    nodes: Vec<Node>,
    is_written: bool,
    goes_on: bool,
}

/// The words that a draft may be called up by, and where.
pub(crate) type Calls<'t> = Vec<(usize, Cow<'t, [Symbol]>)>;

/// What a kind's patterns lean on.
pub(crate) struct OfKind<'a> {
    pub(crate) id: &'a str,
    pub(crate) at: usize,
    /// What it is called, for `{.names}`.
    pub(crate) names: &'a [&'a str],
    pub(crate) measure: Measure,
    /// The patterns of one of its forms.
    pub(crate) form: &'a dyn Fn(&str) -> &'a [Pattern],
}

/// Wordings that patterns name together, `@be`.
pub(crate) type Classes = HashMap<Box<str>, Vec<Pattern>>;

/// Words that deny something are no more than that.
const LONGEST_DENIAL: usize = 4;

/// Makes rules of patterns.
pub(crate) struct Compiler<'a> {
    pub(crate) vocabulary: &'a mut Vocabulary,
    /// Classes of wordings, by name.
    pub(crate) classes: &'a Classes,
    /// Whether the pattern that is compiled is one that facts are written in.
    pub(crate) is_written: bool,
    pub(crate) table: &'a mut ClassTable,
}

impl Compiler<'_> {
    pub(crate) fn draft(&mut self, pattern: &Pattern, kind: &OfKind<'_>) -> Draft {
        let mut nodes = self.nodes(&pattern.parts, kind);
        let stop = self.vocabulary.intern(".");
        // Behind it may stand what the pattern's condition says of a role.
        let last = nodes.iter().rposition(|node| !matches!(node, Node::Fill(..)));
        if let Some(last) = last.filter(|last| matches!(nodes.get(*last), Some(Node::Word(word)) if *word == stop)) {
            nodes.remove(last);
        }
        Draft { kind: kind.at, nodes, is_written: self.is_written, goes_on: false }
    }

    pub(crate) fn adjunct(&mut self, pattern: &Pattern, kind: &OfKind<'_>) -> Adjunct {
        let nodes = self.nodes(&pattern.parts, kind);
        Adjunct { onward: Program::of(&nodes), back: Program::of(&turned(&nodes)), needs: needs(&nodes) }
    }

    fn nodes(&mut self, parts: &[Part], kind: &OfKind<'_>) -> Vec<Node> {
        let mut nodes = Vec::new();
        for part in parts {
            match part {
                Part::Text(text) => nodes.extend(self.words(text)),
                Part::Hole(hole) => nodes.extend(self.hole(hole, kind)),
                Part::Guard(guard) => nodes.extend(condition(guard, kind.id)),
                Part::Fill(fill) => nodes.extend(filling(&fill.role, &fill.value, kind.id)),
                Part::Own(form) => nodes.push(Node::Any(self.own(form, kind))),
                Part::Optional(inner) => nodes.push(Node::Any(vec![self.nodes(inner, kind), Vec::new()])),
                Part::Choice(choices) => {
                    nodes.push(Node::Any(choices.iter().map(|inner| self.nodes(inner, kind)).collect()));
                }
                Part::Class(name) => nodes.push(self.class(name, kind)),
                Part::Gap => nodes.push(Node::Gap),
            }
        }
        nodes
    }

    fn words(&mut self, text: &str) -> impl Iterator<Item = Node> + use<> {
        self.vocabulary.intern_all(text).into_iter().map(Node::Word)
    }

    /// A class, by its number; one that says something of roles stands in the
    /// pattern itself.
    fn class(&mut self, name: &str, kind: &OfKind<'_>) -> Node {
        let patterns = || self.classes.get(name).map_or(&[][..], Vec::as_slice);
        let known = self.table.says_something.get(name).copied();
        let says = known.unwrap_or_else(|| {
            let says = says_something(patterns(), self.classes, 0);
            self.table.says_something.insert(name.into(), says);
            says
        });
        if says {
            let patterns = patterns();
            return Node::Any(patterns.iter().map(|pattern| self.nodes(&pattern.parts, kind)).collect());
        }
        let class = self.table.named(name, self.classes, self.vocabulary);
        class.map_or(Node::Any(Vec::new()), Node::Class)
    }

    /// One of several patterns.
    pub(crate) fn choices(&mut self, patterns: &[Pattern], kind: &OfKind<'_>) -> Draft {
        let choices = patterns.iter().map(|pattern| self.nodes(&pattern.parts, kind)).collect();
        Draft { kind: kind.at, nodes: vec![Node::Any(choices)], is_written: false, goes_on: false }
    }

    /// The words one of which a text has that fills the role: the class
    /// `of-ROLE`.
    fn words_of(&mut self, role: RoleName, kind: &OfKind<'_>) -> Box<[Symbol]> {
        let class = self.class(&format!("of-{role}"), kind);
        first_words(&class, self.table).map_or_else(Box::default, |words| words.into())
    }

    /// Another form of the kind, or what it is called.
    fn own(&mut self, form: &str, kind: &OfKind<'_>) -> Vec<Vec<Node>> {
        if form == "names" {
            return vec![vec![Node::Class(self.table.names_of(kind.id, kind.names, self.vocabulary))]];
        }
        (kind.form)(form).iter().map(|pattern| self.nodes(&pattern.parts, kind)).collect()
    }

    fn hole(&mut self, hole: &Hole, kind: &OfKind<'_>) -> Vec<Node> {
        let role = Code::new(&hole.role).as_str();
        if let Some((a, b)) = role.split_once('+') {
            return vec![self.pair(Code::new(a).as_str(), Code::new(b).as_str(), kind)];
        }
        let alternatives = hole.forms.iter().find_map(|form| match form {
            Form::Agree(wordings) => Some(wordings.iter().map(|w| &**w).collect::<Vec<_>>()),
            Form::Plural(one, other) => Some(vec![&**one, other]),
            _ => None,
        });
        if let Some(wordings) = alternatives {
            return vec![Node::Any(wordings.iter().map(|text| self.words(text).collect()).collect())];
        }
        let place = |want, with| Node::Place(Place { role, want, with });
        let want = match sort(kind.id, role) {
            Sort::Area if hole.forms.contains(&Form::And) => {
                return vec![self.class("joints", kind), place(Want::Area(NAME), None)];
            }
            Sort::Area => Want::Area(namings(&hole.forms)),
            Sort::Figure => Want::Figure(match (measure(role, kind.measure), hole.forms.first()) {
                (Measure::Of(unit), Some(Form::WithUnit)) => Measure::Said(unit),
                (measure, _) => measure,
            }),
            Sort::Period => match hole.forms.first() {
                Some(Form::Since) => Want::Period(Stand::Since),
                Some(Form::By) => Want::Period(Stand::By),
                Some(Form::To(until)) => return self.days(role, Code::new(until).as_str(), kind),
                _ => Want::Period(Stand::At),
            },
            Sort::Texts => Want::Texts,
            // The pattern has the word that makes a place of it: "puesto 3".
            Sort::Rank if hole.forms.contains(&Form::Plain) => Want::Sort(Sort::Count),
            // Their source lists them in words of its own.
            Sort::Commodities if self.is_written && kind.id == "main-commodities" => Want::Texts,
            Sort::Text => return self.text(role, &hole.forms, kind),
            // One of them is named as any area, and only a list as several are.
            Sort::Areas if kind.id == "independence" => {
                let several = vec![place(Want::EachArea, None)];
                let mut choices = vec![vec![place(Want::Area(namings(&hole.forms)), None)]];
                choices.insert(
                    0,
                    match hole.forms.first() {
                        Some(Form::Of) => [vec![self.class("of", kind)], several].concat(),
                        _ => several,
                    },
                );
                return vec![Node::Any(choices)];
            }
            other => Want::Sort(other),
        };
        let with = hole.forms.iter().find_map(|form| match form {
            Form::With(role) => Some(Code::new(role).as_str()),
            _ => None,
        });
        let lists = match (&want, hole.forms.first()) {
            (Want::Area(_), Some(Form::Of)) => "of",
            (Want::Area(_), Some(Form::Toward)) => "to",
            (Want::Area(_), Some(Form::In)) => "in",
            _ => return vec![place(want, with)],
        };
        if !self.classes.contains_key(lists) {
            return vec![place(want, with)];
        }
        // The preposition of a list stands outside of it: "de Chile y el Perú".
        let listed = vec![self.class(lists, kind), place(Want::EachArea, None)];
        vec![Node::Any(vec![listed, vec![place(want, with)]])]
    }

    /// "the United States and Bolivia", "U.S.-Bolivian", "the two countries".
    fn pair(&mut self, a: RoleName, b: RoleName, kind: &OfKind<'_>) -> Node {
        let place = |role| Node::Place(Place { role, want: Want::Area(ANY), with: None });
        let between = self.class("between-two", kind);
        let both = Node::Place(Place { role: a, want: Want::Pair, with: Some(b) });
        Node::Any(vec![vec![both], vec![place(a), between, place(b)]])
    }

    /// From a day to another: "22 to 24 October 1963".
    fn days(&mut self, from: RoleName, until: RoleName, kind: &OfKind<'_>) -> Vec<Node> {
        let place = |role, want| Node::Place(Place { role, want, with: None });
        let day = Node::Place(Place { role: from, want: Want::DayOf, with: Some(until) });
        vec![
            Node::Any(vec![vec![day], vec![place(from, Want::Period(Stand::At))]]),
            self.class("to-day", kind),
            place(until, Want::Period(Stand::At)),
        ]
    }

    fn text(&mut self, role: RoleName, forms: &[Form], kind: &OfKind<'_>) -> Vec<Node> {
        let lookup = forms.iter().find_map(|form| match form {
            Form::Term | Form::Terms => Some(Lookup::Term),
            Form::OfKind(form) => Some(Lookup::OfKind(form.clone())),
            _ => None,
        });
        let mut nodes = Vec::new();
        if forms.contains(&Form::IndefiniteArticle) {
            nodes.push(Node::Any(vec![vec![self.class("indefinite-article", kind)], Vec::new()]));
        }
        for (form, class) in [(Form::Of, "de"), (Form::The, "the")] {
            if forms.contains(&form) {
                nodes.push(Node::Any(vec![vec![self.class(class, kind)], Vec::new()]));
            }
        }
        let want = lookup.map_or_else(|| Want::Text(self.words_of(role, kind)), Want::Term);
        nodes.push(Node::Place(Place { role, want, with: None }));
        nodes
    }
}

/// Whether wordings of a class fill roles, or those of a class that they name.
/// Classes in classes go so deep and no deeper.
fn says_something(patterns: &[Pattern], classes: &Classes, depth: usize) -> bool {
    const DEEPEST: usize = 4;
    let mut says = depth > DEEPEST;
    patterns.iter().for_each(|pattern| {
        pattern.each_part(&mut |part| {
            says |= match part {
                Part::Fill(_) | Part::Guard(_) => true,
                Part::Hole(hole) => &*hole.role != "_",
                Part::Class(name) => {
                    !says && classes.get(name).is_some_and(|inner| says_something(inner, classes, depth + 1))
                }
                _ => false,
            };
        });
    });
    says && depth <= DEEPEST
}

fn namings(forms: &[Form]) -> &'static [Naming] {
    match forms.first() {
        Some(Form::Possessive | Form::Adjective) => OWNER,
        Some(Form::AdjectiveOf(_)) => ADJECTIVE,
        Some(Form::Of) => OF,
        Some(Form::Toward) => TO,
        Some(Form::In) => IN,
        Some(Form::People) => PEOPLE,
        _ => NAME,
    }
}

fn measure(role: &str, own: Measure) -> Measure {
    match role {
        "value" => own,
        "growth" | "share" => Measure::Percent,
        "exports" | "imports" | "mirror" | "difference" => Measure::Money,
        _ => Measure::Any,
    }
}

/// What a pattern's condition says of a role, where the pattern is read.
fn condition(guard: &Guard, kind: &str) -> Option<Node> {
    if !guard.holds {
        return None;
    }
    match &guard.value {
        // How it is written, and not what it is.
        Some(value) if &**value == "in-words" => None,
        Some(value) => filling(&guard.role, value, kind),
        // `{?rose}`: the role has its own name.
        None if sort(kind, &guard.role) == Sort::Text => filling(&guard.role, &guard.role, kind),
        None => None,
    }
}

/// `{value=negative}`: the words have the sign of a figure.
pub(crate) const NEGATIVE: &str = "negative";

/// A figure that words are: `100:PERCENT` of "doubled", with `>` before it of
/// "more than doubled", `~` of "about" and `<~` of "nearly".
fn figure(text: &str) -> Option<Printed> {
    const HEDGES: [(&str, Hedge); 3] = [("<~", Hedge::Nearly), ("~", Hedge::About), (">", Hedge::Over)];
    let (number, unit) = text.split_once(':')?;
    let hedged = HEDGES.iter().find_map(|(mark, hedge)| Some((number.strip_prefix(mark)?, *hedge)));
    let (digits, hedge) = hedged.unwrap_or((number, Hedge::Plain));
    Some(Printed::in_digits(digits.parse().ok()?, 0, Code::new(unit))?.hedged(hedge))
}

fn filling(role: &str, value: &str, kind: &str) -> Option<Node> {
    let role = Code::new(role).as_str();
    let said = match sort(kind, role) {
        Sort::Area => Said::Area(Area::from_code(Codelist::Attache, value)?),
        Sort::Period => Said::Period(value.parse().ok()?),
        Sort::Rank => Said::Rank(value.parse().ok()?),
        Sort::Figure if value == NEGATIVE => Said::Text(value.to_owned()),
        Sort::Figure => Said::Figure(figure(value)?),
        Sort::Text if !value.starts_with('@') => Said::Text(value.to_owned()),
        _ => return None,
    };
    Some(Node::Fill(role, said))
}

impl Draft {
    /// One of several rows of words.
    pub(crate) fn of_words(words: Vec<Vec<Symbol>>) -> Self {
        let choices = words.into_iter().map(|words| words.into_iter().map(Node::Word).collect()).collect();
        Self { kind: 0, nodes: vec![Node::Any(choices)], is_written: false, goes_on: false }
    }

    /// The words that it may begin with.
    pub(crate) fn first_words(&self, table: &ClassTable) -> Vec<Symbol> {
        let Some(Node::Any(choices)) = self.nodes.first() else { return Vec::new() };
        let firsts = choices.iter().filter_map(|nodes| first_of_all(nodes, table));
        let mut words: Vec<Symbol> = firsts.flat_map(Cow::into_owned).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    pub(crate) fn program(&self) -> Program {
        Program::of(&self.nodes)
    }

    /// As one that only goes on from a statement of its kind.
    pub(crate) fn going_on(self) -> Self {
        Self { goes_on: true, ..self }
    }

    /// The words that it may be called up by, and where.
    pub(crate) fn calls<'t>(&self, table: &'t ClassTable) -> Calls<'t> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| Some((at, first_words(node, table)?))).collect()
    }

    /// The rule, cut at the words that the fewest rules have, and those words.
    /// `None` where it has no word, or only marks around the source's own words:
    /// "{title}: {person}" is many a line that says something else.
    pub(crate) fn rule(
        self,
        calls: Calls<'_>,
        counts: &foldhash::HashMap<Symbol, u32>,
        is_mark: &dyn Fn(Symbol) -> bool,
        denials: &Trie<()>,
    ) -> Option<(Rule, Vec<Symbol>)> {
        const MARKS_LAST: u32 = 1 << 16;
        let cost = |words: &[Symbol]| -> u32 {
            words
                .iter()
                .map(|w| counts.get(w).copied().unwrap_or(1) + if is_mark(*w) { MARKS_LAST } else { 0 })
                .fold(0, u32::saturating_add)
        };
        let (at, words) = calls.into_iter().min_by_key(|(_, words)| cost(words))?;
        let has_text = has_text(&self.nodes);
        if has_text && words.iter().all(|word| is_mark(*word)) {
            return None;
        }
        let is_whole = self.is_written && has_text;
        let mut own = Vec::new();
        own_words(&self.nodes, &mut own);
        let phrases = (1..=LONGEST_DENIAL).flat_map(|length| own.windows(length));
        let denies = phrases.into_iter().any(|words| !denials.get(words).is_empty());
        let (kind, is_written, goes_on) = (self.kind, self.is_written, self.goes_on);
        let (before, from) = self.nodes.split_at(at);
        let needs = [needs(from), needs(before)];
        let programs = Programs { nodes: self.nodes, at, made: OnceLock::new() };
        Some((Rule { kind, programs, needs, is_whole, denies, is_written, goes_on }, words.into_owned()))
    }
}

/// What nodes cannot do without.
fn needs(nodes: &[Node]) -> Needs {
    let mut needs = Needs::default();
    for node in nodes {
        match node {
            Node::Any(choices) => {
                let one: Option<Vec<Marks>> = choices.iter().map(|nodes| nodes.iter().find_map(mark)).collect();
                needs.one_of(&one.unwrap_or_default());
            }
            other => needs.one_of(mark(other).as_slice()),
        }
    }
    needs
}

/// What a node cannot do without.
fn mark(node: &Node) -> Option<Marks> {
    match node {
        Node::Word(word) => Some(Marks::word(*word)),
        Node::Class(class) => Some(Marks::class(*class)),
        Node::Place(place) => Marks::place(place),
        Node::Any(_) | Node::Fill(..) | Node::Gap => None,
    }
}

/// Whether a text in the source's words is among the nodes.
fn has_text(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Place(place) => matches!(place.want, Want::Text(_) | Want::Texts),
        Node::Any(choices) => choices.iter().any(|nodes| has_text(nodes)),
        _ => false,
    })
}

/// The programs of a rule, made when it is first tried: most are not.
pub(crate) struct Programs {
    nodes: Vec<Node>,
    /// The node that calls it up.
    at: usize,
    made: OnceLock<(Program, Program)>,
}

impl Programs {
    /// From the word that calls the rule up on, and back from before it.
    pub(crate) fn get(&self) -> &(Program, Program) {
        self.made.get_or_init(|| {
            let (before, from) = self.nodes.split_at(self.at);
            (Program::of(from), Program::of(&turned(before)))
        })
    }
}

/// The words that stand in nodes, one after the other.
fn own_words(nodes: &[Node], words: &mut Vec<Symbol>) {
    for node in nodes {
        match node {
            Node::Word(word) => words.push(*word),
            Node::Any(choices) => choices.iter().for_each(|nodes| own_words(nodes, words)),
            _ => {}
        }
    }
}

/// The words one of which a node begins with; `None` where it may begin with
/// something else, or be nothing.
fn first_words<'t>(node: &Node, table: &'t ClassTable) -> Option<Cow<'t, [Symbol]>> {
    match node {
        Node::Word(word) => Some(vec![*word].into()),
        Node::Class(class) => table.classes.get(*class).map(|class| class.firsts.as_slice().into()),
        Node::Any(choices) if !choices.is_empty() => {
            let each: Option<Vec<Cow<'_, [Symbol]>>> = choices.iter().map(|nodes| first_of_all(nodes, table)).collect();
            Some(each?.concat().into())
        }
        _ => None,
    }
}

/// The words one of which nodes begin with, of which the first may be missing.
fn first_of_all<'t>(nodes: &[Node], table: &'t ClassTable) -> Option<Cow<'t, [Symbol]>> {
    let mut words = Vec::new();
    for node in nodes {
        match node {
            Node::Fill(..) => {}
            Node::Any(choices) if choices.iter().any(Vec::is_empty) => {
                for choice in choices.iter().filter(|choice| !choice.is_empty()) {
                    words.extend_from_slice(&first_of_all(choice, table)?);
                }
            }
            other if words.is_empty() => return first_words(other, table),
            other => {
                words.extend_from_slice(&first_words(other, table)?);
                return Some(words.into());
            }
        }
    }
    None
}

/// The nodes from the last to the first.
fn turned(nodes: &[Node]) -> Vec<Node> {
    let turn = |node: &Node| match node {
        Node::Any(choices) => Node::Any(choices.iter().map(|c| turned(c)).collect()),
        other => other.clone(),
    };
    nodes.iter().rev().map(turn).collect()
}

impl Program {
    fn of(nodes: &[Node]) -> Self {
        let mut program = Self::default();
        program.push(nodes);
        program
    }

    fn push(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Word(word) => self.steps.push(Step::Word(*word)),
                Node::Place(place) => {
                    self.steps.push(Step::Place(place.clone()));
                }
                Node::Fill(role, said) => self.steps.push(Step::Fill(role, said.clone())),
                Node::Gap => self.steps.push(Step::Gap),
                Node::Class(class) => self.steps.push(Step::Class(*class)),
                Node::Any(choices) => self.push_any(choices),
            }
        }
    }

    fn push_any(&mut self, choices: &[Vec<Node>]) {
        // Where there is no choice, nothing is chosen.
        let [before @ .., last] = choices else { return };
        if before.is_empty() {
            return self.push(last);
        }
        let any = self.steps.len();
        self.steps.push(Step::Gap);
        let (mut ways, mut ends) = (Vec::new(), Vec::new());
        for choice in choices {
            ways.push(Way { step: self.steps.len(), first: first(choice) });
            self.push(choice);
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

fn first(nodes: &[Node]) -> First {
    match nodes.first() {
        Some(Node::Word(word)) => First::Word(*word),
        Some(Node::Class(class)) => First::Class(*class),
        _ => First::Anything,
    }
}
