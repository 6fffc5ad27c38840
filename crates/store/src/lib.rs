//! The one database: every read is of committed state, every write is one transaction.
//!
//! [`Store`] opens SQLite or PostgreSQL behind the same functions. A [`Tx`] runs statements; the
//! modules named after aggregates hold the SQL, the row types and their conversion into the
//! domain. What differs between the two databases is in `dialect`, which also says what does not.

mod apart;
mod clock;
mod columns;
mod counts;
pub mod datasets;
mod db;
mod derived;
mod dialect;
pub mod doctor;
mod error;
pub mod events;
pub mod fields;
mod health;
pub mod jobs;
mod json;
pub mod metadata_properties;
pub(crate) mod metadata_values;
mod migrations;
pub mod overview;
pub mod preferences;
pub mod progress;
pub mod questions;
mod queue;
pub mod records;
pub mod responses;
mod rows;
pub mod search;
pub mod server_settings;
pub mod sessions;
pub mod settings;
mod stored;
pub mod subjects;
pub mod suggestions;
mod tx;
pub mod users;
pub mod vectors_settings;
pub mod webhooks;
pub mod workspaces;

pub use apart::apart;
pub use clock::{Clock, Machine, new_id};
pub use db::{Lock, LockRefused, Store, Target};
pub use error::{Error, Result};
pub use stored::{Stored, items};
pub use tx::Tx;
