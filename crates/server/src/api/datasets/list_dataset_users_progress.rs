//! Operation 31.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use variorum_schema::policy::Operation;
use variorum_store::progress::{self, ResponseCounts};

use crate::api::find;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::DatasetPath;
use crate::state::App;

/// What everybody has answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct UsersProgress {
    /// Everyone with a response, in order of their making.
    pub users: Vec<UserProgress>,
}

/// What one user has answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserProgress {
    /// Name to sign in with.
    pub username: String,
    /// Responses to records that are completed.
    pub completed: Counts,
    /// Responses to records that are not.
    pub pending: Counts,
}

/// Numbers of responses by their status.
#[derive(Debug, Serialize, ToSchema)]
pub struct Counts {
    /// Given.
    pub submitted: i64,
    /// Declined.
    pub discarded: i64,
    /// Begun.
    pub draft: i64,
}

impl From<ResponseCounts> for Counts {
    fn from(counts: ResponseCounts) -> Self {
        let ResponseCounts { submitted, discarded, draft } = counts;
        Self { submitted, discarded, draft }
    }
}

/// What everybody has answered in a dataset.
///
/// # Errors
/// There is no such dataset; the caller is no member of its workspace.
#[utoipa::path(get, path = "/datasets/{dataset_id}/users/progress", tag = "datasets",
    params(DatasetPath),
    responses((status = 200, body = UsersProgress), (status = 401), (status = 403),
        (status = 404), (status = 422)))]
pub async fn list_dataset_users_progress(
    State(app): State<App>,
    Call { caller, path, .. }: Call<DatasetPath>,
) -> ApiResult<Json<UsersProgress>> {
    let mut tx = app.store().read().await?;
    let operation = Operation::ListDatasetUsersProgress;
    let dataset = find::dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    let users = progress::of_users(&mut tx, dataset.seq).await?.into_iter();
    let users = users.map(|user| UserProgress {
        username: user.username,
        completed: user.completed.into(),
        pending: user.pending.into(),
    });
    Ok(Json(UsersProgress { users: users.collect() }))
}
