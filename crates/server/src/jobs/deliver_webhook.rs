//! Sending one event to one webhook.

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use variorum_schema::json::Raw;
use variorum_schema::webhooks::WEBHOOKS_MAX;
use variorum_schema::{Timestamp, Uuid};
use variorum_store::jobs::NewJob;
use variorum_store::{Result, Tx, jobs, webhooks};

use super::{Failure, Kind};
use crate::auth::api_keys::random_text;
use crate::events::{Message, SendFailed};
use crate::state::App;

/// The kind.
pub struct DeliverWebhook;

/// A message and the webhook it goes to.
#[derive(Serialize, Deserialize)]
pub struct Delivery {
    webhook: Uuid,
    /// By this the receiver knows a message that it gets twice.
    message: String,
    /// Sent byte for byte at every try.
    body: Raw,
}

/// A new delivery; one slow receiver does not hold up those of other webhooks.
///
/// # Errors
/// The body cannot be written as JSON.
pub fn new_job(webhook: Uuid, body: Raw, run_at: Timestamp) -> Result<NewJob> {
    let delivery = Delivery { webhook, message: new_message_id(), body };
    DeliverWebhook::new_job(webhook.to_string(), &delivery, run_at)
}

/// Gives up what waits for a webhook that is deleted in this transaction.
///
/// # Errors
/// The database fails.
pub async fn give_up(tx: &mut Tx, webhook: Uuid) -> Result<()> {
    let lane = webhook.to_string();
    jobs::give_up_lane(tx, DeliverWebhook::NAME, &lane, "the webhook was deleted").await?;
    Ok(())
}

/// A new identity for a message.
#[must_use]
pub fn new_message_id() -> String {
    format!("msg_{}", random_text::<20>())
}

impl Kind for DeliverWebhook {
    const NAME: &'static str = "deliver_webhook";
    // No webhook can take the place of another.
    const AT_ONCE: usize = Self::PER_LANE * WEBHOOKS_MAX;
    const PER_LANE: usize = 4;

    type Payload = Delivery;

    fn retry_seconds(app: &App) -> &[i64] {
        &app.config().webhook_retry_seconds
    }

    async fn run(app: &App, delivery: Delivery, _: &CancellationToken) -> Result<(), Failure> {
        let mut tx = app.store().read().await?;
        let found = webhooks::by_id(&mut tx, delivery.webhook).await?;
        // The receiver compares it with its own clock.
        let at = app.store().clock().wall();
        drop(tx);
        let Some(found) = found else {
            return Err(Failure::Stays("the webhook was deleted".to_owned()));
        };
        if !found.webhook.enabled {
            return Err(Failure::Stays("the webhook was disabled".to_owned()));
        }
        let Some(Ok(secret)) = app.secret().open(&found.secret_sealed).map(String::from_utf8)
        else {
            return Err(Failure::Stays(
                "the webhook's secret was sealed with another secret of the server".to_owned(),
            ));
        };
        let message = Message {
            url: &found.webhook.url,
            secret: &secret,
            id: &delivery.message,
            at,
            body: delivery.body.get(),
        };
        let status = app.webhooks().send(message).await?;
        if status.is_success() {
            Ok(())
        } else {
            Err(Failure::MayPass(format!("the receiver answered {status}")))
        }
    }
}

impl From<SendFailed> for Failure {
    fn from(cause: SendFailed) -> Self {
        Self::MayPass(cause.to_string())
    }
}
