use attache_render::check::{Options, terminal};
use unicode_width::UnicodeWidthStr;

use super::{files, specimen, specimens};

const PLAIN: Options = Options { colour: false, width: 80, all: false };

#[test]
fn a_long_paragraph_is_cut_around_what_is_wrong() {
    let brief = specimen::brief();
    let found = terminal(&[brief.file()], PLAIN);
    let first = found.split("\n\n").next().unwrap();
    assert_eq!(
        first,
        "\
error[wrong-value]: Bolivia's population was 12.2 million in 2023, not 15 million
 --> briefs/bolivia 2023.md:3:216
  |
3 | …the past two decades. It had 15 million inhabitants in 2023, of whom some…
  |                               ^^^^^^^^^^ 12.2 million in 2023
  |
  = note: Bolivia's population was 12.2 million in 2023.
          World Bank, World Development Indicators, published 2024-06-28
          attache explain \"population?area=BO&time=2023\"
  = help: write \"12.2 million\" for \"15 million\""
    );
}

#[test]
fn other_places_of_the_line_are_kept() {
    let brief = specimen::brief();
    let found = terminal(&[brief.file()], Options { width: 120, ..PLAIN });
    let expected = "\
3 | …exports of $2.0 billion and imports of $2.4 billion brought…goods to $5.1 billion, and the government expects it…
  |             ------------ a part         ------------ a part           ^^^^^^^^^^^^ the parts make $4.4 billion
";
    assert!(found.contains(expected), "{found}");
}

#[test]
fn a_mark_over_lines_has_its_label_on_the_last() {
    let note = specimen::note();
    let found = terminal(&[note.file()], PLAIN);
    let expected = "\
error[wrong-value]: 0,2 million: pas 1,4 million
 --> note.txt:3:51
  |
3 | À São Tomé-et-Príncipe, la population s’élevait à 1,4
  |                                                   ^^^
4 | million d’habitants en 2023 (日本の資料).
  | ^^^^^^^ 0,2 million en 2023
  |
  = help: write \"0,2\" for \"1,4\", and look at the words around it
";
    assert!(found.contains(expected), "{found}");
}

#[test]
fn wide_characters_are_two_columns() {
    let note = specimen::note();
    let found = terminal(&[note.file()], PLAIN);
    let (words, underline) = found
        .lines()
        .zip(found.lines().skip(1))
        .find(|(line, under)| line.contains("日本の資料") && under.contains("^^^^^^----"))
        .unwrap();
    let before = words.split_once("日本").unwrap().0;
    assert_eq!(before.width(), underline.find('^').unwrap());
}

#[test]
fn a_docx_shows_its_paragraphs() {
    let docx = specimen::docx();
    let found = terminal(&[docx.file()], PLAIN);
    let expected = "\
error[wrong-value]: 12.2 million, not 15 million
--> note.docx: paragraph 2
 |
 | Trade & aid: 15 million people
 |              ^^^^^^^^^^ 12.2 million
 |
::: note.docx: paragraph 1
 |
 | Notes
 | ----- under this head
 |
 = help: write \"12.2 million\" for \"15 million\"
";
    assert!(found.starts_with(expected), "{found}");
}

#[test]
fn no_line_of_the_lists_is_wider_than_the_terminal() {
    let specimens = specimens();
    for width in [60, 80, 120] {
        let found = terminal(&files(&specimens), Options { width, all: true, colour: false });
        let is_ours = |line: &&str| !line.starts_with(['e', 'w', 'n']) && !line.contains(['^', '-', '|']);
        for line in found.lines().filter(is_ours) {
            assert!(line.width() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn the_summary_accounts_for_each_file_and_all() {
    let specimens = specimens();
    let found = terminal(&files(&specimens), Options { width: 200, ..PLAIN });
    let expected = "\
briefs/bolivia 2023.md: about the United States and Bolivia (from the text), dated 2023-08-15 (given), English
  8 numbers: 1 supported, 2 contradicted, 1 outdated, 1 disputed, 1 not checkable (1 no data), 2 no statement (2 citations)
  4 findings: 2 errors, 1 warning, 1 note; 1 suppressed
";
    assert!(found.contains(expected), "{found}");
    let expected = "
4 files
  10 numbers: 1 supported, 4 contradicted, 1 outdated, 1 disputed, 1 not checkable (1 no data), 2 no statement (2 citations)
  7 findings: 4 errors, 1 warning, 2 notes; 1 suppressed
";
    assert!(found.ends_with(expected), "{found}");
}

#[test]
fn all_numbers_can_be_listed() {
    let brief = specimen::brief();
    let found = terminal(&[brief.file()], Options { width: 130, all: true, colour: false });
    let expected = "
  3:216  \"15\"             contradicted            the figure is 12.2 million, and 15 million is 23 percent above it
                                                  Bolivia's population was 12.2 million in 2023. (World Bank, World Development
                                                  Indicators, published 2024-06-28)
                                                  population?area=BO&time=2023
  3:242  \"2023\"           contradicted            the figure is 12.2 million, and 15 million is 23 percent above it
  3:261  \"two thirds\"     not checkable: no data  no data on the urban population is at hand
";
    assert!(found.contains(expected), "{found}");
    assert!(found.contains("\n   8:23  \"1 August 2023\"  no statement            citations\n"), "{found}");
    assert!(
        found.ends_with("  5:42 sources-disagree, suppressed (we cite their customs, 100 %): the two records differ\n")
    );
}

#[test]
fn nothing_found_is_said() {
    let clean = specimen::clean();
    let found = terminal(&[clean.file()], PLAIN);
    assert!(found.ends_with("  0 numbers\n  no findings\n  nothing in it could be checked\n"), "{found}");
    assert_eq!(terminal(&[], PLAIN), "");
}

#[test]
fn what_is_written_commands_no_terminal() {
    let mut brief = specimen::brief();
    for text in ["\u{1b}[31m", "\u{202e}"] {
        let finding = &mut brief.report.findings[0];
        finding.message.push_str(text);
        finding.label.push_str(text);
        finding.notes.push(text.into());
        finding.evidence[0].sentence.push_str(text);
        brief.report.statements[0].because.push_str(text);
        brief.report.numbers[0].text.push_str(text);
    }
    let found = terminal(&[brief.file()], Options { all: true, ..PLAIN });
    assert!(!found.contains(['\u{1b}', '\u{202e}']), "{found}");
}

#[test]
fn colour_changes_no_words() {
    let specimens = specimens();
    let of = |colour| terminal(&files(&specimens), Options { colour, width: 90, all: true });
    let mut plain = String::new();
    let mut parts = of(true);
    while let Some((before, after)) = parts.split_once('\u{1b}') {
        plain.push_str(before);
        parts = after.split_once('m').unwrap().1.to_owned();
    }
    plain.push_str(&parts);
    let trimmed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert_eq!(trimmed(&plain), trimmed(&of(false)));
}
