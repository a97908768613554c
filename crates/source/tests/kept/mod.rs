//! What a parser gave, kept in memory; and the folder of shared data.
#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a test reads files, and says which are not there")]

use std::{fs, path::PathBuf};

use attache_model::{Edition, Event, Observation, Place, Sink, SinkError, Unparsed};

#[derive(Default)]
pub struct Kept {
    pub editions: Vec<Edition>,
    pub observations: Vec<(Observation, Place)>,
    pub events: Vec<(Event, Place)>,
    pub unparsed: Vec<Unparsed>,
}

impl Sink for Kept {
    fn edition(&mut self, edition: Edition) -> Result<(), SinkError> {
        self.editions.push(edition);
        Ok(())
    }

    fn observation(&mut self, observation: Observation, place: Place) -> Result<(), SinkError> {
        self.observations.push((observation, place));
        Ok(())
    }

    fn event(&mut self, event: Event, place: Place) -> Result<(), SinkError> {
        self.events.push((event, place));
        Ok(())
    }

    fn unparsed(&mut self, unparsed: Unparsed) {
        self.unparsed.push(unparsed);
    }
}

/// The path of a shared file (`ATTACHE_SHARED`, or `shared` beside the project),
/// or says that it is not there.
pub fn shared(path: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("ATTACHE_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")), PathBuf::from);
    let path = shared.join("data").join(path);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not there", path.display());
    None
}

/// The bytes of a shared file.
pub fn shared_bytes(path: &str) -> Option<Vec<u8>> {
    fs::read(shared(path)?).ok()
}
