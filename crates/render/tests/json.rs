//! JSON in the documented shape, with nothing lost.

#[path = "specimen/mod.rs"]
mod specimen;

use attache_render::{json, write_json};
use serde_json::{Value, json as value};
use specimen::{HOSTILE, specimen};

#[test]
fn the_shape_is_as_documented() {
    let written = specimen();
    let sheet: Value = serde_json::from_str(&json(&written)).unwrap();
    assert_eq!(sheet["schema"], "attache-sheet/1");
    assert_eq!(sheet["about"], value!(["US", "BO"]));
    assert_eq!((&sheet["language"], &sheet["as_of"]), (&value!("en"), &value!("2026-11-24")));
    let economy = &sheet["sections"][2];
    assert_eq!(economy["id"], "economic-relations");
    let kinds: Vec<&str> = economy["blocks"].as_array().unwrap().iter().map(|b| b["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["paragraph", "chart", "table", "heading", "table", "list"]);
    assert_eq!(
        sheet["sections"][1]["blocks"][0]["spans"][2],
        value!({
            "text": "$2.15 million",
            "fact": "aid?area=US,BO&time=FY2022/10&edition=2022",
            "figures": [[1, 5]],
            "citations": [{ "source": 5, "what": "Obligations, fiscal year 2022" }],
        })
    );
    assert_eq!(
        economy["blocks"][1]["series"][0]["points"][9],
        value!({ "label": "2022", "value": 519.8, "text": "519.8", "fact": "goods-exports?area=US,BO&time=2022" })
    );
    assert_eq!(sheet["sources"][4]["published_is_given"], true);
    assert_eq!(sheet["sources"][7]["publisher"], HOSTILE);
    let sources = &sheet["missing"][1]["sources"];
    assert_eq!((sources.as_array().unwrap().len(), &sources[1]["id"]), (2, &Value::from("bea")));
    assert!(sources[1]["title"].as_str().unwrap().starts_with("U.S. Bureau of Economic Analysis, "));
}

#[test]
fn figures_lie_in_their_text() {
    let sheet: Value = serde_json::from_str(&json(&specimen())).unwrap();
    let mut figures = 0;
    visit(&sheet, &mut |stated| {
        let text = stated["text"].as_str().unwrap();
        for range in stated["figures"].as_array().unwrap() {
            let [from, to] = [0, 1].map(|at| usize::try_from(range[at].as_u64().unwrap()).unwrap());
            assert!(text.get(from..to).is_some_and(|figure| !figure.is_empty()));
            figures += 1;
        }
        assert!(!stated["citations"].as_array().unwrap().is_empty());
    });
    assert!(figures > 60);
}

fn visit(value: &Value, stated: &mut impl FnMut(&Value)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(item, stated)),
        Value::Object(members) => {
            if members.contains_key("figures") {
                stated(value);
            }
            members.values().for_each(|member| visit(member, stated));
        }
        _ => {}
    }
}

#[test]
fn a_document_of_any_day_has_no_date() {
    let mut written = specimen();
    written.as_of = None;
    written.sections.clear();
    let mut out = b"before ".to_vec();
    write_json(&written, &mut out);
    let text = String::from_utf8(out).unwrap();
    assert!(
        text.starts_with("before {\"schema\":\"attache-sheet/1\",") && text.contains("\"as_of\":null,\"sections\":[],")
    );
}
