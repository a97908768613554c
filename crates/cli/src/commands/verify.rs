use std::process::ExitCode;

use super::engine;
use crate::{
    args::Global,
    failure::{Failure, report},
    progress::{self, grouped},
};

pub(crate) fn run(global: &Global, prune: bool) -> Result<ExitCode, Failure> {
    let engine = engine(global)?;
    if prune {
        let removed = engine.store().prune(crate::when::now()).map_err(attache_engine::Error::from)?;
        crate::say!("removed {} objects that no release is made of", removed.len());
    }
    let bar = progress::bytes();
    let found = engine.verify(|p| {
        bar.set_message(p.object.to_owned());
        bar.set_length(p.total);
        bar.set_position(p.done);
    })?;
    bar.finish_and_clear();
    for fault in &found.faults {
        report("fault", fault, "restore it from a copy of the store, or import its file again");
    }
    if !found.unreferenced.is_empty() {
        let bytes: u64 = found.unreferenced.iter().map(|u| u.bytes).sum();
        crate::say!(
            "note: {} objects ({} bytes) that no release is made of, as an interrupted import leaves; they do no harm, \
             and `attache verify --prune` removes those older than an hour",
            found.unreferenced.len(),
            grouped(bytes)
        );
    }
    crate::say!(
        "{} imports, {} snapshots, {} tables, {} bytes: {}",
        found.commits,
        found.snapshots,
        found.tables,
        grouped(found.bytes),
        if found.is_clean() { "clean".to_owned() } else { format!("{} faults", found.faults.len()) }
    );
    Ok(if found.is_clean() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
