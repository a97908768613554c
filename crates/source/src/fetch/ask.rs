use std::time::Duration;

use ureq::{
    Body,
    http::{HeaderValue, header::HeaderMap},
};
use url::Url;

use super::{
    Cause, Known, Run,
    agent::NotPublic,
    body,
    redirect::{Bounds, Manner},
    retry::{Fault, retry_after},
};
use crate::{file::clip, job::Request};

/// What a server answered; its body is still to be read.
pub(super) struct Reply {
    pub(super) status: u16,
    headers: HeaderMap,
    pub(super) body: Body,
}

impl Reply {
    pub(super) fn header(&self, name: &str) -> Option<String> {
        Some(String::from_utf8_lossy(self.headers.get(name)?.as_bytes()).trim().to_owned())
    }

    pub(super) fn known(&self) -> Known {
        Known { etag: self.header("etag"), last_modified: self.header("last-modified") }
    }

    pub(super) fn is_web_page(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.to_ascii_lowercase().starts_with("text/html"))
    }

    /// The status of one that leads elsewhere and not of one that has not changed.
    fn is_redirect(&self) -> bool {
        matches!(self.status, 301 | 302 | 303 | 307 | 308)
    }
}

const REDIRECTS: usize = 5;

/// The part of a refusal's text that is shown.
const SAID: usize = 200;

/// An address that a job may begin with.
pub(super) fn address(text: &str) -> Result<Url, Cause> {
    let problem = |problem: &str| Cause::Address { problem: problem.to_owned() };
    let url = Url::parse(text).map_err(|e| problem(&e.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(problem("is no address of the web"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(problem("holds a user or password; these are not sent"));
    }
    Ok(url)
}

impl Run<'_> {
    /// Asks once, and follows to where the server leads.
    pub(super) fn ask(
        &mut self,
        request: &Request,
        headers: &[(&'static str, String)],
        total: Option<Duration>,
    ) -> Result<Reply, Fault> {
        let mut from = self.home.clone();
        let mut url = self.secret.without(&address(&request.url)?);
        for _ in 0..=REDIRECTS {
            let manner = self.bounds().manner(&from, &url)?;
            if !self.gate.pass(self.client.settings.clock.as_ref(), self.terms.pace) {
                return Err(self.too_many().into());
            }
            self.requests += 1;
            let reply = self.send(&url, manner, headers, total)?;
            let location = reply.header("location").filter(|_| reply.is_redirect());
            let Some(location) = location else { return Ok(reply) };
            let next = url.join(&location).map_err(|_| Cause::Address {
                problem: format!("leads to {:?}, which is no address", clip(&location, SAID)),
            })?;
            // Scrubbed of the key that it may echo.
            from = std::mem::replace(&mut url, self.secret.without(&next));
            url.set_fragment(None);
        }
        Err(Cause::Redirects.into())
    }

    fn bounds(&self) -> Bounds<'_> {
        let settings = &self.client.settings;
        let mut listed = self.terms.redirects.to_vec();
        listed.extend(settings.allow_hosts.iter().map(String::as_str));
        Bounds { home: &self.home, listed, allow_private: settings.allow_private }
    }

    fn send(
        &self,
        url: &Url,
        manner: Manner,
        headers: &[(&'static str, String)],
        total: Option<Duration>,
    ) -> Result<Reply, Cause> {
        let agent = if manner.guarded { &self.client.guarded } else { &self.client.open };
        let sent = if manner.with_key { self.secret.with(url) } else { url.clone() };
        let mut asking = agent.get(sent.as_str());
        for (name, value) in headers {
            asking = asking.header(*name, value);
        }
        if let Some((name, value)) = self.secret.header().filter(|_| manner.with_key) {
            asking = asking.header(name, value);
        }
        match asking.config().timeout_global(total).build().call() {
            Ok(response) => {
                let (parts, body) = response.into_parts();
                Ok(Reply { status: parts.status.as_u16(), headers: parts.headers, body })
            }
            Err(ureq::Error::Other(e)) if e.is::<NotPublic>() => {
                let host = url.host_str().unwrap_or_default();
                Err(Cause::Private {
                    to: e.downcast_ref::<NotPublic>().map_or_else(String::new, |a| format!("{host} ({})", a.0)),
                })
            }
            Err(error) => Err(Cause::of(error, &self.client.settings.timeouts)),
        }
    }

    /// The fault that an answer is whose status is no success.
    pub(super) fn refusal(&self, reply: Reply) -> Fault {
        let status = reply.status;
        let now = self.client.settings.clock.now();
        let retry_after = reply.header("retry-after").and_then(|text| retry_after(&text, now));
        let said = if reply.is_web_page() { String::new() } else { body::beginning(reply) };
        // Masked before it is clipped, or half a key would be left.
        let said = clip(&self.secret.mask_text(&said), SAID);
        Fault { cause: Cause::Status { status, said }, retry_after, brought: 0 }
    }
}

/// The headers by which a server tells whether a file has changed; those that
/// could not be sent are left out.
pub(super) fn conditions(known: Option<&Known>) -> Vec<(&'static str, String)> {
    let Some(known) = known else { return Vec::new() };
    [("If-None-Match", &known.etag), ("If-Modified-Since", &known.last_modified)]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.clone()?)))
        .filter(|(_, value)| HeaderValue::from_str(value).is_ok())
        .collect()
}
