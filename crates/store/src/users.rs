//! Users and their credentials. What is secret arrives here hashed or sealed.

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::users::{Role, User};

use crate::error::{Error, Result};
use crate::sessions;
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};

/// A user with what is needed to check credentials; `item.api_key` is empty.
#[derive(Debug, Clone)]
pub struct Account {
    /// The user.
    pub user: Stored<User>,
    /// Argon2id hash in PHC form.
    pub password_hash: String,
    /// Tokens issued before are no longer accepted.
    pub password_changed_at: Timestamp,
    /// The API key, sealed with the server's secret.
    pub api_key_sealed: Vec<u8>,
}

/// A user to be stored.
#[derive(Clone)]
pub struct NewUser {
    /// Identity, if the caller chose it.
    pub id: Option<Uuid>,
    /// Unique name.
    pub username: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: Option<String>,
    /// Global role.
    pub role: Role,
    /// Argon2id hash in PHC form.
    pub password_hash: String,
    /// SHA-256 of the API key.
    pub api_key_hash: Vec<u8>,
    /// The API key, sealed with the server's secret.
    pub api_key_sealed: Vec<u8>,
}

/// Changes to a user; `None` leaves as is.
#[derive(Clone, Default)]
pub struct UserChanges {
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<Option<String>>,
    /// Unique name.
    pub username: Option<String>,
    /// Global role.
    pub role: Option<Role>,
    /// Argon2id hash in PHC form; ends all tokens and sessions.
    pub password_hash: Option<String>,
    /// SHA-256 and sealed form of a new API key.
    pub api_key: Option<(Vec<u8>, Vec<u8>)>,
    /// The one session that a new password does not end.
    pub kept_session: Option<Uuid>,
}

/// Unique constraint on the name.
pub const USERNAME: &str = "users.username";
/// Unique constraint on the identity.
pub const ID: &str = "users.id";
/// Unique constraint on the API key.
pub const API_KEY: &str = "users.api_key_hash";

pub(crate) const COLUMNS: &str = "seq, id, username, first_name, last_name, role, password_hash, \
                       password_changed_at, api_key_sealed, inserted_at, updated_at";

#[derive(FromRow)]
pub(crate) struct AccountRow {
    seq: i64,
    id: Uuid,
    username: String,
    first_name: String,
    last_name: Option<String>,
    role: String,
    password_hash: String,
    password_changed_at: i64,
    api_key_sealed: Vec<u8>,
    inserted_at: i64,
    updated_at: i64,
}

impl TryFrom<AccountRow> for Account {
    type Error = Error;

    fn try_from(row: AccountRow) -> Result<Self> {
        let role = Role::parse(&row.role)
            .ok_or_else(|| Error::corrupt("users", format!("role `{}`", row.role)))?;
        let item = User {
            id: row.id,
            first_name: row.first_name,
            last_name: row.last_name,
            username: row.username,
            role,
            api_key: String::new(),
            inserted_at: Timestamp(row.inserted_at),
            updated_at: Timestamp(row.updated_at),
        };
        Ok(Self {
            user: Stored { seq: row.seq, item },
            password_hash: row.password_hash,
            password_changed_at: Timestamp(row.password_changed_at),
            api_key_sealed: row.api_key_sealed,
        })
    }
}

/// The user with this API key (by its SHA-256).
///
/// # Errors
/// The database fails.
pub async fn by_api_key(tx: &mut Tx, hash: &[u8]) -> Result<Option<Account>> {
    find(tx, "api_key_hash = $1", args![hash.to_vec()]).await
}

/// The user with this name.
///
/// # Errors
/// The database fails.
pub async fn by_username(tx: &mut Tx, username: &str) -> Result<Option<Account>> {
    find(tx, "username = $1", args![username]).await
}

/// The user with this identity.
///
/// # Errors
/// The database fails.
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Account>> {
    find(tx, "id = $1", args![id]).await
}

async fn find(
    tx: &mut Tx,
    condition: &'static str,
    args: Vec<sea_query::Value>,
) -> Result<Option<Account>> {
    let sql = format!("SELECT {COLUMNS} FROM users WHERE {condition}");
    tx.optional::<AccountRow>(Statement::made(sql, args)).await?.map(Account::try_from).transpose()
}

/// All users in order of creation.
///
/// # Errors
/// The database fails.
pub async fn list(tx: &mut Tx) -> Result<Vec<Account>> {
    let sql = format!("SELECT {COLUMNS} FROM users ORDER BY seq");
    let rows = tx.all::<AccountRow>(Statement::made(sql, args![])).await?;
    rows.into_iter().map(Account::try_from).collect()
}

/// Stores a new user.
///
/// # Errors
/// [`Error::Taken`] for [`USERNAME`], [`ID`] or [`API_KEY`].
pub async fn insert(tx: &mut Tx, new: NewUser) -> Result<Account> {
    let now = tx.now().0;
    let id = new.id.unwrap_or_else(|| tx.new_id());
    let sql = format!(
        "INSERT INTO users (id, username, first_name, last_name, role, password_hash, \
         password_changed_at, api_key_hash, api_key_sealed, inserted_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING {COLUMNS}"
    );
    let args = args![
        id,
        new.username,
        new.first_name,
        new.last_name,
        new.role.as_str(),
        new.password_hash,
        now,
        new.api_key_hash,
        new.api_key_sealed,
        now,
        now
    ];
    tx.one::<AccountRow>(Statement::made(sql, args)).await?.try_into()
}

/// Changes a user.
///
/// # Errors
/// [`Error::Taken`] for [`USERNAME`] or [`API_KEY`].
pub async fn update(tx: &mut Tx, seq: i64, changes: UserChanges) -> Result<Account> {
    let (key_hash, key_sealed) = changes.api_key.unzip();
    let is_changed = changes.password_hash.is_some();
    let sql = format!(
        "UPDATE users SET \
         first_name = COALESCE($2, first_name), \
         last_name = CASE WHEN $3 THEN $4 ELSE last_name END, \
         username = COALESCE($5, username), \
         role = COALESCE($6, role), \
         password_hash = COALESCE($7, password_hash), \
         password_changed_at = CASE WHEN $8 THEN $9 ELSE password_changed_at END, \
         api_key_hash = COALESCE($10, api_key_hash), \
         api_key_sealed = COALESCE($11, api_key_sealed), \
         updated_at = $9 \
         WHERE seq = $1 RETURNING {COLUMNS}"
    );
    let args = args![
        seq,
        changes.first_name,
        changes.last_name.is_some(),
        changes.last_name.flatten(),
        changes.username,
        changes.role.map(|role| role.as_str().to_owned()),
        changes.password_hash,
        is_changed,
        tx.now().0,
        key_hash,
        key_sealed
    ];
    let account: Account = tx.one::<AccountRow>(Statement::made(sql, args)).await?.try_into()?;
    if is_changed {
        sessions::end_with_password(tx, &account, changes.kept_session).await?;
    }
    Ok(account)
}

/// Deletes a user with their memberships, sessions and responses. The status of records they answered is
/// not counted here: see `responses::delete_all_of`.
///
/// # Errors
/// The database fails.
pub async fn delete(tx: &mut Tx, seq: i64) -> Result<()> {
    tx.execute(Statement::new("DELETE FROM users WHERE seq = $1", args![seq])).await?;
    Ok(())
}
