//! Bearer tokens: signed by the server, good until they expire or the password changes.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use variorum_schema::Timestamp;
use variorum_store::users::Account;

use super::secret::Secret;

/// What a token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    /// The user's id.
    pub identity: String,
    /// Given name.
    pub name: String,
    /// Name to sign in with; the one claim that is read back.
    pub username: String,
    /// Role when the token was made.
    pub role: String,
    /// When it expires, seconds since the epoch.
    pub exp: i64,
    /// When the password was last changed, microseconds; a later change ends the token.
    pub password_changed_at: i64,
}

/// A token for a user, good for `lifetime_seconds`.
///
/// # Errors
/// The claims cannot be signed.
pub fn issue(
    secret: &Secret,
    account: &Account,
    now: Timestamp,
    lifetime_seconds: i64,
) -> Result<String, jsonwebtoken::errors::Error> {
    let claims = Claims {
        identity: account.user.id.to_string(),
        name: account.user.first_name.clone(),
        username: account.user.username.clone(),
        role: account.user.role.as_str().to_owned(),
        exp: now.plus_seconds(lifetime_seconds).unix_seconds(),
        password_changed_at: account.password_changed_at.0,
    };
    let key = EncodingKey::from_secret(secret.token_key());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key)
}

/// What a token says, if this server signed it and it has not expired.
#[must_use]
pub fn read(secret: &Secret, token: &str, now: Timestamp) -> Option<Claims> {
    let key = DecodingKey::from_secret(secret.token_key());
    let mut validation = Validation::new(Algorithm::HS256);
    // Expiry is checked below, against the same clock that made it.
    validation.validate_exp = false;
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation).ok()?.claims;
    (claims.exp > now.unix_seconds()).then_some(claims)
}
