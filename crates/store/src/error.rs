use std::{error::Error, fmt, path::PathBuf};

use attache_model::{Date, Period, ReleaseId};

type Cause = Box<dyn Error + Send + Sync>;

/// Why a store could not answer.
///
/// Every case names the file or object that it is about; [`StoreError::hint`]
/// says what can be done.
#[derive(Debug)]
pub enum StoreError {
    /// The path of a store is there but is no folder.
    NotAFolder { path: PathBuf },
    /// The folder of a store cannot be made or opened.
    Folder { path: PathBuf, cause: std::io::Error },
    /// Reading or writing an object failed.
    Access { object: String, cause: Cause },
    /// An object that a release is made of is not there.
    Missing { object: String },
    /// An object is not what was once written.
    Damaged { object: String, what: String },
    /// An object was written by a later version of attache, or for a later
    /// codelist.
    Newer { object: String, what: String },
    /// A file became another while it was imported.
    Changed { file: String },
    /// An excerpt was to be written where a store has imports of its own.
    NoExcerpt { object: String },
    /// Something was to be written to a store that only reads.
    ReadOnly,
    /// A query in SQL cannot be answered as it stands.
    #[cfg(feature = "sql")]
    Query { what: String },
    /// No release has this name.
    NoSuchRelease(ReleaseId),
    /// The release has no row of that number.
    NoSuchRow { release: ReleaseId, row: u32 },
}

impl StoreError {
    /// What can be done about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotAFolder { .. } => "a store is a folder; give another path with --store DIR",
            Self::Folder { .. } => "check that the folder may be written to, or give another with --store DIR",
            Self::Access { .. } => "check the permissions and the free space of the store, then run the command again",
            Self::Missing { .. } | Self::Damaged { .. } => {
                "run `attache verify` for all that is damaged; restore it from a copy of the store, or move the \
                 release's file in commits/ away and import its file again"
            }
            Self::Newer { .. } => "use the version of attache that wrote the store, or a later one",
            Self::Changed { .. } => "import it again when nothing writes to it any more",
            Self::NoExcerpt { .. } => "move the folder away: what stands in the place of an excerpt is overwritten",
            Self::ReadOnly => "the built-in data cannot be added to; give a store with --store DIR",
            #[cfg(feature = "sql")]
            Self::Query { .. } => {
                "the tables are observations, products, events and releases; `SHOW COLUMNS FROM observations` lists columns"
            }
            Self::NoSuchRelease(_) => "`attache releases` lists the releases of the store",
            Self::NoSuchRow { .. } => "the identifier may come from another store",
        }
    }

    pub(crate) fn damaged(object: impl Into<String>, what: impl fmt::Display) -> Self {
        Self::Damaged { object: object.into(), what: what.to_string() }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFolder { path } => write!(f, "{} is not a folder", path.display()),
            Self::Folder { path, cause } => write!(f, "the store at {} cannot be opened: {cause}", path.display()),
            Self::Access { object, cause } => write!(f, "{object}: {cause}"),
            Self::Missing { object } => write!(f, "{object} is missing"),
            Self::Damaged { object, what } => write!(f, "{object} is damaged: {what}"),
            Self::Newer { object, what } => write!(f, "{object} was written by a later version: {what}"),
            Self::Changed { file } => write!(f, "{file} was changed while it was read"),
            Self::NoExcerpt { object } => {
                write!(f, "{object} is an import: the folder is a store of its own, and no excerpt of one")
            }
            Self::ReadOnly => f.write_str("this store can only be read"),
            #[cfg(feature = "sql")]
            Self::Query { what } => f.write_str(what),
            Self::NoSuchRelease(id) => write!(f, "no release is named {id}"),
            Self::NoSuchRow { release, row } => write!(f, "release {release} has no row {row}"),
        }
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Folder { cause, .. } => Some(cause),
            Self::Access { cause, .. } => Some(&**cause),
            _ => None,
        }
    }
}

/// What a parser gave that cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The file does not tell its date of publication and none was given.
    NeedsDate { edition: String },
    /// Two editions in one file have the same date of publication.
    SameDate { published: Date, editions: [String; 2] },
    /// A row came before any edition was opened.
    NoEdition,
    /// The file was read without error and held no edition at all.
    Empty,
    /// A period that has no written form.
    Period { period: Period },
    /// More rows than a release can number.
    TooManyRows { edition: String },
    /// More than a tenth of the rows of an earlier release from the same address
    /// is gone.
    Loss { earlier: ReleaseId, before: u64, now: u64 },
}

impl Refused {
    /// What can be done about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NeedsDate { .. } => "give the day it was published with --released YYYY-MM-DD",
            Self::SameDate { .. } => "import the editions as separate files",
            Self::Empty => "check that the file is one of this source, and whole",
            Self::NoEdition | Self::Period { .. } => {
                "this is a fault of the source's parser; please report it with the file"
            }
            Self::TooManyRows { .. } => "split the file",
            Self::Loss { .. } => "if the publisher did withdraw them, take the answer with --force",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NeedsDate { edition } if edition.is_empty() => {
                f.write_str("the file does not tell when it was published")
            }
            Self::NeedsDate { edition } => write!(f, "the file does not tell when its {edition} was published"),
            Self::SameDate { published, editions: [a, b] } => {
                write!(f, "two editions in the file, {a:?} and {b:?}, were published on {published}")
            }
            Self::NoEdition => f.write_str("a row came before the edition that it belongs to"),
            Self::Empty => f.write_str("no data were found in the file"),
            Self::Period { period } => write!(f, "the period {period:?} cannot be written"),
            Self::Loss { earlier, before, now } => {
                let lost = (before - now) * 100 / (*before).max(1);
                write!(f, "holds {now} rows where the release {earlier} has {before}: {lost} % are gone")
            }
            Self::TooManyRows { edition } => write!(f, "the {edition} has more rows than a release can number"),
        }
    }
}

impl Error for Refused {}

/// Why a file was not imported. Nothing of it was kept.
#[derive(Debug)]
pub enum ImportError<E> {
    /// The parser could not read it.
    Parse(E),
    /// The parser's result cannot be kept.
    Refused(Refused),
    /// The store could not be read or written.
    Store(StoreError),
}

impl<E> ImportError<E> {
    /// What can be done about it, unless the parser has to say.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Parse(_) => None,
            Self::Refused(refused) => Some(refused.hint()),
            Self::Store(error) => Some(error.hint()),
        }
    }
}

impl<E> From<StoreError> for ImportError<E> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl<E> From<Refused> for ImportError<E> {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl<E: fmt::Display> fmt::Display for ImportError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parse(error) => error.fmt(f),
            Self::Refused(refused) => refused.fmt(f),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl<E: Error + 'static> Error for ImportError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Parse(error) => error.source(),
            Self::Refused(_) => None,
            Self::Store(error) => error.source(),
        }
    }
}
