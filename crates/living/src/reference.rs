use std::ops::Range;

use attache_check::bears_out;
use attache_document::prose::{Block, FactLink, Prose};
use attache_fact::{Absent, Expression, ExpressionError, Fact, Kind, RoleName, Value, find};
use attache_language::Wordings;
use attache_model::{Panel, Selection};

use crate::{
    lock::{Lock, Locked, LockedRelease},
    words,
};

/// A bound document with its lock.
#[derive(Clone, Debug)]
pub struct Living {
    /// The references with a lock entry, in the order of the text.
    pub references: Vec<Reference>,
    /// What stands in the document and not in the lock, or the other way round.
    pub orphans: Vec<Orphan>,
}

/// Words of a document that stand for a figure.
#[derive(Clone, Debug)]
pub struct Reference {
    pub link: FactLink,
    /// Which one it is of the document's links to facts.
    pub number: usize,
    pub expression: Expression,
    pub role: RoleName,
    /// Of which block of the document, and the words by bytes of its text.
    pub block: usize,
    pub words: Range<usize>,
    pub text: String,
    pub locked: Locked,
}

/// A reference without a lock entry, or an entry without a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// How the reference is called: `population?area=BO#value`.
    pub id: String,
    /// Bytes of the document's source; nothing where the document has it not.
    pub place: Option<Range<usize>>,
    pub kind: OrphanKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrphanKind {
    /// The lock does not have the reference.
    NotLocked,
    /// The words of the reference are not those that were locked.
    WordsChanged { from: String, to: String },
    /// The document has no reference of the lock's.
    NotInText { text: String },
    /// What stands there is no expression, or names no role of its fact.
    Malformed { problem: String, hint: String },
}

impl Orphan {
    /// What is amiss, in a sentence.
    pub fn problem(&self) -> String {
        let id = &self.id;
        match &self.kind {
            OrphanKind::NotLocked => format!("the reference {id} has no entry in the lock"),
            OrphanKind::WordsChanged { from, to } => {
                format!("the words of {id} are {to:?}, and {from:?} was locked")
            }
            OrphanKind::NotInText { text } => format!("the lock has {id} for {text:?}, which the document has not"),
            OrphanKind::Malformed { problem, .. } => format!("{id}: {problem}"),
        }
    }

    /// What mends it.
    pub fn hint(&self) -> String {
        match &self.kind {
            OrphanKind::NotLocked => "`attache bind` locks it, if the figures bear it out".to_owned(),
            OrphanKind::WordsChanged { from, .. } => {
                format!("`attache bind` locks the new words, if the figures bear them out; else write {from:?} again")
            }
            OrphanKind::NotInText { .. } => "`attache bind` takes the entry out of the lock".to_owned(),
            OrphanKind::Malformed { hint, .. } => hint.clone(),
        }
    }
}

impl Living {
    /// The references of a document with what the lock has of them.
    pub fn read(prose: &Prose, lock: &Lock) -> Self {
        let mut living = Self { references: Vec::new(), orphans: Vec::new() };
        let mut found: Vec<&Locked> = Vec::new();
        for (number, link) in prose.fact_links().into_iter().enumerate() {
            if !is_bound(&link) {
                continue;
            }
            let id = format!("{}#{}", link.expression, link.role());
            let place = Some(link.whole.clone());
            let mut orphan = |kind| living.orphans.push(Orphan { id: id.clone(), place: place.clone(), kind });
            let (expression, role) = match meaning(&link) {
                Ok(meaning) => meaning,
                Err(error) => {
                    orphan(OrphanKind::Malformed { problem: error.problem, hint: error.hint });
                    continue;
                }
            };
            let Some((block, words)) = place_of(&prose.blocks, &link.words) else { continue };
            let text = prose.blocks[block].text.get(words.clone()).unwrap_or_default().to_owned();
            match lock.find(&link.expression, role, &text) {
                Some(locked) => {
                    found.push(locked);
                    let locked = locked.clone();
                    living.references.push(Reference { link, number, expression, role, block, words, text, locked });
                }
                None => {
                    let alike = |it: &&Locked| it.fact == link.expression && it.role == role;
                    match lock.references.iter().find(alike) {
                        Some(known) => {
                            found.push(known);
                            orphan(OrphanKind::WordsChanged { from: known.text.clone(), to: text });
                        }
                        None => orphan(OrphanKind::NotLocked),
                    }
                }
            }
        }
        let gone = lock.references.iter().filter(|it| !found.contains(it));
        living.orphans.extend(gone.map(|it| Orphan {
            id: it.id(),
            place: None,
            kind: OrphanKind::NotInText { text: it.text.clone() },
        }));
        living
    }

    /// What must be in a panel to tell the references' figures, and those that were
    /// locked.
    pub fn needs(&self) -> Vec<Selection> {
        let locked = self.references.iter().filter_map(|it| it.locked.of.parse().ok());
        let all = self.references.iter().map(|it| it.expression.clone()).chain(locked);
        needs(all)
    }
}

/// What must be in a panel to tell these facts.
pub(crate) fn needs(expressions: impl Iterator<Item = Expression>) -> Vec<Selection> {
    let mut needs: Vec<Selection> = Vec::new();
    for Expression { kind, args } in expressions {
        for selection in find(kind).into_iter().flat_map(|kind| kind.needs(&args)) {
            if !needs.contains(&selection) {
                needs.push(selection);
            }
        }
    }
    needs
}

/// The role of words that state a whole fact and print no part of it: "there is no
/// investment treaty".
pub(crate) const STATEMENT: RoleName = "statement";

/// Whether a link's words stand for one figure: not where there are none, so that the
/// program writes them, nor where a parameter makes it one of several.
pub(crate) fn is_bound(link: &FactLink) -> bool {
    !link.words.is_empty() && !link.expression.contains('{')
}

/// The expression and role of a link.
pub(crate) fn meaning(link: &FactLink) -> Result<(Expression, RoleName), ExpressionError> {
    let expression: Expression = link.expression.parse()?;
    let error = |problem: String, hint: String| ExpressionError { span: 0..link.expression.len(), problem, hint };
    let kind = find(expression.kind).ok_or_else(|| {
        let problem = format!("there is no fact kind {:?}", expression.kind.as_str());
        error(problem, "`attache facts` lists the kinds".to_owned())
    })?;
    let role = role_of(kind, link.role()).ok_or_else(|| {
        error(format!("{} has no role {:?}", kind.id(), link.role()), format!("it says: {}", kind.states()))
    })?;
    Ok((expression, role))
}

/// The role by this name, if the kind's documentation has it.
pub(crate) fn role_of(kind: &dyn Kind, name: &str) -> Option<RoleName> {
    if name == STATEMENT {
        return Some(STATEMENT);
    }
    let words = kind.states().split(|c: char| !c.is_alphanumeric() && c != '_');
    words.into_iter().find(|word| *word == name)
}

/// The block in which these bytes of the source stand, and the bytes of its text.
pub(crate) fn place_of(blocks: &[Block], source: &Range<usize>) -> Option<(usize, Range<usize>)> {
    blocks.iter().enumerate().find_map(|(at, block)| Some((at, block.within(source)?)))
}

/// The fact that an expression gives, with what it has in a role, and whether it is the
/// only one: of several, the first that bears out what the words say is, else the first
/// is not.
pub(crate) fn resolve(
    expression: &Expression,
    role: RoleName,
    text: &str,
    panel: &Panel,
    wordings: &Wordings,
) -> Result<(Fact, Value, bool), Absent> {
    let kind = find(expression.kind).ok_or(Absent::NotApplicable)?;
    let told = kind.derive(&expression.args, panel)?;
    let mut told: Vec<(Fact, Value)> =
        told.into_iter().filter_map(|fact| stated(&fact, role, wordings).map(|value| (fact, value))).collect();
    let is_so = |(fact, value): &(Fact, Value)| holds(fact, role, text, value, wordings);
    let at = told.iter().position(is_so);
    let is_only = at.is_some() || told.len() == 1;
    if told.is_empty() {
        return Err(Absent::no_data(&[]));
    }
    let (fact, value) = told.swap_remove(at.unwrap_or(0));
    Ok((fact, value, is_only))
}

/// What a fact has in a role: as a whole statement, its sentence.
pub(crate) fn stated(fact: &Fact, role: RoleName, wordings: &Wordings) -> Option<Value> {
    let whole = || Value::Text(wordings.write(fact, "sentence").map(|it| it.text).unwrap_or_default());
    if role == STATEMENT { Some(whole()) } else { fact.role(role).cloned() }
}

/// Whether a fact bears out the words that stand for one of its roles.
pub(crate) fn holds(fact: &Fact, role: RoleName, text: &str, value: &Value, wordings: &Wordings) -> bool {
    role == STATEMENT || words::said(text, value, wordings).is_some_and(|said| bears_out(fact, role, &said))
}

/// The lock entry of a reference that stands for this fact.
pub(crate) fn entry(
    (written, role, text): (&str, &str, &str),
    fact: &Fact,
    value: &Value,
    panel: &Panel,
    wordings: &Wordings,
) -> Locked {
    let mut releases: Vec<LockedRelease> = Vec::new();
    for input in fact.derivation.inputs() {
        let release = LockedRelease::of(panel.release(input.release()));
        if !releases.contains(&release) {
            releases.push(release);
        }
    }
    Locked {
        fact: written.to_owned(),
        role: role.to_owned(),
        text: text.to_owned(),
        of: fact.expression.to_string(),
        what: attache_sheet::what(fact, wordings),
        value: value.to_string(),
        sign: attache_check::sign_of(fact).map(str::to_owned),
        releases,
    }
}
