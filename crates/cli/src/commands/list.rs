use std::process::ExitCode;

use super::engine;
use crate::{args::Global, failure::Failure, progress::grouped};

pub(crate) fn sources(global: &Global) -> Result<ExitCode, Failure> {
    for status in engine(global)?.sources()? {
        let about = status.about;
        crate::say!("{}  {}, {}", about.id, about.publisher, about.title);
        crate::say!("    {}", about.what);
        match &status.newest {
            Some(newest) => crate::say!(
                "    in the store: {} observations and {} events in {}; the newest published {}",
                grouped(status.observations),
                grouped(status.events),
                if status.releases == 1 { "one release".to_owned() } else { format!("{} releases", status.releases) },
                newest.published
            ),
            None => crate::say!("    not in the store"),
        }
        let get = if status.can_pull { format!("`attache pull {}`, or ", about.id) } else { String::new() };
        crate::say!("    to get it: {get}`attache import {} FILE` with {} from {}", about.id, about.files, about.url);
        crate::say!(
            "    licence: {}{}",
            about.licence,
            if about.restricted { "; rows may not be handed on" } else { "" }
        );
        crate::say!("");
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn releases(global: &Global, source: Option<&str>) -> Result<ExitCode, Failure> {
    let releases = engine(global)?.releases(source, global.as_of()?)?;
    for release in &releases {
        let given = if release.published_is_given { "given" } else { "     " };
        crate::say!(
            "{:<46} published {} {given}  recorded {:.0}  {:>9} observations {:>7} events  {}",
            release.id,
            release.published,
            release.recorded,
            grouped(release.observations),
            grouped(release.events),
            release.snapshot.file
        );
    }
    if releases.is_empty() {
        crate::tell!("no releases; `attache sources` tells how to get some");
    }
    Ok(ExitCode::SUCCESS)
}
