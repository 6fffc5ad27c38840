//! Operation 61.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::suggestions::Suggestion;
use variorum_store::suggestions;

use crate::api::Items;
use crate::api::records::find_record;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::RecordPath;
use crate::state::App;

/// The suggestions of a record, in order of first writing.
///
/// # Errors
/// There is no such record; the caller is no member of its workspace.
#[utoipa::path(get, path = "/records/{record_id}/suggestions", tag = "suggestions",
    params(RecordPath),
    responses((status = 200, body = Items<Suggestion>), (status = 401), (status = 403),
        (status = 404), (status = 422)))]
pub async fn list_suggestions(
    State(app): State<App>,
    Call { caller, path, .. }: Call<RecordPath>,
) -> ApiResult<Json<Items<Suggestion>>> {
    let mut tx = app.store().read().await?;
    let operation = Operation::ListSuggestions;
    let located = find_record(&mut tx, &caller, operation, path.record_id).await?;
    Ok(Items::json(suggestions::list(&mut tx, located.record.seq).await?))
}
