//! How long the whole process takes, from start to the last byte, beside the
//! shortest one there is (`attache --version`) in the same run.
//!
//! `cargo bench -p attache`; `ATTACHE_STORE` names the store to measure on,
//! without it the built-in data are. Of a check of one page also the peak of
//! memory, where the system tells it (Linux).
#![allow(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it tells who runs it what it found")]

use std::{
    fs,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const RUNS: usize = 41;

/// Where the page of the engine's benchmark lies.
const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../engine/benches");

fn start(args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    command.args(args).current_dir(PAGES).stdout(Stdio::null()).spawn().expect("the binary runs")
}

/// The greatest peak of resident memory of a few runs, in kibibytes: the last
/// that the system told of each before it ended.
fn peak(args: &[&str]) -> Option<u64> {
    let of_run = || {
        let mut child = start(args);
        let status = format!("/proc/{}/status", child.id());
        let mut peak = None;
        while child.try_wait().is_ok_and(|ended| ended.is_none()) {
            let told = fs::read_to_string(&status).unwrap_or_default();
            let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            peak = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).or(peak);
            thread::sleep(Duration::from_micros(100));
        }
        peak
    };
    (0..RUNS).filter_map(|_| of_run()).max()
}

fn median(args: &[&str]) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            let status = start(args).wait();
            // 1 says that something was found.
            assert!(status.is_ok_and(|s| matches!(s.code(), Some(0 | 1))), "{args:?} failed");
            began.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

fn main() {
    let shortest = median(&["--version"]);
    println!("attache --version: {shortest:.1?} (median of {RUNS})");
    for args in [
        ["sheet", "US", "BO", "--format", "html"].as_slice(),
        &["sheet", "US", "BO", "--format", "json"],
        &["sheet", "US", "CN"],
        &["sheet", "BO"],
        &["explain", "population?area=BO"],
        &["check", "brief.md"],
    ] {
        let time = median(args);
        let ratio = time.as_secs_f64() / shortest.as_secs_f64();
        println!("attache {}: {time:.1?}, {ratio:.1} times the shortest", args.join(" "));
    }
    for args in [["--version"].as_slice(), &["check", "brief.md"]] {
        let told =
            peak(args).map_or("not told by the system".to_owned(), |kib| format!("{:.1} MiB", kib as f64 / 1024.0));
        println!("attache {}: peak memory {told}", args.join(" "));
    }
    let began = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_attache")).args(["sheet", "--all", "--format", "json"]).output();
    let output = output.expect("the binary runs");
    println!("attache sheet --all: {:.1?}: {}", began.elapsed(), String::from_utf8_lossy(&output.stderr).trim());
}
