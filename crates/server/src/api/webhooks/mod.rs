//! Webhooks, for owners only.

pub mod create_webhook;
pub mod delete_webhook;
pub mod list_webhooks;
pub mod ping_webhook;
pub mod update_webhook;

use uuid::Uuid;
use variorum_schema::policy::Operation;
use variorum_schema::webhooks::Webhook;
use variorum_store::webhooks::{self, Subscription};
use variorum_store::{Stored, Tx};

use crate::auth::secret::Secret;
use crate::call::{About, Caller};
use crate::error::{ApiError, ApiResult};

/// A webhook that the caller may do this with.
async fn find(
    tx: &mut Tx,
    caller: &Caller,
    operation: Operation,
    id: Uuid,
) -> ApiResult<Subscription> {
    let found = webhooks::by_id(tx, id).await?;
    let subscription = found.ok_or_else(|| ApiError::not_found("Webhook", id))?;
    caller.may(tx, operation, About::nothing()).await?;
    Ok(subscription)
}

/// The webhook with its secret in clear, for owners.
fn with_secret(secret: &Secret, subscription: Subscription) -> Webhook {
    let Subscription { webhook: Stored { item: mut webhook, .. }, secret_sealed } = subscription;
    match secret.open(&secret_sealed).map(String::from_utf8) {
        Some(Ok(text)) => webhook.secret = text,
        _ => tracing::warn!(
            webhook = %webhook.id,
            "the webhook's secret was sealed with another secret; make the webhook anew"
        ),
    }
    webhook
}
