//! Data packages through the whole house, and what `docs/own-data.md` shows.
#![allow(clippy::disallowed_methods, reason = "the test writes packages and reads the documentation")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use attache_engine::{
    AsOf, Engine, Error, ImportRequest, Outcome, Said, SayForm, SayRequest, SheetRequest,
    model::{Areas, Language},
    render,
};
use attache_store::Store;
use tempfile::TempDir;

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn ministry() -> PathBuf {
    root().join("examples/packages/ministry")
}

fn import(engine: &Engine, path: &Path) -> Result<Outcome, Error> {
    let request = ImportRequest {
        source: "datapackage".to_owned(),
        files: vec![path.to_owned()],
        released: None,
        retrieved: "2026-11-24".parse().unwrap(),
        recorded: "2026-11-24T00:00:00Z".parse().unwrap(),
    };
    engine.import(&request, |_, _| {}).unwrap().remove(0).result
}

fn release(outcome: Outcome) -> String {
    match outcome {
        Outcome::Imported(imported) => imported.releases[0].id.to_string(),
        Outcome::Already { releases } => format!("already {}", releases[0].id),
    }
}

fn sheet(engine: &Engine, names: [&str; 2]) -> String {
    let areas = names.iter().map(|n| Areas::find(n).unwrap()).collect();
    let request = SheetRequest { areas, language: Language::English, as_of: AsOf::default() };
    render::markdown(&engine.sheet(&request).unwrap())
}

/// A copy of the example, to be changed.
fn copied() -> TempDir {
    let folder = TempDir::new().unwrap();
    for entry in fs::read_dir(ministry()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    folder
}

fn changed(folder: &TempDir, from: &str, to: &str) -> PathBuf {
    let path = folder.path().join("datapackage.json");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(&path, text.replace(from, to)).unwrap();
    path
}

#[test]
fn figures_of_a_ministry_appear_in_a_sheet() {
    let engine = Engine::over(Store::in_memory());
    let id = release(import(&engine, &ministry()).unwrap());
    assert!(id.starts_with("comercio-ejemplo-2024-03-15-"), "{id}");
    let text = sheet(&engine, ["BO", "PE"]);
    for says in [
        "Two-way trade in goods between Bolivia and Peru was $2,303.7 million in 2022",
        "Ministry of Foreign Trade (example)",
        "CC0 1.0",
        "Agreement on border trade (example)",
        "Scholarships to study in the partner",
    ] {
        assert!(text.contains(says), "{says:?} in\n{text}");
    }
    let releases = engine.releases(Some("comercio-ejemplo"), AsOf::default()).unwrap();
    assert_eq!((releases.len(), releases[0].publisher.as_str()), (1, "Ministry of Foreign Trade (example)"));
}

#[test]
fn a_user_s_wordings_make_sentences_of_own_figures() {
    let files = ["en", "es"].map(|tag| root().join("examples/wordings").join(tag).join("ministry.toml"));
    let engine = Engine::over(Store::in_memory()).with_wordings(&files).unwrap();
    release(import(&engine, &ministry()).unwrap());
    let text = sheet(&engine, ["BO", "PE"]);
    for says in [
        "17 students from Bolivia held scholarships to study in Peru in 2023.",
        "Bolivia's trade in goods with Peru, exports and imports together, reached $2,303.7 million in 2022.",
    ] {
        assert!(text.replace("Bolivian trade", "Bolivia's trade").contains(says), "{says:?} in\n{text}");
    }
    let say = |language| SayRequest {
        words: ["own-figures", "Bolivia", "Peru", "last:2"].map(str::to_owned).to_vec(),
        language,
        form: SayForm::One("sentence".to_owned()),
        precision: None,
        as_of: AsOf::default(),
    };
    let Said::Facts(said) = engine.say(&say(Language::English)).unwrap() else { panic!("there are two") };
    let said: Vec<&str> = said.iter().map(|fact| fact.wordings[0].1.text.as_str()).collect();
    assert_eq!(
        said,
        [
            "14 students from Bolivia held scholarships to study in Peru in 2022.",
            "17 students from Bolivia held scholarships to study in Peru in 2023."
        ]
    );
    let Said::Facts(said) = engine.say(&say(Language::Spanish)).unwrap() else { panic!("there are two") };
    assert!(said[0].wordings[0].1.text.contains("14 estudiantes de Bolivia"), "{said:?}");
}

#[test]
fn people_of_one_country_in_another_come_from_a_package() {
    let folder = copied();
    changed(
        &folder,
        "\"labels\": { \"own:scholarships\": \"Scholarships to study in the partner\" }",
        "\"note\": { \"is\": \"at the border\" }",
    );
    let path = changed(&folder, "own:scholarships", "visitor-arrivals");
    let engine = Engine::over(Store::in_memory());
    release(import(&engine, &path).unwrap());
    let text = sheet(&engine, ["BO", "PE"]);
    assert!(text.contains("Bolivia received 17 visitors from Peru in 2023."), "{text}");
}

#[test]
fn the_wordings_of_the_tutorial_read() {
    let text = fs::read_to_string(root().join("docs/own-data.md")).unwrap();
    let blocks = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let folder = TempDir::new().unwrap();
    let mut files = Vec::new();
    for (at, block) in blocks.filter(|block| block.contains("sentence = ")).enumerate() {
        files.push(folder.path().join(format!("en/{at}.toml")));
        fs::create_dir_all(folder.path().join("en")).unwrap();
        fs::write(&files[at], block).unwrap();
    }
    assert_eq!(files.len(), 2);
    Engine::over(Store::in_memory()).with_wordings(&files).unwrap();
}

#[test]
fn what_is_wrong_with_wordings_is_said_with_its_place() {
    let folder = TempDir::new().unwrap();
    let said = |name: &str, text: &str| {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        let error = Engine::over(Store::in_memory()).with_wordings(&[file]).err().expect("it is wrong");
        (error.to_string().rsplit('/').next().unwrap_or_default().to_owned(), error.hint())
    };
    let (problem, hint) = said("x.toml", "[population]\nlabel = \"x\"");
    assert_eq!(problem, "x.toml:1:1: the file does not say which language it is in");
    assert!(hint.contains("language = \"en\""), "{hint}");
    let (problem, hint) = said("fr/x.toml", "[population]\nlabel = \"{valeur}\"");
    assert_eq!(problem, "x.toml:2:11: \"valeur\" is no role of population");
    assert!(hint.contains("subject, value, time"), "{hint}");
    let (problem, _) = said("y.toml", "language = \"es\"\n[population\n");
    assert!(problem.starts_with("y.toml:2:"), "{problem}");
}

#[test]
fn a_folder_and_its_descriptor_are_one_package() {
    let engine = Engine::over(Store::in_memory());
    let id = release(import(&engine, &ministry()).unwrap());
    // What is not listed is no part of it.
    let folder = copied();
    fs::write(folder.path().join("notes.txt"), "not listed").unwrap();
    let again = release(import(&engine, &folder.path().join("datapackage.json")).unwrap());
    assert_eq!(again, format!("already {id}"));
}

#[test]
fn what_is_wrong_with_a_package_is_said_with_its_place() {
    let engine = Engine::over(Store::in_memory());
    let said = |path: &Path| {
        let error = import(&engine, path).unwrap_err();
        let text = error.to_string();
        assert!(!error.hint().is_empty(), "{text}");
        text
    };
    let folder = copied();
    let path = changed(&folder, "\"path\": \"trade.csv\"", "\"path\": \"../trade.csv\"");
    assert!(
        said(&path).ends_with(
            "datapackage.json, line 20, column 15: \"../trade.csv\" leads out of the package, or around in it"
        )
    );
    changed(&folder, "../trade.csv", "trades.csv");
    assert!(
        said(folder.path()).ends_with(
            "datapackage.json#line 20, column 15: names the file \"trades.csv\", which is not in the package"
        )
    );
    changed(&folder, "trades.csv", "trade.csv");
    changed(&folder, "comercio-ejemplo", "worldbank");
    assert!(said(folder.path()).ends_with("\"worldbank\" is the name of a source of the program"));
    fs::remove_file(&path).unwrap();
    assert!(said(folder.path()).ends_with("the folder holds no datapackage.json"));
    assert_eq!(engine.releases(None, AsOf::default()).unwrap().len(), 0);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_package_is_refused() {
    let engine = Engine::over(Store::in_memory());
    let folder = copied();
    let outside = TempDir::new().unwrap();
    fs::copy(ministry().join("trade.csv"), outside.path().join("trade.csv")).unwrap();
    fs::remove_file(folder.path().join("trade.csv")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("trade.csv"), folder.path().join("trade.csv")).unwrap();
    let said = import(&engine, folder.path()).unwrap_err().to_string();
    assert!(said.ends_with("\"trade.csv\" is a link that leads out of the package"), "{said}");
}

/// What the tutorial shows is what is in the example's folder, and each mapping
/// in it is read.
#[test]
fn the_tutorial_shows_the_example() {
    let text = fs::read_to_string(root().join("docs/own-data.md")).unwrap();
    for file in ["datapackage.json", "trade.csv", "scholarships.csv"] {
        let shown = fs::read_to_string(ministry().join(file)).unwrap();
        let shown = shown.trim_end();
        let part = match file {
            "datapackage.json" => shown
                .split("\n  ]\n")
                .next()
                .unwrap()
                .split(",\n    {\n      \"name\": \"scholarships\"")
                .next()
                .unwrap(),
            _ => shown,
        };
        assert!(text.contains(part), "docs/own-data.md does not show {file} as it is:\n{part}");
    }
}

#[test]
fn the_mapping_file_of_the_tutorial_is_one() {
    let text = fs::read_to_string(root().join("docs/own-data.md")).unwrap();
    let mut blocks = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let toml = blocks.find(|block| block.starts_with("[source]")).unwrap();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("own-bank.toml");
    fs::write(&path, toml).unwrap();
    let source = attache_source::mapping::load(&path).unwrap();
    assert_eq!(source.about().id, "own-bank");
    assert!(source.can_pull());
    fs::write(&path, toml.replace("own-bank", "imf-imts")).unwrap();
    let said = attache_source::mapping::load(&path).err().unwrap().to_string();
    assert!(
        said.ends_with("own-bank.toml, line 2, column 1: \"imf-imts\" is the name of a source of the program"),
        "{said}"
    );
    let said = attache_source::mapping::load(&folder.path().join("none.toml")).err().unwrap().to_string();
    assert!(said.contains("none.toml: cannot be read"), "{said}");
}

/// A series that is a fact kind by itself can be named in a mapping.
#[test]
fn plain_series_are_known_to_mappings() {
    let plain = |kind: &&dyn attache_engine::fact::Kind| {
        kind.states().contains("Roles: subject, value, time, estimated, prices")
    };
    let ids: Vec<&str> = attache_engine::fact::catalogue().filter(plain).map(|kind| kind.id()).collect();
    assert!(ids.len() > 20);
    for id in ids {
        assert!(attache_source::mapping::INDICATORS.contains(&id), "{id}");
    }
}
