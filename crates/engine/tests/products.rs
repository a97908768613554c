//! Trade by product of all pairs, as BACI has it: the sheets of all pairs are the
//! same as each by itself, and the explanation of a list shows some of it.
#![allow(clippy::disallowed_methods, reason = "the test writes the file that it imports")]

use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use attache_engine::{
    AsOf, Engine, Error, ImportRequest, Outcome, SheetRequest,
    model::{Area, AreaKind, Codelist, Language},
    render, sheet_areas,
};
use attache_store::Store;

/// The first countries, in whose order the sheets of all are written.
fn countries() -> Vec<Area> {
    sheet_areas().filter(|area| area.kind() == AreaKind::Country).take(4).collect()
}

/// A store with thirty products of each pair of the countries, invented; the
/// file is written to a folder of the test's own.
fn engine(test: &str) -> Engine {
    let countries = countries();
    let code = |area: &Area| area.code_in(Codelist::Comtrade).or(area.code_in(Codelist::M49)).unwrap();
    let mut table = "t,i,j,k,v,q\n".to_owned();
    for (a, exporter) in countries.iter().enumerate() {
        for (b, importer) in countries.iter().enumerate().filter(|(b, _)| *b != a) {
            for product in 10..40 {
                let value = product * (a + 1) + 7 * b;
                table.push_str(&format!("2022,{},{},{product}0110,{value}.5,1\n", code(exporter), code(importer)));
            }
        }
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("BACI_HS92_Y2022_V202401b.csv");
    fs::write(&file, table).unwrap();
    let engine = Engine::over(Store::in_memory());
    let request = ImportRequest {
        source: "baci".to_owned(),
        files: vec![file],
        released: Some("2024-04-01".parse().unwrap()),
        retrieved: "2026-11-24".parse().unwrap(),
        recorded: "2026-11-24T00:00:00Z".parse().unwrap(),
    };
    for import in engine.import(&request, |_, _| {}).unwrap() {
        assert!(matches!(import.result, Ok(Outcome::Imported(_))), "{:?}", import.result);
    }
    engine
}

#[test]
fn the_sheets_of_all_pairs_are_those_of_each() {
    let engine = engine("products-of-all");
    let countries = countries();
    let (written, count) = (Mutex::new(BTreeMap::new()), AtomicUsize::new(0));
    let enough = engine.all_sheets(Language::English, AsOf::default(), |parameters, sheet| {
        if parameters.areas.iter().all(|area| countries.contains(area)) {
            let codes: Vec<&str> = parameters.areas.iter().map(|area| area.code()).collect();
            written.lock().unwrap().insert(codes.join(" "), render::json(sheet));
        }
        // Those of the four countries with each other stand at the beginning of theirs.
        match count.fetch_add(1, Ordering::Relaxed) {
            0..800 => Ok(()),
            _ => Err(Error::request("enough".to_owned(), "")),
        }
    });
    assert!(enough.is_err());
    let written = written.into_inner().unwrap();
    assert_eq!(written.len(), 12, "{:?}", written.keys());
    for (pair, sheet) in written {
        let areas = pair.split(' ').map(|code| Area::from_code(Codelist::Attache, code).unwrap()).collect();
        let request = SheetRequest { areas, language: Language::English, as_of: AsOf::default() };
        assert_eq!(render::json(&engine.sheet(&request).unwrap()), sheet, "{pair}");
        assert!(sheet.contains("\"fact\":\"commodity-trade?"), "{pair}: {sheet}");
    }
}

/// A list of all products rests on each of its rows; twenty are looked up.
#[test]
fn an_explanation_shows_the_first_rows() {
    let countries = countries();
    let pair = format!("{},{}", countries[0], countries[1]);
    let engine = engine("products-explained");
    let explained = |expression: &str| {
        let explanations = engine.explain(expression, Language::English, AsOf::default()).unwrap();
        let first = explanations.into_iter().next().unwrap();
        (first.rows, first.evidence.len())
    };
    let (rows, shown) = explained(&format!("top-commodities?area={pair}&flow=exports"));
    assert!(rows >= 30 && shown == 20, "{rows} {shown}");
}
