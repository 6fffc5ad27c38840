//! Passwords: argon2id, off the async threads, a bounded number at a time.

use std::sync::{Arc, LazyLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;

/// Hashing takes 19 MiB and all of a core; more at once would only wait for each other.
const AT_ONCE_MAX: usize = 2;

static TURNS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(AT_ONCE_MAX)));

/// Verified against when there is no such user, so that both cases take the same time.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now(&super::api_keys::generate_password()).unwrap_or_default());

/// Hashing failed, which only a lack of memory or randomness can cause.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub struct HashingFailed(String);

/// The PHC form of a password's hash.
///
/// # Errors
/// [`HashingFailed`].
pub async fn hash(password: String) -> Result<String, HashingFailed> {
    off_thread(move || hash_now(&password)).await?
}

/// Whether a password is the one hashed; without a hash it takes as long and is `false`.
///
/// # Errors
/// [`HashingFailed`].
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, HashingFailed> {
    off_thread(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let matches = PasswordHash::new(&hash).is_ok_and(|parsed| {
            Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()
        });
        known && matches
    })
    .await
}

fn hash_now(password: &str) -> Result<String, HashingFailed> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|cause| HashingFailed(cause.to_string()))
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, HashingFailed> {
    let failed = |cause: String| HashingFailed(cause);
    let turn =
        Arc::clone(&TURNS).acquire_owned().await.map_err(|cause| failed(cause.to_string()))?;
    tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    })
    .await
    .map_err(|cause| failed(cause.to_string()))
}
