use std::{fmt, str::FromStr};

use jiff::civil::Date;

use crate::{Area, Code, EventKind, Period};

pub use jiff::Timestamp;

/// A SHA-256 hash, printed as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The first eight digits, for people.
    pub fn short(&self) -> String {
        self.to_string()[..8].to_owned()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hash {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not a SHA-256 hash (64 hexadecimal digits)");
        if text.len() != 64 || !text.is_ascii() {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| wrong())?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

/// The bytes of one file as a publisher gave them. Never changed; named by
/// their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub hash: Hash,
    /// The file's name when it came, for people.
    pub file: String,
    pub bytes: u64,
    /// Where the publisher offers it.
    pub url: String,
    /// The day it was fetched or handed over.
    pub retrieved: Date,
    /// What its server called this version of it (HTTP `ETag`).
    pub etag: Option<String>,
    /// When its server says that it last changed (HTTP `Last-Modified`, as
    /// sent).
    pub last_modified: Option<String>,
}

/// A name for a release: `factbook-2026-01-22-1f3a90bc` is the source, the day
/// of publication and the first digits of its snapshot's hash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReleaseId(pub String);

impl fmt::Display for ReleaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The place of a release in the [`Panel`](crate::Panel) that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReleaseIx(pub u16);

/// What a release says it covers completely, so that what it does not list can
/// be said not to be. Without one, absence means only "no data".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    pub kind: EventKind,
    /// Which events of the kind, as the `type` attribute has it:
    /// `investment`, `trade`.
    pub category: Code,
    /// Between whom; `None` is every area.
    pub areas: Option<Vec<Area>>,
    pub from: Option<Period>,
    pub until: Option<Period>,
    /// The publisher's own claim, for the reader.
    pub statement: String,
}

/// How much of the world and of time a release tells of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Areas that figures and events are about, counterparts not counted.
    pub areas: u32,
    /// Ordered pairs of areas that figures and events are about.
    pub pairs: u32,
    /// The years of the earliest and the latest figure or event.
    pub years: Option<(i16, i16)>,
}

/// One publication of one data set.
///
/// A revision is a new release; nothing is overwritten. The two dates are two
/// clocks and never mixed: `published` is the publisher's, `recorded` ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    pub id: ReleaseId,
    /// The module that read it: `factbook`, `census`.
    pub source: Code,
    pub publisher: String,
    /// The data set's title.
    pub title: String,
    /// What tells this release from others of the data set, as "edition of 22 January 2026".
    pub edition: String,
    pub published: Date,
    /// The date of publication was given at import, not read from the file.
    pub published_is_given: bool,
    pub recorded: Timestamp,
    pub snapshot: Snapshot,
    pub licence: String,
    /// The publisher's terms of use: an address, or a sentence.
    pub terms: String,
    /// The terms forbid handing on the raw rows.
    pub restricted: bool,
    /// How the publisher asks to be cited.
    pub citation: String,
    /// The page that describes the data set.
    pub homepage: String,
    pub coverage: Vec<Coverage>,
    /// What the publisher calls the indicators that no fact kind of the program
    /// has a name for.
    pub labels: Vec<(Code, String)>,
    pub extent: Extent,
    pub observations: u64,
    pub events: u64,
}
