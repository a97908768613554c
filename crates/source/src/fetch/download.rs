use std::{
    fmt,
    fs::File,
    io::{self, Cursor},
};

use attache_model::{Bytes, Date};

use super::{FetchError, Run, Scratch, answer::Answer, pack};
use crate::{ParseError, job::Job};

/// What a job has brought.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one for a job, and it is mostly the large one")]
pub enum Fetched {
    /// What is known is what the server still has.
    NotModified,
    File(Download),
}

/// A snapshot to be, as a publisher's server gave it.
#[derive(Debug)]
pub struct Download {
    /// What the job calls it.
    pub file: String,
    /// The answer as it came, its transport's packing taken off; of several
    /// requests, the tar of their answers. A key that was echoed is masked.
    pub contents: Contents,
    /// Of the first answer, for the next pull to ask with.
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// The day on which any of it last changed, where the server says.
    pub last_changed: Option<Date>,
    /// Made for it, those included that failed or were led elsewhere.
    pub requests: u32,
    /// Why it is not what was asked for: what has come up to there is to be kept
    /// as evidence and not to be read.
    pub rejected: Option<ParseError>,
}

/// Where the bytes of a download are.
pub enum Contents {
    Bytes(Vec<u8>),
    Path(Scratch),
}

impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::Path(scratch) => f.debug_tuple("Path").field(scratch).finish(),
        }
    }
}

impl attache_model::Contents for Contents {
    fn size(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Path(scratch) => scratch.length(),
        }
    }

    fn open(&self) -> io::Result<Box<dyn Bytes + '_>> {
        match self {
            Self::Bytes(bytes) => Ok(Box::new(Cursor::new(bytes))),
            Self::Path(scratch) => Ok(Box::new(File::open(scratch.path())?)),
        }
    }
}

/// Puts the answers of a job together.
pub(super) fn of(
    run: &Run<'_>,
    job: &Job,
    answers: Vec<Answer>,
    rejected: Option<ParseError>,
) -> Result<Download, FetchError> {
    let known = answers.first().map(|answer| answer.known.clone()).unwrap_or_default();
    let last_changed = answers.iter().filter_map(Answer::last_changed).max();
    let contents = pack::pack(answers, run).map_err(|cause| run.error(&job.first, 0, cause))?;
    Ok(Download {
        file: job.file.clone(),
        contents,
        etag: known.etag,
        last_modified: known.last_modified,
        last_changed,
        requests: run.requests,
        rejected,
    })
}
