//! Operation 69.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::policy::Operation;
use variorum_schema::webhooks::{Webhook, WebhookCreate};
use variorum_store::webhooks::{self, NewWebhook};

use super::with_secret;
use crate::auth::api_keys::generate_webhook_secret;
use crate::call::{About, Body, Call};
use crate::error::ApiResult;
use crate::state::App;

/// A new webhook, enabled, with a secret made by the server.
///
/// # Errors
/// The caller is no owner; there are as many webhooks as are allowed.
#[utoipa::path(post, path = "/webhooks", tag = "webhooks", request_body = WebhookCreate,
    responses((status = 201, body = Webhook), (status = 401), (status = 403), (status = 422)))]
pub async fn create_webhook(
    State(app): State<App>,
    Call { caller, body: Body(new), .. }: Call<(), (), Body<WebhookCreate>>,
) -> ApiResult<(StatusCode, Json<Webhook>)> {
    let mut tx = app.store().write().await?;
    caller.may(&mut tx, Operation::CreateWebhook, About::nothing()).await?;
    let new = NewWebhook {
        url: new.url,
        secret_sealed: app.secret().seal(generate_webhook_secret().as_bytes()),
        events: new.events,
        description: new.description,
    };
    let made = webhooks::insert(&mut tx, new).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(with_secret(app.secret(), made))))
}
