//! Trade by product, and files that are large.
#![allow(clippy::disallowed_methods, reason = "it is no library")]

mod made;

use std::{
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

use attache_model::{
    Area, AreaSet, Bytes, Code, CodeSet, Contents, HsCode, HsRevision, ObsStatus, Observation, Period, Place, Printed,
    ProductBlock, ProductMeasure, ProductRow, ProductTrade, Query, Selection, Sink, SinkError,
};
use attache_store::{ImportError, Imported, Outcome, Part, Store, StoreError, TableKind};
use made::{about, area, edition, imported, options};

const VALUE: Code = Code::from_static("exports-by-product");
const WEIGHT: Code = Code::from_static("exports-by-product-weight");

fn trade(year: i16) -> ProductTrade {
    let measure = |indicator, unit, unit_mult, column| ProductMeasure {
        indicator,
        unit: Code::from_static(unit),
        unit_mult,
        column: Code::from_static(column),
    };
    ProductTrade {
        member: "a.csv".into(),
        time_period: Period::Year(year),
        revision: HsRevision::Hs1992,
        status: ObsStatus::Normal,
        value: measure(VALUE, "USD", 3, "v"),
        quantity: measure(WEIGHT, "T", 0, "q"),
    }
}

/// Rows of these exporters with each other, in order: some with a weight, with
/// all numbers of decimals.
fn block(year: i16, areas: &[&str], products: usize) -> ProductBlock {
    let mut block = ProductBlock::new(trade(year));
    let names: Vec<u32> = (0..products)
        .map(|n| block.name(HsCode::new(HsRevision::Hs1992, &format!("{:06}", 10_000 + 37 * n)).unwrap()))
        .collect();
    let mut line: u32 = 1;
    for exporter in areas {
        for importer in areas.iter().filter(|importer| *importer != exporter) {
            for product in &names {
                line += 1;
                let decimals = (line % 4) as u8;
                let number = |seed: u32| {
                    let unit = 10_i64.pow(3 - u32::from(decimals));
                    Printed::new(i64::from(line.wrapping_mul(seed) >> 8) * unit, decimals).unwrap()
                };
                block.push(ProductRow {
                    ref_area: area(exporter),
                    counterpart_area: area(importer),
                    product: *product,
                    value: number(2_654_435_761),
                    quantity: (!line.is_multiple_of(7)).then(|| number(40_503)),
                    line,
                });
            }
        }
    }
    block
}

const AREAS: [&str; 5] = ["BO", "CL", "PE", "US", "ZA"];

fn blocks() -> Vec<ProductBlock> {
    vec![block(2021, &AREAS, 1_300), block(2022, &AREAS[1..], 40), block(2022, &["BO", "US"], 9)]
}

fn parse(sink: &mut dyn Sink, blocks: Vec<ProductBlock>) -> Result<(), SinkError> {
    sink.edition(edition(Some("2023-01-01"), "e"))?;
    for block in blocks {
        sink.products(block)?;
    }
    let one = made::observation(area("BO"), "population", "2022", "12");
    sink.observation(one, made::place("a.csv", "row 7"))
}

fn import(store: &Store, blocks: Vec<ProductBlock>) -> Imported {
    imported(store.import(&about("made"), "f", b"f", &options("2024-06-01"), |sink| parse(sink, blocks)).unwrap())
}

/// All figures in the order of the release's rows.
fn all(blocks: &[ProductBlock]) -> Vec<(Observation, Place)> {
    let one = made::observation(area("BO"), "population", "2022", "12");
    let products = blocks.iter().flat_map(ProductBlock::observations);
    std::iter::once((one, made::place("a.csv", "row 7"))).chain(products).collect()
}

fn query(ref_area: AreaSet, counterpart: AreaSet, indicator: CodeSet) -> Query {
    let selection = Selection::Observations { ref_area, counterpart_area: Some(counterpart), indicator };
    Query { selections: vec![selection], ..Query::default() }
}

fn only(areas: &[&str]) -> AreaSet {
    AreaSet::only(areas.iter().map(|a| area(a)))
}

/// The figures of a panel, sorted.
fn figures(store: &Store, query: &Query) -> Vec<String> {
    let panel = store.panel(query).unwrap();
    let mut found: Vec<String> = Vec::new();
    for of in AREAS.map(area) {
        for indicator in [VALUE, WEIGHT, Code::from_static("population")] {
            for key in panel.keys(of, indicator) {
                found.extend(panel.vintages(key).map(|o| format!("{:?}", o.observation)));
            }
        }
    }
    assert_eq!(found.len(), panel.len());
    found.sort();
    found
}

#[test]
fn every_figure_comes_back_with_its_place() {
    let store = Store::in_memory();
    let done = import(&store, blocks());
    let expected = all(&blocks());
    let release = &done.releases[0];
    assert_eq!((done.observations, release.observations), (expected.len() as u64, expected.len() as u64));
    assert_eq!((release.extent.areas, release.extent.pairs, release.extent.years), (5, 20, Some((2021, 2022))));
    let rows: Vec<_> = store.observations(&release.id).unwrap().map(Result::unwrap).collect();
    assert!(rows.iter().map(|(_, o, place)| (o, place)).eq(expected.iter().map(|(o, place)| (o, place))));
    // Each row's number is its own and leads back.
    assert!(rows.is_sorted_by(|a, b| a.0 < b.0));
    let some: Vec<_> = rows.iter().rev().step_by(97).collect();
    let numbers: Vec<u32> = some.iter().map(|(number, ..)| *number).collect();
    let places = store.places(&release.id, TableKind::Observations, &numbers).unwrap();
    assert!(places.iter().eq(some.iter().map(|(_, _, place)| place)));
    // A row without a weight has none to lead back from.
    let missing = (0..rows.last().unwrap().0).find(|number| rows.binary_search_by_key(number, |row| row.0).is_err());
    let place = |number| store.place(&release.id, TableKind::Observations, number);
    assert!(matches!(place(missing.unwrap()), Err(StoreError::NoSuchRow { .. })));
    assert!(matches!(place(u32::MAX), Err(StoreError::NoSuchRow { .. })));
}

#[test]
fn a_panel_has_what_was_asked_and_no_more() {
    let store = Store::in_memory();
    import(&store, blocks());
    let expected = all(&blocks());
    let values = CodeSet::only([VALUE]);
    let both = CodeSet::only([VALUE, WEIGHT]);
    for (ref_area, counterpart, indicator) in [
        (only(&["BO"]), only(&["US"]), values.clone()),
        (only(&["US"]), only(&["BO"]), both.clone()),
        (only(&["ZA", "BO"]), only(&["US", "PE"]), CodeSet::only([WEIGHT])),
        (only(&["BO"]), AreaSet::All, values.clone()),
        (AreaSet::All, only(&["BO"]), both),
        (AreaSet::All, AreaSet::All, values),
        (only(&["CL"]), only(&["ZA"]), CodeSet::All),
        (only(&["FR"]), AreaSet::All, CodeSet::All),
        (only(&["BO"]), AreaSet::All, CodeSet::only([Code::from_static("population")])),
    ] {
        let asked = query(ref_area.clone(), counterpart.clone(), indicator.clone());
        let mut wanted: Vec<String> = expected
            .iter()
            .map(|(o, _)| o)
            .filter(|o| ref_area.contains(o.key.ref_area) && indicator.contains(o.key.indicator))
            .filter(|o| o.key.counterpart_area.is_some_and(|area| counterpart.contains(area)))
            .map(|o| format!("{o:?}"))
            .collect();
        wanted.sort();
        assert_eq!(figures(&store, &asked), wanted, "{asked:?}");
    }
    // Two selections that each take another part of a pair's rows.
    let mut asked = query(only(&["BO"]), only(&["US"]), CodeSet::only([WEIGHT]));
    asked.selections.extend(query(only(&["US"]), only(&["BO"]), CodeSet::only([VALUE])).selections);
    let taken = |o: &&Observation| {
        let (of, with) = if o.key.indicator == WEIGHT { ("BO", "US") } else { ("US", "BO") };
        o.key.ref_area == area(of) && o.key.counterpart_area == Some(area(with))
    };
    assert_eq!(figures(&store, &asked).len(), expected.iter().map(|(o, _)| o).filter(taken).count());
}

#[test]
fn rows_in_any_order_are_kept_by_pair() {
    let sorted = block(2022, &AREAS, 30);
    let mut order: Vec<u32> = (0..sorted.len() as u32).collect();
    order.sort_by_key(|row| row.wrapping_mul(2_654_435_761));
    let store = Store::in_memory();
    let done = import(&store, vec![sorted.in_order(&order)]);
    let rows = store.observations(&done.releases[0].id).unwrap().map(Result::unwrap);
    let pairs: Vec<_> =
        rows.skip(1).map(|(_, o, _)| (o.key.ref_area.code(), o.key.counterpart_area.map(Area::code))).collect();
    assert!(pairs.is_sorted());
    let everything = query(AreaSet::All, AreaSet::All, CodeSet::All);
    let tidy = Store::in_memory();
    import(&tidy, vec![sorted]);
    assert_eq!(figures(&store, &everything), figures(&tidy, &everything));
}

#[test]
fn a_pack_has_them_too() {
    let store = Store::in_memory();
    import(&store, blocks());
    let packed = Store::packed(store.pack().unwrap().into()).unwrap();
    let asked = query(only(&["US"]), AreaSet::All, CodeSet::All);
    assert_eq!(figures(&packed, &asked), figures(&store, &asked));
}

#[test]
fn a_row_before_its_edition_is_refused() {
    let done = Store::in_memory()
        .import(&about("made"), "f", b"f", &options("2024-06-01"), |sink| sink.products(block(2022, &AREAS, 3)));
    assert!(matches!(done, Err(ImportError::Refused(attache_store::Refused::NoEdition))), "{done:?}");
}

#[test]
fn any_flipped_byte_is_named_and_never_read_as_data() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let release = import(&store, vec![block(2022, &AREAS, 40)]).releases.remove(0).id;
    let read = || -> Result<Vec<String>, StoreError> {
        store.observations(&release)?.map(|row| row.map(|row| format!("{row:?}"))).collect()
    };
    let whole = read().unwrap();
    let table = std::fs::read_dir(folder.path().join("tables")).unwrap().map(|f| f.unwrap().path());
    let table = table.max_by_key(|path| std::fs::metadata(path).unwrap().len()).unwrap();
    let mut bytes = std::fs::read(&table).unwrap();
    for at in (0..bytes.len()).step_by(bytes.len() / 200).chain(bytes.len() - 8..bytes.len()) {
        bytes[at] ^= 1 << (at % 8);
        std::fs::write(&table, &bytes).unwrap();
        let faults = store.verify(|_| ()).unwrap().faults;
        assert_eq!(faults.len(), 1, "byte {at}");
        assert!(table.ends_with(&faults[0].object) && faults[0].releases == [release.clone()], "{faults:?}");
        assert!(read().is_ok_and(|rows| rows == whole) || read().is_err(), "byte {at}");
        bytes[at] ^= 1 << (at % 8);
    }
    std::fs::write(&table, &bytes).unwrap();
    assert!(store.verify(|_| ()).unwrap().is_clean());
}

fn files(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path.display().to_string()] }).collect()
}

/// More than a draft holds in memory.
fn large() -> Vec<u8> {
    (0..20 << 20).map(|at: u32| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

#[test]
fn a_large_file_is_kept_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = large();
    for store in [Store::open(folder.path()).unwrap(), Store::in_memory()] {
        let run = || {
            let contents = &bytes.as_slice();
            store.import(&about("made"), "f", contents, &options("2024-06-01"), |sink| parse(sink, blocks())).unwrap()
        };
        let hash = imported(run()).releases[0].snapshot.hash;
        assert!(store.snapshot(&hash).unwrap() == bytes);
        let contents = store.snapshot_contents(&hash).unwrap();
        let mut reader = contents.open().unwrap();
        reader.seek(SeekFrom::End(-5)).unwrap();
        let mut end = Vec::new();
        reader.read_to_end(&mut end).unwrap();
        assert_eq!(end, bytes[bytes.len() - 5..]);
        assert!(matches!(run(), Outcome::Already { .. }));
        let report = store.verify(|_| ()).unwrap();
        assert!(report.is_clean() && report.unreferenced.is_empty(), "{report:?}");
    }
}

#[test]
fn nothing_is_kept_of_a_large_file_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let bytes = large();
    let failed = store.import(&about("made"), "f", &bytes.as_slice(), &options("2024-06-01"), |sink| {
        parse(sink, blocks()).map_err(|e| e.to_string())?;
        Err("row 9: no number".to_owned())
    });
    assert!(matches!(failed, Err(ImportError::Parse(_))));
    assert_eq!(files(folder.path()), Vec::<String>::new());
}

/// A file to which something is written while it is read.
struct Changing(Vec<u8>);

impl Contents for Changing {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }
    fn open(&self) -> io::Result<Box<dyn Bytes + '_>> {
        Ok(Box::new(io::Cursor::new(&self.0)))
    }
    fn are_unchanged(&self) -> io::Result<bool> {
        Ok(false)
    }
}

#[test]
fn a_file_that_changes_meanwhile_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let contents = Changing(large());
    let failed = store.import(&about("made"), "f", &contents, &options("2024-06-01"), |sink| parse(sink, blocks()));
    let Err(ImportError::Store(error)) = failed else { panic!("{failed:?}") };
    assert_eq!(error.to_string(), "f was changed while it was read");
    assert_eq!(files(folder.path()), Vec::<String>::new());
}

#[test]
fn an_excerpt_has_figures_of_products_as_observations() {
    let store = Store::in_memory();
    let contents = b"trade".as_slice();
    let done =
        store.import(&about("made"), "trade.csv", &contents, &options("2024-06-01"), |sink| parse(sink, blocks()));
    let release = imported(done.unwrap()).releases.remove(0);
    let all: Vec<_> = store.observations(&release.id).unwrap().map(Result::unwrap).collect();
    // Of each table some, of a row with two figures one, and the two of another.
    let mut taken: Vec<_> = all.iter().step_by(997).chain(&all[5..9]).cloned().collect();
    taken.sort_by_key(|(row, ..)| *row);
    taken.dedup_by_key(|(row, ..)| *row);
    let part = Part::Rows { observations: taken.iter().map(|(row, ..)| *row).collect(), events: [].into() };
    let into = Store::in_memory();
    store.excerpt(&into, &[(release.id.clone(), part)].into()).unwrap();
    let found: Vec<_> = into.observations(&release.id).unwrap().map(Result::unwrap).collect();
    let text = |(_, it, at): &(u32, Observation, Place)| format!("{it:?} {at:?}");
    let sorted = |rows: &[(u32, Observation, Place)]| {
        let mut rows: Vec<String> = rows.iter().map(text).collect();
        rows.sort();
        rows
    };
    assert_eq!(sorted(&found), sorted(&taken));
    assert!(!into.has_products(None, None).unwrap());
    assert!(into.verify(|_| ()).unwrap().is_clean());
}
