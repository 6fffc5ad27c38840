//! The program as its users run it: standard output, standard error and exit code.

#![expect(clippy::unwrap_used, reason = "a test may end where its ground is missing")]

mod administration;
mod crash;
mod docs;
mod doctor;
mod faults;
mod program;
mod serve;
mod usage;
