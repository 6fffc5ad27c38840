//! Reading a request's body: bounded each and all together.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tokio::sync::{OwnedSemaphorePermit, TryAcquireError};
use variorum_schema::decode::{Loc, Problem};

use crate::error::{ApiError, ApiResult};
use crate::state::{App, BODY_UNIT_BYTES};

/// What a body may have without a share of the budget taken for all of it at once.
const SMALL_BODY_BYTES: usize = 1 << 20;

/// How long the rest of a refused body is read.
const DISCARD_PATIENCE: Duration = Duration::from_secs(10);
/// How long a refused body may stand still.
const DISCARD_PAUSE: Duration = Duration::from_secs(1);

/// A body and its share of the budget, which is given back when this is dropped.
pub(crate) struct Received {
    pub(crate) bytes: Vec<u8>,
    pub(crate) _share: Option<OwnedSemaphorePermit>,
}

/// Reads a body of at most `limit_bytes`.
pub(crate) async fn read(app: &App, request: Request, limit_bytes: usize) -> ApiResult<Received> {
    let (parts, mut body) = request.into_parts();
    let received = receive(app, &parts.headers, &mut body, limit_bytes).await;
    // Who asks first (`Expect: 100-continue`) sends nothing before the answer.
    if received.is_err() && !parts.headers.contains_key(header::EXPECT) {
        let patience = app.config().limits.body_patience.min(DISCARD_PATIENCE);
        // What does not end in time is cut off.
        let _ = tokio::time::timeout(patience, discard(body)).await;
    }
    received
}

/// Reads the rest of a refused body and keeps nothing: a client that is still sending would
/// otherwise find its connection broken instead of the answer.
async fn discard(mut body: Body) {
    while let Ok(Some(Ok(_))) = tokio::time::timeout(DISCARD_PAUSE, body.frame()).await {}
}

async fn receive(
    app: &App,
    headers: &HeaderMap,
    body: &mut Body,
    limit_bytes: usize,
) -> ApiResult<Received> {
    let too_large = ApiError::TooLarge { limit_bytes };
    // Nothing is decompressed: a small body could become one of any size.
    if is_encoded(headers) {
        return Err(ApiError::Encoded);
    }
    let announced = announced_bytes(headers);
    if announced.is_some_and(|bytes| bytes > limit_bytes) {
        return Err(too_large);
    }
    // Only a large body takes its share before it comes: who announces and sends nothing must not
    // use up the budget with many connections.
    let reserved = announced.filter(|bytes| *bytes > SMALL_BODY_BYTES).unwrap_or(0);
    let mut share = acquire(app, reserved)?;
    let mut accounted = reserved.next_multiple_of(BODY_UNIT_BYTES);
    let mut bytes = Vec::with_capacity(announced.unwrap_or(0).min(SMALL_BODY_BYTES));
    let patience = app.config().limits.body_patience;
    loop {
        let next = tokio::time::timeout(patience, body.frame()).await;
        let Some(frame) = next.map_err(|_| ApiError::Stalled)? else { break };
        let Ok(frame) = frame else {
            // The client went away in the middle; nobody reads the answer.
            return Err(ApiError::NotUtf8);
        };
        let Ok(data) = frame.into_data() else { continue };
        if bytes.len() + data.len() > limit_bytes {
            return Err(too_large);
        }
        bytes.extend_from_slice(&data);
        if bytes.len() > accounted {
            let more = acquire(app, bytes.len() - accounted)?;
            accounted = bytes.len().next_multiple_of(BODY_UNIT_BYTES);
            merge(&mut share, more);
        }
    }
    Ok(Received { bytes, _share: share })
}

/// The JSON of a body, if there is one, and what is wrong with its texts.
#[derive(Default)]
pub(crate) struct Parsed {
    pub(crate) value: Option<Value>,
    pub(crate) problems: Vec<Problem>,
}

/// Reads a body as JSON.
pub(crate) fn parse(bytes: &[u8]) -> ApiResult<Parsed> {
    let text = std::str::from_utf8(bytes).map_err(|_| ApiError::NotUtf8)?;
    if text.is_empty() {
        return Ok(Parsed::default());
    }
    let (value, kind) = match serde_json::from_str::<Value>(text) {
        Ok(value) => (value, "value_error"),
        Err(cause) => match without_lone_surrogates(text).map(|text| serde_json::from_str(&text)) {
            Some(Ok(value)) => (value, "string_unicode"),
            _ => return Err(malformed(text, &cause)),
        },
    };
    let mut problems = Vec::new();
    // Neither database keeps the character NUL in a text; the escape is rare enough to look for.
    if kind != "value_error" || text.contains("\\u0000") {
        find_nul(&value, kind, &mut vec![Loc::from("body")], &mut problems);
    }
    Ok(Parsed { value: Some(value), problems })
}

fn malformed(text: &str, cause: &serde_json::Error) -> ApiError {
    let offset = match cause.is_eof() {
        true => text.chars().count(),
        false => offset_of(text, cause.line(), cause.column()),
    };
    ApiError::Invalid(vec![Problem {
        kind: "json_invalid",
        loc: vec![Loc::from("body"), Loc::from(offset)],
        msg: format!("JSON decode error: {cause}"),
    }])
}

/// The text with NUL for each escaped half of a character that has no other half, if it has any.
fn without_lone_surrogates(text: &str) -> Option<String> {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut is_changed = false;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match unit(rest) {
            Some(0xd800..0xdc00) if matches!(unit(&rest[6..]), Some(0xdc00..0xe000)) => 12,
            Some(0xd800..0xe000) => {
                is_changed = true;
                out.push_str("\\u0000");
                rest = &rest[6..];
                continue;
            }
            // The backslash and what it escapes.
            _ => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

/// Whether the content type is one that is read as JSON.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(header::CONTENT_TYPE) else { return true };
    let kind = kind.to_str().unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn is_encoded(headers: &HeaderMap) -> bool {
    let mut encodings = headers.get_all(header::CONTENT_ENCODING).iter();
    encodings.any(|encoding| {
        !encoding.is_empty() && !encoding.as_bytes().eq_ignore_ascii_case(b"identity")
    })
}

fn announced_bytes(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn acquire(app: &App, bytes: usize) -> ApiResult<Option<OwnedSemaphorePermit>> {
    let units = u32::try_from(bytes.div_ceil(BODY_UNIT_BYTES)).unwrap_or(u32::MAX);
    if units == 0 {
        return Ok(None);
    }
    match Arc::clone(app.bodies()).try_acquire_many_owned(units) {
        Ok(permit) => Ok(Some(permit)),
        Err(TryAcquireError::NoPermits | TryAcquireError::Closed) => {
            Err(ApiError::Busy("too many large requests at once; try again"))
        }
    }
}

fn merge(share: &mut Option<OwnedSemaphorePermit>, more: Option<OwnedSemaphorePermit>) {
    match (share.as_mut(), more) {
        (Some(share), Some(more)) => share.merge(more),
        (None, more) => *share = more,
        (Some(_), None) => {}
    }
}

/// Characters before a one-based line and column, which the parser counts in bytes.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let offset = text.floor_char_boundary(before + column.saturating_sub(1));
    text[..offset].chars().count()
}

/// What is wrong with a text that no database keeps.
pub(crate) fn nul(at: &[Loc]) -> Problem {
    Problem {
        kind: "value_error",
        loc: at.to_vec(),
        msg: "a text must not contain the character NUL or half a character".to_owned(),
    }
}

/// Recursion is bounded by the parser's own limit on nesting.
fn find_nul(value: &Value, kind: &'static str, at: &mut Vec<Loc>, problems: &mut Vec<Problem>) {
    let problem = |at: &[Loc]| Problem { kind, ..nul(at) };
    match value {
        Value::String(text) if text.contains('\0') => problems.push(problem(at)),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push(Loc::from(index));
                find_nul(item, kind, at, problems);
                at.pop();
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                at.push(Loc::from(key.replace('\0', "\u{fffd}")));
                if key.contains('\0') {
                    problems.push(problem(at));
                }
                find_nul(item, kind, at, problems);
                at.pop();
            }
        }
        _ => {}
    }
}
