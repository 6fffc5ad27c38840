//! Operation 62.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::policy::Operation;
use variorum_schema::suggestions::{Suggestion, SuggestionCreate};
use variorum_store::suggestions;

use crate::api::records::{find_record, or_gone, settings_for_write};
use crate::call::{Body, Call};
use crate::error::ApiResult;
use crate::params::RecordPath;
use crate::state::App;

/// The suggestion to a question of a record: 201 if there was none, 200 if it was replaced.
///
/// # Errors
/// There is no such record; the caller is neither an owner nor an admin of its workspace; the
/// question is none of the dataset, or does not accept the suggestion.
#[utoipa::path(put, path = "/records/{record_id}/suggestions", tag = "suggestions",
    params(RecordPath), request_body = SuggestionCreate,
    responses((status = 200, body = Suggestion), (status = 201, body = Suggestion),
        (status = 401), (status = 403), (status = 404), (status = 422)))]
pub async fn upsert_suggestion(
    State(app): State<App>,
    Call { caller, path, body: Body(new), .. }: Call<RecordPath, (), Body<SuggestionCreate>>,
) -> ApiResult<(StatusCode, Json<Suggestion>)> {
    let id = path.record_id;
    let mut tx = app.store().write().await?;
    let located = find_record(&mut tx, &caller, Operation::UpsertSuggestion, id).await?;
    let settings = settings_for_write(&mut tx, &located).await?;
    let gone = or_gone("Record", id);
    let (suggestion, is_new) =
        suggestions::upsert(&mut tx, &settings, &located, &new).await.map_err(gone)?;
    tx.commit().await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(suggestion)))
}
