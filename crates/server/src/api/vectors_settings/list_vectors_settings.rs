//! Operation 46.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::vectors::VectorSettings;
use variorum_store::{items, vectors_settings};

use crate::api::{Items, find};
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::DatasetPath;
use crate::state::App;

/// The vectors settings of a dataset in order of creation.
///
/// # Errors
/// There is no such dataset; the caller is no member of its workspace.
#[utoipa::path(get, path = "/datasets/{dataset_id}/vectors-settings", tag = "vectors settings", params(DatasetPath),
    responses((status = 200, body = Items<VectorSettings>), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn list_vectors_settings(
    State(app): State<App>,
    Call { caller, path, .. }: Call<DatasetPath>,
) -> ApiResult<Json<Items<VectorSettings>>> {
    let mut tx = app.store().read().await?;
    let dataset =
        find::dataset(&mut tx, &caller, Operation::ListVectorsSettings, path.dataset_id).await?;
    Ok(Items::json(items(vectors_settings::list(&mut tx, dataset.seq).await?)))
}
