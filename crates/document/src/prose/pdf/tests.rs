use jiff::civil::date;

use super::super::BlockKind::{self, Heading, Item, Paragraph};
use super::super::{Format, Prose};
use super::read;

/// A file of these objects, the first of which is the catalog, with a table of where
/// they stand.
fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n", number + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(table.bytes());
    bytes.extend(
        format!("trailer\n<</Size {}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes(),
    );
    bytes
}

fn stream(entries: &str, content: &str) -> Vec<u8> {
    format!("<<{entries}/Length {}>>\nstream\n{content}\nendstream", content.len()).into_bytes()
}

/// Pages with such contents: objects 3 and 4 are fonts, 5 a form with these contents.
fn pages_with(contents: &[&str], form: &str, font: &str) -> Vec<u8> {
    let first = 6;
    let kids: Vec<String> = (0..contents.len()).map(|page| format!("{} 0 R", first + page * 2)).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>".to_vec(),
        format!(
            "<</Type/Pages/Count {}/Kids[{}]/Resources<</Font<</F 3 0 R/B 4 0 R>>/XObject<</X 5 0 R>>>>>>",
            contents.len(),
            kids.join(" ")
        )
        .into_bytes(),
        font.as_bytes().to_vec(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>".to_vec(),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", form),
    ];
    for (page, content) in contents.iter().enumerate() {
        objects.push(
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {} 0 R>>", first + page * 2 + 1)
                .into_bytes(),
        );
        objects.push(stream("", content));
    }
    file(&objects, "")
}

const HELVETICA: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

fn pages(contents: &[&str]) -> Vec<u8> {
    pages_with(contents, "BT /F 10 Tf 72 300 Td (From a form.) Tj ET", HELVETICA)
}

fn found(prose: &Prose) -> Vec<(BlockKind, &str)> {
    for block in &prose.blocks {
        for (at, c) in block.text.char_indices().filter(|(_, c)| *c != ' ') {
            assert_eq!(&prose.source[block.place(at..at + c.len_utf8())], c.to_string());
        }
    }
    prose.blocks.iter().map(|block| (block.kind, block.text.as_str())).collect()
}

#[track_caller]
fn check(bytes: &[u8], expected: &[(BlockKind, &str)]) {
    assert_eq!(found(&read(bytes).unwrap()), expected);
}

#[test]
fn lines_become_paragraphs() {
    check(
        &pages(&[
            "BT /F 24 Tf 72 720 Td (Bolivia) Tj /F 10 Tf 0 -40 Td (The population of the country, which has no coast, was popu-) Tj\n\
             0 -12 Td [(larly put at 12)-300(million)] TJ 60 0 Td (in 2022. It is a well-known) Tj -60 -12 TD (coun\\\n) Tj (try.) Tj\n\
             T* T* (A second paragraph, after a gap, of the same size of letters.) Tj 0 -20 Td (\\225 An item) Tj ET",
        ]),
        &[
            (Heading(1), "Bolivia"),
            (
                Paragraph,
                "The population of the country, which has no coast, was popularly put at 12 million in 2022. It is a well-known country.",
            ),
            (Paragraph, "A second paragraph, after a gap, of the same size of letters."),
            (Item, "• An item"),
        ],
    );
}

#[test]
fn headers_and_page_numbers_are_left_out() {
    let contents: Vec<String> = (1..=4)
        .map(|page| {
            format!(
                "BT /F 10 Tf 72 760 Td (Fact sheet, issue 7) Tj 0 -60 Td (On page {page} the text says much, and goes on) Tj ET\n\
                 BT /F 10 Tf 300 30 Td (Page {page} of 4) Tj ET /Artifact BMC BT /F 10 Tf 72 500 Td (Draft) Tj ET EMC"
            )
        })
        .collect();
    let prose = read(&pages(&contents.iter().map(String::as_str).collect::<Vec<_>>())).unwrap();
    assert_eq!(found(&prose).len(), 4);
    assert_eq!(prose.blocks[2].text, "On page 3 the text says much, and goes on");
    assert_eq!(prose.where_is(prose.blocks[2].place(0..2).start).label.as_deref(), Some("page 3"));
    assert_eq!(prose.source.matches('\u{c}').count(), 3);
}

#[test]
fn a_paragraph_goes_on_over_pages() {
    check(
        &pages(&[
            "BT /F 10 Tf 72 100 Td (The text that begins on one page) Tj ET",
            "BT /F 10 Tf 72 700 Td (ends on the next.) Tj ET",
        ]),
        &[(Paragraph, "The text that begins on one page ends on the next.")],
    );
}

#[test]
fn forms_and_their_loops() {
    check(&pages(&["/X Do"]), &[(Paragraph, "From a form.")]);
    let font = HELVETICA;
    check(&pages_with(&["/X Do"], "BT /F 10 Tf 72 300 Td (Once.) Tj ET /X Do", font), &[(Paragraph, "Once.")]);
    let many = format!("{0} BT /F 10 Tf 72 300 Td (Once.) Tj ET {0}", "/X Do ".repeat(4000));
    check(&pages_with(&["/X Do"], &many, font), &[(Paragraph, "Once.")]);
    let error = read(&pages(&["/X Do ".repeat(20_001).as_str()])).unwrap_err();
    assert_eq!(error.problem, "draws more than 20000 forms with text, or 256 MiB of instructions");
}

#[test]
fn what_fonts_say_of_their_codes() {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Own/FirstChar 65/Widths[500 500 500 500]\
        /Encoding<</BaseEncoding/WinAnsiEncoding/Differences[65/eacute/f_i/uni0142/unknownglyph]>>>>";
    check(&pages_with(&["BT /F 10 Tf 72 700 Td (ABCDx\\351) Tj ET"], "", font), &[(Paragraph, "éfiłxé")]);
    let wide = "<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/W[1[500]2 9 600]>>]>>";
    let error = read(&pages_with(&["BT /F 10 Tf 72 700 Td <00010002> Tj ET"], "", wide)).unwrap_err();
    assert!(error.problem.starts_with("shows no text"));
    let map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Own def\n/CMapType 2 def\n\
        1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n2 beginbfchar\n<0001> <0042>\n<0002> <00660069>\nendbfchar\n\
        endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    let font = wide.replace("/Encoding", "/ToUnicode 5 0 R/Encoding");
    check(&pages_with(&["BT /F 10 Tf 72 700 Td <00010002> Tj ET"], map, &font), &[(Paragraph, "Bfi")]);
}

#[test]
fn what_a_file_says_of_itself() {
    let mut objects =
        vec![b"<</Type/Catalog/Pages 2 0 R/Lang(es_BO)>>".to_vec(), b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec()];
    objects.push(b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_vec());
    objects.push(stream("", "BT /F 10 Tf 72 700 Td (Text.) Tj ET"));
    objects.push(HELVETICA.as_bytes().to_vec());
    objects.push(b"<</Title(A sheet)/Author<FEFF00C9>/CreationDate(D:20240312080000Z)>>".to_vec());
    let prose = Prose::read(&file(&objects, "/Info 6 0 R"), Format::Pdf).unwrap();
    assert_eq!((prose.about.title.as_deref(), prose.about.author.as_deref()), (Some("A sheet"), Some("É")));
    assert_eq!((prose.about.dated, prose.about.language.as_deref()), (Some(date(2024, 3, 12)), Some("es-BO")));
    assert!(prose.apply(b"", &[]).unwrap_err().problem.contains("cannot be edited"));
}

#[test]
fn loops_of_pages_fonts_and_references_end() {
    let font = HELVETICA.as_bytes().to_vec();
    for (pages, page) in [
        (
            "<</Type/Pages/Count 9/Kids[2 0 R 2 0 R 3 0 R]/Parent 2 0 R>>",
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        ),
        ("<</Type/Pages/Count 1/Kids 2 0 R>>", "3 0 R"),
        (
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            "<</Type/Page/Parent 3 0 R/Contents[4 0 R 4 0 R 3 0 R]/Resources 3 0 R>>",
        ),
        (
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F<</Type/Font/ToUnicode 5 0 R/Encoding 6 0 R>>>>>>>>",
        ),
    ] {
        let objects = [
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            pages.as_bytes().to_vec(),
            page.as_bytes().to_vec(),
            stream("", "BT /F 10 Tf 72 700 Td (Text.) Tj ET"),
            font.clone(),
            b"6 0 R".to_vec(),
        ];
        if let Ok(prose) = read(&file(&objects, "/Prev 9")) {
            assert!(prose.blocks.len() < 10);
        }
    }
}

#[test]
fn damaged_files_are_refused_or_read_without_a_panic() {
    let whole = pages(&["BT /F 10 Tf 72 700 Td (Text of a page.) Tj ET"]);
    for length in (0..whole.len()).step_by(7) {
        let _ = read(&whole[..length]);
    }
    for at in (0..whole.len()).step_by(3) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x15;
        let _ = read(&bytes);
    }
    assert!(read(b"%PDF-1.7 and nothing").is_err());
    assert!(read(b"").is_err());
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let _ = read(&pages_with(&[&deep], &deep, &deep));
}
