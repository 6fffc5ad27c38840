//! Operation 71.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::webhooks::Webhook;
use variorum_store::webhooks;

use super::{find, with_secret};
use crate::call::Call;
use crate::error::{ApiError, ApiResult};
use crate::jobs::deliver_webhook;
use crate::params::WebhookPath;
use crate::state::App;

/// Deletes a webhook and ends its deliveries.
///
/// # Errors
/// There is no such webhook; the caller is no owner.
#[utoipa::path(delete, path = "/webhooks/{webhook_id}", tag = "webhooks", params(WebhookPath),
    responses((status = 200, body = Webhook), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn delete_webhook(
    State(app): State<App>,
    Call { caller, path, .. }: Call<WebhookPath>,
) -> ApiResult<Json<Webhook>> {
    let id = path.webhook_id;
    let mut tx = app.store().write().await?;
    let found = find(&mut tx, &caller, Operation::DeleteWebhook, id).await?;
    if !webhooks::delete(&mut tx, found.webhook.seq).await? {
        return Err(ApiError::not_found("Webhook", id));
    }
    deliver_webhook::give_up(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Json(with_secret(app.secret(), found)))
}
