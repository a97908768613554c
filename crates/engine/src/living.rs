//! Living documents: bound to figures, locked, held against newer ones, and updated.

use std::collections::BTreeMap;

use attache_check::{Draft, Severity, Verdict};
use attache_document::{
    prose::{Format, Prose},
    written::Stated,
};
use attache_language::Wordings;
use attache_living::{
    Bound, Change, Effect, Living, Lock, Orphan, Outcome, Step, Unbound, Updated, bind, bind_needs, count_of,
    sheet_steps, update,
};
use attache_model::Date;

use crate::{AsOf, CheckRequest, Engine, Error, Problem, RenderRequest, SheetRequest, check::of_prose};

/// A bound document with the text of its lock.
#[derive(Clone, Debug)]
pub struct LivingRequest {
    /// The document, and as of when it is held against figures.
    pub document: CheckRequest,
    /// The name of the lock's file, for errors, and what stands in it.
    pub lock: (String, String),
}

/// Which references are to be moved.
#[derive(Clone, Debug, Default)]
pub struct UpdateRequest {
    /// Those whose names are or begin so; all where none is named.
    pub only: Vec<String>,
    /// Those of which the author says that the words around still hold.
    pub accept: Vec<String>,
    /// The day as of which the new text is checked.
    pub today: Option<Date>,
}

/// A document whose figures were bound.
#[derive(Clone, Debug)]
pub struct BoundDocument {
    /// As it was read.
    pub prose: Prose,
    pub bound: Bound,
    pub unwritten: Option<Problem>,
}

/// What newer data say of a bound document.
#[derive(Clone, Debug)]
pub struct Outdated {
    pub prose: Prose,
    pub steps: Vec<Step>,
    pub orphans: Vec<Orphan>,
    /// How many references and statements there are.
    pub references: usize,
    /// Why the document cannot be written out, so that nothing is known of what its
    /// references without words state.
    pub unwritten: Option<Problem>,
}

/// A document whose references were moved.
#[derive(Clone, Debug)]
pub struct Moved {
    /// As it was read.
    pub prose: Prose,
    pub bytes: Vec<u8>,
    pub lock: Lock,
    pub steps: Vec<Step>,
    pub orphans: Vec<Orphan>,
    /// How many references and statements there are.
    pub references: usize,
    /// As of [`Outdated::unwritten`].
    pub unwritten: Option<Problem>,
}

/// A document that was read, with its lock and what has changed.
struct Read<'a> {
    prose: Prose,
    wordings: &'a Wordings,
    lock: Lock,
    living: Living,
    changes: Vec<Change>,
}

impl Engine {
    /// Binds what official figures support in a document, and of what may stand for
    /// several facts what is chosen.
    ///
    /// # Errors
    /// As of [`Engine::check`]; when the document's format cannot be edited.
    pub fn bind(
        &self,
        request: &CheckRequest,
        mut choose: impl FnMut(&Prose, &Unbound) -> Option<usize>,
    ) -> Result<BoundDocument, Error> {
        let prose = request.read().map_err(|error| of_prose(&request.name, error))?;
        let given = request.known(&prose);
        let wordings = self.wordings(Draft::language(&prose, &given));
        let draft = Draft::read(&prose, wordings, &given);
        let mut needs = draft.needs();
        for need in bind_needs(&prose) {
            if !needs.contains(&need) {
                needs.push(need);
            }
        }
        let panel = self.store.panel(&request.as_of.query(needs))?;
        let report = draft.judge(&prose, &panel, wordings);
        let bound = bind(&prose, &request.bytes, &report, &panel, wordings, |it| choose(&prose, it));
        let mut bound = bound.map_err(|error| of_prose(&request.name, error))?;
        let (lock, unwritten) = self.kept(written_of(request, &prose, &bound.bytes).as_ref(), bound.lock)?;
        bound.lock = lock;
        Ok(BoundDocument { prose, bound, unwritten })
    }

    /// The plain text of a bound document.
    ///
    /// # Errors
    /// When the bytes are no document.
    pub fn unbind(&self, request: &CheckRequest) -> Result<Vec<u8>, Error> {
        let of = |error| of_prose(&request.name, error);
        request.read().map_err(of)?.unbind(&request.bytes).map_err(of)
    }

    /// What newer data say of a bound document's references.
    ///
    /// # Errors
    /// When document or lock cannot be read, or the store.
    pub fn outdated(&self, request: &LivingRequest) -> Result<Outdated, Error> {
        let Read { prose, wordings, lock, living, changes } = self.living(request)?;
        let mut steps = living.steps(&prose, &changes, wordings, |_, change| match &change.effect {
            Effect::Conflict { why, .. } => Outcome::Open(why.clone()),
            _ => Outcome::Moved,
        });
        let written = written_of(&request.document, &prose, &request.document.bytes);
        let (now, unwritten) = self.kept(written.as_ref(), lock.clone())?;
        if let Some(written) = &written {
            steps.extend(self.kept_steps(written, &lock, &now)?);
        }
        let references = living.references.len() + lock.stated().count();
        Ok(Outdated { prose, steps, references, orphans: living.orphans, unwritten })
    }

    /// Moves a bound document's references to what publishers say as of the request's
    /// day. What would be left false in the text is not moved, and said to be open.
    ///
    /// # Errors
    /// As of [`Engine::outdated`]; when `only` or `accept` name no reference; when the
    /// document cannot be written.
    pub fn update(&self, request: &LivingRequest, wanted: &UpdateRequest) -> Result<Moved, Error> {
        let Read { prose, wordings, lock, living, changes } = self.living(request)?;
        let name = |change: &Change| living.references[change.reference].locked.id();
        for asked in wanted.only.iter().chain(&wanted.accept) {
            if !living.references.iter().any(|it| is_named(&it.locked.id(), asked)) {
                let hint = "`attache outdated` lists the references that can be updated";
                return Err(Error::request(format!("{} has no reference {asked:?}", request.document.name), hint));
            }
        }
        let is_asked =
            |change: &Change| wanted.only.is_empty() || wanted.only.iter().any(|it| is_named(&name(change), it));
        let is_accepted = |change: &Change| wanted.accept.iter().any(|it| is_named(&name(change), it));
        // What is found to be false once it is written.
        let mut refused: BTreeMap<usize, String> = BTreeMap::new();
        let of = |error| of_prose(&request.document.name, error);
        // What turns out to be false is refused, and the text put together without it,
        // until nothing is: each round refuses more.
        let updated = loop {
            let takes = |change: &Change| {
                let is_open =
                    matches!(change.effect, Effect::Conflict { .. }) || refused.contains_key(&change.reference);
                is_asked(change) && (!is_open || is_accepted(change))
            };
            let updated = update(&prose, &request.document.bytes, &living, &lock, &changes, takes).map_err(of)?;
            let moved: Vec<usize> = updated.made.iter().map(|at| changes[*at].reference).collect();
            let found = self.false_of(request, wanted, &updated, &living, &moved)?;
            let found: Vec<(usize, String)> = found
                .into_iter()
                .filter(|(at, _)| !refused.contains_key(at))
                .filter(|(at, _)| !changes.iter().any(|change| change.reference == *at && is_accepted(change)))
                .collect();
            if found.is_empty() {
                break updated;
            }
            refused.extend(found);
        };
        let mut steps = living.steps(&prose, &changes, wordings, |at, change| {
            match (&change.effect, refused.get(&change.reference)) {
                _ if updated.made.contains(&at) => Outcome::Moved,
                _ if !is_asked(change) => Outcome::Left,
                (Effect::Conflict { why, .. }, _) | (_, Some(why)) => Outcome::Open(why.clone()),
                _ => Outcome::Open("its words do not stand in one run, and cannot be replaced".to_owned()),
            }
        });
        let Updated { bytes, lock: new, .. } = updated;
        let written = written_of(&request.document, &prose, &bytes).filter(|_| wanted.only.is_empty());
        let (new, unwritten) = self.kept(written.as_ref(), new)?;
        if let Some(written) = &written {
            steps.extend(self.kept_steps(written, &lock, &new)?);
        }
        let references = living.references.len() + new.stated().count();
        Ok(Moved { prose, bytes, lock: new, steps, references, orphans: living.orphans, unwritten })
    }

    /// What a bound document would say as of two times, on either clock: what changes
    /// from the first to the second.
    ///
    /// # Errors
    /// As of [`Engine::update`].
    pub fn diff(&self, request: &LivingRequest, from: AsOf, to: AsOf) -> Result<Outdated, Error> {
        let at = |as_of: AsOf, bytes: Vec<u8>| CheckRequest { bytes, as_of, ..request.document.clone() };
        let lock_name = request.lock.0.clone();
        let first = LivingRequest { document: at(from, request.document.bytes.clone()), lock: request.lock.clone() };
        let all = self.living(&first)?.living.references;
        let wanted =
            UpdateRequest { accept: all.iter().map(|it| it.locked.id()).collect(), ..UpdateRequest::default() };
        let then = self.update(&first, &wanted)?;
        self.outdated(&LivingRequest { document: at(to, then.bytes), lock: (lock_name, then.lock.to_string()) })
    }

    /// What the built-in sheet of a country or pair says otherwise as of a later time,
    /// and how many statements it then makes.
    ///
    /// # Errors
    /// As of [`Engine::sheet`].
    pub fn diff_sheets(&self, request: &SheetRequest, from: AsOf, to: AsOf) -> Result<(Vec<Step>, usize), Error> {
        let at = |as_of: AsOf| self.sheet(&SheetRequest { as_of, ..request.clone() });
        let (before, after) = (at(from)?, at(to)?);
        Ok((sheet_steps(&before, &after, self.wordings(request.language), |_| false), count_of(&after)))
    }

    /// The lock with what the document's references without words state. Where it cannot
    /// be written out the lock stays as it is, and why is told.
    fn kept(&self, written: Option<&RenderRequest>, lock: Lock) -> Result<(Lock, Option<Problem>), Error> {
        let Some(written) = written else { return Ok((lock, None)) };
        match self.keeping(written, lock.clone()) {
            Ok(lock) => Ok((lock, None)),
            Err(Error::Input { problem, hint }) => Ok((lock, Some(Problem { problem, hint }))),
            Err(error) => Err(error),
        }
    }

    /// What references without words of their own state otherwise by a new lock than by
    /// an old one.
    fn kept_steps(&self, request: &RenderRequest, old: &Lock, new: &Lock) -> Result<Vec<Step>, Error> {
        let written = |lock: &Lock| {
            let lock = Some(("the lock".to_owned(), lock.to_string()));
            self.render_document(&RenderRequest { lock, is_locked: true, ..request.clone() })
        };
        if old.kept == new.kept {
            return Ok(Vec::new());
        }
        // Where document and lock do not go together, that is told first.
        let (Ok(before), Ok(after)) = (written(&new.clone().as_kept_by(old)), written(new)) else {
            return Ok(Vec::new());
        };
        // Words of the author's have steps of their own.
        let has_words =
            |stated: &Stated| new.references.iter().any(|it| it.of == stated.fact && it.text == stated.text);
        Ok(sheet_steps(&before.written, &after.written, self.wordings(new.language), has_words))
    }

    /// The document and what the store says otherwise than its lock.
    fn living(&self, request: &LivingRequest) -> Result<Read<'_>, Error> {
        let document = &request.document;
        let lock = read_lock(&request.lock)?;
        let prose = document.read().map_err(|error| of_prose(&document.name, error))?;
        let wordings = self.wordings(lock.language);
        let living = Living::read(&prose, &lock);
        let panel = self.store.panel(&document.as_of.query(living.needs()))?;
        let changes = living.changes(&prose, &panel, wordings);
        Ok(Read { prose, wordings, lock, living, changes })
    }

    /// Which of the references that were moved stand in a sentence of which figures
    /// then say otherwise, and what they say.
    fn false_of(
        &self,
        request: &LivingRequest,
        wanted: &UpdateRequest,
        updated: &Updated,
        living: &Living,
        moved: &[usize],
    ) -> Result<Vec<(usize, String)>, Error> {
        let mut after = CheckRequest { bytes: updated.bytes.clone(), ..request.document.clone() };
        after.given.dated = request.document.as_of.published.or(wanted.today).or(after.given.dated);
        let checked = self.check(&after)?;
        let links = checked.prose.fact_links();
        // An update changes neither the number of references nor their order.
        let is_false = |at: usize| {
            let link = &links.get(living.references[at].number)?.words;
            let findings = checked.report.findings.iter().filter(|it| it.severity >= Severity::Warning);
            let mut told = findings.filter_map(|finding| {
                let statement = checked.report.statements.get(finding.statement?)?;
                let is_here = statement.place.start < link.end && link.start < statement.place.end;
                let is_own = finding.place.start < link.end && link.start < finding.place.end;
                let is_so = match statement.verdict {
                    Verdict::Contradicted => is_here,
                    Verdict::Outdated => is_own,
                    _ => false,
                };
                is_so.then(|| finding.message.clone())
            });
            told.next()
        };
        Ok(moved.iter().filter_map(|at| Some((*at, is_false(*at)?))).collect())
    }
}

/// A document as it is to be written out, where it may have references without words:
/// in Markdown.
fn written_of(request: &CheckRequest, prose: &Prose, bytes: &[u8]) -> Option<RenderRequest> {
    (prose.format == Format::Markdown).then(|| RenderRequest {
        name: request.name.clone(),
        bytes: bytes.to_vec(),
        language: request.given.language,
        about: request.given.about.clone(),
        as_of: request.as_of,
        lock: None,
        is_locked: false,
    })
}

/// A lock from its file's name and text.
pub(crate) fn read_lock((name, text): &(String, String)) -> Result<Lock, Error> {
    Lock::read(text).map_err(|error| {
        let at = error.line.map(|line| format!(":{line}")).unwrap_or_default();
        Error::input(format!("{name}{at}: {}", error.problem), error.hint)
    })
}

/// Whether a reference is meant: by its name, without its role, or by its kind.
fn is_named(id: &str, asked: &str) -> bool {
    let asked = asked.strip_prefix("fact:").unwrap_or(asked);
    id == asked || id.split('#').next() == Some(asked) || id.split('?').next() == Some(asked)
}
