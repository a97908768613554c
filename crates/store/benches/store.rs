//! How fast a store of made-up editions, of the Factbook's size, is filled and
//! read.
#![allow(clippy::disallowed_methods, reason = "it is no library")]

use std::sync::LazyLock;

use attache_model::{AreaSet, Code, CodeSet, EventKind, Query, Selection, Sink};
use attache_store::Store;
use divan::{Bencher, counter::ItemsCount};

#[path = "../tests/made/mod.rs"]
mod made;

const EDITIONS: u64 = 20;

fn main() {
    divan::main();
}

fn import(store: &Store, number: u64) -> u64 {
    let published = format!("{}-{:02}-03", 2010 + number / 12, number % 12 + 1);
    let parse = |sink: &mut dyn Sink| made::fill(sink, &published, 250, 300, number + 1);
    let outcome = store.import(&made::about("made"), "f", &published.as_bytes(), &made::options("2024-06-01"), parse);
    made::imported(outcome.unwrap()).observations
}

/// A folder with twenty editions, filled once.
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    (0..EDITIONS).for_each(|number| {
        import(&store, number);
    });
    folder
});

fn pair() -> Query {
    let pair = AreaSet::only(["US", "BO"].map(made::area));
    let mut selections = vec![
        Selection::Observations { ref_area: pair.clone(), counterpart_area: None, indicator: CodeSet::All },
        Selection::Observations {
            ref_area: pair.clone(),
            counterpart_area: Some(AreaSet::All),
            indicator: CodeSet::All,
        },
    ];
    selections.extend(EventKind::ALL.map(|kind| Selection::Events { kind, area: pair.clone(), with: None }));
    Query { selections, ..Query::default() }
}

/// All that twenty editions say of two countries, as a new process reads it.
#[divan::bench]
fn panel_of_a_pair(bencher: Bencher) {
    let folder = FOLDER.path();
    bencher.bench(|| Store::open(folder).unwrap().panel(&pair()).unwrap().len());
}

/// One indicator of every country in twenty editions, as a rank needs it.
#[divan::bench]
fn panel_of_an_indicator(bencher: Bencher) {
    let folder = FOLDER.path();
    let ref_area = AreaSet::All;
    let indicator = CodeSet::only([Code::new("indicator-7")]);
    let selections = vec![Selection::Observations { ref_area, counterpart_area: None, indicator }];
    let query = Query { selections, ..Query::default() };
    bencher.bench(|| Store::open(folder).unwrap().panel(&query).unwrap().len());
}

#[divan::bench]
fn releases(bencher: Bencher) {
    let folder = FOLDER.path();
    bencher.bench(|| Store::open(folder).unwrap().releases().unwrap().len());
}

#[divan::bench(sample_count = 10)]
fn import_an_edition(bencher: Bencher) {
    bencher.counter(ItemsCount::new(75_250_u32)).with_inputs(Store::in_memory).bench_values(|store| {
        assert_eq!(import(&store, 0), 75_250);
    });
}
