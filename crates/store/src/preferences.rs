//! What users have set for themselves.

use variorum_schema::preferences::{Preferences, PreferencesUpdate};

use crate::dialect::locks;
use crate::error::Result;
use crate::json::{from_json, to_json};
use crate::tx::{Statement, Tx, args};

/// What the user with this key has set.
///
/// # Errors
/// The database fails.
pub async fn of_user(tx: &mut Tx, user: i64) -> Result<Preferences> {
    let sql = "SELECT value FROM preferences WHERE member = $1";
    let found: Option<(String,)> = tx.optional(Statement::new(sql, args![user])).await?;
    let value = found.map(|(text,)| from_json("preferences", user, &text)).transpose()?;
    Ok(Preferences(value.unwrap_or_default()))
}

/// Changes what the user with this key has set, and answers all of it.
///
/// # Errors
/// [`Refused`](crate::Error::Refused) when it would be too large;
/// [`Dangling`](crate::Error::Dangling) when the user is gone.
pub async fn update(tx: &mut Tx, user: i64, changes: PreferencesUpdate) -> Result<Preferences> {
    // Of two that change different keys at the same time, the second sees what the first did.
    locks::hold(tx, "SELECT seq FROM users WHERE seq = $1 FOR NO KEY UPDATE", user).await?;
    let mut all = of_user(tx, user).await?;
    all.merge(changes)?;
    let sql = "INSERT INTO preferences (member, value, updated_at) VALUES ($1, $2, $3) \
               ON CONFLICT (member) DO UPDATE SET value = excluded.value, \
               updated_at = excluded.updated_at";
    let args = args![user, to_json("preferences", &all.0)?, tx.now().0];
    tx.execute(Statement::new(sql, args)).await?;
    Ok(all)
}
