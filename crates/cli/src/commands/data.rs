use std::process::ExitCode;

use attache_engine::{Error, ImportRequest, Imported, Outcome};

use super::{engine, write_out};
use crate::{
    args::{ExportArgs, Global, ImportArgs, Rows},
    failure::{Failure, report},
    progress::{self, grouped},
    when,
};

pub(crate) fn import(global: &Global, args: &ImportArgs) -> Result<ExitCode, Failure> {
    let engine = engine(global)?;
    let request = ImportRequest {
        source: args.source.clone(),
        files: args.files.clone(),
        released: args.released,
        retrieved: when::today(),
        recorded: when::now(),
    };
    let bar = progress::spinner();
    let imports = engine.import(&request, |file, rows| {
        bar.set_message(format!("{}: {} rows read", file.display(), grouped(rows)));
    })?;
    bar.finish_and_clear();
    let mut code = ExitCode::SUCCESS;
    for import in imports {
        if !tell(&import.file.display().to_string(), &import.result, args.list) {
            code = ExitCode::from(1);
        }
    }
    Ok(code)
}

/// Tells what became of a file. Returns whether it is in the store.
fn tell(file: &str, result: &Result<Outcome, Error>, list: bool) -> bool {
    match result {
        Ok(outcome) => tell_outcome(file, outcome, list),
        Err(error) => report("error", error, &error.hint()),
    }
    result.is_ok()
}

/// Tells what an import made of a file.
pub(super) fn tell_outcome(file: &str, outcome: &Outcome, list: bool) {
    match outcome {
        Outcome::Already { releases } => {
            crate::say!("{file}: already imported");
            for release in releases {
                crate::say!("  {}", release.id);
            }
        }
        Outcome::Imported(imported) => tell_imported(file, imported, list),
    }
}

fn tell_imported(file: &str, imported: &Imported, list: bool) {
    crate::say!(
        "{file}: {} observations and {} events in {}",
        grouped(imported.observations),
        grouped(imported.events),
        if imported.releases.len() == 1 {
            "one release".to_owned()
        } else {
            format!("{} releases", imported.releases.len())
        },
    );
    for release in &imported.releases {
        let given = if release.published_is_given { " (date as given)" } else { "" };
        crate::say!(
            "  {}  published {}{given}  {} observations  {} events",
            release.id,
            release.published,
            grouped(release.observations),
            grouped(release.events)
        );
    }
    for warning in &imported.warnings {
        report("warning", warning, "");
    }
    for kind in &imported.unparsed {
        let what = if kind.expected { "kept as text" } else { "not read" };
        crate::say!("  {what}: {} × {}", grouped(kind.count), kind.reason);
        let shown = match (list, kind.expected) {
            (true, _) => kind.examples.len(),
            (false, true) => 0,
            (false, false) => 3,
        };
        for example in kind.examples.iter().take(shown) {
            let text: String = example.text.chars().take(100).collect();
            crate::say!("    {}: {text}", example.place);
        }
    }
}

pub(crate) fn export(global: &Global, args: &ExportArgs) -> Result<ExitCode, Failure> {
    let engine = engine(global)?;
    let as_of = global.as_of()?;
    let source = args.source.as_deref();
    write_out(args.output.as_deref(), |out| {
        let exported = match args.rows {
            Rows::Observations => engine.export_observations(source, as_of, out)?,
            Rows::Events => engine.export_events(source, as_of, out)?,
        };
        crate::tell!("{} observations, {} events", grouped(exported.observations), grouped(exported.events));
        if exported.restricted > 0 {
            crate::tell!("{} releases were left out: their terms forbid handing on their rows", exported.restricted);
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}
