//! Operation 4: a name and a password become a token.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;
use variorum_schema::body::nul;
use variorum_schema::decode::{Loc, Problem};

use crate::auth::sign_ins::check_password;
use crate::auth::tokens;
use crate::body;
use crate::error::{ApiError, ApiResult};
use crate::state::App;

/// A name and a password are short.
const FORM_BYTES: usize = 1 << 16;

/// A bearer token.
#[derive(Serialize, ToSchema)]
pub struct Token {
    /// The token.
    pub access_token: String,
    /// `bearer`.
    pub token_type: &'static str,
}

/// What is sent to sign in.
#[derive(ToSchema)]
pub struct Credentials {
    /// Name to sign in with.
    pub username: String,
    /// Password in clear.
    pub password: String,
}

/// A token for a name and a password.
///
/// # Errors
/// Wrong credentials, a form that is not one, or too many failures of one account.
#[utoipa::path(post, path = "/token", tag = "token",
    request_body(content = Credentials, content_type = "application/x-www-form-urlencoded"),
    responses((status = 201, body = Token), (status = 401), (status = 422), (status = 429)))]
pub async fn create_token(
    State(app): State<App>,
    request: Request,
) -> ApiResult<(StatusCode, Json<Token>)> {
    let Credentials { username, password } = read_form(&app, request).await?;
    let account = check_password(&app, username, password).await?;
    let now = app.store().clock().now();
    let access_token = tokens::issue(app.secret(), &account, now, app.config().token_seconds)
        .map_err(|cause| ApiError::Internal(format!("a token could not be signed: {cause}")))?;
    Ok((StatusCode::CREATED, Json(Token { access_token, token_type: "bearer" })))
}

async fn read_form(app: &App, request: Request) -> ApiResult<Credentials> {
    let kind = request.headers().get(header::CONTENT_TYPE).cloned();
    let kind = kind.as_ref().and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_form = kind.starts_with("application/x-www-form-urlencoded");
    let multipart = kind.strip_prefix("multipart/form-data").map(str::to_owned);
    let received = body::read(app, request, FORM_BYTES).await?;
    let pairs: Vec<(String, String)> = if is_form {
        url::form_urlencoded::parse(&received.bytes).into_owned().collect()
    } else {
        multipart.map_or_else(Vec::new, |kind| multipart_pairs(&kind, &received.bytes))
    };
    let find = |name: &str| pairs.iter().rev().find(|(k, _)| k == name).map(|(_, v)| v.clone());
    match (find("username"), find("password")) {
        // No user has such a name, and PostgreSQL takes no such text.
        (Some(username), Some(_)) if username.contains('\0') => {
            Err(ApiError::Invalid(vec![nul(&[Loc::from("body"), Loc::from("username")])]))
        }
        (Some(username), Some(password)) => Ok(Credentials { username, password }),
        (username, password) => {
            let missing = [("username", username.is_none()), ("password", password.is_none())];
            let problem = |name: &'static str| Problem {
                kind: "missing",
                loc: vec![Loc::from("body"), Loc::from(name)],
                msg: "Field required".to_owned(),
            };
            let missing = missing.into_iter().filter(|(_, missing)| *missing);
            Err(ApiError::Invalid(missing.map(|(name, _)| problem(name)).collect()))
        }
    }
}

/// The simple fields of a multipart form, which browsers' `FormData` sends.
fn multipart_pairs(kind: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let Some((_, boundary)) = kind.split_once("boundary=") else { return Vec::new() };
    let boundary = boundary.split(';').next().unwrap_or_default().trim().trim_matches('"');
    let text = String::from_utf8_lossy(bytes);
    text.split(&format!("--{boundary}"))
        .filter_map(|part| {
            let (head, value) = part.split_once("\r\n\r\n")?;
            let (_, rest) = head.split_once("name=\"")?;
            let (name, _) = rest.split_once('"')?;
            Some((name.to_owned(), value.strip_suffix("\r\n")?.to_owned()))
        })
        .collect()
}
