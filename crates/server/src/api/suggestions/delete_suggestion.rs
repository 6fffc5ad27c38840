//! Operation 67.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::suggestions::Suggestion;
use variorum_store::suggestions;

use crate::call::{About, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::SuggestionPath;
use crate::state::App;

/// Deletes a suggestion.
///
/// # Errors
/// There is no such suggestion; the caller is neither an owner nor an admin of its workspace.
#[utoipa::path(delete, path = "/suggestions/{suggestion_id}", tag = "suggestions",
    params(SuggestionPath),
    responses((status = 200, body = Suggestion), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn delete_suggestion(
    State(app): State<App>,
    Call { caller, path, .. }: Call<SuggestionPath>,
) -> ApiResult<Json<Suggestion>> {
    let id = path.suggestion_id;
    let mut tx = app.store().write().await?;
    let found = suggestions::by_id(&mut tx, id).await?;
    let located = found.ok_or_else(|| ApiError::not_found("Suggestion", id))?;
    let about = About::workspace(located.workspace);
    caller.may(&mut tx, Operation::DeleteSuggestion, about).await?;
    suggestions::delete(&mut tx, &located).await?;
    tx.commit().await?;
    Ok(Json(located.suggestion.item))
}
