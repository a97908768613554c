use super::{Prose, ProseError};

pub(super) fn read(_: &[u8]) -> Result<Prose, ProseError> {
    Err(ProseError::new("PDFs are not read yet", "save the text of the document"))
}
