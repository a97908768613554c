//! A report whose places are none breaks no renderer.

use attache_check::{Account, Fix};
use attache_render::check::{Options, github, html, json, sarif, terminal};

use super::specimen;

#[test]
fn places_beyond_the_source_or_within_a_character() {
    let places = [(0, 0), (0, 1), (9, 10), (10, 9), (33, 2), (1, usize::MAX), (usize::MAX - 1, usize::MAX), (0, 4000)];
    for make in [specimen::brief, specimen::note, specimen::docx, specimen::clean] {
        for (start, end) in places {
            let mut it = make();
            it.prose.source.insert(0, '𝒜');
            for finding in &mut it.report.findings {
                finding.place = start..end;
                finding.others = vec![(start..end, "other".into()), (0..3, String::new())];
                finding.fix = Some(Fix { edits: vec![(start..end, String::new())], is_safe: false });
                finding.statement = Some(end);
            }
            for statement in &mut it.report.statements {
                statement.place = start..end;
            }
            for number in &mut it.report.numbers {
                number.place = start..end;
                number.account = Account::Statement(end);
            }
            let files = [it.file()];
            for width in [0, 1, 40, 1000] {
                assert!(terminal(&files, Options { colour: true, width, all: true }).ends_with('\n'));
            }
            assert!(serde_json::from_str::<serde_json::Value>(&json(&files)).is_ok());
            assert!(serde_json::from_str::<serde_json::Value>(&sarif(&files)).is_ok());
            assert!(html(&files).ends_with("</html>\n"));
            assert_eq!(
                github(&files).lines().count(),
                it.report.findings.iter().filter(|f| f.severity.name() != "off").count()
            );
        }
    }
}
