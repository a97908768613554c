//! A written document as JSON.
//!
//! The shape is stable: within one `schema`, members are only added.
//!
//! ```json
//! { "schema": "attache-sheet/1",
//!   "title": "…", "subtitle": "…", "language": "en",
//!   "about": ["US", "BO"], "as_of": "2026-11-24",
//!   "sections": [{ "id": "relations", "heading": "…", "blocks": [BLOCK…] }],
//!   "sources": [{ "number": 1, "release": "…", "publisher": "…", "title": "…", "edition": "…",
//!                 "published": "2023-03-01", "published_is_given": false, "retrieved": "2026-11-20",
//!                 "licence": "…", "url": "…", "homepage": "…", "citation": "…", "sha256": "…" }],
//!   "notes": [{ "number": 1, "text": "…", "url": "…" }],
//!   "missing": [{ "section": "…", "what": "…", "sources": [{ "id": "census", "title": "…" }] }] }
//! ```
//!
//! `as_of` is `null` where all that is known is in the document. A BLOCK is
//! one of
//!
//! | `type` | members |
//! |---|---|
//! | `heading` | `id`, `text`; `level` where it is not 3; `spans` where there is markup in it |
//! | `paragraph` | `spans`: [SPAN] |
//! | `list` | `items`: [[SPAN]]; `start` of one with numbers; `blocks`: [[BLOCK]], what stands below the words of each item, where anything does |
//! | `quote` | `blocks`: [BLOCK] |
//! | `code` | `language`, `text` |
//! | `rule` | |
//! | `html` | `html`: what the author wrote |
//! | `table` | `caption`, `header`: [string], `rows`: [[{`numeric`, `spans`: [SPAN]}]], `note` |
//! | `chart` | `caption`, `unit`, `series`: [{`name`, `points`: [{`label`, `value`, `text`, `fact`}]}], `citations` |
//!
//! and a SPAN is `{"text"}`, which states nothing, or `{"text", "fact",
//! "figures", "citations"}` (and `spans` where an author has marked the words up): the
//! expression that gives the fact again; the
//! figures in the text as `[from, to]` in bytes of its UTF-8; and
//! `{"source", "what", "notes"}` with the source's `number`; `notes`, which is
//! there only where there are any, are the `number`s of what is known to be
//! wrong with the figures. A point's `value` is a
//! number with the digits of the decimal: read it as such where more than 15
//! of them matter.
//!
//! What authors write in documents of their own are further SPANs: `{"style",
//! "spans"}` (`emphasis`, `strong`, `strikethrough`, `subscript`, `superscript`),
//! `{"link", "title", "spans"}`, `{"image", "title", "alt"}`, `{"code"}`,
//! `{"break"}`, `{"footnote"}` with the number of one of `footnotes`: [[BLOCK]],
//! and `{"html"}`. A section has a `level` where it is not 2, and a document may
//! have `dated`, `author` and, in JSON-LD, `linked_data`.

mod writer;

use attache_document::written::{
    Block, Chart, Citation, Missing, Note, Section, Source, Span, Stated, Style, Table, Written, plain,
};

pub(crate) use self::writer::{Writer, written};
use crate::{Options, linked::linked_data};

/// The document as JSON, in the shape that its module documents.
pub fn json(written: &Written) -> String {
    let mut out = Vec::with_capacity(64 * 1024);
    write_json(written, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// Appends the document as JSON, for those who write many to one buffer.
pub fn write_json(written: &Written, out: &mut Vec<u8>) {
    write(written, Options::default(), out);
}

/// The document as JSON; an author's with its linked data.
pub fn json_with(written: &Written, options: Options<'_>) -> String {
    let mut out = Vec::with_capacity(64 * 1024);
    write(written, options, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

fn write(written: &Written, options: Options<'_>, out: &mut Vec<u8>) {
    let mut w = Writer::new(out);
    w.object(|w| {
        w.text("schema", "attache-sheet/1");
        w.text("title", &written.title);
        w.text("subtitle", &written.subtitle);
        w.text("language", written.language.tag());
        w.array("about", &written.about, |w, area| w.string(area.code()));
        match written.as_of {
            Some(date) => w.shown("as_of", &date),
            None => w.plain("as_of", &"null"),
        }
        if let Some(date) = written.dated {
            w.shown("dated", &date);
        }
        if !written.author.is_empty() {
            w.text("author", &written.author);
        }
        w.array("sections", &written.sections, section);
        if !written.footnotes.is_empty() {
            w.array("footnotes", &written.footnotes, |w, blocks| w.list(blocks, block));
        }
        w.member("sources");
        w.list(written.sources.iter().enumerate(), |w, (at, s)| source(w, at + 1, s, options.entry(at + 1)));
        w.member("notes");
        w.list(written.notes.iter().enumerate(), |w, (at, n)| note(w, at + 1, n));
        w.array("missing", &written.missing, missing);
        if options.is_document {
            w.plain("linked_data", &linked_data(written));
        }
    });
}

fn section(w: &mut Writer<'_>, section: &Section) {
    w.object(|w| {
        w.text("id", &section.id);
        w.text("heading", &plain(&section.heading));
        if section.level != 2 {
            w.plain("level", &section.level);
        }
        marked_up(w, &section.heading);
        w.array("blocks", &section.blocks, block);
    });
}

fn block(w: &mut Writer<'_>, block: &Block) {
    w.object(|w| match block {
        Block::Heading { level, id, text } => {
            w.text("type", "heading");
            w.text("id", id);
            w.text("text", &plain(text));
            if *level != 3 {
                w.plain("level", level);
            }
            marked_up(w, text);
        }
        Block::Paragraph(spans) => {
            w.text("type", "paragraph");
            w.array("spans", spans, span);
        }
        Block::List(list) => {
            w.text("type", "list");
            w.array("items", &list.items, |w, item| w.list(&item.spans, span));
            if let Some(start) = list.start {
                w.plain("start", &start);
            }
            if list.items.iter().any(|item| !item.blocks.is_empty()) {
                w.array("blocks", &list.items, |w, item| w.list(&item.blocks, self::block));
            }
        }
        Block::Quote(blocks) => {
            w.text("type", "quote");
            w.array("blocks", blocks, self::block);
        }
        Block::Code { language, text } => {
            w.text("type", "code");
            w.text("language", language);
            w.text("text", text);
        }
        Block::Rule => w.text("type", "rule"),
        Block::Html(html) => {
            w.text("type", "html");
            w.text("html", html);
        }
        Block::Table(t) => table(w, t),
        Block::Chart(c) => chart(w, c),
    });
}

fn span(w: &mut Writer<'_>, span: &Span) {
    w.object(|w| match span {
        Span::Text(text) => w.text("text", text),
        Span::Stated(stated) => self::stated(w, stated),
        Span::Styled(style, spans) => {
            let style = match style {
                Style::Emphasis => "emphasis",
                Style::Strong => "strong",
                Style::Strikethrough => "strikethrough",
                Style::Subscript => "subscript",
                Style::Superscript => "superscript",
            };
            w.text("style", style);
            w.array("spans", spans, self::span);
        }
        Span::Link { url, title, spans } => {
            w.text("link", url);
            w.text("title", title);
            w.array("spans", spans, self::span);
        }
        Span::Image { url, title, alt } => {
            w.text("image", url);
            w.text("title", title);
            w.text("alt", alt);
        }
        Span::Code(code) => w.text("code", code),
        Span::Break => w.plain("break", &true),
        Span::Footnote(number) => w.plain("footnote", number),
        Span::Html(html) => w.text("html", html),
    });
}

/// The spans of a heading that is more than words.
fn marked_up(w: &mut Writer<'_>, spans: &[Span]) {
    if !spans.iter().all(|span| matches!(span, Span::Text(_))) {
        w.array("spans", spans, span);
    }
}

fn stated(w: &mut Writer<'_>, stated: &Stated) {
    w.text("text", &stated.text);
    marked_up(w, &stated.marked_up);
    w.text("fact", &stated.fact);
    w.array("figures", &stated.figures, |w, range| w.list([range.start, range.end], |w, at| w.value(&at)));
    w.array("citations", &stated.citations, citation);
}

fn citation(w: &mut Writer<'_>, citation: &Citation) {
    w.object(|w| {
        w.plain("source", &citation.source);
        w.text("what", &citation.what);
        if !citation.notes.is_empty() {
            w.array("notes", &citation.notes, |w, number| w.value(number));
        }
    });
}

fn table(w: &mut Writer<'_>, table: &Table) {
    w.text("type", "table");
    w.text("caption", &table.caption);
    w.array("header", &table.header, |w, head| w.string(head));
    w.array("rows", &table.rows, |w, row| {
        w.list(row, |w, cell| {
            w.object(|w| {
                w.plain("numeric", &cell.numeric);
                w.array("spans", &cell.spans, span);
            });
        });
    });
    w.text("note", &table.note);
}

fn chart(w: &mut Writer<'_>, chart: &Chart) {
    w.text("type", "chart");
    w.text("caption", &chart.caption);
    w.text("unit", &chart.unit);
    w.array("series", &chart.series, |w, series| {
        w.object(|w| {
            w.text("name", &series.name);
            w.array("points", &series.points, |w, point| {
                w.object(|w| {
                    w.text("label", &point.label);
                    w.plain("value", &point.value);
                    w.text("text", &point.text);
                    w.text("fact", &point.fact);
                });
            });
        });
    });
    w.array("citations", &chart.citations, citation);
}

fn source(w: &mut Writer<'_>, number: usize, source: &Source, reference: Option<&str>) {
    w.object(|w| {
        w.plain("number", &number);
        w.text("release", &source.release);
        w.text("publisher", &source.publisher);
        w.text("title", &source.title);
        w.text("edition", &source.edition);
        w.shown("published", &source.published);
        w.plain("published_is_given", &source.published_is_given);
        w.shown("retrieved", &source.retrieved);
        w.text("licence", &source.licence);
        w.text("url", &source.url);
        w.text("homepage", &source.homepage);
        w.text("citation", &source.citation);
        w.text("sha256", &source.hash);
        if let Some(reference) = reference {
            w.text("reference", reference);
        }
    });
}

fn note(w: &mut Writer<'_>, number: usize, note: &Note) {
    w.object(|w| {
        w.plain("number", &number);
        w.text("text", &note.text);
        w.text("url", &note.url);
    });
}

fn missing(w: &mut Writer<'_>, missing: &Missing) {
    w.object(|w| {
        w.text("section", &missing.section);
        w.text("what", &missing.what);
        w.array("sources", &missing.sources, |w, source| {
            w.object(|w| {
                w.text("id", &source.id);
                w.text("title", &source.title);
            });
        });
    });
}
