//! Operation 45.

use axum::Json;
use axum::extract::State;
use variorum_schema::metadata::MetadataProperty;
use variorum_schema::policy::Operation;
use variorum_store::metadata_properties;

use crate::api::find;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::MetadataPropertyPath;
use crate::state::App;

/// Deletes a metadata property. Records keep its values, as extra metadata.
///
/// # Errors
/// There is no such property; the caller is neither an owner nor an admin of its workspace.
#[utoipa::path(delete, path = "/metadata-properties/{metadata_property_id}",
    tag = "metadata properties", params(MetadataPropertyPath),
    responses((status = 200, body = MetadataProperty), (status = 401), (status = 403),
        (status = 404), (status = 422)))]
pub async fn delete_metadata_property(
    State(app): State<App>,
    Call { caller, path, .. }: Call<MetadataPropertyPath>,
) -> ApiResult<Json<MetadataProperty>> {
    let mut tx = app.store().write().await?;
    let named = ("MetadataProperty", path.metadata_property_id);
    let operation = Operation::DeleteMetadataProperty;
    let (property, dataset) =
        find::locked_part(&mut tx, &caller, operation, named, metadata_properties::by_id).await?;
    metadata_properties::delete(&mut tx, &dataset, property.seq).await?;
    tx.commit().await?;
    Ok(Json(property.item))
}
