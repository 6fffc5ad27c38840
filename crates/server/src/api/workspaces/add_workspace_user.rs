//! Operation 21.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::policy::Operation;
use variorum_schema::users::User;
use variorum_schema::workspaces::MemberCreate;
use variorum_store::{users, workspaces};

use super::find;
use crate::call::{Body, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::WorkspacePath;
use crate::state::App;

/// Makes a user a member of a workspace.
///
/// # Errors
/// The caller is no owner; there is no such workspace or user; they are a member already.
#[utoipa::path(post, path = "/workspaces/{workspace_id}/users", tag = "workspaces",
    params(WorkspacePath), request_body = MemberCreate,
    responses((status = 201, body = User), (status = 401), (status = 403), (status = 404),
        (status = 409), (status = 422)))]
pub async fn add_workspace_user(
    State(app): State<App>,
    Call { caller, path, body: Body(new), .. }: Call<WorkspacePath, (), Body<MemberCreate>>,
) -> ApiResult<(StatusCode, Json<User>)> {
    let mut tx = app.store().write().await?;
    let operation = Operation::AddWorkspaceUser;
    let workspace = find(&mut tx, &caller, operation, path.workspace_id).await?;
    let Some(account) = users::by_id(&mut tx, new.user_id).await? else {
        return Err(ApiError::Refused(format!("User with id `{}` not found", new.user_id)));
    };
    let user = account.user;
    workspaces::add_member(&mut tx, workspace.seq, user.seq).await.map_err(|cause| {
        if cause.is_taken(workspaces::MEMBER) {
            ApiError::Conflict(format!(
                "User `{}` is a member of the workspace `{}` already",
                user.username, workspace.name
            ))
        } else {
            cause.into()
        }
    })?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(user.item)))
}
