//! Operation 32.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use variorum_schema::datasets::DatasetStatus;
use variorum_schema::policy::Operation;
use variorum_store::Tx;
use variorum_store::datasets::StoredDataset;
use variorum_store::progress::{self, ResponseCounts, UserMetrics};

use crate::api::find;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::DatasetPath;
use crate::state::App;

/// What the caller has answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyMetrics {
    /// The caller's responses.
    pub responses: MyResponses,
}

/// Numbers of the caller's responses by their status.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct MyResponses {
    /// Number of all records.
    pub total: i64,
    /// Given.
    pub submitted: i64,
    /// Declined.
    pub discarded: i64,
    /// Begun.
    pub draft: i64,
    /// Records without a response of the caller.
    pub pending: i64,
}

impl MyResponses {
    pub(crate) fn of(total: i64, pending: i64, responses: ResponseCounts) -> Self {
        let ResponseCounts { submitted, discarded, draft } = responses;
        Self { total, submitted, discarded, draft, pending }
    }
}

/// What the caller has answered in a dataset that was found, and what is left.
pub(super) async fn metrics_of(
    tx: &mut Tx,
    dataset: &StoredDataset,
    user: i64,
) -> ApiResult<MyMetrics> {
    if dataset.status == DatasetStatus::Draft {
        return Ok(MyMetrics { responses: MyResponses::default() });
    }
    let UserMetrics { records, responses } = progress::of_user(tx, dataset.seq, user).await?;
    let pending = records - responses.total();
    Ok(MyMetrics { responses: MyResponses::of(records, pending, responses) })
}

/// What the caller has answered in a dataset, and what is left. A draft counts nothing.
///
/// # Errors
/// There is no such dataset; the caller is no member of its workspace.
#[utoipa::path(get, path = "/me/datasets/{dataset_id}/metrics", tag = "me", params(DatasetPath),
    responses((status = 200, body = MyMetrics), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn get_my_dataset_metrics(
    State(app): State<App>,
    Call { caller, path, .. }: Call<DatasetPath>,
) -> ApiResult<Json<MyMetrics>> {
    let mut tx = app.store().read().await?;
    let operation = Operation::GetMyDatasetMetrics;
    let dataset = find::dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    Ok(Json(metrics_of(&mut tx, &dataset, caller.user().seq).await?))
}
