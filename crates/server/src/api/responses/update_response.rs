//! Operation 65.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::responses::{Response, ResponseUpdate};
use variorum_store::responses;

use super::{ResponseConflict, find_response, happened};
use crate::api::records::{or_gone, settings_for_write};
use crate::call::{Body, Call};
use crate::error::ApiResult;
use crate::events;
use crate::params::ResponsePath;
use crate::state::App;

/// Changes a response; values are replaced as a whole, the author stays.
///
/// # Errors
/// There is no such response; the caller is neither its author, nor an owner, nor an admin of its
/// workspace; the values do not fit the questions; it is based on something else than what is stored.
#[utoipa::path(put, path = "/responses/{response_id}", tag = "responses", params(ResponsePath),
    request_body = ResponseUpdate,
    responses((status = 200, body = Response), (status = 401), (status = 403), (status = 404),
        (status = 409, body = ResponseConflict), (status = 422)))]
pub async fn update_response(
    State(app): State<App>,
    Call { caller, path, body: Body(new), .. }: Call<ResponsePath, (), Body<ResponseUpdate>>,
) -> ApiResult<Json<Response>> {
    let id = path.response_id;
    let mut tx = app.store().write().await?;
    tx.written_by(caller.user().seq);
    let located = find_response(&mut tx, &caller, Operation::UpdateResponse, id).await?;
    let settings = settings_for_write(&mut tx, &located.record).await?;
    let gone = or_gone("Response", id);
    let written = responses::update(&mut tx, &settings, &located, new).await.map_err(gone)?;
    events::record(&mut tx, &app, happened(&written)).await?;
    tx.commit().await?;
    Ok(Json(written.response.item))
}
