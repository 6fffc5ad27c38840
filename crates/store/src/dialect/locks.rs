//! Locks of PostgreSQL other than those of a statement's own rows
//! ([`Dialect::row_lock`]). On SQLite, where writers take turns, all of them are free: no statement
//! runs.

use super::Dialect;
use crate::error::Result;
use crate::tx::{Statement, Tx, args};

/// What is waited for in line. Row locks alone would let those who keep coming hold up one for ever
/// who waits for all of them to go, and two of them who then change the row would wait for each
/// other.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Line {
    /// To change a dataset; shared, to write its records.
    Dataset,
    /// To match the external ids of a dataset: what is found to be new is new then.
    Matching,
}

impl Line {
    /// Tells its locks from others of the database.
    fn base(self) -> i64 {
        match self {
            Self::Dataset => 0x6473_6574 << 32,
            Self::Matching => 0x7661_7269 << 32,
        }
    }
}

/// Waits for all others in line for this dataset, and keeps them out until the transaction ends.
pub(crate) async fn wait(tx: &mut Tx, line: Line, dataset: i64) -> Result<()> {
    hold(tx, "SELECT pg_advisory_xact_lock($1)", line.base() ^ dataset).await
}

/// As [`wait`], together with others who share it.
pub(crate) async fn wait_shared(tx: &mut Tx, line: Line, dataset: i64) -> Result<()> {
    hold(tx, "SELECT pg_advisory_xact_lock_shared($1)", line.base() ^ dataset).await
}

/// Takes the locks of a statement of PostgreSQL about the row or the lock with this key.
pub(crate) async fn hold(tx: &mut Tx, sql: &'static str, key: i64) -> Result<()> {
    if tx.dialect() == Dialect::Postgres {
        tx.execute(Statement::new(sql, args![key])).await?;
    }
    Ok(())
}

/// Waits for all who write a table, and keeps them out until the transaction ends. Readers do not
/// wait.
pub(crate) async fn table(tx: &mut Tx, table: &'static str) -> Result<()> {
    if tx.dialect() == Dialect::Postgres {
        let sql = format!("LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE");
        tx.execute(Statement::made(sql, args![])).await?;
    }
    Ok(())
}
