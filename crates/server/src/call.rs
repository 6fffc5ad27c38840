//! A call: who makes it and what for, read in the order in which errors win.
//!
//! A body that is not UTF-8 or not JSON comes first (even without credentials), then the
//! credentials, then everything that is wrong with path, query and body together.

use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use serde_json::Value;
use tokio::sync::OwnedSemaphorePermit;
use uuid::Uuid;
use variorum_schema::body::Parsed;
use variorum_schema::decode::{Decode, Problems};
use variorum_schema::policy::{Operation, Rule, Subject};
use variorum_schema::users::User;
use variorum_store::users::Account;
use variorum_store::{Stored, Tx, users, workspaces};

use crate::auth::{api_keys, sessions, tokens};
use crate::body;
use crate::error::{ApiError, ApiResult, INVALID_TOKEN, NO_CREDENTIALS};
use crate::params::{FromPath, FromQuery, PathValues, QueryValues};
use crate::state::App;

/// Header of the API key.
pub const API_KEY_HEADER: &str = "x-argilla-api-key";
/// How much of a body is read for somebody without credentials, only to name its errors.
const ANONYMOUS_BODY_BYTES: usize = 1 << 20;

/// A call with its caller and its checked path `P`, query `Q` and body `B` (`()` for none).
pub struct Call<P = (), Q = (), B = ()> {
    /// Who calls.
    pub caller: Caller,
    /// What the path names.
    pub path: P,
    /// What the query asks.
    pub query: Q,
    /// What was sent.
    pub body: B,
    _share: Option<OwnedSemaphorePermit>,
}

/// A type that a body is read as.
pub trait FromBody: Sized {
    /// Whether there is a body to read.
    const EXPECTED: bool;
    /// Whether the larger limit for bulks of records applies.
    const BULK: bool = false;
    /// Reads it; `None` means that problems were reported.
    fn from_body(value: Option<Value>, problems: &mut Problems) -> Option<Self>;
}

impl FromBody for () {
    const EXPECTED: bool = false;

    fn from_body(_: Option<Value>, _: &mut Problems) -> Option<Self> {
        Some(())
    }
}

/// A JSON body of type `T`.
#[derive(Debug)]
pub struct Body<T>(pub T);

/// A JSON body of type `T` that may have the size of a bulk of records.
#[derive(Debug)]
pub struct BulkBody<T>(pub T);

impl<T: Decode> FromBody for Body<T> {
    const EXPECTED: bool = true;

    fn from_body(value: Option<Value>, problems: &mut Problems) -> Option<Self> {
        decode(value, problems).map(Self)
    }
}

impl<T: Decode> FromBody for BulkBody<T> {
    const EXPECTED: bool = true;
    const BULK: bool = true;

    fn from_body(value: Option<Value>, problems: &mut Problems) -> Option<Self> {
        decode(value, problems).map(Self)
    }
}

fn decode<T: Decode>(value: Option<Value>, problems: &mut Problems) -> Option<T> {
    match value {
        // An explicit `null` counts as absent.
        None | Some(Value::Null) => problems.report("missing", "Field required"),
        Some(value) => T::decode(value, problems),
    }
}

impl<P: FromPath, Q: FromQuery, B: FromBody> FromRequest<App> for Call<P, Q, B> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> ApiResult<Self> {
        let (mut parts, body) = request.into_parts();
        let caller = Caller::from_parts(app, &parts).await;
        let mut sent = Sent::default();
        if B::EXPECTED {
            let limits = &app.config().limits;
            let limit_bytes = match &caller {
                Err(_) => ANONYMOUS_BODY_BYTES,
                Ok(_) if B::BULK => limits.bulk_body_bytes,
                Ok(_) => limits.body_bytes,
            };
            let request = Request::from_parts(parts.clone(), body);
            sent = match receive(app, request, limit_bytes).await {
                Err(ApiError::TooLarge { .. }) if caller.is_err() => sent,
                sent => sent?,
            };
        }
        let caller = caller?;
        let Sent { parsed, share } = sent;
        let value = usable(parsed)?;
        let mut problems = Problems::within(app.config().limits.schema);
        let checked = check::<P, Q, B>(&mut parts, value, &mut problems).await;
        let (path, query, body) = problems.finish(checked)?;
        Ok(Self { caller, path, query, body, _share: share })
    }
}

/// What anybody sends without credentials, with its checked body `B`.
pub struct Open<B> {
    /// The headers.
    pub headers: HeaderMap,
    /// What was sent.
    pub body: B,
}

impl<B: FromBody> FromRequest<App> for Open<B> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> ApiResult<Self> {
        let headers = request.headers().clone();
        let value = usable(receive(app, request, ANONYMOUS_BODY_BYTES).await?.parsed)?;
        let mut problems = Problems::within(app.config().limits.schema);
        let body = problems.at("body", |p| B::from_body(value, p));
        Ok(Self { headers, body: problems.finish(body)? })
    }
}

/// A body as JSON, and its share of the budget.
#[derive(Default)]
struct Sent {
    parsed: Parsed,
    share: Option<OwnedSemaphorePermit>,
}

async fn receive(app: &App, request: Request, limit_bytes: usize) -> ApiResult<Sent> {
    let is_json = body::is_json(request.headers());
    let received = body::read(app, request, limit_bytes).await?;
    let mut parsed = Parsed::default();
    if is_json {
        parsed = variorum_schema::body::parse(&received.bytes)?;
    } else {
        std::str::from_utf8(&received.bytes).map_err(|_| ApiError::NotUtf8)?;
        parsed.value = Some(Value::Bool(false)).filter(|_| !received.bytes.is_empty());
    }
    Ok(Sent { parsed, share: received._share })
}

/// The JSON, unless it has what nothing can be made of.
fn usable(parsed: Parsed) -> ApiResult<Option<Value>> {
    let Parsed { value, problems } = parsed;
    if problems.is_empty() { Ok(value) } else { Err(ApiError::Invalid(problems)) }
}

async fn check<P: FromPath, Q: FromQuery, B: FromBody>(
    parts: &mut Parts,
    value: Option<Value>,
    problems: &mut Problems,
) -> Option<(P, Q, B)> {
    let path_values = match RawPathParams::from_request_parts(parts, &()).await {
        Ok(raw) => PathValues::new(&raw),
        // A placeholder that is no UTF-8 names nothing.
        Err(_) => PathValues::default(),
    };
    let query_values = QueryValues::new(parts.uri.query());
    let path = problems.at("path", |p| P::from_path(&path_values, p));
    let query = problems.at("query", |p| Q::from_query(&query_values, p));
    let body = problems.at("body", |p| B::from_body(value, p));
    Some((path?, query?, body?))
}

/// Who makes a call.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The user, as stored now.
    pub account: Account,
    /// The browser's session, where it is what identifies the user.
    pub session: Option<Uuid>,
}

/// What an operation is about, as far as the policy looks at it.
#[derive(Debug, Clone, Copy, Default)]
pub struct About {
    /// Key of the object's workspace.
    pub workspace: Option<i64>,
    /// Key of the user who wrote the response.
    pub author: Option<i64>,
    /// Whether the caller is a member of the workspace, where that is known already.
    pub is_member: Option<bool>,
}

impl About {
    /// An object of a workspace.
    #[must_use]
    pub fn workspace(workspace: i64) -> Self {
        Self { workspace: Some(workspace), ..Self::default() }
    }

    /// An object of a workspace that the caller is a member of or not.
    #[must_use]
    pub fn workspace_of(workspace: i64, is_member: bool) -> Self {
        Self { is_member: Some(is_member), ..Self::workspace(workspace) }
    }

    /// Something outside all workspaces.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }
}

impl Caller {
    /// The caller's user.
    #[must_use]
    pub fn user(&self) -> &Stored<User> {
        &self.account.user
    }

    /// Whether the caller may do this; the policy table decides.
    ///
    /// # Errors
    /// [`ApiError::Forbidden`], or the database fails.
    pub async fn may(&self, tx: &mut Tx, operation: Operation, about: About) -> ApiResult<()> {
        if self.is_allowed(tx, operation.rule(), about).await? {
            Ok(())
        } else {
            Err(ApiError::Forbidden)
        }
    }

    /// Whether a rule lets the caller through.
    ///
    /// # Errors
    /// The database fails.
    pub async fn is_allowed(&self, tx: &mut Tx, rule: Rule, about: About) -> ApiResult<bool> {
        let user = self.user();
        let is_member = match about {
            About { is_member: Some(is_member), .. } => is_member,
            About { workspace: Some(workspace), .. } if rule.needs_membership(user.role) => {
                workspaces::is_member(tx, workspace, user.seq).await?
            }
            _ => false,
        };
        let is_author = about.author == Some(user.seq);
        Ok(rule.allows(Subject { role: user.role, is_member, is_author }))
    }

    /// Whether the caller sees what is hidden from annotators in this workspace.
    ///
    /// # Errors
    /// The database fails.
    pub async fn sees_hidden(&self, tx: &mut Tx, workspace: i64) -> ApiResult<bool> {
        self.is_allowed(tx, Rule::WorkspaceAdmin, About::workspace(workspace)).await
    }

    pub(crate) async fn from_parts(app: &App, parts: &Parts) -> ApiResult<Self> {
        Self::from_headers(app, &parts.method, &parts.headers).await
    }

    /// Who bears the credentials of a request.
    ///
    /// # Errors
    /// There are none that can be used; a browser's session lacks its CSRF token; the database
    /// fails.
    pub(crate) async fn from_headers(
        app: &App,
        method: &Method,
        headers: &HeaderMap,
    ) -> ApiResult<Self> {
        let key = headers.get(API_KEY_HEADER).map(|v| String::from_utf8_lossy(v.as_bytes()));
        let key = key.filter(|key| !key.is_empty());
        let token = bearer(headers);
        if key.is_none() && token.is_none() {
            let signed_in = sessions::signed_in(app, method, headers).await?;
            let signed_in = signed_in.ok_or(ApiError::Unauthorized(NO_CREDENTIALS))?;
            let session = Some(signed_in.session.id);
            return Ok(Self { account: signed_in.account, session });
        }
        let mut tx = app.store().lookup().await?;
        if let Some(key) = key
            && let Some(account) = users::by_api_key(&mut tx, &api_keys::hash(&key)).await?
        {
            return Ok(Self { account, session: None });
        }
        let Some(token) = token else {
            return Err(ApiError::Unauthorized(NO_CREDENTIALS));
        };
        let Some(claims) = tokens::read(app.secret(), token, tx.now()) else {
            return Err(ApiError::Unauthorized(INVALID_TOKEN));
        };
        match users::by_username(&mut tx, &claims.username).await? {
            Some(account) if account.password_changed_at.0 == claims.password_changed_at => {
                Ok(Self { account, session: None })
            }
            Some(_) => Err(ApiError::Unauthorized(INVALID_TOKEN)),
            None => Err(ApiError::Unauthorized(NO_CREDENTIALS)),
        }
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(axum::http::header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}
