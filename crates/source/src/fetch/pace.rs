use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::Clock;
use crate::job::Pace;

/// Lets requests through to one server, for all jobs and threads of a pull, no
/// faster and no more of them than its pace allows.
#[derive(Debug, Default)]
pub(super) struct Gate(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// Before this moment of the clock nothing more is let through.
    next: Duration,
    passed: u32,
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for its turn; `false`, at once, where the pull has no request left.
    pub(super) fn pass(&self, clock: &dyn Clock, pace: Pace) -> bool {
        let now = clock.running();
        let turn = {
            let mut state = self.state();
            if state.passed >= pace.requests {
                return false;
            }
            state.passed += 1;
            let turn = state.next.max(now);
            state.next = turn.saturating_add(pace.interval);
            turn
        };
        if turn > now {
            clock.wait(turn - now);
        }
        true
    }

    /// Nothing more is let through for this long: the server has asked for it.
    pub(super) fn hold(&self, clock: &dyn Clock, time: Duration) {
        let mut state = self.state();
        state.next = state.next.max(clock.running().saturating_add(time));
    }

    /// The requests that a pull still has.
    pub(super) fn left(&self, pace: Pace) -> u32 {
        pace.requests.saturating_sub(self.state().passed)
    }
}
