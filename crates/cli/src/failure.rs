use std::{fmt::Display, io, path::Path};

use attache_engine::Error;

/// Why a command could not be carried out, and what may help.
#[derive(Debug)]
pub(crate) struct Failure {
    problem: String,
    hint: String,
}

impl Failure {
    pub(crate) fn new(problem: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { problem: problem.into(), hint: hint.into() }
    }

    /// A file could not be written.
    pub(crate) fn writing(path: &Path, error: &io::Error) -> Self {
        Self::new(format!("{}: {error}", path.display()), "check the path and its permissions")
    }

    pub(crate) fn print(&self) {
        report("error", &self.problem, &self.hint);
    }
}

/// Tells of something on standard error.
pub(crate) fn report(kind: &str, problem: impl Display, hint: &str) {
    crate::tell!("{kind}: {problem}");
    if !hint.is_empty() {
        crate::tell!("  hint: {hint}");
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}
