//! Operation 15.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::users::User;
use variorum_store::{responses, users};

use crate::call::{About, Call};
use crate::error::{ApiError, ApiResult};
use crate::events::{self, Event};
use crate::params::UserPath;
use crate::state::App;

/// Deletes a user with their memberships, sessions and responses. The status of the records they answered
/// follows.
///
/// # Errors
/// There is no such user; the caller is no owner.
#[utoipa::path(delete, path = "/users/{user_id}", tag = "users", params(UserPath),
    responses((status = 200, body = User), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn delete_user(
    State(app): State<App>,
    Call { caller, path, .. }: Call<UserPath>,
) -> ApiResult<Json<User>> {
    let mut tx = app.store().write().await?;
    let found = users::by_id(&mut tx, path.user_id).await?;
    let account = found.ok_or_else(|| ApiError::not_found("User", path.user_id))?;
    caller.may(&mut tx, Operation::DeleteUser, About::nothing()).await?;
    let recounted = responses::delete_all_of(&mut tx, account.user.seq).await?;
    users::delete(&mut tx, account.user.seq).await?;
    let happened = recounted.iter().map(|record| Event::RecordUpdated(record.id)).collect();
    events::record(&mut tx, &app, happened).await?;
    tx.commit().await?;
    Ok(Json(account.user.item))
}
