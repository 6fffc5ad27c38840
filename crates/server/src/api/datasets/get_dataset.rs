//! Operation 24.

use axum::Json;
use axum::extract::State;
use variorum_schema::datasets::Dataset;
use variorum_schema::policy::Operation;

use crate::api::find;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::DatasetPath;
use crate::state::App;

/// A dataset.
///
/// # Errors
/// There is no such dataset; the caller is no member of its workspace.
#[utoipa::path(get, path = "/datasets/{dataset_id}", tag = "datasets", params(DatasetPath),
    responses((status = 200, body = Dataset), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn get_dataset(
    State(app): State<App>,
    Call { caller, path, .. }: Call<DatasetPath>,
) -> ApiResult<Json<Dataset>> {
    let mut tx = app.store().read().await?;
    let dataset = find::dataset(&mut tx, &caller, Operation::GetDataset, path.dataset_id).await?;
    Ok(Json(dataset.item))
}
