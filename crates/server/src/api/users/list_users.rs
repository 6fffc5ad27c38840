//! Operation 11.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::users::User;
use variorum_store::users;

use crate::api::Items;
use crate::call::{About, Call};
use crate::error::ApiResult;
use crate::state::App;

/// All users, without their API keys.
///
/// # Errors
/// The caller is no owner.
#[utoipa::path(get, path = "/users", tag = "users",
    responses((status = 200, body = Items<User>), (status = 401), (status = 403)))]
pub async fn list_users(
    State(app): State<App>,
    Call { caller, .. }: Call,
) -> ApiResult<Json<Items<User>>> {
    let mut tx = app.store().read().await?;
    caller.may(&mut tx, Operation::ListUsers, About::nothing()).await?;
    let found = users::list(&mut tx).await?;
    Ok(Items::json(found.into_iter().map(|account| account.user.item).collect()))
}
