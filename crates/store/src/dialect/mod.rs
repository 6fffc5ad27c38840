//! All that differs between the two databases: how it is opened, and how many rows travel as one
//! argument. Full text is the third difference and lives with the search.

pub(crate) mod postgres;
pub(crate) mod sqlite;
mod sqlite_readers;
mod sqlite_writer;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}
