//! Files that are imported where they lie, as those of trade by product.
#![allow(clippy::disallowed_methods, reason = "the test writes the files that it imports")]

use std::{fs, path::Path};

use attache_engine::{AsOf, Engine, Error, ImportRequest, Outcome};
use attache_store::Store;

const NAME: &str = "BACI_HS92_Y2022_V202401b.csv";

fn import(engine: &Engine, file: &Path) -> Result<Outcome, Error> {
    let request = ImportRequest {
        source: "baci".to_owned(),
        files: vec![file.to_owned()],
        released: Some("2024-04-09".parse().unwrap()),
        retrieved: "2026-11-24".parse().unwrap(),
        recorded: "2026-11-24T00:00:00Z".parse().unwrap(),
    };
    engine.import(&request, |_, _| {}).unwrap().remove(0).result
}

#[test]
fn trade_by_product_is_imported_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::over(Store::open(&folder.path().join("store")).unwrap());
    let file = folder.path().join(NAME);
    let rows =
        "t,i,j,k,v,q\n2022,68,842,090111,52.051,13.235\n2022,68,842,090112,1.2345,NA\n2022,842,68,010121,0.50,\n";
    fs::write(&file, &rows[..rows.len() - 4]).unwrap();
    let cut = import(&engine, &file).unwrap_err();
    assert_eq!(cut.to_string(), format!("{NAME}, row 4: ends in the middle, without the end of a line"));
    assert!(!folder.path().join("store").exists());

    fs::write(&file, rows).unwrap();
    let Ok(Outcome::Imported(done)) = import(&engine, &file) else { panic!("it is a new file") };
    assert_eq!((done.observations, done.releases[0].observations), (4, 4));
    assert!(matches!(import(&engine, &file), Ok(Outcome::Already { .. })));

    let mut out = Vec::new();
    let exported = engine.export_observations(Some("baci"), AsOf::default(), &mut out).unwrap();
    assert_eq!(exported.observations, 4);
    let text = String::from_utf8(out).unwrap();
    let cells = |line: &str| line.split(',').skip(2).take(9).collect::<Vec<_>>().join(",");
    let mut lines: Vec<String> = text.lines().skip(1).map(cells).collect();
    lines.sort();
    assert_eq!(
        lines,
        [
            "BO,exports-goods-reconciled,US,H0:090111,2022,52.051,USD,3,A",
            "BO,exports-goods-reconciled,US,H0:090112,2022,1.2345,USD,3,A",
            "BO,exports-goods-reconciled-weight,US,H0:090111,2022,13.235,T,0,A",
            "US,exports-goods-reconciled,BO,H0:010121,2022,0.50,USD,3,A",
        ]
    );
    for place in ["row 2, v", "row 2, q", "row 3, v", "row 4, v"] {
        assert!(text.contains(&format!("\"{place}\"")), "{place} is not in\n{text}");
    }
    assert!(engine.verify(|_| {}).unwrap().is_clean());
}
