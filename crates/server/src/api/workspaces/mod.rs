//! Workspaces and their members.

pub mod add_workspace_user;
pub mod create_workspace;
pub mod delete_workspace;
pub mod get_workspace;
pub mod list_workspace_users;
pub mod remove_workspace_user;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use variorum_schema::policy::Operation;
use variorum_schema::workspaces::Workspace;
use variorum_store::{Stored, Tx, workspaces};

use crate::call::{About, Caller};
use crate::error::{ApiError, ApiResult};
use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_workspace::create_workspace))
        .routes(routes!(get_workspace::get_workspace))
        .routes(routes!(delete_workspace::delete_workspace))
        .routes(routes!(list_workspace_users::list_workspace_users))
        .routes(routes!(add_workspace_user::add_workspace_user))
        .routes(routes!(remove_workspace_user::remove_workspace_user))
}

/// A workspace that the caller may do this with. Whether it exists is told only to those who may.
async fn find(
    tx: &mut Tx,
    caller: &Caller,
    operation: Operation,
    id: Uuid,
) -> ApiResult<Stored<Workspace>> {
    let found = workspaces::by_id(tx, id).await?;
    let workspace = found.as_ref().map(|workspace| workspace.seq);
    caller.may(tx, operation, About { workspace, ..About::nothing() }).await?;
    found.ok_or_else(|| ApiError::not_found("Workspace", id))
}
