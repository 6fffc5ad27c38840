//! Settings of the server itself, shared by all processes on one database.

use crate::error::Result;
use crate::tx::{Statement, Tx, args};

#[derive(sqlx::FromRow)]
struct ValueRow {
    value: String,
}

/// The setting with this name, if there is one.
///
/// # Errors
/// The database fails.
pub async fn get(tx: &mut Tx, name: &str) -> Result<Option<String>> {
    let sql = "SELECT value FROM server_settings WHERE name = $1";
    Ok(tx.optional::<ValueRow>(Statement::new(sql, args![name])).await?.map(|row| row.value))
}

/// Stores a setting in place of the one that is there.
///
/// # Errors
/// The database fails.
pub async fn set(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    let sql = "INSERT INTO server_settings (name, value) VALUES ($1, $2) \
               ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    tx.execute(Statement::new(sql, args![name, value])).await?;
    Ok(())
}

/// Stores a setting unless there is one; answers the one that is stored now, whoever wrote it.
///
/// # Errors
/// The database fails.
pub async fn set_if_absent(tx: &mut Tx, name: &str, value: &str) -> Result<String> {
    // On a conflict this waits for the other writer, whose value the next statement then sees.
    let sql = "INSERT INTO server_settings (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    tx.execute(Statement::new(sql, args![name, value])).await?;
    let sql = "SELECT value FROM server_settings WHERE name = $1";
    Ok(tx.one::<ValueRow>(Statement::new(sql, args![name])).await?.value)
}
