//! Beside the contract: all that is needed to begin annotating, in one answer.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use variorum_schema::datasets::{Dataset, Settings};
use variorum_schema::fields::Field;
use variorum_schema::metadata::MetadataProperty;
use variorum_schema::policy::Operation;
use variorum_schema::preferences::Preferences;
use variorum_schema::provenance::Versions;
use variorum_schema::questions::Question;
use variorum_schema::vectors::VectorSettings;
use variorum_schema::workspaces::Workspace;
use variorum_store::{events, preferences, settings, workspaces};

use super::get_my_dataset_metrics::{MyMetrics, metrics_of};
use crate::api::datasets::get_dataset_progress::Progress;
use crate::api::find;
use crate::call::Call;
use crate::error::{ApiError, ApiResult};
use crate::params::DatasetPath;
use crate::state::App;

/// A dataset with all that is needed to annotate it, each part as it is answered alone.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opening {
    /// The dataset.
    pub dataset: Dataset,
    /// Its workspace.
    pub workspace: Workspace,
    /// Its fields, in order of creation.
    pub fields: Vec<Field>,
    /// Its questions, in order of creation.
    pub questions: Vec<Question>,
    /// The metadata properties that the caller may see, in order of creation.
    pub metadata_properties: Vec<MetadataProperty>,
    /// Its vectors settings, in order of creation.
    pub vectors_settings: Vec<VectorSettings>,
    /// What the caller has answered, and what is left.
    pub metrics: MyMetrics,
    /// How far the dataset has come.
    pub progress: Progress,
    /// Which settings and guidelines it has.
    pub versions: Versions,
    /// What the caller has set for this dataset.
    pub preferences: Preferences,
    /// What the caller may do with it.
    pub permissions: Permissions,
    /// Where to begin with the events, so that none after this answer is missed.
    pub last_event_id: String,
}

/// What the caller may do with a dataset that he may see.
#[derive(Debug, Serialize, ToSchema)]
pub struct Permissions {
    /// Change it and its records, and see what is hidden from annotators and what others answered.
    pub may_manage: bool,
}

/// All that is needed to annotate a dataset, as of one moment: the dataset with all its parts, what
/// the caller has answered, how far it has come, and what the caller has set for it.
///
/// # Errors
/// There is no such dataset; the caller is no member of its workspace.
#[utoipa::path(get, path = "/me/datasets/{dataset_id}/opening", tag = "me", params(DatasetPath),
    responses((status = 200, body = Opening), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn open_dataset(
    State(app): State<App>,
    Call { caller, path, .. }: Call<DatasetPath>,
) -> ApiResult<Json<Opening>> {
    let id = path.dataset_id;
    let user = caller.user().seq;
    let mut tx = app.store().read().await?;
    let stored = find::dataset(&mut tx, &caller, Operation::OpenDataset, id).await?;
    let may_manage = caller.sees_hidden(&mut tx, stored.workspace).await?;
    let last_event_id = events::position(&mut tx).await?.to_string();
    let workspace = workspaces::by_seq(&mut tx, stored.workspace).await?;
    let workspace = workspace.ok_or_else(|| ApiError::not_found("Dataset", id))?.item;
    let metrics = metrics_of(&mut tx, &stored, user).await?;
    let progress = Progress::of(&mut tx, &stored).await?;
    let versions = stored.versions();
    let preferences = preferences::of_user(&mut tx, user).await?.of_dataset(id);
    let Settings { dataset, fields, questions, mut metadata_properties, vectors_settings } =
        settings::of(&mut tx, stored).await?.settings;
    metadata_properties.retain(|property| may_manage || property.visible_for_annotators);
    Ok(Json(Opening {
        dataset,
        workspace,
        fields,
        questions,
        metadata_properties,
        vectors_settings,
        metrics,
        progress,
        versions,
        preferences,
        permissions: Permissions { may_manage },
        last_event_id,
    }))
}
