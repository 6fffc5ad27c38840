//! Operation 14.

use axum::Json;
use axum::extract::State;
use uuid::Uuid;
use variorum_schema::policy::Operation;
use variorum_schema::users::{User, UserUpdate};
use variorum_store::users::Account;
use variorum_store::{Tx, users};

use crate::accounts;
use crate::call::{About, Body, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::UserPath;
use crate::state::App;

/// Changes a user. A new password ends all their tokens and sessions.
///
/// # Errors
/// There is no such user; the caller is no owner; the name is another user's.
#[utoipa::path(patch, path = "/users/{user_id}", tag = "users", params(UserPath),
    request_body = UserUpdate,
    responses((status = 200, body = User), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn update_user(
    State(app): State<App>,
    Call { caller, path, body: Body(update), .. }: Call<UserPath, (), Body<UserUpdate>>,
) -> ApiResult<Json<User>> {
    let mut tx = app.store().read().await?;
    let account = find(&mut tx, path.user_id).await?;
    caller.may(&mut tx, Operation::UpdateUser, About::nothing()).await?;
    drop(tx);
    if is_same(&account, &update) {
        return Ok(Json(account.user.item));
    }
    let username = update.username.clone().unwrap_or_default();
    let changes = accounts::changes(update).await?;
    let mut tx = app.store().write().await?;
    let account = find(&mut tx, path.user_id).await?;
    let changed = users::update(&mut tx, account.user.seq, changes).await.map_err(|cause| {
        if cause.is_taken(users::USERNAME) {
            ApiError::Refused(format!("User with username `{username}` already exists"))
        } else {
            cause.into()
        }
    })?;
    tx.commit().await?;
    Ok(Json(changed.user.item))
}

async fn find(tx: &mut Tx, id: Uuid) -> ApiResult<Account> {
    users::by_id(tx, id).await?.ok_or_else(|| ApiError::not_found("User", id))
}

/// Whether an update asks for nothing that is not so already. A password always counts as new.
fn is_same(account: &Account, update: &UserUpdate) -> bool {
    let user = &account.user;
    update.password.is_none()
        && update.first_name.as_ref().is_none_or(|name| *name == user.first_name)
        && update.last_name.as_ref().is_none_or(|name| *name == user.last_name)
        && update.username.as_ref().is_none_or(|name| *name == user.username)
        && update.role.is_none_or(|role| role == user.role)
}
