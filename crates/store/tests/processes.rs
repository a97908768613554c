//! Imports by several processes, and by processes that are killed.
#![allow(clippy::disallowed_methods, reason = "it is no library")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it tells who runs it what it found")]

mod made;

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use attache_model::{Sink, SinkError};
use attache_store::{Outcome, Store};

const STORE: &str = "ATTACHE_TEST_STORE";
const FILE: &str = "ATTACHE_TEST_FILE";

fn import(store: &Store, file: &str) -> Outcome {
    let seed: u64 = file.bytes().map(u64::from).sum();
    let parse = |sink: &mut dyn Sink| -> Result<(), SinkError> {
        for year in 2001..=2004 {
            made::fill(sink, &format!("{year}-01-01"), 60, 40, seed + year)?;
        }
        Ok(())
    };
    // A large one does not wait in memory.
    let size = if file.starts_with("large") { 9 << 20 } else { 200_000 };
    let bytes = format!("{file}\n").repeat(size / file.len());
    store.import(&made::about("made"), file, &bytes.as_bytes(), &made::options("2024-06-01"), parse).unwrap()
}

/// What the other tests start as a process of its own.
#[test]
#[ignore = "started by the other tests"]
fn child() {
    let (Ok(folder), Ok(file)) = (std::env::var(STORE), std::env::var(FILE)) else { return };
    let outcome = import(&Store::open(Path::new(&folder)).unwrap(), &file);
    println!("outcome: {}", if matches!(outcome, Outcome::Already { .. }) { "already" } else { "imported" });
}

fn start(folder: &Path, file: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(STORE, folder)
        .env(FILE, file)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn outcome(child: Child) -> String {
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().find_map(|l| l.split_once("outcome: ")).unwrap().1.to_owned()
}

fn assert_clean(folder: &Path, imports: usize) {
    let store = Store::open(folder).unwrap();
    let report = store.verify(|_| ()).unwrap();
    assert!(report.is_clean(), "{:?}", report.faults);
    assert_eq!(report.commits as usize, imports);
    assert_eq!(store.releases().unwrap().len(), imports * 4);
}

#[test]
fn an_import_that_is_killed_leaves_the_store_as_it_was() {
    assert!(killed_of("file", 50) > 10);
}

#[test]
fn an_import_of_a_large_file_that_is_killed_does_too() {
    assert!(killed_of("large", 12) > 2);
}

/// So many imports are not killed.
const WHOLE: usize = 3;

/// Starts imports and kills them at times spread over what one takes; returns
/// how many were killed before they were done.
fn killed_of(kind: &str, attempts: u32) -> u32 {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // What one takes when nothing else runs: the shortest of some.
    let whole = (0..WHOLE).map(|number| {
        let start_time = Instant::now();
        outcome(start(folder, &format!("{kind} first {number}")));
        start_time.elapsed()
    });
    let whole = whole.min().unwrap();
    let (mut imports, mut killed) = (WHOLE, 0);
    for attempt in 0..attempts {
        let file = format!("{kind} {imports}");
        let mut child = start(folder, &file);
        // Spread over the time that an import takes, and a little beyond.
        thread::sleep(whole.mul_f64(f64::from(attempt * 37 % attempts) / (f64::from(attempts) * 0.9)));
        child.kill().unwrap();
        child.wait().unwrap();
        let there = Store::open(folder).unwrap().releases().unwrap().len() == (imports + 1) * 4;
        imports += usize::from(there);
        killed += u32::from(!there);
        assert_clean(folder, imports);
    }
    import(&Store::open(folder).unwrap(), "last");
    assert_clean(folder, imports + 1);
    killed
}

#[test]
fn two_processes_import_one_file() {
    for round in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let children = [start(folder.path(), "same"), start(folder.path(), "same")];
        let mut outcomes = children.map(outcome);
        outcomes.sort();
        assert_eq!(outcomes, ["already", "imported"], "round {round}");
        assert_clean(folder.path(), 1);
        assert!(Store::open(folder.path()).unwrap().verify(|_| ()).unwrap().unreferenced.is_empty());
    }
}

#[test]
fn processes_import_different_files() {
    let folder = tempfile::tempdir().unwrap();
    let children = ["a", "b", "c"].map(|file| start(folder.path(), file));
    // A reader sees whole imports only, whenever it looks.
    let until = Instant::now() + Duration::from_millis(300);
    while Instant::now() < until {
        assert_eq!(Store::open(folder.path()).unwrap().releases().unwrap().len() % 4, 0);
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(children.map(outcome), ["imported"; 3]);
    assert_clean(folder.path(), 3);
}
