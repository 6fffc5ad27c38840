//! Pure text kernels of Variorum: functions from text to values, without I/O, clock or randomness.
//!
//! [`tokenise`] cuts documents and queries into the tokens of full-text search, [`fold`](mod@fold)
//! removes the differences between letters that a search should not see.

pub mod fold;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
pub mod tokenise;

mod splitter;
