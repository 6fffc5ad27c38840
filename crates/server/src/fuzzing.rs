//! What holds for whatever token a client sends: the function of the fuzz target, which panics
//! where it does not hold.
//!
//! `fuzz/` looks for such tokens, and the test here runs over those it once found.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::Value;
use variorum_schema::users::{Role, User};
use variorum_schema::{Timestamp, Uuid};
use variorum_store::Stored;
use variorum_store::users::Account;

use crate::auth::secret::Secret;
use crate::auth::tokens;

const NOW: Timestamp = Timestamp(1_800_000_000_000_000);
const LIFETIME_SECONDS: i64 = 60;

/// Only what this server signed is accepted: not the bytes as a token, not one forged from them as
/// header, claims and signature (a line each), not one that was signed and then changed.
pub fn check_token(bytes: &[u8]) {
    let ours = Secret::new("ours");
    let text = String::from_utf8_lossy(bytes);
    assert_accepted_as_signed(&ours, &text);
    assert!(ours.open(bytes).is_none());
    let mut lines = bytes.splitn(3, |byte| *byte == b'\n').map(|line| URL_SAFE_NO_PAD.encode(line));
    let mut part = || lines.next().unwrap_or_default();
    let (message, signature) = (format!("{}.{}", part(), part()), part());
    assert_accepted_as_signed(&ours, &format!("{message}.{signature}"));
    for secret in [&ours, &Secret::new("theirs")] {
        for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
            let signature = signature_of(secret, &message, algorithm);
            assert_accepted_as_signed(&ours, &format!("{message}.{signature}"));
        }
    }
    check_issued(&ours, &text);
    check_changed(&ours, bytes);
}

fn signature_of(secret: &Secret, message: &str, algorithm: Algorithm) -> String {
    let key = EncodingKey::from_secret(secret.token_key());
    crypto::sign(message.as_bytes(), &key, algorithm).unwrap_or_default()
}

/// A token that is accepted has our signature, says so, and has not expired.
fn assert_accepted_as_signed(secret: &Secret, token: &str) {
    let Some(claims) = tokens::read(secret, token, NOW) else { return };
    let (message, signature) = token.rsplit_once('.').unwrap_or_default();
    assert_eq!(signature, signature_of(secret, message, Algorithm::HS256), "{token}");
    let header = message.split('.').next().unwrap_or_default();
    let header = URL_SAFE_NO_PAD.decode(header).unwrap_or_default();
    let header: Value = serde_json::from_slice(&header).unwrap_or_default();
    assert_eq!(header["alg"], "HS256", "{token}");
    assert!(claims.exp > NOW.unix_seconds(), "{token}");
}

fn account(username: &str) -> Account {
    let user = User {
        id: Uuid::from_u128(1),
        first_name: username.to_owned(),
        last_name: None,
        username: username.to_owned(),
        role: Role::Annotator,
        api_key: String::new(),
        inserted_at: NOW,
        updated_at: NOW,
    };
    Account {
        user: Stored { seq: 1, item: user },
        password_hash: String::new(),
        password_changed_at: NOW,
        api_key_sealed: Vec::new(),
    }
}

fn issue(secret: &Secret, username: &str) -> String {
    let token = tokens::issue(secret, &account(username), NOW, LIFETIME_SECONDS);
    token.unwrap_or_else(|cause| panic!("no token for {username:?}: {cause}"))
}

/// What is issued is accepted until it expires, and by nobody else.
fn check_issued(secret: &Secret, username: &str) {
    let token = issue(secret, username);
    let claims = tokens::read(secret, &token, NOW.plus_seconds(LIFETIME_SECONDS - 1));
    let claims = claims.unwrap_or_else(|| panic!("{token} is not accepted"));
    assert_eq!((claims.username.as_str(), claims.password_changed_at), (username, NOW.0));
    assert!(tokens::read(secret, &token, NOW.plus_seconds(LIFETIME_SECONDS)).is_none());
    assert!(tokens::read(&Secret::new("theirs"), &token, NOW).is_none());
}

/// A token of which some characters are replaced, inserted or left out, each edit of four bytes, is
/// another one that nobody signed.
fn check_changed(secret: &Secret, bytes: &[u8]) {
    let token = issue(secret, "ann");
    let mut changed = token.clone().into_bytes();
    let (edits, _) = bytes.as_chunks::<4>();
    for [kind, high, low, byte] in edits.iter().take(8) {
        let at = usize::from(u16::from_be_bytes([*high, *low])) % (changed.len() + 1);
        match kind % 4 {
            0 if at < changed.len() => changed[at] = *byte,
            1 => changed.insert(at, *byte),
            2 if at < changed.len() => drop(changed.remove(at)),
            _ => changed.truncate(at),
        }
    }
    let Ok(changed) = String::from_utf8(changed) else { return };
    assert!(changed == token || tokens::read(secret, &changed, NOW).is_none(), "{changed}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens() {
        replay::replay("token", check_token);
    }

    /// The last character of a signature says only part of a byte: no other may say the same.
    #[test]
    fn no_character_of_a_token_can_be_another() {
        let secret = Secret::new("ours");
        let token = issue(&secret, "ann");
        assert!(tokens::read(&secret, &token, NOW).is_some());
        for at in 0..token.len() {
            for byte in 0..128 {
                let mut changed = token.clone().into_bytes();
                changed[at] = byte;
                let changed = String::from_utf8(changed).unwrap();
                assert_eq!(
                    tokens::read(&secret, &changed, NOW).is_some(),
                    changed == token,
                    "{changed}"
                );
            }
        }
    }
}
