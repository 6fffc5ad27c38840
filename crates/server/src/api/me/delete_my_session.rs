//! Beside the contract: signing out in one browser from another.

use axum::extract::State;
use axum::http::StatusCode;
use variorum_store::sessions;

use crate::call::Call;
use crate::error::{ApiError, ApiResult};
use crate::params::SessionPath;
use crate::state::App;

/// Signs the caller out in one browser.
///
/// # Errors
/// The caller has no such session.
#[utoipa::path(delete, path = "/me/sessions/{session_id}", tag = "me", params(SessionPath),
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub async fn delete_my_session(
    State(app): State<App>,
    Call { caller, path, .. }: Call<SessionPath>,
) -> ApiResult<StatusCode> {
    let mut tx = app.store().write().await?;
    if !sessions::delete_of(&mut tx, caller.user().seq, path.session_id).await? {
        return Err(ApiError::not_found("Session", path.session_id));
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
