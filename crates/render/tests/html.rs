//! The page as a browser gets it: well-formed, linked within itself, safe, and
//! with a mark at every figure.

#[path = "specimen/mod.rs"]
mod specimen;

use std::collections::HashSet;

use attache_document::written::{Block, Cell, Section, Span, Table, Written};
use attache_model::Language;
use attache_render::html;
use specimen::{HOSTILE, specimen};

/// An element with those around it, read by a parser that takes only what a
/// strict one would: every tag closed in order, every value quoted.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    /// Indices of the elements around it, outermost first.
    within: Vec<usize>,
    /// Where its content begins and ends in the page.
    content: std::ops::Range<usize>,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

const VOID: [&str; 2] = ["meta", "!DOCTYPE"];

fn parse(page: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(start) = page[at..].find('<').map(|offset| at + offset) {
        let end = start + tag_length(&page[start..]);
        let tag = &page[start + 1..end - 1];
        at = end;
        if let Some(name) = tag.strip_prefix('/') {
            let closed = open.pop().unwrap_or_else(|| panic!("</{name}> closes nothing"));
            assert_eq!(elements[closed].name, name, "closed out of order at byte {start}");
            elements[closed].content.end = start;
            continue;
        }
        let (name, rest) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
        let selfclosing = tag.ends_with('/');
        let name = name.trim_end_matches('/').to_owned();
        elements.push(Element {
            name: name.clone(),
            attributes: attributes(rest),
            within: open.clone(),
            content: end..end,
        });
        if name == "style" {
            at += page[at..].find("</style>").unwrap();
        }
        if !VOID.contains(&name.as_str()) && !selfclosing {
            open.push(elements.len() - 1);
        }
    }
    assert!(open.is_empty(), "left open: {:?}", open.iter().map(|i| &elements[*i].name).collect::<Vec<_>>());
    elements
}

fn tag_length(tag: &str) -> usize {
    let mut quoted = false;
    for (at, c) in tag.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '<' if at > 0 => panic!("a bare < in {}", &tag[..at]),
            '>' if !quoted => return at + 1,
            _ => {}
        }
    }
    panic!("a tag without end");
}

fn attributes(mut text: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    loop {
        text = text.trim_start().trim_end_matches('/');
        if text.is_empty() {
            return attributes;
        }
        let name_end = text.find([' ', '=']).unwrap_or(text.len());
        let name = text[..name_end].to_owned();
        text = &text[name_end..];
        let mut value = String::new();
        if let Some(rest) = text.strip_prefix("=\"") {
            let (inside, after) = rest.split_once('"').unwrap();
            value = inside.to_owned();
            text = after;
        }
        attributes.push((name, value));
    }
}

#[test]
fn a_page_is_well_formed_and_linked_within_itself() {
    let page = html(&specimen());
    let elements = parse(&page);
    let ids: Vec<&str> = elements.iter().filter_map(|e| e.get("id")).collect();
    let unique: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "ids are unique");
    for element in &elements {
        let inner = element.get("href").and_then(|href| href.strip_prefix('#'));
        let named = element.get("aria-labelledby").into_iter().flat_map(str::split_whitespace);
        for id in inner.into_iter().chain(element.get("popovertarget")).chain(named) {
            assert!(unique.contains(id), "#{id} leads nowhere");
        }
    }
}

#[test]
fn headings_tables_and_landmarks_are_in_order() {
    let page = html(&specimen());
    let elements = parse(&page);
    let count = |name: &str| elements.iter().filter(|e| e.name == name).count();
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert_eq!((count("main"), count("h1"), count("nav")), (1, 1, 1));
    assert_eq!(count("section"), specimen().sections.len() + 2);
    let levels = elements.iter().filter_map(|e| e.name.strip_prefix('h')?.parse::<u8>().ok());
    levels.fold(0, |above, level| {
        assert!(level <= above + 1, "h{above} is followed by h{level}");
        level
    });
    assert!(elements.iter().filter(|e| e.name == "th").all(|e| e.get("scope").is_some()));
    assert_eq!(count("svg"), 2);
    assert!(elements.iter().filter(|e| e.name == "svg").all(|e| e.get("role") == Some("img")));
}

/// A long figure on one line would push the columns beside it off the page.
#[test]
fn long_figures_of_a_table_are_broken_over_lines() {
    let cell = |figure: &str| Cell { spans: vec![Span::Text(figure.into())], numeric: true };
    let rows = ["98.4 million", "3,096,397 square kilometers, the 7th-largest in the world"];
    let table = Table {
        caption: String::new(),
        header: Vec::new(),
        rows: rows.iter().map(|figure| vec![Cell::default(), cell(figure)]).collect(),
        note: String::new(),
    };
    let mut written = specimen();
    written.sections[0].blocks = vec![Block::Table(table)];
    let page = html(&written);
    for (figure, class) in rows.into_iter().zip(["number figure", "number"]) {
        assert!(page.contains(&format!("<td class=\"{class}\">{figure}</td>")), "{figure} is not of class {class}");
    }
}

/// Sources of what is missing have their titles: names of the command line tell readers nothing.
#[test]
fn what_is_missing_is_available_from_sources_with_titles() {
    let page = html(&specimen());
    assert!(page.contains("Office of the Historian, Visits by Foreign Leaders") && !page.contains("historian-visits"));
}

#[test]
fn nothing_hostile_becomes_markup_and_nothing_is_loaded() {
    let mut written = specimen();
    written.title = HOSTILE.into();
    written.subtitle = HOSTILE.into();
    written.sections[0].heading = vec![Span::Text(HOSTILE.into())];
    written.sections[0].id = "\"><img src=x>".into();
    let page = html(&written);
    let elements = parse(&page);
    assert!(!elements.iter().any(|e| ["script", "img", "link", "b1", "iframe"].contains(&e.name.as_str())));
    for element in &elements {
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on") && name != "src", "{element:?}");
            if name == "href" {
                assert!(value.starts_with('#') || value.starts_with("https://"), "{value}");
            }
        }
    }
    let style = &page[page.find("<style>").unwrap()..page.find("</style>").unwrap()];
    assert!(!style.contains("url(") && !style.contains("@import"));
    assert!(!page.contains('\0'));
}

#[test]
fn every_figure_is_marked() {
    let page = html(&specimen());
    let elements = parse(&page);
    let holds_mark = |element: &Element| page[element.content.clone()].contains("class=\"mark\"");
    let stated: Vec<&Element> = elements.iter().filter(|e| e.get("data-fact").is_some()).collect();
    assert!(stated.len() > 100);
    for fact in stated {
        let around: Vec<&Element> = fact.within.iter().map(|at| &elements[*at]).collect();
        let block = around.iter().rev().find(|e| ["p", "li", "td", "th"].contains(&e.name.as_str()));
        let follows = block.is_some_and(|b| page[fact.content.end..b.content.end].contains("class=\"mark\""));
        let heading = |parent: &str, heading: &str| {
            let parent = around.iter().find(|e| e.name == parent);
            parent.is_some_and(|p| {
                elements.iter().any(|e| e.name == heading && p.content.contains(&e.content.start) && holds_mark(e))
            })
        };
        assert!(follows || heading("table", "caption") || heading("figure", "figcaption"), "{fact:?}");
    }
}

#[test]
fn a_note_says_where_its_figure_is_from() {
    let page = html(&specimen());
    let elements = parse(&page);
    let note = |what: &str| {
        let notes = elements.iter().filter(|e| e.get("popover").is_some()).map(|e| &page[e.content.clone()]);
        notes.filter(|note| note.contains(what)).collect::<Vec<_>>()
    };
    let notes = note("<p class=\"what\">Obligations, fiscal year 2022</p>");
    assert_eq!(notes.len(), 2, "one an edition");
    for words in [
        "href=\"#source-6\">[6]</a> U.S. Department of State and USAID, <cite>U.S. Foreign Assistance by Country</cite>",
        "complete data set, 31 December 2023. Published 31 December 2023 (date as given at import)",
        "Retrieved 20 November 2026. Public domain (17 U.S.C. § 105). <a href=\"https://foreignassistance.gov/data\">foreignassistance.gov</a>",
    ] {
        assert!(notes[0].contains(words), "{words}\n{}", notes[0]);
    }
}

#[test]
fn a_chart_shows_gaps_and_keeps_its_figures() {
    let mut written = specimen();
    let mut chart = written.sections[2]
        .blocks
        .iter()
        .find_map(|b| if let Block::Chart(c) = b { Some(c.clone()) } else { None })
        .unwrap();
    chart.series[0].points.remove(4);
    let only = |block: Block| {
        vec![Section { id: "only".into(), level: 2, heading: vec![Span::Text("Only".into())], blocks: vec![block] }]
    };
    written.sections = only(Block::Chart(chart.clone()));
    let page = html(&written);
    parse(&page);
    let line = &page[page.find("class=\"line s0\"").unwrap()..];
    let path = &line[..line.find("/>").unwrap()];
    assert_eq!(path.matches('M').count(), 2, "a gap for the missing year: {path}");
    assert_eq!(page.matches("<details><summary>Figures of the chart").count(), 1);
    assert_eq!(page.matches("data-fact=\"goods-imports?area=US,BO&amp;time=2016\"").count(), 2);

    for series in &mut chart.series {
        series.points.truncate(1);
    }
    written.sections = only(Block::Chart(chart));
    let page = html(&written);
    parse(&page);
    assert!(!page.contains("<svg") && page.contains("685.3</span>"), "one year is a table");
}

#[test]
fn the_same_document_is_the_same_bytes() {
    assert_eq!(html(&specimen()), html(&specimen()));
}

#[test]
fn the_words_around_follow_the_language() {
    let french = html(&Written { language: Language::French, ..specimen() });
    assert!(french.contains("<html lang=\"fr\">") && french.contains("Consulté le 20 novembre 2026"));
    let spanish = html(&Written { language: Language::Spanish, ..specimen() });
    assert!(spanish.contains("Todas las cifras: ") && spanish.contains("(fecha indicada al importar)"));
}

#[test]
fn an_empty_document_is_a_page() {
    let page = html(&Written { sections: Vec::new(), sources: Vec::new(), missing: Vec::new(), ..specimen() });
    parse(&page);
    assert!(!page.contains("id=\"sources\"") && !page.contains("id=\"missing\""));
}
