//! Operation 59.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::records::Record;
use variorum_store::records::delete;

use super::{find_record, or_gone};
use crate::call::Call;
use crate::error::ApiResult;
use crate::events::{self, Event};
use crate::params::RecordPath;
use crate::state::App;

/// Deletes a record with everything that belongs to it.
///
/// # Errors
/// There is no such record; the caller is neither an owner nor an admin of its workspace.
#[utoipa::path(delete, path = "/records/{record_id}", tag = "records", params(RecordPath),
    responses((status = 200, body = Record), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn delete_record(
    State(app): State<App>,
    Call { caller, path, .. }: Call<RecordPath>,
) -> ApiResult<Json<Record>> {
    let id = path.record_id;
    let mut tx = app.store().write().await?;
    let located = find_record(&mut tx, &caller, Operation::DeleteRecord, id).await?;
    events::record(&mut tx, &app, vec![Event::RecordDeleted(id)]).await?;
    let gone = or_gone("Record", id);
    let deleted = delete::delete_one(&mut tx, &located).await.map_err(gone)?;
    tx.commit().await?;
    Ok(Json(deleted.item))
}
