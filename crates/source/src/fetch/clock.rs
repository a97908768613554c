use std::{
    fmt, thread,
    time::{Duration, Instant},
};

use attache_model::Timestamp;

/// What time it is, and a way to let some pass. Tests have one of their own, so
/// that they need not sleep.
pub trait Clock: fmt::Debug + Send + Sync {
    fn now(&self) -> Timestamp;

    /// Since a moment that stays the same, by a clock that nobody sets.
    fn running(&self) -> Duration;

    fn wait(&self, time: Duration);
}

/// The machine's clock.
#[derive(Debug)]
pub struct SystemClock {
    start: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { start: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn running(&self) -> Duration {
        self.start.elapsed()
    }

    fn wait(&self, time: Duration) {
        thread::sleep(time);
    }
}
