use super::{
    Cause, Contents, FetchError, Known, Run,
    answer::{Answer, Head},
    ask::{self, Reply},
    body,
    part::Part,
    retry::Fault,
};
use crate::job::Request;

impl Run<'_> {
    /// Takes an answer to disk, going on with what an attempt or a pull before
    /// has left; nothing where it has not changed.
    pub(super) fn keep_on_disk(
        &mut self,
        request: &Request,
        known: Option<&Known>,
        progress: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Option<Answer>, FetchError> {
        let address = ask::address(&request.url).map_err(|c| self.error(request, 0, c))?;
        let address = self.secret.without(&address);
        let mut part =
            Part::open(&self.client.settings.scratch, address.as_str()).map_err(|c| self.error(request, 0, c))?;
        match self.persist(request, |run| run.take_up(&mut part, request, known, progress)) {
            Ok(Some(head)) => {
                let whole = part.finish(&self.secret).map_err(|c| self.error(request, 1, c))?;
                Ok(Some(Answer::new(request, head, Contents::Path(whole))))
            }
            Ok(None) => {
                part.leave();
                Ok(None)
            }
            Err(error) => {
                part.leave();
                Err(error)
            }
        }
    }

    /// One attempt at what is missing of a part, or at all of it.
    fn take_up(
        &mut self,
        part: &mut Part,
        request: &Request,
        known: Option<&Known>,
        progress: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Option<Head>, Fault> {
        let start = part.length();
        let validator = part.validator();
        let mut headers = ask::conditions(known);
        headers.push(("Accept-Encoding", "identity".to_owned()));
        headers.extend(request.accept.map(|kinds| ("Accept", kinds.to_owned())));
        if let Some(validator) = &validator {
            // The last byte again: a part that is whole is then no range beyond
            // the end, and it shows whether the rest belongs to it.
            headers.push(("Range", format!("bytes={}-", start - 1)));
            headers.push(("If-Range", validator.clone()));
        }
        let reply = self.ask(request, &headers, None)?;
        let resumes = validator.is_some();
        match reply.status {
            304 if known.is_some() => {
                part.restart(Known::default())?;
                Ok(None)
            }
            200 | 203 => self.whole(part, reply, progress).map(Some),
            206 if resumes => match continues(&reply, part, start - 1) {
                Some(total) => self.rest(part, reply, total, progress).map(Some),
                None => self.anew(part, request, known, progress),
            },
            416 if resumes => self.anew(part, request, known, progress),
            _ => Err(self.refusal(reply)),
        }
    }

    /// Asks once more, for all: the server has given no rest that could be used.
    fn anew(
        &mut self,
        part: &mut Part,
        request: &Request,
        known: Option<&Known>,
        progress: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Option<Head>, Fault> {
        part.restart(Known::default())?;
        self.take_up(part, request, known, progress)
    }

    fn whole(&self, part: &mut Part, reply: Reply, progress: &mut dyn FnMut(u64, Option<u64>)) -> Result<Head, Fault> {
        let head = Head::of(&reply);
        let packed = body::is_packed(&reply)?;
        // Ranges count the bytes as packed, so that there is no going on.
        part.restart(if packed { Known::default() } else { head.known.clone() })?;
        let length = reply.body.content_length().filter(|_| !packed);
        self.fill(part, reply, length, false, progress)?;
        Ok(head)
    }

    fn rest(
        &self,
        part: &mut Part,
        reply: Reply,
        total: Option<u64>,
        progress: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Head, Fault> {
        let mut head = Head::of(&reply);
        head.known.etag = head.known.etag.or_else(|| part.known().etag.clone());
        head.known.last_modified = head.known.last_modified.or_else(|| part.known().last_modified.clone());
        self.fill(part, reply, total, true, progress)?;
        match total {
            Some(expected) if expected != part.length() => {
                let got = part.length();
                part.restart(Known::default())?;
                Err(Cause::Length { expected, got }.into())
            }
            _ => Ok(head),
        }
    }

    /// Writes a body to the end of a part. One that overlaps begins with the
    /// part's last byte.
    fn fill(
        &self,
        part: &mut Part,
        reply: Reply,
        total: Option<u64>,
        overlaps: bool,
        progress: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<(), Fault> {
        let settings = &self.client.settings;
        let (before, start, limit) = (self.bytes, part.length(), settings.limits.large);
        if total.is_some_and(|total| total > limit) {
            return Err(Cause::TooLarge { limit }.into());
        }
        let mut overlap = if overlaps { part.last_byte()? } else { None };
        let limit_of_rest = (limit - start.min(limit)) + u64::from(overlaps);
        let poured = body::pour(reply, limit_of_rest, &settings.timeouts, &mut |piece| {
            let mut piece = piece;
            if let (Some(last), Some((first, rest))) = (overlap.take(), piece.split_first()) {
                if *first != last {
                    part.restart(Known::default())?;
                    let problem = "the rest does not continue what was fetched before".to_owned();
                    return Err(Cause::Damaged { problem });
                }
                piece = rest;
            }
            part.append(piece)?;
            progress(before + part.length(), total.map(|total| before + total));
            Ok(())
        });
        // Only what can be gone on with is progress.
        let brought = if part.validator().is_some() { part.length().saturating_sub(start) } else { 0 };
        match poured {
            Ok(_) => Ok(()),
            Err(Cause::TooLarge { .. }) => Err(Cause::TooLarge { limit }.into()),
            Err(cause) => Err(Fault { brought, ..cause.into() }),
        }
    }
}

/// Whether a partial answer begins at `from` of the file that the part is of,
/// and its whole length where it says so. `None` where it does not.
#[expect(clippy::option_option, reason = "the length may be unknown of one that continues")]
fn continues(reply: &Reply, part: &Part, from: u64) -> Option<Option<u64>> {
    if body::is_packed(reply).ok()? {
        return None;
    }
    let (now, before) = (reply.known(), part.known());
    let same = same_if_told(now.etag.as_ref(), before.etag.as_ref())
        && same_if_told(now.last_modified.as_ref(), before.last_modified.as_ref());
    let (start, total) = content_range(&reply.header("content-range")?)?;
    (same && start == from).then_some(total)
}

fn same_if_told(now: Option<&String>, before: Option<&String>) -> bool {
    now.zip(before).is_none_or(|(now, before)| now == before)
}

/// The header `Content-Range: bytes 10-19/20`: start and whole length, which may
/// be `*`.
fn content_range(text: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = text.strip_prefix("bytes")?.trim_start().split_once('/')?;
    let (start, _) = range.split_once('-')?;
    let total = match total.trim() {
        "*" => None,
        total => Some(total.parse().ok()?),
    };
    Some((start.trim().parse().ok()?, total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        assert_eq!(content_range("bytes 10-19/20"), Some((10, Some(20))));
        assert_eq!(content_range("bytes 0-0/*"), Some((0, None)));
        for wrong in ["bytes */20", "bytes 10-19", "items 1-2/3", "bytes x-2/3", "bytes 1-2/x", ""] {
            assert_eq!(content_range(wrong), None, "{wrong}");
        }
    }
}
