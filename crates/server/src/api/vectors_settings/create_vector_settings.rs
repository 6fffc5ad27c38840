//! Operation 47.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::policy::Operation;
use variorum_schema::vectors::{VECTORS_SETTINGS_MAX, VectorSettings, VectorSettingsCreate};
use variorum_store::vectors_settings;

use crate::api::find;
use crate::call::{Body, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::DatasetPath;
use crate::state::App;

/// New vectors settings.
///
/// # Errors
/// There is no such dataset; the caller is neither an owner nor an admin of its workspace; it has
/// as many as it may have; the name is taken.
#[utoipa::path(post, path = "/datasets/{dataset_id}/vectors-settings", tag = "vectors settings",
    params(DatasetPath), request_body = VectorSettingsCreate,
    responses((status = 201, body = VectorSettings), (status = 401), (status = 403),
        (status = 404), (status = 409), (status = 422)))]
pub async fn create_vector_settings(
    State(app): State<App>,
    Call { caller, path, body: Body(new), .. }: Call<DatasetPath, (), Body<VectorSettingsCreate>>,
) -> ApiResult<(StatusCode, Json<VectorSettings>)> {
    let mut tx = app.store().write().await?;
    let operation = Operation::CreateVectorSettings;
    let dataset = find::locked_dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    if vectors_settings::list(&mut tx, dataset.seq).await?.len() >= VECTORS_SETTINGS_MAX {
        return Err(ApiError::Refused(format!(
            "The dataset has {VECTORS_SETTINGS_MAX} vectors settings already, which is the most \
             it may have"
        )));
    }
    let name = new.name.clone();
    let made = vectors_settings::insert(&mut tx, &dataset, new).await.map_err(|cause| {
        if cause.is_taken(vectors_settings::NAME) {
            ApiError::Conflict(format!(
                "VectorSettings with name `{name}` already exists in the dataset"
            ))
        } else {
            cause.into()
        }
    })?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(made.item)))
}
