//! The binary as a user runs it: few, slow, from command line to bytes.
#![allow(clippy::disallowed_methods, reason = "the tests write files for the binary to read")]

mod binary;

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use binary::{aid, attache, err, ok};

/// Two editions of ForeignAssistance.gov's table, in its shape; the figures are
/// those of its editions of October 2022 and October 2023.
const AID: [(&str, &str); 2] = [("2022-10-01", "2150000"), ("2023-10-01", "4231140")];

fn with_aid() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (released, obligations) in AID {
        let file = folder.path().join(format!("aid-{released}.csv"));
        fs::write(&file, aid(obligations)).unwrap();
        let file = file.display().to_string();
        ok(folder.path(), &["import", "foreignassistance", &file, "--released", released]);
    }
    folder
}

#[test]
fn a_pair_from_built_in_data_in_each_format() {
    let folder = TempDir::new().unwrap();
    let html = ok(folder.path(), &["sheet", "US", "BO"]);
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("3014 Massachusetts Ave"));
    let markdown = ok(folder.path(), &["sheet", "United States", "Bolivian", "--format", "md"]);
    assert!(markdown.contains("12,436,103") && markdown.contains("[^1]"), "{markdown}");
    let json: Value = serde_json::from_str(&ok(folder.path(), &["sheet", "US", "BO", "--format", "json"])).unwrap();
    assert_eq!(json["about"], serde_json::json!(["US", "BO"]));
    assert!(every_stated_is_cited(&json) > 60);
    // With the built-in data alone the sheet says what could be added.
    let missing = json["missing"].to_string();
    assert!(missing.contains("census") && missing.contains("historian-relations"), "{missing}");
}

/// How many stated facts there are, each of which has a citation.
fn every_stated_is_cited(json: &Value) -> usize {
    match json {
        Value::Object(fields) => {
            let stated = fields.contains_key("fact") && fields.contains_key("figures");
            if stated {
                assert!(fields["citations"].as_array().is_some_and(|c| !c.is_empty()), "{json}");
            }
            usize::from(stated) + fields.values().map(every_stated_is_cited).sum::<usize>()
        }
        Value::Array(items) => items.iter().map(every_stated_is_cited).sum(),
        _ => 0,
    }
}

#[test]
fn the_same_sheet_twice_has_the_same_bytes() {
    let folder = TempDir::new().unwrap();
    for format in ["html", "md", "json"] {
        let args = ["sheet", "PE", "CO", "--format", format];
        assert_eq!(ok(folder.path(), &args), ok(folder.path(), &args));
    }
}

#[test]
fn countries_are_found_by_code_name_and_alias() {
    let folder = TempDir::new().unwrap();
    let title = |name: &str| ok(folder.path(), &["sheet", name, "--format", "md"]).lines().next().map(str::to_owned);
    for (name, expected) in [
        ("UK", "# United Kingdom"),
        ("826", "# United Kingdom"),
        ("Burma", "# Myanmar"),
        ("Ivory Coast", "# Côte d'Ivoire"),
        ("Costa de Marfil", "# Côte d'Ivoire"),
        ("Holy See", "# Holy See"),
        ("GEC:BL", "# Bolivia"),
        ("Pays-Bas", "# Netherlands"),
    ] {
        assert_eq!(title(name).as_deref(), Some(expected), "{name}");
    }
}

#[test]
fn an_unknown_or_ambiguous_country_gets_the_nearest() {
    let folder = TempDir::new().unwrap();
    for (name, near) in [("Bolvia", "Bolivia (BO)"), ("Korea", "South Korea (KR)"), ("Korea", "North Korea (KP)")] {
        let output = attache(folder.path(), &["sheet", "US", name]);
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains(near), "{}", err(&output));
    }
}

#[test]
fn a_figure_is_seen_as_of_each_edition() {
    let folder = with_aid();
    let sheet = |as_of: &str| ok(folder.path(), &["sheet", "US", "BO", "--format", "md", "--as-of", as_of]);
    let row = |sheet: &str| sheet.lines().find(|l| l.starts_with("| FY 2022")).map(str::to_owned).unwrap_or_default();
    assert!(row(&sheet("2022-12-31")).contains("$2,150,000"));
    assert!(row(&sheet("2023-12-31")).contains("$4,231,140"));
    assert_eq!(row(&sheet("2022-09-30")), "");
    let known_before = ok(folder.path(), &["sheet", "US", "BO", "--format", "md", "--known-at", "2020-01-01"]);
    assert_eq!(row(&known_before), "");
}

/// A user's caveat takes the place of the program's with its id.
#[test]
fn known_defects_travel_with_a_figure() {
    let folder = TempDir::new().unwrap();
    let explain = || ok(folder.path(), &["explain", "gdp-current?area=IE"]);
    let built_in = explain();
    assert!(built_in.contains("caution   Ireland's GDP is inflated") && built_in.contains("GNI*"), "{built_in}");
    fs::create_dir(folder.path().join("caveats")).unwrap();
    let own = "id\tindicators\tareas\ttext_en\treference\n\
               ireland-multinationals\tgdp-current\tIE\tRead our note.\thttps://example.org/note\n";
    fs::write(folder.path().join("caveats/own.tsv"), own).unwrap();
    assert!(explain().contains("caution   Read our note. <https://example.org/note>"));
}

#[test]
fn a_figure_is_explained_down_to_its_row() {
    let folder = with_aid();
    let told = ok(folder.path(), &["explain", "aid-year?area=US,BO&time=FY2022/10"]);
    for part in ["$4,231,140", "row 3", "4231140", "SHA-256", "foreignassistance-2023-10-01", "foreignassistance.gov"] {
        assert!(told.contains(part), "{part} is not in\n{told}");
    }
    let output = attache(folder.path(), &["explain", "aid-year?area=US,BO&time=soon"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("hint"));
}

#[test]
fn a_file_is_imported_once() {
    let folder = with_aid();
    let file = folder.path().join("aid-2022-10-01.csv").display().to_string();
    let again = ok(folder.path(), &["import", "foreignassistance", &file, "--released", "2022-10-01"]);
    assert!(again.contains("already imported"), "{again}");
    assert_eq!(ok(folder.path(), &["releases", "foreignassistance"]).lines().count(), 2);
}

#[test]
fn a_bad_file_is_named_and_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let page = folder.path().join("page.csv");
    fs::write(&page, "<!DOCTYPE html><html><body>Access denied</body></html>").unwrap();
    let good = folder.path().join("good.csv");
    fs::write(&good, aid("1")).unwrap();
    let (page, good) = (page.display().to_string(), good.display().to_string());
    for (args, says) in [
        (vec!["import", "census", page.as_str(), "--released", "2023-03-08"], "page.csv"),
        (vec!["import", "foreignassistance", page.as_str(), "--released", "2023-03-08"], "page.csv"),
        (vec!["import", "factbook", page.as_str()], "page.csv"),
        (vec!["import", "foreignassistance", good.as_str()], "--released"),
        (vec!["import", "foreignassistance", "nowhere.csv", "--released", "2023-03-08"], "nowhere.csv"),
    ] {
        let output = attache(folder.path(), &args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(err(&output).contains(says) && err(&output).contains("hint"), "{args:?}: {}", err(&output));
    }
    assert!(!ok(folder.path(), &["releases"]).contains("foreignassistance"));
    // One that is good beside one that is bad is kept.
    let both = attache(folder.path(), &["import", "foreignassistance", &page, &good, "--released", "2023-03-08"]);
    assert_eq!(both.status.code(), Some(1));
    assert!(ok(folder.path(), &["releases"]).contains("foreignassistance"));
}

#[test]
fn a_flipped_byte_is_found_and_named() {
    let folder = with_aid();
    let store = folder.path().join("store");
    assert!(ok(folder.path(), &["verify"]).contains("clean"));
    for object in ["snapshots", "tables"] {
        let path = fs::read_dir(store.join(object)).unwrap().next().unwrap().unwrap().path();
        let whole = fs::read(&path).unwrap();
        let mut flipped = whole.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 1;
        fs::write(&path, flipped).unwrap();
        let output = attache(folder.path(), &["verify"]);
        assert_eq!(output.status.code(), Some(1));
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(err(&output).contains(&name), "{}", err(&output));
        fs::write(&path, whole).unwrap();
    }
}

#[test]
fn rows_leave_with_their_place() {
    let folder = with_aid();
    let rows = ok(folder.path(), &["export", "observations", "--source", "foreignassistance", "--as-of", "2022-12-31"]);
    assert_eq!(rows.lines().filter(|l| l.contains(",BO,obligations,FY2022/10,2150000,USD,0,")).count(), 1, "{rows}");
    let events = ok(folder.path(), &["export", "events", "--source", "factbook"]);
    assert!(events.lines().any(|l| l.contains("membership") && l.contains("member:BO")));
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("sheet.html");
    ok(folder.path(), &["sheet", "BO", "-o", &file.display().to_string()]);
    assert!(fs::read_to_string(&file).unwrap().ends_with("</html>\n"));
    let output = attache(folder.path(), &["sheet", "BO", "-o", "/nowhere/at/all.html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("/nowhere/at/all.html"));
}

#[test]
fn a_dash_is_standard_output() {
    let folder = TempDir::new().unwrap();
    let output = attache(folder.path(), &["sheet", "BO", "-o", "-"]);
    assert!(String::from_utf8_lossy(&output.stdout).ends_with("</html>\n"));
    assert!(!folder.path().join("-").exists());
}

/// A document of an author's in each format; what is wrong in it, with its place.
#[test]
fn a_document_is_written_out() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let brief = "---\ntitle: Brief\nattache:\n  about: [US, BO]\n---\n\n\
                 Bolivia has [some 12 million](fact:population?area={b}) people.\n\n\
                 [](fact:capital?area=BO) [Much](fact:goods-trade?area=US,BO).\n";
    fs::write(at("brief.md"), brief).unwrap();
    let rendered = attache(folder.path(), &["render", &at("brief.md"), "--citations", "none"]);
    let told = err(&rendered);
    assert_eq!(rendered.status.code(), Some(1), "{told}");
    assert!(told.contains("brief.md:9:26: goods-trade?area=US,BO: there are no data"), "{told}");
    let text = String::from_utf8(rendered.stdout).unwrap();
    assert!(
        text.ends_with("has some 12 million people.\n\nThe capitals of Bolivia are La Paz and Sucre. Much.\n"),
        "{text}"
    );
    fs::write(at("brief.md"), brief.replace(" [Much](fact:goods-trade?area=US,BO).", "")).unwrap();
    for name in ["out.md", "out.html", "out.json", "out.docx"] {
        ok(folder.path(), &["render", &at("brief.md"), "-o", &at(name), "--provenance", &at("prov.json")]);
    }
    assert!(fs::read_to_string(at("out.md")).unwrap().contains("some 12 million[^1] people."));
    assert!(
        fs::read_to_string(at("out.html")).unwrap().contains("<data value=\"fact:population?area=BO&amp;time=2025\">")
    );
    let json: Value = serde_json::from_str(&fs::read_to_string(at("out.json")).unwrap()).unwrap();
    assert_eq!(json["linked_data"]["hasPart"][0]["text"], "some 12 million");
    assert!(fs::read(at("out.docx")).unwrap().starts_with(b"PK"));
    let prov: Value = serde_json::from_str(&fs::read_to_string(at("prov.json")).unwrap()).unwrap();
    assert_eq!(prov["entity"]["doc:statement-1"]["attache:expression"], "fact:population?area=BO&time=2025");
    fs::write(at("brief.md"), "Text [](fact:popluation?area=BO)\n").unwrap();
    let failed = attache(folder.path(), &["render", &at("brief.md")]);
    let told = err(&failed);
    assert_eq!(failed.status.code(), Some(2));
    assert!(told.contains("brief.md:1:6: ") && told.contains("did you mean population?"), "{told}");
    let failed = attache(folder.path(), &["render", &at("brief.md"), "-o", &at("out.pdf")]);
    assert!(err(&failed).contains("--format"), "{}", err(&failed));
}

/// What is ejected is the sheet, byte for byte.
#[test]
fn an_ejected_sheet_is_the_sheet() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("us-bolivia.md").display().to_string();
    ok(folder.path(), &["sheet", "US", "BO", "--lang", "fr", "--eject", "-o", &file]);
    for format in ["html", "md", "json"] {
        let sheet = ok(folder.path(), &["sheet", "US", "BO", "--lang", "fr", "--format", format]);
        assert!(ok(folder.path(), &["render", &file, "--format", format]) == sheet, "{format}");
    }
}

#[test]
fn what_a_document_cites_is_vendored_and_verified_without_the_store() {
    let folder = with_aid();
    let brief = folder.path().join("brief.md");
    let text =
        "In fiscal year 2022, the United States obligated about $4.2 million in foreign assistance to Bolivia.\n";
    fs::write(&brief, text).unwrap();
    let brief = brief.display().to_string();
    ok(folder.path(), &["bind", &brief, "--about", "US,BO"]);
    let told = ok(folder.path(), &["vendor", &brief]);
    assert!(told.starts_with("foreignassistance-2023-10-01-") && told.contains("aid-2023-10-01.csv, "), "{told}");
    let empty = TempDir::new().unwrap();
    let told = err(&attache(empty.path(), &["verify", &brief]));
    assert!(told.contains("1 from the publishers' files, 0 from vendored rows; clean"), "{told}");
    ok(folder.path(), &["vendor", &brief, "--rows"]);
    let told = err(&attache(empty.path(), &["verify", &brief]));
    assert!(told.contains("from vendored rows, not from the publisher's file"), "{told}");
    fs::remove_dir_all(folder.path().join("brief.vendor")).unwrap();
    let output = attache(empty.path(), &["verify", &brief]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("aid-2023-10-01.csv (SHA-256 "), "{}", err(&output));
    assert!(err(&output).contains("--released 2023-10-01"), "{}", err(&output));
    ok(folder.path(), &["verify", &brief]);
    // What is no bound document is a failure.
    let output = attache(folder.path(), &["verify", &folder.path().join("aid-2023-10-01.csv").display().to_string()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("`attache bind`"), "{}", err(&output));
}
