//! Webhooks, for owners only.

pub mod create_webhook;
pub mod delete_webhook;
pub mod list_webhooks;
pub mod ping_webhook;
pub mod update_webhook;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use variorum_schema::policy::Operation;
use variorum_schema::webhooks::Webhook;
use variorum_store::webhooks::{self, Subscription};
use variorum_store::{Stored, Tx};

use crate::auth::secret::Secret;
use crate::call::{About, Caller};
use crate::error::{ApiError, ApiResult};
use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_webhooks::list_webhooks))
        .routes(routes!(create_webhook::create_webhook))
        .routes(routes!(update_webhook::update_webhook))
        .routes(routes!(delete_webhook::delete_webhook))
        .routes(routes!(ping_webhook::ping_webhook))
}

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
