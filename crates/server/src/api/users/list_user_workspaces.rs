//! Operation 16.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::users::Role;
use variorum_schema::workspaces::Workspace;
use variorum_store::{items, users, workspaces};

use crate::api::Items;
use crate::call::{About, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::UserPath;
use crate::state::App;

/// The workspaces that a user may enter: all for owners, else those they are a member of.
///
/// # Errors
/// The caller is no owner; there is no such user.
#[utoipa::path(get, path = "/users/{user_id}/workspaces", tag = "users", params(UserPath),
    responses((status = 200, body = Items<Workspace>), (status = 401), (status = 403),
        (status = 404), (status = 422)))]
pub async fn list_user_workspaces(
    State(app): State<App>,
    Call { caller, path, .. }: Call<UserPath>,
) -> ApiResult<Json<Items<Workspace>>> {
    let mut tx = app.store().read().await?;
    caller.may(&mut tx, Operation::ListUserWorkspaces, About::nothing()).await?;
    let found = users::by_id(&mut tx, path.user_id).await?;
    let user = found.ok_or_else(|| ApiError::not_found("User", path.user_id))?.user;
    let found = match user.role {
        Role::Owner => workspaces::list(&mut tx).await?,
        Role::Admin | Role::Annotator => workspaces::list_of_member(&mut tx, user.seq).await?,
    };
    Ok(Items::json(items(found)))
}
