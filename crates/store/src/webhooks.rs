//! Webhooks. Their secrets arrive here sealed.

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::webhooks::{WEBHOOKS_MAX, Webhook, WebhookEvent, WebhookUpdate};

use crate::dialect::locks;
use crate::error::{Error, Result};
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};

/// A webhook with its sealed secret; `webhook.item.secret` is empty.
#[derive(Clone)]
pub struct Subscription {
    /// The webhook.
    pub webhook: Stored<Webhook>,
    /// The secret, sealed with the server's.
    pub secret_sealed: Vec<u8>,
}

/// A webhook to be stored; it begins enabled.
#[derive(Clone)]
pub struct NewWebhook {
    /// Where events are sent.
    pub url: String,
    /// The secret, sealed with the server's.
    pub secret_sealed: Vec<u8>,
    /// What is sent.
    pub events: Vec<WebhookEvent>,
    /// A note.
    pub description: Option<String>,
}

const COLUMNS: &str =
    "seq, id, url, secret_sealed, events, enabled, description, inserted_at, updated_at";

#[derive(FromRow)]
struct WebhookRow {
    seq: i64,
    id: Uuid,
    url: String,
    secret_sealed: Vec<u8>,
    events: String,
    enabled: bool,
    description: Option<String>,
    inserted_at: i64,
    updated_at: i64,
}

impl TryFrom<WebhookRow> for Subscription {
    type Error = Error;

    fn try_from(row: WebhookRow) -> Result<Self> {
        let item = Webhook {
            id: row.id,
            url: row.url,
            secret: String::new(),
            events: parse_events(&row.events)?,
            enabled: row.enabled,
            description: row.description,
            inserted_at: Timestamp(row.inserted_at),
            updated_at: Timestamp(row.updated_at),
        };
        Ok(Self { webhook: Stored { seq: row.seq, item }, secret_sealed: row.secret_sealed })
    }
}

/// Events are stored as a JSON list of their words.
fn parse_events(json: &str) -> Result<Vec<WebhookEvent>> {
    let words: Vec<String> =
        serde_json::from_str(json).map_err(|cause| Error::corrupt("webhooks", cause))?;
    words
        .iter()
        .map(|word| {
            WebhookEvent::parse(word)
                .ok_or_else(|| Error::corrupt("webhooks", format!("event `{word}`")))
        })
        .collect()
}

fn events_json(events: &[WebhookEvent]) -> String {
    let words: Vec<&str> = events.iter().map(|event| event.as_str()).collect();
    serde_json::Value::from(words).to_string()
}

/// All webhooks in order of creation.
///
/// # Errors
/// The database fails.
pub async fn list(tx: &mut Tx) -> Result<Vec<Subscription>> {
    select(tx, "TRUE", args![]).await
}

/// The webhook with this identity.
///
/// # Errors
/// The database fails.
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Subscription>> {
    Ok(select(tx, "id = $1", args![id]).await?.pop())
}

/// The enabled webhooks that are told of one of these events, in order of creation. One statement
/// for any number of events.
///
/// # Errors
/// The database fails.
pub async fn subscribed(tx: &mut Tx, events: &[WebhookEvent]) -> Result<Vec<Subscription>> {
    if tx.has_listeners == Some(false) {
        return Ok(Vec::new());
    }
    let mut found = select(tx, "enabled", args![]).await?;
    found.retain(|s| s.webhook.events.iter().any(|event| events.contains(event)));
    Ok(found)
}

/// What finds whether any webhook is enabled.
pub(crate) fn any() -> Statement {
    Statement::new("SELECT 1 FROM webhooks WHERE enabled LIMIT 1", args![])
}

async fn select(
    tx: &mut Tx,
    condition: &'static str,
    args: Vec<sea_query::Value>,
) -> Result<Vec<Subscription>> {
    let sql = format!("SELECT {COLUMNS} FROM webhooks WHERE {condition} ORDER BY seq");
    let rows = tx.all::<WebhookRow>(Statement::made(sql, args)).await?;
    rows.into_iter().map(Subscription::try_from).collect()
}

/// Stores a new webhook.
///
/// # Errors
/// [`Error::Refused`] when there are [`WEBHOOKS_MAX`] already.
pub async fn insert(tx: &mut Tx, new: NewWebhook) -> Result<Subscription> {
    // Two that count at the same time would both find room.
    locks::table(tx, "webhooks").await?;
    tx.has_listeners = None;
    let now = tx.now().0;
    let sql = format!(
        "INSERT INTO webhooks \
         (id, url, secret_sealed, events, enabled, description, inserted_at, updated_at) \
         SELECT $1, $2, $3, $4, TRUE, $5, $6, $6 \
         WHERE (SELECT COUNT(*) FROM webhooks) < {WEBHOOKS_MAX} RETURNING {COLUMNS}"
    );
    let args = args![
        tx.new_id(),
        new.url,
        new.secret_sealed,
        events_json(&new.events),
        new.description,
        now
    ];
    match tx.optional::<WebhookRow>(Statement::made(sql, args)).await? {
        Some(row) => row.try_into(),
        None => Err(Error::Refused(format!(
            "there are {WEBHOOKS_MAX} webhooks, which is the most that are allowed"
        ))),
    }
}

/// Changes a webhook; `None` when it is gone. Equal values do not move `updated_at`.
///
/// # Errors
/// The database fails.
pub async fn update(tx: &mut Tx, seq: i64, changes: WebhookUpdate) -> Result<Option<Subscription>> {
    tx.has_listeners = None;
    let sql = format!(
        "UPDATE webhooks SET \
         url = COALESCE($2, url), \
         events = COALESCE($3, events), \
         enabled = COALESCE($4, enabled), \
         description = CASE WHEN $5 THEN $6 ELSE description END, \
         updated_at = CASE WHEN COALESCE($2, url) <> url OR COALESCE($3, events) <> events \
         OR COALESCE($4, enabled) <> enabled OR ($5 AND $6 IS DISTINCT FROM description) \
         THEN $7 ELSE updated_at END \
         WHERE seq = $1 RETURNING {COLUMNS}"
    );
    let args = args![
        seq,
        changes.url,
        changes.events.as_deref().map(events_json),
        changes.enabled,
        changes.description.is_some(),
        changes.description.flatten(),
        tx.now().0
    ];
    let row = tx.optional::<WebhookRow>(Statement::made(sql, args)).await?;
    row.map(Subscription::try_from).transpose()
}

/// Deletes a webhook; whether it was still there.
///
/// # Errors
/// The database fails.
pub async fn delete(tx: &mut Tx, seq: i64) -> Result<bool> {
    let sql = "DELETE FROM webhooks WHERE seq = $1";
    Ok(tx.execute(Statement::new(sql, args![seq])).await? == 1)
}
