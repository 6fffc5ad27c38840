//! Users and their roles.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Timestamp;
use crate::decode::{self, Decode, Object, Problems, nullable};

/// What a user may do; see [`crate::policy`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, everywhere.
    Owner,
    /// Manages the workspaces they are a member of.
    Admin,
    /// Answers in the workspaces they are a member of.
    Annotator,
}

impl Role {
    /// Every role with its word in the contract.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("owner", Self::Owner), ("admin", Self::Admin), ("annotator", Self::Annotator)];

    /// The word of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Annotator => "annotator",
        }
    }

    /// The role of a word, if it is one.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(w, _)| *w == word).map(|(_, role)| *role)
    }
}

/// A person (or a program) with credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct User {
    /// Identity.
    pub id: Uuid,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: Option<String>,
    /// Name to sign in with; unique, compared exactly.
    pub username: String,
    /// Global role.
    pub role: Role,
    /// The API key where its owner may see it, else empty.
    pub api_key: String,
    /// When the user was made.
    #[schema(value_type = String)]
    pub inserted_at: Timestamp,
    /// When the user was last changed.
    #[schema(value_type = String)]
    pub updated_at: Timestamp,
}

/// Number of characters of a password.
pub const PASSWORD_LENGTH: std::ops::RangeInclusive<usize> = 8..=100;

/// A user to be made.
#[derive(Clone, ToSchema)]
pub struct UserCreate {
    /// Identity, if the caller chooses it.
    pub id: Option<Uuid>,
    /// Name to sign in with.
    pub username: String,
    /// Given name, trimmed.
    pub first_name: String,
    /// Family name, trimmed.
    pub last_name: Option<String>,
    /// Password in clear, 8 to 100 characters.
    pub password: String,
    /// Global role, `annotator` if absent.
    pub role: Option<Role>,
}

impl Decode for UserCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let first_name = o.req("first_name", decode::trimmed_text(1..=usize::MAX));
        let last_name = o.maybe("last_name", decode::trimmed_text(1..=usize::MAX));
        let username = o.req("username", decode::text(1..=usize::MAX));
        let role = o.maybe("role", decode::one_of(Role::WORDS));
        let password = o.req("password", decode::text(PASSWORD_LENGTH));
        let id = o.maybe("id", decode::uuid);
        Some(Self {
            id,
            username: username?,
            first_name: first_name?,
            last_name,
            password: password?,
            role,
        })
    }
}

/// Changes to a user; absent keys stay.
#[derive(Clone, Default, ToSchema)]
pub struct UserUpdate {
    /// Given name, trimmed.
    pub first_name: Option<String>,
    /// Family name; `null` clears it.
    #[schema(value_type = Option<String>)]
    pub last_name: Option<Option<String>>,
    /// Name to sign in with.
    pub username: Option<String>,
    /// Global role.
    pub role: Option<Role>,
    /// Password in clear, 8 to 100 characters.
    pub password: Option<String>,
}

impl Decode for UserUpdate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        o.not_null(&["first_name", "username", "role", "password"]);
        Some(Self {
            first_name: o.opt("first_name", decode::trimmed_text(1..=usize::MAX)),
            last_name: o.opt("last_name", nullable(decode::trimmed_text(1..=usize::MAX))),
            username: o.opt("username", decode::text(1..=usize::MAX)),
            role: o.opt("role", decode::one_of(Role::WORDS)),
            password: o.opt("password", decode::text(PASSWORD_LENGTH)),
        })
    }
}
