//! What becomes of a job when the publisher's server behaves, and when it does
//! not. All of it on loopback.
#![allow(clippy::disallowed_methods, reason = "the tests look at the files that downloads lie in")]

#[path = "../publisher/mod.rs"]
mod publisher;

mod keys;
mod large;
mod pages;
mod proxy;
mod redirects;
mod retries;

use std::{
    fs,
    io::{Read, Write},
    path::PathBuf,
    process,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use attache_model::{Contents as _, Timestamp};
use attache_source::{
    fetch::{Client, Clock, Download, FetchError, Fetched, Known, Settings, Terms},
    job::{Job, Pace},
};
use flate2::{Compression, write::GzEncoder};

/// A clock that stands still but for what is waited, and keeps that.
#[derive(Debug, Default)]
struct Patient {
    waits: Mutex<Vec<Duration>>,
}

impl Patient {
    fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }

    fn waited(&self) -> Duration {
        self.waits().iter().sum()
    }
}

impl Clock for Patient {
    fn now(&self) -> Timestamp {
        let start: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
        start + self.waited()
    }

    fn running(&self) -> Duration {
        self.waited()
    }

    fn wait(&self, time: Duration) {
        self.waits.lock().unwrap().push(time);
    }
}

/// Settings with a clock and a scratch folder of the test's own.
struct Bench {
    clock: Arc<Patient>,
    settings: Settings,
}

impl Bench {
    fn new() -> Self {
        static BENCHES: AtomicUsize = AtomicUsize::new(0);
        let number = BENCHES.fetch_add(1, Ordering::Relaxed);
        let clock = Arc::new(Patient::default());
        let mut settings =
            Settings::new(std::env::temp_dir().join(format!("attache-fetch-{}-{number}", process::id())));
        settings.clock = Arc::<Patient>::clone(&clock);
        Self { clock, settings }
    }

    /// A client of these settings; they stay for another.
    fn client(&self) -> Client {
        let s = &self.settings;
        Client::new(Settings {
            user_agent: s.user_agent.clone(),
            allow_hosts: s.allow_hosts.clone(),
            proxy: s.proxy.clone(),
            no_proxy: s.no_proxy.clone(),
            clock: Arc::clone(&s.clock),
            scratch: s.scratch.clone(),
            timeouts: s.timeouts,
            retries: s.retries,
            patience: s.patience,
            allow_private: s.allow_private,
            limits: s.limits,
        })
        .unwrap()
    }

    fn fetch(&self, job: &mut Job) -> Result<Download, FetchError> {
        file(self.client().run(job, &POLITE, None, &mut |_, _| {})?)
    }

    /// What lies in the scratch folder.
    fn scratch(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(&self.settings.scratch) else { return Vec::new() };
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.settings.scratch);
    }
}

/// No key, no other host, and no pause between requests.
const POLITE: Terms<'static> =
    Terms { key: None, pace: Pace { interval: Duration::ZERO, requests: 100 }, redirects: &[] };

fn file(fetched: Fetched) -> Result<Download, FetchError> {
    match fetched {
        Fetched::File(download) => Ok(download),
        Fetched::NotModified => panic!("nothing was known that could be unmodified"),
    }
}

fn bytes(download: &Download) -> Vec<u8> {
    let mut bytes = Vec::new();
    download.contents.open().unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

fn text(download: &Download) -> String {
    String::from_utf8(bytes(download)).unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn known(etag: Option<&str>, last_modified: Option<&str>) -> Known {
    Known { etag: etag.map(str::to_owned), last_modified: last_modified.map(str::to_owned) }
}
