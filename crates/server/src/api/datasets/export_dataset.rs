//! Operation 29.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::jobs::{DatasetExport, Job};
use variorum_schema::policy::Operation;
use variorum_store::records::{self, Parts};

use crate::api::{find, jobs};
use crate::call::{Body, Call};
use crate::error::{ApiError, ApiResult};
use crate::jobs::Kind as _;
use crate::jobs::export_dataset::{Export, ExportDataset};
use crate::params::DatasetPath;
use crate::state::App;

/// Begins a job that makes a data set of the Hugging Face Hub from the records.
///
/// # Errors
/// There is no such dataset; the caller is neither an owner nor an admin of its workspace; it has
/// no records.
#[utoipa::path(post, path = "/datasets/{dataset_id}/export", tag = "datasets",
    params(DatasetPath), request_body = DatasetExport,
    responses((status = 202, body = Job), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn export_dataset(
    State(app): State<App>,
    Call { caller, path, body: Body(export), .. }: Call<DatasetPath, (), Body<DatasetExport>>,
) -> ApiResult<(StatusCode, Json<Job>)> {
    let mut tx = app.store().write().await?;
    let operation = Operation::ExportDataset;
    let dataset = find::dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    let first = records::list(&mut tx, dataset.seq, 0, 1, &Parts::default()).await?;
    if first.items.is_empty() {
        let text = format!("Dataset with id `{}` has no records to export", dataset.id);
        return Err(ApiError::Refused(text));
    }
    let export = Export {
        dataset_id: dataset.id,
        name: export.name,
        subset: export.subset,
        split: export.split,
        private: export.private,
    };
    let job = ExportDataset::new_job(String::new(), &export, tx.now())?;
    let id = app.jobs().add_one(&mut tx, job).await?;
    tx.commit().await?;
    Ok((StatusCode::ACCEPTED, Json(jobs::queued(id))))
}
