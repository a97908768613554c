use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use super::{Clock, SystemClock};
use crate::job::{Key, Pace};

/// How servers are asked, whoever's they are.
pub struct Settings {
    pub user_agent: String,
    pub timeouts: Timeouts,
    /// How often a request is made again that brought nothing.
    pub retries: u32,
    /// The longest that a job waits between attempts, altogether.
    pub patience: Duration,
    /// Hosts to which any publisher may redirect: `files.example.org`, or with a
    /// port, `files.example.org:8443`; without, any port.
    pub allow_hosts: Vec<String>,
    /// Redirects may lead to addresses that are not of the public internet.
    pub allow_private: bool,
    /// The proxy for all requests, `http://user:password@host:port`.
    pub proxy: Option<String>,
    /// Hosts that are asked without the proxy: `example.org` and what is under
    /// it, or `*`.
    pub no_proxy: Vec<String>,
    pub clock: Arc<dyn Clock>,
    /// The folder where large downloads lie until they are whole. It is made
    /// when it is needed.
    pub scratch: PathBuf,
    pub limits: Limits,
}

impl Settings {
    pub fn new(scratch: impl Into<PathBuf>) -> Self {
        Self {
            user_agent: concat!("attache/", env!("CARGO_PKG_VERSION")).to_owned(),
            timeouts: Timeouts::default(),
            retries: 4,
            patience: Duration::from_secs(300),
            allow_hosts: Vec::new(),
            allow_private: false,
            proxy: None,
            no_proxy: Vec::new(),
            clock: Arc::new(SystemClock::default()),
            scratch: scratch.into(),
            limits: Limits::default(),
        }
    }
}

impl fmt::Debug for Settings {
    /// Without the proxy's address, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("user_agent", &self.user_agent)
            .field("timeouts", &self.timeouts)
            .field("retries", &self.retries)
            .field("patience", &self.patience)
            .field("allow_hosts", &self.allow_hosts)
            .field("allow_private", &self.allow_private)
            .field("proxy", &self.proxy.is_some())
            .field("no_proxy", &self.no_proxy)
            .field("scratch", &self.scratch)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until there is a connection.
    pub connect: Duration,
    /// Until an answer begins; no longer than `stall`, which holds then too.
    pub response: Duration,
    /// Of silence within an answer.
    pub stall: Duration,
    /// For an answer that is kept in memory.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { connect: seconds(20), response: seconds(90), stall: seconds(90), total: seconds(600) }
    }
}

/// The most that is taken, in bytes, unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of an answer that is kept in memory.
    pub small: u64,
    /// Of all such answers of a job.
    pub together: u64,
    /// Of an answer that is taken to disk.
    pub large: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { small: 256 << 20, together: 1 << 30, large: 16 << 30 }
    }
}

/// A publisher's terms.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// The key that it wants, and its value.
    pub key: Option<(&'a Key, &'a str)>,
    pub pace: Pace,
    /// Hosts to which it is known to redirect, as [`Settings::allow_hosts`].
    pub redirects: &'a [&'a str],
}

impl fmt::Debug for Terms<'_> {
    /// Without the key's value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Terms")
            .field("key", &self.key.map(|(key, _)| key))
            .field("pace", &self.pace)
            .field("redirects", &self.redirects)
            .finish()
    }
}

/// By what a server tells whether a file has changed: the headers `ETag` and
/// `Last-Modified` as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// A setting that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSetting {
    /// `proxy`, `user agent`.
    pub setting: &'static str,
    pub problem: &'static str,
}

impl fmt::Display for BadSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} {}", self.setting, self.problem)
    }
}

impl std::error::Error for BadSetting {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::KeyPlace;

    #[test]
    fn secrets_do_not_show() {
        let mut settings = Settings::new("scratch");
        settings.proxy = Some("http://me:hunter2@proxy:3128".to_owned());
        assert!(!format!("{settings:?}").contains("hunter2"));
        let key = Key { variable: "A_KEY", required: true, goes: KeyPlace::Query("key"), register: "" };
        let terms = Terms { key: Some((&key, "0123456789abcdef")), pace: Pace::POLITE, redirects: &[] };
        assert!(format!("{terms:?}").contains("A_KEY"));
        assert!(!format!("{terms:?}").contains("0123456789abcdef"));
    }
}
