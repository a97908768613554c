use std::ops::Range;

use super::{Prose, ProseError};

pub(super) fn read(_: &[u8]) -> Result<Prose, ProseError> {
    Err(missing())
}

pub(super) fn apply(_: &[u8], _: &str, _: &[(Range<usize>, String)]) -> Result<Vec<u8>, ProseError> {
    Err(missing())
}

fn missing() -> ProseError {
    ProseError::new("Word documents are not read yet", "save the document as HTML")
}
