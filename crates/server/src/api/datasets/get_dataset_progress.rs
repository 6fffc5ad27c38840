//! Operation 30.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use variorum_schema::datasets::DatasetStatus;
use variorum_schema::policy::Operation;
use variorum_store::Tx;
use variorum_store::datasets::StoredDataset;
use variorum_store::progress::{self, DatasetProgress};

use crate::api::find;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::DatasetPath;
use crate::state::App;

/// How far a dataset has come.
#[derive(Debug, Serialize, ToSchema)]
pub struct Progress {
    /// Number of all records.
    pub total: i64,
    /// Number of records with enough submitted responses.
    pub completed: i64,
    /// Number of all others.
    pub pending: i64,
    /// Everyone who ever had a response here, in order of the first one.
    pub users: Vec<ProgressUser>,
}

/// Somebody who had a response.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgressUser {
    /// Name to sign in with.
    pub username: String,
}

impl Progress {
    /// How far a dataset that was found has come.
    pub(in crate::api) async fn of(tx: &mut Tx, dataset: &StoredDataset) -> ApiResult<Self> {
        let DatasetProgress { completed, pending, usernames } =
            progress::of_dataset(tx, dataset.seq).await?;
        let (completed, pending) = match dataset.status {
            DatasetStatus::Draft => (0, 0),
            DatasetStatus::Ready => (completed, pending),
        };
        let users = usernames.into_iter().map(|username| ProgressUser { username }).collect();
        Ok(Self { total: completed + pending, completed, pending, users })
    }
}

/// How far a dataset has come. A draft counts no records.
///
/// # Errors
/// There is no such dataset; the caller is no member of its workspace.
#[utoipa::path(get, path = "/datasets/{dataset_id}/progress", tag = "datasets",
    params(DatasetPath),
    responses((status = 200, body = Progress), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn get_dataset_progress(
    State(app): State<App>,
    Call { caller, path, .. }: Call<DatasetPath>,
) -> ApiResult<Json<Progress>> {
    let mut tx = app.store().read().await?;
    let operation = Operation::GetDatasetProgress;
    let dataset = find::dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    Ok(Json(Progress::of(&mut tx, &dataset).await?))
}
