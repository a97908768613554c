use std::ops::Range;

use attache_check::{Account, Basis, Report, Verdict};
use attache_document::prose::{Bindable, Binding, Prose, ProseError};
use attache_fact::{Expression, RoleName, Said, Value};
use attache_language::Wordings;
use attache_model::{Panel, Selection};

use crate::{
    change::in_words,
    lock::{Lock, Locked},
    reference::{STATEMENT, entry, holds, is_bound, meaning, needs, place_of, resolve, stated},
    verify::Mismatch,
};

/// A document whose supported figures are bound, with its lock.
#[derive(Clone, Debug)]
pub struct Bound {
    pub bytes: Vec<u8>,
    pub lock: Lock,
    /// How many references were put into the document.
    pub new: usize,
    /// How many were there before and hold.
    pub kept: usize,
    /// Numbers, and references, that could not be bound, in the order of the text.
    pub unbound: Vec<Unbound>,
}

/// A number or reference that is not bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unbound {
    /// Bytes of the source that was bound.
    pub place: Range<usize>,
    pub text: String,
    pub why: String,
    /// It is a reference of the document's, which is false or none.
    pub is_reference: bool,
    /// Facts that it may stand for all the same, as expressions with their sentences.
    pub readings: Vec<(String, String)>,
}

/// What must be in a panel, beside what a check needs, to lock the references that a
/// document has already.
pub fn bind_needs(prose: &Prose) -> Vec<Selection> {
    let links = prose.fact_links();
    needs(links.iter().filter_map(|link| meaning(link).ok()).map(|(expression, _)| expression))
}

/// Binds what a document's report supports, by the panel that it was judged by.
///
/// Words that stand for a figure, date, place in an order, name or list each get a
/// reference; of a statement without such words, the statement does. Nothing else in
/// the document changes. References that are there already are kept, and locked if
/// their words hold. Of numbers that are not supported and may stand for several facts,
/// `choose` says for which of [`Unbound::readings`], if for any.
///
/// # Errors
/// When the document cannot be edited: a PDF, an encoding that lacks a character.
pub fn bind(
    prose: &Prose,
    bytes: &[u8],
    report: &Report,
    panel: &Panel,
    wordings: &Wordings,
    mut choose: impl FnMut(&Unbound) -> Option<usize>,
) -> Result<Bound, ProseError> {
    let mut binder = Binder::new(prose, panel, wordings);
    let kept = binder.keep();
    let mut wanted: Vec<Wanted> = Vec::new();
    for statement in &report.statements {
        if let Some(basis) = &statement.basis {
            binder.statement(basis, &statement.place, &mut wanted);
        }
    }
    binder.account(report, &wanted);
    let open = std::mem::take(&mut binder.unbound);
    for it in open {
        let chosen = choose(&it).and_then(|at| binder.chosen(&it, at));
        match chosen {
            Some(one) => wanted.push(one),
            None => binder.unbound.push(it),
        }
    }
    wanted.sort_by_key(|(binding, _)| (binding.words.start, binding.words.end));
    let (bytes, wanted) = fitting(prose, bytes, wanted)?;
    let new = wanted.len();
    binder.entries.extend(wanted.into_iter().map(|(_, entry)| entry));
    let Binder { entries, mut unbound, .. } = binder;
    unbound.sort_by_key(|it| (it.place.start, it.place.end));
    Ok(Bound { bytes, lock: Lock::new(report.context.language.it, entries), new, kept, unbound })
}

/// Words that are to be bound, and what is to be locked of them.
type Wanted = (Binding, Locked);

/// The references of a document whose words do not hold, by a panel that has what
/// [`bind_needs`] asks for.
pub fn unheld(prose: &Prose, panel: &Panel, wordings: &Wordings) -> Vec<Unbound> {
    let mut binder = Binder::new(prose, panel, wordings);
    binder.keep();
    binder.unbound
}

/// The file with as many of the references as leave its text as it is read.
fn fitting(prose: &Prose, bytes: &[u8], wanted: Vec<Wanted>) -> Result<(Vec<u8>, Vec<Wanted>), ProseError> {
    let written = |wanted: &[Wanted]| -> Result<Option<Vec<u8>>, ProseError> {
        let bindings: Vec<Binding> = wanted.iter().map(|(binding, _)| binding.clone()).collect();
        let bound = prose.bind(bytes, &bindings)?;
        let again = Prose::read(&bound, prose.format)?;
        let is_same = again.blocks.len() == prose.blocks.len()
            && again.blocks.iter().zip(&prose.blocks).all(|(a, b)| (a.kind, &a.text) == (b.kind, &b.text))
            && again.fact_links().len() == prose.fact_links().len() + bindings.len();
        Ok(is_same.then_some(bound))
    };
    if let Some(bound) = written(&wanted)? {
        return Ok((bound, wanted));
    }
    // Something in the markup does not go together: one after the other, where need be
    // by the figure alone ("**12 million** people").
    let mut kept: Vec<Wanted> = Vec::new();
    let mut bound = bytes.to_vec();
    for one in wanted {
        let runs = runs(prose, &one);
        for one in std::iter::once(one).chain(runs) {
            kept.push(one);
            match written(&kept)? {
                Some(file) => {
                    bound = file;
                    break;
                }
                None => drop(kept.pop()),
            }
        }
    }
    Ok((bound, kept))
}

/// The runs that the words are made of, where they are several: those with digits first,
/// then the longest.
fn runs(prose: &Prose, (binding, entry): &Wanted) -> Vec<Wanted> {
    let Some((block, words)) = place_of(&prose.blocks, &binding.words) else { return Vec::new() };
    let block = &prose.blocks[block];
    let starts = block.pieces.iter().map(|piece| piece.at).filter(|at| (words.start + 1..words.end).contains(at));
    let bounds: Vec<usize> = [words.start].into_iter().chain(starts).chain([words.end]).collect();
    let mut runs: Vec<(bool, usize, Wanted)> = Vec::new();
    for pair in bounds.windows(2) {
        let Some(text) = block.text.get(pair[0]..pair[1]) else { continue };
        let (start, text) = (pair[0] + text.len() - text.trim_start().len(), text.trim());
        let place = block.place(start..start + text.len());
        if text.is_empty() || place == binding.words || prose.source.get(place.clone()) != Some(text) {
            continue;
        }
        let entry = Locked { text: text.to_owned(), ..entry.clone() };
        let has_digits = text.contains(|c: char| c.is_ascii_digit());
        runs.push((has_digits, text.len(), (Binding { words: place, ..binding.clone() }, entry)));
    }
    runs.sort_by_key(|(has_digits, length, _)| std::cmp::Reverse((*has_digits, *length)));
    runs.into_iter().map(|(.., run)| run).collect()
}

struct Binder<'a> {
    prose: &'a Prose,
    bindable: Bindable<'a>,
    panel: &'a Panel,
    wordings: &'a Wordings,
    entries: Vec<Locked>,
    /// What is bound, by bytes of the source.
    taken: Vec<Range<usize>>,
    /// Words whose figure cannot be derived again, and why.
    unverified: Vec<(Range<usize>, Mismatch)>,
    unbound: Vec<Unbound>,
}

impl<'a> Binder<'a> {
    fn new(prose: &'a Prose, panel: &'a Panel, wordings: &'a Wordings) -> Self {
        let (entries, taken, unverified, unbound) = Default::default();
        Self { prose, bindable: prose.bindable(), panel, wordings, entries, taken, unverified, unbound }
    }

    /// Locks what the document binds already; how many references hold.
    fn keep(&mut self) -> usize {
        let mut kept = 0;
        for link in self.prose.fact_links() {
            self.taken.push(link.whole.clone());
            if !is_bound(&link) {
                continue;
            }
            let Some((block, words)) = place_of(&self.prose.blocks, &link.words) else { continue };
            let text = self.prose.blocks[block].text.get(words).unwrap_or_default();
            let told = meaning(&link).map_err(|error| format!("{}; {}", error.problem, error.hint));
            match told.and_then(|(expression, role)| self.held(&expression, &link.expression, role, text)) {
                Ok(entry) => {
                    self.entries.push(entry);
                    kept += 1;
                }
                Err(why) => {
                    let (place, text) = (link.whole, text.to_owned());
                    self.unbound.push(Unbound { place, text, why, is_reference: true, readings: Vec::new() });
                }
            }
        }
        kept
    }

    /// The lock entry of a reference, if its words hold.
    fn held(&self, expression: &Expression, written: &str, role: RoleName, text: &str) -> Result<Locked, String> {
        let (fact, value, _) = resolve(expression, role, text, self.panel, self.wordings)
            .map_err(|_| format!("{written} gives no figure for its {role}"))?;
        if !holds(&fact, role, text, &value, self.wordings) {
            return Err(format!("{text:?} does not hold of {written}: {}", in_words(role, &value, self.wordings)));
        }
        let entry = entry((written, role, text), &fact, &value, self.panel, self.wordings);
        match self.mismatch(&entry) {
            None => Ok(entry),
            Some(why) => Err(format!("{written} cannot be locked: {}", underivable(&why))),
        }
    }

    /// What would speak against an entry when it is verified.
    fn mismatch(&self, entry: &Locked) -> Option<Mismatch> {
        entry.verify(self.panel, self.wordings).err()
    }

    /// What binds the words of a supported statement.
    fn statement(&mut self, basis: &Basis, place: &Range<usize>, wanted: &mut Vec<Wanted>) {
        let expression = basis.expression(self.panel).to_string();
        let mut is_bound = false;
        for (role, said, words) in &basis.said {
            let Some(value) = basis.fact.role(role).filter(|_| !self.is_common_noun(said, words)) else { continue };
            is_bound |= self.want(basis, &expression, role, value, words, wanted);
        }
        if !is_bound && let Some(whole) = stated(&basis.fact, STATEMENT, self.wordings) {
            self.want(basis, &expression, STATEMENT, &whole, place, wanted);
        }
    }

    /// Whether words only say what something is called in general, as "embassy".
    fn is_common_noun(&self, said: &Said, words: &Range<usize>) -> bool {
        let text = self.prose.source.get(words.clone()).unwrap_or_default();
        matches!(said, Said::Text(_)) && text.starts_with(char::is_lowercase)
    }

    /// Whether these words are bound, now or before.
    fn want(
        &mut self,
        basis: &Basis,
        expression: &str,
        role: RoleName,
        value: &Value,
        words: &Range<usize>,
        wanted: &mut Vec<Wanted>,
    ) -> bool {
        let is_over = |other: &Range<usize>| other.start < words.end && words.start < other.end;
        if self.taken.iter().chain(wanted.iter().map(|(it, _)| &it.words)).any(is_over) {
            return true;
        }
        let Some((block, text)) = place_of(&self.prose.blocks, words) else { return false };
        let text = self.prose.blocks[block].text.get(text).unwrap_or_default();
        let binding = Binding { words: words.clone(), expression: expression.to_owned(), role: role.to_owned() };
        let whole = (binding, entry((expression, role, text), &basis.fact, value, self.panel, self.wordings));
        let runs = runs(self.prose, &whole);
        let can = |one: &Wanted| !one.1.text.is_empty() && self.bindable.takes(&one.0);
        let found = std::iter::once(whole).chain(runs).find(can);
        let Some(found) = found else { return false };
        if let Some(why) = self.mismatch(&found.1) {
            self.unverified.push((words.clone(), why));
            return false;
        }
        wanted.push(found);
        true
    }

    /// Says of every number that is not to be bound why.
    fn account(&mut self, report: &Report, wanted: &[Wanted]) {
        let taken: Vec<&Range<usize>> = self.taken.iter().chain(wanted.iter().map(|(it, _)| &it.words)).collect();
        let is_taken = |place: &Range<usize>| taken.iter().any(|it| it.start < place.end && place.start < it.end);
        let unverified = |place: &Range<usize>| {
            let over = self.unverified.iter().find(|(it, _)| it.start < place.end && place.start < it.end);
            over.map(|(_, why)| why)
        };
        let mut unbound = Vec::new();
        for number in &report.numbers {
            let Account::Statement(at) = number.account else { continue };
            let statement = report.statements.get(at).filter(|_| !is_taken(&number.place));
            let Some(statement) = statement else { continue };
            let why = match statement.verdict {
                // A year is of the figure that it stands by.
                Verdict::Supported if is_taken(&statement.place) => continue,
                Verdict::Supported if let Some(why) = unverified(&number.place) => underivable(why),
                Verdict::Supported => NOWHERE.to_owned(),
                Verdict::NotCheckable(_) => statement.because.clone(),
                verdict => format!("{verdict}: {}", statement.because),
            };
            let readings = statement.evidence.iter().map(|it| (it.expression.clone(), it.sentence.clone()));
            let (place, text) = (number.place.clone(), number.text.clone());
            unbound.push(Unbound { place, text, why, is_reference: false, readings: readings.collect() });
        }
        self.unbound.extend(unbound);
    }

    /// What binds a number to one of the facts that it may stand for, by the role that
    /// bears it out.
    fn chosen(&self, unbound: &Unbound, at: usize) -> Option<Wanted> {
        let (written, _) = unbound.readings.get(at)?;
        let expression: Expression = written.parse().ok()?;
        let facts = attache_fact::find(expression.kind)?.derive(&expression.args, self.panel).ok()?;
        let fact = facts.first()?;
        let is_so = |(role, value): &&(RoleName, Value)| holds(fact, role, &unbound.text, value, self.wordings);
        let (role, value) = fact.roles.iter().find(is_so)?;
        let binding = Binding { words: unbound.place.clone(), expression: written.clone(), role: (*role).to_owned() };
        let entry = entry((written, role, &unbound.text), fact, value, self.panel, self.wordings);
        let can = self.bindable.takes(&binding) && self.mismatch(&entry).is_none();
        can.then_some((binding, entry))
    }
}

/// Why words are not bound that figures bear out.
const NOWHERE: &str = "it stands where nothing can be bound: in a link, in code, or partly in a tracked change";

/// Why what would be locked cannot be verified.
fn underivable(why: &Mismatch) -> String {
    format!("it cannot be derived again from the releases that it cites ({why}); please report this")
}
