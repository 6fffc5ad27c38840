//! A queue in front of something that few can have at a time: first come, first served, bounded
//! in number and time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// How many may wait. More would only wait in vain.
pub(crate) const WAITING_MAX: usize = 256;
/// How long anybody waits.
const PATIENCE: Duration = Duration::from_secs(30);

/// The queue; what it leads to must let the first to ask go first.
#[derive(Debug)]
pub(crate) struct Queue {
    what: &'static str,
    places: Semaphore,
    patience: Duration,
    is_told: AtomicBool,
}

impl Queue {
    /// A queue; `what` names, for the log, those who wait.
    pub(crate) fn new(what: &'static str) -> Self {
        let places = Semaphore::new(WAITING_MAX);
        Self { what, places, patience: PATIENCE, is_told: AtomicBool::new(false) }
    }

    /// Waits for `turn`, or answers [`Error::Busy`] if there are too many already or it takes too
    /// long.
    pub(crate) async fn wait<T>(&self, turn: impl Future<Output = T>) -> Result<T> {
        if self.places.available_permits() == WAITING_MAX {
            self.is_told.store(false, Ordering::Relaxed);
        }
        let Ok(_place) = self.places.try_acquire() else {
            return Err(self.refuse("too many wait already"));
        };
        match tokio::time::timeout(self.patience, turn).await {
            Ok(turn) => Ok(turn),
            Err(_) => Err(self.refuse("it took too long")),
        }
    }

    /// Told once until the queue was empty again.
    fn refuse(&self, why: &str) -> Error {
        if !self.is_told.swap(true, Ordering::Relaxed) {
            tracing::warn!("{} are answered 503: {why}", self.what);
        }
        Error::Busy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_waits_too_long_is_told() {
        let queue = Queue { patience: Duration::from_millis(1), ..Queue::new("tests") };
        assert!(matches!(queue.wait(std::future::pending::<()>()).await, Err(Error::Busy)));
        assert_eq!(queue.wait(async { 1 }).await.unwrap(), 1);
    }
}
