use std::fmt;

use attache_model::{Place, SinkError};

/// A file is not what its source offers.
#[derive(Debug)]
pub enum ParseError {
    /// The bytes are wrong, at a place, and what may help.
    Malformed { file: String, place: Box<Place>, problem: String, hint: String },
    /// The place that the results go to failed.
    Sink(SinkError),
}

impl ParseError {
    pub fn new(file: impl Into<String>, place: Place, problem: impl Into<String>) -> Self {
        Self::Malformed { file: file.into(), place: Box::new(place), problem: problem.into(), hint: String::new() }
    }

    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        if let Self::Malformed { hint, .. } = &mut self {
            *hint = text.into();
        }
        self
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { file, place, problem, .. } => {
                let place = place.to_string();
                let at = if place.is_empty() { String::new() } else { format!(", {place}") };
                write!(f, "{file}{at}: {problem}")
            }
            Self::Sink(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ParseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Malformed { .. } => None,
            Self::Sink(error) => Some(error),
        }
    }
}

impl From<SinkError> for ParseError {
    fn from(error: SinkError) -> Self {
        Self::Sink(error)
    }
}
