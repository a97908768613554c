use attache_render::check::json;
use serde_json::{Value, json as value};

use super::{files, specimens};

#[test]
fn the_shape_is_as_documented() {
    let specimens = specimens();
    let log: Value = serde_json::from_str(&json(&files(&specimens))).unwrap();
    assert_eq!(log["schema"], "attache-check/1");
    assert_eq!(log["account"]["numbers"], 10);
    let brief = &log["files"][0];
    assert_eq!((&brief["path"], &brief["format"]), (&value!("briefs/bolivia 2023.md"), &value!("markdown")));
    assert_eq!(
        brief["context"],
        value!({
            "about": { "areas": ["US", "BO"], "by": "text" },
            "author": { "area": null, "by": "nothing" },
            "dated": { "date": "2023-08-15", "by": "request" },
            "language": { "tag": "en", "by": "text" },
        })
    );
    assert_eq!(
        brief["account"],
        value!({
            "numbers": 8, "supported": 1, "contradicted": 2, "outdated": 1, "disputed": 1,
            "not_checkable": { "total": 1, "why": { "no-data": 1 } },
            "no_statement": { "total": 2, "why": { "citation": 2 } },
        })
    );
    let second = &brief["statements"][1];
    assert_eq!((&second["verdict"], &second["why"]), (&value!("not-checkable"), &value!("no-data")));
    assert_eq!(brief["numbers"][0]["statement"], 0);
    assert_eq!(
        (&brief["numbers"][6]["statement"], &brief["numbers"][6]["exempt"]),
        (&Value::Null, &value!("citation"))
    );
    let finding = &brief["findings"][0];
    assert_eq!(
        finding["place"],
        value!({ "start": 246, "end": 256, "line": 3, "column": 216, "end_line": 3, "end_column": 226 })
    );
    assert_eq!(finding["fix"]["edits"][0]["text"], "12.2 million");
    assert_eq!(finding["evidence"][0]["published"], "2024-06-28");
    assert_eq!(brief["findings"][2]["others"][0]["label"], "a part");
    assert_eq!(brief["findings"][4]["severity"], "off");
    assert_eq!(brief["suppressed"][0]["finding"]["rule"], "sources-disagree");
    assert_eq!(log["files"][2]["findings"][0]["place"], value!({ "start": 92, "end": 102, "paragraph": 2 }));
}

#[test]
fn places_are_bytes_of_the_source() {
    let specimens = specimens();
    let log: Value = serde_json::from_str(&json(&files(&specimens))).unwrap();
    for (file, specimen) in log["files"].as_array().unwrap().iter().zip(&specimens) {
        for number in file["numbers"].as_array().unwrap() {
            let at = |end: &str| usize::try_from(number["place"][end].as_u64().unwrap()).unwrap();
            assert_eq!(number["text"].as_str(), specimen.prose.source.get(at("start")..at("end")));
        }
    }
}

#[test]
fn the_same_report_is_the_same_bytes() {
    let specimens = specimens();
    assert_eq!(json(&files(&specimens)), json(&files(&specimens)));
    assert!(json(&[]).starts_with(r#"{"schema":"attache-check/1","files":[],"account":{"numbers":0"#));
}
