//! Operation 41.

use axum::Json;
use axum::extract::State;
use variorum_schema::metadata::MetadataProperty;
use variorum_schema::policy::Operation;
use variorum_store::{items, metadata_properties};

use crate::api::{Items, find};
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::DatasetPath;
use crate::state::App;

/// The metadata properties of a dataset that the caller may see, in order of creation.
///
/// # Errors
/// There is no such dataset; the caller is no member of its workspace.
#[utoipa::path(get, path = "/me/datasets/{dataset_id}/metadata-properties",
    tag = "metadata properties", params(DatasetPath),
    responses((status = 200, body = Items<MetadataProperty>), (status = 401), (status = 403),
        (status = 404), (status = 422)))]
pub async fn list_metadata_properties(
    State(app): State<App>,
    Call { caller, path, .. }: Call<DatasetPath>,
) -> ApiResult<Json<Items<MetadataProperty>>> {
    let mut tx = app.store().read().await?;
    let operation = Operation::ListMetadataProperties;
    let dataset = find::dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    let mut found = items(metadata_properties::list(&mut tx, dataset.seq).await?);
    if !caller.sees_hidden(&mut tx, dataset.workspace).await? {
        found.retain(|property| property.visible_for_annotators);
    }
    Ok(Items::json(found))
}
