//! Operation 72.

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use variorum_schema::policy::Operation;

use super::{find, with_secret};
use crate::api::CONTRACT_VERSION;
use crate::call::Call;
use crate::error::{ApiError, ApiResult};
use crate::events::{self, Message};
use crate::jobs::deliver_webhook::new_message_id;
use crate::params::WebhookPath;
use crate::state::App;

/// Sends a message of type `ping` at once, also to a webhook that is disabled. Whatever the
/// receiver answers is well.
///
/// # Errors
/// There is no such webhook; the caller is no owner; the receiver cannot be reached.
#[utoipa::path(post, path = "/webhooks/{webhook_id}/ping", tag = "webhooks", params(WebhookPath),
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 422),
        (status = 500)))]
pub async fn ping_webhook(
    State(app): State<App>,
    Call { caller, path, .. }: Call<WebhookPath>,
) -> ApiResult<StatusCode> {
    let mut tx = app.store().read().await?;
    let found = find(&mut tx, &caller, Operation::PingWebhook, path.webhook_id).await?;
    let at = tx.now();
    // Nothing of the database is held while the receiver takes its time.
    drop(tx);
    let webhook = with_secret(app.secret(), found);
    // The agent's name is part of the contract.
    let data = json!({"agent": "argilla-server", "version": CONTRACT_VERSION});
    let body = events::body("ping", at, &data)?;
    let message_id = new_message_id();
    let message = Message {
        url: &webhook.url,
        secret: &webhook.secret,
        id: &message_id,
        // The receiver compares it with its own clock.
        at: app.store().clock().wall(),
        body: body.get(),
    };
    match app.webhooks().send(message).await {
        Ok(_) => Ok(StatusCode::NO_CONTENT),
        Err(cause) => Err(ApiError::Failed { kind: "ConnectError", message: cause.to_string() }),
    }
}
