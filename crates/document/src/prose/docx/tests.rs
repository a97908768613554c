use std::io::{Cursor, Write};

use jiff::civil::date;
use zip::write::SimpleFileOptions;

use super::super::BlockKind::{self, Cell, Heading, Item, Note, Paragraph};
use super::super::link::FactLink;
use super::*;

/// A package of these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
         <w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>"
    )
}

fn docx(body: &str) -> Vec<u8> {
    package(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document(body).as_bytes())])
}

#[track_caller]
fn check(body: &str, expected: &[(BlockKind, &str)]) {
    let prose = read(&docx(body)).unwrap();
    let found: Vec<_> = prose.blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
    assert_eq!(found, expected);
    for block in &prose.blocks {
        for (at, c) in block.text.char_indices().filter(|(_, c)| *c != ' ') {
            let written = &prose.source[block.place(at..at + c.len_utf8())];
            assert!(written == c.to_string() || written.starts_with(['&', '<']), "{c:?} is {written:?}");
        }
    }
}

#[test]
fn runs_are_joined_and_changes_followed() {
    check(
        "<w:p><w:pPr><w:pStyle w:val='Heading1'/><w:pPrChange><w:pPr><w:pStyle w:val='Title'/></w:pPr></w:pPrChange></w:pPr>\
         <w:r><w:t>Bolivia</w:t></w:r></w:p>\
         <w:p><w:r><w:t xml:space='preserve'>The popu</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>lation</w:t><w:tab/><w:t>is &lt; </w:t></w:r>\
         <w:del><w:r><w:delText>11</w:delText></w:r></w:del><w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:r><w:br/><w:t>million</w:t></w:r>\
         <w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:noBreakHyphen/><w:t>\u{e9}</w:t></w:r></w:p><w:p/>",
        &[(Heading(1), "Bolivia"), (Paragraph, "The population is < 12 million-\u{e9}")],
    );
}

#[test]
fn items_and_tables() {
    check(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>\
         <w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
         <w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr><w:r><w:t>Contents</w:t></w:r></w:p>",
        &[
            (Item, "one"),
            (Cell { row: 0, column: 0 }, "a"),
            (Cell { row: 0, column: 2 }, "b"),
            (Cell { row: 1, column: 0 }, "c"),
        ],
    );
}

#[test]
fn a_text_box_is_read_once() {
    check(
        "<w:p><w:r><w:t>Outer</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent><w:p><w:r><w:t>In box</w:t></w:r></w:p>\
         </w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>In box</w:t></w:r></w:p></w:txbxContent></mc:Fallback>\
         </mc:AlternateContent></w:r></w:p>",
        &[(Paragraph, "In box"), (Paragraph, "Outer")],
    );
}

#[test]
fn styles_notes_and_properties() {
    let styles = "<w:styles xmlns:w='w'><w:docDefaults><w:rPr><w:lang w:val='es-BO'/></w:rPr></w:docDefaults>\
        <w:style w:styleId='berschrift2'><w:name w:val='heading 2'/></w:style>\
        <w:style w:styleId='Own'><w:basedOn w:val='berschrift2'/></w:style>\
        <w:style w:styleId='Loop'><w:basedOn w:val='Loop'/></w:style></w:styles>";
    let notes = "<w:footnotes xmlns:w='w'><w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='1'><w:p><w:r><w:t>Estimated.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let core = "<c:coreProperties xmlns:c='c' xmlns:dc='d' xmlns:t='t'><dc:title>A &amp; B</dc:title><dc:creator>One</dc:creator>\
        <t:created>2024-01-01T00:00:00Z</t:created><t:modified>2024-03-12T08:00:00Z</t:modified></c:coreProperties>";
    let body = document(
        "<w:p><w:pPr><w:pStyle w:val='Own'/></w:pPr><w:r><w:t>Part</w:t></w:r></w:p>\
         <w:p><w:pPr><w:pStyle w:val='Loop'/></w:pPr><w:r><w:t>Text</w:t></w:r></w:p>",
    );
    let bytes = package(&[
        ("word/document.xml", body.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ]);
    let prose = read(&bytes).unwrap();
    let found: Vec<_> = prose.blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
    assert_eq!(found, [(Heading(2), "Part"), (Paragraph, "Text"), (Note, "Estimated.")]);
    assert_eq!(prose.about.title.as_deref(), Some("A & B"));
    assert_eq!(prose.about.dated, Some(date(2024, 3, 12)));
    assert_eq!((prose.about.author.as_deref(), prose.about.language.as_deref()), (Some("One"), Some("es-BO")));
    let labels: Vec<_> =
        prose.blocks.iter().map(|block| prose.where_is(block.place(0..1).start).label.unwrap()).collect();
    assert_eq!(labels, ["paragraph 1", "paragraph 2", "footnote 1"]);
    let note = prose.blocks[2].place(0..10);
    let edited = prose.apply(&bytes, &[(note, "Counted & <so>.".to_owned())]).unwrap();
    assert_eq!(read(&edited).unwrap().blocks[2].text, "Counted & <so>.");
}

#[test]
fn an_edit_keeps_every_other_part() {
    let image: Vec<u8> = (0..=255).collect();
    let body = document("<w:p><w:r><w:t>About 11 million &amp; more</w:t></w:r></w:p>");
    let bytes = package(&[("word/document.xml", body.as_bytes()), ("word/media/image1.png", &image)]);
    let prose = read(&bytes).unwrap();
    let block = &prose.blocks[0];
    assert!(block.stands_whole(6..8, &prose.source));
    let edited = prose.apply(&bytes, &[(block.place(6..8), "12 & <".to_owned())]).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(edited.as_slice())).unwrap();
    let mut kept = Vec::new();
    std::io::Read::read_to_end(&mut zip.by_name("word/media/image1.png").unwrap(), &mut kept).unwrap();
    assert_eq!(kept, image);
    let mut text = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("word/document.xml").unwrap(), &mut text).unwrap();
    assert_eq!(text, body.replace("11", "12 &amp; &lt;"));
    assert!(prose.apply(&docx("<w:p/>"), &[(0..0, String::new())]).is_err());
}

#[test]
fn an_edit_keeps_the_space_at_the_end_of_a_run() {
    let bytes =
        docx("<w:p><w:r><w:t>It is 29</w:t></w:r><w:r><w:t>.1 years</w:t></w:r><w:r><w:t>, no more</w:t></w:r></w:p>");
    let prose = read(&bytes).unwrap();
    let block = &prose.blocks[0];
    let edits = [(block.place(6..8), "30.4".to_owned()), (block.place(8..10), String::new())];
    let edited = prose.apply(&bytes, &edits).unwrap();
    assert_eq!(read(&edited).unwrap().blocks[0].text, "It is 30.4 years, no more");
    let text = part(&edited, "word/document.xml");
    assert!(text.contains("<w:t>It is 30.4</w:t></w:r><w:r><w:t xml:space=\"preserve\"> years</w:t>"), "{text}");
}

#[test]
fn damaged_packages_are_refused() {
    let whole = docx("<w:p><w:r><w:t>Text</w:t></w:r></w:p>");
    for length in 0..whole.len() {
        assert!(read(&whole[..length]).is_err(), "{length}");
    }
    for bytes in [
        docx("<w:p><w:r>"),
        docx("<w:p>&unknown;</w:p></w:q>"),
        package(&[("xl/workbook.xml", b"<x/>")]),
        package(&[("word/document.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")]),
        b"\xd0\xcf\x11\xe0".to_vec(),
        Vec::new(),
    ] {
        assert!(read(&bytes).is_err());
    }
    // Any one byte changed: an error or other text, never a panic.
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let _ = read(&bytes);
    }
}

#[test]
fn a_part_that_unpacks_to_too_much_is_refused() {
    let bomb = vec![b' '; (64 << 20) + 1];
    let bytes = package(&[("word/document.xml", &bomb)]);
    assert!(bytes.len() < 100_000);
    assert_eq!(read(&bytes).unwrap_err().problem, "its word/document.xml has more than 64 MiB, unpacked");
}

#[test]
fn elements_deep_within_each_other() {
    let many = 100_000;
    let body = format!("{}<w:p><w:r><w:t>x</w:t></w:r></w:p>{}", "<w:sdt>".repeat(many), "</w:sdt>".repeat(many));
    check(&body, &[(Paragraph, "x")]);
}

#[test]
fn words_are_bound_by_content_controls_within_their_run() {
    use super::super::Binding;
    let bytes = docx(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Peru has 34 million people, third</w:t></w:r><w:r><w:t> of all.</w:t></w:r></w:p>",
    );
    let prose = super::read(&bytes).unwrap();
    let binding = |words: &str, expression: &str, role: &str| {
        let at = prose.source.find(words).unwrap();
        let (expression, role) = (expression.to_owned(), role.to_owned());
        Binding { words: at..at + words.len(), expression, role }
    };
    let bindings = [
        binding("34 million people", "population?area=PE", "value"),
        binding("third", "goods-rank?area=US,PE&flow=total", "rank"),
    ];
    assert!(bindings.iter().all(|it| prose.bindable().takes(it)));
    // Without settings there is no place for a long expression.
    let long = format!("population?area=PE&source={}", "x".repeat(60));
    assert!(!prose.bindable().takes(&binding("Peru", &long, "value")));
    let bound = prose.bind(&bytes, &bindings).unwrap();
    let again = super::read(&bound).unwrap();
    assert_eq!(again.blocks[0].text, prose.blocks[0].text);
    let links = again.fact_links();
    let found: Vec<_> = links.iter().map(|it| (&again.source[it.words.clone()], &*it.expression, it.role())).collect();
    assert_eq!(
        found,
        [("34 million people", "population?area=PE", "value"), ("third", "goods-rank?area=US,PE&flow=total", "rank")]
    );
    // Both stand in bold, as before.
    assert_eq!(again.source.matches("<w:rPr><w:b/></w:rPr>").count(), 4);
    let edited = again.apply(&bound, &[(links[0].words.clone(), "35 million & more".to_owned())]).unwrap();
    assert!(super::read(&edited).unwrap().blocks[0].text.contains("35 million & more, third of all."));
    let plain = super::read(&again.unbind(&bound).unwrap()).unwrap();
    assert_eq!(plain.blocks[0].text, prose.blocks[0].text);
    assert!(plain.fact_links().is_empty());
}

/// A part of a package as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::Read::read_to_string(&mut zip.by_name(name).unwrap(), &mut text).unwrap();
    text
}

/// Runs as Word has them: cut by what it noted of spelling and revisions, by a tracked
/// deletion, a bookmark, a tab, and by how they look.
const RUNS: &str = "<w:p><w:r w:rsidR='00A1'><w:t>Peru has 3</w:t></w:r><w:proofErr w:type='spellStart'/>\
    <w:r w:rsidR='00B2'><w:rPr><w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>4 m</w:t></w:r>\
    <w:bookmarkStart w:id='0' w:name='x'/><w:del><w:r><w:delText>b</w:delText></w:r></w:del>\
    <w:r><w:t xml:space='preserve'>illion people, </w:t></w:r><w:r><w:t>12</w:t><w:tab/><w:t>%</w:t><w:tab/></w:r>\
    <w:ins w:id='1'><w:r><w:t>more, t</w:t></w:r></w:ins><w:r><w:t>hird &amp; last</w:t></w:r></w:p>";

/// Whatever words are bound, the document reads as before, and unbound it is the same
/// XML.
#[test]
fn words_of_several_runs_are_bound_and_unbound() {
    use super::super::Binding;
    let bytes = docx(RUNS);
    let prose = super::read(&bytes).unwrap();
    let block = &prose.blocks[0];
    assert_eq!(block.text, "Peru has 34 million people, 12 % more, third & last");
    let words: Vec<_> = (0..block.text.len())
        .flat_map(|start| (start + 1..=block.text.len()).map(move |end| start..end))
        .filter(|words| block.text[words.clone()].trim() == &block.text[words.clone()])
        .collect();
    let binding = |words: &Range<usize>| {
        let (expression, role) = ("population?area=PE".to_owned(), "value".to_owned());
        Binding { words: block.place(words.clone()), expression, role }
    };
    let takes = |words: &Range<usize>| prose.bindable().takes(&binding(words));
    let at = |text: &str| block.text.find(text).map(|at| at..at + text.len()).unwrap();
    for whole in ["34 million people", "12 %", "Peru has 34", "&", "more, t"] {
        assert!(takes(&at(whole)), "{whole}");
    }
    // What was put in and is tracked begins within the words.
    assert!(!takes(&at("% more")) && !takes(&at("third")));
    let mut count = 0;
    for one in words.iter().filter(|it| takes(it)) {
        let after = words.iter().filter(|other| other.start >= one.end && other.len() < 4 && takes(other));
        let others = after.step_by(11);
        for all in std::iter::once(vec![one]).chain(others.map(|other| vec![one, other])) {
            let bindings: Vec<Binding> = all.iter().map(|words| binding(words)).collect();
            let bound = prose.bind(&bytes, &bindings).unwrap();
            let again = super::read(&bound).unwrap();
            assert_eq!(again.blocks[0].text, block.text);
            let text = |link: FactLink| again.blocks[0].within(&link.words).map(|at| &again.blocks[0].text[at]);
            let found: Vec<_> = again.fact_links().into_iter().map(text).collect();
            let wanted: Vec<_> = all.iter().map(|words| Some(&block.text[(*words).clone()])).collect();
            assert_eq!(found, wanted);
            let plain = again.unbind(&bound).unwrap();
            assert_eq!(part(&plain, "word/document.xml"), document(RUNS), "{wanted:?}");
            count += 1;
        }
    }
    assert!(count > 1000, "{count}");
}

/// What is too long for a tag is a variable of the document, of which there may be others.
#[test]
fn a_long_expression_is_a_variable_of_the_document() {
    use super::super::Binding;
    let long =
        |area: &str| format!("world-rank?area={area}&of=population&among=South+America&time=2022&source=factbook");
    let body = document("<w:p><w:r><w:t>Peru is third, and Bolivia fifth.</w:t></w:r></w:p>");
    for settings in [
        "<w:settings xmlns:w='w'><w:compat><w:x/></w:compat><w:rsids/></w:settings>",
        "<w:settings xmlns:w='w'><w:docVars><w:docVar w:name=\"own\" w:val=\"1\"/></w:docVars></w:settings>",
        "<w:settings xmlns:w='w'></w:settings>",
    ] {
        let bytes = package(&[("word/document.xml", body.as_bytes()), ("word/settings.xml", settings.as_bytes())]);
        let prose = super::read(&bytes).unwrap();
        let binding = |words: &str, area: &str| {
            let at = prose.source.find(words).unwrap();
            Binding { words: at..at + words.len(), expression: long(area), role: "rank".to_owned() }
        };
        let bindings = [binding("third", "PE"), binding("fifth", "BO")];
        assert!(bindings.iter().all(|it| prose.bindable().takes(it)));
        let bound = prose.bind(&bytes, &bindings).unwrap();
        let again = super::read(&bound).unwrap();
        let links = again.fact_links();
        let found: Vec<_> =
            links.iter().map(|it| (&again.source[it.words.clone()], &*it.expression, it.role())).collect();
        assert_eq!(found, [("third", &*long("PE"), "rank"), ("fifth", &*long("BO"), "rank")]);
        let tags = part(&bound, "word/document.xml");
        assert_eq!(tags.matches("<w:tag w:val=\"fact:@").count(), 2, "{tags}");
        // Bound again, the variable is there.
        let more = Binding { words: again.source.find("Peru").map(|at| at..at + 4).unwrap(), ..bindings[0].clone() };
        let twice = again.bind(&bound, &[more]).unwrap();
        assert_eq!(part(&twice, "word/settings.xml"), part(&bound, "word/settings.xml"));
        let plain = again.unbind(&bound).unwrap();
        assert_eq!(
            (part(&plain, "word/document.xml"), part(&plain, "word/settings.xml")),
            (body.clone(), settings.to_owned())
        );
        // Of another document, it is said to be of none.
        let alone = package(&[("word/document.xml", tags.as_bytes())]);
        assert!(super::read(&alone).unwrap().fact_links().iter().all(|link| link.expression.starts_with('@')));
    }
}
