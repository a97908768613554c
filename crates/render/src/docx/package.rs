//! The parts of a file of Word's, and their zip.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::{Body, xml::Xml};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub(super) fn zipped(body: &Body<'_>) -> Vec<u8> {
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", properties(body)),
        ("word/document.xml", document(body)),
        ("word/_rels/document.xml.rels", relations(body)),
        ("word/styles.xml", styles(body)),
        ("word/numbering.xml", numbering(body)),
        ("word/footnotes.xml", footnotes(body)),
        ("word/settings.xml", settings()),
        ("customXml/item1.xml", facts(body)),
        ("customXml/itemProps1.xml", facts_properties()),
        ("customXml/_rels/item1.xml.rels", facts_relations()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The day is that which the format has for none.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default()).unix_permissions(0o644);
    for (name, part) in parts {
        // Nothing that is written to memory fails.
        let _ = zip.start_file(name, options).map(|()| zip.write_all(part.as_bytes()));
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn content_types() -> String {
    let part = |name: &str, kind: &str| {
        format!(
            "<Override PartName=\"/{name}\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml\"/>"
        )
    };
    let parts = [
        part("word/document.xml", "document.main"),
        part("word/styles.xml", "styles"),
        part("word/numbering.xml", "numbering"),
        part("word/footnotes.xml", "footnotes"),
        part("word/settings.xml", "settings"),
    ];
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/customXml/itemProps1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.customXmlProperties+xml\"/>\
         </Types>",
        parts.concat()
    )
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{RELATIONS}\">\
         <Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

fn properties(body: &Body<'_>) -> String {
    let mut xml = Xml::default();
    xml.raw(HEAD).raw(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>",
    );
    xml.text(&body.written.title).raw("</dc:title><dc:creator>").text(&body.written.author).raw("</dc:creator>");
    if let Some(day) = body.written.dated {
        xml.raw(&format!("<dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created>"));
    }
    xml.raw("<dc:language>").raw(body.written.language.tag()).raw("</dc:language></cp:coreProperties>");
    xml.as_str().to_owned()
}

fn document(body: &Body<'_>) -> String {
    format!(
        "{HEAD}<w:document {WORD}><w:body>\n{}<w:sectPr><w:footnotePr><w:numFmt w:val=\"decimal\"/></w:footnotePr>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1300\" w:right=\"1300\" w:bottom=\"1300\" w:left=\"1300\" w:header=\"700\" w:footer=\"700\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>",
        body.out.as_str()
    )
}

fn relations(body: &Body<'_>) -> String {
    let mut xml = Xml::default();
    xml.raw(HEAD).raw(&format!("<Relationships xmlns=\"{RELATIONS}\">"));
    for (at, part) in ["styles", "numbering", "footnotes", "settings"].iter().enumerate() {
        xml.raw(&format!("<Relationship Id=\"part{at}\" Type=\"{OFFICE}/{part}\" Target=\"{part}.xml\"/>"));
    }
    xml.raw(&format!("<Relationship Id=\"facts\" Type=\"{OFFICE}/customXml\" Target=\"../customXml/item1.xml\"/>"));
    for (at, url) in body.links.iter().enumerate() {
        xml.raw(&format!(
            "<Relationship Id=\"link{}\" Type=\"{OFFICE}/hyperlink\" TargetMode=\"External\" Target=\"",
            at + 1
        ));
        xml.text(url).raw("\"/>");
    }
    xml.raw("</Relationships>");
    xml.as_str().to_owned()
}

fn styles(body: &Body<'_>) -> String {
    let paragraph = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>\n"
        )
    };
    let sans = "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\"/>";
    let heading = |level: usize, size: usize| {
        let spacing = format!(
            "<w:keepNext/><w:spacing w:before=\"{}\" w:after=\"80\"/><w:outlineLvl w:val=\"{}\"/>",
            340 - level * 40,
            level - 1
        );
        let run = format!("{sans}<w:b/><w:color w:val=\"1D4E79\"/><w:sz w:val=\"{size}\"/>");
        paragraph(&format!("Heading{level}"), &format!("heading {level}"), &spacing, &run)
    };
    let small = "<w:sz w:val=\"18\"/>";
    let code = "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/><w:sz w:val=\"19\"/>";
    let all = [
        paragraph("Title", "Title", "<w:spacing w:after=\"80\"/>", &format!("{sans}<w:b/><w:sz w:val=\"40\"/>")),
        paragraph(
            "Subtitle",
            "Subtitle",
            "<w:spacing w:after=\"240\"/>",
            &format!("{sans}<w:color w:val=\"59616B\"/><w:sz w:val=\"20\"/>"),
        ),
        [(1, 28), (2, 24), (3, 22), (4, 21), (5, 21)].map(|(level, size)| heading(level, size)).concat(),
        paragraph("ListParagraph", "List Paragraph", "<w:contextualSpacing/>", ""),
        paragraph("Quote", "Quote", "", "<w:i/><w:color w:val=\"404040\"/>"),
        paragraph(
            "Caption",
            "caption",
            "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"80\"/>",
            &format!("{sans}<w:b/><w:sz w:val=\"20\"/>"),
        ),
        paragraph(
            "TableText",
            "Table Text",
            "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"240\" w:lineRule=\"auto\"/>",
            &format!("{sans}<w:sz w:val=\"19\"/>"),
        ),
        paragraph(
            "Bibliography",
            "Bibliography",
            "<w:spacing w:after=\"80\"/><w:ind w:left=\"480\" w:hanging=\"480\"/>",
            small,
        ),
        paragraph(
            "FootnoteText",
            "footnote text",
            "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
            small,
        ),
        paragraph("Code", "Code", "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F6F8FA\"/>", code),
    ];
    format!(
        "{HEAD}<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Cambria\" w:hAnsi=\"Cambria\" w:cs=\"Cambria\"/><w:sz w:val=\"22\"/><w:lang w:val=\"{}\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"140\" w:line=\"271\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\n\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\n{}\
         <w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\n\
         <w:style w:type=\"character\" w:styleId=\"CodeWords\"><w:name w:val=\"Code Words\"/><w:rPr>{code}</w:rPr></w:style>\n\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>\
         <w:top w:val=\"single\" w:sz=\"6\" w:color=\"404040\"/><w:bottom w:val=\"single\" w:sz=\"6\" w:color=\"404040\"/>\
         <w:insideH w:val=\"single\" w:sz=\"4\" w:color=\"D0D4D8\"/></w:tblBorders>\
         <w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"100\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\n\
         </w:styles>",
        body.written.language.tag(),
        all.concat(),
    )
}

/// Each list is a numbering of its own, so that it begins where it says.
fn numbering(body: &Body<'_>) -> String {
    let levels = |format: fn(usize) -> (&'static str, String)| -> String {
        (0..9)
            .map(|level| {
                let (kind, text) = format(level);
                let indent = 360 + level * 360;
                format!(
                    "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{kind}\"/><w:lvlText w:val=\"{text}\"/>\
                     <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{indent}\" w:hanging=\"300\"/></w:pPr></w:lvl>"
                )
            })
            .collect()
    };
    let bullets = levels(|level| ("bullet", ["•", "–", "·"][level % 3].to_owned()));
    let numbers = levels(|level| ("decimal", format!("%{}.", level + 1)));
    let mut xml = format!(
        "{HEAD}<w:numbering {WORD}><w:abstractNum w:abstractNumId=\"0\">{bullets}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\">{numbers}</w:abstractNum>"
    );
    for (at, start) in body.lists.iter().enumerate() {
        let id = at + 1;
        xml += &match start {
            None => format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"0\"/></w:num>"),
            Some(start) => {
                let starts: String = (0..9)
                    .map(|level| {
                        format!(
                            "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>"
                        )
                    })
                    .collect();
                format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"1\"/>{starts}</w:num>")
            }
        };
    }
    xml + "</w:numbering>"
}

fn footnotes(body: &Body<'_>) -> String {
    let mut xml = format!(
        "{HEAD}<w:footnotes {WORD}>\
         <w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
         <w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>\n"
    );
    for (at, text) in body.footnotes.iter().enumerate() {
        // Its number stands before its first words.
        let mark = "</w:pPr><w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";
        let empty = "<w:p><w:pPr></w:pPr></w:p>";
        let text = if text.as_str().contains("</w:pPr>") { text.as_str() } else { empty };
        xml += &format!("<w:footnote w:id=\"{}\">{}</w:footnote>\n", at + 1, text.replacen("</w:pPr>", mark, 1));
    }
    xml + "</w:footnotes>"
}

fn settings() -> String {
    format!(
        "{HEAD}<w:settings {WORD}><w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
    )
}

/// The expressions of controls.
fn facts(body: &Body<'_>) -> String {
    let mut xml = Xml::default();
    xml.raw(HEAD).raw("<facts xmlns=\"urn:attache:facts\">\n");
    for (at, fact) in body.facts.iter().enumerate() {
        xml.raw(&format!("<fact tag=\"fact:{}\" expression=\"", at + 1)).text(fact).raw("\"/>\n");
    }
    xml.raw("</facts>");
    xml.as_str().to_owned()
}

fn facts_properties() -> String {
    format!(
        "{HEAD}<ds:datastoreItem ds:itemID=\"{{A77AC4E0-FAC7-4000-8000-000000000001}}\" \
         xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\">\
         <ds:schemaRefs><ds:schemaRef ds:uri=\"urn:attache:facts\"/></ds:schemaRefs></ds:datastoreItem>"
    )
}

fn facts_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/customXmlProps\" \
         Target=\"itemProps1.xml\"/></Relationships>"
    )
}
