//! How long the whole process takes, from start to the last byte, beside the
//! shortest one there is (`attache --version`) in the same run.
//!
//! `cargo bench -p attache`; `ATTACHE_STORE` names the store to measure on,
//! without it the built-in data are.
#![allow(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it tells who runs it what it found")]

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const RUNS: usize = 41;

fn median(args: &[&str]) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            let status = Command::new(env!("CARGO_BIN_EXE_attache")).args(args).stdout(Stdio::null()).status();
            assert!(status.is_ok_and(|s| s.success()), "{args:?} failed");
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
    ] {
        let time = median(args);
        let ratio = time.as_secs_f64() / shortest.as_secs_f64();
        println!("attache {}: {time:.1?}, {ratio:.1} times the shortest", args.join(" "));
    }
    let began = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_attache")).args(["sheet", "--all", "--format", "json"]).output();
    let output = output.expect("the binary runs");
    println!("attache sheet --all: {:.1?}: {}", began.elapsed(), String::from_utf8_lossy(&output.stderr).trim());
}
