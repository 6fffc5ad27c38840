//! Operation 18.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::workspaces::Workspace;

use super::find;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::WorkspacePath;
use crate::state::App;

/// A workspace.
///
/// # Errors
/// The caller is no member; there is no such workspace.
#[utoipa::path(get, path = "/workspaces/{workspace_id}", tag = "workspaces", params(WorkspacePath),
    responses((status = 200, body = Workspace), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn get_workspace(
    State(app): State<App>,
    Call { caller, path, .. }: Call<WorkspacePath>,
) -> ApiResult<Json<Workspace>> {
    let mut tx = app.store().read().await?;
    let workspace = find(&mut tx, &caller, Operation::GetWorkspace, path.workspace_id).await?;
    Ok(Json(workspace.item))
}
