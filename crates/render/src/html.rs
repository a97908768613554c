//! A written document as one HTML page that needs nothing else: no script, no
//! font, no image, no style from elsewhere.
//!
//! Each stated fact is an element with `data-fact`. The ids `sources`,
//! `missing`, `cautions`, `source-1`…, `note-1`…, `caution-1`… and `chart-1`…
//! are the page's own; sections have theirs.

mod body;
pub(crate) mod markup;
mod notes;

use std::fmt::Write;

use attache_document::written::{Block, Missing, Note, Source, Written, plain};

use self::{body::Body, markup::Markup, notes::Notes};
use crate::{
    Citations,
    labels::{Labels, labels},
    linked::linked_data,
    marks,
    options::{Options, shown},
};

const STYLE: &str = include_str!("html/page.css");
/// What only documents of an author's have.
const DOCUMENT_STYLE: &str = include_str!("html/document.css");

/// The document as a page.
///
/// Marks are buttons that open a note with what is cited, publisher, data set,
/// edition, dates, licence and link. In print the marks' numbers lead to the
/// list of sources.
pub fn html(written: &Written) -> String {
    html_with(written, Options::default())
}

/// The document as a page, with its sources cited as asked for. A document of an
/// author's has JSON-LD in its head.
pub fn html_with(written: &Written, options: Options<'_>) -> String {
    let labels = labels(written.language);
    let notes = Notes::new(&written.sources, labels, options);
    let mut body = Body { out: Markup::with_capacity(128 * 1024), notes, labels, options, charts: 0 };
    head(&mut body.out, written, options);
    body.out.raw("<main>\n");
    let below = if options.is_document { byline(written, labels) } else { written.subtitle.clone() };
    if !options.is_document || !written.title.is_empty() || !below.is_empty() {
        body.out.raw("<header class=\"title\">\n<h1>").text(&written.title).raw("</h1>\n<p>").text(&below);
        body.out.raw("</p>\n</header>\n");
    }
    if !options.is_document || written.sections.len() > 3 {
        contents(&mut body.out, written, labels, options);
    }
    for section in &written.sections {
        body.section(section);
    }
    footnotes(&mut body, &written.footnotes);
    if shown(options.citations) {
        cautions(&mut body.out, &written.notes, labels);
    }
    missing(&mut body.out, &written.missing, labels);
    if shown(options.citations) {
        sources(&mut body, &written.sources);
    }
    body.out.raw("</main>\n");
    if options.citations == Citations::Footnotes {
        body.notes.write(&mut body.out);
    }
    body.out.raw("</body>\n</html>\n");
    body.out.finish()
}

/// The day and the author.
fn byline(written: &Written, labels: &Labels) -> String {
    let day = written.dated.map(|day| labels.date(day));
    let parts = [day, Some(written.author.clone()), Some(written.subtitle.clone())];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn head(out: &mut Markup, written: &Written, options: Options<'_>) {
    let _ =
        write!(out, "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", written.language.tag());
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").text(&written.title);
    out.raw("</title>\n<style>\n").raw(STYLE);
    if options.is_document {
        out.raw(DOCUMENT_STYLE);
    }
    out.raw("</style>\n");
    if options.is_document {
        // No `<` in it could end the script.
        let data = linked_data(written).replace('<', "\\u003c");
        out.raw("<script type=\"application/ld+json\">\n").raw(&data).raw("\n</script>\n");
    }
    out.raw("</head>\n<body>\n");
}

fn contents(out: &mut Markup, written: &Written, labels: &Labels, options: Options<'_>) {
    out.raw("<nav").attribute("aria-label", labels.contents).raw("><ul>\n");
    let entry = |out: &mut Markup, id: &str, words: &str| {
        out.raw("<li><a").attribute("href", &format!("#{id}")).raw(">").text(words).raw("</a></li>\n");
    };
    for section in written.sections.iter().filter(|s| !options.is_document || !s.heading.is_empty()) {
        entry(out, &section.id, &plain(&section.heading));
    }
    if !written.notes.is_empty() && shown(options.citations) {
        entry(out, "cautions", labels.caveats);
    }
    if !written.missing.is_empty() {
        entry(out, "missing", labels.missing);
    }
    if !written.sources.is_empty() && shown(options.citations) {
        entry(out, "sources", labels.sources);
    }
    out.raw("</ul></nav>\n");
}

/// The author's own notes.
fn footnotes<'a>(body: &mut Body<'a>, footnotes: &'a [Vec<Block>]) {
    if footnotes.is_empty() {
        return;
    }
    body.out.raw("<section class=\"cautions\" aria-labelledby=\"footnotes\">\n<h2 id=\"footnotes\">");
    body.out.raw(body.labels.notes).raw("</h2>\n<ol type=\"i\">\n");
    for (at, blocks) in footnotes.iter().enumerate() {
        let _ = write!(body.out, "<li id=\"footnote-{}\">", at + 1);
        match blocks.as_slice() {
            [Block::Paragraph(spans)] => body.spans(spans),
            blocks => body.blocks(blocks),
        }
        body.out.raw("</li>\n");
    }
    body.out.raw("</ol>\n</section>\n");
}

/// What is known to be wrong with figures, each with the letter that marks have.
fn cautions(out: &mut Markup, notes: &[Note], labels: &Labels) {
    if notes.is_empty() {
        return;
    }
    out.raw("<section class=\"cautions\" aria-labelledby=\"cautions\">\n<h2 id=\"cautions\">").raw(labels.caveats);
    out.raw("</h2>\n<ol type=\"a\">\n");
    for (at, note) in notes.iter().enumerate() {
        let _ = write!(out, "<li id=\"caution-{}\">", at + 1);
        out.text(note.text.trim());
        if !note.url.is_empty() {
            out.raw(" ").link(&note.url, notes::host(&note.url));
        }
        out.raw("</li>\n");
    }
    out.raw("</ol>\n</section>\n");
}

/// What is missing, under the headings of the sections where it would stand.
fn missing(out: &mut Markup, missing: &[Missing], labels: &Labels) {
    if missing.is_empty() {
        return;
    }
    out.raw("<section class=\"missing\" aria-labelledby=\"missing\">\n<h2 id=\"missing\">").raw(labels.missing);
    out.raw("</h2>\n<p>").raw(labels.missing_intro).raw("</p>\n<dl>\n");
    let lacking: Vec<_> = marks::lacking(missing, labels).collect();
    for group in lacking.chunk_by(|a, b| a.section == b.section) {
        out.raw("<div><dt>").text(group[0].section).raw("</dt>\n");
        for each in group {
            out.raw("<dd>").text(&each.what);
            if !each.origin.is_empty() {
                out.raw("<span>").text(&each.origin).raw("</span>");
            }
            out.raw("</dd>\n");
        }
        out.raw("</div>\n");
    }
    out.raw("</dl>\n</section>\n");
}

fn sources(body: &mut Body<'_>, sources: &[Source]) {
    if sources.is_empty() {
        return;
    }
    let Body { out, labels, options, .. } = body;
    out.raw("<section class=\"sources\" aria-labelledby=\"sources\">\n<h2 id=\"sources\">")
        .raw(labels.sources)
        .raw("</h2>\n<ol>\n");
    for (at, source) in sources.iter().enumerate() {
        let _ = write!(out, "<li id=\"source-{}\">", at + 1);
        self::source(out, source, labels, options.entry(at + 1));
        out.raw("</li>\n");
    }
    out.raw("</ol>\n</section>\n");
}

fn source(out: &mut Markup, source: &Source, labels: &Labels, entry: Option<&str>) {
    match entry {
        Some(entry) => {
            out.raw("<p>").text(entry);
        }
        None => {
            out.raw("<p><b>")
                .link(&source.homepage, &source.publisher)
                .raw("</b>, <cite>")
                .text(&source.title)
                .raw("</cite>, ");
            out.text(&source.edition).raw(".");
        }
    }
    out.raw("</p>\n<p>").raw(labels.published).raw(" ").raw(&labels.date(source.published));
    if source.published_is_given {
        out.raw(" (").raw(labels.date_given).raw(")");
    }
    out.raw(". ").raw(labels.retrieved).raw(" ").raw(&labels.date(source.retrieved)).raw(". ");
    out.raw(labels.licence)
        .raw(labels.colon)
        .text(&source.licence)
        .raw(".</p>\n<p class=\"url\">")
        .link(&source.url, &source.url);
    out.raw("</p>\n<details><summary>").raw(labels.file).raw(" <code").attribute("title", &source.hash).raw(">");
    out.text(source.hash.get(..12).unwrap_or(&source.hash)).raw("</code></summary>\n");
    if !source.citation.is_empty() {
        out.raw("<p>").text(&source.citation).raw("</p>\n");
    }
    out.raw("<p>")
        .raw(labels.release)
        .raw(" <code>")
        .text(&source.release)
        .raw("</code>. SHA-256 <code>")
        .text(&source.hash);
    out.raw("</code></p></details>");
}
