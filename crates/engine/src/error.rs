use std::fmt;

use attache_model::UnknownArea;
use attache_sheet::SheetError;
use attache_source::{ParseError, fetch::FetchError};
use attache_store::{ImportError, StoreError};

/// Why a request could not be answered, in the kinds that a user tells apart.
#[derive(Debug)]
pub enum Error {
    /// The request names something that is not there or makes no sense.
    Request { problem: String, hint: String },
    /// A file that was given is not what it should be.
    Input { problem: String, hint: String },
    /// The store cannot be read or written, or is damaged.
    Store(StoreError),
    /// A publisher's server did not give what was asked.
    Network(FetchError),
    /// A built-in document or wording is at fault.
    Sheet(SheetError),
}

impl Error {
    pub fn request(problem: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Request { problem: problem.into(), hint: hint.into() }
    }

    pub fn input(problem: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Input { problem: problem.into(), hint: hint.into() }
    }

    /// What can be done about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Request { hint, .. } | Self::Input { hint, .. } => hint.clone(),
            Self::Store(error) => error.hint().to_owned(),
            Self::Network(error) => error.hint(),
            Self::Sheet(SheetError::Wording { .. }) => "this is a fault of the program; please report it".to_owned(),
            Self::Sheet(error) => error.hint().to_owned(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request { problem, .. } | Self::Input { problem, .. } => f.write_str(problem),
            Self::Store(error) => error.fmt(f),
            Self::Network(error) => error.fmt(f),
            Self::Sheet(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<FetchError> for Error {
    fn from(error: FetchError) -> Self {
        Self::Network(error)
    }
}

impl From<SheetError> for Error {
    fn from(error: SheetError) -> Self {
        Self::Sheet(error)
    }
}

impl From<UnknownArea> for Error {
    fn from(unknown: UnknownArea) -> Self {
        let language = attache_model::Language::English;
        let near: Vec<String> =
            unknown.candidates.iter().map(|a| format!("{} ({})", a.name(language), a.code())).collect();
        let hint = match near.as_slice() {
            [] => "give a name or an ISO 3166 code, as Bolivia or BO; other codes take their list in front, as GEC:BL"
                .to_owned(),
            [one] => format!("did you mean {one}?"),
            several => format!("did you mean one of {}?", several.join(", ")),
        };
        Self::request(unknown.to_string(), hint)
    }
}

impl Error {
    /// What an import of the file failed by.
    pub(crate) fn of_import(file: &str, error: ImportError<ParseError>) -> Self {
        let hint = error.hint().unwrap_or_default().to_owned();
        match error {
            ImportError::Store(error) => Self::Store(error),
            ImportError::Refused(refused) => Self::input(format!("{file}: {refused}"), hint),
            ImportError::Parse(ParseError::Sink(error)) => Self::input(format!("{file}: {error}"), ""),
            ImportError::Parse(error) => Self::of_parse(&error),
        }
    }

    /// What a file is not what it should be by.
    pub(crate) fn of_parse(error: &ParseError) -> Self {
        let hint = match error {
            ParseError::Malformed { hint, .. } if !hint.is_empty() => hint.clone(),
            _ => "nothing of the file was kept; check that it is whole and of this source".to_owned(),
        };
        Self::input(error.to_string(), hint)
    }
}
