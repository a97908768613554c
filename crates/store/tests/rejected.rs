//! What a publisher answered and the store did not take.
#![allow(clippy::disallowed_methods, reason = "the tests look at the store's files")]

mod made;

use attache_model::Code;
use attache_store::{ImportError, ImportOptions, Outcome, Refused, Rejection, Store};
use made::{about, day, fill, options};

fn rejection(reason: &str) -> Rejection {
    let recorded = "2024-06-01T12:00:00Z".parse().unwrap();
    let url = "https://example.org/figures.csv";
    Rejection::of(Code::from_static("made"), "figures.csv", url, reason.to_owned(), day("2024-06-01"), recorded)
}

#[test]
fn an_answer_is_kept_with_the_reason_until_it_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let page = b"<html>Service unavailable</html>";
    let kept = store.reject(rejection("is a web page"), page).unwrap();
    assert_eq!(kept.snapshot.bytes, page.len() as u64);
    assert_eq!(store.rejections().unwrap(), std::slice::from_ref(&kept));
    assert_eq!(&store.snapshot(&kept.snapshot.hash).unwrap()[..], page);
    assert!(store.releases().unwrap().is_empty());

    // The first reason stands; nothing is unreferenced.
    store.reject(rejection("another reason"), page).unwrap();
    assert_eq!(store.rejections().unwrap()[0].reason, "is a web page");
    let report = store.verify(|_| {}).unwrap();
    assert!(report.is_clean() && report.unreferenced.is_empty(), "{report:?}");
    assert!(store.prune("2124-01-01T00:00:00Z".parse().unwrap()).unwrap().is_empty());

    let parse = |sink: &mut dyn attache_model::Sink| fill(sink, "2024-01-01", 2, 2, 1);
    let taken = store.import(&about("made"), "figures.csv", page, &options("2024-06-02"), parse).unwrap();
    assert!(matches!(taken, Outcome::Imported(_)));
    assert!(store.rejections().unwrap().is_empty());
}

#[test]
fn a_damaged_record_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    store.reject(rejection("is a web page"), b"<html>").unwrap();
    let file = std::fs::read_dir(folder.path().join("rejected")).unwrap().next().unwrap().unwrap().path();
    let damaged = std::fs::read_to_string(&file).unwrap().replace("web page", "web rage");
    std::fs::write(&file, damaged).unwrap();
    let report = store.verify(|_| {}).unwrap();
    assert_eq!(report.faults.len(), 1);
    assert!(report.faults[0].object.starts_with("rejected/made-"), "{:?}", report.faults);
}

#[test]
fn a_loss_of_more_than_a_tenth_is_refused_where_it_is_guarded_against() {
    let store = Store::in_memory();
    let guarded = ImportOptions { guard_against_loss: true, ..options("2024-06-01") };
    let import = |file: &str, published: &str, countries, options: &ImportOptions| {
        store.import(&about("made"), "figures.csv", &file.as_bytes(), options, |sink| {
            fill(sink, published, countries, 20, 1)
        })
    };
    import("first", "2024-01-01", 100, &guarded).unwrap();
    import("nearly all", "2024-02-01", 91, &guarded).unwrap();
    let lost = import("half", "2024-03-01", 45, &guarded).unwrap_err();
    let ImportError::Refused(Refused::Loss { before, now, .. }) = &lost else { panic!("{lost:?}") };
    assert_eq!((*before, *now), (91 * 23, 45 * 23));
    assert!(lost.to_string().ends_with("50 % are gone"), "{lost}");
    assert_eq!(store.releases().unwrap().len(), 2);
    // An older edition may be smaller, and what is forced is taken.
    import("before the others", "2020-01-01", 10, &guarded).unwrap();
    import("half", "2024-03-01", 45, &options("2024-06-01")).unwrap();
}
