//! Operation 23.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::datasets::{Dataset, DatasetCreate};
use variorum_schema::policy::Operation;
use variorum_store::{datasets, workspaces};

use super::name_is_taken;
use crate::call::{About, Body, Call};
use crate::error::{ApiError, ApiResult};
use crate::events::{self, Event};
use crate::state::App;

/// A new dataset, a draft.
///
/// # Errors
/// The caller is neither an owner nor an admin of the workspace; there is no such workspace; the
/// name is taken there.
#[utoipa::path(post, path = "/datasets", tag = "datasets", request_body = DatasetCreate,
    responses((status = 201, body = Dataset), (status = 401), (status = 403), (status = 409),
        (status = 422)))]
pub async fn create_dataset(
    State(app): State<App>,
    Call { caller, body: Body(new), .. }: Call<(), (), Body<DatasetCreate>>,
) -> ApiResult<(StatusCode, Json<Dataset>)> {
    let mut tx = app.store().write().await?;
    let workspace = workspaces::by_id(&mut tx, new.workspace_id).await?;
    let about = About { workspace: workspace.as_ref().map(|w| w.seq), ..About::nothing() };
    caller.may(&mut tx, Operation::CreateDataset, about).await?;
    let Some(workspace) = workspace else {
        let text = format!("Workspace with id `{}` not found", new.workspace_id);
        return Err(ApiError::Refused(text));
    };
    let taken = name_is_taken(new.name.clone());
    let dataset = datasets::insert(&mut tx, workspace.seq, new).await.map_err(taken)?;
    events::record(&mut tx, &app, vec![Event::DatasetCreated(dataset.id)]).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(dataset.into_stored().item)))
}
