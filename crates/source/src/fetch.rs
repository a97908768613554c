//! Asking a publisher's server: [`Client::run`] carries out a [`Job`].
//!
//! What holds of every job:
//!
//! - It is asked with GET only, no faster than the publisher's [`Pace`], and no
//!   more often than that allows a pull; jobs on one host share both.
//! - What is passing (429, 500, 502, 503, 504, a connection refused, reset or
//!   silent, a wrong length, damaged gzip) is tried again after a growing,
//!   random time, or when the server asks for it, as far as the settings'
//!   patience goes. What is not is an error at once.
//! - An answer has a limit, unpacked. One that is kept on disk is taken up again
//!   where it broke off, in this pull or the next, if the file is still the same.
//! - A redirect, or a further request, leads to the job's own host or to one that
//!   is listed, never from https to http, and to an address that is not of the
//!   public internet only where the settings allow that or the job began there.
//! - The key goes to the job's own host only, and is masked in what comes back
//!   and in every error.
//!
//! Behind a proxy it is the proxy that looks names up, so that of redirects only
//! addresses written as numbers are held against the last but one rule.
//!
//! [`Pace`]: crate::job::Pace
#![allow(
    clippy::disallowed_methods,
    reason = "pace and patience need a clock, and large downloads lie in files until they are whole"
)]

mod address;
mod agent;
mod answer;
mod ask;
mod body;
mod clock;
mod download;
mod error;
mod key;
mod large;
mod pace;
mod pack;
mod part;
mod redirect;
mod retry;
mod settings;

pub use address::is_public;
pub use clock::{Clock, SystemClock};
pub use download::{Contents, Download, Fetched};
pub use error::{Cause, FetchError, Partial};
pub use part::Scratch;
pub use settings::{BadSetting, Known, Limits, Settings, Terms, Timeouts};

use std::{
    collections::{HashMap, HashSet, VecDeque},
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use url::Url;

use crate::job::{Job, Request};
use answer::Answer;
use key::Secret;
use pace::Gate;

/// Asks servers, for all jobs of a pull. Threads share one.
pub struct Client {
    settings: Settings,
    /// Connects to whatever a name stands for.
    open: ureq::Agent,
    /// Refuses names that stand for addresses outside the public internet.
    guarded: ureq::Agent,
    gates: Mutex<HashMap<String, Arc<Gate>>>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Client {
    /// # Errors
    /// When the proxy or the user agent is nothing that could be used.
    pub fn new(settings: Settings) -> Result<Self, BadSetting> {
        let (open, guarded) = agent::agents(&settings)?;
        Ok(Self { settings, open, guarded, gates: Mutex::default() })
    }

    /// Carries out a job. `progress` is told how many bytes of it have come, and
    /// of how many where the server says.
    ///
    /// `known` is what the newest snapshot of the job was given with: of a job of
    /// several requests, its first. Where the server says that nothing has
    /// changed since, nothing is fetched.
    ///
    /// Where an answer is a web page in place of the data asked for, or the job's
    /// `follow` refuses it, what has come is given with the reason in
    /// [`Download::rejected`]. An answer that is taken to disk is not shown to
    /// `follow`.
    ///
    /// # Errors
    /// When a server refuses, is silent, leads elsewhere or gives too much, after
    /// as many attempts as are of use.
    pub fn run(
        &self,
        job: &mut Job,
        terms: &Terms<'_>,
        known: Option<&Known>,
        progress: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Fetched, FetchError> {
        let mut run = Run::new(self, &job.first, terms)?;
        let single = job.follow.is_none();
        let mut queue = VecDeque::from([job.first.clone()]);
        let mut asked = HashSet::from([(job.first.url.clone(), job.first.accept)]);
        let mut answers: Vec<Answer> = Vec::new();
        let mut rejected = None;
        while let Some(request) = queue.pop_front() {
            run.pages = answers.len() + 1 + queue.len();
            run.answers = answers.len();
            let conditions = known.filter(|_| answers.is_empty());
            let mut told = |bytes, of: Option<u64>| progress(bytes, of.filter(|_| single));
            let Some(answer) = run.answer(&request, conditions, &mut told)? else { return Ok(Fetched::NotModified) };
            let next = answer.leads_to(&request, job.follow.as_mut());
            answers.push(answer);
            match next {
                Err(problem) => {
                    rejected = Some(problem);
                    break;
                }
                Ok(next) => {
                    if let Some(again) = next.iter().find(|n| !asked.insert((n.url.clone(), n.accept))) {
                        return Err(run.error(again, 0, Cause::Again));
                    }
                    queue.extend(next);
                    run.check_allowance(&request, answers.len(), queue.len())?;
                }
            }
        }
        download::of(&run, job, answers, rejected).map(Fetched::File)
    }

    /// The gate before the server of an address.
    fn gate(&self, home: &Url) -> Arc<Gate> {
        let host = home.host_str().unwrap_or_default().to_owned();
        Arc::clone(self.gates.lock().unwrap_or_else(PoisonError::into_inner).entry(host).or_default())
    }
}

/// A job under way.
struct Run<'a> {
    client: &'a Client,
    terms: &'a Terms<'a>,
    secret: Secret<'a>,
    /// Where the job began.
    home: Url,
    gate: Arc<Gate>,
    /// Made so far, with those that failed or were led elsewhere.
    requests: u32,
    /// Between attempts, so far.
    waited: Duration,
    /// Bytes of the answers that are in, and of those that are in memory.
    bytes: u64,
    in_memory: u64,
    answers: usize,
    /// Answers that are in or were announced.
    pages: usize,
    /// What the newest attempt brought that broke off.
    broken: Vec<u8>,
}

impl<'a> Run<'a> {
    fn new(client: &'a Client, first: &Request, terms: &'a Terms<'a>) -> Result<Self, FetchError> {
        let key = terms.key.map(|(key, _)| *key);
        let failed = |secret: &Secret<'_>, cause| FetchError::new(secret, &first.url, 0, cause, key);
        let secret = match terms.key {
            None => Secret::none(),
            Some((key, value)) => Secret::of(key, value).map_err(|c| failed(&Secret::none(), c))?,
        };
        let home = ask::address(&first.url).map_err(|c| failed(&secret, c))?;
        let gate = client.gate(&home);
        Ok(Self {
            client,
            terms,
            secret,
            home,
            gate,
            requests: 0,
            waited: Duration::ZERO,
            bytes: 0,
            in_memory: 0,
            answers: 0,
            pages: 1,
            broken: Vec::new(),
        })
    }

    /// The one place where an error is made, so that no key is in any.
    fn error(&self, request: &Request, attempts: u32, cause: Cause) -> FetchError {
        FetchError::new(&self.secret, &request.url, attempts, cause, self.terms.key.map(|(key, _)| *key))
    }

    /// Refuses what is announced where it is more than may be asked for, before
    /// it is asked for.
    fn check_allowance(&mut self, request: &Request, came: usize, to_come: usize) -> Result<(), FetchError> {
        (self.answers, self.pages) = (came, came + to_come);
        if to_come as u64 > u64::from(self.gate.left(self.terms.pace)) {
            return Err(self.error(request, 0, self.too_many()));
        }
        Ok(())
    }

    fn too_many(&self) -> Cause {
        Cause::Requests { allowed: self.terms.pace.requests, came: self.answers, of: self.pages }
    }
}
