//! Numbers that a database gives to new rows.

use super::Dialect;
use crate::error::Result;
use crate::tx::{Statement, Tx, args};

/// Keys for new records, in order.
pub(crate) async fn for_records(tx: &mut Tx, count: usize) -> Result<Vec<i64>> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    if tx.dialect() == Dialect::Sqlite {
        // Nobody else can give them to other rows before these are written.
        let sql = "SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'records'), 0)";
        let (last,): (i64,) = tx.one(Statement::new(sql, args![])).await?;
        return Ok((last + 1..=last + count).collect());
    }
    let sql =
        "SELECT nextval(pg_get_serial_sequence('records', 'seq')) FROM generate_series(1, $1)";
    let keys: Vec<(i64,)> = tx.all(Statement::new(sql, args![count])).await?;
    let mut keys: Vec<i64> = keys.into_iter().map(|(key,)| key).collect();
    keys.sort_unstable();
    Ok(keys)
}

impl Dialect {
    /// What an `INSERT` of rows with such keys says after its columns.
    pub(crate) fn with_own_keys(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => "OVERRIDING SYSTEM VALUE",
        }
    }

    /// The column of `events` with the number by which a [snapshot](Self::snapshot) tells whether it
    /// was seen.
    pub(crate) fn number_of_event(self) -> &'static str {
        match self {
            Self::Sqlite => "seq",
            Self::Postgres => "number",
        }
    }

    /// Selects which events a transaction sees, as PostgreSQL writes its snapshots. On SQLite, where
    /// writers take turns, it is all below a number.
    pub(crate) fn snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT printf('%d:%d:', next, next) FROM (SELECT 1 + COALESCE(\
                 (SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0) AS next)"
            }
            Self::Postgres => "SELECT CAST(pg_current_snapshot() AS TEXT)",
        }
    }
}
