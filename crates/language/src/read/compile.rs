use std::sync::Arc;

use attache_fact::{Hedge, Printed, RoleName, Said};
use attache_model::{Area, Code, Codelist};
use compact_str::CompactString;

use super::{
    class::{ClassTable, Named},
    draft::Draft,
    mention::Naming,
    nodes::{Node, Row},
    program::Adjunct,
    role::{Sort, sort},
    rule::{Lookup, Measure, Place, Stand, Want},
    token::{Symbol, Vocabulary},
};
use crate::{
    form::Form,
    pattern::{Guard, Hole, Part, Parts, Pattern},
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

/// What is known of the patterns of all kinds.
pub(crate) struct Known {
    pub(crate) vocabulary: Vocabulary,
    /// The texts of patterns, of which most stand in many.
    texts: foldhash::HashMap<CompactString, Row>,
    /// Brackets that hold nothing but words, and so are the same for all kinds, by their
    /// place in memory.
    brackets: foldhash::HashMap<usize, Node>,
}

impl Known {
    pub(crate) fn of(vocabulary: Vocabulary) -> Self {
        Self { vocabulary, texts: foldhash::HashMap::default(), brackets: foldhash::HashMap::default() }
    }
}

/// Wordings that patterns name together, `@be`.
pub(crate) type Classes = foldhash::HashMap<Box<str>, Vec<Pattern>>;

/// Makes drafts of a kind's patterns.
pub(crate) struct Compiler<'a> {
    kind: &'a OfKind<'a>,
    all: &'a mut Known,
    /// Classes of wordings, by name.
    classes: &'a Classes,
    table: &'a mut ClassTable,
    /// Whether the patterns are those that facts are written in.
    is_written: bool,
    stop: Node,
    /// Forms of the kind, and classes that fill its roles: many of its patterns
    /// name the same.
    forms: foldhash::HashMap<&'a str, Node>,
    saying: foldhash::HashMap<&'a str, Node>,
    /// What stands in braces, by its place in memory: patterns share it.
    braces: foldhash::HashMap<usize, Row>,
    /// The nodes of all rows that are open, those of inner ones behind those around them.
    open: Vec<Node>,
    /// The same of rows between which there is a choice.
    rows: Vec<Row>,
    /// The words one of which a text has that fills a role.
    words_of: foldhash::HashMap<RoleName, Arc<[Symbol]>>,
}

impl<'a> Compiler<'a> {
    /// Of patterns that are only read.
    pub(crate) fn of(
        kind: &'a OfKind<'a>,
        classes: &'a Classes,
        table: &'a mut ClassTable,
        all: &'a mut Known,
    ) -> Self {
        Self {
            kind,
            stop: Node::Word(all.vocabulary.intern(".")),
            all,
            classes,
            table,
            is_written: false,
            forms: foldhash::HashMap::default(),
            saying: foldhash::HashMap::default(),
            braces: foldhash::HashMap::default(),
            open: Vec::new(),
            rows: Vec::new(),
            words_of: foldhash::HashMap::default(),
        }
    }

    /// Of patterns that facts are written in.
    pub(crate) fn written(self) -> Self {
        Self { is_written: true, ..Self::of(self.kind, self.classes, self.table, self.all) }
    }

    pub(crate) fn draft(&mut self, pattern: &'a Pattern) -> Draft {
        self.push_all(pattern.parts());
        // Behind it may stand what the pattern's condition says of a role.
        let last = self.open.iter().rposition(|node| !matches!(node, Node::Fill(_)));
        let is_stop = |at: &usize| self.open.get(*at) == Some(&self.stop);
        if let Some(last) = last.filter(is_stop) {
            self.open.remove(last);
        }
        let nodes = self.row(0);
        Draft::new(self.kind.at, nodes, self.is_written)
    }

    pub(crate) fn adjunct(&mut self, pattern: &'a Pattern) -> Adjunct {
        Adjunct::new(self.nodes(pattern.parts()))
    }

    /// One of several patterns.
    pub(crate) fn one_of(&mut self, patterns: &'a [Pattern]) -> Node {
        self.one_row_of(patterns.iter().map(Pattern::parts))
    }

    fn one_row_of(&mut self, each: impl Iterator<Item = Parts<'a>>) -> Node {
        let first = self.rows.len();
        for parts in each {
            let row = self.nodes(parts);
            self.rows.push(row);
        }
        let any = self.table.nodes.any_row(&self.rows[first..]);
        self.rows.truncate(first);
        any
    }

    fn any(&mut self, each: &[&[Node]]) -> Node {
        self.table.nodes.any(each)
    }

    fn nodes(&mut self, parts: Parts<'a>) -> Row {
        let first = self.open.len();
        self.push_all(parts);
        self.row(first)
    }

    /// The open nodes from one on.
    fn row(&mut self, first: usize) -> Row {
        self.table.nodes.add_row(self.open.drain(first..))
    }

    fn push_all(&mut self, parts: Parts<'a>) {
        for (part, held) in parts {
            let node = match part {
                Part::Text(text) => {
                    self.push_text(text);
                    continue;
                }
                Part::Hole(hole) => {
                    self.push_braces(Arc::as_ptr(hole).addr(), |compiler| compiler.hole(hole));
                    continue;
                }
                Part::Guard(guard) => {
                    self.push_braces(Arc::as_ptr(guard).addr(), |compiler| compiler.condition(guard));
                    continue;
                }
                Part::Fill(fill) => {
                    self.push_braces(Arc::as_ptr(fill).addr(), |compiler| compiler.filling(fill.role, &fill.value));
                    continue;
                }
                Part::Own(form) => self.own(form),
                Part::Optional(_) | Part::Choice(_) => self.bracket(part, held),
                // Of a choice, which is what has rows.
                Part::Row(_) => continue,
                Part::Class(name) => self.class(name),
                Part::Gap => Node::Gap,
            };
            self.open.push(node);
        }
    }

    fn push_text(&mut self, text: &CompactString) {
        let Known { vocabulary, texts, .. } = self.all;
        let nodes = &mut self.table.nodes;
        let row = texts.get(text).copied().unwrap_or_else(|| {
            let row = nodes.add_row(vocabulary.interned(text).map(Node::Word));
            texts.insert(text.clone(), row);
            row
        });
        self.open.extend_from_slice(nodes.of(row));
    }

    fn bracket(&mut self, part: &'a Part, held: Parts<'a>) -> Node {
        let address = std::ptr::from_ref(part).addr();
        if let Some(known) = self.all.brackets.get(&address) {
            return *known;
        }
        let node = match part {
            Part::Optional(_) => self.one_row_of([held, Parts::default()].into_iter()),
            _ => self.one_row_of(held.map(|(_, row)| row)),
        };
        if held.every().iter().all(|part| self.is_of_words(part)) {
            self.all.brackets.insert(address, node);
        }
        node
    }

    fn is_of_words(&self, part: &Part) -> bool {
        match part {
            Part::Text(_) | Part::Optional(_) | Part::Choice(_) | Part::Row(_) | Part::Gap => true,
            Part::Class(name) => self.table.is_compiled(name),
            Part::Hole(_) | Part::Guard(_) | Part::Own(_) | Part::Fill(_) => false,
        }
    }

    /// What stands in braces, by where that is in memory: the patterns share it.
    fn push_braces(&mut self, address: usize, push: impl FnOnce(&mut Self)) {
        if let Some(known) = self.braces.get(&address) {
            return self.open.extend_from_slice(self.table.nodes.of(*known));
        }
        let first = self.open.len();
        push(self);
        let row = self.table.nodes.add_row(self.open[first..].iter().copied());
        self.braces.insert(address, row);
    }

    /// A class, by its number; one that says something of roles stands in the
    /// pattern itself.
    fn class(&mut self, name: &str) -> Node {
        match self.table.named(name, self.classes, self.all) {
            Named::Class(class) => class,
            Named::Nothing => self.any(&[]),
            Named::Saying => {
                if let Some(known) = self.saying.get(name) {
                    return *known;
                }
                let Some((name, patterns)) = self.classes.get_key_value(name) else { return self.any(&[]) };
                let node = self.one_of(patterns);
                self.saying.insert(name, node);
                node
            }
        }
    }

    /// Another form of the kind, or what it is called.
    fn own(&mut self, form: &'a str) -> Node {
        if let Some(known) = self.forms.get(form) {
            return *known;
        }
        let node = if form == "names" {
            let class = self.table.names_of(self.kind.id, self.kind.names, &mut self.all.vocabulary);
            self.any(&[&[class]])
        } else {
            self.one_of((self.kind.form)(form))
        };
        self.forms.insert(form, node);
        node
    }

    /// The words one of which a text has that fills the role: the class
    /// `of-ROLE`.
    fn words_of(&mut self, role: RoleName) -> Arc<[Symbol]> {
        if let Some(known) = self.words_of.get(role) {
            return Arc::clone(known);
        }
        let class = self.class(&format!("of-{role}"));
        let words: Arc<[Symbol]> = self.table.nodes.first_words(&class).unwrap_or_default().into();
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
            let any = self.table.nodes.any_of_words(&wordings, &mut self.all.vocabulary);
            return self.open.push(any);
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
        let place = self.place_with(role, want, listed_with(&hole.forms));
        self.open.push(place);
    }

    /// An area, or each of a list.
    fn area(&mut self, role: RoleName, forms: &[Form]) {
        let one = self.place_with(role, Want::Area(namings(forms)), listed_with(forms));
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
        let listed = [self.class(lists), self.place(role, Want::EachArea)];
        let any = self.any(&[&listed, &[one]]);
        self.open.push(any);
    }

    /// One of them is named as any area, and only a list as several are.
    fn one_or_several(&mut self, role: RoleName, forms: &[Form]) {
        let each = self.place(role, Want::EachArea);
        let one = self.place(role, Want::Area(namings(forms)));
        let any = match forms.first() {
            Some(Form::Of) => {
                let of = self.class("of");
                self.any(&[&[of, each], &[one]])
            }
            _ => self.any(&[&[each], &[one]]),
        };
        self.open.push(any);
    }

    /// "the United States and Bolivia", "U.S.-Bolivian", "the two countries".
    fn pair(&mut self, a: RoleName, b: RoleName) -> Node {
        let between = self.class("between-two");
        let both = self.place_with(a, Want::Pair, Some(b));
        let (a, b) = (self.place(a, Want::Area(ANY)), self.place(b, Want::Area(ANY)));
        self.any(&[&[both], &[a, between, b]])
    }

    /// From a day to another: "22 to 24 October 1963".
    fn days(&mut self, from: RoleName, until: RoleName) {
        let day = self.place_with(from, Want::DayOf, Some(until));
        let [from, until] = [from, until].map(|role| self.place(role, Want::Period(Stand::At)));
        let from = self.any(&[&[day], &[from]]);
        let to = self.class("to-day");
        self.open.extend([from, to, until]);
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
                let any = self.any(&[&[class], &[]]);
                self.open.push(any);
            }
        }
        let want = lookup.map_or_else(|| Want::Text(self.words_of(role)), Want::Term);
        let place = self.place(role, want);
        self.open.push(place);
    }

    fn place(&mut self, role: RoleName, want: Want) -> Node {
        self.place_with(role, want, None)
    }

    fn place_with(&mut self, role: RoleName, want: Want, with: Option<RoleName>) -> Node {
        self.table.nodes.add_place(Place { role, want, with })
    }

    /// What a pattern's condition says of a role, where the pattern is read.
    fn condition(&mut self, guard: &Guard) {
        match &guard.value {
            _ if !guard.holds => {}
            // How it is written, and not what it is.
            Some(value) if &**value == "in-words" => {}
            Some(value) => self.filling(guard.role, value),
            // `{?rose}`: the role has its own name.
            None if sort(self.kind.id, guard.role) == Sort::Text => self.filling(guard.role, guard.role),
            None => {}
        }
    }

    fn filling(&mut self, role: RoleName, value: &str) {
        let fill = said(role, value, self.kind.id).map(|said| self.table.nodes.add_fill(role, said));
        self.open.extend(fill);
    }
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

/// What words say that a role is.
fn said(role: RoleName, value: &str, kind: &str) -> Option<Said> {
    Some(match sort(kind, role) {
        Sort::Area => Said::Area(Area::from_code(Codelist::Attache, value)?),
        Sort::Period => Said::Period(value.parse().ok()?),
        Sort::Rank => Said::Rank(value.parse().ok()?),
        Sort::Count if kind == "land-neighbors" => Said::Count(value.parse().ok()?),
        Sort::Figure if value == NEGATIVE => Said::Text(value.to_owned()),
        Sort::Figure => Said::Figure(figure(value)?),
        Sort::Text if !value.starts_with('@') => Said::Text(value.to_owned()),
        _ => return None,
    })
}
