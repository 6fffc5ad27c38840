//! Operation 44.

use axum::Json;
use axum::extract::State;
use variorum_schema::metadata::{MetadataProperty, MetadataPropertyUpdate};
use variorum_schema::policy::Operation;
use variorum_store::metadata_properties;

use crate::api::find;
use crate::call::{Body, Call};
use crate::error::ApiResult;
use crate::params::MetadataPropertyPath;
use crate::state::App;

/// Changes a metadata property. What is left out stays.
///
/// # Errors
/// There is no such property; the caller is neither an owner nor an admin of its workspace.
#[utoipa::path(patch, path = "/metadata-properties/{metadata_property_id}",
    tag = "metadata properties", params(MetadataPropertyPath),
    request_body = MetadataPropertyUpdate,
    responses((status = 200, body = MetadataProperty), (status = 401), (status = 403),
        (status = 404), (status = 422)))]
pub async fn update_metadata_property(
    State(app): State<App>,
    Call { caller, path, body: Body(changes), .. }: Call<
        MetadataPropertyPath,
        (),
        Body<MetadataPropertyUpdate>,
    >,
) -> ApiResult<Json<MetadataProperty>> {
    let mut tx = app.store().write().await?;
    let named = ("MetadataProperty", path.metadata_property_id);
    let operation = Operation::UpdateMetadataProperty;
    let (property, dataset) =
        find::locked_part(&mut tx, &caller, operation, named, metadata_properties::by_id).await?;
    let property = metadata_properties::update(&mut tx, &dataset, property.seq, changes).await?;
    tx.commit().await?;
    Ok(Json(property.item))
}
