//! Word documents: OOXML packages whose text stands in `word/document.xml`.
//!
//! The source is the XML of the text, the footnotes, the endnotes and the settings, one
//! after the other, so that every character has a byte in it and can be replaced there. What is
//! deleted, moved away or hidden is not read, and of a drawing's two versions one is.
//! Tables of contents, headers and footers are no prose.

mod body;
pub(super) mod control;
mod package;
mod properties;
#[cfg(test)]
mod tests;
mod xml;

use std::ops::Range;

use self::package::{Package, Part};
use super::place::Places;
use super::{Encoding, Format, Prose, ProseError};

const SETTINGS: &str = "word/settings.xml";

/// The document that stands in a package.
///
/// # Errors
/// When the bytes are no package, one of its parts is damaged or larger than 64 MiB, or
/// it holds no text.
pub(super) fn read(bytes: &[u8]) -> Result<Prose, ProseError> {
    let mut package = Package::open(bytes)?;
    let parts = text_parts(&mut package)?;
    let styles =
        package.part("word/styles.xml")?.map(|part| properties::styles(&part.text)).transpose()?.unwrap_or_default();
    let mut source = String::new();
    let mut blocks = Vec::new();
    let mut labels = Vec::new();
    for part in &parts {
        let found = body::read(&part.text, source.len(), &styles)?;
        blocks.extend(found.blocks);
        labels.extend(found.labels);
        source.push_str(&part.text);
        source.push('\n');
    }
    // Where expressions stand that are too long for a tag.
    source.extend(package.part(SETTINGS)?.map(|part| part.text + "\n"));
    labels.sort();
    let core = package.part("docProps/core.xml")?.map(|part| properties::core(&part.text)).transpose()?;
    let mut about = core.unwrap_or_default();
    about.language = about.language.or(styles.language);
    let places = Places::of(&source, labels);
    Ok(Prose { format: Format::Docx, source, blocks, about, encoding: Encoding::UTF_8, places })
}

/// The package with these parts of its text replaced; the edits are in order.
///
/// # Errors
/// As of [`Prose::apply`].
pub(super) fn apply(bytes: &[u8], source: &str, edits: &[(Range<usize>, String)]) -> Result<Vec<u8>, ProseError> {
    let mut escaped: Vec<_> = edits.iter().map(|(range, text)| (range.clone(), xml::escaped(text))).collect();
    let mut tags: Vec<Range<usize>> =
        escaped.iter().filter_map(|(range, _)| losing_space(source, range.start, &escaped)).collect();
    tags.dedup();
    escaped.extend(tags.into_iter().map(|tag| (tag, "<w:t xml:space=\"preserve\">".to_owned())));
    escaped.sort_by_key(|(range, _)| (range.start, range.end));
    apply_markup(bytes, source, &escaped)
}

/// The start tag of the text of a run in which this place is, where edits leave white
/// space at an end of the text that the tag does not say is to stay.
fn losing_space(source: &str, place: usize, edits: &[(Range<usize>, String)]) -> Option<Range<usize>> {
    const TAG: &str = "<w:t>";
    let tag = source.get(..place)?.rfind('<').filter(|tag| source[*tag..].starts_with(TAG))?;
    let start = tag + TAG.len();
    let end = start + source.get(start..)?.find('<')?;
    let mut text = source.get(start..end)?.to_owned();
    for (range, new) in edits.iter().rev().filter(|(range, _)| start <= range.start && range.end <= end) {
        text.replace_range(range.start - start..range.end - start, new);
    }
    (text.trim() != text).then_some(tag..start)
}

/// As [`apply`], with XML in place of text.
///
/// # Errors
/// As of [`Prose::apply`].
pub(super) fn apply_markup(
    bytes: &[u8],
    source: &str,
    edits: &[(Range<usize>, String)],
) -> Result<Vec<u8>, ProseError> {
    let mut package = Package::open(bytes)?;
    let mut parts = text_parts(&mut package)?;
    parts.extend(package.part(SETTINGS)?);
    let mut start = 0;
    let mut changed = Vec::new();
    for part in &parts {
        let end = start + part.text.len();
        if source.get(start..end) != Some(part.text.as_str()) {
            return Err(ProseError::new("it is not the file that was read", "check the document anew"));
        }
        let own = edits.iter().filter(|(range, _)| (start..=end).contains(&range.start) && range.end <= end);
        let own: Vec<_> = own.map(|(range, text)| (range.start - start..range.end - start, text.clone())).collect();
        if !own.is_empty() {
            changed.push((part.name, part.encoding.apply(&part.bytes, &part.text, &own)?, own.len()));
        }
        start = end + 1;
    }
    if changed.iter().map(|(_, _, edits)| edits).sum::<usize>() != edits.len() {
        return Err(ProseError::new("an edit reaches over the end of the text", "edit the text and its notes apart"));
    }
    package.with(&changed.into_iter().map(|(name, bytes, _)| (name, bytes)).collect::<Vec<_>>())
}

/// Those parts that hold text, in order.
fn text_parts(package: &mut Package<'_>) -> Result<Vec<Part>, ProseError> {
    let document = package.part("word/document.xml")?.ok_or_else(|| {
        ProseError::new("is no Word document: it holds no word/document.xml", "save the document as .docx")
    })?;
    let mut parts = vec![document];
    for name in ["word/footnotes.xml", "word/endnotes.xml"] {
        parts.extend(package.part(name)?);
    }
    Ok(parts)
}
