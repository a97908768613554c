//! What a lock says, derived anew.

use std::fmt;

use attache_check::sign_of;
use attache_document::template::Presentation;
use attache_fact::{Absent, Expression, ExpressionError, Fact, RoleName, find};
use attache_language::Wordings;
use attache_model::{Language, Panel, ReleaseId, Selection};
use attache_sheet::{
    Facts, FromFacts,
    supply::{Ask, Lack, Supply},
};

use crate::{
    kept::{KeptChart, KeptStatement, Recorder, Stated, Telling},
    lock::{Lock, Locked},
    reference::{needs, role_of, stated},
};

/// What speaks against an entry of a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// Its expression or role is none that this program knows.
    Malformed { problem: String },
    /// The releases that it names do not give the fact.
    Absent,
    /// They give another figure.
    Value { locked: String, is: String },
    /// The figure has another sign, as a balance that is a deficit.
    Sign { locked: Option<String>, is: Option<String> },
    /// The words of a statement are those that the releases give, and something else
    /// that the lock has of it is not: its time, its figures, what it cites.
    Otherwise,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = |sign: &Option<String>| sign.clone().unwrap_or_else(|| "nothing".to_owned());
        match self {
            Self::Malformed { problem } => f.write_str(problem),
            Self::Absent => f.write_str("the releases that it names do not give it"),
            Self::Value { locked, is } => write!(f, "the lock has {locked}, and its releases give {is}"),
            Self::Sign { locked, is } => {
                write!(f, "the lock says {} of it, and its releases give {}", sign(locked), sign(is))
            }
            Self::Otherwise => {
                f.write_str("what the lock has of its figures and sources is not what its releases give")
            }
        }
    }
}

impl Lock {
    /// What must be in a panel to derive what was locked.
    pub fn needs(&self) -> Vec<Selection> {
        let stated = self.stated().map(|it| it.id());
        needs(self.references.iter().map(|it| it.of.as_str()).chain(stated).filter_map(|of| of.parse().ok()))
    }
}

impl Locked {
    /// The fact that was locked, from the releases that it names alone.
    ///
    /// # Errors
    /// When they do not give it, or its value or sign is another one.
    pub fn verify(&self, panel: &Panel, wordings: &Wordings) -> Result<Fact, Mismatch> {
        let (told, role) = self.derive(panel)?;
        let value = |fact: &Fact| stated(fact, role, wordings).map(|value| value.to_string());
        let of_role = told.into_iter().filter_map(|fact| Some((value(&fact)?, fact)));
        // A fact of that very expression, the locked one first.
        let mut of_role: Vec<(String, Fact)> = of_role.filter(|(_, it)| it.expression.to_string() == self.of).collect();
        let at = of_role.iter().position(|(value, _)| *value == self.value).unwrap_or(0);
        if of_role.is_empty() {
            return Err(Mismatch::Absent);
        }
        let (is, fact) = of_role.swap_remove(at);
        let sign = sign_of(&fact);
        match () {
            () if is != self.value => Err(Mismatch::Value { locked: self.value.clone(), is }),
            () if sign != self.sign.as_deref() => {
                Err(Mismatch::Sign { locked: self.sign.clone(), is: sign.map(str::to_owned) })
            }
            () => Ok(fact),
        }
    }

    /// What its expression tells by the releases that it names, and its role.
    pub(crate) fn derive(&self, panel: &Panel) -> Result<(Vec<Fact>, RoleName), Mismatch> {
        let malformed = |problem: String| Mismatch::Malformed { problem };
        let expression = parsed(&self.of)?;
        let kind = find(expression.kind)
            .ok_or_else(|| malformed(format!("there is no fact kind {:?}", expression.kind.as_str())))?;
        let role =
            role_of(kind, &self.role).ok_or_else(|| malformed(format!("{} has no role {:?}", kind.id(), self.role)))?;
        let ids: Vec<ReleaseId> = self.releases.iter().map(|release| release.id()).collect();
        match kind.derive(&expression.args, &panel.of_releases(&ids)) {
            Ok(told) => Ok((told, role)),
            Err(Absent::BadArgument { argument, problem }) => Err(malformed(format!("{argument} {problem}"))),
            Err(_) => Err(Mismatch::Absent),
        }
    }
}

impl Stated<'_> {
    /// The facts of what was stated, with those that dissent, from the releases that it
    /// names alone.
    ///
    /// # Errors
    /// When they do not give it, or it reads otherwise. Notes on figures, which are the
    /// program's, are not compared.
    pub fn verify<'w>(
        &self,
        panel: &Panel,
        wordings: &'w dyn Fn(Language) -> &'w Wordings,
    ) -> Result<Vec<Fact>, Mismatch> {
        let malformed = |problem: String| Mismatch::Malformed { problem };
        let language = Language::ALL.into_iter().find(|it| it.tag() == self.kept.language);
        let language = language.ok_or_else(|| malformed(format!("{:?} is no language", self.kept.language)))?;
        let ids: Vec<ReleaseId> = self.releases().into_iter().map(|id| ReleaseId(id.to_owned())).collect();
        let facts = Facts::new(panel.of_releases(&ids));
        let words = |language: Language| wordings(language);
        let supply = FromFacts::new(&facts, &words);
        match self.telling {
            Telling::Statement(statement) => self.statement(statement, &supply, language),
            Telling::Chart(chart) => self.chart(chart, &facts, &supply, language),
        }
    }

    fn statement(
        &self,
        locked: &KeptStatement,
        supply: &FromFacts<'_>,
        language: Language,
    ) -> Result<Vec<Fact>, Mismatch> {
        let expression = parsed(&locked.of)?;
        let presentation =
            Presentation::read(&self.kept.form).map_err(|(problem, _)| Mismatch::Malformed { problem })?;
        let ask = Ask { expression: &expression, presentation: &presentation, language, words: None };
        let told = supply.answer(&ask).map_err(lacking)?;
        let recorder = Recorder::new(supply);
        let (mut other, mut is_worded) = (None, false);
        for statement in told.iter().filter(|it| it.fact == expression) {
            let is = recorder.statement(statement);
            if is.without_notes() == locked.without_notes() {
                let fact = supply.fact(statement);
                let dissent = fact.iter().flat_map(|it| it.dissent.clone()).collect::<Vec<Fact>>();
                return Ok(fact.into_iter().chain(dissent).collect());
            }
            is_worded |= is.text == locked.text;
            other = other.or(Some(is.text));
        }
        Err(match other {
            Some(_) if is_worded => Mismatch::Otherwise,
            Some(is) => Mismatch::Value { locked: format!("{:?}", locked.text), is: format!("{is:?}") },
            None => Mismatch::Absent,
        })
    }

    fn chart(
        &self,
        locked: &KeptChart,
        facts: &Facts,
        supply: &FromFacts<'_>,
        language: Language,
    ) -> Result<Vec<Fact>, Mismatch> {
        let expression = parsed(&self.kept.fact)?;
        let roles: Vec<String> = self.kept.form.split(", ").map(str::to_owned).collect();
        let drawn = supply.chart(&expression, &roles, language).map_err(lacking)?.ok_or(Mismatch::Absent)?;
        let is = Recorder::new(supply).drawn(&drawn);
        if is.without_notes() != locked.without_notes() {
            return Err(Mismatch::Otherwise);
        }
        let told = facts.of(&expression).ok_or(Mismatch::Absent)?;
        told.as_ref().clone().map_err(|_| Mismatch::Absent)
    }
}

fn parsed(expression: &str) -> Result<Expression, Mismatch> {
    expression.parse().map_err(|error: ExpressionError| Mismatch::Malformed { problem: error.problem })
}

/// Why releases do not give what was stated.
fn lacking(lack: Lack) -> Mismatch {
    match lack {
        Lack::UnknownKind => Mismatch::Malformed { problem: "there is no such fact kind".to_owned() },
        Lack::Refused { problem, .. } => Mismatch::Malformed { problem },
        Lack::NoData { .. } | Lack::NotApplicable => Mismatch::Absent,
    }
}
