//! The server's secret: what signs tokens and seals API keys.

use std::fmt;
use std::io::Write as _;
use std::path::Path;

use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use sha2::{Digest as _, Sha256};
use variorum_store::{Store, server_settings};

use super::api_keys::random_bytes;

const NONCE_BYTES: usize = 12;
/// File in the data folder.
const FILE: &str = "secret.key";
/// Row in the database.
const SETTING: &str = "secret_key";

/// The server's secret. Never printed; two keys are derived from it, one for each use.
#[derive(Clone)]
pub struct Secret {
    token_key: [u8; 32],
    seal_key: [u8; 32],
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Secret {
    /// The secret of a text that an operator chose or that was made before.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let derive = |purpose: &str| -> [u8; 32] {
            let mut hash = Sha256::new();
            hash.update(purpose.as_bytes());
            hash.update([0]);
            hash.update(text.as_bytes());
            hash.finalize().into()
        };
        Self { token_key: derive("variorum token"), seal_key: derive("variorum seal") }
    }

    /// The secret kept in a data folder, made on first use, readable by its owner alone.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn from_folder(folder: &Path) -> std::io::Result<Self> {
        let path = folder.join(FILE);
        match std::fs::read_to_string(&path) {
            Ok(text) if !text.trim().is_empty() => return Ok(Self::new(text.trim())),
            Ok(_) => {}
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {}
            Err(cause) => return Err(cause),
        }
        // Written aside, then linked: of two processes that start at once, one wins and both read
        // the winner's.
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(generate().as_bytes())?;
        file.as_file().sync_all()?;
        match file.persist_noclobber(&path) {
            Ok(_) => {}
            Err(failed) if failed.error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(failed) => return Err(failed.error),
        }
        Ok(Self::new(std::fs::read_to_string(&path)?.trim()))
    }

    /// The secret kept in the database, made on first use, so that all servers on it share one.
    ///
    /// # Errors
    /// The database fails.
    pub async fn from_store(store: &Store) -> variorum_store::Result<Self> {
        let mut tx = store.write().await?;
        let text = server_settings::set_if_absent(&mut tx, SETTING, &generate()).await?;
        tx.commit().await?;
        Ok(Self::new(&text))
    }

    /// The key that signs tokens.
    pub(crate) fn token_key(&self) -> &[u8] {
        &self.token_key
    }

    /// Encrypts and authenticates.
    #[must_use]
    pub fn seal(&self, clear: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_BYTES] = random_bytes();
        let cipher = ChaCha20Poly1305::new(&self.seal_key.into());
        let mut sealed = nonce.to_vec();
        // Fails only for messages of 256 GiB and more.
        sealed.extend(cipher.encrypt(&Nonce::from(nonce), clear).unwrap_or_default());
        sealed
    }

    /// Opens what this secret sealed; `None` when another one did, or it was tampered with.
    #[must_use]
    pub fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE_BYTES>()?;
        let cipher = ChaCha20Poly1305::new(&self.seal_key.into());
        cipher.decrypt(&Nonce::from(*nonce), rest).ok()
    }
}

fn generate() -> String {
    super::api_keys::random_text::<32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_secret_opens() {
        let secret = Secret::new("one");
        let sealed = secret.seal(b"key");
        assert_eq!(secret.open(&sealed).unwrap(), b"key");
        assert_ne!(sealed, secret.seal(b"key"));
        assert!(Secret::new("two").open(&sealed).is_none());
        let mut tampered = sealed.clone();
        *tampered.last_mut().unwrap() ^= 1;
        assert!(secret.open(&tampered).is_none());
        assert!(secret.open(b"short").is_none());
    }

    #[test]
    fn a_folder_keeps_its_secret() {
        let folder = tempfile::tempdir().unwrap();
        let first = Secret::from_folder(folder.path()).unwrap();
        let second = Secret::from_folder(folder.path()).unwrap();
        assert_eq!(first.token_key, second.token_key);
    }
}
