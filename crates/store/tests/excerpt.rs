//! Parts of a store, taken into another one.
#![allow(clippy::disallowed_methods, reason = "it is no library")]

mod made;

use std::{collections::BTreeMap, fs, path::Path};

use attache_model::{AreaSet, Edition, Query, Release, ReleaseId, Selection, Sink, SinkError};
use attache_store::{Part, Store, StoreError, TableKind};
use made::{about, edition, import, imported, odd, options, place};

/// Every object, by its name.
fn objects(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for kind in ["commits", "rejected", "snapshots", "tables"] {
        for entry in fs::read_dir(folder.join(kind)).into_iter().flatten() {
            let path = entry.unwrap().path();
            all.insert(format!("{kind}/{}", path.file_name().unwrap().display()), fs::read(path).unwrap());
        }
    }
    all
}

fn rows(observations: impl IntoIterator<Item = u32>, events: impl IntoIterator<Item = u32>) -> Part {
    Part::Rows { observations: observations.into_iter().collect(), events: events.into_iter().collect() }
}

fn one(release: &Release, part: Part) -> BTreeMap<ReleaseId, Part> {
    BTreeMap::from([(release.id.clone(), part)])
}

#[test]
fn a_whole_release_is_as_it_was_and_alone() {
    let store = Store::in_memory();
    let releases: Vec<Release> =
        ["2023-01-01", "2024-01-01"].map(|day| import(&store, day, 30, 12).releases.remove(0)).to_vec();
    let folder = tempfile::tempdir().unwrap();
    let into = Store::open(folder.path()).unwrap();
    store.excerpt(&into, &one(&releases[0], Part::Whole)).unwrap();
    assert_eq!(into.releases().unwrap(), releases[..1]);
    assert!(!into.has_rows_only(&releases[0].id).unwrap());
    let snapshot = |store: &Store| store.snapshot(&releases[0].snapshot.hash).unwrap();
    assert_eq!(snapshot(&store), snapshot(&into));
    let report = into.verify(|_| ()).unwrap();
    assert!(report.is_clean() && report.unreferenced.is_empty());
    // Another release in its place leaves nothing of it.
    store.excerpt(&into, &one(&releases[1], Part::Whole)).unwrap();
    assert_eq!(into.releases().unwrap(), releases[1..]);
    assert!(into.verify(|_| ()).unwrap().unreferenced.is_empty());
    let whole = objects(folder.path());
    // What was altered or left is put right, to the same bytes.
    for name in whole.keys() {
        fs::write(folder.path().join(name), "altered").unwrap();
    }
    fs::write(folder.path().join("snapshots").join("ab".repeat(32)), "left").unwrap();
    store.excerpt(&into, &one(&releases[1], Part::Whole)).unwrap();
    assert_eq!(objects(folder.path()), whole);
    store.excerpt(&into, &BTreeMap::new()).unwrap();
    assert!(objects(folder.path()).is_empty());
}

#[test]
fn rows_come_with_their_places_and_without_the_file() {
    let (observations, events, coverage) = odd();
    let store = Store::in_memory();
    let parse = |sink: &mut dyn Sink| {
        sink.edition(Edition { coverage: coverage.clone(), ..edition(Some("2024-05-02"), "odd") })?;
        for (number, it) in observations.iter().enumerate() {
            sink.observation(it.clone(), place("", &format!("/{number}")))?;
        }
        for (number, it) in events.iter().enumerate() {
            sink.event(it.clone(), place("archive/ä.json", &format!("/{number}")))?;
        }
        Ok::<_, SinkError>(())
    };
    let done = store.import(&about("odd"), "odd.json", b"odd", &options("2024-06-01"), parse).unwrap();
    let release = imported(done).releases.remove(0);
    let all: Vec<_> = store.observations(&release.id).unwrap().map(Result::unwrap).collect();
    let all_events: Vec<_> = store.events(&release.id).unwrap().map(Result::unwrap).collect();
    // Every third figure; each event, of one, two and four parties and of none.
    let taken: Vec<_> = all.iter().step_by(3).cloned().collect();
    let folder = tempfile::tempdir().unwrap();
    let into = Store::open(folder.path()).unwrap();
    let wanted = rows(taken.iter().map(|(row, ..)| *row), all_events.iter().map(|(row, ..)| *row));
    store.excerpt(&into, &one(&release, wanted.clone())).unwrap();

    let found: Vec<_> = into.observations(&release.id).unwrap().map(Result::unwrap).collect();
    assert_eq!(found.len(), taken.len());
    for (number, (found, taken)) in found.iter().zip(&taken).enumerate() {
        assert_eq!((found.0, &found.1, &found.2), (number as u32, &taken.1, &taken.2));
    }
    let found: Vec<_> = into.events(&release.id).unwrap().map(Result::unwrap).collect();
    assert_eq!(found, all_events);
    let excerpt = into.release(&release.id).unwrap();
    assert_eq!((excerpt.observations, excerpt.events), (taken.len() as u64, events.len() as u64));
    assert_eq!(
        Release { observations: release.observations, events: release.events, ..excerpt },
        release,
        "what a release says of itself is that of the whole"
    );
    assert!(into.has_rows_only(&release.id).unwrap());
    assert!(matches!(into.snapshot(&release.snapshot.hash), Err(StoreError::Missing { .. })));
    let report = into.verify(|_| ()).unwrap();
    assert!(report.is_clean() && report.unreferenced.is_empty() && report.snapshots == 0);
    // The same rows, the same bytes; an excerpt of an excerpt is one.
    let whole = objects(folder.path());
    store.excerpt(&into, &one(&release, wanted)).unwrap();
    assert_eq!(objects(folder.path()), whole);
    let again = Store::in_memory();
    into.excerpt(&again, &one(&release, Part::Whole)).unwrap();
    assert!(again.has_rows_only(&release.id).unwrap());
    assert_eq!(again.observations(&release.id).unwrap().count(), taken.len());
}

#[test]
fn events_that_parties_share_are_taken_once() {
    let store = Store::in_memory();
    let release = import(&store, "2024-01-01", 30, 1).releases.remove(0);
    let missions: Vec<_> = store.events(&release.id).unwrap().map(Result::unwrap).collect();
    let (row, event, at) = missions.iter().rfind(|(_, event, _)| event.parties.len() == 2).unwrap();
    let into = Store::in_memory();
    store.excerpt(&into, &one(&release, rows([], [*row]))).unwrap();
    let of = |area| Selection::Events { kind: event.kind, area: AreaSet::only([area]), with: None };
    let panel = into.panel(&Query { selections: vec![of(event.parties[1].area)], ..Query::default() }).unwrap();
    let found: Vec<_> = panel.events(event.kind, event.parties[1].area).collect();
    assert_eq!((found.len(), found[0].event), (1, event));
    assert_eq!(into.place(&release.id, TableKind::Events, 0).unwrap(), *at);
}

#[test]
fn errors_name_what_is_wrong() {
    let store = Store::in_memory();
    let release = import(&store, "2024-01-01", 3, 2).releases.remove(0);
    let error = store.excerpt(&Store::in_memory(), &one(&release, rows([9999], []))).unwrap_err();
    assert!(matches!(error, StoreError::NoSuchRow { row: 9999, .. }), "{error}");
    let error = store.excerpt(&Store::in_memory(), &one(&release, rows([], [9999]))).unwrap_err();
    assert!(matches!(error, StoreError::NoSuchRow { row: 9999, .. }), "{error}");
    // A store of one's own is not emptied.
    let own = Store::in_memory();
    import(&own, "2023-01-01", 3, 2);
    let error = store.excerpt(&own, &one(&release, Part::Whole)).unwrap_err();
    assert!(matches!(error, StoreError::NoExcerpt { .. }), "{error}");
    assert_eq!(own.releases().unwrap().len(), 1);
    let unknown = BTreeMap::from([(ReleaseId("none".to_owned()), Part::Whole)]);
    assert!(matches!(store.excerpt(&Store::in_memory(), &unknown), Err(StoreError::NoSuchRelease(_))));
}
