//! `attache say` and `attache read` as a user runs them.
#![allow(clippy::disallowed_methods, reason = "the tests write files for the binary to read")]

mod binary;

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use binary::{attache, command, err, fed, out};

#[test]
fn a_fact_is_said_by_kind_and_keys_or_by_its_expression() {
    let folder = TempDir::new().unwrap();
    let say = |args: &[&str]| {
        let output = attache(folder.path(), &[&["say"], args].concat());
        assert!(output.status.success(), "{args:?}: {}", err(&output));
        out(&output)
    };
    let population = "Bolivia's population was an estimated 12,436,103 in 2025.\n";
    assert_eq!(say(&["population", "Bolivia"]), population);
    assert_eq!(say(&["population?area=BO", "--time", "2025"]), population);
    assert_eq!(say(&["population", "BO", "2025", "--form", "heading"]), "Bolivia's population, 2025\n");
    let all = say(&["population", "BO", "--form", "all"]);
    assert!(all.starts_with("population?area=BO&time=2025\n  sentence   Bolivia's"), "{all}");
    assert!(all.contains("\n  following  Its population was an estimated"), "{all}");
    assert_eq!(say(&["population", "BO", "--precision", "2"]), "Bolivia's population was about 12 million in 2025.\n");
    // One line for each of several.
    assert_eq!(say(&["chief-of-mission", "BO", "US"]).lines().count(), 2);
}

#[test]
fn roles_have_their_bytes() {
    let folder = TempDir::new().unwrap();
    let output = attache(folder.path(), &["say", "population", "Côte d'Ivoire", "--json"]);
    let answer: Value = serde_json::from_str(&out(&output)).unwrap();
    let said = &answer["said"][0];
    assert_eq!(said["form"], "sentence");
    assert!(said["expression"].as_str().unwrap().starts_with("population?area=CI&time="));
    let (text, role) = (said["text"].as_str().unwrap(), &said["roles"][0]);
    let at = |name: &str| usize::try_from(role[name].as_u64().unwrap()).unwrap();
    assert_eq!((role["role"].as_str(), &text[at("from")..at("to")]), (Some("subject"), "Côte d'Ivoire's"));
}

#[test]
fn an_absent_fact_and_a_mistake_are_two_things() {
    let folder = TempDir::new().unwrap();
    for (args, code, says) in [
        (vec!["say", "goods-trade", "US", "BO", "2022"], 1, "census"),
        (vec!["say", "land-border", "US", "BO"], 1, "does not arise"),
        (vec!["say", "population", "Bolvia"], 2, "did you mean BO"),
        (vec!["say", "population", "BO", "tmie=2022"], 2, "did you mean time?"),
        (vec!["say", "popluation", "BO"], 2, "attache facts"),
        (vec!["say", "population", "BO", "--form", "song"], 2, "--form all"),
        (vec!["say", "population", "BO", "--lang", "tlh"], 2, "en, es, fr"),
        (vec!["say", "people-link", "BO", "ES", "group=sailors"], 2, "dual-nationals"),
    ] {
        let output = attache(folder.path(), &args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", err(&output));
        assert!(err(&output).contains(says), "{args:?}: {}", err(&output));
    }
    let output = attache(folder.path(), &["say", "goods-trade", "US", "BO", "--json"]);
    let answer: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(answer["absent"]["would_come_from"][0], "census");
}

#[test]
fn the_user_s_wordings_are_used_and_their_mistakes_shown() {
    let folder = TempDir::new().unwrap();
    let english = folder.path().join("wordings/en");
    fs::create_dir_all(&english).unwrap();
    let own = "[population]\nsentence = \"{subject} counts {value} people[ ({time})].\"\n";
    fs::write(english.join("mine.toml"), own).unwrap();
    let said = out(&attache(folder.path(), &["say", "population", "BO"]));
    assert_eq!(said, "Bolivia counts 12,436,103 people (2025).\n");
    let sheet = out(&attache(folder.path(), &["sheet", "BO", "--format", "md"]));
    assert!(sheet.contains("Bolivia counts 12,436,103 people (2025)."), "{sheet}");

    let file = folder.path().join("more.toml");
    let args = ["say", "capital", "BO", "--wordings", &file.display().to_string()];
    fs::write(&file, "language = \"en\"\n[capital]\nsentence = \"{names|loud} governs {subject}.\"\n").unwrap();
    let output = attache(folder.path(), &args);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("more.toml:3:20: \"loud\"") && err(&output).contains("hint: "), "{}", err(&output));
    fs::write(&file, "language = \"en\"\n[capital]\nsentence = \"{subject} is governed from {names}.\"\n").unwrap();
    let said = out(&attache(folder.path(), &args));
    assert!(said.starts_with("Bolivia is governed from "), "{said}");
}

#[test]
fn a_sentence_is_read_into_kind_and_roles() {
    let folder = TempDir::new().unwrap();
    let sentence = "Bolivia and Peru established diplomatic relations in 1826.";
    let output = attache(folder.path(), &["read", sentence]);
    assert!(output.status.success(), "{}", err(&output));
    let told = out(&output);
    for line in ["relations-established", "  b     PE    \"Peru\"", "  date  1826  \"in 1826\""] {
        assert!(told.contains(line), "{line:?} is not in\n{told}");
    }
    let output = attache(folder.path(), &["read", sentence, "--json", "--lang", "en", "--about", "BO,PE"]);
    let answer: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!((&answer["language"], &answer["statements"][0]["stance"]), (&"en".into(), &"asserted".into()));
    assert_eq!(answer["mentions"].as_array().map(|m| m.is_empty()), Some(false));
}

#[test]
fn what_is_not_understood_is_told_with_what_is_mentioned() {
    let folder = TempDir::new().unwrap();
    let mut read = command(folder.path());
    read.args(["read", "-", "--lang", "auto"]);
    let output = fed(read, "Llovió mucho en el Perú.\n".as_bytes());
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
    assert!(out(&output).contains("area  PE"), "{}", out(&output));
    assert!(err(&output).contains("no claim was understood"));
}
