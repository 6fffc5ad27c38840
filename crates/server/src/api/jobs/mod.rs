//! Background jobs.

pub mod get_job;

use variorum_schema::Uuid;
use variorum_schema::jobs::{Job, JobStatus};

/// A job that was just stored.
pub(super) fn queued(id: Uuid) -> Job {
    Job { id: id.to_string(), status: JobStatus::Queued }
}
