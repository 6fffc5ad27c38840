//! Operation 13.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::users::User;
use variorum_store::users;

use crate::call::{About, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::UserPath;
use crate::state::App;

/// A user, without their API key.
///
/// # Errors
/// The caller is no owner; there is no such user.
#[utoipa::path(get, path = "/users/{user_id}", tag = "users", params(UserPath),
    responses((status = 200, body = User), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn get_user(
    State(app): State<App>,
    Call { caller, path, .. }: Call<UserPath>,
) -> ApiResult<Json<User>> {
    let mut tx = app.store().read().await?;
    caller.may(&mut tx, Operation::GetUser, About::nothing()).await?;
    let found = users::by_id(&mut tx, path.user_id).await?;
    let account = found.ok_or_else(|| ApiError::not_found("User", path.user_id))?;
    Ok(Json(account.user.item))
}
