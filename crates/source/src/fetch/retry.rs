use std::{
    hash::{BuildHasher, Hasher, RandomState},
    time::Duration,
};

use attache_model::Timestamp;
use jiff::{SignedDuration, fmt::rfc2822};

use super::{Cause, FetchError, Run};
use crate::job::Request;

/// What one attempt failed by.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) cause: Cause,
    /// For how long the server asks to be left alone.
    pub(super) retry_after: Option<Duration>,
    /// New bytes that the attempt has nevertheless brought to disk.
    pub(super) brought: u64,
}

impl From<Cause> for Fault {
    fn from(cause: Cause) -> Self {
        Self { cause, retry_after: None, brought: 0 }
    }
}

/// An attempt that has brought so much counts as the first to fail: a long
/// download may break off many times.
const PROGRESS: u64 = 1 << 20;

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

impl Run<'_> {
    /// Makes attempts until one succeeds, or no more are of use.
    pub(super) fn persist<T>(
        &mut self,
        request: &Request,
        mut attempt: impl FnMut(&mut Self) -> Result<T, Fault>,
    ) -> Result<T, FetchError> {
        let mut attempts = 0;
        let mut failures = 0;
        loop {
            let before = self.requests;
            let fault = match attempt(self) {
                Ok(result) => return Ok(result),
                Err(fault) => fault,
            };
            attempts += u32::from(self.requests > before);
            failures = if fault.brought >= PROGRESS { 1 } else { failures + 1 };
            if failures > fault.cause.retries(self.client.settings.retries) {
                return Err(self.error(request, attempts, fault.cause));
            }
            if let Err(cause) = self.pause(fault, failures) {
                return Err(self.error(request, attempts, cause));
            }
        }
    }

    /// Waits as long as the server asks for, or a growing random time.
    fn pause(&mut self, fault: Fault, failures: u32) -> Result<(), Cause> {
        let settings = &self.client.settings;
        let clock = settings.clock.as_ref();
        let left = settings.patience.saturating_sub(self.waited);
        let asked = fault.retry_after.unwrap_or_default();
        if asked > left {
            return Err(match fault.cause {
                Cause::Status { status, .. } => Cause::Wait { status, until: later(clock.now(), asked) },
                other => other,
            });
        }
        if left.is_zero() {
            return Err(fault.cause);
        }
        let pause = asked.max(backoff(failures, random())).min(left);
        if fault.retry_after.is_some() {
            self.gate.hold(clock, asked);
        }
        clock.wait(pause);
        self.waited += pause;
        Ok(())
    }
}

/// A part of 1, 2, 4 ... up to 60 seconds, for a number of failures from 1 on.
/// Any part ("full jitter"), so that many who were refused at one time do not
/// come back at one time.
fn backoff(failures: u32, part: f64) -> Duration {
    let longest = FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1))).min(LONGEST_PAUSE);
    longest.mul_f64(part)
}

/// From 0 to 1. The standard library seeds its hash maps at random, which is as
/// much chance as is needed here.
fn random() -> f64 {
    let drawn = RandomState::new().build_hasher().finish() >> 32;
    f64::from(u32::try_from(drawn).unwrap_or_default()) / f64::from(u32::MAX)
}

fn later(now: Timestamp, time: Duration) -> Timestamp {
    SignedDuration::try_from(time).ok().and_then(|time| now.checked_add(time).ok()).unwrap_or(Timestamp::MAX)
}

/// The header `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3).
pub(super) fn retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let until = http_date(text)?;
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

/// A date as HTTP writes it: `Wed, 08 Mar 2023 13:30:00 GMT`.
pub(super) fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_minute() {
        let longest: Vec<u64> = (1..=9).map(|n| backoff(n, 1.0).as_secs()).collect();
        assert_eq!(longest, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(backoff(u32::MAX, 1.0), LONGEST_PAUSE);
        assert_eq!(backoff(3, 0.5), Duration::from_secs(2));
        let drawn: Vec<f64> = (0..100).map(|_| random()).collect();
        assert!(drawn.iter().all(|r| (0.0..=1.0).contains(r)));
        assert!(drawn.iter().any(|r| *r < 0.5) && drawn.iter().any(|r| *r > 0.5));
    }

    #[test]
    fn servers_say_seconds_or_a_date() {
        let now = "2026-11-24T12:00:00Z".parse().unwrap();
        let after = |text| retry_after(text, now).map(|d| d.as_secs());
        assert_eq!(after("120"), Some(120));
        assert_eq!(after(" 0 "), Some(0));
        assert_eq!(after("Tue, 24 Nov 2026 12:00:30 GMT"), Some(30));
        assert_eq!(after("Tue, 24 Nov 2026 11:00:00 GMT"), Some(0));
        assert_eq!(after("99999999999999999999999"), Some(u64::MAX));
        assert_eq!((after("soon"), after("-1"), after("")), (None, None, None));
        assert_eq!(later(now, Duration::MAX), Timestamp::MAX);
    }
}
