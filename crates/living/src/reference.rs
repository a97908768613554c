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
    ///
    /// An entry is that of a reference with its very words. What then is left over on
    /// both sides is of the same figure and place where the words are most alike: those
    /// are edited words, and no reference ever gets the entry of other words.
    pub fn read(prose: &Prose, lock: &Lock) -> Self {
        let mut living = Self { references: Vec::new(), orphans: Vec::new() };
        let mut found: Vec<&Locked> = Vec::new();
        let mut edited: Vec<Edited> = Vec::new();
        for (number, link) in prose.fact_links().into_iter().enumerate() {
            if !is_bound(&link) {
                continue;
            }
            let id = format!("{}#{}", link.expression, link.role());
            let place = Some(link.whole.clone());
            let (expression, role) = match meaning(&link) {
                Ok(meaning) => meaning,
                Err(ExpressionError { problem, hint, .. }) => {
                    living.orphans.push(Orphan { id, place, kind: OrphanKind::Malformed { problem, hint } });
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
                    edited.push(Edited { orphan: living.orphans.len(), fact: link.expression, role, text });
                    living.orphans.push(Orphan { id, place, kind: OrphanKind::NotLocked });
                }
            }
        }
        let paired = pairs(&edited, lock, &found);
        for (edited, locked) in edited.into_iter().zip(paired) {
            if let Some(locked) = locked {
                found.push(locked);
                let kind = OrphanKind::WordsChanged { from: locked.text.clone(), to: edited.text };
                living.orphans[edited.orphan].kind = kind;
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

/// A reference whose words the lock does not have.
struct Edited {
    /// Its place among the orphans.
    orphan: usize,
    fact: String,
    role: RoleName,
    text: String,
}

/// The entry of each edited reference, if the lock has one of its fact and role: one that
/// nothing else has, the most alike first; where all are taken, the most alike.
fn pairs<'l>(edited: &[Edited], lock: &'l Lock, taken: &[&'l Locked]) -> Vec<Option<&'l Locked>> {
    let mut all: Vec<(usize, usize, &Locked)> = Vec::new();
    for (at, one) in edited.iter().enumerate() {
        let alike = lock.references.iter().filter(|it| it.fact == one.fact && it.role == one.role);
        all.extend(alike.map(|locked| (likeness(&one.text, &locked.text), at, locked)));
    }
    all.sort_by_key(|(likeness, ..)| std::cmp::Reverse(*likeness));
    let mut paired: Vec<Option<&Locked>> = vec![None; edited.len()];
    for (_, at, locked) in &all {
        let is_free = !taken.contains(locked) && !paired.contains(&Some(*locked));
        if paired[*at].is_none() && is_free {
            paired[*at] = Some(*locked);
        }
    }
    for (_, at, locked) in all {
        paired[at] = paired[at].or(Some(locked));
    }
    paired
}

/// How much of two texts is the same, of 1000: their longest common subsequence.
fn likeness(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut longest = vec![0_usize; b.len() + 1];
    for one in a.chars() {
        let mut before = 0;
        for (at, other) in b.iter().enumerate() {
            let here = if one == *other { before + 1 } else { longest[at].max(longest[at + 1]) };
            before = std::mem::replace(&mut longest[at + 1], here);
        }
    }
    2000 * longest[b.len()] / (a.chars().count() + b.len()).max(1)
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
    let error = |problem: String, hint: String| ExpressionError { span: 0..link.expression.len(), problem, hint };
    // In Word, what is too long for a tag stands in the document's settings.
    if link.expression.starts_with('@') {
        let problem = "the document has no variable of this name, in which its expression would stand".to_owned();
        let hint = "copied from another document, take the control away, and bind this one anew";
        return Err(error(problem, hint.to_owned()));
    }
    let expression: Expression = link.expression.parse()?;
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

#[cfg(test)]
mod tests {
    use attache_document::prose::Format;
    use attache_model::Language;

    use super::*;

    fn locked(text: &str) -> Locked {
        Locked {
            fact: "agreement?area=BO,PE&type=trade".to_owned(),
            role: "signed".to_owned(),
            text: text.to_owned(),
            of: String::new(),
            what: String::new(),
            value: text.to_owned(),
            sign: None,
            releases: Vec::new(),
        }
    }

    fn document(words: &[String]) -> Prose {
        let link = |words: &String| format!("[{words}](fact:agreement?area=BO,PE&type=trade \"#signed\")");
        let text: Vec<String> = words.iter().map(link).collect();
        Prose::read(text.join(", and ").as_bytes(), Format::Markdown).unwrap()
    }

    /// Whichever words are edited, and in whatever way: a reference has the entry of its
    /// very words, each entry is told once, and a slight edit is one of its own words.
    #[test]
    fn an_edit_moves_no_reference_to_another_figure() {
        let words: Vec<String> =
            ["17 April 1998", "6 June 2001", "in 2005", "on 22 August 2006", "May 1998"].map(str::to_owned).to_vec();
        let lock = Lock::new(Language::English, words.iter().map(|text| locked(text)).collect());
        let (mut edits, mut state) = (0, 1_u64);
        let mut random = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        for round in 0..2000 {
            let mut now = words.clone();
            let which: Vec<usize> = (0..now.len()).filter(|_| random(3) == 0).collect();
            for at in &which {
                let text = &mut now[*at];
                for _ in 0..=(round % 3) {
                    let place = random(text.len());
                    match random(3) {
                        0 if text.len() > 3 => _ = text.remove(place),
                        1 => text.insert(place, char::from(b'a' + u8::try_from(random(26)).unwrap())),
                        _ => text.replace_range(place..=place, "7"),
                    }
                }
            }
            // As a document is read: white space is one space.
            let now: Vec<String> =
                now.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
            let living = Living::read(&document(&now), &lock);
            assert!(living.references.iter().all(|it| it.text == it.locked.text));
            let kept = words.iter().zip(&now).filter(|(was, is)| was == is).count();
            let by_chance = now.iter().zip(&words).filter(|(is, own)| is != own && words.contains(is)).count();
            assert_eq!(living.references.len(), kept + by_chance, "{now:?}");
            let mut told: Vec<&String> = living.references.iter().map(|it| &it.locked.text).collect();
            for orphan in &living.orphans {
                match &orphan.kind {
                    OrphanKind::WordsChanged { from, to } => {
                        let own = now.iter().position(|it| it == to).unwrap();
                        assert!(round % 3 > 0 || words[own] == *from, "{from} is not {to}: {now:?}");
                        edits += 1;
                        told.push(from);
                    }
                    OrphanKind::NotInText { text } => told.push(text),
                    kind => panic!("{kind:?}"),
                }
            }
            told.sort();
            told.dedup();
            assert_eq!(told.len(), words.len(), "{now:?}");
        }
        assert!(edits > 2000, "{edits}");
    }

    #[test]
    fn where_words_stand_twice_the_edited_ones_were_the_same() {
        let lock = Lock::new(Language::English, vec![locked("in 2005"), locked("in 2001")]);
        let words = ["in 2005", "in early 2005", "in 2001"].map(str::to_owned);
        let orphans = Living::read(&document(&words), &lock).orphans;
        assert!(matches!(&orphans[0].kind, OrphanKind::WordsChanged { from, .. } if from == "in 2005"), "{orphans:?}");
        assert_eq!(orphans.len(), 1);
    }
}
