//! Operation 66.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::responses::Response;
use variorum_store::responses;

use super::find_response;
use crate::api::records::or_gone;
use crate::call::Call;
use crate::error::ApiResult;
use crate::events::{self, Event};
use crate::params::ResponsePath;
use crate::state::App;

/// Deletes a response.
///
/// # Errors
/// There is no such response; the caller is neither its author, nor an owner, nor an admin of its
/// workspace.
#[utoipa::path(delete, path = "/responses/{response_id}", tag = "responses", params(ResponsePath),
    responses((status = 200, body = Response), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn delete_response(
    State(app): State<App>,
    Call { caller, path, .. }: Call<ResponsePath>,
) -> ApiResult<Json<Response>> {
    let id = path.response_id;
    let mut tx = app.store().write().await?;
    tx.written_by(caller.user().seq);
    let located = find_response(&mut tx, &caller, Operation::DeleteResponse, id).await?;
    // What is told of it is how it was, but after what is told of its record.
    let last = events::prepare(&mut tx, vec![Event::ResponseDeleted(id)]).await?;
    let written = responses::delete(&mut tx, &located).await.map_err(or_gone("Response", id))?;
    let first = Event::of_answered_record(written.record.id, written.record.status);
    events::record(&mut tx, &app, first).await?;
    last.record(&mut tx, &app).await?;
    tx.commit().await?;
    Ok(Json(written.response.item))
}
