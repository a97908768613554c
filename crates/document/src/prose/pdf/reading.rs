use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Dictionary, Document, LoadOptions, Object, decode_text_string};

use super::super::about::{day_of, tag_of};
use super::super::place::Places;
use super::super::{About, Encoding, Format, Prose, ProseError};
use super::layout;
use super::page::{Budget, Run, runs};

/// No stream is larger, unpacked, in bytes.
pub(super) const LARGEST_STREAM: usize = 32 << 20;

/// The document that a PDF shows.
///
/// # Errors
/// When the bytes are no PDF, need a password, draw more than is read or show no text.
pub(in super::super) fn read(bytes: &[u8]) -> Result<Prose, ProseError> {
    // The crate that reads the file may panic on damage.
    catch_unwind(AssertUnwindSafe(|| read_document(bytes)))
        .unwrap_or_else(|_| Err(damaged("its objects do not fit together")))
}

fn read_document(bytes: &[u8]) -> Result<Prose, ProseError> {
    let options = LoadOptions { max_decompressed_size: Some(LARGEST_STREAM), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| damaged(&error.to_string()))?;
    if document.is_encrypted() {
        return Err(ProseError::new("needs a password", "save the PDF without one"));
    }
    let mut budget = Budget::default();
    let mut pages: Vec<Vec<Run>> = Vec::new();
    for page in document.page_iter() {
        pages.push(runs(&document, page, &mut budget)?);
    }
    let text = layout::text_of(pages);
    if text.blocks.is_empty() {
        return Err(ProseError::new(
            "shows no text: it holds images, or its fonts do not say which characters they draw",
            "recognize its text, or give the document it was made from",
        ));
    }
    let places = Places::of(&text.source, text.labels);
    let about = about(&document);
    Ok(Prose {
        format: Format::Pdf,
        source: text.source,
        blocks: text.blocks,
        about,
        encoding: Encoding::UTF_8,
        places,
    })
}

fn about(document: &Document) -> About {
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok();
    let get = |name: &[u8]| text(document, info?, name);
    About {
        title: get(b"Title"),
        dated: get(b"CreationDate").or_else(|| get(b"ModDate")).and_then(|time| day_of(&time)),
        language: document.catalog().ok().and_then(|catalog| text(document, catalog, b"Lang")).map(|tag| tag_of(&tag)),
        author: get(b"Author"),
        ..About::default()
    }
}

fn text(document: &Document, dictionary: &Dictionary, name: &[u8]) -> Option<String> {
    let object = dictionary.get_deref(name, document).ok()?;
    let text = decode_text_string(object).ok()?;
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

fn damaged(problem: &str) -> ProseError {
    ProseError::new(format!("cannot be read as a PDF: {problem}"), "print it to a new PDF, or give its text")
}
