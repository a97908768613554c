//! Real files of real publishers, through the whole house: what the sheet of
//! the United States and Bolivia must show.
//!
//! The files lie in the folder that `ATTACHE_SHARED` names, or beside the
//! project; without them the test prints that it was skipped.
#![allow(clippy::disallowed_methods, reason = "the test reads publishers' files")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it tells who runs it what it found")]

mod publishers;

use attache_engine::{
    AsOf, Engine, SheetRequest,
    model::{Areas, Language},
    render,
};
use publishers::{date, filled, shared};

fn sheet(engine: &Engine, names: [&str; 2], published: Option<&str>) -> String {
    let areas = names.iter().map(|n| Areas::find(n).unwrap()).collect();
    let as_of = AsOf { published: published.map(date), known: None };
    render::markdown(&engine.sheet(&SheetRequest { areas, language: Language::English, as_of }).unwrap())
}

#[test]
fn the_sheet_of_the_united_states_and_bolivia() {
    let Some(folder) = shared() else { return };
    let engine = filled(&folder);
    let text = sheet(&engine, ["US", "BO"], None);
    for says in [
        // Office of the Historian, timeline and summary of its article on Bolivia.
        "established diplomatic relations on 3 January 1849",
        "Another account gives 30 May 1848",
        // Census Bureau, FT-900, edition of March 2023.
        "was $1,163.7 million in 2022: U.S. exports of $519.8 million and imports of $643.8 million",
        // UNCTAD.
        "signed 17 April 1998, in force from 6 June 2001 until 10 June 2012",
        // DESTA.
        "had concluded no preferential trade agreement by the end of 2020",
        // World Factbook.
        "Avenida Arce 2780",
        "3014 Massachusetts Ave., NW, Washington, DC 20008",
        "World Trade Organization",
        "Organization of American States",
    ] {
        assert!(text.contains(says), "{says:?} is not in\n{text}");
    }

    let year_2022 = |published| {
        let sheet = sheet(&engine, ["US", "BO"], Some(published));
        sheet.lines().find(|l| l.starts_with("| FY 2022")).map(str::to_owned).unwrap_or_default()
    };
    assert!(year_2022("2022-12-31").contains("$2,150,000"), "{}", year_2022("2022-12-31"));
    assert!(year_2022("2023-12-31").contains("$4,231,140"), "{}", year_2022("2023-12-31"));

    let peru = sheet(&engine, ["US", "PE"], None);
    assert!(peru.contains("entered into force in 2009"), "{peru}");

    let report = engine.verify(|_| {}).unwrap();
    assert!(report.is_clean(), "{:?}", report.faults);

    // Every fact on the sheet is found again by its expression and leads back
    // to a place in a snapshot.
    let areas = ["US", "BO"].iter().map(|n| Areas::find(n).unwrap()).collect();
    let request = SheetRequest { areas, language: Language::English, as_of: AsOf::default() };
    let written = engine.sheet(&request).unwrap();
    let mut explained = 0;
    for fact in facts(&render::json(&written)) {
        let explanations =
            engine.explain(&fact, Language::English, AsOf::default()).unwrap_or_else(|e| panic!("{fact}: {e}"));
        assert!(!explanations.is_empty(), "{fact}");
        explained += explanations.len();
    }
    assert!(explained > 100, "{explained}");
}

/// The expressions that a sheet in JSON names.
fn facts(json: &str) -> Vec<String> {
    let mut facts: Vec<String> =
        json.split("\"fact\":\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    facts.sort();
    facts.dedup();
    facts
}
