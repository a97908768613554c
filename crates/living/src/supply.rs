//! What fills a document's references from its lock.

use std::cell::RefCell;

use attache_document::{
    template::Presentation,
    written::{Note, Source},
};
use attache_fact::{Expression, Time};
use attache_model::{Date, Language};
use attache_sheet::supply::{Ask, Cited, Drawn, Lack, Statement, Supply};

use crate::{
    kept::{Kept, Numbers, Question},
    lock::{Lock, Locked, LockedRelease},
};

/// Statements as a lock has them; what it has not comes from another supply, where
/// there is one.
pub struct FromLock<'a> {
    lock: &'a Lock,
    /// The releases of the lock, each once; the numbers of others come after them.
    releases: Vec<&'a LockedRelease>,
    /// Notes that what was kept has, and where those of another supply begin.
    notes: RefCell<Vec<Note>>,
    other: Option<&'a dyn Supply>,
}

/// The handle of statements that the lock gave.
const OWN: usize = usize::MAX;

/// Notes from here on are of what the lock kept.
const OWN_NOTES: usize = usize::MAX / 2;

impl<'a> FromLock<'a> {
    pub fn new(lock: &'a Lock, other: Option<&'a dyn Supply>) -> Self {
        let mut releases: Vec<&LockedRelease> = Vec::new();
        for release in lock.cited() {
            if !releases.contains(&release) {
                releases.push(release);
            }
        }
        Self { lock, releases, notes: RefCell::default(), other }
    }

    /// The entry of words of the author's: of those of the expression, the one that has
    /// these, in this role.
    fn find(&self, ask: &Ask<'_>) -> Option<&'a Locked> {
        let words = ask.words?;
        let role = ask.presentation.role.as_deref();
        let alike = self.lock.references.iter().filter(|it| is_of(it, ask.expression));
        // The last of the greatest is taken; of equals, the first is wanted.
        alike.rev().max_by_key(|it| (it.text == words, Some(it.role.as_str()) == role))
    }

    /// What was kept of a question.
    fn kept(&self, fact: &Expression, ask: Question, form: &str, language: Language) -> Option<&'a Kept> {
        let fact = fact.to_string();
        let key = (fact.as_str(), ask, form, language.tag());
        let at = self.lock.kept.binary_search_by(|kept| kept.key().cmp(&key)).ok()?;
        self.lock.kept.get(at)
    }

    fn told(&self, kept: &Kept) -> Result<Vec<Statement>, Lack> {
        if let Some(lack) = &kept.lacks {
            return Err(lack.told());
        }
        let told = kept.says.iter().map(|it| it.told(OWN, self)).collect::<Option<_>>();
        told.ok_or_else(|| Lack::Refused {
            problem: format!("what the lock has of {} is damaged", kept.fact),
            hint: "bind the document anew".to_owned(),
        })
    }

    fn cited(&self, locked: &Locked) -> Vec<Cited> {
        let number = |release: &LockedRelease| self.releases.iter().position(|it| *it == release);
        let sources = locked.releases.iter().filter_map(number);
        sources.map(|source| Cited { source, what: locked.what.clone(), notes: Vec::new() }).collect()
    }

    /// What another supply gave, its sources numbered after the lock's.
    fn moved(&self, statement: Statement) -> Statement {
        let by = self.releases.len();
        let moved = |cited: Cited| Cited { source: cited.source + by, ..cited };
        Statement {
            citations: statement.citations.into_iter().map(moved).collect(),
            dissent: statement.dissent.into_iter().map(|it| self.moved(it)).collect(),
            ..statement
        }
    }
}

/// Whether an entry is of an expression, however each is written.
fn is_of(locked: &Locked, expression: &Expression) -> bool {
    locked.fact.parse::<Expression>().is_ok_and(|fact| fact == *expression)
}

fn not_locked(expression: &Expression) -> Lack {
    Lack::Refused {
        problem: format!("{expression} is not in the lock"),
        hint: "`attache bind` locks what a document states".to_owned(),
    }
}

impl Supply for FromLock<'_> {
    fn answer(&self, ask: &Ask<'_>) -> Result<Vec<Statement>, Lack> {
        let Some(locked) = self.find(ask) else {
            let form = ask.presentation.to_string();
            if let Some(kept) = self.kept(ask.expression, Question::Statements, &form, ask.language) {
                return self.told(kept);
            }
            let other = self.other.ok_or_else(|| not_locked(ask.expression))?;
            return Ok(other.answer(ask)?.into_iter().map(|it| self.moved(it)).collect());
        };
        let fact: Expression = locked.of.parse().unwrap_or_else(|_| ask.expression.clone());
        let time = match fact.args.time {
            Time::Period(period) => Some(period),
            _ => None,
        };
        Ok(vec![Statement {
            time,
            fact,
            text: locked.text.clone(),
            value: locked.value.clone(),
            figures: std::iter::once(0..locked.text.len()).collect(),
            begins: None,
            citations: self.cited(locked),
            dissent: Vec::new(),
            handle: OWN,
        }])
    }

    fn role(&self, of: &Statement, presentation: &Presentation, language: Language) -> Result<Option<Statement>, Lack> {
        if let Some(kept) = self.kept(&of.fact, Question::Role, &presentation.to_string(), language) {
            return Ok(self.told(kept)?.into_iter().next());
        }
        match self.other {
            Some(other) if of.handle != OWN => {
                let own = self.releases.len();
                let citations =
                    of.citations.iter().map(|it| Cited { source: it.source.saturating_sub(own), ..it.clone() });
                let of = Statement { citations: citations.collect(), ..of.clone() };
                Ok(other.role(&of, presentation, language)?.map(|it| self.moved(it)))
            }
            _ => Err(not_locked(&of.fact)),
        }
    }

    fn chart(&self, expression: &Expression, roles: &[String], language: Language) -> Result<Option<Drawn>, Lack> {
        if let Some(kept) = self.kept(expression, Question::Chart, &roles.join(", "), language) {
            self.told(kept)?;
            return Ok(kept.drawn.as_ref().and_then(|drawn| drawn.told(self)));
        }
        let other = self.other.ok_or_else(|| not_locked(expression))?;
        let by = self.releases.len();
        Ok(other.chart(expression, roles, language)?.map(|drawn| {
            let moved = |cited: Cited| Cited { source: cited.source + by, ..cited };
            Drawn { citations: drawn.citations.into_iter().map(moved).collect(), ..drawn }
        }))
    }

    fn source(&self, id: usize) -> Source {
        match (self.releases.get(id), self.other) {
            (Some(release), _) => source(release),
            (None, Some(other)) => other.source(id - self.releases.len()),
            (None, None) => unreachable!("a supply is asked for sources that it gave"),
        }
    }

    fn note(&self, id: usize) -> Note {
        let own = id.checked_sub(OWN_NOTES).and_then(|at| self.notes.borrow().get(at).cloned());
        match (own, self.other) {
            (Some(note), _) => note,
            (None, Some(other)) => other.note(id),
            (None, None) => unreachable!("a supply is asked for notes that it gave"),
        }
    }

    fn is_at_hand(&self, source: &str) -> bool {
        self.lock.at_hand.iter().any(|it| it == source) || self.other.is_some_and(|other| other.is_at_hand(source))
    }
}

impl Numbers for FromLock<'_> {
    fn of_release(&self, name: &str) -> Option<usize> {
        self.releases.iter().position(|release| release.release == name)
    }

    fn of_note(&self, note: Note) -> usize {
        let mut notes = self.notes.borrow_mut();
        let at = notes.iter().position(|it| *it == note).unwrap_or_else(|| {
            notes.push(note);
            notes.len() - 1
        });
        OWN_NOTES + at
    }
}

fn source(release: &LockedRelease) -> Source {
    // A lock whose days are none is not read.
    let day = |text: &str| text.parse::<Date>().unwrap_or(Date::ZERO);
    Source {
        release: release.release.clone(),
        publisher: release.publisher.clone(),
        title: release.title.clone(),
        edition: release.edition.clone(),
        published: day(&release.published),
        published_is_given: release.published_is_given,
        retrieved: day(&release.retrieved),
        licence: release.licence.clone(),
        url: release.url.clone(),
        homepage: release.homepage.clone(),
        citation: release.citation.clone(),
        hash: release.hash.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_of_the_entry_that_has_them() {
        let locked = |role: &str, text: &str, of: &str| Locked {
            fact: "agreement?area=BO,PE&type=trade".to_owned(),
            role: role.to_owned(),
            text: text.to_owned(),
            of: format!("agreement?area=BO,PE&type=trade&signed={of}"),
            what: String::new(),
            value: String::new(),
            sign: None,
            releases: Vec::new(),
        };
        let all = vec![locked("signed", "1998", "1"), locked("signed", "2005", "2"), locked("title", "2005", "3")];
        let lock = Lock::new(Language::English, all);
        let expression: Expression = "agreement?area=BO,PE&type=trade".parse().unwrap();
        let supply = FromLock::new(&lock, None);
        for (role, words, of) in [
            ("signed", "1998", Some("1")),
            ("signed", "2005", Some("2")),
            ("title", "2005", Some("3")),
            // As edited, of the role.
            ("title", "2006", Some("3")),
        ] {
            let presentation = Presentation::read(&format!("#{role}")).unwrap();
            let language = Language::English;
            let ask = Ask { expression: &expression, presentation: &presentation, language, words: Some(words) };
            let found = supply.find(&ask).map(|it| it.of.rsplit('=').next().unwrap());
            assert_eq!(found, of, "{role} {words}");
        }
    }
}
