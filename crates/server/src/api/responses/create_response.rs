//! Operation 60.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::policy::Operation;
use variorum_schema::responses::{Response, ResponseCreate};
use variorum_store::responses;

use super::{ResponseConflict, happened};
use crate::api::records::{find_record, or_gone, settings_for_write};
use crate::call::{Body, Call};
use crate::error::{ApiError, ApiResult};
use crate::events;
use crate::params::RecordPath;
use crate::state::App;

/// The caller's response to a record.
///
/// # Errors
/// There is no such record; the caller is no member of its workspace, or has answered it already;
/// the values do not fit the questions; it is based on something else than what is stored.
#[utoipa::path(post, path = "/records/{record_id}/responses", tag = "responses",
    params(RecordPath), request_body = ResponseCreate,
    responses((status = 201, body = Response), (status = 401), (status = 403), (status = 404),
        (status = 409, body = ResponseConflict), (status = 422)))]
pub async fn create_response(
    State(app): State<App>,
    Call { caller, path, body: Body(new), .. }: Call<RecordPath, (), Body<ResponseCreate>>,
) -> ApiResult<(StatusCode, Json<Response>)> {
    let id = path.record_id;
    let mut tx = app.store().write().await?;
    let located = find_record(&mut tx, &caller, Operation::CreateResponse, id).await?;
    let settings = settings_for_write(&mut tx, &located).await?;
    let user = caller.user();
    let gone = or_gone("Record", id);
    let written = responses::insert(&mut tx, &settings, &located, user, new).await;
    let written = written.map_err(|cause| {
        if cause.is_taken(responses::ANNOTATOR) {
            let user = user.id;
            ApiError::Conflict(format!(
                "Response for record with id `{id}` and by user with id `{user}` already exists"
            ))
        } else {
            gone(cause)
        }
    })?;
    events::record(&mut tx, &app, happened(&written)).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(written.response.item)))
}
