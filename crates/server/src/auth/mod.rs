//! Credentials: how they are made, kept and checked.

pub mod api_keys;
pub mod passwords;
pub mod secret;
pub mod sessions;
pub mod sign_ins;
pub mod tokens;
