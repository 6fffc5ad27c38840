//! Operation 48.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::vectors::{VectorSettings, VectorSettingsUpdate};
use variorum_store::vectors_settings;

use crate::api::find;
use crate::call::{Body, Call};
use crate::error::ApiResult;
use crate::params::VectorSettingsPath;
use crate::state::App;

/// Changes the title of vectors settings.
///
/// # Errors
/// There are no such settings; the caller is neither an owner nor an admin of their workspace.
#[utoipa::path(patch, path = "/vectors-settings/{vector_settings_id}", tag = "vectors settings",
    params(VectorSettingsPath), request_body = VectorSettingsUpdate,
    responses((status = 200, body = VectorSettings), (status = 401), (status = 403),
        (status = 404), (status = 422)))]
pub async fn update_vector_settings(
    State(app): State<App>,
    Call { caller, path, body: Body(changes), .. }: Call<
        VectorSettingsPath,
        (),
        Body<VectorSettingsUpdate>,
    >,
) -> ApiResult<Json<VectorSettings>> {
    let mut tx = app.store().write().await?;
    let named = ("VectorSettings", path.vector_settings_id);
    let operation = Operation::UpdateVectorSettings;
    let (found, dataset) =
        find::locked_part(&mut tx, &caller, operation, named, vectors_settings::by_id).await?;
    let changed = vectors_settings::update(&mut tx, &dataset, found.seq, changes).await?;
    tx.commit().await?;
    Ok(Json(changed.item))
}
