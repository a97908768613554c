use std::{collections::BTreeMap, env, path::PathBuf, process::ExitCode};

use attache_engine::{PullRequest, PullResult, Pulled, fetch::Settings};

use super::{data::tell_outcome, engine, store_folder};
use crate::{
    args::{Global, PullArgs},
    config::Config,
    failure::{Failure, report},
    progress::Downloads,
    when,
};

pub(crate) fn run(global: &Global, args: &PullArgs) -> Result<ExitCode, Failure> {
    let engine = engine(global)?;
    let config = Config::read()?;
    let keys = config.keys(engine.all_sources().filter_map(|s| s.about().key).map(|key| key.variable));
    let scratch = store_folder(global).map_or_else(env::temp_dir, |folder| folder.join("downloads"));
    let request = PullRequest {
        sources: args.sources.clone(),
        options: args.options.iter().cloned().collect::<BTreeMap<_, _>>(),
        keys,
        calendar: config.calendar.clone(),
        released: args.released,
        retrieved: when::today(),
        recorded: when::now(),
        force: args.force,
    };
    let downloads = Downloads::new();
    let pulled =
        engine.pull(&request, settings(&config, scratch), |p| downloads.tell(p.source, p.file, p.bytes, p.of))?;
    downloads.clear();
    pulled.iter().for_each(tell);
    // A source that was named and gives nothing without a key has failed.
    let is_named = !args.sources.is_empty();
    let failed =
        |one: &&Pulled| one.result.is_failure() || is_named && matches!(one.result, PullResult::NeedsKey { .. });
    let failed = pulled.iter().filter(failed).count();
    if failed > 0 {
        crate::tell!("{failed} of {} failed; what succeeded is in the store", pulled.len());
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::SUCCESS)
}

/// How servers are asked: as the settings say, else as the environment does.
fn settings(config: &Config, scratch: PathBuf) -> Settings {
    let named = |names: &[&str]| names.iter().find_map(|name| env::var(name).ok()).filter(|value| !value.is_empty());
    let proxy = || named(&["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"]);
    let no_proxy = named(&["NO_PROXY", "no_proxy"]).unwrap_or_default();
    Settings {
        allow_hosts: config.pull.allow_hosts.clone(),
        allow_private: config.pull.allow_private,
        proxy: config.pull.proxy.clone().or_else(proxy),
        no_proxy: no_proxy.split(',').map(|host| host.trim().to_owned()).filter(|host| !host.is_empty()).collect(),
        ..Settings::new(scratch)
    }
}

fn tell(pulled: &Pulled) {
    let name =
        if pulled.url.is_empty() { pulled.source.to_owned() } else { format!("{}: {}", pulled.source, pulled.url) };
    match &pulled.result {
        PullResult::Taken(outcome) => tell_outcome(&name, outcome, false),
        PullResult::NotModified(release) => crate::say!("{name}: unchanged since {release}"),
        PullResult::NotDue(day) => crate::say!("{name}: nothing new is due before {day}; --force asks all the same"),
        PullResult::NeedsKey { variable, register } => {
            crate::say!("{name}: not asked, since it needs a key in {variable} ({register})");
        }
        PullResult::Rejected { reason, hint, snapshot } => {
            report("rejected", reason, hint);
            crate::tell!("  the answer of {name} is kept as snapshots/{snapshot} and is no release");
        }
        PullResult::Failed(error) => report("error", format!("{}: {error}", pulled.source), &error.hint()),
    }
}
