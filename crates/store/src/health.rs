//! What is known of the database's health: told in the log when it changes and not with every
//! request, and used to answer at once instead of waiting for what is known to be away.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::error::Error;

/// How long nobody tries again to reach a database that could not be reached.
const PAUSE: Duration = Duration::from_secs(1);

#[derive(Debug, Default)]
pub(crate) struct Health {
    /// Whether there is anything to look at behind the lock.
    is_troubled: AtomicBool,
    troubles: Mutex<Troubles>,
}

#[derive(Debug, Default)]
struct Troubles {
    lost: Option<Lost>,
    unwritable: Option<Error>,
}

#[derive(Debug)]
struct Lost {
    cause: String,
    /// Until when nobody tries again.
    pause: Option<Instant>,
}

impl Health {
    fn change<T>(&self, change: impl FnOnce(&mut Troubles) -> T) -> T {
        let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        let out = change(&mut troubles);
        let is_troubled = troubles.lost.is_some() || troubles.unwritable.is_some();
        self.is_troubled.store(is_troubled, Ordering::Release);
        out
    }

    fn is_troubled(&self) -> bool {
        self.is_troubled.load(Ordering::Acquire)
    }

    /// A statement or a commit failed.
    pub(crate) fn failed(&self, error: &Error) {
        match error {
            Error::Full(_) | Error::ReadOnly(_) => {}
            Error::Unreachable(cause) => {
                tracing::warn!(%cause, "a connection to the database was lost");
                return;
            }
            _ => return,
        }
        self.change(|troubles| {
            let known = troubles.unwritable.as_ref().map(std::mem::discriminant);
            if known != Some(std::mem::discriminant(error)) {
                tracing::error!("{error}; reads go on, writes are refused until it can be written");
                troubles.unwritable = Some(error.again());
            }
        });
    }

    /// Something was committed.
    pub(crate) fn wrote(&self) {
        if self.is_troubled() && self.change(|troubles| troubles.unwritable.take()).is_some() {
            tracing::info!("the database can be written again");
        }
    }

    /// No connection could be had: there is nobody, or (`is_silent`) no answer. Silence may also
    /// be that of a server with too much to do, so it keeps nobody from trying.
    pub(crate) fn lost(&self, cause: &str, is_silent: bool) {
        self.change(|troubles| {
            if troubles.lost.is_none() {
                tracing::error!(
                    %cause,
                    "the database cannot be reached; requests are answered 503 until it is back"
                );
            }
            let pause = (!is_silent).then(|| Instant::now() + PAUSE);
            troubles.lost = Some(Lost { cause: cause.to_owned(), pause });
        });
    }

    /// A connection answered.
    pub(crate) fn reached(&self) {
        if self.is_troubled() && self.change(|troubles| troubles.lost.take()).is_some() {
            tracing::info!("the database can be reached again");
        }
    }

    /// Why nobody should try to reach the database just now.
    pub(crate) fn refusal(&self) -> Option<Error> {
        if !self.is_troubled() {
            return None;
        }
        self.change(|troubles| {
            let lost = troubles.lost.as_ref()?;
            let is_pause = lost.pause.is_some_and(|end| Instant::now() < end);
            is_pause.then(|| Error::Unreachable(lost.cause.clone()))
        })
    }
}
