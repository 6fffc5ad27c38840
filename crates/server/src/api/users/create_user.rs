//! Operation 12.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::policy::Operation;
use variorum_schema::users::{Role, User, UserCreate};
use variorum_store::users;

use crate::accounts::{self, AccountCreate};
use crate::auth::passwords;
use crate::call::{About, Body, Call};
use crate::error::{ApiError, ApiResult};
use crate::state::App;

/// A new user. The answer carries the API key.
///
/// # Errors
/// The caller is no owner; the name or the identity is taken.
#[utoipa::path(post, path = "/users", tag = "users", request_body = UserCreate,
    responses((status = 201, body = User), (status = 401), (status = 403), (status = 409),
        (status = 422)))]
pub async fn create_user(
    State(app): State<App>,
    Call { caller, body: Body(new), .. }: Call<(), (), Body<UserCreate>>,
) -> ApiResult<(StatusCode, Json<User>)> {
    let mut tx = app.store().read().await?;
    caller.may(&mut tx, Operation::CreateUser, About::nothing()).await?;
    drop(tx);
    let id = new.id;
    let create = AccountCreate {
        id,
        username: new.username.clone(),
        first_name: new.first_name,
        last_name: new.last_name,
        role: new.role.unwrap_or(Role::Annotator),
        password_hash: passwords::hash(new.password).await?,
        api_key: None,
    };
    let mut tx = app.store().write().await?;
    let user = accounts::create(&mut tx, app.secret(), create).await.map_err(|cause| {
        if cause.is_taken(users::USERNAME) {
            ApiError::Conflict(format!("User with username `{}` already exists", new.username))
        } else if let Some(id) = id.filter(|_| cause.is_taken(users::ID)) {
            ApiError::Conflict(format!("User with id `{id}` already exists"))
        } else {
            cause.into()
        }
    })?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(user.item)))
}
