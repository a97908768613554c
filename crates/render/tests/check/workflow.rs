use attache_render::check::github;

use super::{files, specimen, specimens};

#[test]
fn a_finding_is_one_line() {
    let specimens = specimens();
    let found = github(&files(&specimens));
    let told = |specimen: &specimen::Specimen| {
        let findings = specimen.report.findings.iter();
        findings.filter(|finding| finding.severity != attache_check::Severity::Off).count()
    };
    assert_eq!(found.lines().count(), specimens.iter().map(told).sum::<usize>());
    assert_eq!(
        found.lines().nth(1),
        Some(
            "::warning file=briefs/bolivia 2023.md,line=3,col=316,endLine=3,endColumn=324,title=attache stale-figure::\
             68 years has been superseded%0Aright at the document's day, by the release published on 2023-06-29"
        )
    );
}

#[test]
fn columns_are_given_of_one_line_and_places_of_no_line_in_words() {
    let [note, docx] = [specimen::note(), specimen::docx()];
    let found = github(&[note.file(), docx.file()]);
    let lines: Vec<&str> = found.lines().collect();
    assert!(lines[0].starts_with("::error file=note.txt,line=3,endLine=4,title=attache wrong-value::0,2 million: pas"));
    assert!(lines[1].starts_with("::notice file=note.txt,line=4,col=30,endLine=4,endColumn=35,"), "{}", lines[1]);
    assert!(lines[2].starts_with("::error file=note.docx,title=attache wrong-value::paragraph 2: 12.2 million, not"));
}

#[test]
fn a_path_ends_no_property() {
    let mut brief = specimen::brief();
    brief.path = "a,b: 100%.md";
    brief.report.findings[0].message = "50% :: of\r\nit".into();
    let found = github(&[brief.file()]);
    assert!(found.starts_with("::error file=a%2Cb%3A 100%25.md,line=3,"), "{found}");
    assert!(found.contains("::50%25 :: of%0D%0Ait%0A"), "{found}");
}
