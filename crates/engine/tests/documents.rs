//! Documents of an author's, written out from the built-in data.

use attache_engine::{AsOf, Engine, RenderRequest, Rendered, model::Areas, model::Language, render};

fn request(text: &str) -> RenderRequest {
    RenderRequest {
        name: "brief.md".to_owned(),
        bytes: text.as_bytes().to_vec(),
        language: None,
        about: Vec::new(),
        as_of: AsOf::default(),
        lock: None,
        is_locked: false,
    }
}

fn rendered(text: &str) -> Rendered {
    Engine::built_in().unwrap().render_document(&request(text)).unwrap_or_else(|error| panic!("{error}"))
}

fn as_it_stands(rendered: &Rendered) -> String {
    String::from_utf8(rendered.as_it_stands().unwrap()).unwrap()
}

/// The message and its hint.
fn error(text: &str) -> (String, String) {
    let error = Engine::built_in().unwrap().render_document(&request(text)).unwrap_err();
    (error.to_string(), error.hint())
}

/// The pairs of Markdown blocks with `becomes` between them.
fn examples(text: &str) -> Vec<(&str, &str)> {
    let mut examples = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\n```\n\nbecomes\n\n```markdown\n") {
        let source = before.rsplit_once("```markdown\n").unwrap().1;
        let (result, after) = after.split_once("\n```\n").unwrap();
        examples.push((source, result));
        rest = after;
    }
    examples
}

#[test]
fn the_examples_of_the_documentation() {
    let documentation = include_str!("../../../docs/documents.md");
    let examples = examples(documentation);
    assert!(examples.len() >= 5, "{}", examples.len());
    for (source, result) in examples {
        let rendered = rendered(source);
        assert_eq!(as_it_stands(&rendered).trim_end(), result, "{source}");
        assert!(rendered.gaps.is_empty(), "{source}");
    }
}

/// What an author can do is in the documentation; what is ejected is the sheet.
#[test]
fn an_ejected_sheet_is_the_same_sheet() {
    let engine = Engine::built_in().unwrap();
    for codes in [&["US", "BO"][..], &["BO", "PE"], &["SM"]] {
        let areas: Vec<_> = codes.iter().map(|code| Areas::find(code).unwrap()).collect();
        for language in Language::ALL {
            let request_of_sheet =
                attache_engine::SheetRequest { areas: areas.clone(), language, as_of: AsOf::default() };
            let sheet = engine.sheet(&request_of_sheet).unwrap();
            let document = engine.ejected(&areas, language).unwrap();
            let rendered = engine.render_document(&request(&document)).unwrap();
            assert_eq!(rendered.written, sheet, "{codes:?} {}", language.tag());
            assert!(rendered.is_sheet && !document.contains("word:") && !document.contains("label:"));
        }
    }
}

#[test]
fn nothing_but_references_changes() {
    let source = "\u{feff}---\r\ntitle: A\r\nlang: en\r\n---\r\n\r\n*  odd   spacing*, &amp; <b>raw</b> [x](y \"z\")\r\n\r\n\
                  + [12.4 million](fact:population?area=BO)\r\n+ __b__\\\r\n  more[^1]\r\n\r\n[^1]: Note.\r\n\r\n\
                  [1. Words](fact:capital?area=BO) stand.\r\n\r\n<!-- a comment -->\r\n\tcode\r\n";
    let expected = source
        .replace("[12.4 million](fact:population?area=BO)", "12.4 million")
        .replace("[1. Words](fact:capital?area=BO)", "1\\. Words");
    assert_eq!(as_it_stands(&rendered(source)), expected);
}

#[test]
fn own_words_are_cited_and_stand() {
    let rendered =
        rendered("Bolivia has [some **12 million**](fact:population?area=BO) people, [many](fact:population?area=PE).");
    let stated = rendered.written.stated();
    let words: Vec<&str> = stated.iter().map(|stated| stated.text.as_str()).collect();
    assert_eq!(words, ["some 12 million", "many"]);
    assert_eq!(stated[0].fact, "population?area=BO&time=2025");
    assert_eq!(stated[0].value, "12436103 PERSONS");
    let options = rendered.options(render::Citations::Footnotes, None);
    let markdown = render::markdown_with(&rendered.written, options);
    assert!(markdown.contains("Bolivia has some **12 million** people, many.[^1]"), "{markdown}");
}

#[test]
fn what_has_no_data_is_told() {
    let text = "A\n\nTrade was [about $1 billion](fact:goods-trade?area=US,BO&time=2022) then.\n\n\
                [](fact:goods-trade?area=US,BO)\n\nIn [](fact:capital?area=BO \"cell\"): [](fact:goods-trade?area=US,PE \"cell\").\n";
    let rendered = rendered(text);
    let gaps: Vec<_> = rendered.gaps.iter().map(|gap| (gap.line, gap.column, gap.has_words)).collect();
    assert_eq!(gaps, [(3, 11, true), (5, 1, false), (7, 37, false)]);
    assert!(rendered.gaps.iter().all(|gap| gap.would_come_from.contains(&"census".to_owned())));
    assert_eq!(as_it_stands(&rendered), "A\n\nTrade was about $1 billion then.\n\nIn La Paz and Sucre: (no data).\n");
}

#[test]
fn errors_have_a_place_and_a_hint() {
    let cases = [
        (
            "É [](fact:popluation?area=BO)",
            "brief.md:1:3: fact:popluation?area=BO: there is no fact kind \"popluation\"",
            "population",
        ),
        ("\n[](fact:population?area=Bolivai)", "brief.md:2:1: fact:population?area=Bolivai", "BO"),
        ("[](fact:population?area={a})", "brief.md:1:1: fact:population?area={a}", "front matter"),
        (
            "[](fact:population?area=BO \"#valeu\")",
            "brief.md:1:1: fact:population?area=BO: population has no role \"valeu\"",
            "value",
        ),
        (
            "[](fact:population?area=BO \"#value milions\")",
            "brief.md:1:1: fact:population?area=BO: values have no form",
            "millions",
        ),
        ("[](fact:population?area=BO \"sentense\")", "brief.md:1:1: ", "attache say"),
        ("[](fact:population?area=BO \"lang=de\")", "brief.md:1:1: lang=de", "en, es, fr"),
        ("[](fact:population?area=BO \"precision=1\")", "brief.md:1:1: precision=1", "2 to 9"),
        ("[](name:Atlantis)", "brief.md:1:1: ", "did you mean"),
        ("[](name:BO \"plural\")", "brief.md:1:1: names have no form", "adj"),
        ("[](word:nothing)", "brief.md:1:1: ", "attache facts"),
        ("[](sheet:pair#relations)", "brief.md:1:1: the sheet pair is of two countries", "front matter"),
        (
            "---\nattache: {about: [US, BO]}\n---\n\n[](sheet:pair#nothing)",
            "brief.md:5:1: the sheet pair has no section",
            "relations",
        ),
        ("[](sheet:trio#x)", "brief.md:1:1: there is no sheet \"trio\"", "pair"),
        ("<!-- attache: for c in BO -->\n", "brief.md:1:1: this loop has no end", "attache: end"),
        ("---\nlang: de\n---\n", "brief.md: there are no words for \"de\"", "en, es, fr"),
        ("---\nattache: {about: [Atlantis]}\n---\n", "brief.md: attache.about: ", "AL"),
    ];
    for (text, problem, hint) in cases {
        let (told, helps) = error(text);
        assert!(told.starts_with(problem) && helps.contains(hint), "{text}: {told} / {helps}");
    }
}

/// A page of a hostile document runs nothing.
#[test]
fn no_markup_comes_out_of_words() {
    let text = "---\ntitle: \"</title><script>alert(1)</script>\"\nauthor: \"<img src=x onerror=alert(1)>\"\nlang: en\n---\n\n\
                <script>alert(1)</script>\n\n[x](javascript:alert(1)) ![y](javascript:alert(1)) <img src=x onerror=alert(1)> \
                `<script>` [\"><script>](fact:population?area=BO) [z](https://a.b/\"onclick=alert(1))\n\n\
                ```\"><script>\n</code><script>\n```\n\n<!-- </script> -->\n\n## <iframe src=x> {#\"><script>}\n\nText\n";
    let rendered = rendered(text);
    let page = render::html_with(&rendered.written, rendered.options(render::Citations::Footnotes, None));
    let scripts = page.matches("<script").count();
    assert_eq!((scripts, page.matches("<script type=\"application/ld+json\">").count()), (1, 1), "{page}");
    assert!(!page.contains("<img") && !page.contains("<iframe") && !page.contains("href=\"javascript"), "{page}");
    assert!(page.contains("<data value=\"fact:population?area=BO&amp;time=2025\">"), "{page}");
    let data =
        page.split_once("<script type=\"application/ld+json\">\n").unwrap().1.split_once("\n</script>").unwrap().0;
    assert!(data.starts_with('{') && !data.contains('<'), "{data}");
}

#[test]
fn the_same_document_is_the_same_bytes() {
    let text = "---\nattache: {about: [US, BO]}\n---\n\n[](sheet:pair#side-by-side)\n";
    let bytes = || {
        let rendered = rendered(text);
        let options = rendered.options(render::Citations::Endnotes, None);
        let written = &rendered.written;
        [
            render::html_with(written, options),
            render::markdown_with(written, options),
            render::json_with(written, options),
        ]
    };
    assert_eq!(bytes(), bytes());
}

/// Documents put together from pieces at random render in every format; what has
/// no references and no directions stays byte for byte.
#[test]
fn every_renderer_takes_every_document() {
    let plain = [
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
        "<b>",
        "</b>",
        "<sub>",
        "</sub>",
        "<br>",
        "<!-- c -->",
        "```\n",
        "~~",
        "**",
        "*",
        "`",
        "[^n]",
        "[^n]: ",
        "é ",
        "word ",
        "\\",
        "&amp;",
        "[x](https://a.b \"t\")",
        "[x](javascript:1)",
        "![i](m.png)",
        "  \n",
        "***\n",
        "\t",
        "{a}",
        "---\ntitle: T\n---\n",
        "[x]: https://a.b\n",
        "[x][x]",
        "|",
        "\u{0}",
    ];
    let references = [
        "[](fact:capital?area=BO)",
        "[*w*](fact:population?area=BO)",
        "[](fact:goods-trade?area=PE,EC)",
        "[](name:US)",
        "[](fact:election?area=BO \"#office\")",
        "[](#date)",
        "[](label:population)",
        "[](sheet:country#people)\n\n",
        "<!-- attache: for c in BO, PE -->",
        "<!-- attache: end -->",
        "[](fact:capital?area={c})",
    ];
    let engine = Engine::built_in().unwrap();
    let mut state = 5_u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let mut rendered = 0;
    for round in 0..1_500 {
        let with_references = round % 2 == 0;
        let mut text = String::new();
        for _ in 0..14 {
            let all = plain.len() + if with_references { references.len() } else { 0 };
            let at = below(all);
            text.push_str(plain.get(at).or_else(|| references.get(at - plain.len())).unwrap());
        }
        let request = RenderRequest { about: vec![Areas::find("BO").unwrap()], ..request(&text) };
        let Ok(document) = engine.render_document(&request) else { continue };
        rendered += 1;
        if !with_references {
            assert_eq!(as_it_stands(&document), text);
        }
        for citations in [render::Citations::None, render::Citations::Footnotes, render::Citations::Endnotes] {
            let options = document.options(citations, None);
            let page = render::html_with(&document.written, options);
            assert!(!page.contains("<b>") || page.contains("<p><b>"), "{text:?}");
            assert!(!page.contains("href=\"javascript"), "{text:?}");
            assert!(render::json_with(&document.written, options).starts_with('{'));
            assert!(render::docx(&document.written, options).starts_with(b"PK"));
            let _ = render::markdown_with(&document.written, options);
        }
        let _ = render::provenance(&document.written);
    }
    assert!(rendered > 800, "{rendered}");
}
