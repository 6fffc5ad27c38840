//! Operation 49.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::vectors::VectorSettings;
use variorum_store::vectors_settings;

use crate::api::find;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::VectorSettingsPath;
use crate::state::App;

/// Deletes vectors settings with all their vectors.
///
/// # Errors
/// There are no such settings; the caller is neither an owner nor an admin of their workspace.
#[utoipa::path(delete, path = "/vectors-settings/{vector_settings_id}", tag = "vectors settings",
    params(VectorSettingsPath),
    responses((status = 200, body = VectorSettings), (status = 401), (status = 403),
        (status = 404), (status = 422)))]
pub async fn delete_vector_settings(
    State(app): State<App>,
    Call { caller, path, .. }: Call<VectorSettingsPath>,
) -> ApiResult<Json<VectorSettings>> {
    let mut tx = app.store().write().await?;
    let named = ("VectorSettings", path.vector_settings_id);
    let operation = Operation::DeleteVectorSettings;
    let (found, dataset) =
        find::locked_part(&mut tx, &caller, operation, named, vectors_settings::by_id).await?;
    vectors_settings::delete(&mut tx, &dataset, found.seq).await?;
    tx.commit().await?;
    Ok(Json(found.item))
}
