use std::process::ExitCode;

use attache_engine::{SourceStatus, model::Release};
use indicatif::HumanBytes;

use super::engine;
use crate::{args::Global, config::Config, failure::Failure, progress::grouped};

pub(crate) fn sources(global: &Global, about: Option<&str>) -> Result<ExitCode, Failure> {
    let mut statuses = engine(global)?.sources(&Config::read()?.calendar)?;
    if let Some(part) = about {
        let part = part.to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&part);
        statuses.retain(|s| has(&s.id) || has(&s.publisher) || has(&s.title));
        if statuses.is_empty() {
            return Err(Failure::new(
                format!("no source has {part:?} in its name"),
                "`attache sources` lists all of them",
            ));
        }
    }
    statuses.iter().for_each(tell_source);
    Ok(ExitCode::SUCCESS)
}

fn tell_source(status: &SourceStatus) {
    crate::say!("{}  {}, {}", status.id, status.publisher, status.title);
    if let Some(about) = status.about {
        crate::say!("    {}", about.what);
    }
    match &status.newest {
        Some(newest) => tell_holdings(status, newest),
        None => crate::say!("    not in the store"),
    }
    if let Some(about) = status.about {
        let get = if status.can_pull { format!("`attache pull {}`, or ", about.id) } else { String::new() };
        crate::say!("    to get it: {get}`attache import {} FILE` with {} from {}", about.id, about.files, about.url);
        if let Some(key) = about.key {
            let need = if key.required { "needs" } else { "takes" };
            crate::say!("    the service {need} a key in {} ({})", key.variable, key.register);
        }
        for (name, meaning) in about.options {
            crate::say!("    --with {name}=...: {meaning}");
        }
        if !about.calendar.is_empty() {
            crate::say!("    published: {}", about.calendar);
        }
    }
    crate::say!(
        "    licence: {}{}",
        status.licence,
        if status.restricted { "; rows may not be handed on" } else { "" }
    );
    crate::say!("");
}

fn tell_holdings(status: &SourceStatus, newest: &Release) {
    crate::say!(
        "    in the store: {} observations and {} events in {}, files of {}",
        grouped(status.observations),
        grouped(status.events),
        if status.releases == 1 { "one release".to_owned() } else { format!("{} releases", status.releases) },
        HumanBytes(status.bytes)
    );
    let pairs = match status.extent.pairs {
        0 => String::new(),
        n => format!(", {} pairs", grouped(n.into())),
    };
    let years = match status.extent.years {
        Some((first, last)) if first == last => format!(", {first}"),
        Some((first, last)) => format!(", {first} to {last}"),
        None => String::new(),
    };
    crate::say!("    tells of {} areas{pairs}{years}", grouped(status.extent.areas.into()));
    let given = if newest.published_is_given { " (date as given)" } else { "" };
    let next = status.next.map(|day| format!("; the next is due from {day}")).unwrap_or_default();
    crate::say!("    the newest release: {}, published {}{given}{next}", newest.edition, newest.published);
}

pub(crate) fn rejected(global: &Global, source: Option<&str>) -> Result<ExitCode, Failure> {
    let rejections = engine(global)?.rejections(source)?;
    for rejection in &rejections {
        crate::say!(
            "{}  {}  {:.0}  {}  {}",
            rejection.source,
            rejection.snapshot.hash.short(),
            rejection.recorded,
            HumanBytes(rejection.snapshot.bytes),
            rejection.snapshot.url
        );
        crate::say!("    {}", rejection.reason);
        crate::say!("    kept as snapshots/{}", rejection.snapshot.hash);
    }
    if rejections.is_empty() {
        crate::tell!("no answer was rejected");
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
