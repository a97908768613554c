//! What is known to be wrong with figures is told once, and each figure leads to
//! it, whatever it is written as.

use attache_document::written::{Block, Cell, Citation, Note, Section, Source, Span, Stated, Table, Written};
use attache_model::{Areas, Date, Language};
use attache_render::{html, json, markdown};

const HOSTILE: &str = "GDP <b>is</b> larger *than* what stays & \"more\"";

/// Sentences of two sources, with warnings on some.
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
    let cite = |source, notes: &[usize]| Citation { source, what: "GDP, 2024".into(), notes: notes.to_vec() };
    let stated = |citations| {
        Span::Stated(Stated {
            text: "It was $5.".into(),
            fact: "gdp?area=IE".into(),
            value: String::new(),
            marked_up: Vec::new(),
            figures: Vec::new(),
            citations,
        })
    };
    let spans = vec![
        stated(vec![cite(1, &[])]),
        stated(vec![cite(2, &[2]), cite(2, &[1, 2])]),
        stated(vec![cite(1, &[2]), cite(2, &[2])]),
    ];
    Written {
        title: "Ireland".into(),
        subtitle: "Fact sheet".into(),
        language: Language::English,
        about: vec![Areas::find("IE").unwrap()],
        as_of: None,
        dated: None,
        author: String::new(),
        footnotes: Vec::new(),
        sections: vec![Section {
            id: "economy".into(),
            level: 2,
            heading: vec![Span::Text("Economy".into())],
            blocks: vec![Block::Paragraph(spans)],
        }],
        sources: vec![source("First"), source("Second")],
        notes: vec![
            Note { text: HOSTILE.into(), url: url.into() },
            Note { text: "Provisional.".into(), url: "https://www.example.org/b".into() },
        ],
        missing: Vec::new(),
    }
}

#[test]
fn a_page_lists_them_with_the_letters_that_marks_have() {
    let page = html(&written("https://example.org/why"));
    let list = page.split_once("<ol type=\"a\">").unwrap().1.split_once("</ol>").unwrap().0;
    assert_eq!(
        list.trim(),
        "<li id=\"caution-1\">GDP &lt;b&gt;is&lt;/b&gt; larger *than* what stays &amp; &quot;more&quot; \
         <a href=\"https://example.org/why\">example.org</a></li>\n<li id=\"caution-2\">Provisional. \
         <a href=\"https://www.example.org/b\">example.org</a></li>"
    );
    assert_eq!((page.matches("larger").count(), page.matches("Provisional").count()), (1, 1));
    let letter = |number, letter| format!("<a href=\"#caution-{number}\" aria-label=\"Caution {letter}\">{letter}</a>");
    let both = format!(">[2]</button>{},{}</sup>", letter(1, "a"), letter(2, "b"));
    assert!(page.contains(&both) && page.contains(">[1]</button></sup>"), "{page}");
    let (_, notes) = page.split_once("popover id=\"note-2\"").unwrap();
    let popover = format!("<p class=\"caution\">Caution: {}, {}</p>", letter(1, "a"), letter(2, "b"));
    assert!(notes.contains(&popover) && page.contains("<a href=\"#cautions\">Cautions</a>"));
}

#[test]
fn an_address_that_is_none_is_words() {
    let page = html(&written("javascript:alert(1)"));
    assert!(page.contains("larger") && !page.contains("href=\"javascript"));
    assert!(!markdown(&written("javascript:alert(1)")).contains("<javascript"));
    assert!(!html(&written("")).contains("href=\"\""));
}

#[test]
fn markdown_has_footnotes_with_letters() {
    let text = markdown(&written("https://example.org/why"));
    assert!(text.contains("It was $5.[^1]It was $5.[^2][^a][^b]It was $5.[^1][^2][^b]"), "{text}");
    let footnotes: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("[^a]:")).collect();
    assert_eq!(
        footnotes,
        [
            "[^a]: Caution: GDP \\<b>is\\</b> larger \\*than\\* what stays & \"more\" <https://example.org/why>",
            "",
            "[^b]: Caution: Provisional. <https://www.example.org/b>",
        ]
    );
    assert_eq!(text.matches("Caution").count(), 2);
}

#[test]
fn json_has_them_once_and_their_numbers_with_citations() {
    let sheet: serde_json::Value = serde_json::from_str(&json(&written("https://example.org/why"))).unwrap();
    let spans = &sheet["sections"][0]["blocks"][0]["spans"];
    assert!(spans[0]["citations"][0].get("notes").is_none());
    assert_eq!(spans[1]["citations"][1]["notes"], serde_json::json!([1, 2]));
    assert_eq!(
        sheet["notes"],
        serde_json::json!([
            { "number": 1, "text": HOSTILE, "url": "https://example.org/why" },
            { "number": 2, "text": "Provisional.", "url": "https://www.example.org/b" },
        ])
    );
}

/// What is on one row of many stands there; what is on most, on the caption.
#[test]
fn a_table_has_them_where_they_are() {
    let figure = |notes: &[usize]| {
        let citations = vec![Citation { source: 1, what: "GDP".into(), notes: notes.to_vec() }];
        let stated = Stated {
            text: "$5".into(),
            fact: "gdp?area=IE".into(),
            value: String::new(),
            marked_up: Vec::new(),
            figures: Vec::new(),
            citations,
        };
        Cell { spans: vec![Span::Stated(stated)], numeric: true }
    };
    let head = |words: &str| Cell { spans: vec![Span::Text(words.into())], numeric: false };
    let row = |words: &str, notes: &[usize]| vec![head(words), figure(&[1]), figure(notes)];
    let rows = vec![row("2021", &[]), row("2022", &[2]), row("2023", &[])];
    let table = Table { caption: "Output".into(), header: Vec::new(), rows, note: String::new() };
    let mut written = written("");
    written.sections[0].blocks = vec![Block::Table(table)];
    let text = markdown(&written);
    assert!(text.contains("**Output** All figures: [^1][^a]\n"), "{text}");
    assert!(text.contains("| 2021 | $5 | $5 |") && text.contains("| 2022[^b] | $5 | $5 |"), "{text}");
    let page = html(&written);
    let letters: Vec<&str> = page.split("aria-label=\"Caution ").skip(1).filter_map(|rest| rest.get(..1)).collect();
    assert_eq!(letters, ["a", "b", "a"], "on the caption, at the row, in the caption's note");
    assert!(page.contains("2022<sup class=\"mark\">\u{2060}<a href=\"#caution-2\""));
}
