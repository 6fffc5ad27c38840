//! Operation 17.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::policy::Operation;
use variorum_schema::workspaces::{Workspace, WorkspaceCreate};
use variorum_store::workspaces;

use crate::call::{About, Body, Call};
use crate::error::{ApiError, ApiResult};
use crate::state::App;

/// Makes a workspace.
#[utoipa::path(post, path = "/workspaces", tag = "workspaces", request_body = WorkspaceCreate,
    responses((status = 201, body = Workspace), (status = 401), (status = 403), (status = 409),
        (status = 422)))]
pub async fn create_workspace(
    State(app): State<App>,
    call: Call<(), (), Body<WorkspaceCreate>>,
) -> ApiResult<(StatusCode, Json<Workspace>)> {
    let Body(create) = call.body;
    let mut tx = app.store().write().await?;
    call.caller.may(&mut tx, Operation::CreateWorkspace, About::nothing()).await?;
    let name = create.name.clone();
    let id = create.id;
    let made = workspaces::insert(&mut tx, create).await.map_err(|cause| {
        if cause.is_taken(workspaces::NAME) {
            return ApiError::Conflict(format!("Workspace with name `{name}` already exists"));
        }
        match id {
            Some(id) if cause.is_taken(workspaces::ID) => {
                ApiError::Conflict(format!("Workspace with id `{id}` already exists"))
            }
            _ => cause.into(),
        }
    })?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(made.item)))
}
