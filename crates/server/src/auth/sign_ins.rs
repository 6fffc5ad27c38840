//! Signing in with a name and a password; failures are counted per account.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use variorum_schema::Timestamp;
use variorum_store::users::{self, Account};

use super::passwords;
use crate::error::{ApiError, ApiResult, NO_CREDENTIALS};
use crate::state::App;

/// Failures of one account within a minute before further attempts are put off.
pub const FAILURES_MAX: u32 = 50;
const WINDOW_SECONDS: i64 = 60;
/// Accounts remembered at once; names come from the network.
const ACCOUNTS_MAX: usize = 10_000;

/// The account of this name, if the password is its own.
///
/// # Errors
/// Wrong credentials, too many failures of the account, or the database fails.
pub(crate) async fn check_password(
    app: &App,
    username: String,
    password: String,
) -> ApiResult<Account> {
    let now = app.store().clock().now();
    if let Some(wait_seconds) = app.sign_ins().wait_seconds(&username, now) {
        return Err(ApiError::TooManySignIns { wait_seconds });
    }
    let mut tx = app.store().read().await?;
    let account = users::by_username(&mut tx, &username).await?;
    drop(tx);
    let hash = account.as_ref().map(|account| account.password_hash.clone());
    let is_right = passwords::verify(password, hash).await?;
    account.filter(|_| is_right).ok_or_else(|| {
        app.sign_ins().failed(&username, now);
        ApiError::Unauthorized(NO_CREDENTIALS)
    })
}

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
