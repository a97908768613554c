use std::{fmt, io, path::PathBuf, time::Duration};

use attache_model::Timestamp;
use url::Url;

use super::{Timeouts, key::Secret};
use crate::job::Key;

/// Why a publisher's server did not give what a job asked for. No key is in it.
#[derive(Debug)]
pub struct FetchError {
    /// The request's address, without the key.
    pub url: String,
    /// How often it was asked; 0 where it was not.
    pub attempts: u32,
    pub cause: Cause,
    /// The key that the publisher wants, where one was at hand.
    pub key: Option<Box<Key>>,
    /// What came of an answer that broke off or could not be unpacked.
    pub partial: Option<Partial>,
}

/// The beginning of an answer, unpacked as far as that goes.
pub struct Partial(pub Box<[u8]>);

impl fmt::Debug for Partial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Partial({})", self.0.len())
    }
}

#[derive(Debug)]
pub enum Cause {
    /// The address is none that could be asked.
    Address {
        problem: String,
    },
    /// The key is none that could be sent.
    Key {
        variable: &'static str,
        problem: &'static str,
    },
    /// The server's answer has an HTTP status that is no success; `said` is the
    /// beginning of its text, empty where that is a web page.
    Status {
        status: u16,
        said: String,
    },
    /// The server asks for more time than the settings' patience.
    Wait {
        status: u16,
        until: Timestamp,
    },
    /// The host's name is not known.
    Name {
        problem: String,
    },
    /// There was no connection, or it broke off.
    Connection {
        problem: String,
    },
    Proxy {
        problem: String,
    },
    Tls {
        problem: String,
    },
    /// `what` did not come within the time.
    Timeout {
        what: &'static str,
        limit: Duration,
    },
    /// The answer ended before, or after, the length that was announced.
    Length {
        expected: u64,
        got: u64,
    },
    /// The answer cannot be unpacked.
    Damaged {
        problem: String,
    },
    /// The answer is packed as it was not asked to be.
    Encoding {
        name: String,
    },
    TooLarge {
        limit: u64,
    },
    /// More requests than the publisher's pace allows a pull: so many answers
    /// came, of so many that are known to be.
    Requests {
        allowed: u32,
        came: usize,
        of: usize,
    },
    /// An answer leads to a request that was made already.
    Again,
    Redirects,
    /// A redirect or a further request leads to a host that is not listed.
    Elsewhere {
        to: String,
    },
    /// It leads out of the public internet.
    Private {
        to: String,
    },
    /// It leads from https to http.
    Downgrade {
        to: String,
    },
    /// Another process is fetching the same file.
    Busy {
        path: PathBuf,
    },
    /// The folder for large downloads cannot be used.
    Scratch {
        path: PathBuf,
        problem: String,
    },
}

impl FetchError {
    /// Masks the key in all that it is given.
    pub(super) fn new(secret: &Secret<'_>, url: &str, attempts: u32, cause: Cause, key: Option<Key>) -> Self {
        let url = match Url::parse(url) {
            Ok(mut url) => {
                // Both fail only for what has no host, and so no password.
                let _ = url.set_username("");
                let _ = url.set_password(None);
                secret.without(&url).into()
            }
            // What cannot be read is shown as far as it can hold no password.
            Err(_) => secret.mask_text(url.rsplit_once('@').map_or(url, |(_, rest)| rest)),
        };
        Self { url, attempts, cause: cause.masked(secret), key: key.map(Box::new), partial: None }
    }

    /// What may help.
    pub fn hint(&self) -> String {
        if let (Cause::Status { status: 401 | 403, .. }, Some(key)) = (&self.cause, &self.key) {
            return format!("the key in {} may be wrong or used up; see {}", key.variable, key.register);
        }
        let text = match &self.cause {
            Cause::Key { variable, .. } => return format!("look at what is in {variable}"),
            Cause::Status { status: 204 | 404 | 410, .. } => {
                "the publisher has moved or withdrawn this, or has nothing of the kind; ask for something else, or \
                 fetch the file by hand and use `attache import`"
            }
            Cause::Status { status: 429 | 503, .. } | Cause::Wait { .. } => {
                "the server asks for patience; try again later"
            }
            Cause::Status { status: 500.., .. } => "the server is in trouble; try again later",
            Cause::Address { .. } | Cause::Status { .. } => {
                "open the address in a browser; use `attache import` with the file you get"
            }
            Cause::Name { .. } | Cause::Connection { .. } | Cause::Timeout { .. } => {
                "check the network and the proxy (HTTPS_PROXY), then try again"
            }
            Cause::Proxy { .. } => "check the proxy (HTTPS_PROXY) and its password",
            Cause::Tls { .. } => {
                "the server cannot prove who it is; check the machine's date, and whether the network is intercepted"
            }
            Cause::Length { .. } | Cause::Damaged { .. } => "try again; the server or the network may be at fault",
            Cause::Encoding { .. } | Cause::TooLarge { .. } => "this is not the file that was expected",
            Cause::Requests { .. } => "ask for less at a time, by the source's options",
            Cause::Again | Cause::Redirects => "the server leads in a circle; try again later",
            Cause::Elsewhere { .. } => "if the publisher has moved there, allow this host for redirects",
            Cause::Private { .. } => "if this is a mirror of your own, allow redirects to private addresses",
            Cause::Downgrade { .. } => "what comes over http may be anybody's; look whether the publisher has moved",
            Cause::Busy { .. } => "wait until the other pull has ended",
            Cause::Scratch { .. } => "check that the folder can be written to and the disk has room",
        };
        text.to_owned()
    }
}

impl Cause {
    /// What an exchange with a server failed by.
    pub(super) fn of(error: ureq::Error, timeouts: &Timeouts) -> Self {
        use ureq::{Error, Timeout};
        let late = |what, limit| Self::Timeout { what, limit };
        match error {
            Error::Timeout(Timeout::Resolve | Timeout::Connect) => late("no connection", timeouts.connect),
            Error::Timeout(Timeout::PerRead) => late("no more", timeouts.stall),
            Error::Timeout(Timeout::Global) => late("not all", timeouts.total),
            Error::Timeout(_) => late("no answer", timeouts.response),
            Error::HostNotFound => Self::Name { problem: "no such host".to_owned() },
            Error::Io(error) => Self::of_io(&error),
            Error::Rustls(_) | Error::Tls(_) | Error::TlsRequired | Error::Pem(_) => {
                Self::Tls { problem: error.to_string() }
            }
            Error::ConnectProxyFailed(problem) => Self::Proxy { problem },
            Error::BadUri(_) | Error::Http(_) => Self::Address { problem: "is no address of the web".to_owned() },
            other => Self::Connection { problem: other.to_string() },
        }
    }

    fn of_io(error: &io::Error) -> Self {
        let problem = error.to_string();
        // The standard library has no kind for this, as of Rust 1.90.
        if problem.starts_with("failed to lookup address information") {
            return Self::Name { problem };
        }
        match error.kind() {
            // So rustls wraps what it has against a server.
            io::ErrorKind::InvalidData => Self::Tls { problem },
            _ => Self::Connection { problem },
        }
    }

    /// How often it is of use to try again, of the times that are set.
    pub(super) fn retries(&self, set: u32) -> u32 {
        match self {
            Self::Status { status: 429 | 500 | 502 | 503 | 504, .. }
            | Self::Connection { .. }
            | Self::Timeout { .. }
            | Self::Length { .. }
            | Self::Damaged { .. } => set,
            // A resolver may have been busy; more than once it is not.
            Self::Name { .. } => set.min(1),
            _ => 0,
        }
    }

    /// Without the key, where what a server sent might hold it.
    fn masked(mut self, secret: &Secret<'_>) -> Self {
        match &mut self {
            Self::Address { problem: text }
            | Self::Status { said: text, .. }
            | Self::Name { problem: text }
            | Self::Connection { problem: text }
            | Self::Proxy { problem: text }
            | Self::Tls { problem: text }
            | Self::Damaged { problem: text }
            | Self::Encoding { name: text }
            | Self::Elsewhere { to: text }
            | Self::Private { to: text }
            | Self::Downgrade { to: text } => *text = secret.mask_text(text),
            Self::Scratch { .. }
            | Self::Busy { .. }
            | Self::Key { .. }
            | Self::Wait { .. }
            | Self::Timeout { .. }
            | Self::Length { .. }
            | Self::TooLarge { .. }
            | Self::Requests { .. }
            | Self::Again
            | Self::Redirects => {}
        }
        self
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address { problem } => f.write_str(problem),
            Self::Key { variable, problem } => write!(f, "the key in {variable} {problem}"),
            Self::Status { status, said } if said.is_empty() => write!(f, "the server answered {status}"),
            Self::Status { status, said } => write!(f, "the server answered {status}: {said}"),
            Self::Wait { status, until } => {
                let until = until.strftime("%Y-%m-%d %H:%M:%S UTC");
                write!(f, "the server answered {status} and asks to wait until {until}")
            }
            Self::Name { problem } => write!(f, "the host was not found: {problem}"),
            Self::Connection { problem } => write!(f, "the connection failed: {problem}"),
            Self::Proxy { problem } => write!(f, "the proxy refused: {problem}"),
            Self::Tls { problem } => write!(f, "the connection cannot be trusted: {problem}"),
            Self::Timeout { what, limit } => write!(f, "{what} came within {} s", limit.as_secs_f32()),
            Self::Length { expected, got } => write!(f, "the answer ended after {got} of {expected} bytes"),
            Self::Damaged { problem } => write!(f, "the answer cannot be unpacked (gzip): {problem}"),
            Self::Encoding { name } => write!(f, "the answer is packed as {name:?}, which was not asked for"),
            Self::TooLarge { limit } => write!(f, "the answer is larger than {limit} bytes"),
            Self::Requests { allowed, came, of } => write!(
                f,
                "more than the {allowed} requests that this publisher allows a pull: {came} answers came of at least {of}"
            ),
            Self::Again => f.write_str("an answer leads to this address, which was asked already"),
            Self::Redirects => f.write_str("the server redirects more than 5 times"),
            Self::Elsewhere { to } => write!(f, "leads to another host, {to}"),
            Self::Private { to } => write!(f, "leads to a private address, {to}"),
            Self::Downgrade { to } => write!(f, "leads from https to {to}"),
            Self::Busy { path } => write!(f, "is being fetched by another pull, into {}", path.display()),
            Self::Scratch { path, problem } => write!(f, "{}: {problem}", path.display()),
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.url, self.cause)?;
        match self.attempts {
            0 | 1 => Ok(()),
            attempts => write!(f, " ({attempts} attempts)"),
        }
    }
}

impl std::error::Error for FetchError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::KeyPlace;

    const KEY: Key =
        Key { variable: "A_KEY", required: true, goes: KeyPlace::Query("key"), register: "https://a.org/register" };

    fn error(url: &str, attempts: u32, cause: Cause) -> FetchError {
        FetchError::new(&Secret::of(&KEY, "0123456789abcdef").unwrap(), url, attempts, cause, Some(KEY))
    }

    #[test]
    fn it_says_what_was_asked_how_often_and_what_came_of_it() {
        let refused = error("https://a.org/x?b=1", 5, Cause::Status { status: 503, said: String::new() });
        assert_eq!(refused.to_string(), "https://a.org/x?b=1: the server answered 503 (5 attempts)");
        let until = "2026-11-24T18:30:00Z".parse().unwrap();
        assert_eq!(
            error("https://a.org/", 1, Cause::Wait { status: 429, until }).to_string(),
            "https://a.org/: the server answered 429 and asks to wait until 2026-11-24 18:30:00 UTC"
        );
        let wrong = error("https://a.org/", 1, Cause::Status { status: 403, said: String::new() });
        assert_eq!(wrong.hint(), "the key in A_KEY may be wrong or used up; see https://a.org/register");
    }

    #[test]
    fn a_name_is_looked_up_twice_and_a_certificate_once() {
        let retries = |error: ureq::Error| Cause::of(error, &Timeouts::default()).retries(4);
        let io = |kind, text: &str| ureq::Error::Io(io::Error::new(kind, text.to_owned()));
        assert_eq!(retries(ureq::Error::HostNotFound), 1);
        let unknown = "failed to lookup address information: Temporary failure in name resolution";
        assert_eq!(retries(io(io::ErrorKind::Other, unknown)), 1);
        assert_eq!(retries(io(io::ErrorKind::InvalidData, "invalid peer certificate: UnknownIssuer")), 0);
        assert_eq!(retries(io(io::ErrorKind::ConnectionReset, "reset")), 4);
    }

    #[test]
    fn the_key_and_passwords_are_left_out() {
        let said = "no such UserID: 0123456789ABCDEF".to_owned();
        let wrong = error("https://a.org/x?b=1&key=0123456789abcdef", 1, Cause::Status { status: 400, said });
        assert_eq!(wrong.to_string(), "https://a.org/x?b=1: the server answered 400: no such UserID: ****************");
        for url in ["https://me:hunter2@a.org/x", "https://hunter2@a.org/x", "https://me:hunter2@[a.org/x"] {
            let with_password = error(url, 0, Cause::Again);
            assert!(!format!("{with_password:?}{with_password}").contains("hunter2"), "{with_password}");
        }
    }
}
