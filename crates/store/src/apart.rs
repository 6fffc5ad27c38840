//! Work on many rows, apart from the threads that answer requests.

use crate::error::{Error, Result};

/// Work on this many rows takes less than handing it over.
const ROWS_MAX: usize = 100;

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
    match tokio::task::spawn_blocking(work).await {
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
