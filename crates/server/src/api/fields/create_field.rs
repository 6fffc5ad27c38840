//! Operation 34.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::fields::{Field, FieldCreate};
use variorum_schema::policy::Operation;
use variorum_store::fields;

use crate::api::datasets::require_draft;
use crate::api::find;
use crate::call::{Body, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::DatasetPath;
use crate::state::App;

/// A new field of a draft.
///
/// # Errors
/// There is no such dataset; the caller is neither an owner nor an admin of its workspace; it is
/// ready; the name is taken.
#[utoipa::path(post, path = "/datasets/{dataset_id}/fields", tag = "fields", params(DatasetPath),
    request_body = FieldCreate,
    responses((status = 201, body = Field), (status = 401), (status = 403), (status = 404),
        (status = 409), (status = 422)))]
pub async fn create_field(
    State(app): State<App>,
    Call { caller, path, body: Body(new), .. }: Call<DatasetPath, (), Body<FieldCreate>>,
) -> ApiResult<(StatusCode, Json<Field>)> {
    let mut tx = app.store().write().await?;
    let operation = Operation::CreateField;
    let dataset = find::locked_dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    require_draft(&dataset, "create a field")?;
    let name = new.name.clone();
    let field = fields::insert(&mut tx, &dataset, new).await.map_err(|cause| {
        if cause.is_taken(fields::NAME) {
            ApiError::Conflict(format!("Field with name `{name}` already exists in the dataset"))
        } else {
            cause.into()
        }
    })?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(field.item)))
}
