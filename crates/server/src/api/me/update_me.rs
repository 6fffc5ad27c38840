//! Beside the contract: what users change about themselves.

use axum::Json;
use axum::extract::State;
use variorum_schema::users::{MyUpdate, User};
use variorum_store::users::{self, UserChanges};

use crate::accounts;
use crate::call::{Body, Call};
use crate::error::ApiResult;
use crate::state::App;

/// Changes the caller's names; the answer is as that of `GET /me`.
#[utoipa::path(patch, path = "/me", tag = "me", request_body = MyUpdate,
    responses((status = 200, body = User), (status = 401), (status = 403), (status = 422)))]
pub async fn update_me(
    State(app): State<App>,
    Call { caller, body: Body(update), .. }: Call<(), (), Body<MyUpdate>>,
) -> ApiResult<Json<User>> {
    let changes = UserChanges {
        first_name: update.first_name,
        last_name: update.last_name,
        ..UserChanges::default()
    };
    let mut tx = app.store().write().await?;
    let account = users::update(&mut tx, caller.user().seq, changes).await?;
    tx.commit().await?;
    Ok(Json(accounts::with_api_key(app.secret(), &account)))
}
