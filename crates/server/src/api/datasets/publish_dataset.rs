//! Operation 27.

use axum::Json;
use axum::extract::State;
use variorum_schema::datasets::{Dataset, DatasetStatus};
use variorum_schema::policy::Operation;
use variorum_store::{datasets, fields, questions};

use crate::api::find;
use crate::call::Call;
use crate::error::{ApiError, ApiResult};
use crate::events::{self, Event};
use crate::params::DatasetPath;
use crate::state::App;

/// Makes a draft ready: its fields and questions are fixed, and it accepts records.
///
/// # Errors
/// There is no such dataset; the caller is neither an owner nor an admin of its workspace; it is
/// ready already, or has no field or no required question.
#[utoipa::path(put, path = "/datasets/{dataset_id}/publish", tag = "datasets", params(DatasetPath),
    responses((status = 200, body = Dataset), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn publish_dataset(
    State(app): State<App>,
    Call { caller, path, .. }: Call<DatasetPath>,
) -> ApiResult<Json<Dataset>> {
    let mut tx = app.store().write().await?;
    let operation = Operation::PublishDataset;
    let dataset = find::locked_dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    if dataset.status == DatasetStatus::Ready {
        return Err(ApiError::Refused("Dataset is already published".to_owned()));
    }
    if fields::list(&mut tx, dataset.seq).await?.is_empty() {
        let text = "Dataset cannot be published without fields";
        return Err(ApiError::Refused(text.to_owned()));
    }
    let questions = questions::list(&mut tx, dataset.seq).await?;
    if !questions.iter().any(|question| question.required) {
        let text = "Dataset cannot be published without required questions";
        return Err(ApiError::Refused(text.to_owned()));
    }
    let dataset = datasets::publish(&mut tx, dataset).await?;
    events::record(&mut tx, &app, vec![Event::DatasetPublished(dataset.id)]).await?;
    tx.commit().await?;
    Ok(Json(dataset.into_stored().item))
}
