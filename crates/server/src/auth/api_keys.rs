//! API keys and other random texts.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rand::TryRng as _;
use rand::rngs::SysRng;
use sha2::{Digest as _, Sha256};

/// Bytes from the operating system.
///
/// # Panics
/// The operating system has no randomness, without which no credential can be made.
#[expect(clippy::expect_used, reason = "no credential may be made without randomness")]
pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SysRng.try_fill_bytes(&mut bytes).expect("randomness from the operating system");
    bytes
}

/// URL-safe text of `N` random bytes.
pub(crate) fn random_text<const N: usize>() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<N>())
}

/// A new API key: 107 characters of URL-safe base64, as clients know them.
#[must_use]
pub fn generate() -> String {
    random_text::<80>()
}

/// A new signing secret of a webhook: standard base64 of 64 random bytes.
#[must_use]
pub fn generate_webhook_secret() -> String {
    STANDARD.encode(random_bytes::<64>())
}

/// A new password: 24 characters.
#[must_use]
pub fn generate_password() -> String {
    random_text::<18>()
}

/// What a key is looked up by. A plain hash: keys are long and random, and come with every call.
#[must_use]
pub fn hash(key: &str) -> Vec<u8> {
    Sha256::digest(key.as_bytes()).to_vec()
}
