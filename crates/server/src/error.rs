//! Every error answer: one table of status, envelope and code.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use variorum_schema::decode::Problem;
use variorum_schema::refusal::Refusal;

/// The result of an operation.
pub type ApiResult<T, E = ApiError> = Result<T, E>;

/// Why a request is not answered as asked.
#[derive(Debug)]
pub enum ApiError {
    /// 400: the body is not UTF-8.
    NotUtf8,
    /// 401: no usable credentials; the text tells which kind failed.
    Unauthorized(&'static str),
    /// 403: the policy refuses.
    Forbidden,
    /// 403: a browser's session would change something without its CSRF token.
    CsrfToken,
    /// 404: no such object.
    NotFound(String),
    /// 408: the body stood still for too long.
    Stalled,
    /// 409: something of that name or identity is there already.
    Conflict(String),
    /// 409: the stored response is another than the one that the written one is based on.
    Changed(Option<Box<variorum_schema::responses::Response>>),
    /// 413: the body is larger than allowed.
    TooLarge {
        /// The limit in bytes.
        limit_bytes: usize,
    },
    /// 415: the body is compressed.
    Encoded,
    /// 422: the request does not have the right form.
    Invalid(Vec<Problem>),
    /// 422: a rule of the domain refuses it.
    Refused(String),
    /// 422: similarity by a record that lacks the vector.
    MissingVector(String),
    /// 429: too many failed sign-ins.
    TooManySignIns {
        /// Seconds until the next try.
        wait_seconds: i64,
    },
    /// 429: the caller has too many of something.
    TooMany(&'static str),
    /// 503: try again later.
    Busy(&'static str),
    /// 507: no space left.
    Full,
    /// 500 with a cause that the caller may know.
    Failed {
        /// What kind of thing failed.
        kind: &'static str,
        /// What to tell.
        message: String,
    },
    /// 500: the cause is logged, not told.
    Internal(String),
}

/// Text of a 401 without usable credentials.
pub const NO_CREDENTIALS: &str = "Could not validate credentials";
/// Text of a 401 with an unusable token.
pub const INVALID_TOKEN: &str = "Invalid token";
/// Code of a response that is based on another than the stored one.
pub const RESPONSE_CHANGED: &str = "variorum.api.errors::ResponseChangedError";
/// The same in words.
pub const RESPONSE_CHANGED_TEXT: &str = "The response was changed meanwhile";
/// Seconds a client should wait when the server is busy.
const RETRY_AFTER_SECONDS: i64 = 1;
/// Seconds a client should wait that has too many of something.
const MANY_RETRY_AFTER_SECONDS: i64 = 30;

impl ApiError {
    /// 404 in the contract's words: `` Dataset with id `..` not found ``.
    #[must_use]
    pub fn not_found(kind: &str, id: impl std::fmt::Display) -> Self {
        Self::NotFound(format!("{kind} with id `{id}` not found"))
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotUtf8 => StatusCode::BAD_REQUEST,
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::CsrfToken => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Stalled => StatusCode::REQUEST_TIMEOUT,
            Self::Conflict(_) | Self::Changed(_) => StatusCode::CONFLICT,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Encoded => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid(_) | Self::Refused(_) | Self::MissingVector(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::TooManySignIns { .. } | Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
            Self::Failed { .. } | Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn body(&self) -> Value {
        match self {
            Self::NotUtf8 => json!({"detail": "There was an error parsing the body"}),
            Self::Unauthorized(text) => coded("UnauthorizedError", &json!({"detail": text})),
            Self::Forbidden => {
                coded("ForbiddenOperationError", &json!({"detail": "Operation not allowed"}))
            }
            Self::CsrfToken => coded(
                "CsrfTokenError",
                &json!({"detail": "the header `X-CSRF-Token` must have the session's token"}),
            ),
            Self::NotFound(text) | Self::Conflict(text) | Self::Refused(text) => {
                json!({"detail": text})
            }
            Self::Changed(stored) => json!({"detail": {
                "code": RESPONSE_CHANGED,
                "params": {"detail": RESPONSE_CHANGED_TEXT, "stored": stored},
            }}),
            Self::TooLarge { limit_bytes } => {
                json!({"detail": format!("the body is larger than {limit_bytes} bytes")})
            }
            Self::Stalled => json!({"detail": "the body did not arrive in time"}),
            Self::Encoded => json!({
                "detail": "a body must not have a Content-Encoding: send it uncompressed"
            }),
            Self::Invalid(problems) => coded("ValidationError", &json!({"errors": problems})),
            Self::MissingVector(text) => json!({"code": "missing_vector", "message": text}),
            Self::TooManySignIns { wait_seconds } => json!({
                "detail": format!("too many failed sign-ins; try again in {wait_seconds} seconds")
            }),
            Self::Busy(text) | Self::TooMany(text) => json!({"detail": text}),
            Self::Full => json!({"detail": "no space left on the server"}),
            Self::Failed { kind, message } => {
                coded("GenericServerError", &json!({"type": kind, "message": message}))
            }
            Self::Internal(_) => coded(
                "GenericServerError",
                &json!({"type": "InternalServerError", "message": "the server failed; see its log"}),
            ),
        }
    }

    fn retry_after_seconds(&self) -> Option<i64> {
        match self {
            Self::TooManySignIns { wait_seconds } => Some(*wait_seconds),
            Self::Busy(_) => Some(RETRY_AFTER_SECONDS),
            Self::TooMany(_) => Some(MANY_RETRY_AFTER_SECONDS),
            _ => None,
        }
    }
}

fn coded(name: &str, params: &Value) -> Value {
    json!({"detail": {"code": format!("argilla.api.errors::{name}"), "params": params}})
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        if let Self::Internal(cause) = &self {
            tracing::error!(%cause, "request failed");
        }
        let mut response = (self.status(), Json(self.body())).into_response();
        if let Some(seconds) = self.retry_after_seconds() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<variorum_store::Error> for ApiError {
    fn from(error: variorum_store::Error) -> Self {
        use variorum_store::Error;
        match error {
            Error::Refused(text) => Self::Refused(text),
            Error::Changed(stored) => Self::Changed(stored),
            Error::TooLong => Self::Refused(error.to_string()),
            // The store logs these where they begin and end, not for every request.
            Error::Busy => Self::Busy("the database is busy; try again"),
            Error::Unreachable(_) => Self::Busy("the database cannot be reached; try again"),
            Error::Full(_) => Self::Full,
            Error::ReadOnly(_) => {
                Self::Busy("the database cannot be written at present; reads go on")
            }
            // Operations that can meet these map them to a sentence about their own object.
            Error::Taken(constraint) => Self::Conflict(format!("already there: {constraint}")),
            Error::Dangling => {
                Self::Refused("something that it refers to is no longer there".to_owned())
            }
            Error::Corrupt(_)
            | Error::NotCommitted(_)
            | Error::Migration(_)
            | Error::Unusable(_)
            | Error::Database(_) => Self::Internal(error.to_string()),
        }
    }
}

impl From<Vec<Problem>> for ApiError {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Invalid(problems)
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.to_string())
    }
}

impl From<crate::auth::passwords::HashingFailed> for ApiError {
    fn from(cause: crate::auth::passwords::HashingFailed) -> Self {
        Self::Internal(cause.to_string())
    }
}
