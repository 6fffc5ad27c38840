//! The domain of Variorum: what a dataset is made of, what may be asked and answered, who may do
//! what. Nothing here does I/O, reads a clock or knows a database.
//!
//! Every type that a client sends has a [`Decode`](decode::Decode) implementation that checks it
//! completely, and what depends on a dataset is decided by a [`Checker`](checker::Checker); behind
//! them nothing validates again. Every type that a client receives serialises to the shape of the
//! v1 contract.

pub mod activity;
pub mod body;
pub mod checker;
pub mod datasets;
pub mod decode;
#[cfg(any(test, feature = "fuzzing"))]
mod example;
pub mod fields;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
pub mod ids;
pub mod index;
pub mod jobs;
pub mod json;
pub mod limits;
pub mod metadata;
pub mod policy;
pub mod preferences;
#[cfg(test)]
mod properties;
pub mod provenance;
pub mod query;
pub mod questions;
pub mod records;
pub mod refusal;
pub mod responses;
pub mod search;
pub mod sessions;
pub mod suggestions;
#[cfg(test)]
mod testing;
pub mod time;
pub mod users;
pub mod vectors;
pub mod webhooks;
pub mod workspaces;

pub use limits::Limits;
pub use refusal::Refusal;
pub use time::Timestamp;
pub use uuid::Uuid;
