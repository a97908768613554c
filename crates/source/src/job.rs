//! What a source asks its publisher for: plain values, carried out by
//! [`fetch`](crate::fetch).

use std::{collections::BTreeMap, time::Duration};

use attache_model::Date;

use crate::ParseError;

/// What the user of a pull asks for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Today.
    pub today: Date,
    /// The source's own options, as `year=2022`; each source documents those
    /// that it has in [`About::options`](crate::About::options).
    pub options: BTreeMap<String, String>,
    /// A key for the publisher's service is at hand.
    pub has_key: bool,
}

/// An option has a value that makes no sense, or the source has none of that
/// name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadOption {
    pub option: String,
    pub problem: String,
}

impl Asked {
    /// Today, without options or key.
    pub fn on(today: Date) -> Self {
        Self { today, options: BTreeMap::new(), has_key: false }
    }

    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.get(name).map(String::as_str)
    }

    /// Refuses options of other names than these.
    ///
    /// # Errors
    /// Names the first that is none of them.
    pub fn only(&self, names: &[&str]) -> Result<(), BadOption> {
        match self.options.keys().find(|given| !names.contains(&given.as_str())) {
            None => Ok(()),
            Some(other) => Err(BadOption {
                option: other.clone(),
                problem: if names.is_empty() {
                    "is no option; this source has none".to_owned()
                } else {
                    format!("is no option of this source; it has {}", names.join(", "))
                },
            }),
        }
    }

    /// The option read by `read`, or `default` where it is not given.
    ///
    /// # Errors
    /// When `read` says `None` to what is given; `wanted` says what would do.
    pub fn read<T>(
        &self,
        name: &str,
        default: T,
        wanted: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, BadOption> {
        match self.option(name) {
            None => Ok(default),
            Some(text) => read(text).ok_or_else(|| BadOption {
                option: name.to_owned(),
                problem: format!("is to be {wanted}, not {text:?}"),
            }),
        }
    }
}

/// One snapshot to be fetched: a request, and those that its answer leads to.
///
/// What one answer gives is kept as the publisher sent it; what several give is
/// kept as the tar of them, in order, each under its request's name.
pub struct Job {
    /// What the snapshot is called.
    pub file: String,
    pub first: Request,
    /// The further requests to which an answer leads (pages, chunks), given the
    /// request and what it brought. An error marks the answer rejected.
    pub follow: Option<Follow>,
}

pub type Follow = Box<dyn FnMut(&Request, &[u8]) -> Result<Vec<Request>, ParseError> + Send>;

impl Job {
    /// A job of one request, whose snapshot is called as the last part of the
    /// address's path.
    pub fn of(url: impl Into<String>) -> Self {
        let first = Request::of(url);
        Self { file: first.name.clone(), first, follow: None }
    }

    #[must_use]
    pub fn named(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self.first.name.clone_from(&self.file);
        self
    }

    #[must_use]
    pub fn following(
        mut self,
        follow: impl FnMut(&Request, &[u8]) -> Result<Vec<Request>, ParseError> + Send + 'static,
    ) -> Self {
        self.follow = Some(Box::new(follow));
        self
    }
}

/// One question to a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The address without any key.
    pub url: String,
    /// What the answer is called among the members of its snapshot.
    pub name: String,
    /// The header `Accept`.
    pub accept: Option<&'static str>,
    /// The answer is a file to be kept as it is, though it may be large: it is
    /// taken to disk, and taken up again where it breaks off.
    pub large: bool,
}

impl Request {
    pub fn of(url: impl Into<String>) -> Self {
        let url = url.into();
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let name = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or("answer").to_owned();
        Self { url, name, accept: None, large: false }
    }

    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    #[must_use]
    pub fn accepting(self, accept: &'static str) -> Self {
        Self { accept: Some(accept), ..self }
    }
}

/// The key that a publisher's service wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The environment variable that holds it.
    pub variable: &'static str,
    /// Nothing is given without it.
    pub required: bool,
    pub goes: KeyPlace,
    /// Where one gets it.
    pub register: &'static str,
}

/// How a key is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// A parameter of the address.
    Query(&'static str),
    Header(&'static str),
}

/// How fast a publisher lets itself be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Between the starts of two requests.
    pub interval: Duration,
    /// Requests a pull may make; what is beyond fails.
    pub requests: u32,
}

impl Pace {
    /// For publishers that state no limit.
    pub const POLITE: Self = Self { interval: Duration::from_millis(200), requests: 2_000 };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_named_for_its_path() {
        assert_eq!(Request::of("https://a.org/files/country.xlsx?x=1").name, "country.xlsx");
        assert_eq!(Request::of("https://a.org/v2/").name, "v2");
    }

    #[test]
    fn options_are_checked() {
        let mut asked = Asked::on(jiff::civil::date(2026, 11, 24));
        asked.options.insert("yaer".to_owned(), "2022".to_owned());
        let refused = asked.only(&["year", "partner"]).unwrap_err();
        assert_eq!(refused.problem, "is no option of this source; it has year, partner");
        let wrong = asked.read("yaer", 1, "a year", |_| None).unwrap_err();
        assert_eq!(wrong.problem, "is to be a year, not \"2022\"");
    }
}
