use attache_document::prose::{Block, BlockKind, Piece};
use attache_render::check::html;

use super::{files, specimen, specimens};

#[test]
fn statements_are_marked_by_their_verdict() {
    let brief = specimen::brief();
    let page = html(&[brief.file()]);
    let expected = "<span class=\"statement contradicted\" title=\"contradicted\">It had </span>\
                    <span class=\"statement contradicted\" title=\"contradicted\"><mark class=\"error\">15 million</mark></span>\
                    <a class=\"number error\" href=\"#finding-1-1\"";
    assert!(page.contains(expected), "{page}");
    assert!(page.contains("<span class=\"exempt\" title=\"no statement: citations\">1 August 2023</span>"), "{page}");
    assert!(page.contains(
        "aria-label=\"contradicted: the figure is 12.2 million, and 15 million is 23 percent above it\">✗</a>"
    ));
}

#[test]
fn findings_have_what_they_rest_on() {
    let brief = specimen::brief();
    let page = html(&[brief.file()]);
    for part in [
        "id=\"finding-1-1\"",
        "<p class=\"message\">Bolivia&#39;s population was 12.2 million in 2023, not 15 million</p>",
        "<del>15 million</del> <ins>12.2 million</ins>",
        "<a href=\"https://databank.worldbank.org/data/download/WDI_CSV.zip\">World Development Indicators</a>",
        "published 28 June 2024",
        "<code title=\"worldbank-wdi/2024-06-28, SHA-256 9f2c4e1ab83d57c0",
        ">9f2c4e1ab83d</code>",
        "attache explain &quot;population?area=BO&amp;time=2023&quot;",
        "Suppressed: we cite their customs, 100 %",
        "3:466 “$2.0 billion”: a part",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("not told"));
}

#[test]
fn the_page_needs_nothing_else_and_escapes_what_it_shows() {
    let specimens = specimens();
    let page = html(&files(&specimens));
    assert!(page.contains("Sucre &lt;constitutional&gt;"));
    for part in ["<script", "<link", "<img", "url(", "@import", "<constitutional"] {
        assert!(!page.contains(part), "{part}");
    }
}

#[test]
fn every_link_within_the_page_has_its_end_and_ids_are_unique() {
    let specimens = specimens();
    let page = html(&files(&specimens));
    let after = |mark: &str| -> Vec<String> {
        page.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let ids = after(" id=\"");
    for link in after("href=\"#") {
        assert_eq!(ids.iter().filter(|id| **id == link).count(), 1, "{link}");
    }
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
}

#[test]
fn elements_are_closed_in_order() {
    let specimens = specimens();
    let page = html(&files(&specimens));
    let mut open: Vec<&str> = Vec::new();
    for tag in page.split('<').skip(2).map(|rest| rest.split('>').next().unwrap()) {
        let name = tag.split([' ', '\n']).next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if name == "meta" => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn cells_are_a_table() {
    let mut docx = specimen::docx();
    let cell = |row, column, text: &str| Block {
        kind: BlockKind::Cell { row, column },
        text: text.into(),
        pieces: vec![Piece { at: 0, source: 0..1 }],
        comments: Vec::new(),
    };
    docx.prose.blocks.extend([cell(0, 0, "Year"), cell(0, 1, "Exports"), cell(1, 1, "519.8"), cell(0, 0, "Other")]);
    let page = html(&[docx.file()]);
    assert!(
        page.contains("<tr><td>Year</td><td>Exports</td></tr>\n<tr><td></td><td>519.8</td></tr>\n</table>"),
        "{page}"
    );
    assert!(page.contains("<table>\n<tr><td>Other</td></tr>\n</table>"), "{page}");
}
