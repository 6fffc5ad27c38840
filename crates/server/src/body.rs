//! Receiving a request's body: bounded each and all together.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt as _;
use tokio::sync::{OwnedSemaphorePermit, TryAcquireError};
use variorum_schema::body::Unreadable;

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

impl From<Unreadable> for ApiError {
    fn from(cause: Unreadable) -> Self {
        match cause {
            Unreadable::NotUtf8 => Self::NotUtf8,
            Unreadable::NotJson(problem) => Self::Invalid(vec![problem]),
        }
    }
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
