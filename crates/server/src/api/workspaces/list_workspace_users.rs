//! Operation 20.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::users::User;
use variorum_store::{items, workspaces};

use super::find;
use crate::api::Items;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::WorkspacePath;
use crate::state::App;

/// The members of a workspace in order of joining, without their API keys.
///
/// # Errors
/// The caller is neither an owner nor an admin of it; there is no such workspace.
#[utoipa::path(get, path = "/workspaces/{workspace_id}/users", tag = "workspaces",
    params(WorkspacePath),
    responses((status = 200, body = Items<User>), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn list_workspace_users(
    State(app): State<App>,
    Call { caller, path, .. }: Call<WorkspacePath>,
) -> ApiResult<Json<Items<User>>> {
    let mut tx = app.store().read().await?;
    let operation = Operation::ListWorkspaceUsers;
    let workspace = find(&mut tx, &caller, operation, path.workspace_id).await?;
    Ok(Items::json(items(workspaces::members(&mut tx, workspace.seq).await?)))
}
