use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use attache_model::{Code, Contents, Date, Hash, Release, ReleaseId, Timestamp};
use attache_source::{
    About, Source,
    fetch::{Client, Download, Fetched, Known, Partial, Settings, Terms},
    job::{Asked, Job},
};
use attache_store::{ImportOptions, Outcome, Rejection};
use jiff::ToSpan;

use crate::{Engine, Error};

/// What is to be fetched.
#[derive(Clone, Debug)]
pub struct PullRequest {
    /// The sources' names; without any, all that can be fetched and need not
    /// be asked for by name.
    pub sources: Vec<String>,
    /// Options of the source that is named.
    pub options: BTreeMap<String, String>,
    /// Keys of publishers' services, by the name of their variable.
    pub keys: BTreeMap<String, String>,
    /// Days on which sources announced a release.
    pub calendar: BTreeMap<String, Vec<Date>>,
    /// When the publisher published it, for answers that do not tell.
    pub released: Option<Date>,
    /// Today.
    pub retrieved: Date,
    /// Now.
    pub recorded: Timestamp,
    /// Ask though nothing new is due, and take what would be rejected for a
    /// loss of rows.
    pub force: bool,
}

/// How far the fetching of a file has come.
#[derive(Clone, Copy, Debug)]
pub struct PullProgress<'a> {
    pub source: &'a str,
    pub file: &'a str,
    pub bytes: u64,
    /// Where the server says.
    pub of: Option<u64>,
}

/// What became of one file of a source.
#[derive(Debug)]
pub struct Pulled {
    pub source: &'static str,
    /// The address, without any key; empty where none was asked.
    pub url: String,
    pub result: PullResult,
}

#[derive(Debug)]
pub enum PullResult {
    /// It came and is in the store.
    Taken(Outcome),
    /// The server says that it is what the store has.
    NotModified(ReleaseId),
    /// Nothing new is due before this day; the server was not asked.
    NotDue(Date),
    /// The service gives nothing without a key, and there is none.
    NeedsKey { variable: &'static str, register: &'static str },
    /// It came, is not what it should be, and was kept beside the releases.
    Rejected { reason: String, hint: String, snapshot: Hash },
    /// It did not come, or could not be kept.
    Failed(Error),
}

impl PullResult {
    pub fn is_failure(&self) -> bool {
        matches!(self, Self::Rejected { .. } | Self::Failed(_))
    }
}

/// Publishers that are asked at once.
const AT_ONCE: usize = 4;

impl Engine {
    /// Fetches and imports the files of sources from their publishers, several
    /// publishers at once, the files of one after the other. What fails leaves
    /// the rest as it is; what comes and is not what it should be is kept as a
    /// snapshot with the reason, and is no release.
    ///
    /// An answer that does not tell when it was published is taken to have been
    /// on the day given, else the one that it bears, else when its server says
    /// that it last changed, else today.
    ///
    /// # Errors
    /// When a name is no source, names one that cannot be fetched, or an option
    /// makes no sense.
    pub fn pull(
        &self,
        request: &PullRequest,
        settings: Settings,
        progress: impl Fn(PullProgress<'_>) + Sync,
    ) -> Result<Vec<Pulled>, Error> {
        let sources = self.asked_for(&request.sources)?;
        if !request.options.is_empty() && sources.len() != 1 {
            return Err(Error::request(
                "options are of one source",
                "name the source that they are of: `attache pull comtrade --with year=2022`",
            ));
        }
        let mut plans = Vec::new();
        for source in sources {
            plans.push((source, plan(source, request)?));
        }
        let publishers = by_publisher(plans);
        let client = Client::new(settings).map_err(|bad| {
            Error::request(bad.to_string(), "look at the settings in config.toml and the environment")
        })?;
        let pulling = Pulling { engine: self, request, client, progress };
        let done: Mutex<Vec<(usize, Vec<Pulled>)>> = Mutex::default();
        let queue: Vec<Mutex<Option<Plans>>> = publishers.into_iter().map(|p| Mutex::new(Some(p))).collect();
        let next = AtomicUsize::new(0);
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(waiting) = queue.get(at) else { break };
                let plans = waiting.lock().unwrap_or_else(|e| e.into_inner()).take().unwrap_or_default();
                let pulled = plans.into_iter().flat_map(|(source, plan)| pulling.source(source, plan)).collect();
                done.lock().unwrap_or_else(|e| e.into_inner()).push((at, pulled));
            }
        };
        thread::scope(|scope| {
            (0..AT_ONCE.min(queue.len())).for_each(|_| {
                scope.spawn(work);
            });
        });
        let mut done = done.into_inner().unwrap_or_else(|e| e.into_inner());
        done.sort_by_key(|(at, _)| *at);
        Ok(done.into_iter().flat_map(|(_, pulled)| pulled).collect())
    }

    fn asked_for(&self, names: &[String]) -> Result<Vec<&'static dyn Source>, Error> {
        if names.is_empty() {
            return Ok(self.all_sources().filter(|s| s.can_pull() && !s.about().on_request).collect());
        }
        let mut sources: Vec<&'static dyn Source> = Vec::new();
        for name in names {
            let source = self.source(name)?;
            let about = source.about();
            if !source.can_pull() {
                return Err(Error::request(
                    format!("the files of {name} cannot be fetched by a program"),
                    format!("get {} from {} and use `attache import {name} FILE`", about.files, about.url),
                ));
            }
            if !sources.iter().any(|s| s.about().id == about.id) {
                sources.push(source);
            }
        }
        Ok(sources)
    }
}

/// A source and what is to be done about it.
enum Plan {
    Jobs(Vec<Job>),
    NeedsKey { variable: &'static str, register: &'static str },
}

type Plans = Vec<(&'static dyn Source, Plan)>;

fn plan(source: &'static dyn Source, request: &PullRequest) -> Result<Plan, Error> {
    let about = source.about();
    let has_key = about.key.is_some_and(|key| request.keys.contains_key(key.variable));
    if let Some(key) = about.key.filter(|key| key.required && !has_key) {
        return Ok(Plan::NeedsKey { variable: key.variable, register: key.register });
    }
    let asked = Asked { today: request.retrieved, options: request.options.clone(), has_key };
    source.plan(&asked).map(Plan::Jobs).map_err(|bad| {
        Error::request(
            format!("{}: the option {} {}", about.id, bad.option, bad.problem),
            "`attache sources` lists the options of each source",
        )
    })
}

/// The plans of each publisher together, in the order of its first source.
fn by_publisher(plans: Plans) -> Vec<Plans> {
    let mut publishers: Vec<(&'static str, Plans)> = Vec::new();
    for (source, plan) in plans {
        let name = source.about().publisher;
        match publishers.iter_mut().find(|(publisher, _)| *publisher == name) {
            Some((_, plans)) => plans.push((source, plan)),
            None => publishers.push((name, vec![(source, plan)])),
        }
    }
    publishers.into_iter().map(|(_, plans)| plans).collect()
}

/// A pull that is under way.
struct Pulling<'a, P> {
    engine: &'a Engine,
    request: &'a PullRequest,
    client: Client,
    progress: P,
}

impl<P: Fn(PullProgress<'_>) + Sync> Pulling<'_, P> {
    fn source(&self, source: &'static dyn Source, plan: Plan) -> Vec<Pulled> {
        let id = source.about().id;
        match plan {
            Plan::NeedsKey { variable, register } => {
                let result = PullResult::NeedsKey { variable, register };
                vec![Pulled { source: id, url: String::new(), result }]
            }
            Plan::Jobs(jobs) => jobs
                .into_iter()
                .map(|mut job| {
                    let url = job.first.url.clone();
                    let result = self.job(source, &mut job).unwrap_or_else(PullResult::Failed);
                    Pulled { source: id, url, result }
                })
                .collect(),
        }
    }

    fn job(&self, source: &'static dyn Source, job: &mut Job) -> Result<PullResult, Error> {
        let about = source.about();
        let url = job.first.url.clone();
        let newest = self.newest(about, &url)?;
        if let Some(next) = newest.as_ref().and_then(|newest| self.not_due_before(about, newest)) {
            return Ok(PullResult::NotDue(next));
        }
        let known = newest.as_ref().filter(|_| !self.request.force && job.follow.is_none()).map(|newest| Known {
            etag: newest.snapshot.etag.clone(),
            last_modified: newest.snapshot.last_modified.clone(),
        });
        let key = about.key.as_ref().and_then(|key| Some((key, self.request.keys.get(key.variable)?.as_str())));
        let terms = Terms { key, pace: about.pace, redirects: about.redirects };
        let file = job.file.clone();
        let progress = |bytes, of| (self.progress)(PullProgress { source: about.id, file: &file, bytes, of });
        let fetched = match self.client.run(job, &terms, known.as_ref(), &mut { progress }) {
            Ok(fetched) => fetched,
            Err(mut error) => {
                let Some(Partial(partial)) = error.partial.take() else { return Err(error.into()) };
                let (reason, hint) = (error.to_string(), error.hint());
                return self.reject(source, &url, &job.file, &&partial[..], reason, hint);
            }
        };
        match (fetched, newest) {
            (Fetched::NotModified, Some(newest)) => Ok(PullResult::NotModified(newest.id)),
            (Fetched::NotModified, None) => Err(Error::input(
                format!("{url}: the server says that nothing changed, and nothing was there before"),
                "try again with --force",
            )),
            (Fetched::File(download), _) => self.take(source, &url, &download),
        }
    }

    /// Imports what came; what is not what it should be is kept beside the
    /// releases, with the reason.
    fn take(&self, source: &'static dyn Source, url: &str, download: &Download) -> Result<PullResult, Error> {
        let request = self.request;
        let options = ImportOptions {
            released: request.released,
            otherwise: download.last_changed.or(Some(request.retrieved)),
            retrieved: request.retrieved,
            recorded: request.recorded,
            etag: download.etag.clone(),
            last_modified: download.last_modified.clone(),
            guard_against_loss: !request.force,
        };
        let contents = &download.contents;
        let taken = match &download.rejected {
            Some(problem) => Err(Error::of_parse(problem)),
            None => self.engine.import_contents(source, &download.file, contents, url, &options, &mut |_| {}),
        };
        let error = match taken {
            Ok(outcome) => return Ok(PullResult::Taken(outcome)),
            Err(error @ Error::Input { .. }) => error,
            Err(error) => return Err(error),
        };
        self.reject(source, url, &download.file, contents, error.to_string(), error.hint())
    }

    /// Keeps what came and is no release, with the reason.
    fn reject(
        &self,
        source: &dyn Source,
        url: &str,
        file: &str,
        contents: &dyn Contents,
        reason: String,
        hint: String,
    ) -> Result<PullResult, Error> {
        let id = Code::from_static(source.about().id);
        let PullRequest { retrieved, recorded, .. } = *self.request;
        let rejection = Rejection::of(id, file, url, reason.clone(), retrieved, recorded);
        let kept = self.engine.store.reject(rejection, contents)?;
        Ok(PullResult::Rejected { reason, hint, snapshot: kept.snapshot.hash })
    }

    /// The newest release that came from the address.
    fn newest(&self, about: &About, url: &str) -> Result<Option<Release>, Error> {
        let releases = self.engine.store.releases()?.into_iter();
        let of_job = releases.filter(|r| r.source == *about.id && r.snapshot.url == url);
        Ok(of_job.max_by_key(|r| (r.published, r.recorded)))
    }

    /// The day before which the publisher will have nothing newer, where that
    /// is known and lies ahead.
    fn not_due_before(&self, about: &About, newest: &Release) -> Option<Date> {
        if self.request.force {
            return None;
        }
        let next = next_release(about, newest.published, self.request.calendar.get(about.id))?;
        (next > self.request.retrieved).then_some(next)
    }
}

/// The day on which a source's next release is announced, else the first on
/// which one can be expected.
pub(crate) fn next_release(about: &About, newest: Date, announced: Option<&Vec<Date>>) -> Option<Date> {
    let announced = announced.and_then(|days| days.iter().filter(|day| **day > newest).min().copied());
    let expected = || newest.checked_add(i64::from(about.days_between).days()).ok();
    announced.or_else(|| (about.days_between > 0).then(expected).flatten())
}
