//! Operation 22.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::users::User;
use variorum_store::{users, workspaces};

use crate::call::{About, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::MemberPath;
use crate::state::App;

/// Ends a membership. What the user answered stays.
///
/// # Errors
/// There is no such membership; the caller is neither an owner nor an admin of the workspace.
#[utoipa::path(delete, path = "/workspaces/{workspace_id}/users/{user_id}", tag = "workspaces",
    params(MemberPath),
    responses((status = 200, body = User), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn remove_workspace_user(
    State(app): State<App>,
    Call { caller, path, .. }: Call<MemberPath>,
) -> ApiResult<Json<User>> {
    let not_found = || {
        ApiError::NotFound(format!(
            "WorkspaceUser with workspace_id `{}` and user_id `{}` not found",
            path.workspace_id, path.user_id
        ))
    };
    let mut tx = app.store().write().await?;
    let workspace = workspaces::by_id(&mut tx, path.workspace_id).await?.ok_or_else(not_found)?;
    let user = users::by_id(&mut tx, path.user_id).await?.ok_or_else(not_found)?.user;
    if !workspaces::is_member(&mut tx, workspace.seq, user.seq).await? {
        return Err(not_found());
    }
    let about = About::workspace(workspace.seq);
    caller.may(&mut tx, Operation::RemoveWorkspaceUser, about).await?;
    if !workspaces::remove_member(&mut tx, workspace.seq, user.seq).await? {
        return Err(not_found());
    }
    tx.commit().await?;
    Ok(Json(user.item))
}
