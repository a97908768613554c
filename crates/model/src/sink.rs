use std::{fmt, ops::Range};

use compact_str::CompactString;
use jiff::civil::Date;

use crate::{Code, Coverage, Event, Observation, ProductBlock};

/// Where in a snapshot a figure stands.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Place {
    /// The member of an archive; empty for a snapshot that is one file.
    pub member: CompactString,
    /// Within the file: a JSON pointer (`/Economy/Exports/text`), a sheet and
    /// cell (`country!N1204`), a row and column of a CSV (`row 1204, IYR`;
    /// the header is row 1), an XPath.
    pub pointer: CompactString,
    /// Bytes of the text found there, where the figure is a part of it.
    pub span: Option<Range<u32>>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.member)?;
        if !self.member.is_empty() && !self.pointer.is_empty() {
            f.write_str("#")?;
        }
        f.write_str(&self.pointer)?;
        match &self.span {
            Some(span) => write!(f, "@{}..{}", span.start, span.end),
            None => Ok(()),
        }
    }
}

/// What a parser says of the release whose rows follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// The publisher's date, where the file tells it.
    pub published: Option<Date>,
    /// A day that the file bears and that need not be that of its publication,
    /// as when a message was prepared. Where no other is told or given it stands
    /// for it, marked as given.
    pub dated: Option<Date>,
    /// For people: "edition of 22 January 2026".
    pub name: String,
    pub coverage: Vec<Coverage>,
    /// What the publisher calls the indicators that no fact kind of the program
    /// has a name for.
    pub labels: Vec<(Code, String)>,
}

/// A part of the input that was looked at and not turned into data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unparsed {
    pub place: Place,
    /// A short kind, the same for alike cases, so that they can be counted:
    /// `unknown area`, `prose`, `no number`.
    pub reason: &'static str,
    /// Some of the text.
    pub text: String,
    /// It is of a listed kind that holds no figure by intent (prose, titles),
    /// and no shortcoming of the parser.
    pub expected: bool,
}

/// The store could not take what the parser gave.
#[derive(Debug)]
pub struct SinkError(pub Box<dyn std::error::Error + Send + Sync>);

impl fmt::Display for SinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for SinkError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
    }
}

/// Where a parser's results go, one after the other, so that a file larger
/// than memory can be read.
///
/// [`Sink::edition`] opens a release; the rows that follow belong to it, until
/// the next one opens. Nothing is kept unless the whole input is read without
/// error.
pub trait Sink {
    fn edition(&mut self, edition: Edition) -> Result<(), SinkError>;
    fn observation(&mut self, observation: Observation, place: Place) -> Result<(), SinkError>;
    fn event(&mut self, event: Event, place: Place) -> Result<(), SinkError>;

    /// Takes many figures of trade by product at once. They are observations as
    /// any other; a sink that can keep them by columns does.
    fn products(&mut self, block: ProductBlock) -> Result<(), SinkError> {
        block.observations().try_for_each(|(observation, place)| self.observation(observation, place))
    }

    fn unparsed(&mut self, unparsed: Unparsed);
}
