//! A file for Word reads back as what was written.

#[path = "specimen/mod.rs"]
mod specimen;

use std::io::{Cursor, Read};

use attache_document::{
    prose::{Format, Prose},
    written::{Block, Item, List, Span, Style},
};
use attache_render::{Citations, Options, docx};
use specimen::{HOSTILE, specimen};

fn with(citations: Citations) -> Options<'static> {
    Options { citations, ..Options::default() }
}

fn part(file: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn words(file: &[u8]) -> String {
    let prose = Prose::read(file, Format::Docx).unwrap();
    prose.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_words_come_back() {
    let mut written = specimen();
    written.title = HOSTILE.to_owned();
    written.sections[0].heading = vec![Span::Text(HOSTILE.to_owned())];
    let file = docx(&written, with(Citations::None));
    let words = words(&file);
    assert!(words.contains("<script>alert('x')</script> & \"quoted\" | `code`"), "{words}");
    for stated in written.stated() {
        let text = stated.text.replace(['\0', '\u{1}'], "\u{fffd}");
        assert!(words.contains(text.trim()), "{text}");
    }
}

#[test]
fn sources_are_footnotes_or_a_list() {
    let written = specimen();
    let file = docx(&written, with(Citations::Footnotes));
    let references = part(&file, "word/document.xml").matches("<w:footnoteReference ").count();
    let footnotes = part(&file, "word/footnotes.xml");
    // The separators are two more.
    assert_eq!(footnotes.matches("<w:footnote ").count(), references + 2);
    assert_eq!(footnotes.matches("<w:footnoteRef/>").count(), references);
    let hash = &written.sources[0].hash;
    let full = footnotes.matches("SHA-256").count();
    assert!((1..=written.sources.len()).contains(&full), "a source is told in full once, not {full} times");
    let file = docx(&written, with(Citations::Endnotes));
    let document = part(&file, "word/document.xml");
    assert!(!document.contains("<w:footnoteReference ") && document.contains("w:anchor=\"source-1\""));
    assert_eq!(document.matches("w:name=\"source-").count(), written.sources.len());
    let file = docx(&written, with(Citations::None));
    assert!(!part(&file, "word/document.xml").contains(hash.as_str()));
}

/// A control's tag leads to the expression.
#[test]
fn what_is_stated_is_a_control() {
    let written = specimen();
    let file = docx(&written, with(Citations::Footnotes));
    let (document, facts) = (part(&file, "word/document.xml"), part(&file, "customXml/item1.xml"));
    let controls = document.matches("<w:sdt>").count();
    assert_eq!(controls, written.stated().len());
    assert_eq!(facts.matches("<fact ").count(), controls);
    assert!(facts.contains(&written.stated()[0].fact.replace('&', "&amp;")));
}

#[test]
fn the_same_document_is_the_same_bytes() {
    assert_eq!(docx(&specimen(), Options::default()), docx(&specimen(), Options::default()));
}

#[test]
fn what_authors_write() {
    let text = |words: &str| Span::Text(words.to_owned());
    let item = |words: &str, blocks| Item { spans: vec![text(words)], blocks };
    let inner = Block::List(List { start: Some(3), items: vec![item("inner", Vec::new())] });
    let link = |url: &str| Span::Link { url: url.to_owned(), title: String::new(), spans: vec![text("link")] };
    let mut written = specimen();
    written.footnotes = vec![vec![Block::Paragraph(vec![text("Note"), link("https://example.org/n")])]];
    written.sections.truncate(1);
    written.sections[0].blocks = vec![
        Block::Paragraph(vec![
            Span::Styled(Style::Strong, vec![Span::Styled(Style::Emphasis, vec![text("both")])]),
            link("https://example.org/?a&b"),
            link("javascript:alert(1)"),
            link("#place"),
            Span::Footnote(1),
        ]),
        Block::List(List { start: None, items: vec![item("outer", vec![inner])] }),
        Block::Quote(vec![Block::Code { language: String::new(), text: "a\n  b\n".to_owned() }]),
        Block::Rule,
        Block::Html("<p>raw <b>html</b></p><script>no</script>".to_owned()),
    ];
    let file = docx(&written, with(Citations::Footnotes));
    let words = words(&file);
    for shown in ["both", "outer", "inner", "raw html", "a b"] {
        assert!(words.contains(shown), "{shown}: {words}");
    }
    let relations = part(&file, "word/_rels/document.xml.rels");
    assert!(relations.contains("https://example.org/?a&amp;b") && !relations.contains("javascript"), "{relations}");
    let document = part(&file, "word/document.xml");
    assert!(document.contains("<w:b/><w:i/>") && document.contains("w:anchor=\"place\""));
    // The part of footnotes has no relationships.
    assert!(!part(&file, "word/footnotes.xml").contains("r:id"));
    assert!(part(&file, "word/numbering.xml").contains("<w:startOverride w:val=\"3\"/>"));
}
