//! Beside the contract: who is signed in.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};

use super::{BrowserSession, Current, NOT_KEPT};
use crate::error::ApiResult;
use crate::state::App;

/// Who is signed in with this browser, with the CSRF token. It does not extend the session.
///
/// # Errors
/// Nobody is signed in; the caller has a key or a token and no session.
#[utoipa::path(get, path = "/session", tag = "session",
    responses((status = 200, body = BrowserSession), (status = 401), (status = 404)))]
pub async fn get_session(
    State(app): State<App>,
    current: Current,
) -> ApiResult<([(HeaderName, HeaderValue); 1], Json<BrowserSession>)> {
    let now = app.store().clock().now();
    Ok(([NOT_KEPT], Json(BrowserSession::of(&current.signed_in, now))))
}
