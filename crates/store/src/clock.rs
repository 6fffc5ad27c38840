//! Time and identities, from one place.

use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use uuid::Uuid;
use variorum_schema::Timestamp;

/// How far behind what is stored the machine's clock may be and still be thought the wrong one of
/// the two.
const BEHIND_MAX_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// What a clock reads.
pub trait Machine: Debug + Send + Sync {
    /// Microseconds since 1970. People and services set it, also back.
    fn wall_micros(&self) -> i64;
    /// Microseconds since some moment. Nobody sets it.
    fn elapsed_micros(&self) -> i64;
}

/// The clock of a store. It never answers the same instant twice and never goes back, also when
/// the machine's clock does, so that times of one process order what it wrote.
///
/// Where it is ahead of the machine's clock, it runs at half the speed until that has caught up:
/// what waits for a time goes on, and the difference does not stay.
#[derive(Debug, Clone)]
pub struct Clock {
    machine: Arc<dyn Machine>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// The last instant given away.
    last: i64,
    /// A time of this clock, and what had elapsed then.
    anchor: (i64, i64),
}

impl Default for Clock {
    fn default() -> Self {
        Self::reading(Arc::new(ThisMachine { began: Instant::now() }))
    }
}

impl Clock {
    /// A clock that reads `machine`.
    #[must_use]
    pub fn reading(machine: Arc<dyn Machine>) -> Self {
        Self { machine, state: Arc::default() }
    }

    /// An instant later than every earlier answer.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.reserve(1)
    }

    /// The first of `count` consecutive microseconds that nobody else gets.
    #[must_use]
    pub fn reserve(&self, count: i64) -> Timestamp {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (wall, elapsed) = (self.machine.wall_micros(), self.machine.elapsed_micros());
        let slowed = state.anchor.0 + (elapsed - state.anchor.1) / 2;
        if wall >= slowed {
            state.anchor = (wall, elapsed);
        }
        let first = wall.max(slowed).max(state.last + 1);
        state.last = first.saturating_add(count - 1);
        Timestamp(first)
    }

    /// What the machine's clock says, for those who compare it with their own. Orders nothing.
    #[must_use]
    pub fn wall(&self) -> Timestamp {
        Timestamp(self.machine.wall_micros())
    }

    /// Makes every later answer later than `stored`, the time of something that was written before
    /// this clock was made, unless the two are too far apart to believe it.
    pub(crate) fn follow(&self, stored: Timestamp) {
        let wall = self.machine.wall_micros();
        let behind_seconds = (stored.0 - wall) / 1_000_000;
        if stored.0 - wall > BEHIND_MAX_MICROS {
            tracing::warn!(
                "the machine's clock is {behind_seconds} s behind the last entry of the database: \
                 new entries get earlier times"
            );
            return;
        }
        if behind_seconds > 0 {
            tracing::warn!(
                "the machine's clock is {behind_seconds} s behind the last entry of the database: \
                 times go on from there"
            );
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.last = state.last.max(stored.0);
        if stored.0 > state.anchor.0 {
            state.anchor = (stored.0, self.machine.elapsed_micros());
        }
    }
}

#[derive(Debug)]
struct ThisMachine {
    began: Instant,
}

impl Machine for ThisMachine {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn wall_micros(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_micros()).unwrap_or(i64::MAX / 2)
    }

    fn elapsed_micros(&self) -> i64 {
        i64::try_from(self.began.elapsed().as_micros()).unwrap_or(i64::MAX / 2)
    }
}

/// A new identity: random (74 bits), beginning with the time so that indexes grow at their end.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that makes identities")]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    const SECOND: i64 = 1_000_000;
    const HOUR: i64 = 3_600 * SECOND;

    #[derive(Debug, Default)]
    struct Set {
        wall: AtomicI64,
        elapsed: AtomicI64,
    }

    impl Set {
        fn pass(&self, micros: i64) {
            self.wall.fetch_add(micros, Ordering::SeqCst);
            self.elapsed.fetch_add(micros, Ordering::SeqCst);
        }
    }

    impl Machine for Set {
        fn wall_micros(&self) -> i64 {
            self.wall.load(Ordering::SeqCst)
        }

        fn elapsed_micros(&self) -> i64 {
            self.elapsed.load(Ordering::SeqCst)
        }
    }

    #[test]
    fn instants_are_never_shared() {
        let clock = Clock::default();
        let first = clock.reserve(1_000_000);
        let second = clock.now();
        assert!(second.0 >= first.0 + 1_000_000);
        assert!(clock.now() > second);
    }

    #[test]
    fn set_back_it_goes_on_slower_until_the_machine_has_caught_up() {
        let machine = Arc::new(Set::default());
        machine.wall.store(10 * HOUR, Ordering::SeqCst);
        let clock = Clock::reading(Arc::clone(&machine) as Arc<dyn Machine>);
        assert_eq!(clock.now().0, 10 * HOUR);
        machine.wall.fetch_sub(HOUR, Ordering::SeqCst);
        let (mut earlier, mut calls) = (clock.now(), 0);
        assert_eq!(earlier.0, 10 * HOUR + 1);
        while clock.wall().0 < earlier.0 {
            machine.pass(100 * SECOND);
            let now = clock.now();
            assert!(now.0 - earlier.0 >= 50 * SECOND - 1, "{now:?} after {earlier:?}");
            (earlier, calls) = (now, calls + 1);
        }
        assert_eq!(calls, 72, "an hour is made up in two");
        machine.pass(SECOND);
        assert_eq!(clock.now().0, machine.wall_micros());
    }

    #[test]
    fn set_forward_it_follows_at_once() {
        let machine = Arc::new(Set::default());
        let clock = Clock::reading(Arc::clone(&machine) as Arc<dyn Machine>);
        machine.pass(5);
        let _ = clock.now();
        machine.wall.fetch_add(HOUR, Ordering::SeqCst);
        assert_eq!(clock.now().0, machine.wall_micros());
    }

    #[test]
    fn what_is_stored_is_followed_within_a_day() {
        for (ahead, is_followed) in [(-HOUR, true), (HOUR, true), (25 * HOUR, false)] {
            let machine = Arc::new(Set::default());
            machine.wall.store(100 * HOUR, Ordering::SeqCst);
            let clock = Clock::reading(machine);
            let stored = Timestamp(100 * HOUR + ahead);
            clock.follow(stored);
            assert_eq!(clock.now() > stored, is_followed, "{ahead}");
        }
    }
}
