//! What the program keeps of memory that it no longer uses.

/// Memory of hashed passwords and large bodies goes back to the system; that of the C library stays
/// with each thread that ever had it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long what is free waits to be used again before the system gets it back. A page of an export
/// is made and gone within 30 ms: after a second, as the library has it, all pages of that second
/// would be held.
const KEPT_MS: std::ffi::c_long = 10;

/// `mi_option_purge_delay`, which the binding has no name for.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

/// How many heaps the C library has, from which SQLite allocates: by itself one for each thread, up to
/// eight for a processor, and each keeps what its thread once needed.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const HEAPS_OF_C: std::ffi::c_int = 2;

/// Lets little of what is free be kept; to be called before there are threads.
#[expect(unsafe_code, reason = "both libraries are told by calls of C only")]
pub(crate) fn keep_little() {
    // SAFETY: there is no other thread yet, which is all that it asks for; an option that is none is
    // ignored.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, KEPT_MS) };
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: it takes two numbers and may be called at any time; what it refuses stays as it was.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, HEAPS_OF_C)
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(unsafe_code, reason = "as above")]
    fn the_number_is_that_of_the_delay() {
        // SAFETY: it only reads. 1,000 is what this version of the library begins with.
        assert_eq!(unsafe { libmimalloc_sys::mi_option_get(PURGE_DELAY) }, 1_000);
        keep_little();
        // SAFETY: as above.
        assert_eq!(unsafe { libmimalloc_sys::mi_option_get(PURGE_DELAY) }, KEPT_MS);
    }
}
