//! Signing in and out with a browser.

pub mod create_session;
pub mod delete_session;
pub mod extend_session;
pub mod get_session;

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::users::Role;

use crate::auth::sessions::{self, SignedIn};
use crate::call::Caller;
use crate::error::{ApiError, ApiResult};
use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_session::create_session))
        .routes(routes!(get_session::get_session))
        .routes(routes!(extend_session::extend_session))
        .routes(routes!(delete_session::delete_session))
}

/// Who is signed in with this browser, and until when.
#[derive(Debug, Serialize, ToSchema)]
pub struct BrowserSession {
    /// Who.
    pub user: SessionUser,
    /// What the header `X-CSRF-Token` must bear in every request with the cookie that is not a GET.
    pub csrf_token: String,
    /// Whether the session outlives the browser's being closed.
    pub stay_signed_in: bool,
    /// When it began.
    #[schema(value_type = String)]
    pub inserted_at: Timestamp,
    /// When it ends, unless it is used to change something or extended before.
    #[schema(value_type = String)]
    pub expires_at: Timestamp,
    /// How long that is from now, for clocks that differ.
    pub seconds_left: i64,
}

/// A user as their pages need to know them; without the API key.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionUser {
    /// Identity.
    pub id: Uuid,
    /// Name to sign in with.
    pub username: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: Option<String>,
    /// Global role.
    pub role: Role,
}

/// An answer that nobody keeps, with its cookie.
type Answer = ([(HeaderName, HeaderValue); 2], Json<BrowserSession>);

fn answer(app: &App, headers: &HeaderMap, signed_in: &SignedIn, now: Timestamp) -> Answer {
    let cookie = signed_in.cookie(app.config(), headers);
    ([cookie, NOT_KEPT], Json(BrowserSession::of(signed_in, now)))
}

const NOT_KEPT: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

impl BrowserSession {
    fn of(signed_in: &SignedIn, now: Timestamp) -> Self {
        let (user, session) = (&signed_in.account.user, &signed_in.session);
        Self {
            user: SessionUser {
                id: user.id,
                username: user.username.clone(),
                first_name: user.first_name.clone(),
                last_name: user.last_name.clone(),
                role: user.role,
            },
            csrf_token: signed_in.csrf_token(),
            stay_signed_in: session.stays,
            inserted_at: session.inserted_at,
            expires_at: session.expires_at,
            seconds_left: (session.expires_at.unix_seconds() - now.unix_seconds()).max(0),
        }
    }
}

/// The session of the browser that calls.
pub struct Current {
    signed_in: SignedIn,
    headers: HeaderMap,
}

impl FromRequestParts<App> for Current {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> ApiResult<Self> {
        let found = sessions::signed_in(app, &parts.method, &parts.headers).await?;
        if let Some(signed_in) = found {
            return Ok(Self { signed_in, headers: parts.headers.clone() });
        }
        // Somebody with a key or a token is known, but has no session.
        Caller::from_parts(app, parts).await?;
        Err(ApiError::NotFound("there is no session: the request has no cookie of one".to_owned()))
    }
}
