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
