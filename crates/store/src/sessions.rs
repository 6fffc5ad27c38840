//! Sessions of browsers: who is signed in, where, and until when. Their tokens arrive here hashed.

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;

use crate::error::Result;
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};
use crate::users::{self, Account, AccountRow};

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Identity.
    pub id: Uuid,
    /// Whether it outlives the browser's being closed.
    pub stays: bool,
    /// What the browser called itself when it signed in.
    pub user_agent: Option<String>,
    /// When it was last used, to within some minutes.
    pub last_seen_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it began.
    pub inserted_at: Timestamp,
}

/// A session to be stored.
#[derive(Clone)]
pub struct NewSession {
    /// SHA-256 of its token.
    pub token_hash: Vec<u8>,
    /// Whether it outlives the browser's being closed.
    pub stays: bool,
    /// What the browser calls itself.
    pub user_agent: Option<String>,
    /// When it ends.
    pub expires_at: Timestamp,
}

const COLUMNS: &str = "seq, id, stays, user_agent, last_seen_at, expires_at, inserted_at";

#[derive(FromRow)]
struct SessionRow {
    seq: i64,
    id: Uuid,
    stays: bool,
    user_agent: Option<String>,
    last_seen_at: i64,
    expires_at: i64,
    inserted_at: i64,
}

impl From<SessionRow> for Stored<Session> {
    fn from(row: SessionRow) -> Self {
        let item = Session {
            id: row.id,
            stays: row.stays,
            user_agent: row.user_agent,
            last_seen_at: Timestamp(row.last_seen_at),
            expires_at: Timestamp(row.expires_at),
            inserted_at: Timestamp(row.inserted_at),
        };
        Self { seq: row.seq, item }
    }
}

/// Stores a session of a user whose password was the right one when `account` was read: if it has
/// changed since, the session is none.
///
/// # Errors
/// [`Error::Dangling`](crate::Error::Dangling) if the user is gone.
pub async fn insert(tx: &mut Tx, account: &Account, new: NewSession) -> Result<Stored<Session>> {
    let now = tx.now().0;
    let sql = format!(
        "INSERT INTO sessions (id, holder, token_hash, password_changed_at, stays, user_agent, \
         last_seen_at, expires_at, inserted_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING {COLUMNS}"
    );
    let args = args![
        tx.new_id(),
        account.user.seq,
        new.token_hash,
        account.password_changed_at.0,
        new.stays,
        new.user_agent,
        now,
        new.expires_at.0,
        now
    ];
    Ok(tx.one::<SessionRow>(Statement::made(sql, args)).await?.into())
}

/// The session with this token (by its SHA-256) and its user, unless it has ended.
///
/// # Errors
/// The database fails.
pub async fn by_token(tx: &mut Tx, hash: &[u8]) -> Result<Option<(Account, Stored<Session>)>> {
    let sql = format!("SELECT {COLUMNS} FROM sessions WHERE token_hash = $1 AND expires_at > $2");
    let args = args![hash.to_vec(), tx.now().0];
    let found = tx.optional::<SessionRow>(Statement::made(sql, args)).await?;
    let Some(session) = found.map(Stored::<Session>::from) else { return Ok(None) };
    let sql = format!(
        "SELECT {} FROM users WHERE EXISTS (SELECT 1 FROM sessions WHERE sessions.seq = $1 \
         AND sessions.holder = users.seq \
         AND sessions.password_changed_at = users.password_changed_at)",
        users::COLUMNS
    );
    let account = tx.optional::<AccountRow>(Statement::made(sql, args![session.seq])).await?;
    let account = account.map(Account::try_from).transpose()?;
    Ok(account.map(|account| (account, session)))
}

/// The sessions of a user that have not ended, in order of creation.
///
/// # Errors
/// The database fails.
pub async fn list_of(tx: &mut Tx, user: i64) -> Result<Vec<Stored<Session>>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sessions WHERE holder = $1 AND expires_at > $2 \
         AND password_changed_at = (SELECT users.password_changed_at FROM users WHERE seq = $1) \
         ORDER BY seq"
    );
    let rows = tx.all::<SessionRow>(Statement::made(sql, args![user, tx.now().0])).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Notes that a session is used now, and lets it end at `expires_at` if that is later. `None` says
/// that it has ended.
///
/// # Errors
/// The database fails.
pub async fn extend(
    tx: &mut Tx,
    seq: i64,
    expires_at: Timestamp,
) -> Result<Option<Stored<Session>>> {
    let sql = format!(
        "UPDATE sessions SET last_seen_at = $2, \
         expires_at = CASE WHEN expires_at < $3 THEN $3 ELSE expires_at END \
         WHERE seq = $1 AND expires_at > $2 RETURNING {COLUMNS}"
    );
    let args = args![seq, tx.now().0, expires_at.0];
    Ok(tx.optional::<SessionRow>(Statement::made(sql, args)).await?.map(Into::into))
}

/// Ends a session.
///
/// # Errors
/// The database fails.
pub async fn delete(tx: &mut Tx, seq: i64) -> Result<()> {
    tx.execute(Statement::new("DELETE FROM sessions WHERE seq = $1", args![seq])).await?;
    Ok(())
}

/// Ends a session of a user; whether there was one.
///
/// # Errors
/// The database fails.
pub async fn delete_of(tx: &mut Tx, user: i64, id: Uuid) -> Result<bool> {
    let sql = "DELETE FROM sessions WHERE holder = $1 AND id = $2 AND expires_at > $3";
    Ok(tx.execute(Statement::new(sql, args![user, id, tx.now().0])).await? > 0)
}

/// Ends the sessions of a user whose password was changed just now, but for `kept`.
pub(crate) async fn end_with_password(
    tx: &mut Tx,
    account: &Account,
    kept: Option<Uuid>,
) -> Result<()> {
    let holder = account.user.seq;
    let Some(kept) = kept else { return delete_all_of(tx, holder).await };
    let sql = "DELETE FROM sessions WHERE holder = $1 AND id <> $2";
    tx.execute(Statement::new(sql, args![holder, kept])).await?;
    let sql = "UPDATE sessions SET password_changed_at = $2 WHERE holder = $1";
    tx.execute(Statement::new(sql, args![holder, account.password_changed_at.0])).await?;
    Ok(())
}

/// Ends all sessions of a user.
///
/// # Errors
/// The database fails.
pub async fn delete_all_of(tx: &mut Tx, user: i64) -> Result<()> {
    tx.execute(Statement::new("DELETE FROM sessions WHERE holder = $1", args![user])).await?;
    Ok(())
}

/// Deletes at most `sessions_max` sessions that have ended by themselves; how many there were.
///
/// # Errors
/// The database fails.
pub async fn delete_ended(tx: &mut Tx, sessions_max: u32) -> Result<u64> {
    let sql = "DELETE FROM sessions WHERE seq IN (SELECT seq FROM sessions \
               WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)";
    tx.execute(Statement::new(sql, args![tx.now().0, i64::from(sessions_max)])).await
}
