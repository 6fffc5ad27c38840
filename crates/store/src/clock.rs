//! Time and identities, from one place.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use uuid::Uuid;
use variorum_schema::Timestamp;

/// The clock of a store. It never answers the same instant twice and never goes back, also when
/// the machine's clock does, so that times of one process order what it wrote.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    last: Arc<AtomicI64>,
}

impl Clock {
    /// An instant later than every earlier answer.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.reserve(1)
    }

    /// The first of `count` consecutive microseconds that nobody else gets.
    #[must_use]
    pub fn reserve(&self, count: i64) -> Timestamp {
        let wall = wall_micros();
        let mut first = wall;
        // The closure always answers `Some`, so both outcomes carry the previous value.
        let _ = self.last.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |last| {
            first = wall.max(last + 1);
            Some(first + count - 1)
        });
        Timestamp(first)
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn wall_micros() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX / 2)
}

/// A new identity: random (74 bits), beginning with the time so that indexes grow at their end.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that makes identities")]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_never_shared() {
        let clock = Clock::default();
        let first = clock.reserve(1_000_000);
        let second = clock.now();
        assert!(second.0 >= first.0 + 1_000_000);
        assert!(clock.now() > second);
    }
}
