use attache_document::written::Block;
use attache_sheet::{Sheet, SheetError};

use crate::{
    as_text::{as_text, line},
    ids,
    specimen::Specimen,
    write,
};

/// What a user's own sheet is written as, below its title and subtitle and
/// above its sources.
fn body(template: &str) -> String {
    let sheet = Sheet::read(&format!("# T\n\n{template}\n")).unwrap();
    let written = write(&sheet, &Specimen::united_states_bolivia(), &["US", "BO"]).unwrap();
    let text = as_text(&written);
    let (_, text) = text.split_once("\n\n").unwrap();
    let (text, _) = text.split_once("## Sources").unwrap();
    text.trim_start().trim_start_matches("##  {#summary}\n").trim().to_owned()
}

/// The error, with the part of the template that it points at.
fn error(template: &str) -> (String, String) {
    let text = format!("# T\n\n{template}\n");
    let sheet = Sheet::read(&text).unwrap();
    match write(&sheet, &Specimen::united_states_bolivia(), &["US", "BO"]).unwrap_err() {
        SheetError::Expression { span, problem, .. } => (text[span].to_owned(), problem),
        other => (text[other.span()].to_owned(), other.to_string()),
    }
}

#[test]
fn the_author_s_own_words_carry_the_fact() {
    assert_eq!(
        body("Trade was [about $1.2 billion](fact:goods-trade?area={a},{b}&time=2022) then."),
        "Trade was about $1.2 billion[1] then."
    );
}

#[test]
fn facts_stand_where_the_author_put_them() {
    assert_eq!(
        body("Trade ([](fact:goods-trade?area={a},{b} \"cell\")) grew; [](fact:population?area=AD \"cell\")."),
        "Trade ($1,163.7 million[1]) grew; 84,863 (2025 est.)[2]."
    );
    assert_eq!(
        body("[](fact:capital?area=US)[](fact:capital?area=BO)"),
        "The capital of the United States is Washington, DC.[1] The capitals of Bolivia are La Paz and Sucre.[1]"
    );
}

#[test]
fn what_has_no_data_is_left_out() {
    assert_eq!(body("[](fact:capital?area=PE)\n\nStands."), "Stands.");
    assert_eq!(
        body("[](fact:capital?area=PE) [](fact:capital?area=US)"),
        "The capital of the United States is Washington, DC.[1]"
    );
    assert_eq!(
        body("- [](fact:capital?area=PE)\n- [](fact:capital?area=US \"cell\")\n- Words"),
        "- Washington, DC[1]\n- Words"
    );
}

#[test]
fn headings_stand_only_above_something() {
    let template = "## One\n\n### Below\n\n[](fact:capital?area=PE)\n\n## Two\n\n### Empty\n\n[](fact:capital?area=PE)\n\n### Full\n\nText.";
    assert_eq!(body(template), "## Two {#two}\n\n### Full {#two-full}\n\nText.");
}

#[test]
fn headings_of_one_name_are_told_apart() {
    let template = "## A {#x}\n\nText.\n\n## B {#x}\n\nText.\n\n## B\n\nText.";
    assert_eq!(body(template), "## A {#x}\n\nText.\n\n## B {#x-2}\n\nText.\n\n## B {#b}\n\nText.");
}

#[test]
fn a_heading_may_hold_a_fact() {
    assert_eq!(body("## [](fact:capital?area=US)\n\nText."), "## Washington, DC[1] {#washington-dc}\n\nText.");
}

#[test]
fn items_and_rows_are_repeated_for_each_fact() {
    assert_eq!(
        body("- [](fact:leader?area=SM \"#person name\"): [](#title)"),
        "- Matteo Rossi[1]: Captain Regent[1]\n- Lorenzo Bugli[1]: Captain Regent[1]"
    );
    assert_eq!(
        body(
            "| Year | Exports | Balance |\n|---|--:|--:|\n\
              | [](fact:goods-trade?area={a},{b}&time=last:2 \"#time\") | [](#exports \"millions\") | [](fact:goods-balance?area={a},{b}&time=last:10 \"#value millions\") |"
        ),
        "Year | Exports | Balance\n2021[1] | 552.2[1] | 56.8[1]\n2022[1] | 519.8[1] | -124.0[1]"
    );
}

/// Disbursements of the years that have them stand beside the obligations of
/// the same.
#[test]
fn columns_are_matched_by_time() {
    assert_eq!(
        body(
            "| FY | Obligations | Disbursements |\n|---|--:|--:|\n\
              | [](fact:aid-year?area={a},{b}&time=last:3 \"#time short\") | [](#value \"plain\") | [](fact:aid-year?area={a},{b}&transaction=disbursements&time=last:2 \"#value plain\") |"
        ),
        "FY | Obligations | Disbursements\n\
         FY 2020[1] | $13,773,729[1] | \n\
         FY 2021[1] | $7,651,549[1] | \n\
         FY 2022[1] | $4,231,140[1] | $6,779,365[1]"
    );
}

#[test]
fn several_facts_in_a_cell_are_kept_apart() {
    assert_eq!(
        body("| | |\n|---|---|\n| Leaders | [](fact:leader?area=SM) |"),
        " | \nLeaders | Captain Regent Matteo Rossi (since 1 October 2025)[1]; Captain Regent Lorenzo Bugli (since 1 October 2025)[1]"
            .trim()
    );
}

#[test]
fn rows_and_columns_without_data_are_dropped() {
    assert_eq!(
        body(
            "| What | US | PE | BO |\n|---|---|---|---|\n\
              | Capital | [](fact:capital?area=US) | [](fact:capital?area=PE) | [](fact:capital?area=BO) |\n\
              | Leader | [](fact:leader?area=US) | | |\n\
              | Words | alone | | |"
        ),
        "What | US | BO\nCapital | Washington, DC[1] | La Paz and Sucre[1]\nWords | alone |"
    );
    assert_eq!(body("#### Caption\n\n| A |\n|---|\n| [](fact:capital?area=PE) |\n\nText."), "Text.");
}

#[test]
fn one_point_is_no_course_over_time() {
    let chart = |time: &str| {
        body(&format!("![C](fact:goods-trade?area={{a}},{{b}}&time={time} \"exports, imports\")\n\nText."))
    };
    assert_eq!(chart("2022"), "Text.");
    assert_eq!(chart("last:1"), "Text.");
    assert_eq!(
        chart("last:2"),
        "C (Million US dollars)[1]\nU.S. exports: 2021 552.2, 2022 519.8\nU.S. imports: 2021 495.4, 2022 643.8\n\nText."
    );
}

#[test]
fn a_dissent_follows_its_sentence() {
    assert_eq!(
        body("[](fact:relations-established?area={a},{b}) [](fact:relations-established?area={a},{b} \"cell\")"),
        "The United States and Bolivia established diplomatic relations on 3 January 1849.[1] \
         Another account gives 30 May 1848.[1] 3 January 1849[1]"
    );
}

#[test]
fn what_a_source_at_hand_does_not_have_is_missing_all_the_same() {
    let text = "# T\n\n## Facts\n\n[](fact:capital?area=PE) [](fact:goods-trade?area={a},TD)\n";
    let sheet = Sheet::read(&format!("---\nattache:\n  document: sheet\n---\n{text}")).unwrap();
    let specimen = Specimen::read("release factbook 2026-01-22 P T\ncapital stated subject:US title=Washington");
    let written = write(&sheet, &specimen, &["US", "BO"]).unwrap();
    let missing: Vec<_> = written.missing.iter().map(|m| (m.section.as_str(), m.what.as_str(), ids(m))).collect();
    assert_eq!(
        missing,
        [
            ("Facts", "Capital (Peru)", String::new()),
            ("Facts", "Two-way trade in goods", "census, comtrade, imf-imts".to_owned())
        ]
    );
}

/// The link is pointed at, so that an editor can mark it.
#[test]
fn errors_have_a_place() {
    let cases = [
        ("[](fact:trade?area=US)", "there is no fact kind \"trade\""),
        ("[x](fact:capital?area=Bolivai)", "\"Bolivai\" names no country or territory"),
        ("[](fact:goods-rank?area=US,BO&flwo=exports)", "goods-rank takes no argument \"flwo\""),
        ("[](fact:capital?area={c})", "\"{c}\" names no country or territory"),
        ("[](fact:capital?area=US,BO)", "area wants one country, got 2"),
        ("[](fact:agreement?area=US,BO)", "type is missing: which agreements, as type=investment or type=trade"),
        ("[](fact:goods-trade?area=US,BO&time=2022-03)", "time is to be a calendar year, as 2022, not 2022-03"),
    ];
    for (link, problem) in cases {
        for template in [
            format!("É: {link}"),
            format!("- {link}"),
            format!("| a |\n|---|\n| {link} |"),
            format!("## {link}\n\nText."),
        ] {
            assert_eq!(error(&template), (link.to_owned(), problem.to_owned()), "{template}");
        }
    }
    let (at, problem) = error("![](fact:goods-trade?area=US,BO&time=soon \"exports\")");
    assert!(at.starts_with("![]") && problem.starts_with("\"soon\" is not a period"), "{at} {problem}");
}

#[test]
fn words_that_the_language_lacks_are_named() {
    for template in [
        "[](word:heading.nothing)",
        "[](label:no-such-kind)",
        "[](fact:capital?area=US \"no-such-form\")",
        "[](fact:world-rank?area=BO&of=no-such-indicator)",
    ] {
        let (_, problem) = error(template);
        assert!(problem.contains("no") && problem.contains(['"', '-']), "{template}: {problem}");
    }
}

/// Templates put together from pieces at random are read and written, or
/// refused; nothing panics.
#[test]
fn no_template_is_too_strange() {
    let pieces = [
        "# T\n\n",
        "## H {#h}\n\n",
        "### [](word:title.pair)\n\n",
        "#### c\n\n",
        "- ",
        "| a | b |\n|---|--:|\n",
        "| ",
        " |\n",
        "\n",
        "\n\n",
        "[](fact:capital?area={a})",
        "[w](fact:goods-trade?area={a},{b}&time=last:3)",
        "[](#value)",
        "[](#time \"short\")",
        "[](fact:",
        "![](fact:goods-trade?area={a},{b}&time=last:9 \"exports, value\")",
        "[](label:population)",
        "é ",
        ". ",
        "**",
        "\\",
        "{a}",
        "](",
        "<b>",
    ];
    let specimen = Specimen::united_states_bolivia();
    let mut state = 11_u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let (mut read, mut stated) = (0, 0);
    for _ in 0..1_500 {
        let text: String = std::iter::once(pieces[0]).chain((0..12).map(|_| pieces[below(pieces.len())])).collect();
        let Ok(sheet) = Sheet::read(&text) else { continue };
        read += 1;
        let Ok(written) = write(&sheet, &specimen, &["US", "BO"]) else { continue };
        for block in written.sections.iter().flat_map(|s| &s.blocks) {
            if let Block::Paragraph(spans) = block {
                stated += usize::from(line(spans).contains("[1]"));
            }
        }
    }
    assert!(read > 100 && stated > 50, "{read} {stated}");
}

/// A document of an author's, put together from pieces at random, is read and
/// written, or refused with a place; nothing panics, edits lie in order, and a
/// text without references stays as it is.
#[test]
fn no_document_is_too_strange() {
    let pieces = [
        "# T\n\n",
        "## H {#h}\n\n",
        "#### c\n\n",
        "- ",
        "1. ",
        "   ",
        "> ",
        "| a | b |\n|---|--:|\n",
        "| ",
        " |\n",
        "\n",
        "\n\n",
        "\r\n",
        "[](fact:capital?area={c})",
        "[*w* x](fact:goods-trade?area={a},{b}&time=last:3)",
        "[](fact:goods-trade?area=PE,EC)",
        "[](#value)",
        "[](name:{c} \"of\")",
        "[](sheet:pair#representation)\n\n",
        "<!-- attache: for c in BO, PE -->",
        "<!-- attache: end -->",
        "<!-- c -->",
        "<fact:capital?area=US>",
        "[x]: fact:capital?area=BO\n",
        "[x][x]",
        "<sub>",
        "</sub>",
        "```\n",
        "~~",
        "**",
        "`",
        "[^n]",
        "[^n]: ",
        "é ",
        "word ",
        "![](fact:goods-trade?area={a},{b}&time=last:9 \"exports\")",
        "  \n",
        "***\n",
    ];
    let specimen = Specimen::united_states_bolivia();
    let facts = attache_sheet::Facts::new(specimen.panel());
    let wordings = |language| attache_language::Wordings::in_language(language);
    let mut state = 23_u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let (mut read, mut edited) = (0, 0);
    for _ in 0..4_000 {
        let text: String = (0..14).map(|_| pieces[below(pieces.len())]).collect();
        let sheet = match Sheet::read(&text) {
            Ok(sheet) => sheet,
            Err(error) => {
                assert!(text.get(error.span()).is_some() && !error.hint().is_empty(), "{text:?}: {error}");
                continue;
            }
        };
        read += 1;
        let parameters = crate::parameters(&["US", "BO"]);
        let supply = attache_sheet::FromFacts::new(&facts, &wordings);
        let writing = match sheet.write_from(&parameters, attache_language::Wordings::english(), &supply) {
            Ok(writing) => writing,
            Err(error) => {
                assert!(text.get(error.span()).is_some() && !error.hint().is_empty(), "{text:?}: {error}");
                continue;
            }
        };
        let mut end = 0;
        for edit in &writing.edits {
            assert!(
                edit.at.start >= end && sheet.text().get(edit.at.clone()).is_some(),
                "{text:?}: {:?}",
                writing.edits
            );
            end = edit.at.end;
        }
        edited += writing.edits.len();
    }
    assert!(read > 500 && edited > 500, "{read} {edited}");
}
