//! What differs between the two databases: how they are opened, their words for the same thing, and
//! the locks of the one that has many writers.
//!
//! Elsewhere only three things ask which database it is: [`Tx`](crate::Tx), which has a connection of
//! either kind; full-text search, whose two languages have little in common (`records/texts.rs`,
//! `search/text`, `search/relevance.rs`, and how `search` prepares PostgreSQL); and
//! [`doctor`](crate::doctor), which knows what only a file can suffer.

use std::time::Duration;

use log::LevelFilter;
use sqlx::ConnectOptions;

pub(crate) mod keys;
mod list;
pub(crate) mod locks;
pub(crate) mod one_of;
mod pieces;
pub(crate) mod postgres;
pub(crate) mod sqlite;
mod sqlite_readers;
pub(crate) mod sqlite_still;
mod sqlite_writer;

pub(crate) use list::List;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// What a connection says of statements, when it is asked: at `debug` those that take long, at
/// `trace` all.
pub(crate) fn quiet<O: ConnectOptions>(options: O) -> O {
    /// From then on a statement takes long.
    const SLOW: Duration = Duration::from_secs(1);
    options.log_statements(LevelFilter::Trace).log_slow_statements(LevelFilter::Debug, SLOW)
}
