//! Beside the contract: where the caller is signed in.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_store::sessions;

use crate::api::Items;
use crate::call::Call;
use crate::error::ApiResult;
use crate::state::App;

/// A browser in which the caller is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct MySession {
    /// Identity.
    pub id: Uuid,
    /// What the browser called itself when it signed in.
    pub user_agent: Option<String>,
    /// Whether the session outlives the browser's being closed.
    pub stay_signed_in: bool,
    /// Whether this very request was made in it.
    pub is_current: bool,
    /// When it began.
    #[schema(value_type = String)]
    pub inserted_at: Timestamp,
    /// When it was last used, to within some minutes.
    #[schema(value_type = String)]
    pub last_seen_at: Timestamp,
    /// When it ends, unless it is used to change something or extended before.
    #[schema(value_type = String)]
    pub expires_at: Timestamp,
}

/// The browsers in which the caller is signed in, in the order of signing in.
#[utoipa::path(get, path = "/me/sessions", tag = "me",
    responses((status = 200, body = Items<MySession>), (status = 401)))]
pub async fn list_my_sessions(
    State(app): State<App>,
    Call { caller, .. }: Call,
) -> ApiResult<Json<Items<MySession>>> {
    let mut tx = app.store().read().await?;
    let found = sessions::list_of(&mut tx, caller.user().seq).await?;
    let shown = found.into_iter().map(|session| MySession {
        id: session.id,
        is_current: caller.session == Some(session.id),
        stay_signed_in: session.stays,
        inserted_at: session.inserted_at,
        last_seen_at: session.last_seen_at,
        expires_at: session.expires_at,
        user_agent: session.item.user_agent,
    });
    Ok(Items::json(shown.collect()))
}
