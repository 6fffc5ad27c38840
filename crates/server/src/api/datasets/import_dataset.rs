//! Operation 28.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::jobs::{DatasetImport, Job};
use variorum_schema::policy::Operation;

use crate::api::{find, jobs};
use crate::call::{Body, Call};
use crate::error::ApiResult;
use crate::jobs::Kind as _;
use crate::jobs::import_dataset::{Import, ImportDataset};
use crate::params::DatasetPath;
use crate::state::App;

/// Begins a job that makes records from a data set of the Hugging Face Hub.
///
/// # Errors
/// There is no such dataset; the caller is neither an owner nor an admin of its workspace.
#[utoipa::path(post, path = "/datasets/{dataset_id}/import", tag = "datasets",
    params(DatasetPath), request_body = DatasetImport,
    responses((status = 202, body = Job), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn import_dataset(
    State(app): State<App>,
    Call { caller, path, body: Body(import), .. }: Call<DatasetPath, (), Body<DatasetImport>>,
) -> ApiResult<(StatusCode, Json<Job>)> {
    let mut tx = app.store().write().await?;
    let operation = Operation::ImportDataset;
    let dataset = find::dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    let import = Import { dataset_id: dataset.id, import };
    let job = ImportDataset::new_job(String::new(), &import, tx.now())?;
    let id = app.jobs().add_one(&mut tx, job).await?;
    tx.commit().await?;
    Ok((StatusCode::ACCEPTED, Json(jobs::queued(id))))
}
