use std::fmt;

use attache_model::Language;

/// A file of wordings does not read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordingError {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    pub problem: String,
    /// What to do about it, or empty.
    pub hint: String,
}

impl fmt::Display for WordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.problem)
    }
}

impl std::error::Error for WordingError {}

/// A fact cannot be put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoWording {
    /// The language has no wordings for the fact kind.
    Kind { language: Language, kind: String },
    /// The kind's wordings lack the form.
    Form { language: Language, kind: String, form: String },
    /// No pattern fits; the roles that the last one lacks.
    Roles { kind: String, form: String, lacking: Vec<String> },
    /// What fills the role does not have the form that the pattern asks for.
    Misfit { kind: String, role: String, form: String, value: &'static str },
    /// There is no such word in `words.toml`.
    Word { language: Language, name: String },
}

impl fmt::Display for NoWording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind { language, kind } => write!(
                f,
                "there is no wording for the fact kind {kind:?} in {0:?}; add [{kind}] to a file in \
                 crates/language/wordings/{1}/",
                language,
                language.tag()
            ),
            Self::Form { language, kind, form } => write!(
                f,
                "the fact kind {kind:?} has no wording as {form:?} in {0:?}; add {form} = \"...\" below [{kind}] in \
                 crates/language/wordings/{1}/",
                language,
                language.tag()
            ),
            Self::Roles { kind, form, lacking } => {
                write!(f, "no pattern of {kind:?} as {form:?} fits: the last wants {}", lacking.join(", "))
            }
            Self::Misfit { kind, role, form, value } => {
                write!(f, "in a wording of {kind:?}, {{{role}|{form}}}: {value} has no such form")
            }
            Self::Word { language, name } => write!(
                f,
                "there is no word {name:?} in {0:?}; add it to crates/language/wordings/{1}/words.toml",
                language,
                language.tag()
            ),
        }
    }
}

impl std::error::Error for NoWording {}
