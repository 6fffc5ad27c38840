//! What differs between the two databases: how they are opened, their words for the same thing, and
//! the locks of the one that has many writers.
//!
//! Elsewhere only three things ask which database it is: [`Tx`](crate::Tx), which has a connection of
//! either kind; full-text search, whose two languages have little in common (`records/texts.rs`,
//! `search/text`, `search/relevance.rs`, and how `search` prepares PostgreSQL); and
//! [`doctor`](crate::doctor), which knows what only a file can suffer.

pub(crate) mod keys;
mod list;
pub(crate) mod locks;
pub(crate) mod one_of;
mod pieces;
pub(crate) mod postgres;
pub(crate) mod sqlite;
mod sqlite_readers;
mod sqlite_writer;

pub(crate) use list::List;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}
