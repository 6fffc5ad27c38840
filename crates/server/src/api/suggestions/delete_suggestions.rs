//! Operation 63.

use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::ids::{IDS_MAX, parse_ids};
use variorum_schema::policy::Operation;
use variorum_store::suggestions;

use crate::api::records::{IdsQuery, find_record};
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::RecordPath;
use crate::state::App;

/// Deletes suggestions of a record. Ids that it does not have are skipped.
///
/// # Errors
/// There is no such record; the caller is neither an owner nor an admin of its workspace; the ids
/// are not UUIDs, or too many.
#[utoipa::path(delete, path = "/records/{record_id}/suggestions", tag = "suggestions",
    params(RecordPath, IdsQuery),
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub async fn delete_suggestions(
    State(app): State<App>,
    Call { caller, path, query, .. }: Call<RecordPath, IdsQuery>,
) -> ApiResult<StatusCode> {
    let mut tx = app.store().write().await?;
    let operation = Operation::DeleteSuggestions;
    let located = find_record(&mut tx, &caller, operation, path.record_id).await?;
    let ids = parse_ids(&query.ids, IDS_MAX)?;
    let place = (located.dataset, located.record.seq);
    suggestions::delete_many(&mut tx, place, &ids).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
