use std::{fmt, ops::Range};

use attache_document::template::TemplateError;

/// A document is not as it should be.
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
    /// Something else in it that means nothing: a section of a sheet, an area.
    Reference {
        span: Range<usize>,
        problem: String,
        hint: String,
    },
    /// The language has no words for something in the document.
    Wording {
        span: Range<usize>,
        problem: String,
    },
}

impl SheetError {
    /// The bytes of the document that it is about.
    pub fn span(&self) -> Range<usize> {
        match self {
            Self::Template(error) => error.span.clone(),
            Self::Expression { span, .. } | Self::Reference { span, .. } | Self::Wording { span, .. } => span.clone(),
        }
    }

    /// What may help.
    pub fn hint(&self) -> &str {
        match self {
            Self::Template(error) => &error.hint,
            Self::Expression { hint, .. } | Self::Reference { hint, .. } => hint,
            Self::Wording { .. } => "`attache facts` lists the kinds; the built-in sheets show the words",
        }
    }
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Template(error) => f.write_str(&error.problem),
            Self::Expression { expression, problem, .. } => write!(f, "fact:{expression}: {problem}"),
            Self::Reference { problem, .. } | Self::Wording { problem, .. } => f.write_str(problem),
        }
    }
}

impl std::error::Error for SheetError {}

impl From<TemplateError> for SheetError {
    fn from(error: TemplateError) -> Self {
        Self::Template(error)
    }
}
