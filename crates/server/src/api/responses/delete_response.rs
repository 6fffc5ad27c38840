//! Operation 66.

use axum::Json;
use axum::extract::State;
use utoipa::IntoParams;
use variorum_schema::decode::{self, Problems};
use variorum_schema::policy::Operation;
use variorum_schema::responses::{BasedOn, Response};
use variorum_store::responses;

use super::{ResponseConflict, find_response};
use crate::api::records::or_gone;
use crate::call::Call;
use crate::error::ApiResult;
use crate::events::{self, Event};
use crate::params::{FromQuery, QueryValues, ResponsePath};
use crate::state::App;

/// Which state of a response to delete.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeletionQuery {
    /// When the response was last written that is to be deleted. If it is another by now, it stays.
    #[param(required = false, value_type = String, format = DateTime)]
    pub based_on: BasedOn,
}

impl FromQuery for DeletionQuery {
    fn from_query(values: &QueryValues, problems: &mut Problems) -> Option<Self> {
        let Some(text) = values.get("based_on") else { return Some(Self { based_on: None }) };
        let time = serde_json::Value::String(text.to_owned());
        let time = problems.at("based_on", |p| decode::timestamp(time, p))?;
        Some(Self { based_on: Some(Some(time)) })
    }
}

/// Deletes a response.
///
/// # Errors
/// There is no such response; the caller is neither its author, nor an owner, nor an admin of its
/// workspace; it is another than the one that is to be deleted.
#[utoipa::path(delete, path = "/responses/{response_id}", tag = "responses",
    params(ResponsePath, DeletionQuery),
    responses((status = 200, body = Response), (status = 401), (status = 403), (status = 404),
        (status = 409, body = ResponseConflict), (status = 422)))]
pub async fn delete_response(
    State(app): State<App>,
    Call { caller, path, query, .. }: Call<ResponsePath, DeletionQuery>,
) -> ApiResult<Json<Response>> {
    let id = path.response_id;
    let mut tx = app.store().write().await?;
    tx.written_by(caller.user().seq);
    let located = find_response(&mut tx, &caller, Operation::DeleteResponse, id).await?;
    // What is told of it is how it was, but after what is told of its record.
    let last = events::prepare(&mut tx, vec![Event::ResponseDeleted(id)]).await?;
    let deleted = responses::delete(&mut tx, &located, query.based_on).await;
    let written = deleted.map_err(or_gone("Response", id))?;
    let first = Event::of_answered_record(written.record.id, written.record.status);
    events::record(&mut tx, &app, first).await?;
    last.record(&mut tx, &app).await?;
    tx.commit().await?;
    Ok(Json(written.response.item))
}
