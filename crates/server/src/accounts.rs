//! Making and changing accounts: where secrets are made, hashed and sealed. Shared by the API, the
//! first start and the command line.

use uuid::Uuid;
use variorum_schema::users::{Role, User, UserUpdate};
use variorum_store::users::{self, Account, NewUser, UserChanges};
use variorum_store::{Stored, Tx, responses};

use crate::auth::secret::Secret;
use crate::auth::{api_keys, passwords};

/// A user to be made, with a hashed password.
#[derive(Clone)]
pub struct AccountCreate {
    /// Identity, if chosen.
    pub id: Option<Uuid>,
    /// Name to sign in with.
    pub username: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: Option<String>,
    /// Global role.
    pub role: Role,
    /// From [`passwords::hash`], which must not run inside a transaction.
    pub password_hash: String,
    /// API key, generated when absent.
    pub api_key: Option<String>,
}

/// Stores a new user; the answer carries the API key, this once.
///
/// # Errors
/// [`variorum_store::Error::Taken`] for the name, the identity or the key.
pub async fn create(
    tx: &mut Tx,
    secret: &Secret,
    new: AccountCreate,
) -> variorum_store::Result<Stored<User>> {
    let api_key = new.api_key.unwrap_or_else(api_keys::generate);
    let stored = NewUser {
        id: new.id,
        username: new.username,
        first_name: new.first_name,
        last_name: new.last_name,
        role: new.role,
        password_hash: new.password_hash,
        api_key_hash: api_keys::hash(&api_key),
        api_key_sealed: secret.seal(api_key.as_bytes()),
    };
    let mut user = users::insert(tx, stored).await?.user;
    user.item.api_key = api_key;
    Ok(user)
}

/// The changes of an update, with the password hashed. Must not run inside a transaction.
///
/// # Errors
/// The password cannot be hashed.
pub async fn changes(update: UserUpdate) -> Result<UserChanges, passwords::HashingFailed> {
    let password_hash = match update.password {
        Some(password) => Some(passwords::hash(password).await?),
        None => None,
    };
    Ok(UserChanges {
        first_name: update.first_name,
        last_name: update.last_name,
        username: update.username,
        role: update.role,
        password_hash,
        ..UserChanges::default()
    })
}

/// Gives a user a new API key; the old one is worthless at once.
///
/// # Errors
/// The database fails.
pub async fn rotate_key(tx: &mut Tx, secret: &Secret, seq: i64) -> variorum_store::Result<Account> {
    let key = api_keys::generate();
    let api_key = Some((api_keys::hash(&key), secret.seal(key.as_bytes())));
    users::update(tx, seq, UserChanges { api_key, ..UserChanges::default() }).await
}

/// Deletes a user with their responses, and counts the status of the records they answered anew.
///
/// # Errors
/// The database fails.
pub async fn delete(tx: &mut Tx, seq: i64) -> variorum_store::Result<()> {
    responses::delete_all_of(tx, seq).await?;
    users::delete(tx, seq).await
}

/// The user with the API key in clear, for its owner's eyes.
#[must_use]
pub fn with_api_key(secret: &Secret, account: &Account) -> User {
    let mut user = account.user.item.clone();
    match secret.open(&account.api_key_sealed).map(String::from_utf8) {
        Some(Ok(key)) => user.api_key = key,
        _ => tracing::warn!(
            user = %user.username,
            "the API key was sealed with another secret; rotate it to see it again"
        ),
    }
    user
}
