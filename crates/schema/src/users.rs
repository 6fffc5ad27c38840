//! Users and their roles.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Timestamp;
use crate::decode::{self, Decode, Object, Problems, nullable};
use crate::limits::{SomeText, Text, TrimmedText};

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

type Password = Text<{ *PASSWORD_LENGTH.start() }, { *PASSWORD_LENGTH.end() }>;

/// A user to be made.
#[derive(Clone, ToSchema)]
#[schema(example = json!({
    "username": "ann",
    "first_name": "Ann",
    "last_name": "Bee",
    "password": "a long secret",
    "role": "annotator",
}))]
pub struct UserCreate {
    /// Identity, if the caller chooses it.
    pub id: Option<Uuid>,
    /// Name to sign in with.
    #[schema(value_type = SomeText)]
    pub username: String,
    /// Given name, trimmed.
    #[schema(value_type = TrimmedText)]
    pub first_name: String,
    /// Family name, trimmed.
    #[schema(value_type = Option<TrimmedText>)]
    pub last_name: Option<String>,
    /// Password in clear, 8 to 100 characters.
    #[schema(value_type = Password)]
    pub password: String,
    /// Global role, `annotator` if absent.
    pub role: Option<Role>,
}

impl Decode for UserCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let first_name = o.req("first_name", TrimmedText::read);
        let last_name = o.maybe("last_name", TrimmedText::read);
        let username = o.req("username", SomeText::read);
        let role = o.maybe("role", decode::one_of(Role::WORDS));
        let password = o.req("password", Password::read);
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
#[schema(example = json!({"first_name": "Anna"}))]
pub struct UserUpdate {
    /// Given name, trimmed.
    #[schema(required = false, value_type = TrimmedText)]
    pub first_name: Option<String>,
    /// Family name; `null` clears it.
    #[schema(value_type = Option<TrimmedText>)]
    pub last_name: Option<Option<String>>,
    /// Name to sign in with.
    #[schema(required = false, value_type = SomeText)]
    pub username: Option<String>,
    /// Global role.
    #[schema(required = false, nullable = false)]
    pub role: Option<Role>,
    /// Password in clear, 8 to 100 characters.
    #[schema(required = false, value_type = Password)]
    pub password: Option<String>,
}

impl Decode for UserUpdate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        o.not_null(&["first_name", "username", "role", "password"]);
        Some(Self {
            first_name: o.opt("first_name", TrimmedText::read),
            last_name: o.opt("last_name", nullable(TrimmedText::read)),
            username: o.opt("username", SomeText::read),
            role: o.opt("role", decode::one_of(Role::WORDS)),
            password: o.opt("password", Password::read),
        })
    }
}

/// Changes that users make to themselves; absent keys stay.
#[derive(Debug, Clone, Default, ToSchema)]
#[schema(example = json!({"first_name": "Anna"}))]
pub struct MyUpdate {
    /// Given name, trimmed.
    #[schema(required = false, value_type = TrimmedText)]
    pub first_name: Option<String>,
    /// Family name; `null` clears it.
    #[schema(value_type = Option<TrimmedText>)]
    pub last_name: Option<Option<String>>,
}

impl Decode for MyUpdate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        o.not_null(&["first_name"]);
        Some(Self {
            first_name: o.opt("first_name", TrimmedText::read),
            last_name: o.opt("last_name", nullable(TrimmedText::read)),
        })
    }
}

/// A new password, from one who knows the present one.
#[derive(Clone, ToSchema)]
#[schema(example = json!({"current_password": "a long secret", "password": "a longer secret"}))]
pub struct PasswordUpdate {
    /// The password in use, in clear.
    pub current_password: String,
    /// The new one in clear, 8 to 100 characters.
    #[schema(value_type = Password)]
    pub password: String,
}

impl Decode for PasswordUpdate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let current_password = o.req("current_password", decode::text(0..=*PASSWORD_LENGTH.end()));
        let password = o.req("password", Password::read);
        Some(Self { current_password: current_password?, password: password? })
    }
}
