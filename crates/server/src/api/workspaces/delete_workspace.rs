//! Operation 19.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::workspaces::Workspace;
use variorum_store::workspaces::{self, Deletion};

use super::find;
use crate::call::Call;
use crate::error::{ApiError, ApiResult};
use crate::params::WorkspacePath;
use crate::state::App;

/// Deletes a workspace with its memberships.
///
/// # Errors
/// The caller is no owner; there is no such workspace; it has datasets.
#[utoipa::path(delete, path = "/workspaces/{workspace_id}", tag = "workspaces",
    params(WorkspacePath),
    responses((status = 200, body = Workspace), (status = 401), (status = 403), (status = 404),
        (status = 409), (status = 422)))]
pub async fn delete_workspace(
    State(app): State<App>,
    Call { caller, path, .. }: Call<WorkspacePath>,
) -> ApiResult<Json<Workspace>> {
    let mut tx = app.store().write().await?;
    let workspace = find(&mut tx, &caller, Operation::DeleteWorkspace, path.workspace_id).await?;
    match workspaces::delete(&mut tx, workspace.seq).await? {
        Deletion::Done => {
            tx.commit().await?;
            Ok(Json(workspace.item))
        }
        Deletion::HasDatasets => Err(ApiError::Conflict(format!(
            "Cannot delete the workspace `{}` because it has datasets: delete them first",
            workspace.name
        ))),
    }
}
