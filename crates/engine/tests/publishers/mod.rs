//! Real files of real publishers, in a store in memory.
//!
//! They lie in the folder that `ATTACHE_SHARED` names, or beside the project;
//! without them a test prints that it was skipped.

use std::{
    env,
    path::{Path, PathBuf},
};

use attache_engine::{Engine, ImportRequest, Outcome, model::Date};
use attache_store::Store;

/// The folder, where it is there.
pub(crate) fn shared() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = env::var_os("ATTACHE_SHARED").map_or(beside, PathBuf::from);
    if !folder.join("data").is_dir() {
        println!("skipped: no publishers' files at {}", folder.join("data").display());
        return None;
    }
    Some(folder)
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

const FILES: &[(&str, &str, &str)] = &[
    ("census", "trade_us/census_country_1985_2023m01.xlsx", "2023-03-08"),
    ("foreignassistance", "aid/us_foreign_aid_country_vintage_2022.csv", "2022-10-01"),
    ("foreignassistance", "aid/us_foreign_aid_country_vintage_2023.csv", "2023-10-01"),
    ("worldbank", "wdi/gdp.csv", "2025-07-01"),
    ("worldbank", "wdi/population.csv", "2025-07-01"),
    ("unctad-bits", "treaties/unctad_bit_excel_jan2020.zip", "2020-01-31"),
    ("desta", "treaties/DESTA_raw.csv", "2021-12-31"),
    ("historian-relations", "diplomacy/rdcr_articles.tar.xz", "2020-01-01"),
    ("historian-missions", "diplomacy/pocom_missions_countries.tar.xz", "2020-01-01"),
    ("historian-visits", "diplomacy/visits.tar.xz", "2020-01-01"),
    ("historian-travels", "diplomacy/travels.tar.xz", "2020-01-01"),
    ("factbook", "factbook/bol-per-col-usa-163-editions.tar.xz", "2026-01-22"),
];

/// All of them, with every edition of the Factbook on four countries.
pub(crate) fn filled(folder: &Path) -> Engine {
    let engine = Engine::over(Store::in_memory());
    for (source, file, released) in FILES {
        let request = ImportRequest {
            source: (*source).to_owned(),
            files: vec![folder.join("data").join(file)],
            released: Some(date(released)),
            retrieved: date("2026-11-24"),
            recorded: "2026-11-24T00:00:00Z".parse().unwrap(),
        };
        for import in engine.import(&request, |_, _| {}).unwrap() {
            assert!(matches!(import.result, Ok(Outcome::Imported(_))), "{file}: {:?}", import.result);
        }
    }
    engine
}
