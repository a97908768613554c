use std::sync::Arc;

use attache_fact::{Hedge, Printed, RoleName, Said};
use attache_model::{Area, Code, Codelist};

use super::{
    class::{ClassTable, Named},
    draft::{Choices, Draft, Node},
    mention::Naming,
    program::Adjunct,
    role::{Sort, sort},
    rule::{Lookup, Measure, Place, Stand, Want},
    token::{Symbol, Vocabulary},
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
pub(crate) type Classes = foldhash::HashMap<Box<str>, Vec<Pattern>>;

/// Makes drafts of a kind's patterns.
pub(crate) struct Compiler<'a> {
    kind: &'a OfKind<'a>,
    vocabulary: &'a mut Vocabulary,
    /// Classes of wordings, by name.
    classes: &'a Classes,
    table: &'a mut ClassTable,
    /// Whether the patterns are those that facts are written in.
    is_written: bool,
    /// Forms of the kind, and classes that fill its roles: many of its patterns
    /// name the same.
    forms: foldhash::HashMap<&'a str, Node>,
    saying: foldhash::HashMap<&'a str, Node>,
    /// Its places, by role and how the pattern spells the forms.
    places: foldhash::HashMap<(RoleName, &'a str), Box<[Node]>>,
    /// The nodes of all rows that are open, those of inner ones behind those around them.
    open: Vec<Node>,
    /// The words one of which a text has that fills a role.
    words_of: foldhash::HashMap<RoleName, Arc<[Symbol]>>,
}

impl<'a> Compiler<'a> {
    /// Of patterns that are only read.
    pub(crate) fn of(
        kind: &'a OfKind<'a>,
        classes: &'a Classes,
        table: &'a mut ClassTable,
        vocabulary: &'a mut Vocabulary,
    ) -> Self {
        Self {
            kind,
            vocabulary,
            classes,
            table,
            is_written: false,
            forms: foldhash::HashMap::default(),
            saying: foldhash::HashMap::default(),
            places: foldhash::HashMap::default(),
            open: Vec::new(),
            words_of: foldhash::HashMap::default(),
        }
    }

    /// Of patterns that facts are written in.
    pub(crate) fn written(self) -> Self {
        Self { is_written: true, ..Self::of(self.kind, self.classes, self.table, self.vocabulary) }
    }

    pub(crate) fn draft(&mut self, pattern: &'a Pattern) -> Draft {
        self.push_all(&pattern.parts);
        let stop = self.vocabulary.intern(".");
        // Behind it may stand what the pattern's condition says of a role.
        let last = self.open.iter().rposition(|node| !matches!(node, Node::Fill(_)));
        let is_stop = |at: &usize| matches!(self.open.get(*at), Some(Node::Word(word)) if *word == stop);
        if let Some(last) = last.filter(is_stop) {
            self.open.remove(last);
        }
        let nodes = self.row(0);
        Draft::new(self.kind.at, nodes, self.is_written)
    }

    pub(crate) fn adjunct(&mut self, pattern: &'a Pattern) -> Adjunct {
        Adjunct::new(self.nodes(&pattern.parts))
    }

    /// One of several patterns.
    pub(crate) fn choices(&mut self, patterns: &'a [Pattern]) -> Choices {
        let each = patterns.iter().map(|pattern| self.nodes(&pattern.parts)).collect();
        Choices::of(each, self.table)
    }

    fn any<const N: usize>(&self, each: [Box<[Node]>; N]) -> Node {
        Node::Any(Arc::new(Choices::of(Box::new(each), self.table)))
    }

    fn nodes(&mut self, parts: &'a [Part]) -> Box<[Node]> {
        let first = self.open.len();
        self.push_all(parts);
        self.row(first)
    }

    /// The open nodes from one on.
    fn row(&mut self, first: usize) -> Box<[Node]> {
        self.open.drain(first..).collect()
    }

    fn push_all(&mut self, parts: &'a [Part]) {
        for part in parts {
            let node = match part {
                Part::Text(text) => {
                    self.open.extend(self.vocabulary.words_of(text).iter().copied().map(Node::Word));
                    continue;
                }
                Part::Hole(hole) => {
                    self.push_hole(hole);
                    continue;
                }
                Part::Guard(guard) => condition(guard, self.kind.id),
                Part::Fill(fill) => filling(fill.role, &fill.value, self.kind.id),
                Part::Own(form) => Some(self.own(form)),
                Part::Optional(inner) => {
                    let inner = self.nodes(inner);
                    Some(self.any([inner, Box::default()]))
                }
                Part::Choice(choices) => {
                    let each = choices.iter().map(|inner| self.nodes(inner)).collect();
                    Some(Node::Any(Arc::new(Choices::of(each, self.table))))
                }
                Part::Class(name) => Some(self.class(name)),
                Part::Gap => Some(Node::Gap),
            };
            self.open.extend(node);
        }
    }

    fn push_hole(&mut self, hole: &'a Hole) {
        let key = (hole.role, &*hole.spelled);
        if let Some(known) = self.places.get(&key) {
            return self.open.extend_from_slice(known);
        }
        let first = self.open.len();
        self.hole(hole);
        self.places.insert(key, self.open[first..].into());
    }

    fn words(&mut self, text: &str) -> Box<[Node]> {
        self.vocabulary.interned(text).map(Node::Word).collect()
    }

    /// A class, by its number; one that says something of roles stands in the
    /// pattern itself.
    fn class(&mut self, name: &str) -> Node {
        match self.table.named(name, self.classes, self.vocabulary) {
            Named::Class(class) => Node::Class(class),
            Named::Nothing => self.any([]),
            Named::Saying => {
                if let Some(known) = self.saying.get(name) {
                    return known.clone();
                }
                let Some((name, patterns)) = self.classes.get_key_value(name) else { return self.any([]) };
                let node = Node::Any(Arc::new(self.choices(patterns)));
                self.saying.insert(name, node.clone());
                node
            }
        }
    }

    /// Another form of the kind, or what it is called.
    fn own(&mut self, form: &'a str) -> Node {
        if let Some(known) = self.forms.get(form) {
            return known.clone();
        }
        let node = if form == "names" {
            let class = self.table.names_of(self.kind.id, self.kind.names, self.vocabulary);
            self.any([Box::new([Node::Class(class)])])
        } else {
            Node::Any(Arc::new(self.choices((self.kind.form)(form))))
        };
        self.forms.insert(form, node.clone());
        node
    }

    /// The words one of which a text has that fills the role: the class
    /// `of-ROLE`.
    fn words_of(&mut self, role: RoleName) -> Arc<[Symbol]> {
        if let Some(known) = self.words_of.get(role) {
            return Arc::clone(known);
        }
        let class = self.class(&format!("of-{role}"));
        let words: Arc<[Symbol]> = class.first_words(self.table).unwrap_or_default().into();
        self.words_of.insert(role, Arc::clone(&words));
        words
    }

    fn hole(&mut self, hole: &Hole) {
        let role = hole.role;
        if let Some((a, b)) = role.split_once('+') {
            let pair = self.pair(Code::new(a).as_str(), Code::new(b).as_str());
            return self.open.push(pair);
        }
        let alternatives = hole.forms.iter().find_map(|form| match form {
            Form::Agree(wordings) => Some(wordings.iter().map(|w| &**w).collect::<Vec<_>>()),
            Form::Plural(one, other) => Some(vec![&**one, other]),
            _ => None,
        });
        if let Some(wordings) = alternatives {
            let each = wordings.iter().map(|text| self.words(text)).collect();
            return self.open.push(Node::Any(Arc::new(Choices::of(each, self.table))));
        }
        let want = match sort(self.kind.id, role) {
            Sort::Area if hole.forms.contains(&Form::And) => {
                let joints = self.class("joints");
                self.open.push(joints);
                Want::Area(NAME)
            }
            Sort::Area => return self.area(role, &hole.forms),
            Sort::Figure => Want::Figure(match (measure(role, self.kind.measure), hole.forms.first()) {
                (Measure::Of(unit), Some(Form::WithUnit)) => Measure::Said(unit),
                (measure, _) => measure,
            }),
            Sort::Period => match hole.forms.first() {
                Some(Form::Since) => Want::Period(Stand::Since),
                Some(Form::By) => Want::Period(Stand::By),
                Some(Form::To(until)) => return self.days(role, Code::new(until).as_str()),
                _ => Want::Period(Stand::At),
            },
            Sort::Texts => Want::Texts,
            // The pattern has the word that makes a place of it: "puesto 3".
            Sort::Rank if hole.forms.contains(&Form::Plain) => Want::Sort(Sort::Count),
            // Their source lists them in words of its own.
            Sort::Commodities if self.is_written && self.kind.id == "main-commodities" => Want::Texts,
            Sort::Text => return self.text(role, &hole.forms),
            Sort::Areas if self.kind.id == "independence" => return self.one_or_several(role, &hole.forms),
            other => Want::Sort(other),
        };
        self.open.push(place_with(role, want, listed_with(&hole.forms)));
    }

    /// An area, or each of a list.
    fn area(&mut self, role: RoleName, forms: &[Form]) {
        let one = place_with(role, Want::Area(namings(forms)), listed_with(forms));
        let lists = match forms.first() {
            Some(Form::Of) => "of",
            Some(Form::Toward) => "to",
            Some(Form::In) => "in",
            _ => return self.open.push(one),
        };
        if !self.classes.contains_key(lists) {
            return self.open.push(one);
        }
        // The preposition of a list stands outside of it: "de Chile y el Perú".
        let listed = [self.class(lists), place(role, Want::EachArea)];
        self.open.push(self.any([Box::new(listed), Box::new([one])]));
    }

    /// One of them is named as any area, and only a list as several are.
    fn one_or_several(&mut self, role: RoleName, forms: &[Form]) {
        let each = place(role, Want::EachArea);
        let several: Box<[Node]> = match forms.first() {
            Some(Form::Of) => Box::new([self.class("of"), each]),
            _ => Box::new([each]),
        };
        let one = place(role, Want::Area(namings(forms)));
        self.open.push(self.any([several, Box::new([one])]));
    }

    /// "the United States and Bolivia", "U.S.-Bolivian", "the two countries".
    fn pair(&mut self, a: RoleName, b: RoleName) -> Node {
        let between = self.class("between-two");
        let both = place_with(a, Want::Pair, Some(b));
        self.any([Box::new([both]), Box::new([place(a, Want::Area(ANY)), between, place(b, Want::Area(ANY))])])
    }

    /// From a day to another: "22 to 24 October 1963".
    fn days(&mut self, from: RoleName, until: RoleName) {
        let day = place_with(from, Want::DayOf, Some(until));
        let date = |role| place(role, Want::Period(Stand::At));
        let from = self.any([Box::new([day]), Box::new([date(from)])]);
        let to = self.class("to-day");
        self.open.extend([from, to, date(until)]);
    }

    fn text(&mut self, role: RoleName, forms: &[Form]) {
        let lookup = forms.iter().find_map(|form| match form {
            Form::Term | Form::Terms => Some(Lookup::Term),
            Form::OfKind(form) => Some(Lookup::OfKind(form.clone())),
            _ => None,
        });
        for (form, class) in [(Form::IndefiniteArticle, "indefinite-article"), (Form::Of, "de"), (Form::The, "the")] {
            if forms.contains(&form) {
                let class = self.class(class);
                self.open.push(self.any([Box::new([class]), Box::default()]));
            }
        }
        let want = lookup.map_or_else(|| Want::Text(self.words_of(role)), Want::Term);
        self.open.push(place(role, want));
    }
}

fn place(role: RoleName, want: Want) -> Node {
    place_with(role, want, None)
}

fn place_with(role: RoleName, want: Want, with: Option<RoleName>) -> Node {
    Node::Place(Arc::new(Place { role, want, with }))
}

/// The role of the figures that stand in brackets of a list.
fn listed_with(forms: &[Form]) -> Option<RoleName> {
    forms.iter().find_map(|form| match form {
        Form::With(role) => Some(Code::new(role).as_str()),
        _ => None,
    })
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
        Some(value) => filling(guard.role, value, kind),
        // `{?rose}`: the role has its own name.
        None if sort(kind, guard.role) == Sort::Text => filling(guard.role, guard.role, kind),
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

fn filling(role: RoleName, value: &str, kind: &str) -> Option<Node> {
    let said = match sort(kind, role) {
        Sort::Area => Said::Area(Area::from_code(Codelist::Attache, value)?),
        Sort::Period => Said::Period(value.parse().ok()?),
        Sort::Rank => Said::Rank(value.parse().ok()?),
        Sort::Count if kind == "land-neighbors" => Said::Count(value.parse().ok()?),
        Sort::Figure if value == NEGATIVE => Said::Text(value.to_owned()),
        Sort::Figure => Said::Figure(figure(value)?),
        Sort::Text if !value.starts_with('@') => Said::Text(value.to_owned()),
        _ => return None,
    };
    Some(Node::Fill(Arc::new((role, said))))
}
