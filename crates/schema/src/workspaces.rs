//! Workspaces: what groups datasets and the people who may see them.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Timestamp;
use crate::decode::{self, Decode, Object, Problems};
use crate::limits::SomeText;

/// A group of datasets with its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Workspace {
    /// Identity.
    pub id: Uuid,
    /// Unique name, compared exactly.
    pub name: String,
    /// When it was made.
    #[schema(value_type = String)]
    pub inserted_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String)]
    pub updated_at: Timestamp,
}

/// A workspace to be made.
#[derive(Debug, Clone, ToSchema)]
#[schema(example = json!({"name": "research"}))]
pub struct WorkspaceCreate {
    /// Identity, if the caller chooses it.
    pub id: Option<Uuid>,
    /// Unique name.
    #[schema(value_type = SomeText)]
    pub name: String,
}

impl Decode for WorkspaceCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let id = o.maybe("id", decode::uuid);
        let name = o.req("name", SomeText::read);
        Some(Self { id, name: name? })
    }
}

/// A user to be made a member.
#[derive(Debug, Clone, Copy, ToSchema)]
#[schema(example = json!({"user_id": "0b2a4c6e-1d3f-4a5b-8c7d-9e0f1a2b3c4d"}))]
pub struct MemberCreate {
    /// The user.
    pub user_id: Uuid,
}

impl Decode for MemberCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        Some(Self { user_id: o.req("user_id", decode::uuid)? })
    }
}
