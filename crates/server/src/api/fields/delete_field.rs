//! Operation 36.

use axum::Json;
use axum::extract::State;
use variorum_schema::fields::Field;
use variorum_schema::policy::Operation;
use variorum_store::fields;

use crate::api::datasets::require_draft;
use crate::api::find;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::FieldPath;
use crate::state::App;

/// Deletes a field of a draft.
///
/// # Errors
/// There is no such field; the caller is neither an owner nor an admin of its workspace; the
/// dataset is ready.
#[utoipa::path(delete, path = "/fields/{field_id}", tag = "fields", params(FieldPath),
    responses((status = 200, body = Field), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn delete_field(
    State(app): State<App>,
    Call { caller, path, .. }: Call<FieldPath>,
) -> ApiResult<Json<Field>> {
    let mut tx = app.store().write().await?;
    let named = ("Field", path.field_id);
    let operation = Operation::DeleteField;
    let (field, dataset) =
        find::locked_part(&mut tx, &caller, operation, named, fields::by_id).await?;
    require_draft(&dataset, "delete a field")?;
    fields::delete(&mut tx, &dataset, field.seq).await?;
    tx.commit().await?;
    Ok(Json(field.item))
}
