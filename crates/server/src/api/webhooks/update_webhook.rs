//! Operation 70.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::webhooks::{Webhook, WebhookUpdate};
use variorum_store::webhooks;

use super::{find, with_secret};
use crate::call::{Body, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::WebhookPath;
use crate::state::App;

/// Changes a webhook. Disabling it ends its deliveries, also those that wait for another try.
///
/// # Errors
/// There is no such webhook; the caller is no owner.
#[utoipa::path(patch, path = "/webhooks/{webhook_id}", tag = "webhooks", params(WebhookPath),
    request_body = WebhookUpdate,
    responses((status = 200, body = Webhook), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn update_webhook(
    State(app): State<App>,
    Call { caller, path, body: Body(changes), .. }: Call<WebhookPath, (), Body<WebhookUpdate>>,
) -> ApiResult<Json<Webhook>> {
    let id = path.webhook_id;
    let mut tx = app.store().write().await?;
    let found = find(&mut tx, &caller, Operation::UpdateWebhook, id).await?;
    let changed = webhooks::update(&mut tx, found.webhook.seq, changes).await?;
    let changed = changed.ok_or_else(|| ApiError::not_found("Webhook", id))?;
    tx.commit().await?;
    Ok(Json(with_secret(app.secret(), changed)))
}
