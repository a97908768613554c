//! The structure that SARIF 2.1.0 asks for. `scripts/sarif` holds a log against
//! the schema itself.

use std::collections::HashSet;

use attache_check::Rule;
use attache_render::check::sarif;
use serde_json::{Value, json as value};

use super::{files, specimen, specimens};

fn run(specimens: &[specimen::Specimen]) -> Value {
    let mut log: Value = serde_json::from_str(&sarif(&files(specimens))).unwrap();
    assert_eq!(log["version"], "2.1.0");
    log["runs"][0].take()
}

#[test]
fn every_rule_is_described() {
    let run = run(&[]);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Rule::ALL.len());
    for (rule, known) in rules.iter().zip(Rule::ALL) {
        assert_eq!(rule["id"], known.name());
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[text]["text"].as_str().is_some_and(|text| !text.is_empty()));
        }
        assert!(rule["help"]["markdown"].is_string());
        let level = known.documentation().severity.name();
        assert_eq!(rule["defaultConfiguration"]["level"], level);
    }
    assert_eq!(run["results"], value!([]));
}

#[test]
fn results_point_to_their_rule_and_file() {
    let specimens = specimens();
    let run = run(&specimens);
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    assert_eq!(run["artifacts"][0]["location"]["uri"], "briefs/bolivia%202023.md");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 8);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        let location = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        let index = usize::try_from(location["index"].as_u64().unwrap()).unwrap();
        assert_eq!(run["artifacts"][index]["location"]["uri"], location["uri"]);
        assert!(result["suppressions"].is_array());
    }
    let sum = &results[2];
    assert_eq!(sum["relatedLocations"][1]["message"]["text"], "a part");
    assert_eq!(results[3]["level"], "note");
    assert_eq!(
        results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"],
        value!({ "text": "12.2 million" })
    );
}

#[test]
fn regions_are_in_units_of_utf16() {
    let mut note = specimen::note();
    // A character of two units before what is found.
    note.prose.source = note.prose.source.replacen('À', "𝒜", 1);
    let by = '𝒜'.len_utf8() - 'À'.len_utf8();
    note.report.findings.truncate(1);
    note.report.findings[0].place = note.report.findings[0].place.start + by..note.report.findings[0].place.end + by;
    note.report.findings[0].fix = None;
    let run = run(&[note]);
    assert_eq!(
        run["results"][0]["locations"][0]["physicalLocation"]["region"],
        value!({
            "startLine": 3, "startColumn": 52, "endLine": 4, "endColumn": 8, "charOffset": 60, "charLength": 12,
            "snippet": { "text": "1,4\r\nmillion" },
        })
    );
}

#[test]
fn a_place_without_lines_is_a_paragraph() {
    let run = run(&[specimen::docx()]);
    let result = &run["results"][0];
    assert_eq!(result["locations"][0]["logicalLocations"], value!([{ "name": "paragraph 2" }]));
    assert_eq!(result["locations"][0]["physicalLocation"]["region"], Value::Null);
    assert_eq!(result["fixes"], Value::Null);
}

#[test]
fn suppressed_findings_say_why() {
    let suppressions = |specimen| {
        let run = run(&[specimen]);
        run["results"].as_array().unwrap().last().unwrap()["suppressions"].clone()
    };
    let reason = "we cite their customs, 100 %";
    assert_eq!(
        suppressions(specimen::brief()),
        value!([{ "kind": "inSource", "status": "accepted", "justification": reason }])
    );
    let mut brief = specimen::brief();
    brief.prose.blocks[2].comments.clear();
    assert_eq!(suppressions(brief)[0]["kind"], "external");
}

#[test]
fn fingerprints_stay_where_lines_move_and_differ_else() {
    let prints = |specimen| {
        let run = run(&[specimen]);
        let results = run["results"].as_array().unwrap().clone();
        results.iter().map(|result| result["partialFingerprints"].to_string()).collect::<Vec<_>>()
    };
    let before = prints(specimen::brief());
    let mut moved = specimen::brief();
    let by = "A new line.\n\n".len();
    moved.prose.source.insert_str(0, "A new line.\n\n");
    for finding in moved.report.findings.iter_mut().chain(moved.report.suppressed.iter_mut().map(|(found, _)| found)) {
        finding.place = finding.place.start + by..finding.place.end + by;
    }
    assert_eq!(prints(moved), before);
    assert_eq!(before.iter().collect::<HashSet<_>>().len(), before.len());
    let mut twice = specimen::brief();
    let same = twice.report.findings[0].clone();
    twice.report.findings.insert(1, same);
    let prints = prints(twice);
    assert_eq!(prints.iter().collect::<HashSet<_>>().len(), prints.len());
}
