//! Beside the contract: staying signed in.

use axum::extract::State;
use variorum_store::sessions as stored;

use super::{Answer, BrowserSession, Current, answer};
use crate::auth::sessions;
use crate::error::{ApiError, ApiResult, NO_CREDENTIALS};
use crate::state::App;

/// Lets the session last as long from now as it did from signing in. Requests that change something
/// do so as well, to within some minutes.
///
/// # Errors
/// Nobody is signed in; the caller has a key or a token and no session.
#[utoipa::path(put, path = "/session", tag = "session",
    responses((status = 200, body = BrowserSession), (status = 401), (status = 403),
        (status = 404)))]
pub async fn extend_session(State(app): State<App>, current: Current) -> ApiResult<Answer> {
    let Current { mut signed_in, headers } = current;
    let lifetime = sessions::lifetime_seconds(app.config(), signed_in.session.stays);
    let mut tx = app.store().write().await?;
    let now = tx.now();
    let expires_at = now.plus_seconds(lifetime);
    let extended = stored::extend(&mut tx, signed_in.session.seq, expires_at).await?;
    tx.commit().await?;
    // It may have ended meanwhile.
    signed_in.session = extended.ok_or(ApiError::Unauthorized(NO_CREDENTIALS))?;
    Ok(answer(&app, &headers, &signed_in, now))
}
