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
    /// The stored response is another than the one that the written one is based on, or is gone.
    #[error("the response was changed meanwhile")]
    Changed(Option<Box<variorum_schema::responses::Response>>),
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
    #[error("no space left for the database: {0}")]
    Full(String),
    /// The database cannot be written.
    #[error("the database cannot be written: {0}")]
    ReadOnly(String),
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
    /// There is no database, or none that can be read as it is.
    #[error("{0}")]
    Unusable(String),
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

    /// Whether SQLite may have rolled back more than the statement that failed.
    pub(crate) fn may_undo_all(&self) -> bool {
        matches!(self, Self::Full(_) | Self::ReadOnly(_) | Self::Unreachable(_) | Self::Busy)
    }

    /// The same once more, for another who failed of the same cause.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::Busy => Self::Busy,
            Self::Full(cause) => Self::Full(cause.clone()),
            Self::ReadOnly(cause) => Self::ReadOnly(cause.clone()),
            Self::Unreachable(cause) => Self::Unreachable(cause.clone()),
            Self::Corrupt(cause) => Self::Corrupt(cause.clone()),
            cause => Self::NotCommitted(cause.to_string()),
        }
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
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unreachable(error.to_string()),
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
    let message = message.to_owned();
    if code.len() != 5 {
        let code = code.parse::<i32>().ok()?;
        return Some(match (code & 0xff, code >> 8) {
            // Busy, locked, out of memory, interrupted.
            (5 | 6 | 7 | 9, _) => Error::Busy,
            (8, _) => Error::ReadOnly(message),
            (13, _) => Error::Full(message),
            // Writing, truncating or making durable failed, the file of shared memory included.
            // Why, SQLite does not tell; a full disk has its own code.
            (10, 3 | 4 | 5 | 6 | 19) => Error::ReadOnly(message),
            // The file system or a checksum says that what was read is not what was written.
            (10, 32 | 33) | (11 | 26, _) => Error::Corrupt(message),
            (10 | 14, _) => Error::Unreachable(message),
            _ => return None,
        });
    }
    Some(match &*code {
        "53100" => Error::Full(message),
        "54000" => Error::TooLong,
        // Told to write nothing, or not allowed to write its own files.
        "25006" | "42501" => Error::ReadOnly(message),
        // Serialization failures, deadlocks, locks, limits of the server or of its operator: the
        // client may simply try again.
        "40001" | "40P01" | "55P03" | "57014" | "53000" | "53200" | "53300" => Error::Busy,
        // What is stored does not read back, or a file of it is gone.
        "XX001" | "XX002" | "58P01" => Error::Corrupt(message),
        // Its files cannot be read or written; it lets nobody in.
        "58030" | "28000" | "28P01" | "3D000" => Error::Unreachable(message),
        code if code.starts_with("08") || code.starts_with("57P") => Error::Unreachable(message),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_databases_are_told_apart() {
        let kind = |code: &'static str| match from_code(Cow::Borrowed(code), "m") {
            None => "other",
            Some(Error::Busy) => "busy",
            Some(Error::Full(_)) => "full",
            Some(Error::ReadOnly(_)) => "read-only",
            Some(Error::Unreachable(_)) => "unreachable",
            Some(Error::Corrupt(_)) => "corrupt",
            Some(other) => panic!("{code}: {other:?}"),
        };
        for (code, expected) in [
            // SQLITE_BUSY, _BUSY_SNAPSHOT, _LOCKED, _NOMEM.
            ("5", "busy"),
            ("517", "busy"),
            ("6", "busy"),
            ("7", "busy"),
            ("13", "full"),
            // SQLITE_READONLY, _READONLY_DBMOVED, _IOERR_WRITE, _FSYNC, _TRUNCATE, _SHMSIZE.
            ("8", "read-only"),
            ("1032", "read-only"),
            ("778", "read-only"),
            ("1034", "read-only"),
            ("1546", "read-only"),
            ("4874", "read-only"),
            // SQLITE_IOERR_READ, _CANTOPEN.
            ("266", "unreachable"),
            ("14", "unreachable"),
            // SQLITE_CORRUPT, _CORRUPT_INDEX, _NOTADB, _IOERR_DATA, _IOERR_CORRUPTFS.
            ("11", "corrupt"),
            ("779", "corrupt"),
            ("26", "corrupt"),
            ("8202", "corrupt"),
            ("8458", "corrupt"),
            ("1", "other"),
            ("53100", "full"),
            ("25006", "read-only"),
            ("40001", "busy"),
            ("40P01", "busy"),
            ("57014", "busy"),
            ("53300", "busy"),
            ("08006", "unreachable"),
            ("57P01", "unreachable"),
            ("57P03", "unreachable"),
            ("XX001", "corrupt"),
            ("XX000", "other"),
            ("42P01", "other"),
        ] {
            assert_eq!(kind(code), expected, "{code}");
        }
    }
}
