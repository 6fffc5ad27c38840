//! Background jobs.

pub mod get_job;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use variorum_schema::Uuid;
use variorum_schema::jobs::{Job, JobStatus};

use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_job::get_job))
}

/// A job that was just stored.
pub(super) fn queued(id: Uuid) -> Job {
    Job { id: id.to_string(), status: JobStatus::Queued }
}
