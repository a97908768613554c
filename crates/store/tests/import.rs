#![allow(clippy::disallowed_methods, reason = "it is no library")]

mod made;

use attache_model::{AreaSet, Code, CodeSet, Event, EventKind, Observation, Query, Selection, Sink, SinkError};
use attache_store::{ImportError, Outcome, Refused, Store, StoreError, TableKind, UnparsedCount, Warning};
use made::{about, area, day, edition, fill, import, imported, observation, odd, options, place, unparsed};

fn everything() -> Query {
    let mut selections =
        vec![Selection::Observations { ref_area: AreaSet::All, counterpart_area: None, indicator: CodeSet::All }];
    selections.push(Selection::Observations {
        ref_area: AreaSet::All,
        counterpart_area: Some(AreaSet::All),
        indicator: CodeSet::All,
    });
    selections.extend(EventKind::ALL.map(|kind| Selection::Events { kind, area: AreaSet::All, with: None }));
    Query { selections, ..Query::default() }
}

fn files(folder: &std::path::Path) -> Vec<String> {
    let mut files = Vec::new();
    for kind in ["snapshots", "tables", "commits"] {
        files.extend(
            std::fs::read_dir(folder.join(kind)).into_iter().flatten().map(|f| f.unwrap().path().display().to_string()),
        );
    }
    files
}

#[test]
fn every_field_comes_back() {
    let (observations, events, coverage) = odd();
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let parse = |sink: &mut dyn Sink| {
        sink.edition(attache_model::Edition { coverage: coverage.clone(), ..edition(Some("2024-05-02"), "édition") })?;
        for (number, it) in observations.iter().enumerate() {
            sink.observation(it.clone(), place("", &format!("/{number}")))?;
        }
        for (number, it) in events.iter().enumerate() {
            sink.event(it.clone(), place("archive/ä.json", &format!("/{number}")))?;
        }
        Ok::<_, SinkError>(())
    };
    let done = imported(store.import(&about("odd"), "odd ü.json", b"odd", &options("2024-06-01"), parse).unwrap());
    assert_eq!((done.observations, done.events), (observations.len() as u64, events.len() as u64));
    let release = &done.releases[0];
    assert_eq!(release.id.0, format!("odd-2024-05-02-{}", release.snapshot.hash.short()));
    assert_eq!(release.coverage, coverage);
    assert_eq!(store.releases().unwrap(), done.releases);
    assert_eq!(&*store.snapshot(&release.snapshot.hash).unwrap(), b"odd");

    // The odd places are the numbers of what was given.
    let number = |pointer: &str| pointer[1..].parse::<usize>().unwrap();
    let mut seen: Vec<usize> = Vec::new();
    for row in store.observations(&release.id).unwrap() {
        let (row, it, at) = row.unwrap();
        assert_eq!(it, observations[number(&at.pointer)]);
        assert_eq!(it.value.scale(), observations[number(&at.pointer)].value.scale());
        assert_eq!(store.place(&release.id, TableKind::Observations, row).unwrap(), at);
        seen.push(number(&at.pointer));
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..observations.len()).collect::<Vec<_>>());
    let rows: Vec<_> = store.events(&release.id).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.len(), events.len());
    for (row, it, at) in rows {
        assert_eq!(it, events[number(&at.pointer)]);
        assert_eq!(store.place(&release.id, TableKind::Events, row).unwrap(), at);
        assert_eq!(at.member, "archive/ä.json");
    }

    let panel = store.panel(&everything()).unwrap();
    assert_eq!(panel.len(), observations.len() + events.len());
    for kind in EventKind::ALL {
        for found in panel.events(kind, area("BO")) {
            let at = store.place(&found.release.id, TableKind::Events, found.row.row).unwrap();
            assert_eq!(*found.event, events[number(&at.pointer)]);
        }
    }
    assert!(store.verify(|_| ()).unwrap().is_clean());
}

#[test]
fn the_panel_has_what_was_asked_and_no_more() {
    let store = Store::in_memory();
    import(&store, "2023-01-01", 220, 300);
    let indicator = Code::from_static("indicator-7");
    let query = Query {
        selections: vec![
            Selection::Observations {
                ref_area: AreaSet::only([area("BO")]),
                counterpart_area: None,
                indicator: CodeSet::only([indicator]),
            },
            Selection::Observations {
                ref_area: AreaSet::only([area("BO"), area("PE")]),
                counterpart_area: Some(AreaSet::only([area("US")])),
                indicator: CodeSet::All,
            },
            Selection::Events {
                kind: EventKind::Mission,
                area: AreaSet::only([area("US")]),
                with: Some(AreaSet::only([area("BO")])),
            },
        ],
        ..Query::default()
    };
    let panel = store.panel(&query).unwrap();
    assert_eq!(panel.keys(area("BO"), indicator).count(), 2);
    assert_eq!(panel.events(EventKind::Mission, area("BO")).count(), 1);
    // Two of the first selection, one each of Bolivia and Peru, one mission.
    assert_eq!(panel.len(), 5);

    let all = store.panel(&everything()).unwrap();
    let same = |a: &Observation, b: &Observation| a == b;
    for key in panel.keys(area("BO"), indicator) {
        let (some, every) = (panel.latest(key).unwrap(), all.latest(key).unwrap());
        assert!(same(&some, &every) && some.row == every.row);
    }
}

#[test]
fn nothing_is_kept_of_a_file_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("deep/store")).unwrap();
    let import = |store: &Store, parse: &mut dyn FnMut(&mut dyn Sink) -> Result<(), String>| {
        store.import(&about("made"), "f", b"f", &options("2024-06-01"), |sink| parse(sink))
    };
    let broken = import(&store, &mut |sink| {
        fill(sink, "2023-01-01", 10, 10, 1).map_err(|e| e.to_string())?;
        Err("row 7: no number".to_owned())
    });
    assert!(matches!(broken, Err(ImportError::Parse(e)) if e == "row 7: no number"));
    let empty = import(&store, &mut |_| Ok(()));
    assert!(matches!(empty, Err(ImportError::Refused(Refused::Empty))));
    let early = import(&store, &mut |sink| {
        sink.observation(observation(area("BO"), "x", "2022", "1"), place("", "")).map_err(|e| e.to_string())
    });
    assert!(matches!(early, Err(ImportError::Refused(Refused::NoEdition))));
    let beyond = import(&store, &mut |sink| {
        _ = sink.edition(edition(Some("2023-01-01"), "first"));
        let mut it = observation(area("BO"), "x", "2022", "1");
        it.time_period = attache_model::Period::Year(12_000);
        // A parser that drops the sink's error does not get it past.
        _ = sink.observation(it, place("", ""));
        Ok(())
    });
    assert!(matches!(beyond, Err(ImportError::Refused(Refused::Period { .. }))));
    assert!(!folder.path().join("deep").exists());
    assert!(store.releases().unwrap().is_empty());
}

#[test]
fn a_panic_of_the_parser_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let parse = |sink: &mut dyn Sink| -> Result<(), SinkError> {
        fill(sink, "2023-01-01", 10, 10, 1)?;
        fill(sink, "2023-02-01", 10, 10, 1)?;
        panic!("a fault of the parser");
    };
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.import(&about("made"), "f", b"f", &options("2024-06-01"), parse)
    }));
    assert!(done.is_err());
    assert!(files(folder.path()).is_empty());
}

#[test]
fn a_known_file_is_not_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let done = import(&store, "2023-01-01", 5, 5);
    let before = files(folder.path());
    let again = store.import(&about("made"), "other name", b"made 2023-01-01 5 5", &options("2030-01-01"), |_| {
        panic!("the parser was asked");
        #[allow(unreachable_code)]
        Ok::<_, String>(())
    });
    let Ok(Outcome::Already { releases }) = again else { panic!("not recognized") };
    assert_eq!(releases, done.releases);
    assert_eq!(files(folder.path()), before);
    // Another source may read the same file.
    let parse = |sink: &mut dyn Sink| fill(sink, "2023-01-01", 5, 5, 1);
    imported(store.import(&about("other"), "f", b"made 2023-01-01 5 5", &options("2024-06-01"), parse).unwrap());
    assert_eq!(store.releases().unwrap().len(), 2);
    assert_eq!(store.snapshots().unwrap().len(), 1);
}

#[test]
fn the_date_of_publication_is_told_or_given() {
    let store = Store::in_memory();
    let run = |file: &[u8], given: Option<&str>, editions: &[(Option<&str>, &str)]| {
        let options = attache_store::ImportOptions { released: given.map(day), ..options("2024-06-01") };
        store.import(&about("made"), "f", &file, &options, |sink| {
            editions.iter().try_for_each(|(published, name)| {
                sink.edition(edition(*published, name))?;
                sink.observation(observation(area("BO"), "x", "2022", "1"), place("", ""))
            })
        })
    };
    let error = run(b"1", None, &[(None, "annual table")]).unwrap_err();
    assert!(matches!(error, ImportError::Refused(Refused::NeedsDate { .. })));
    assert!(error.hint().unwrap().contains("--released YYYY-MM-DD"));
    assert_eq!(error.to_string(), "the file does not tell when its annual table was published");

    let given = imported(run(b"1", Some("2023-03-08"), &[(None, "annual table")]).unwrap());
    assert_eq!((given.releases[0].published, given.releases[0].published_is_given), (day("2023-03-08"), true));

    let told =
        imported(run(b"2", Some("2023-03-08"), &[(Some("2022-01-01"), "e1"), (Some("2023-03-08"), "e2")]).unwrap());
    assert_eq!(told.releases.iter().map(|r| r.published).collect::<Vec<_>>(), [day("2022-01-01"), day("2023-03-08")]);
    assert!(told.releases.iter().all(|r| !r.published_is_given));
    let Warning::DateIsInFile { published, .. } = told.warnings[0].clone();
    assert_eq!((published, told.warnings.len()), (day("2022-01-01"), 1));

    let same = run(b"3", None, &[(Some("2022-01-01"), "e1"), (Some("2022-01-01"), "e2")]);
    assert!(matches!(same, Err(ImportError::Refused(Refused::SameDate { .. }))));
}

/// Told, given, merely borne by the file, left to the caller: in this order.
#[test]
fn a_day_that_a_file_merely_bears_stands_behind_one_that_is_given() {
    let store = Store::in_memory();
    let run = |file: &[u8], given: Option<&str>, dated: Option<&str>| {
        let options = attache_store::ImportOptions {
            released: given.map(day),
            otherwise: Some(day("2024-05-31")),
            ..options("2024-06-01")
        };
        let edition = attache_model::Edition { dated: dated.map(day), ..edition(None, "message") };
        let done = store.import(&about("made"), "f", &file, &options, |sink| {
            sink.edition(edition)?;
            sink.observation(observation(area("BO"), "x", "2022", "1"), place("", ""))
        });
        let imported = imported(done.unwrap());
        assert!(imported.releases[0].published_is_given && imported.warnings.is_empty());
        imported.releases[0].published
    };
    assert_eq!(run(b"1", Some("2023-03-08"), Some("2023-04-01")), day("2023-03-08"));
    assert_eq!(run(b"2", None, Some("2023-04-01")), day("2023-04-01"));
    assert_eq!(run(b"3", None, None), day("2024-05-31"));
}

#[test]
fn what_was_not_parsed_is_counted_in_full() {
    let store = Store::in_memory();
    let parse = |sink: &mut dyn Sink| {
        sink.edition(edition(Some("2024-01-01"), "e"))?;
        (0..200).for_each(|n| sink.unparsed(unparsed(&n.to_string())));
        sink.unparsed(attache_model::Unparsed { expected: false, ..unparsed("x") });
        Ok::<_, SinkError>(())
    };
    let done = imported(store.import(&about("made"), "f", b"f", &options("2024-06-01"), parse).unwrap());
    let counts: Vec<_> = done.unparsed.iter().map(|u| (u.reason, u.expected, u.count, u.examples.len())).collect();
    assert_eq!(counts, [("prose", true, 200, UnparsedCount::EXAMPLES), ("prose", false, 1, 1)]);
}

#[test]
fn later_releases_are_not_seen_as_of_before() {
    let store = Store::in_memory();
    for (published, recorded) in [("2022-10-01", "2024-01-01"), ("2023-10-01", "2024-02-01")] {
        let parse = |sink: &mut dyn Sink| fill(sink, published, 5, 5, 1);
        store.import(&about("made"), "f", &published.as_bytes(), &options(recorded), parse).unwrap();
    }
    let count = |query: Query| {
        let panel = store.panel(&Query { selections: everything().selections, ..query }).unwrap();
        (panel.releases().count(), panel.len())
    };
    let (two, whole) = count(Query::default());
    assert_eq!(two, 2);
    assert_eq!(count(Query { published_by: Some(day("2023-09-30")), ..Query::default() }), (1, whole / 2));
    assert_eq!(count(Query { published_by: Some(day("2023-10-01")), ..Query::default() }), (2, whole));
    assert_eq!(
        count(Query { known_by: Some("2024-01-15T00:00:00Z".parse().unwrap()), ..Query::default() }),
        (1, whole / 2)
    );
    assert_eq!(count(Query { known_by: Some("2023-01-15T00:00:00Z".parse().unwrap()), ..Query::default() }), (0, 0));
}

#[test]
fn a_store_lies_over_built_in_data() {
    let built_in = Store::in_memory();
    import(&built_in, "2020-01-01", 10, 10);
    let pack = built_in.pack().unwrap();
    assert_eq!(pack, built_in.pack().unwrap());
    let base = Store::embedded(Box::leak(pack.clone().into_boxed_slice())).unwrap();
    assert_eq!(base.releases().unwrap(), built_in.releases().unwrap());
    assert_eq!(base.pack().unwrap(), pack);
    let refused = base.import(&about("made"), "f", b"g", &options("2024-06-01"), |_| Ok::<_, String>(()));
    assert!(matches!(refused, Err(ImportError::Store(StoreError::ReadOnly))));

    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("store")).unwrap().over(base);
    assert_eq!(store.releases().unwrap().len(), 1);
    import(&store, "2021-01-01", 20, 10);
    let panel = store.panel(&everything()).unwrap();
    assert_eq!((panel.releases().count(), panel.len()), (2, 10 * 13 + 20 * 13));
    for release in store.releases().unwrap() {
        assert!(!store.snapshot(&release.snapshot.hash).unwrap().is_empty());
        assert_eq!(store.place(&release.id, TableKind::Events, 0).unwrap().span, Some(3..9));
    }
    // The built-in file is known, and both layers are verified.
    let known =
        store.import(&about("made"), "f", b"made 2020-01-01 10 10", &options("2024-06-01"), |_| Ok::<_, String>(()));
    assert!(matches!(known, Ok(Outcome::Already { .. })));
    let report = store.verify(|_| ()).unwrap();
    assert_eq!((report.commits, report.snapshots, report.tables, report.faults.len()), (2, 2, 4, 0));
    let one = Store::open(&folder.path().join("store")).unwrap();
    assert_eq!(one.releases().unwrap().len(), 1);
}

#[test]
fn rows_beyond_a_chunk_come_in_order() {
    let store = Store::in_memory();
    let done = import(&store, "2021-01-01", 250, 200);
    let release = &done.releases[0].id;
    let rows: Vec<_> = store.observations(release).unwrap().map(Result::unwrap).collect();
    assert!(rows.iter().map(|(row, ..)| *row).eq(0..done.observations as u32));
    assert!(rows.is_sorted_by_key(|(_, it, _)| (it.key.ref_area.code(), it.key.indicator)));
    let events: Vec<(u32, Event, _)> = store.events(release).unwrap().map(Result::unwrap).collect();
    assert_eq!(events.len() as u64, done.events);
    let asked: Vec<u32> = events.iter().rev().map(|(row, ..)| *row).collect();
    let places = store.places(release, TableKind::Events, &asked).unwrap();
    assert!(places.iter().rev().eq(events.iter().map(|(_, _, place)| place)));
    assert!(matches!(store.place(release, TableKind::Events, u32::MAX), Err(StoreError::NoSuchRow { .. })));
}

#[test]
fn a_path_that_is_no_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "text").unwrap();
    assert!(matches!(Store::open(&file), Err(StoreError::NotAFolder { .. })));
    assert!(matches!(Store::open(&file.join("store")), Err(StoreError::NotAFolder { .. })));
    let store = Store::open(&folder.path().join("absent")).unwrap();
    assert!(store.releases().unwrap().is_empty() && store.panel(&everything()).unwrap().is_empty());
    assert!(store.verify(|_| ()).unwrap().is_clean());
    assert!(!folder.path().join("absent").exists());
}
