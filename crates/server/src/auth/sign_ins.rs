//! Failed sign-ins, counted per account.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use variorum_schema::Timestamp;

/// Failures of one account within a minute before further attempts are put off.
pub const FAILURES_MAX: u32 = 50;
const WINDOW_SECONDS: i64 = 60;
/// Accounts remembered at once; names come from the network.
const ACCOUNTS_MAX: usize = 10_000;

/// Counts failed sign-ins of each account in the current minute.
#[derive(Debug, Default)]
pub struct SignIns {
    failures: Mutex<HashMap<String, Window>>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    began: Timestamp,
    failures: u32,
}

impl SignIns {
    /// Seconds to wait before the account may try again, if it must.
    #[must_use]
    pub fn wait_seconds(&self, account: &str, now: Timestamp) -> Option<i64> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let window = failures.get(account)?;
        let left = window.began.plus_seconds(WINDOW_SECONDS).unix_seconds() - now.unix_seconds();
        (window.failures >= FAILURES_MAX && left > 0).then_some(left)
    }

    /// Counts a failure.
    pub fn failed(&self, account: &str, now: Timestamp) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over = |w: &Window| w.began.plus_seconds(WINDOW_SECONDS) <= now;
        if failures.len() >= ACCOUNTS_MAX {
            failures.retain(|_, window| !is_over(window));
            if failures.len() >= ACCOUNTS_MAX {
                failures.clear();
            }
        }
        let fresh = Window { began: now, failures: 0 };
        let window = failures.entry(account.to_owned()).or_insert(fresh);
        if is_over(window) {
            *window = fresh;
        }
        window.failures += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifty_first_attempt_of_a_minute_waits() {
        let sign_ins = SignIns::default();
        let start = Timestamp(1_000_000_000);
        for _ in 0..FAILURES_MAX {
            assert_eq!(sign_ins.wait_seconds("ann", start), None);
            sign_ins.failed("ann", start);
        }
        assert_eq!(sign_ins.wait_seconds("ann", start), Some(60));
        assert_eq!(sign_ins.wait_seconds("bob", start), None);
        assert_eq!(sign_ins.wait_seconds("ann", start.plus_seconds(60)), None);
    }
}
