//! Work on many rows, apart from the threads that answer requests.

use std::sync::LazyLock;

use tokio::runtime::{Builder, Runtime};

use crate::error::{Error, Result};

/// Work on this many rows takes less than handing it over.
const ROWS_MAX: usize = 100;

/// Threads that give way to all others, for what nobody but its caller waits for. None if the system
/// refuses them.
static PATIENT: LazyLock<Option<Runtime>> = LazyLock::new(|| {
    Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("patient")
        .on_thread_start(give_way)
        .build()
        .inspect_err(|cause| tracing::warn!("long work has no threads of its own: {cause}"))
        .ok()
});

/// Lets other threads go first where they compete with this one, and with those that it starts.
fn give_way() {
    /// A tenth of the share of an ordinary thread.
    #[cfg(target_os = "linux")]
    const BY: i32 = 10;
    #[cfg(target_os = "linux")]
    if let Err(cause) = rustix::process::nice(BY) {
        tracing::debug!("a thread cannot give way: {cause}");
    }
}

/// Does work on a number of rows; that on many keeps a processor busy for milliseconds, which those
/// who need it for microseconds only, and often, must not wait for.
///
/// # Errors
/// The server is stopping.
pub async fn apart<T: Send + 'static>(
    rows: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    if rows <= ROWS_MAX {
        return Ok(work());
    }
    done(match &*PATIENT {
        Some(patient) => patient.spawn_blocking(work),
        None => tokio::task::spawn_blocking(work),
    })
    .await
}

/// As [`apart`], where others wait for what the caller holds.
pub(crate) async fn apart_at_once<T: Send + 'static>(
    rows: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    if rows <= ROWS_MAX { Ok(work()) } else { done(tokio::task::spawn_blocking(work)).await }
}

/// Waits for what the threads that give way do, or start.
pub(crate) async fn patiently<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T> {
    match &*PATIENT {
        Some(patient) => done(patient.spawn(work)).await,
        None => Ok(work.await),
    }
}

async fn done<T>(work: tokio::task::JoinHandle<T>) -> Result<T> {
    match work.await {
        Ok(done) => Ok(done),
        Err(cause) => match cause.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(Error::Unreachable("the server is stopping".to_owned())),
        },
    }
}

/// Does work on so many bytes that belong to somebody else, and lets those who need the thread have
/// another one meanwhile, if it is long.
pub(crate) fn in_place<T>(bytes: usize, work: impl FnOnce() -> T) -> T {
    /// About a millisecond's work.
    const SHORT_BYTES: usize = 1 << 16;
    let flavor = tokio::runtime::Handle::try_current().map(|runtime| runtime.runtime_flavor());
    if bytes > SHORT_BYTES && matches!(flavor, Ok(tokio::runtime::RuntimeFlavor::MultiThread)) {
        tokio::task::block_in_place(work)
    } else {
        work()
    }
}
