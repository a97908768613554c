//! What a lock says, derived anew.

use std::fmt;

use attache_check::sign_of;
use attache_fact::{Absent, Expression, Fact, RoleName, find};
use attache_language::Wordings;
use attache_model::{Panel, ReleaseId, Selection};

use crate::{
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
        }
    }
}

impl Lock {
    /// What must be in a panel to derive what was locked.
    pub fn needs(&self) -> Vec<Selection> {
        needs(self.references.iter().filter_map(|it| it.of.parse().ok()))
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
        let expression: Expression =
            self.of.parse().map_err(|e: attache_fact::ExpressionError| malformed(e.problem))?;
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
