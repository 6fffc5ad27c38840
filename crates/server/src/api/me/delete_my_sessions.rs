//! Beside the contract: signing out everywhere.

use axum::extract::State;
use axum::http::StatusCode;
use variorum_store::sessions;

use crate::call::Call;
use crate::error::ApiResult;
use crate::state::App;

/// Signs the caller out in every browser, this one included. API keys and bearer tokens stay.
#[utoipa::path(delete, path = "/me/sessions", tag = "me",
    responses((status = 204), (status = 401), (status = 403)))]
pub async fn delete_my_sessions(
    State(app): State<App>,
    Call { caller, .. }: Call,
) -> ApiResult<StatusCode> {
    let mut tx = app.store().write().await?;
    sessions::delete_all_of(&mut tx, caller.user().seq).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
