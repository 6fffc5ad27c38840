//! What can go wrong in the store, told apart as far as an answer depends on it.

use std::borrow::Cow;

/// A store result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A unique constraint holds: `table.column, table.column` as SQLite spells it.
    #[error("already there: {0}")]
    Taken(String),
    /// A foreign key points at nothing: what it names went away meanwhile.
    #[error("refers to something that is not there")]
    Dangling,
    /// A rule of the domain refuses it; the text is for the client.
    #[error("{0}")]
    Refused(String),
    /// A value is too large for an index of the database.
    #[error("a value is too long to be indexed")]
    TooLong,
    /// Too many writers are waiting, or the database is locked by another process.
    #[error("the database is busy")]
    Busy,
    /// No space is left for writing.
    #[error("no space left for the database")]
    Full,
    /// The database cannot be written.
    #[error("the database is read-only")]
    ReadOnly,
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// Stored data is not what was written.
    #[error("stored data is not readable: {0}")]
    Corrupt(String),
    /// Another transaction of the group failed to be committed with this one.
    #[error("the transaction could not be committed: {0}")]
    NotCommitted(String),
    /// A migration could not be applied, or the database is of a newer version.
    #[error("{0}")]
    Migration(String),
    /// Anything else.
    #[error("database error: {0}")]
    Database(#[source] sqlx::Error),
}

impl Error {
    /// Whether a unique constraint on these columns (`table.column, ...`) was the cause.
    #[must_use]
    pub fn is_taken(&self, constraint: &str) -> bool {
        matches!(self, Self::Taken(found) if found == constraint)
    }

    /// Stored data of `table` is not what was written.
    pub(crate) fn corrupt(table: &str, what: impl std::fmt::Display) -> Self {
        Self::Corrupt(format!("table `{table}`: {what}"))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) => {
                if cause.is_unique_violation() {
                    return Self::Taken(constraint(cause.as_ref()));
                }
                if cause.is_foreign_key_violation() {
                    return Self::Dangling;
                }
                from_code(cause.code().unwrap_or_default(), cause.message())
                    .unwrap_or(Self::Database(error))
            }
            // A row that was found a moment ago is gone.
            sqlx::Error::RowNotFound => Self::Dangling,
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolClosed => {
                Self::Unreachable(error.to_string())
            }
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
                Self::Corrupt(error.to_string())
            }
            _ => Self::Database(error),
        }
    }
}

/// The constraint as SQLite reports it; in PostgreSQL it bears that very name.
fn constraint(cause: &dyn sqlx::error::DatabaseError) -> String {
    match cause.constraint() {
        Some(name) => name.to_owned(),
        None => {
            let message = cause.message();
            message.rsplit_once("failed: ").map_or(message, |(_, columns)| columns).to_owned()
        }
    }
}

/// SQLite's extended result codes are numbers, PostgreSQL's SQLSTATE has five characters.
fn from_code(code: Cow<'_, str>, message: &str) -> Option<Error> {
    if code.len() != 5 {
        return Some(match code.parse::<i32>().ok()? & 0xff {
            5 | 6 => Error::Busy,
            8 => Error::ReadOnly,
            13 => Error::Full,
            10 | 14 => Error::Unreachable(message.to_owned()),
            11 | 26 => Error::Corrupt(message.to_owned()),
            _ => return None,
        });
    }
    Some(match &*code {
        "53100" => Error::Full,
        "54000" => Error::TooLong,
        "25006" => Error::ReadOnly,
        // Serialization failures and deadlocks: the client may simply try again.
        "40001" | "40P01" | "55P03" | "53300" => Error::Busy,
        code if code.starts_with("08") || code.starts_with("57P") => {
            Error::Unreachable(message.to_owned())
        }
        code if code.starts_with("XX") => Error::Corrupt(message.to_owned()),
        _ => return None,
    })
}
