//! What statements find, of either database.

use sqlx::FromRow;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

use crate::error::Result;

/// A row type that both databases can fill.
pub(crate) trait Row:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

impl<R> Row for R where R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{}

/// The rows that one of several statements found.
#[derive(Debug)]
pub(crate) enum Found {
    Sqlite(Vec<SqliteRow>),
    Postgres(Vec<PgRow>),
}

impl Default for Found {
    fn default() -> Self {
        Self::Sqlite(Vec::new())
    }
}

impl Found {
    /// All of them.
    pub(crate) fn all<R: Row>(self) -> Result<Vec<R>> {
        Ok(match self {
            Self::Sqlite(rows) => rows.iter().map(R::from_row).collect::<Result<_, _>>()?,
            Self::Postgres(rows) => rows.iter().map(R::from_row).collect::<Result<_, _>>()?,
        })
    }

    /// Whether there is any.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Sqlite(rows) => rows.is_empty(),
            Self::Postgres(rows) => rows.is_empty(),
        }
    }

    /// The first, if there is one.
    pub(crate) fn optional<R: Row>(self) -> Result<Option<R>> {
        Ok(match self {
            Self::Sqlite(rows) => rows.first().map(R::from_row).transpose()?,
            Self::Postgres(rows) => rows.first().map(R::from_row).transpose()?,
        })
    }
}
