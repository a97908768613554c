//! A bound document of an author's in its own format: the file as it is, with a mark
//! beside the words of each reference and a list of the sources at its end.
//!
//! A mark is `[1]`, with the letters of what is known to be wrong with the figures:
//! `[1, a]`. In HTML it leads to the list. Each reference has one, since figures between
//! two of them may not be bound.

use std::{fmt::Write, ops::Range};

use attache_document::{
    prose::{FactLink, Format, Prose, ProseError},
    written::{Citation, Note, Source, Written},
};

use crate::{
    html::markup::Markup,
    labels::{Labels, labels},
    marks,
    options::Options,
};

/// A reference of the document, with what it cites of the sources of what was written.
#[derive(Clone, Debug)]
pub struct Marked {
    pub link: FactLink,
    pub citations: Vec<Citation>,
}

/// The file with its sources cited. In plain text the words of references stand without
/// what binds them; in HTML they stay `<data>` elements.
///
/// # Errors
/// When the document is neither plain text nor HTML; when the file's encoding lacks a
/// character of what is added.
pub fn beside(
    prose: &Prose,
    bytes: &[u8],
    marked: &[Marked],
    written: &Written,
    options: Options<'_>,
) -> Result<Vec<u8>, ProseError> {
    let is_html = match prose.format {
        Format::Html => true,
        Format::Text => false,
        Format::Markdown | Format::Docx | Format::Pdf => {
            return Err(ProseError {
                problem: "sources can be put into plain text and HTML alone".to_owned(),
                hint: "write it out in another format".to_owned(),
            });
        }
    };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for Marked { link, citations } in marked {
        let mark = mark(citations, is_html, options);
        if is_html {
            edits.push((link.whole.end..link.whole.end, mark));
        } else {
            edits.push((link.whole.start..link.words.start, String::new()));
            edits.push((link.words.end..link.whole.end, mark));
        }
    }
    if !written.sources.is_empty() {
        edits.push(if is_html { list_in_html(prose, written, options) } else { list_in_text(prose, written, options) });
    }
    prose.apply(bytes, &edits)
}

fn mark(citations: &[Citation], is_html: bool, options: Options<'_>) -> String {
    let mut parts: Vec<(String, String)> = Vec::new();
    for citation in citations {
        let words = options.mark(citation.source).map_or_else(|| citation.source.to_string(), str::to_owned);
        parts.push((format!("attache-source-{}", citation.source), words));
    }
    for note in citations.iter().flat_map(|it| &it.notes) {
        parts.push((format!("attache-caution-{note}"), marks::letter(*note)));
    }
    parts.dedup();
    if parts.is_empty() {
        return String::new();
    }
    // A style has brackets of its own.
    let is_styled = options.references.is_some();
    let (opens, ends) = if is_styled { ("", "") } else { ("[", "]") };
    if !is_html {
        let words: Vec<String> = parts.into_iter().map(|(_, words)| words).collect();
        return format!(" {opens}{}{ends}", words.join(", "));
    }
    let mut out = Markup::default();
    out.raw("<sup>").raw(opens);
    for (at, (id, words)) in parts.iter().enumerate() {
        out.raw(if at > 0 { ", " } else { "" }).raw("<a").attribute("href", &format!("#{id}")).raw(">");
        out.text(words).raw("</a>");
    }
    out.raw(ends).raw("</sup>");
    out.finish()
}

/// What is said of a source, in a line.
fn told(source: &Source, entry: Option<&str>, labels: &Labels) -> String {
    let Source { publisher, title, edition, licence, url, hash, .. } = source;
    let what = match entry {
        Some(entry) => entry.trim_end_matches('.').to_owned(),
        None => format!("{publisher}, {title}, {edition}"),
    };
    let given = if source.published_is_given { format!(" ({})", labels.date_given) } else { String::new() };
    let (published, retrieved) = (labels.date(source.published), labels.date(source.retrieved));
    let address = if url.is_empty() { String::new() } else { format!(" {url}") };
    format!(
        "{what}. {} {published}{given}. {} {retrieved}. {}{}{licence}.{address} SHA-256 {hash}.",
        labels.published, labels.retrieved, labels.licence, labels.colon
    )
}

fn list_in_text(prose: &Prose, written: &Written, options: Options<'_>) -> (Range<usize>, String) {
    let labels = labels(written.language);
    let mut list = format!("{}\n\n", labels.sources);
    for (at, source) in written.sources.iter().enumerate() {
        let _ = writeln!(list, "[{}] {}", at + 1, told(source, options.entry(at + 1), labels));
    }
    for (at, Note { text, url }) in written.notes.iter().enumerate() {
        let _ = writeln!(list, "[{}] {}", marks::letter(at + 1), format!("{} {url}", text.trim()).trim_end());
    }
    let kept = prose.source.trim_end_matches(['\n', '\r', ' ']).len();
    let ends = prose.source[kept..].matches('\n').count();
    let list = format!("{}{list}", "\n".repeat(2_usize.saturating_sub(ends)));
    let list = if prose.source.contains("\r\n") { list.replace('\n', "\r\n") } else { list };
    (prose.source.len()..prose.source.len(), list)
}

fn list_in_html(prose: &Prose, written: &Written, options: Options<'_>) -> (Range<usize>, String) {
    let labels = labels(written.language);
    let mut out = Markup::default();
    out.raw("<section id=\"attache-sources\">\n<h2>").raw(labels.sources).raw("</h2>\n<ol>\n");
    for (at, source) in written.sources.iter().enumerate() {
        let _ = write!(out, "<li id=\"attache-source-{}\">", at + 1);
        let words = told(source, options.entry(at + 1), labels);
        match words.split_once(source.url.as_str()).filter(|_| !source.url.is_empty()) {
            Some((before, after)) => out.text(before).link(&source.url, &source.url).text(after),
            None => out.text(&words),
        };
        out.raw("</li>\n");
    }
    out.raw("</ol>\n");
    if !written.notes.is_empty() {
        out.raw("<h2>").raw(labels.caveats).raw("</h2>\n<ol type=\"a\">\n");
        for (at, Note { text, url }) in written.notes.iter().enumerate() {
            let _ = write!(out, "<li id=\"attache-caution-{}\">", at + 1);
            out.text(text.trim()).raw(" ").link(url, url).raw("</li>\n");
        }
        out.raw("</ol>\n");
    }
    out.raw("</section>\n");
    // Within what the page has as its text.
    let lower = prose.source.to_ascii_lowercase();
    let at = ["</main>", "</body>", "</html>"].into_iter().find_map(|tag| lower.rfind(tag)).unwrap_or(lower.len());
    (at..at, out.finish())
}
