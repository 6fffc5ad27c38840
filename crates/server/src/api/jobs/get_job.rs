//! Operation 73.

use axum::Json;
use axum::extract::State;
use utoipa::IntoParams;
use variorum_schema::Uuid;
use variorum_schema::decode::Problems;
use variorum_schema::jobs::Job;
use variorum_schema::policy::Operation;
use variorum_store::jobs;

use crate::call::{About, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::{FromPath, PathValues};
use crate::state::App;

/// `/jobs/{job_id}`
#[derive(Debug, Clone, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct JobPath {
    /// Any text: what is no identity of ours names no job.
    pub job_id: String,
}

impl FromPath for JobPath {
    fn from_path(values: &PathValues, _: &mut Problems) -> Option<Self> {
        Some(Self { job_id: values.text("job_id").to_owned() })
    }
}

/// Where a job is.
///
/// # Errors
/// There is no such job; the caller is neither an owner nor an admin.
#[utoipa::path(get, path = "/jobs/{job_id}", tag = "jobs", params(JobPath),
    responses((status = 200, body = Job), (status = 401), (status = 403), (status = 404)))]
pub async fn get_job(
    State(app): State<App>,
    Call { caller, path, .. }: Call<JobPath>,
) -> ApiResult<Json<Job>> {
    let mut tx = app.store().read().await?;
    let found = match Uuid::try_parse(&path.job_id) {
        Ok(id) => jobs::by_id(&mut tx, id).await?,
        Err(_) => None,
    };
    let found = found.ok_or_else(|| ApiError::not_found("Job", &path.job_id))?;
    caller.may(&mut tx, Operation::GetJob, About::nothing()).await?;
    Ok(Json(Job { id: found.id.to_string(), status: found.status }))
}
