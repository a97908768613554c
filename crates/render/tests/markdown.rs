//! Markdown reads back as what was written: the same words, no markup that
//! the document did not have.

#[path = "specimen/mod.rs"]
mod specimen;

use std::collections::HashSet;

use attache_document::written::{Block, List, Section, Span, Written};
use attache_render::markdown;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use specimen::{HOSTILE, specimen};

fn events(text: &str) -> Vec<Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH).collect()
}

/// The words of a block as they should read: white space as single spaces,
/// control characters replaced.
fn said(spans: &[Span]) -> String {
    let text: String = spans
        .iter()
        .map(|span| match span {
            Span::Text(text) => text.as_str(),
            Span::Stated(stated) => &stated.text,
            _ => panic!("a sheet has no markup"),
        })
        .collect();
    text.replace('\0', "\u{fffd}").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of each paragraph, list item and cell, footnotes left out.
fn read(events: &[Event<'_>]) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for event in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => break,
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell | Tag::Heading { .. }) => {
                blocks.push(String::new())
            }
            Event::Text(text) => blocks.last_mut().unwrap().push_str(text),
            Event::SoftBreak | Event::HardBreak => panic!("a block is one line"),
            _ => {}
        }
    }
    blocks.into_iter().map(|b| b.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|b| !b.is_empty()).collect()
}

#[test]
fn the_words_come_back() {
    let written = specimen();
    let text = markdown(&written);
    let blocks: HashSet<String> = read(&events(&text)).into_iter().collect();
    for block in written.sections.iter().flat_map(|s| &s.blocks) {
        let expected: Vec<String> = match block {
            Block::Paragraph(spans) => vec![said(spans)],
            Block::List(list) => list.items.iter().map(|item| said(&item.spans)).collect(),
            Block::Table(table) => table.rows.iter().flatten().map(|cell| said(&cell.spans)).collect(),
            Block::Heading { text, .. } => vec![said(text)],
            _ => Vec::new(),
        };
        for words in expected.iter().filter(|w| !w.is_empty()) {
            assert!(blocks.contains(words), "{words}");
        }
    }
}

#[test]
fn nothing_in_the_words_becomes_markup() {
    let text = markdown(&specimen());
    let mut strong = 0;
    for event in events(&text) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) | Event::Rule => {
                panic!("{event:?}")
            }
            Event::Start(
                Tag::Emphasis | Tag::Strikethrough | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::Image { .. },
            ) => panic!("{event:?}"),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                assert!(link_type == LinkType::Autolink && dest_url.starts_with("https://"), "{dest_url}");
            }
            Event::Start(Tag::Strong) => strong += 1,
            _ => {}
        }
    }
    assert_eq!(strong, 5, "the captions of tables, one of them a chart's");
}

#[test]
fn footnotes_lead_to_sources_and_say_what_is_cited() {
    let written = specimen();
    let text = markdown(&written);
    let events = events(&text);
    let defined: HashSet<&str> = events
        .iter()
        .filter_map(|e| if let Event::Start(Tag::FootnoteDefinition(n)) = e { Some(&**n) } else { None })
        .collect();
    assert_eq!(defined.len(), written.sources.len());
    let marks: Vec<&str> =
        events.iter().filter_map(|e| if let Event::FootnoteReference(n) = e { Some(&**n) } else { None }).collect();
    assert!(marks.len() > 20 && marks.iter().all(|mark| defined.contains(mark)));
    assert!(text.contains("[^5]: U.S. Department of State and USAID, U.S. Foreign Assistance by Country, complete data set, 31 December 2022. Published 31 December 2022 (date as given at import). Retrieved 20 November 2026. Licence: Public domain (17 U.S.C. § 105). <https://foreignassistance.gov/data> SHA-256 "));
    assert!(text.contains("Cited for: Obligations, fiscal year 2022."));
    assert!(text.contains("1 July 1942.[^3] Since then"));
}

#[test]
fn tables_are_tables() {
    let text = markdown(&specimen());
    let events = events(&text);
    let tables = events.iter().filter(|e| matches!(e, Event::Start(Tag::Table(_)))).count();
    assert_eq!(tables, 5);
    let rows = events.iter().filter(|e| matches!(e, Event::End(TagEnd::TableRow))).count();
    assert_eq!(rows, 6 + 10 + 5 + 3 + 9);
    assert!(text.contains("**U.S. goods trade with Bolivia** All figures: [^2]\n\n| Year | Exports to Bolivia | Imports from Bolivia | Balance |\n| --- | ---: | ---: | ---: |\n| 2013 | 685.3 | 1,324.0 | −638.7 |\n"));
    assert!(text.contains("| Population | 341,963,408[^1] | 12,311,974[^1] |\n"));
}

#[test]
fn a_hostile_block_of_each_kind_stays_words() {
    let starts = [
        "# x",
        "1. x",
        "1) x",
        "- x",
        "+ x",
        "* x",
        "> x",
        "    x",
        "```x",
        "~~~x",
        "---",
        "===",
        "| a | b |",
        "[^1]: x",
        "[x]: y",
        "<b>",
        "&lt;",
        "\\",
        "_x_",
        "**x**",
        HOSTILE,
    ];
    for start in starts {
        let spans = vec![Span::Text(start.to_owned())];
        let blocks = vec![Block::Paragraph(spans.clone()), Block::List(List::of([spans.clone()]))];
        let sections = vec![Section { id: "x".into(), level: 2, heading: vec![Span::Text(start.into())], blocks }];
        let text = markdown(&Written {
            sections,
            notes: Vec::new(),
            missing: Vec::new(),
            sources: Vec::new(),
            title: start.into(),
            subtitle: start.into(),
            ..specimen()
        });
        assert_eq!(read(&events(&text)), vec![said(&spans); 5], "{start}\n{text}");
    }
}

/// What an author wrote reads back as the same.
#[test]
fn what_authors_write_comes_back() {
    use attache_document::written::{Item, Style};
    let link = || Span::Link {
        url: "https://a.b/(c) d".into(),
        title: "a \"title\"".into(),
        spans: vec![Span::Text("link".into())],
    };
    let list = |start| {
        Block::List(List {
            start,
            items: vec![Item { spans: vec![Span::Text("item".into())], blocks: vec![Block::Rule] }],
        })
    };
    let mut written = specimen();
    written.sections.truncate(1);
    written.sections[0].blocks = vec![
        Block::Paragraph(vec![
            Span::Text("wow!".into()),
            link(),
            Span::Text("(not an address)".into()),
            Span::Break,
            Span::Text("- no item".into()),
            Span::Styled(Style::Strikethrough, vec![Span::Styled(Style::Strong, vec![Span::Text("x*y".into())])]),
            Span::Code("a ``b` c".into()),
        ]),
        list(None),
        list(None),
        list(Some(7)),
        Block::Quote(vec![Block::Code { language: "rust".into(), text: "```\ncode\n".into() }]),
    ];
    let text = markdown(&written);
    let mut told = Vec::new();
    for event in events(&text) {
        match event {
            Event::Start(Tag::Link { dest_url, title, .. }) => told.push(format!("link {dest_url} {title}")),
            Event::Start(Tag::Image { .. }) => told.push("image".into()),
            Event::Start(Tag::List(start)) => told.push(format!("list {start:?}")),
            Event::Start(Tag::BlockQuote(_)) => told.push("quote".into()),
            Event::Start(Tag::Strong) => told.push("strong".into()),
            Event::Code(code) => told.push(format!("code {code}")),
            Event::HardBreak => told.push("break".into()),
            Event::Rule => told.push("rule".into()),
            Event::Text(text) if text.contains("item") || text.contains('(') || text.contains("code") => {
                told.push(text.to_string())
            }
            _ => {}
        }
    }
    let end = told.iter().position(|what| what.contains("code\n")).unwrap();
    assert_eq!(
        told[..=end],
        [
            "link https://a.b/(c) d a \"title\"",
            "(not an address)",
            "break",
            "- no item",
            "strong",
            "code a ``b` c",
            "list None",
            "item",
            "rule",
            "list None",
            "item",
            "rule",
            "list Some(7)",
            "item",
            "rule",
            "quote",
            "code\n"
        ],
        "{text}"
    );
}
