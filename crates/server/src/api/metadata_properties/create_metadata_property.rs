//! Operation 42.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::metadata::{MetadataProperty, MetadataPropertyCreate};
use variorum_schema::policy::Operation;
use variorum_store::metadata_properties;

use crate::api::find;
use crate::call::{Body, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::DatasetPath;
use crate::state::App;

/// A new metadata property. Records that have a value for it are found by it at once.
///
/// # Errors
/// There is no such dataset; the caller is neither an owner nor an admin of its workspace; the name
/// is taken.
#[utoipa::path(post, path = "/datasets/{dataset_id}/metadata-properties",
    tag = "metadata properties", params(DatasetPath), request_body = MetadataPropertyCreate,
    responses((status = 201, body = MetadataProperty), (status = 401), (status = 403),
        (status = 404), (status = 409), (status = 422)))]
pub async fn create_metadata_property(
    State(app): State<App>,
    Call { caller, path, body: Body(new), .. }: Call<DatasetPath, (), Body<MetadataPropertyCreate>>,
) -> ApiResult<(StatusCode, Json<MetadataProperty>)> {
    let mut tx = app.store().write().await?;
    let operation = Operation::CreateMetadataProperty;
    let dataset = find::locked_dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    let name = new.name.clone();
    let property = metadata_properties::insert(&mut tx, &dataset, new).await.map_err(|cause| {
        if cause.is_taken(metadata_properties::NAME) {
            ApiError::Conflict(format!(
                "MetadataProperty with name `{name}` already exists in the dataset"
            ))
        } else {
            cause.into()
        }
    })?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(property.item)))
}
