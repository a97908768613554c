//! The crates' arrows go one way: what each may know is written here, as in
//! ARCHITECTURE.md, and held against the manifests.
#![allow(clippy::disallowed_methods, reason = "the test reads the project's manifests")]

use std::{collections::BTreeSet, fs, path::Path};

const MAY_KNOW: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("fact", &["model"]),
    ("language", &["fact", "model"]),
    ("document", &["model"]),
    ("check", &["document", "language", "fact", "model"]),
    ("sheet", &["document", "language", "fact", "model"]),
    ("living", &["check", "sheet", "document", "language", "fact", "model"]),
    ("render", &["check", "document", "living", "model"]),
    ("store", &["model"]),
    ("source", &["model"]),
    ("engine", &["model", "fact", "language", "document", "check", "sheet", "living", "render", "store", "source"]),
    ("cli", &["engine"]),
];

/// What only some crates may depend on, and why.
const ONLY: &[(&str, &[&str], &str)] = &[
    ("parquet", &["store", "source"], "Parquet is how the store keeps tables, and what users' packages may hold"),
    ("datafusion", &["store"], "its types change from release to release"),
    ("object_store", &["store"], "every path of a store goes through it, in one place"),
    ("ureq", &["source"], "only sources make requests"),
    ("calamine", &["source"], "only sources know publishers' formats"),
    ("clap", &["cli"], "only the binary reads the command line"),
    ("indicatif", &["cli"], "a library does not print"),
];

fn dependencies(krate: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(krate).join("Cargo.toml");
    let manifest = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut in_dependencies = false;
    let mut found = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line == "[dependencies]" || line.starts_with("[target.");
        } else if in_dependencies && let Some((name, _)) = line.split_once(['=', '.']) {
            found.insert(name.trim().to_owned());
        }
    }
    found
}

#[test]
fn the_arrows_go_one_way() {
    for (krate, may) in MAY_KNOW {
        for dependency in dependencies(krate) {
            if let Some(other) = dependency.strip_prefix("attache-") {
                assert!(may.contains(&other), "{krate} may not know {other}");
            }
        }
    }
}

#[test]
fn heavy_and_outward_crates_stand_where_they_belong() {
    for (krate, _) in MAY_KNOW {
        for (dependency, may, why) in ONLY {
            let has = dependencies(krate).contains(*dependency);
            assert!(!has || may.contains(krate), "{krate} may not depend on {dependency}: {why}");
        }
    }
}

#[test]
fn every_crate_is_in_the_map() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let found: BTreeSet<String> =
        fs::read_dir(crates).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    let mapped: BTreeSet<String> = MAY_KNOW.iter().map(|(k, _)| (*k).to_owned()).collect();
    assert_eq!(found, mapped);
}
