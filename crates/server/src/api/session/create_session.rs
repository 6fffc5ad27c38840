//! Beside the contract: a name and a password become a session.

use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::sessions::SignIn;
use variorum_store::sessions as stored;

use super::{Answer, BrowserSession, answer};
use crate::auth::api_keys::hash;
use crate::auth::sessions::{self, SignedIn};
use crate::auth::sign_ins::check_password;
use crate::call::{Body, Open};
use crate::error::{ApiError, ApiResult};
use crate::state::App;

/// Characters of what a browser calls itself that are kept.
const USER_AGENT_CHARS_MAX: usize = 300;

/// Signs in with a browser: sets a cookie that scripts cannot read. A session that the browser had
/// before ends.
///
/// # Errors
/// Wrong credentials, too many failures of one account, or a page of another origin calls.
#[utoipa::path(post, path = "/session", tag = "session", request_body = SignIn,
    responses((status = 201, body = BrowserSession), (status = 401), (status = 403),
        (status = 422), (status = 429)))]
pub async fn create_session(
    State(app): State<App>,
    Open { headers, body: Body(sign_in) }: Open<Body<SignIn>>,
) -> ApiResult<(StatusCode, Answer)> {
    if !sessions::is_own_page(&app.config().web, &headers) {
        return Err(ApiError::Forbidden);
    }
    let SignIn { username, password, stay_signed_in } = sign_in;
    let account = check_password(&app, username, password).await?;
    let token = sessions::generate();
    let user_agent = headers.get(axum::http::header::USER_AGENT);
    let user_agent = user_agent.and_then(|name| name.to_str().ok());
    let lifetime = sessions::lifetime_seconds(app.config(), stay_signed_in);
    let mut tx = app.store().write().await?;
    if let Some(before) = sessions::find(&mut tx, sessions::tokens(&headers)).await? {
        stored::delete(&mut tx, before.session.seq).await?;
    }
    let new = stored::NewSession {
        token_hash: hash(&token),
        stays: stay_signed_in,
        user_agent: user_agent.map(|name| name.chars().take(USER_AGENT_CHARS_MAX).collect()),
        expires_at: tx.now().plus_seconds(lifetime),
    };
    let session = stored::insert(&mut tx, &account, new).await?;
    let now = tx.now();
    tx.commit().await?;
    let signed_in = SignedIn::new(account, session, token);
    Ok((StatusCode::CREATED, answer(&app, &headers, &signed_in, now)))
}
