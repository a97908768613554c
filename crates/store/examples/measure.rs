//! Measures a store of many releases: `measure fill DIR`, `measure pair DIR`,
//! `measure all DIR`, `measure verify DIR`.
#![allow(clippy::disallowed_methods, reason = "it is no library")]

use std::{path::Path, time::Instant};

use attache_model::{AreaSet, CodeSet, EventKind, Query, Selection, Sink};
use attache_store::Store;

#[path = "../tests/made/mod.rs"]
mod made;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let store = Store::open(Path::new(&args[2])).unwrap();
    let start = Instant::now();
    match args[1].as_str() {
        "fill" => fill(&store),
        "pair" => pair(&store, 3),
        "once" => pair(&store, 1),
        "all" => all(&store),
        "verify" => println!("{:?}", store.verify(|_| ()).unwrap()),
        other => panic!("{other}"),
    }
    println!("{:?}, peak {}", start.elapsed(), peak());
}

fn fill(store: &Store) {
    let mut rows = 0;
    let start = Instant::now();
    for number in 0..173 {
        let published = format!("{}-{:02}-{:02}", 2010 + number / 12, number % 12 + 1, 3);
        let parse = |sink: &mut dyn Sink| made::fill(sink, &published, 250, 400, number + 1);
        let outcome = store.import(&made::about("made"), "f", published.as_bytes(), &made::options("2024-06-01"), parse);
        rows += made::imported(outcome.unwrap()).observations;
    }
    println!("{rows} observations, {:.0} a minute", rows as f64 / start.elapsed().as_secs_f64() * 60.0);
}

fn sheet() -> Query {
    let pair = AreaSet::only(["US", "BO"].map(made::area));
    let mut selections = vec![
        Selection::Observations { ref_area: pair.clone(), counterpart_area: None, indicator: CodeSet::All },
        Selection::Observations { ref_area: pair.clone(), counterpart_area: Some(AreaSet::All), indicator: CodeSet::All },
    ];
    selections.extend(EventKind::ALL.map(|kind| Selection::Events { kind, area: pair.clone(), with: None }));
    Query { selections, ..Query::default() }
}

fn pair(store: &Store, times: u32) {
    for _ in 0..times {
        let start = Instant::now();
        let releases = store.releases().unwrap().len();
        let listed = start.elapsed();
        let panel = store.panel(&sheet()).unwrap();
        println!("{releases} releases listed in {listed:?}, {} rows in {:?}", panel.len(), start.elapsed() - listed);
    }
}

fn all(store: &Store) {
    let indicator = attache_model::Code::new("indicator-7");
    let query = Query {
        selections: vec![Selection::Observations {
            ref_area: AreaSet::All,
            counterpart_area: None,
            indicator: CodeSet::only([indicator]),
        }],
        ..Query::default()
    };
    println!("{} rows of one indicator", store.panel(&query).unwrap().len());
}

/// The most memory that was resident, as Linux tells it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("unknown").trim().to_owned()
}
