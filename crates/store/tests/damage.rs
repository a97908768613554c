#![allow(clippy::disallowed_methods, reason = "it is no library")]

mod made;

use std::path::{Path, PathBuf};

use attache_model::{AreaSet, CodeSet, EventKind, Query, Selection};
use attache_store::{Store, StoreError};
use made::import;

/// Everything that can be read from a store, as text.
fn read(folder: &Path) -> Result<String, StoreError> {
    let store = Store::open(folder)?;
    let mut text = String::new();
    for release in store.releases()? {
        text += &format!("{release:?} {:?}\n", store.snapshot(&release.snapshot.hash)?);
        for row in store.observations(&release.id)? {
            text += &format!("{:?}\n", row?);
        }
        for row in store.events(&release.id)? {
            text += &format!("{:?}\n", row?);
        }
    }
    let bolivia = AreaSet::only([made::area("BO")]);
    let mut selections =
        vec![Selection::Observations { ref_area: bolivia.clone(), counterpart_area: None, indicator: CodeSet::All }];
    selections.extend(EventKind::ALL.map(|kind| Selection::Events { kind, area: bolivia.clone(), with: None }));
    let panel = store.panel(&Query { selections, ..Query::default() })?;
    for key in panel.keys(made::area("BO"), attache_model::Code::new("indicator-1")) {
        text += &format!("{:?}\n", panel.latest(key).map(|o| o.observation.clone()));
    }
    Ok(text)
}

fn objects(folder: &Path) -> Vec<PathBuf> {
    let entries = |kind: &&str| std::fs::read_dir(folder.join(kind)).unwrap().map(|f| f.unwrap().path());
    ["commits", "snapshots", "tables"].iter().flat_map(entries).collect()
}

fn name(folder: &Path, object: &Path) -> String {
    object.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/")
}

#[test]
fn any_flipped_byte_is_named_and_never_read_as_data() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let store = Store::open(folder).unwrap();
    let releases = [import(&store, "2023-01-01", 30, 12), import(&store, "2024-01-01", 30, 12)];
    let whole = read(folder).unwrap();
    for object in objects(folder) {
        let mut bytes = std::fs::read(&object).unwrap();
        let object_name = name(folder, &object);
        // All of them takes minutes.
        let every = std::env::var_os("ATTACHE_TEST_EVERY_BYTE").is_some();
        let step = if every { 1 } else { (bytes.len() / 150).max(1) };
        let (mut errors, mut flips) = (0, 0);
        for at in (0..bytes.len()).step_by(step).chain(bytes.len() - 8..bytes.len()) {
            let bit = 1 << (at % 8);
            bytes[at] ^= bit;
            std::fs::write(&object, &bytes).unwrap();
            let report = store.verify(|_| ()).unwrap();
            let named: Vec<&str> = report.faults.iter().map(|f| f.object.as_str()).collect();
            assert_eq!(named, [&object_name], "byte {at}");
            if !object_name.starts_with("commits") {
                // Tables of equal rows are one object.
                let known = |id: &attache_model::ReleaseId| releases.iter().any(|r| r.releases[0].id == *id);
                let fault = &report.faults[0];
                assert!(!fault.releases.is_empty() && fault.releases.iter().all(known), "{fault}");
            }
            match read(folder) {
                Ok(text) => assert!(text == whole, "{object_name} was read otherwise with byte {at} flipped"),
                Err(error) => {
                    errors += 1;
                    assert!(error.to_string().contains(&object_name), "{error}");
                }
            }
            flips += 1;
            bytes[at] ^= bit;
        }
        std::fs::write(&object, &bytes).unwrap();
        // What is not read is the columns that only SQL sees.
        assert!(errors * 2 > flips, "{object_name}: {errors} of {flips}");
    }
    assert!(store.verify(|_| ()).unwrap().is_clean());
}

#[test]
fn what_is_cut_off_or_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let store = Store::open(folder).unwrap();
    import(&store, "2023-01-01", 30, 12);
    let whole = read(folder).unwrap();
    for object in objects(folder) {
        let bytes = std::fs::read(&object).unwrap();
        for length in [0, 1, bytes.len() / 2, bytes.len() - 1] {
            std::fs::write(&object, &bytes[..length]).unwrap();
            let report = store.verify(|_| ()).unwrap();
            assert!(report.faults.iter().any(|f| f.object == name(folder, &object)), "{length} {:?}", report.faults);
            assert!(read(folder).is_err());
        }
        std::fs::remove_file(&object).unwrap();
        let report = store.verify(|_| ()).unwrap();
        if name(folder, &object).starts_with("commits") {
            // Without its commit there is no import: its objects belong to nothing.
            assert!(report.is_clean() && report.unreferenced.len() == 3);
            assert!(Store::open(folder).unwrap().releases().unwrap().is_empty());
        } else {
            assert_eq!(report.faults[0].what, "missing");
            assert!(matches!(read(folder), Err(StoreError::Missing { .. })));
        }
        std::fs::write(&object, &bytes).unwrap();
    }
    assert_eq!(read(folder).unwrap(), whole);
}

#[test]
fn an_import_does_not_build_on_a_damaged_object() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let store = Store::open(folder).unwrap();
    import(&store, "2023-01-01", 5, 5);
    let commit = objects(folder).into_iter().find(|o| name(folder, o).starts_with("commits")).unwrap();
    std::fs::remove_file(commit).unwrap();
    let snapshot = objects(folder).into_iter().find(|o| name(folder, o).starts_with("snapshots")).unwrap();
    std::fs::write(&snapshot, "other bytes").unwrap();
    let parse = |sink: &mut dyn attache_model::Sink| made::fill(sink, "2023-01-01", 5, 5, 19);
    let done = store.import(&made::about("made"), "f", b"made 2023-01-01 5 5", &made::options("2024-06-01"), parse);
    assert!(done.unwrap_err().to_string().contains(&name(folder, &snapshot)));
    assert!(store.releases().unwrap().is_empty());
}

#[test]
fn what_no_release_is_made_of_is_pruned_after_an_hour() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let store = Store::open(folder).unwrap();
    import(&store, "2023-01-01", 5, 5);
    let stray = folder.join("snapshots").join("0".repeat(64));
    std::fs::write(&stray, "x").unwrap();
    let staged = folder.join("tables").join(format!("{}.parquet#1", "0".repeat(64)));
    std::fs::write(&staged, "half").unwrap();
    let report = store.verify(|_| ()).unwrap();
    // A stray object is no fault of a release, yet is not what its name says.
    assert_eq!(report.faults.len(), 1);
    assert_eq!(report.unreferenced.iter().map(|u| u.bytes).collect::<Vec<_>>(), [4]);

    let now = attache_model::Timestamp::now();
    assert!(store.prune(now).unwrap().is_empty());
    let removed = store.prune(now.checked_add(jiff::SignedDuration::from_mins(61)).unwrap()).unwrap();
    assert_eq!(removed.iter().map(|u| u.bytes).collect::<Vec<_>>(), [1, 4]);
    assert!(!stray.exists() && !staged.exists());
    let report = store.verify(|_| ()).unwrap();
    assert!(report.is_clean() && report.unreferenced.is_empty());
    assert_eq!(store.releases().unwrap().len(), 1);
}
