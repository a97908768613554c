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

use attache_document::written::{Missing, Note, Source, Written};

use self::{body::Body, markup::Markup, notes::Notes};
use crate::labels::{Labels, labels};

const STYLE: &str = include_str!("html/page.css");

/// The document as a page.
///
/// Marks are buttons that open a note with what is cited, publisher, data set,
/// edition, dates, licence and link. In print the marks' numbers lead to the
/// list of sources.
pub fn html(written: &Written) -> String {
    let labels = labels(written.language);
    let mut body =
        Body { out: Markup::with_capacity(128 * 1024), notes: Notes::new(&written.sources, labels), labels, charts: 0 };
    head(&mut body.out, written);
    body.out
        .raw("<main>\n<header class=\"title\">\n<h1>")
        .text(&written.title)
        .raw("</h1>\n<p>")
        .text(&written.subtitle);
    body.out.raw("</p>\n</header>\n");
    contents(&mut body.out, written, labels);
    for section in &written.sections {
        body.section(section);
    }
    cautions(&mut body.out, &written.notes, labels);
    missing(&mut body.out, &written.missing, labels);
    sources(&mut body, &written.sources);
    body.out.raw("</main>\n");
    body.notes.write(&mut body.out);
    body.out.raw("</body>\n</html>\n");
    body.out.finish()
}

fn head(out: &mut Markup, written: &Written) {
    let _ =
        write!(out, "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", written.language.tag());
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").text(&written.title);
    out.raw("</title>\n<style>\n").raw(STYLE).raw("</style>\n</head>\n<body>\n");
}

fn contents(out: &mut Markup, written: &Written, labels: &Labels) {
    out.raw("<nav").attribute("aria-label", labels.contents).raw("><ul>\n");
    let entry = |out: &mut Markup, id: &str, words: &str| {
        out.raw("<li><a").attribute("href", &format!("#{id}")).raw(">").text(words).raw("</a></li>\n");
    };
    for section in &written.sections {
        entry(out, &section.id, &section.heading);
    }
    if !written.notes.is_empty() {
        entry(out, "cautions", labels.caveats);
    }
    if !written.missing.is_empty() {
        entry(out, "missing", labels.missing);
    }
    if !written.sources.is_empty() {
        entry(out, "sources", labels.sources);
    }
    out.raw("</ul></nav>\n");
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
    for group in missing.chunk_by(|a, b| a.section == b.section) {
        out.raw("<div><dt>").text(&group[0].section).raw("</dt>\n");
        for each in group {
            out.raw("<dd>").text(&each.what);
            if !each.sources.is_empty() {
                out.raw("<span>, ")
                    .raw(labels.available_from)
                    .raw(" ")
                    .text(&each.sources.join(labels.apart))
                    .raw("</span>");
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
    let Body { out, labels, .. } = body;
    out.raw("<section class=\"sources\" aria-labelledby=\"sources\">\n<h2 id=\"sources\">")
        .raw(labels.sources)
        .raw("</h2>\n<ol>\n");
    for (at, source) in sources.iter().enumerate() {
        let _ = write!(out, "<li id=\"source-{}\">", at + 1);
        self::source(out, source, labels);
        out.raw("</li>\n");
    }
    out.raw("</ol>\n</section>\n");
}

fn source(out: &mut Markup, source: &Source, labels: &Labels) {
    out.raw("<p><b>")
        .link(&source.homepage, &source.publisher)
        .raw("</b>, <cite>")
        .text(&source.title)
        .raw("</cite>, ");
    out.text(&source.edition).raw(".</p>\n<p>").raw(labels.published).raw(" ").raw(&labels.date(source.published));
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
