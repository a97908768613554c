//! What is known to be wrong with a figure comes with it, whatever it is written
//! as.

use attache_document::written::{Block, Citation, Note, Section, Source, Span, Stated, Written};
use attache_model::{Areas, Date, Language};
use attache_render::{html, json, markdown};

const HOSTILE: &str = "GDP <b>is</b> larger *than* what stays & \"more\"";

/// A sentence of two sources, of which the second has a warning.
fn written(url: &str) -> Written {
    let date: Date = "2026-01-22".parse().unwrap();
    let source = |publisher: &str| Source {
        release: "r".into(),
        publisher: publisher.into(),
        title: "T".into(),
        edition: "E".into(),
        published: date,
        published_is_given: false,
        retrieved: date,
        licence: "CC0".into(),
        url: "https://example.org/data".into(),
        homepage: "https://example.org".into(),
        citation: String::new(),
        hash: "0".repeat(64),
    };
    let note = Note { text: HOSTILE.into(), url: url.into() };
    let cite = |source, notes: &[&Note]| Citation {
        source,
        what: "GDP, 2024".into(),
        notes: notes.iter().map(|n| (*n).clone()).collect(),
    };
    let stated = |citations| {
        Span::Stated(Stated { text: "It was $5.".into(), fact: "gdp?area=IE".into(), figures: Vec::new(), citations })
    };
    let spans = vec![stated(vec![cite(1, &[])]), stated(vec![cite(2, &[&note]), cite(2, &[&note])])];
    Written {
        title: "Ireland".into(),
        subtitle: "Fact sheet".into(),
        language: Language::English,
        about: vec![Areas::find("IE").unwrap()],
        as_of: None,
        sections: vec![Section {
            id: "economy".into(),
            heading: "Economy".into(),
            blocks: vec![Block::Paragraph(spans)],
        }],
        sources: vec![source("First"), source("Second")],
        missing: Vec::new(),
    }
}

#[test]
fn a_page_has_it_in_the_mark_s_note_and_with_the_source() {
    let page = html(&written("https://example.org/why"));
    let warning = "<p class=\"caveat\"><b>Caution:</b> GDP &lt;b&gt;is&lt;/b&gt; larger *than* what stays &amp; \
                   &quot;more&quot; <a href=\"https://example.org/why\">example.org</a></p>";
    assert_eq!(page.matches(warning).count(), 2, "{page}");
    let (before, notes) = page.split_once("popover id=\"note-2\"").unwrap();
    assert!(notes.contains(warning), "the note");
    let second = before.split_once("<li id=\"source-2\">").unwrap().1;
    assert!(second.contains(warning) && !before.split_once("<li id=\"source-2\">").unwrap().0.contains(warning));
    assert!(page.contains(">[2]*</button>") && page.contains(">[1]</button>"));
}

#[test]
fn an_address_that_is_none_is_words() {
    let page = html(&written("javascript:alert(1)"));
    assert!(page.contains("Caution:") && !page.contains("href=\"javascript"));
    assert!(!markdown(&written("javascript:alert(1)")).contains("<javascript"));
    assert!(!html(&written("")).contains("href=\"\""));
}

#[test]
fn markdown_has_it_in_the_footnote() {
    let text = markdown(&written("https://example.org/why"));
    let footnote = text.lines().find(|line| line.starts_with("[^2]:")).unwrap();
    let warning = " Caution: GDP \\<b>is\\</b> larger \\*than\\* what stays & \"more\" <https://example.org/why>";
    assert!(footnote.ends_with(warning), "{footnote}");
    assert_eq!(text.matches("Caution").count(), 1);
}

#[test]
fn json_has_it_with_the_citation() {
    let sheet: serde_json::Value = serde_json::from_str(&json(&written("https://example.org/why"))).unwrap();
    let spans = &sheet["sections"][0]["blocks"][0]["spans"];
    assert!(spans[0]["citations"][0].get("notes").is_none());
    let notes = &spans[1]["citations"][0]["notes"];
    assert_eq!(*notes, serde_json::json!([{ "text": HOSTILE, "url": "https://example.org/why" }]));
}
