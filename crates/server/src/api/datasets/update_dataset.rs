//! Operation 25.

use axum::Json;
use axum::extract::State;
use variorum_schema::datasets::{Dataset, DatasetUpdate};
use variorum_schema::policy::Operation;
use variorum_store::datasets;

use super::name_is_taken;
use crate::api::find;
use crate::call::{Body, Call};
use crate::error::ApiResult;
use crate::events::{self, Event};
use crate::params::DatasetPath;
use crate::state::App;

/// Changes a dataset. `metadata` is merged key by key; another distribution recounts the status of
/// its records at once.
///
/// # Errors
/// There is no such dataset; the caller is neither an owner nor an admin of its workspace; the
/// name is taken there.
#[utoipa::path(patch, path = "/datasets/{dataset_id}", tag = "datasets", params(DatasetPath),
    request_body = DatasetUpdate,
    responses((status = 200, body = Dataset), (status = 401), (status = 403), (status = 404),
        (status = 409), (status = 422)))]
pub async fn update_dataset(
    State(app): State<App>,
    Call { caller, path, body: Body(changes), .. }: Call<DatasetPath, (), Body<DatasetUpdate>>,
) -> ApiResult<Json<Dataset>> {
    let mut tx = app.store().write().await?;
    let operation = Operation::UpdateDataset;
    let dataset = find::locked_dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    let taken = name_is_taken(changes.name.clone().unwrap_or_default());
    let updated = datasets::update(&mut tx, dataset, changes).await.map_err(taken)?;
    let mut happened = vec![Event::DatasetUpdated(updated.dataset.id)];
    for record in updated.recounted {
        happened.extend(Event::of_answered_record(record.id, record.status));
    }
    events::record(&mut tx, &app, happened).await?;
    tx.commit().await?;
    Ok(Json(updated.dataset.into_stored().item))
}
