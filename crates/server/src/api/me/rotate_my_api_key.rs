//! Beside the contract: a new API key.

use axum::Json;
use axum::extract::State;
use variorum_schema::users::User;

use crate::accounts;
use crate::call::Call;
use crate::error::ApiResult;
use crate::state::App;

/// Gives the caller a new API key; the one before is refused from now on. The answer is as that of
/// `GET /me`.
#[utoipa::path(post, path = "/me/api-key", tag = "me",
    responses((status = 200, body = User), (status = 401), (status = 403)))]
pub async fn rotate_my_api_key(
    State(app): State<App>,
    Call { caller, .. }: Call,
) -> ApiResult<Json<User>> {
    let mut tx = app.store().write().await?;
    let account = accounts::rotate_key(&mut tx, app.secret(), caller.user().seq).await?;
    tx.commit().await?;
    Ok(Json(accounts::with_api_key(app.secret(), &account)))
}
