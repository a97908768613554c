//! Living documents as a user has them: the tutorial of docs/living.md, step by step, and
//! a document that a new edition touches.
#![allow(clippy::disallowed_methods, reason = "the tests write files for the binary to read")]

mod binary;

use std::{fs, path::Path, process::Output};

use tempfile::TempDir;

use binary::{aid, command, err, out};

const TUTORIAL: &str = include_str!("../../../docs/living.md");

/// The blocks of code in this language.
fn blocks(language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = TUTORIAL.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if name == language {
                blocks.push(block.join("\n") + "\n");
            }
        }
    }
    blocks
}

fn run(folder: &Path, args: &[&str]) -> Output {
    command(folder).current_dir(folder).args(args).output().expect("the binary runs")
}

/// The exit code and all that is said.
fn said(folder: &Path, args: &[&str]) -> (i32, String) {
    let output = run(folder, args);
    (output.status.code().unwrap_or(-1), out(&output) + &err(&output))
}

#[test]
fn the_tutorial_says_what_happens() {
    let home = TempDir::new().unwrap();
    let folder = home.path();
    let brief = blocks("markdown")[0].clone();
    fs::write(folder.join("brief.md"), &brief).unwrap();
    assert_eq!(said(folder, &["bind", "brief.md"]), (0, blocks("")[0].clone()));
    let bound = fs::read_to_string(folder.join("brief.md")).unwrap();
    let shown = blocks("markdown")[1].trim_end_matches("…\n").to_owned();
    assert!(bound.contains(&shown), "{bound}");
    let lock = fs::read_to_string(folder.join("brief.lock")).unwrap();
    assert!(lock.contains("fact = \"population?area=BO\"") && lock.contains("factbook-2026-01-22"), "{lock}");

    assert_eq!(said(folder, &["outdated", "brief.md"]), (0, "brief.md: 0 of 3 figures have changed\n".to_owned()));
    assert_eq!(said(folder, &["update", "brief.md"]).0, 0);
    assert_eq!(said(folder, &["watch", "."]), (0, "0 of 1 bound document touched\n".to_owned()));

    let (code, plain) = said(folder, &["render", "brief.md", "--citations", "none"]);
    assert_eq!((code, plain), (0, brief.clone()));
    let (code, locked) = said(folder, &["render", "brief.md", "--locked"]);
    assert_eq!(code, 0, "{locked}");
    assert!(locked.contains("about 12.4 million people.[^1]") && locked.contains("The World Factbook"), "{locked}");

    assert_eq!(said(folder, &["unbind", "brief.md"]), (0, String::new()));
    assert_eq!(fs::read_to_string(folder.join("brief.md")).unwrap(), brief);
    assert!(!folder.join("brief.lock").exists());
}

/// Imports an edition of ForeignAssistance.gov's table; the figures are those of its
/// editions of October 2022 and October 2023.
fn import(folder: &Path, released: &str, obligations: &str) {
    let name = format!("aid-{released}.csv");
    fs::write(folder.join(&name), aid(obligations)).unwrap();
    let (code, told) = said(folder, &["import", "foreignassistance", &name, "--released", released]);
    assert_eq!(code, 0, "{told}");
}

const BRIEF: &str = "# Bolivia\n\nIn fiscal year 2022 the United States obligated $2.15 million in assistance to \
                     Bolivia.\n";

#[test]
fn a_new_edition_touches_a_document() {
    let home = TempDir::new().unwrap();
    let folder = home.path();
    import(folder, "2022-10-01", "2150000");
    fs::create_dir(folder.join("briefs")).unwrap();
    fs::write(folder.join("briefs/a.md"), BRIEF).unwrap();
    fs::write(folder.join("briefs/unbound.md"), BRIEF).unwrap();
    let (code, told) = said(folder, &["bind", "briefs/a.md"]);
    assert_eq!(code, 0, "{told}");
    let locked = out(&run(folder, &["render", "briefs/a.md", "--locked", "--format", "html"]));
    let bound = fs::read(folder.join("briefs/a.md")).unwrap();

    import(folder, "2023-10-01", "4231140");
    let (code, told) = said(folder, &["watch", "briefs"]);
    assert_eq!((code, told.lines().count()), (1, 2), "{told}");
    assert!(told.starts_with("briefs/a.md: 1 figure changed (revision), 0 to resolve\n"), "{told}");
    let (code, told) = said(folder, &["outdated", "briefs/a.md"]);
    assert_eq!(code, 1);
    assert!(
        told.contains("revision: $2.15 million, fiscal year 2022") && told.contains("+ In fiscal year 2022 the"),
        "{told}"
    );

    assert_eq!(said(folder, &["update", "briefs", "--dry-run"]).0, 0);
    assert_eq!(fs::read(folder.join("briefs/a.md")).unwrap(), bound);
    // What is printed from the lock is what it was.
    assert_eq!(out(&run(folder, &["render", "briefs/a.md", "--locked", "--format", "html"])), locked);
    let json = out(&run(folder, &["update", "briefs", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["documents"][0]["steps"][0]["words"]["after"], "$4.23 million");
    let text = fs::read_to_string(folder.join("briefs/a.md")).unwrap();
    assert!(text.contains("obligated [$4.23 million](fact:aid-year?"), "{text}");
    assert_eq!(said(folder, &["outdated", "briefs"]).0, 0);

    let diff = ["diff", "briefs/a.md", "--from", "2022-12-01", "--to", "2023-12-01", "--format", "html"];
    let (code, page) = said(folder, &diff);
    assert_eq!(code, 1, "{page}");
    assert!(
        page.contains("<del>$2.15 </del><ins>$4.23 </ins>") || page.contains("<del>$2.15</del><ins>$4.23</ins>"),
        "{page}"
    );
}

#[test]
fn mistakes_are_named() {
    let home = TempDir::new().unwrap();
    let folder = home.path();
    fs::write(folder.join("a.md"), "Bolivia has about 15 million people.\n").unwrap();
    let (code, told) = said(folder, &["bind", "a.md"]);
    assert_eq!(code, 3, "{told}");
    assert!(told.contains("a.md:1: \"about 15 million people\" is not bound: contradicted"), "{told}");
    assert!(!folder.join("a.lock").exists());
    let (code, told) = said(folder, &["outdated", "a.md"]);
    assert_eq!(code, 2);
    assert!(told.contains("a.lock") && told.contains("attache bind"), "{told}");
    fs::write(folder.join("a.lock"), "version = 1\nlanguage = \"en\"\nreference = 3\n").unwrap();
    assert!(said(folder, &["update", "a.md"]).1.contains("a.lock:3: "));
    let (code, told) = said(folder, &["diff", "US", "BO", "--from", "2024-01-01", "--to", "2023-01-01"]);
    assert!(code == 2 && told.contains("--from 2024-01-01 is after --to 2023-01-01"), "{told}");
    let (code, told) = said(folder, &["render", "none.md", "--locked"]);
    assert_eq!(code, 2, "{told}");
}

/// Documents in plain text are written out as they are, with their sources; evidence stays
/// when a document is unbound; and what could not be locked is said.
#[test]
fn a_text_is_bound_vendored_written_out_and_unbound() {
    let home = TempDir::new().unwrap();
    let folder = home.path();
    let text = "BOLIVIA\n\nBolivia has about 12.4 million people.\n";
    fs::write(folder.join("brief.txt"), text).unwrap();
    assert_eq!(said(folder, &["bind", "brief.txt"]).0, 0);
    let (code, written) = said(folder, &["render", "brief.txt", "--locked"]);
    assert_eq!(code, 0, "{written}");
    assert!(
        written.starts_with("BOLIVIA\n\nBolivia has about 12.4 million people [1].\n\nSources\n\n[1] "),
        "{written}"
    );
    assert_eq!(said(folder, &["render", "brief.txt", "--citations", "none"]), (0, text.to_owned()));
    let (code, told) = said(folder, &["render", "brief.txt", "-o", "brief.html"]);
    assert_eq!(code, 0, "{told}");
    assert!(fs::read_to_string(folder.join("brief.html")).unwrap().contains("<h1>BOLIVIA</h1>"));
    let (code, told) = said(folder, &["render", "brief.html", "--format", "txt"]);
    assert!(code == 2 && told.contains("is no plain text"), "{told}");

    let lock = folder.join("brief.lock");
    let locked = fs::read_to_string(&lock).unwrap();
    fs::write(&lock, locked.replacen("attache = \"", "attache = \"0.0.", 1)).unwrap();
    let (code, told) = said(folder, &["render", "brief.txt", "--locked", "-o", "again.txt"]);
    assert!(code == 0 && told.contains("note: attache 0.0."), "{told}");
    assert_eq!(fs::read_to_string(folder.join("again.txt")).unwrap(), written);
    fs::write(&lock, locked).unwrap();

    assert_eq!(said(folder, &["vendor", "brief.txt"]).0, 0);
    let (code, told) = said(folder, &["unbind", "brief.txt"]);
    assert!(code == 0 && told.contains("brief.vendor") && told.contains("stays"), "{told}");
    assert_eq!(fs::read_to_string(folder.join("brief.txt")).unwrap(), text);
    assert!(folder.join("brief.vendor").is_dir() && !lock.exists());

    fs::write(folder.join("sheet.md"), "Bolivia has about 12.4 million people.\n\n- [](fact:populace?area=BO)\n")
        .unwrap();
    let (code, told) = said(folder, &["bind", "sheet.md"]);
    assert!(code == 1 && told.contains("sheet.md:3:3: ") && told.contains("are not locked"), "{told}");
    let (code, told) = said(folder, &["watch", "."]);
    assert!(code == 1 && told.contains("sheet.md: 0 figures changed, 0 to resolve, 1 amiss\n"), "{told}");
    let (code, told) = said(folder, &["outdated", "sheet.md"]);
    assert!(code == 1 && told.contains("error: sheet.md:3:3: ") && told.contains("did you mean population"), "{told}");
}
