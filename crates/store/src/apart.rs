//! Work that takes the processor for long.

/// Does work on so many bytes where others need not wait for the thread, if it is long.
pub(crate) fn apart<T>(bytes: usize, work: impl FnOnce() -> T) -> T {
    /// About a millisecond's work.
    const SHORT_BYTES: usize = 1 << 16;
    let flavor = tokio::runtime::Handle::try_current().map(|runtime| runtime.runtime_flavor());
    if bytes > SHORT_BYTES && matches!(flavor, Ok(tokio::runtime::RuntimeFlavor::MultiThread)) {
        tokio::task::block_in_place(work)
    } else {
        work()
    }
}
