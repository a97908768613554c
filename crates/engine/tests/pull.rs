//! A pull from a publisher on loopback, good and bad: what comes into the store,
//! what is kept beside the releases, and what is told of it.
#![allow(clippy::disallowed_methods, reason = "the tests write files for the engine to read")]

#[path = "../../source/tests/publisher/mod.rs"]
mod publisher;

use std::{collections::BTreeMap, fs, net::Ipv4Addr, path::Path, sync::Arc, time::Duration};

use attache_engine::{
    Engine, Outcome, PullRequest, PullResult,
    fetch::{Clock, Settings, Timeouts},
    model::Timestamp,
};
use attache_store::Store;
use jiff::civil::date;
use publisher::{Answer, Publisher};

/// A clock by which waiting takes no time.
#[derive(Debug)]
struct Impatient;

impl Clock for Impatient {
    fn now(&self) -> Timestamp {
        "2026-11-24T12:00:00Z".parse().unwrap()
    }

    fn running(&self) -> Duration {
        Duration::from_secs(1 << 20)
    }

    fn wait(&self, _: Duration) {}
}

/// A source of exchange rates that the publisher has, as a user describes it.
fn mapping(root: &str) -> String {
    format!(
        r#"
[source]
id = "rates"
publisher = "Central Bank"
title = "Rates"
what = "Exchange rates."
homepage = "https://example.org"
licence = "CC0"
citation = "Central Bank, Rates"
interval_ms = 0
key = {{ variable = "RATES_KEY", required = false, query = "key", register = "https://example.org" }}

[sdmx]
root = "{root}"
api = "2.1"
agency = "CB"
flow = "EXR"
key = "A"
accept = "text/csv"

[mapping]
ref_area = {{ field = "AREA", codelist = "iso2" }}
time_period = "TIME_PERIOD"
value = "OBS_VALUE"
indicator = "exchange-rate"
unit = "USD"
"#
    )
}

/// A table of so many years.
fn table(years: i16) -> String {
    let mut table = String::from("AREA,TIME_PERIOD,OBS_VALUE\n");
    (0..years).for_each(|n| table.push_str(&format!("BO,{},6.{n}\n", 1990 + n)));
    table
}

struct Desk {
    folder: tempfile::TempDir,
    publisher: Publisher,
    engine: Engine,
}

impl Desk {
    fn asking(publisher: Publisher) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rates.toml");
        let root = publisher.url("");
        fs::write(&file, mapping(root.trim_end_matches('/'))).unwrap();
        let store = Store::open(&folder.path().join("store")).unwrap();
        let engine = Engine::over(store).with_mappings(&[file]).unwrap();
        Self { folder, publisher, engine }
    }

    fn script(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self::asking(Publisher::script(answers))
    }

    fn request(&self) -> PullRequest {
        PullRequest {
            sources: vec!["rates".to_owned()],
            options: BTreeMap::new(),
            keys: BTreeMap::new(),
            calendar: BTreeMap::new(),
            released: None,
            retrieved: date(2026, 11, 24),
            recorded: "2026-11-24T12:00:00Z".parse().unwrap(),
            force: false,
        }
    }

    fn pull_with(&self, request: &PullRequest) -> PullResult {
        let scratch = self.folder.path().join("scratch");
        let short = Duration::from_millis(200);
        let timeouts = Timeouts { response: short, stall: short, ..Timeouts::default() };
        let settings = Settings { clock: Arc::new(Impatient), timeouts, retries: 2, ..Settings::new(scratch) };
        let mut pulled = self.engine.pull(request, settings, |_| {}).unwrap();
        assert_eq!(pulled.len(), 1);
        pulled.remove(0).result
    }

    fn pull(&self) -> PullResult {
        self.pull_with(&self.request())
    }

    fn releases(&self) -> usize {
        self.engine.store().releases().unwrap().len()
    }

    /// The store is whole, with so many releases and rejected answers.
    fn is_sound_with(&self, releases: usize, rejections: usize) {
        let report = self.engine.verify(|_| {}).unwrap();
        assert!(report.is_clean() && report.unreferenced.is_empty(), "{report:?}");
        assert_eq!((self.releases(), self.engine.rejections(None).unwrap().len()), (releases, rejections));
    }
}

fn rejected(result: &PullResult) -> &str {
    match result {
        PullResult::Rejected { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

fn taken(result: &PullResult) -> u64 {
    match result {
        PullResult::Taken(Outcome::Imported(imported)) => imported.observations,
        other => panic!("{other:?}"),
    }
}

fn failed(result: &PullResult) -> String {
    match result {
        PullResult::Failed(error) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_new_comes_and_what_is_not_is_not_asked_for_again() {
    let desk = Desk::script([
        Answer::ok(table(20)).header("ETag", "\"one\"").header("Last-Modified", "Wed, 08 Mar 2023 13:30:00 GMT"),
        Answer::of(304, ""),
        Answer::ok(table(21)).header("ETag", "\"two\"").header("Last-Modified", "Sat, 08 Apr 2023 13:30:00 GMT"),
    ]);
    assert_eq!(taken(&desk.pull()), 20);
    let release = desk.engine.store().releases().unwrap().remove(0);
    assert_eq!((release.published, release.published_is_given), (date(2023, 3, 8), true));
    assert!(matches!(desk.pull(), PullResult::NotModified(id) if id == release.id));
    assert_eq!(desk.publisher.asked()[1].header("if-none-match"), Some("\"one\""));
    assert_eq!(taken(&desk.pull()), 21);
    desk.is_sound_with(2, 0);

    // Nothing is due before the day that was announced.
    let mut request = desk.request();
    request.calendar.insert("rates".to_owned(), vec![date(2026, 12, 8)]);
    assert!(matches!(desk.pull_with(&request), PullResult::NotDue(day) if day == date(2026, 12, 8)));
    assert_eq!(desk.publisher.asked().len(), 3);
}

#[test]
fn what_is_not_what_it_should_be_is_kept_beside_the_releases() {
    let whole = table(20);
    let cases: [(&str, Vec<Answer>, &str); 6] = [
        (
            "an error page",
            vec![Answer::ok("<!doctype html><p>Sorry").header("Content-Type", "text/html")],
            "is a web page (HTML) and not the data asked for",
        ),
        ("an error page said to be data", vec![Answer::ok("<html>Sorry")], "is a web page (HTML) and no SDMX message"),
        (
            "another schema",
            vec![Answer::ok(whole.replace("OBS_VALUE", "VALUE"))],
            "is no header of SDMX-CSV; found: AREA, TIME_PERIOD, VALUE",
        ),
        ("a body that ends early", vec![Answer::ok(&whole).cut(100); 3], "ended after 100 of"),
        ("a reset in the middle", vec![Answer::ok(&whole).reset(100); 3], "(3 attempts)"),
        ("a wrong length", vec![Answer::ok(&whole).announcing(whole.len() + 9); 3], "ended after"),
    ];
    for (what, answers, reason) in cases {
        let desk = Desk::script(answers);
        let result = desk.pull();
        assert!(rejected(&result).contains(reason), "{what}: {}", rejected(&result));
        desk.is_sound_with(0, 1);
        let kept = desk.engine.rejections(Some("rates")).unwrap().remove(0);
        assert_eq!(desk.engine.store().snapshot(&kept.snapshot.hash).unwrap().len() as u64, kept.snapshot.bytes);
        assert!(kept.reason.contains(reason), "{what}");
    }
}

#[test]
fn a_sudden_loss_is_rejected_unless_it_is_forced() {
    let day = |n: usize| format!("Wed, {:02} Mar 2023 13:30:00 GMT", n + 1);
    let answer = |n, years| Answer::ok(table(years)).header("Last-Modified", &day(n));
    let desk = Desk::script([answer(0, 100), answer(7, 95), answer(14, 50), answer(14, 50)]);
    assert_eq!((taken(&desk.pull()), taken(&desk.pull())), (100, 95));
    let lost = desk.pull();
    assert!(rejected(&lost).ends_with("48 % are gone") || rejected(&lost).ends_with("47 % are gone"), "{lost:?}");
    desk.is_sound_with(2, 1);
    assert_eq!(taken(&desk.pull_with(&PullRequest { force: true, ..desk.request() })), 50);
    // What was taken after all is no longer rejected.
    desk.is_sound_with(3, 0);
}

#[test]
fn what_does_not_come_fails_and_leaves_the_store_as_it_was() {
    let many = |answer: Answer| vec![answer; 3];
    let cases: [(Vec<Answer>, &str); 5] = [
        (many(Answer::of(503, "busy")), "the server answered 503: busy (3 attempts)"),
        (many(Answer::of(429, "").header("Retry-After", "86400")), "asks to wait until 2026-11-25 12:00:00 UTC"),
        (many(Answer::silence()), "no answer came within"),
        (many(Answer::redirect("http://127.0.0.2:1/rates")), "leads to another host, http://127.0.0.2:1/rates"),
        (many(Answer::of(404, "none")), "the server answered 404: none"),
    ];
    for (answers, problem) in cases {
        let desk = Desk::script(answers);
        let said = failed(&desk.pull());
        assert!(said.contains(problem), "{said}");
        desk.is_sound_with(0, 0);
    }
}

#[test]
fn a_passing_fault_is_waited_out() {
    let desk = Desk::script([
        Answer::of(429, "").header("Retry-After", "2"),
        Answer::of(503, ""),
        Answer::ok(table(20)).header("Last-Modified", "Wed, 08 Mar 2023 13:30:00 GMT"),
    ]);
    assert_eq!(taken(&desk.pull()), 20);
    assert_eq!(desk.publisher.asked().len(), 3);
}

#[test]
fn a_redirect_within_the_host_is_followed_and_to_another_is_not_even_asked() {
    let other = Publisher::at(Ipv4Addr::new(127, 0, 0, 2), |_| Answer::ok(table(20)));
    let elsewhere = other.url("/rates");
    let desk = Desk::asking(Publisher::new(move |asked| match asked.target.as_str() {
        "/moved" => Answer::redirect(&elsewhere),
        _ => Answer::redirect("/moved"),
    }));
    assert!(failed(&desk.pull()).contains("leads to another host, http://127.0.0.2"));
    assert!(other.asked().is_empty());
    assert_eq!(desk.publisher.asked().len(), 2);
}

#[test]
fn a_key_is_sent_and_shows_nowhere() {
    const KEY: &str = "0123456789abcdef";
    let desk = Desk::asking(Publisher::new(|asked| {
        // A service that repeats what it was asked.
        Answer::ok(format!("{}# {}\n", table(20), asked.target)).header("ETag", "\"1\"")
    }));
    let mut request = desk.request();
    request.keys.insert("RATES_KEY".to_owned(), KEY.to_owned());
    let result = desk.pull_with(&request);
    assert!(desk.publisher.asked()[0].target.contains(KEY));
    assert!(!format!("{result:?}").contains(KEY));
    assert_eq!(desk.engine.rejections(None).unwrap().len(), 1);
    for file in files(desk.folder.path()) {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(KEY.len()).any(|part| part == KEY.as_bytes()), "{}", file.display());
    }
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
