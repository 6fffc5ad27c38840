//! Operation 35.

use axum::Json;
use axum::extract::State;
use variorum_schema::fields::{Field, FieldUpdate};
use variorum_schema::policy::Operation;
use variorum_store::fields;

use crate::api::find;
use crate::call::{Body, Call};
use crate::error::ApiResult;
use crate::params::FieldPath;
use crate::state::App;

/// Changes a field, also of a dataset that is ready.
///
/// # Errors
/// There is no such field; the caller is neither an owner nor an admin of its workspace; the
/// settings are of another type.
#[utoipa::path(patch, path = "/fields/{field_id}", tag = "fields", params(FieldPath),
    request_body = FieldUpdate,
    responses((status = 200, body = Field), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn update_field(
    State(app): State<App>,
    Call { caller, path, body: Body(mut changes), .. }: Call<FieldPath, (), Body<FieldUpdate>>,
) -> ApiResult<Json<Field>> {
    let mut tx = app.store().write().await?;
    let named = ("Field", path.field_id);
    let operation = Operation::UpdateField;
    let (field, dataset) =
        find::locked_part(&mut tx, &caller, operation, named, fields::by_id).await?;
    if let Some(settings) = changes.settings.take() {
        changes.settings = Some(field.settings.updated(settings)?);
    }
    let field = fields::update(&mut tx, &dataset, field.seq, changes).await?;
    tx.commit().await?;
    Ok(Json(field.item))
}
