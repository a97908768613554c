use std::{fmt, ops::Range};

use attache_document::template::TemplateError;

/// A sheet's document is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetError {
    Template(TemplateError),
    /// An expression in the document that means nothing.
    Expression {
        span: Range<usize>,
        expression: String,
        problem: String,
        hint: String,
    },
    /// The language has no words for something in the document.
    Wording {
        problem: String,
    },
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Template(error) => error.fmt(f),
            Self::Expression { expression, problem, .. } => write!(f, "fact:{expression}: {problem}"),
            Self::Wording { problem } => f.write_str(problem),
        }
    }
}

impl std::error::Error for SheetError {}

impl From<TemplateError> for SheetError {
    fn from(error: TemplateError) -> Self {
        Self::Template(error)
    }
}
