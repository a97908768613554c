//! PDFs: pages of text that is drawn, put together again as lines and paragraphs.
//!
//! The source is that text, with a form feed between pages. What a PDF does not say is
//! guessed: which lines are a paragraph by their distance, what is a heading by its
//! size. Headers, footers and page numbers are left out.

#[cfg(feature = "pdf")]
mod font;
#[cfg(feature = "pdf")]
mod layout;
#[cfg(feature = "pdf")]
mod page;
#[cfg(feature = "pdf")]
mod reading;
#[cfg(all(test, feature = "pdf"))]
mod tests;

#[cfg(feature = "pdf")]
pub(super) use reading::read;

/// # Errors
/// Always: the program was built without it.
#[cfg(not(feature = "pdf"))]
pub(super) fn read(_: &[u8]) -> Result<super::Prose, super::ProseError> {
    Err(super::ProseError::new(
        "PDFs are not read by this build",
        "build it with the feature `pdf`, or give the text of the document",
    ))
}
