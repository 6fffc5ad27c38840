//! Operation 57.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::records::Record;
use variorum_schema::search::Include;
use variorum_store::records::{self, Parts, PartsOfResponses};
use variorum_store::settings;

use super::{find_record, shown_metadata};
use crate::call::Call;
use crate::error::{ApiError, ApiResult};
use crate::params::RecordPath;
use crate::state::App;

/// A record with its responses, suggestions and vectors. Annotators see their own response and
/// the metadata that is visible for them.
///
/// # Errors
/// There is no such record; the caller is no member of its workspace.
#[utoipa::path(get, path = "/records/{record_id}", tag = "records", params(RecordPath),
    responses((status = 200, body = Record), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn get_record(
    State(app): State<App>,
    Call { caller, path, .. }: Call<RecordPath>,
) -> ApiResult<Json<Record>> {
    let id = path.record_id;
    let not_found = || ApiError::not_found("Record", id);
    let mut tx = app.store().read().await?;
    let located = find_record(&mut tx, &caller, Operation::GetRecord, id).await?;
    let sees_hidden = caller.sees_hidden(&mut tx, located.workspace).await?;
    let responses = match sees_hidden {
        true => PartsOfResponses::All,
        false => PartsOfResponses::Of(caller.user().seq),
    };
    let settings = settings::load(&mut tx, located.dataset).await?.ok_or_else(not_found)?;
    let metadata = shown_metadata(&settings, sees_hidden);
    let parts = Parts { metadata, ..Parts::asked(Include::all(), responses) };
    let found = records::load(&mut tx, &[located.record.seq], &parts).await?.pop();
    Ok(Json(found.ok_or_else(not_found)?))
}
