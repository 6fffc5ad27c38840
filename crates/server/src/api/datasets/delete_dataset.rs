//! Operation 26.

use axum::Json;
use axum::extract::State;
use variorum_schema::datasets::Dataset;
use variorum_schema::policy::Operation;
use variorum_store::datasets;

use crate::api::find;
use crate::call::Call;
use crate::error::ApiResult;
use crate::events::{self, Event};
use crate::params::DatasetPath;
use crate::state::App;

/// Deletes a dataset with everything in it.
///
/// # Errors
/// There is no such dataset; the caller is neither an owner nor an admin of its workspace.
#[utoipa::path(delete, path = "/datasets/{dataset_id}", tag = "datasets", params(DatasetPath),
    responses((status = 200, body = Dataset), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn delete_dataset(
    State(app): State<App>,
    Call { caller, path, .. }: Call<DatasetPath>,
) -> ApiResult<Json<Dataset>> {
    let mut tx = app.store().write().await?;
    let operation = Operation::DeleteDataset;
    let dataset = find::locked_dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    let deleted = dataset.item.clone();
    events::record(&mut tx, &app, vec![Event::DatasetDeleted(dataset.id)]).await?;
    datasets::delete(&mut tx, dataset).await?;
    tx.commit().await?;
    Ok(Json(deleted))
}
