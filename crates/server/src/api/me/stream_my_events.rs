//! Beside the contract: what happens, as it happens.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse as _, Response};
use futures::stream;
use tokio::time::{Interval, MissedTickBehavior, interval_at};
use utoipa::IntoParams;
use uuid::Uuid;
use variorum_schema::decode::Problems;
use variorum_schema::policy::Operation;

use crate::api::find;
use crate::call::{About, Call, Caller};
use crate::error::{ApiError, ApiResult};
use crate::live::{Message, Opened, Told};
use crate::params::{FromQuery, QueryValues};
use crate::state::App;

/// Milliseconds after which a client connects again.
const RETRY_MS: u32 = 2_000;
/// How often something is sent when nothing happens, so that nobody in between gives up.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How often it is asked whether the credentials still hold.
const CHECK: Duration = Duration::from_secs(5);
const LAST_EVENT_ID: &str = "last-event-id";

/// What to tell of.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventsQuery {
    /// Only what happens to this dataset.
    pub dataset_id: Option<Uuid>,
    /// Where to go on: the id of the last message, or the `last_event_id` of another answer. The
    /// header `Last-Event-ID` counts more.
    pub last_event_id: Option<String>,
}

impl FromQuery for EventsQuery {
    fn from_query(values: &QueryValues, problems: &mut Problems) -> Option<Self> {
        let dataset_id = values.uuid("dataset_id", problems);
        let last_event_id = values.get("last_event_id").map(str::to_owned);
        Some(Self { dataset_id, last_event_id })
    }
}

/// What happens to the datasets that the caller may see, as server-sent events. Each has a name and
/// an object with a `dataset_id`:
///
/// - `progress`: `records` (`total`, `completed`, `pending`) and `responses` of the caller, as in
///   the metrics; at most once a second for each dataset
/// - `records.created`, `records.updated`, `records.deleted`: `count`, and `record_ids` of at most
///   100 of them (none for new ones)
/// - `responses`: the caller's own were written or deleted, here or elsewhere: `count`,
///   `record_ids`, and `written_at`, which is the `updated_at` of those that are there
/// - `settings` (fields, questions, metadata properties, vectors), `guidelines`,
///   `dataset.created`, `dataset.updated`, `dataset.published`, `dataset.deleted`
/// - `reset`, without a `dataset_id`: something was missed that is no longer known, read anew
///
/// With the id of the last message nothing is missed, for a day; some of it may be told twice. The
/// stream ends when the credentials do, or when the client is too slow.
///
/// # Errors
/// There is no such dataset; the caller is no member of its workspace; too many streams are open.
#[utoipa::path(get, path = "/me/events", tag = "me", params(EventsQuery),
    responses((status = 200, body = String, content_type = "text/event-stream"), (status = 401),
        (status = 403), (status = 404), (status = 422), (status = 429)))]
pub async fn stream_my_events(
    State(app): State<App>,
    headers: HeaderMap,
    Call { caller, query, .. }: Call<(), EventsQuery>,
) -> ApiResult<Response> {
    let mut tx = app.store().read().await?;
    caller.may(&mut tx, Operation::StreamMyEvents, About::nothing()).await?;
    if let Some(id) = query.dataset_id {
        find::dataset(&mut tx, &caller, Operation::GetDataset, id).await?;
    }
    drop(tx);
    let last = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok());
    let last = last.or(query.last_event_id.as_deref()).filter(|id| !id.is_empty());
    let user = caller.user().seq;
    let opened = app.live().open(&app, user, query.dataset_id, last).await?;
    let body = Body::from_stream(stream::unfold(Streamed::new(app, headers, opened), next));
    let no_store = HeaderValue::from_static("no-store, no-transform");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, no_store),
        // Proxies that collect answers are told not to.
        (header::HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    Ok((headers, body).into_response())
}

struct Streamed {
    app: App,
    headers: HeaderMap,
    opened: Opened,
    has_begun: bool,
    heartbeat: Interval,
    check: Interval,
}

impl Streamed {
    fn new(app: App, headers: HeaderMap, opened: Opened) -> Self {
        let every = |period: Duration| {
            let mut interval = interval_at(tokio::time::Instant::now() + period, period);
            interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
            interval
        };
        let (heartbeat, check) = (every(HEARTBEAT), every(CHECK));
        Self { app, headers, opened, has_begun: false, heartbeat, check }
    }

    /// Whether the credentials are still good, as far as that can be told.
    async fn may_go_on(&self) -> bool {
        let caller = Caller::from_headers(&self.app, &Method::GET, &self.headers).await;
        !matches!(caller, Err(ApiError::Unauthorized(_)))
    }
}

/// The next piece of the stream; `None` ends it.
async fn next(mut streamed: Streamed) -> Option<(Result<Bytes, Infallible>, Streamed)> {
    let text = if streamed.has_begun {
        loop {
            tokio::select! {
                told = streamed.opened.receiver.recv() => {
                    let mut text = String::new();
                    write_told(&mut text, &told?);
                    break text;
                }
                _ = streamed.heartbeat.tick() => break ":\n\n".to_owned(),
                _ = streamed.check.tick() => {
                    if !streamed.may_go_on().await {
                        return None;
                    }
                }
            }
        }
    } else {
        streamed.has_begun = true;
        let mut text = format!("retry: {RETRY_MS}\n");
        write_told(&mut text, &streamed.opened.missed);
        text
    };
    Some((Ok(Bytes::from(text)), streamed))
}

/// Writes messages. Where the client is then stands in the last, so that all of them are told again
/// if they do not arrive together.
fn write_told(text: &mut String, Told { position, messages }: &Told) {
    if messages.is_empty() {
        let _ = write!(text, "id: {position}\n\n");
    }
    for (number, Message { event, data }) in (1..).zip(messages) {
        if number == messages.len() {
            let _ = writeln!(text, "id: {position}");
        }
        let _ = write!(text, "event: {event}\ndata: {data}\n\n");
    }
}
