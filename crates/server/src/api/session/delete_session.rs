//! Beside the contract: signing out.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use variorum_store::sessions as stored;

use super::Current;
use crate::auth::sessions;
use crate::error::ApiResult;
use crate::state::App;

/// Signs out: the session ends and its cookie is taken back.
///
/// # Errors
/// Nobody is signed in; the caller has a key or a token and no session.
#[utoipa::path(delete, path = "/session", tag = "session",
    responses((status = 204), (status = 401), (status = 403), (status = 404)))]
pub async fn delete_session(
    State(app): State<App>,
    current: Current,
) -> ApiResult<(StatusCode, [(HeaderName, HeaderValue); 1])> {
    let mut tx = app.store().write().await?;
    stored::delete(&mut tx, current.signed_in.session.seq).await?;
    tx.commit().await?;
    Ok((StatusCode::NO_CONTENT, [sessions::no_cookie(app.config(), &current.headers)]))
}
