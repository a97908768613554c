use attache_model::{Contents as _, Date, Place};
use jiff::tz::TimeZone;

use super::{
    Contents, Known, Partial, Run,
    ask::{self, Reply},
    body,
    retry::{Fault, http_date},
};
use crate::{
    ParseError,
    fetch::FetchError,
    job::{Follow, Request},
};

/// What a request has brought, whole.
pub(super) struct Answer {
    pub(super) name: String,
    pub(super) contents: Contents,
    pub(super) known: Known,
    /// A web page where something else was asked for.
    is_web_page: bool,
}

impl Answer {
    pub(super) fn new(request: &Request, reply: Head, contents: Contents) -> Self {
        let wanted = request.accept.is_none_or(|kinds| kinds.contains("html"));
        Self { name: request.name.clone(), contents, known: reply.known, is_web_page: reply.is_web_page && !wanted }
    }

    /// The requests that it leads to.
    ///
    /// # Errors
    /// When it is no answer to what was asked.
    pub(super) fn leads_to(&self, request: &Request, follow: Option<&mut Follow>) -> Result<Vec<Request>, ParseError> {
        if self.is_web_page {
            return Err(ParseError::new(
                self.name.clone(),
                Place::default(),
                "is a web page (HTML) and not the data asked for",
            )
            .hint("the publisher may be at work on its service; open the address in a browser and look"));
        }
        match (&self.contents, follow) {
            (Contents::Bytes(bytes), Some(follow)) => follow(request, bytes),
            _ => Ok(Vec::new()),
        }
    }

    /// When the server says that it last changed.
    pub(super) fn last_changed(&self) -> Option<Date> {
        let changed = http_date(self.known.last_modified.as_deref()?)?;
        Some(TimeZone::UTC.to_datetime(changed).date())
    }
}

/// What is kept of an answer's headers.
pub(super) struct Head {
    pub(super) known: Known,
    pub(super) is_web_page: bool,
}

impl Head {
    pub(super) fn of(reply: &Reply) -> Self {
        Self { known: reply.known(), is_web_page: reply.is_web_page() }
    }
}

impl Run<'_> {
    /// The answer to a request, or nothing where it has not changed.
    pub(super) fn answer(
        &mut self,
        request: &Request,
        known: Option<&Known>,
        progress: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Option<Answer>, FetchError> {
        let answer = if request.large {
            self.keep_on_disk(request, known, progress)
        } else {
            self.persist(request, |run| run.keep_in_memory(request, known, progress)).map_err(|error| FetchError {
                partial: Some(Partial(std::mem::take(&mut self.broken).into())).filter(|partial| !partial.0.is_empty()),
                ..error
            })
        }?;
        if let Some(answer) = &answer {
            self.bytes += answer.contents.size();
            if matches!(answer.contents, Contents::Bytes(_)) {
                self.in_memory += answer.contents.size();
            }
        }
        Ok(answer)
    }

    fn keep_in_memory(
        &mut self,
        request: &Request,
        known: Option<&Known>,
        progress: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Option<Answer>, Fault> {
        let (limits, timeouts) = (self.client.settings.limits, self.client.settings.timeouts);
        let mut headers = ask::conditions(known);
        headers.push(("Accept-Encoding", "gzip".to_owned()));
        headers.extend(request.accept.map(|kinds| ("Accept", kinds.to_owned())));
        let reply = self.ask(request, &headers, Some(timeouts.total))?;
        match reply.status {
            304 if known.is_some() => return Ok(None),
            200 | 203 => {}
            _ => return Err(self.refusal(reply)),
        }
        let head = Head::of(&reply);
        let before = self.bytes;
        let packed = body::is_packed(&reply)?;
        let of = reply.body.content_length().filter(|_| !packed).map(|length| before + length);
        self.broken.clear();
        let mut bytes = Vec::new();
        let limit = limits.small.min(limits.together.saturating_sub(self.in_memory));
        let poured = body::pour(reply, limit, &timeouts, &mut |piece| {
            bytes.extend_from_slice(piece);
            progress(before + bytes.len() as u64, of);
            Ok(())
        });
        self.secret.mask(&mut bytes);
        if let Err(cause) = poured {
            self.broken = bytes;
            return Err(cause.into());
        }
        Ok(Some(Answer::new(request, head, Contents::Bytes(bytes))))
    }
}
