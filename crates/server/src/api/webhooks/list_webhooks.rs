//! Operation 68.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::webhooks::Webhook;
use variorum_store::webhooks;

use super::with_secret;
use crate::api::Items;
use crate::call::{About, Call};
use crate::error::ApiResult;
use crate::state::App;

/// All webhooks with their secrets, in order of creation.
///
/// # Errors
/// The caller is no owner.
#[utoipa::path(get, path = "/webhooks", tag = "webhooks",
    responses((status = 200, body = Items<Webhook>), (status = 401), (status = 403)))]
pub async fn list_webhooks(
    State(app): State<App>,
    Call { caller, .. }: Call,
) -> ApiResult<Json<Items<Webhook>>> {
    let mut tx = app.store().read().await?;
    caller.may(&mut tx, Operation::ListWebhooks, About::nothing()).await?;
    let found = webhooks::list(&mut tx).await?;
    Ok(Items::json(found.into_iter().map(|found| with_secret(app.secret(), found)).collect()))
}
