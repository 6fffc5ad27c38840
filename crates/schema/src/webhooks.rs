//! Webhooks: who is told what happens.

use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use crate::Timestamp;
use crate::decode::{self, Decode, Object, Problems, nullable};
use crate::limits::{Description, List, Text};

/// How many webhooks there may be.
pub const WEBHOOKS_MAX: usize = 10;

/// Something that happens and can be subscribed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
pub enum WebhookEvent {
    #[serde(rename = "dataset.created")]
    DatasetCreated,
    #[serde(rename = "dataset.updated")]
    DatasetUpdated,
    #[serde(rename = "dataset.deleted")]
    DatasetDeleted,
    #[serde(rename = "dataset.published")]
    DatasetPublished,
    #[serde(rename = "record.created")]
    RecordCreated,
    #[serde(rename = "record.updated")]
    RecordUpdated,
    #[serde(rename = "record.deleted")]
    RecordDeleted,
    #[serde(rename = "record.completed")]
    RecordCompleted,
    #[serde(rename = "response.created")]
    ResponseCreated,
    #[serde(rename = "response.updated")]
    ResponseUpdated,
    #[serde(rename = "response.deleted")]
    ResponseDeleted,
}

impl WebhookEvent {
    /// Every event with its word in the contract.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("dataset.created", Self::DatasetCreated),
        ("dataset.updated", Self::DatasetUpdated),
        ("dataset.deleted", Self::DatasetDeleted),
        ("dataset.published", Self::DatasetPublished),
        ("record.created", Self::RecordCreated),
        ("record.updated", Self::RecordUpdated),
        ("record.deleted", Self::RecordDeleted),
        ("record.completed", Self::RecordCompleted),
        ("response.created", Self::ResponseCreated),
        ("response.updated", Self::ResponseUpdated),
        ("response.deleted", Self::ResponseDeleted),
    ];

    /// The word of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::WORDS.iter().find(|(_, event)| *event == self).map_or("", |(word, _)| word)
    }

    /// The event of a word, if it is one.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(w, _)| *w == word).map(|(_, event)| *event)
    }
}

/// A subscription of a URL to events.
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Webhook {
    /// Identity.
    pub id: Uuid,
    /// Where events are sent.
    pub url: String,
    /// Key that signs what is sent: standard base64 of 64 random bytes.
    pub secret: String,
    /// What is sent.
    pub events: Vec<WebhookEvent>,
    /// Whether anything is sent.
    pub enabled: bool,
    /// A note.
    pub description: Option<String>,
    /// When it was made.
    #[schema(value_type = String)]
    pub inserted_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String)]
    pub updated_at: Timestamp,
}

/// A webhook to be made.
#[derive(Debug, Clone, ToSchema)]
#[schema(example = json!({"url": "https://example.com/hook", "events": ["record.completed"]}))]
pub struct WebhookCreate {
    /// An http or https URL.
    #[schema(value_type = HttpUrl)]
    pub url: String,
    /// At least one, each once.
    #[schema(value_type = Events)]
    pub events: Vec<WebhookEvent>,
    /// 1 to 1000 characters.
    #[schema(value_type = Option<Description>)]
    pub description: Option<String>,
}

impl Decode for WebhookCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let url = o.req("url", http_url);
        let events = o.req("events", events);
        let description = o.maybe("description", Description::read);
        Some(Self { url: url?, events: events?, description })
    }
}

/// Changes to a webhook; absent keys stay.
#[derive(Debug, Clone, Default, ToSchema)]
#[schema(example = json!({"enabled": false}))]
pub struct WebhookUpdate {
    /// An http or https URL.
    #[schema(required = false, value_type = HttpUrl)]
    pub url: Option<String>,
    /// At least one, each once.
    #[schema(required = false, value_type = Events)]
    pub events: Option<Vec<WebhookEvent>>,
    /// Whether anything is sent.
    #[schema(required = false, value_type = bool)]
    pub enabled: Option<bool>,
    /// A note; `null` clears it.
    #[schema(value_type = Option<Description>)]
    pub description: Option<Option<String>>,
}

impl Decode for WebhookUpdate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        o.not_null(&["url", "events", "enabled"]);
        Some(Self {
            url: o.opt("url", http_url),
            events: o.opt("events", events),
            enabled: o.opt("enabled", decode::boolean),
            description: o.opt("description", nullable(Description::read)),
        })
    }
}

/// Longest URL, bytes.
const URL_MAX: usize = 2083;

/// What the document says of a URL. The rest is for the parser to tell.
struct HttpUrl;

impl PartialSchema for HttpUrl {
    fn schema() -> RefOr<Schema> {
        let schema = Text::<1, URL_MAX>::builder();
        schema.pattern(Some("^https?://[A-Za-z0-9.-]+(:[0-9]{1,4})?(/[A-Za-z0-9._~/-]*)?$")).into()
    }
}

impl ToSchema for HttpUrl {}

/// A list of distinct events, at least one.
struct Events;

impl PartialSchema for Events {
    fn schema() -> RefOr<Schema> {
        List::<WebhookEvent, 1, { usize::MAX }>::builder().unique_items(true).into()
    }
}

impl ToSchema for Events {}

/// An http or https URL in its normal form.
fn http_url(value: Value, p: &mut Problems) -> Option<String> {
    let Value::String(text) = value else {
        return p.report("url_type", "URL input should be a string or URL");
    };
    if text.len() > URL_MAX {
        let msg = format!("URL should have at most {URL_MAX} characters");
        return p.report("url_too_long", msg);
    }
    match url::Url::parse(&text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Some(url.into()),
        Ok(_) => p.report("url_scheme", "URL scheme should be 'http' or 'https'"),
        Err(cause) => p.report("url_parsing", format!("Input should be a valid URL, {cause}")),
    }
}

/// A list of distinct events, at least one.
fn events(value: Value, p: &mut Problems) -> Option<Vec<WebhookEvent>> {
    let events = decode::list(1..=usize::MAX, decode::one_of(WebhookEvent::WORDS))(value, p)?;
    let mut seen = std::collections::HashSet::new();
    if !events.iter().all(|event| seen.insert(*event)) {
        return p.report("value_error", "Events must be unique");
    }
    Some(events)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{decoded, problems};

    #[test]
    fn urls_are_http_of_a_bounded_length_in_their_normal_form() {
        let body = |url: &str| json!({"url": url, "events": ["dataset.created"]});
        let url = |text: &str| decoded::<WebhookCreate>(body(text)).url;
        assert_eq!(url("HTTP://EXAMPLE.com:80"), "http://example.com/");
        assert_eq!(url("https://example.com:443/a?b#c"), "https://example.com/a?b#c");
        let long = |length: usize| format!("{:a<length$}", "http://example.com/");
        assert_eq!(url(&long(URL_MAX)), long(URL_MAX));
        let check = |url: &str, expected: &str| {
            assert_eq!(problems::<WebhookCreate>(body(url)), [format!("{expected} body.url")]);
        };
        check(&long(URL_MAX + 1), "url_too_long");
        check("ftp://example.com", "url_scheme");
        check("example.com", "url_parsing");
    }
}
