//! All that differs between the two databases: how it is opened, and how many rows travel as one
//! argument. Full text is the third difference and lives with the search.

use std::time::Duration;

use log::LevelFilter;
use sqlx::ConnectOptions;

pub(crate) mod postgres;
pub(crate) mod sqlite;
mod sqlite_readers;
pub(crate) mod sqlite_still;
mod sqlite_writer;

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
