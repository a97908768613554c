use super::*;
use crate::written::Style;

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn blocks(placed: &[Placed]) -> Vec<Block> {
    placed.iter().map(|placed| placed.block.clone()).collect()
}

#[test]
fn a_template_reads_into_sections() {
    let source = "# [](word:title.pair)\n\n## [](word:heading.relations) {#relations}\n\n\
                [](fact:relations-established?area={a},{b}) More.\n\n- [](fact:visit-latest?area={a},{b} \"item\")\n\n\
                #### Caption\n\n\
                | | [](label:population) |\n|---|--:|\n| [](#time) | [](fact:population?area={a} \"cell\") |\n\n\
                ![](fact:goods-trade?area={a},{b}&time=last:10 \"exports, imports\")\n";
    let template = Template::read(source).unwrap();
    let word = |inlines: &[Inline]| matches!(inlines, [Inline::Word(word)] if word.text == "title.pair" || word.text == "heading.relations");
    assert!(word(&template.title));
    let section = &template.sections[0];
    assert_eq!(section.id, "relations");
    assert!(word(&section.heading));
    let [
        Block::Paragraph(words),
        Block::List { items, .. },
        Block::Table { caption, header, rows },
        Block::Chart(chart),
    ] = &blocks(&section.blocks)[..]
    else {
        panic!("{:?}", section.blocks)
    };
    let Inline::Fact { expression, .. } = &words[0] else { panic!() };
    assert_eq!(expression.text, "relations-established?area={a},{b}");
    assert_eq!(&source[expression.span.clone()], "[](fact:relations-established?area={a},{b})");
    assert_eq!((items.len(), caption.as_slice()), (1, [text("Caption")].as_slice()));
    assert!(header[1].numeric && !header[0].numeric);
    let Inline::Role { presentation, .. } = &rows[0][0][0] else { panic!() };
    assert_eq!(presentation.role.as_deref(), Some("time"));
    assert_eq!(chart.roles, ["exports", "imports"]);
}

#[test]
fn errors_name_the_place() {
    let at = |source: &str| {
        let error = Template::read(source).unwrap_err();
        assert!(!error.hint.is_empty(), "{error}");
        (error.line, error.column, source[error.span].to_owned())
    };
    assert_eq!(at("# T\n\né ![](fact:x)\n"), (3, 3, "![](fact:x)".into()));
    assert_eq!(at("[](fact:x \"a b\")"), (1, 1, "[](fact:x \"a b\")".into()));
    assert_eq!(at("---\ntitle: A\n---\n\nA [w](fact:x \"precision=99\")").0, 5);
    assert_eq!(at("| a |\n|---|\n| [](#value \"#time\") |"), (3, 3, "[](#value \"#time\")".into()));
    assert_eq!(at("See [](sheet:pair#relations) here.").0, 1);
    assert_eq!(at("# ![](fact:x \"value\")").0, 1);
    assert_eq!(at(&">".repeat(2_000)).0, 1);
}

#[test]
fn whatever_an_author_writes_is_kept() {
    let source = "Intro with *an emphasis*, **[strong](fact:x)**, ~~struck~~, `code`, [a link](https://example.org \"t\"),\n\
                  ![an image](map.png), H<sub>2</sub>O and a note[^n].  \nNext line <!-- aside -->\n\n\
                  ### Three\n\n#### Four\n\nText\n\n> Quoted\n>\n> 1. one\n>    - inner\n> 2. two\n\n\
                  ```rust\ncode();\n```\n\n---\n\n3. third\n4. fourth\n\n<div>raw</div>\n\n[^n]: The note.\n\n# Later\n\nEnd.\n";
    let template = Template::read(source).unwrap();
    assert_eq!(template.title, []);
    let [Block::Paragraph(words), rest @ ..] = &blocks(&template.opening)[..] else { panic!() };
    assert!(words.contains(&Inline::Styled(Style::Emphasis, vec![text("an emphasis")])));
    assert!(words.contains(&Inline::Styled(Style::Subscript, vec![text("2")])));
    assert!(words.contains(&Inline::Image { url: "map.png".into(), title: String::new(), alt: "an image".into() }));
    assert!(words.contains(&Inline::Break) && words.contains(&Inline::Footnote("n".into())));
    assert!(words.contains(&Inline::Html("<!-- aside -->".into())));
    let kinds: Vec<String> = rest
        .iter()
        .map(|block| match block {
            Block::Heading { level, .. } => format!("h{level}"),
            Block::Quote(inner) => format!("quote of {}", inner.len()),
            Block::Code { language, text } => format!("{language} {text:?}"),
            Block::List { start, items } => format!("list from {start:?} of {}", items.len()),
            Block::Html(html) => html.clone(),
            other => format!("{other:?}").chars().take_while(|c| c.is_alphabetic()).collect(),
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "h3",
            "h4",
            "Paragraph",
            "quote of 2",
            "rust \"code();\\n\"",
            "Rule",
            "list from Some(3) of 2",
            "<div>raw</div>\n"
        ]
    );
    assert_eq!((template.sections[0].level, template.sections[0].heading.as_slice()), (1, [text("Later")].as_slice()));
    assert_eq!(template.footnotes[0].0, "n");
}

#[test]
fn front_matter_is_kept() {
    let template = Template::read(
        "---\ntitle: Brief\ndate: 2024-03-12\nlang: es\nauthor: A. One\nattache:\n  about: [US, Bolivia]\n---\n\nText.\n",
    )
    .unwrap();
    let front = &template.front;
    assert_eq!(template.title, [text("Brief")]);
    assert_eq!(
        (front.language.as_deref(), front.dated.map(|d| d.to_string())),
        (Some("es"), Some("2024-03-12".into()))
    );
    assert_eq!((front.about.clone(), front.is_sheet), (vec!["US".to_owned(), "Bolivia".to_owned()], false));
    let both = Template::read("---\ntitle: Brief\n---\n<!-- c -->\n\n# The heading\n\nText.\n").unwrap();
    assert_eq!(both.title, [text("The heading")]);
    assert_eq!(Template::read("").unwrap().title, []);
}

#[test]
fn loops_are_written_out() {
    let template = Template::read(
        "# T\n\n| | |\n|---|--:|\n<!-- attache: for c in BO, Peru -->\n| [](name:{c}) | [](fact:population?area={c}) {c} |\n\
         <!-- attache: end -->\n| Total | |\n\n- first\n<!-- attache: for c in BO, PE -->\n- [](fact:capital?area={c})\n\
         <!-- attache: end -->\n\n\
         <!-- attache: for c in BO, PE -->\n\n## [](name:{c})\n\n- <!-- attache: for d in US, {c} -->[](fact:x?area={c},{d})<!-- attache: end -->\n\n\
         <!-- attache: end -->\nEnd.\n",
    )
    .unwrap();
    assert_eq!(
        template.text(),
        "# T\n\n| | |\n|---|--:|\n| [](name:BO) | [](fact:population?area=BO) {c} |\n\
         | [](name:PE) | [](fact:population?area=PE) {c} |\n| Total | |\n\n- first\n- [](fact:capital?area=BO)\n\
         - [](fact:capital?area=PE)\n\n\n## [](name:BO)\n\n- [](fact:x?area=BO,US)\n- [](fact:x?area=BO,BO)\n\n\
         \n## [](name:PE)\n\n- [](fact:x?area=PE,US)\n- [](fact:x?area=PE,PE)\n\nEnd.\n"
    );
    let [Block::Table { rows, .. }, Block::List { items, .. }] = &blocks(&template.opening)[..] else { panic!() };
    assert_eq!((rows.len(), items.len(), template.sections.len()), (3, 3, 2));
}

/// An error in what a loop repeats points at what the author wrote.
#[test]
fn places_in_loops_are_the_author_s() {
    let source = "<!-- attache: for country in BO, PE -->\n\n[](fact:x?area={country}) [](fact:y?area={country},US \"a b\")\n\n<!-- attache: end -->\n";
    let error = Template::read(source).unwrap_err();
    assert_eq!(&source[error.span.clone()], "[](fact:y?area={country},US \"a b\")");
    assert_eq!((error.line, error.column), (3, 27));
}

#[test]
fn loops_that_are_none() {
    let error = |source: &str| {
        let error = Template::read(source).unwrap_err();
        assert!(!error.hint.is_empty(), "{error}");
        (error.line, error.problem)
    };
    assert_eq!(error("A\n\n<!-- attache: for c in BO -->\n\nText"), (3, "this loop has no end".into()));
    assert_eq!(error("A\n\n<!-- attache: end -->\n"), (3, "this ends no loop".into()));
    assert_eq!(error("<!-- attache: for c in Bolivai -->\n"), (1, "\"Bolivai\" names no country or territory".into()));
    assert_eq!(error("<!-- attache: fro c in BO -->\n").0, 1);
    assert_eq!(error("<!-- attache: for C in BO -->\n").0, 1);
    assert_eq!(error("<!-- attache: for c of BO -->\n").0, 1);
    assert_eq!(error("Text <!-- attache: for c in BO -->\nb\n\n<!-- attache: end -->\n").0, 1);
    // Code is no comment, and `allow` is another's.
    assert!(Template::read("```\n<!-- attache: for c in BO -->\n```\n\n<!-- attache: allow(x) why -->\n").is_ok());
    let bomb = "<!-- attache: for c in BO, PE, EC, CO, VE, CL, AR, BR, UY, PY -->\n".repeat(8)
        + &"- x\n".repeat(100)
        + &"<!-- attache: end -->\n".repeat(8);
    assert!(error(&bomb).1.contains("too large"));
}
