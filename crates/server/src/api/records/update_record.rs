//! Operation 58.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::records::{Record, RecordUpdate};
use variorum_store::records::update;

use super::{find_record, or_gone, settings_for_write};
use crate::call::{Body, Call};
use crate::error::ApiResult;
use crate::events::{self, Event};
use crate::params::RecordPath;
use crate::state::App;

/// Changes a record: fields and metadata are replaced as a whole, suggestions all together, vectors
/// by name. Without any of them nothing happens.
///
/// # Errors
/// There is no such record; the caller is neither an owner nor an admin of its workspace; the
/// changes do not fit the dataset.
#[utoipa::path(patch, path = "/records/{record_id}", tag = "records", params(RecordPath),
    request_body = RecordUpdate,
    responses((status = 200, body = Record), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn update_record(
    State(app): State<App>,
    Call { caller, path, body: Body(changes), .. }: Call<RecordPath, (), Body<RecordUpdate>>,
) -> ApiResult<Json<Record>> {
    let id = path.record_id;
    let mut tx = app.store().write().await?;
    let located = find_record(&mut tx, &caller, Operation::UpdateRecord, id).await?;
    let settings = settings_for_write(&mut tx, &located).await?;
    let happened = if changes.is_empty() { Vec::new() } else { vec![Event::RecordUpdated(id)] };
    let gone = or_gone("Record", id);
    let record = update::update(&mut tx, &settings, &located, changes).await.map_err(gone)?;
    events::record(&mut tx, &app, happened).await?;
    tx.commit().await?;
    Ok(Json(record.item))
}
