//! Datasets.

pub mod create_dataset;
pub mod delete_dataset;
pub mod export_dataset;
pub mod get_dataset;
pub mod get_dataset_progress;
pub mod import_dataset;
pub mod list_dataset_users_progress;
pub mod publish_dataset;
pub mod update_dataset;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use variorum_schema::datasets::DatasetStatus;
use variorum_store::datasets::StoredDataset;

use crate::error::{ApiError, ApiResult};
use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_dataset::create_dataset))
        .routes(routes!(get_dataset::get_dataset))
        .routes(routes!(update_dataset::update_dataset))
        .routes(routes!(delete_dataset::delete_dataset))
        .routes(routes!(publish_dataset::publish_dataset))
        .routes(routes!(import_dataset::import_dataset))
        .routes(routes!(export_dataset::export_dataset))
        .routes(routes!(get_dataset_progress::get_dataset_progress))
        .routes(routes!(list_dataset_users_progress::list_dataset_users_progress))
}

/// Refuses what only a draft allows, such as `create a field`.
pub(super) fn require_draft(dataset: &StoredDataset, action: &str) -> ApiResult<()> {
    match dataset.status {
        DatasetStatus::Draft => Ok(()),
        DatasetStatus::Ready => {
            Err(ApiError::Refused(format!("Cannot {action} for a published dataset")))
        }
    }
}

/// What a name that is taken in the workspace answers.
fn name_is_taken(name: String) -> impl Fn(variorum_store::Error) -> ApiError {
    move |cause| {
        if cause.is_taken(variorum_store::datasets::NAME) {
            ApiError::Conflict(format!("Dataset with name `{name}` already exists"))
        } else {
            cause.into()
        }
    }
}
